import { ofProject } from '../../cohorts/lower/actors.js';
import { valuesSince } from '../../cohorts/lower/as-of-event.js';
import { allOf, expressionOf, type Predicate } from '../../cohorts/lower/predicate.js';
import {
  and,
  as,
  call,
  col,
  eq,
  gte,
  join,
  mapValue,
  param,
  select,
  subquery,
  table,
} from '../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../warehouse/sql/nodes.js';
import type { BoundAnalysis, BoundEventBreakdown } from '../question/bound.js';
import type { Stretch } from '../question/range.js';
import { ofKey, valuesOfGroups } from './group-values.js';
import { below, layer, type Rows } from './layers.js';
import { inStretch } from './unit-events.js';
import { orNotSet, segmentsOf, segmentsOfAll, segmentsOfIds } from './values.js';

type EventGroupBreakdown = Extract<BoundEventBreakdown, { readonly kind: 'eventGroup' }>;

/** What decides the segments of a row, and how: many rows have the same values, whose segments are worked out once. */
export interface SegmentValues {
  readonly values: Expression;
  readonly segments: (values: Expression) => Expression;
}

/** The values of a row that decide its segments by a breakdown; null for breakdowns that need a join. */
export function valuesInRow(by: BoundEventBreakdown, { projectId }: BoundAnalysis): SegmentValues | null {
  switch (by.kind) {
    case 'eventProperty': {
      const value = mapValue('properties', by.name);
      // There may be as many numbers as events, but not as many buckets.
      if (by.buckets !== null) return { values: segmentsOf(value, by.buckets), segments: (segments) => segments };
      return { values: value, segments: (one) => segmentsOf(one, by.buckets) };
    }
    case 'eventGroup':
      if (by.property === null) return { values: ofKey(by.groupKeyId, 'group_ids'), segments: segmentsOfIds };
      if (by.properties === 'AS_OF_EVENT') return null;
      return {
        values: valuesOfGroups({ projectId, groupKeyId: by.groupKeyId }, by.property),
        segments: (values) => segmentsOfAll(values, by.buckets),
      };
    case 'groupItself': {
      // The group's place among the event's groups is that of its hash.
      const place = call('indexOf', col('group_hashes'), col('unit_hash'));
      const id = call('arrayElement', col('group_ids'), place);
      return { values: id, segments: (one) => call('array', call('toJSONString', one)) };
    }
    case 'groupAsOfEvent':
      return null;
  }
}

/** The columns of a row that {@link withJoinedSegments} joins by. */
export const joinedBy = (by: BoundEventBreakdown): readonly string[] =>
  by.kind === 'groupAsOfEvent' ? ['unit_hash', 'time'] : ['event_id'];

/** Adds to rows the segments by a breakdown for which {@link valuesInRow} is null, as a column of arrays. */
export function withJoinedSegments(
  rows: Rows,
  by: BoundEventBreakdown,
  analysis: BoundAnalysis,
  stretch: Stretch,
  column: string,
): Rows {
  if (by.kind === 'groupAsOfEvent' && analysis.unit === 'GROUPS') {
    const scope = { projectId: analysis.projectId, groupKeyId: analysis.groupKeyId };
    const on = and(eq(col('unit_hash', 'r'), col('value_hash', 'v')), gte(col('time', 'r'), col('value_at', 'v')));
    const from = join('ASOF LEFT', below(rows), subquery(valuesSince(scope, by.name), 'v'), on);
    return layer(rows, [as(segmentsOf(col('value', 'v'), by.buckets), column)], { from });
  }
  if (by.kind === 'eventGroup' && by.property !== null) {
    const values = valuesThen(by, by.property, analysis.projectId, inStretch(stretch));
    const on = eq(col('event_id', 'r'), col('value_id', 'v'));
    const from = join('LEFT ANY', below(rows), subquery(values, 'v'), on);
    return layer(rows, [as(orNotSet(col('value_segments', 'v')), column)], { from });
  }
  throw new Error(`unreachable: ${by.kind} needs no join`);
}

/** The segments of events by a property that the groups they carried had then: `value_id`, `value_segments`. */
function valuesThen(by: EventGroupBreakdown, property: string, projectId: number, times: Predicate): Select {
  const scope = { projectId, groupKeyId: by.groupKeyId };
  const rows = select({
    columns: [col('event_id'), col('unit_hash'), col('time')],
    from: table('unit_events'),
    where: expressionOf(allOf(ofProject(projectId), eq(col('scope'), param(by.groupKeyId, 'UInt32')), times)),
  });
  const on = and(eq(col('unit_hash', 'r'), col('value_hash', 'v')), gte(col('time', 'r'), col('value_at', 'v')));
  const values = call('groupArray', col('value', 'v'));
  return select({
    columns: [as(col('event_id', 'r'), 'value_id'), as(segmentsOfAll(values, by.buckets), 'value_segments')],
    from: join('ASOF LEFT', subquery(rows, 'r'), subquery(valuesSince(scope, property), 'v'), on),
    groupBy: [col('event_id', 'r')],
  });
}
