import { fromGroupProfiles, groupProfileView, lowerGroupFilter } from '../../../cohorts/lower/groups.js';
import { allOf } from '../../../cohorts/lower/predicate.js';
import { fromUserProfiles, lowerUserFilter } from '../../../cohorts/lower/users.js';
import { as, call, col, lambda, num, select, tuple } from '../../../warehouse/sql/builders.js';
import type { Expression, Projection, Select } from '../../../warehouse/sql/nodes.js';
import type { BoundAnalysis, BoundBreakdown, BoundUnitBreakdown } from '../../question/bound.js';
import { isOfUnit } from '../../rows/breakdowns.js';
import { below, exploded, isWithout, type Rows, rowsOf, segmentColumn } from '../../rows/layers.js';
import { type Told, toldOrOther } from '../../rows/told.js';
import { type Placed, withUnitSegments } from '../../rows/unit-segments.js';
import { unit } from '../../rows/units.js';
import { aggregated, aggregatedArray, countsEach } from '../aggregate.js';
import type { BoundProfileMetric } from '../bound.js';
import { measured } from './counting.js';
import { hasValue, valueToMeasure } from './series.js';

/** A row of the answer to {@link profilesOf}. */
export interface ProfilesRow {
  /** 1: of all segments together. */
  readonly of_all: number;
  readonly n: string;
  readonly value: number | string | null;
  readonly [segment: string]: string | number | null | undefined;
}

/**
 * How many units have a profile, or one figure of a property of their profiles: in all, and by segments where every breakdown is one
 * that units decide. Who is known from events or memberships alone has none.
 */
export function profilesOf(
  analysis: BoundAnalysis,
  metric: BoundProfileMetric,
  by: readonly BoundBreakdown[],
  told: Told | null,
): Select {
  const ofUnits = unitBreakdowns(by);
  const rows = toldOrOther(profileUnits(analysis, metric, by), ofUnits.length, told);
  const segments = ofUnits.map(({ index }) => col(segmentColumn(index)));
  const [first] = segments;
  // A unit in two segments is one of all: the segments of a list multiply its row.
  const value = metric.property === null ? call('uniqExact', col(unit)) : figureOf(metric.property);
  return select({
    columns: [as(isWithout(segments), 'of_all'), ...segments, as(call('count'), 'n'), as(value, 'value')],
    from: below(rows),
    groupingSets: first === undefined ? null : [segments, []],
  });
}

/** Breakdowns divide profiles only if units decide all of them. */
export const isDividedByUnits = (by: readonly BoundBreakdown[]): boolean =>
  by.every((one, index) => isOfUnit({ by: one, index }));

function unitBreakdowns(by: readonly BoundBreakdown[]): Array<Placed<BoundUnitBreakdown>> {
  return isDividedByUnits(by) ? by.map((one, index) => ({ by: one, index })).filter(isOfUnit) : [];
}

/** The units of a metric of profiles, once for each segment they fall into: `u`, what is measured, `s0`, `s1`, … */
export function profileUnits(analysis: BoundAnalysis, metric: BoundProfileMetric, by: readonly BoundBreakdown[]): Rows {
  const ofUnits = unitBreakdowns(by);
  const units = unitsOf(analysis, metric);
  const known = ofUnits.length === 0 ? units : withUnitSegments(units, ofUnits, analysis, unit);
  return exploded(
    known,
    ofUnits.map(({ index }) => index),
  );
}

/** One figure of the units' values, each unit's once. */
function figureOf({ aggregate }: NonNullable<BoundProfileMetric['property']>): Expression {
  if (!countsEach(aggregate)) return aggregated(aggregate, col(measured));
  const values = call('groupUniqArray', tuple(col(unit), col(measured)));
  return aggregatedArray(
    aggregate,
    call('arrayMap', lambda(['pair'], call('tupleElement', col('pair'), num(2))), values),
  );
}

/** The units with a profile that are meant: `u`, and the value of the property as `x`. */
function unitsOf(analysis: BoundAnalysis, { where, property }: BoundProfileMetric): Rows {
  const { projectId } = analysis;
  const hasFigure = property === null || hasValue(property.name, property.aggregate);
  const columnsOf = (hash: string): Projection[] => [
    as(col(hash), unit),
    ...(property === null ? [] : [as(valueToMeasure(property.name, property.aggregate), measured)]),
  ];
  if (where.of === 'USERS') {
    const holds = where.filter === null || lowerUserFilter(where.filter, 'profile', projectId);
    return rowsOf(fromUserProfiles(projectId, allOf(holds, hasFigure), columnsOf('user_hash')));
  }
  if (analysis.unit !== 'GROUPS') throw new Error('unreachable: bound for an analysis of groups');
  const scope = { projectId, groupKeyId: analysis.groupKeyId };
  const holds = where.filter === null || lowerGroupFilter(where.filter, groupProfileView, scope);
  return rowsOf(fromGroupProfiles(scope, allOf(holds, hasFigure), columnsOf('group_hash')));
}
