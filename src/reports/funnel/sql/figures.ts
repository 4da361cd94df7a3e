import { as, call, col, eq, gte, iif, minus, num, param, parametric, select } from '../../../warehouse/sql/builders.js';
import type { Expression, Projection, Select } from '../../../warehouse/sql/nodes.js';
import { isOfInterval, isOfUnit } from '../../rows/breakdowns.js';
import { below, exploded, layer, ofRow, type Rows, rowsOf, segmentColumn, segmentsColumn } from '../../rows/layers.js';
import { largestOf } from '../../rows/rank.js';
import { type Told, toldOrOther } from '../../rows/told.js';
import { withUnitSegments } from '../../rows/unit-segments.js';
import { unit } from '../../rows/units.js';
import { withUsersWhoDid } from '../../rows/users-who-did.js';
import type { BoundFunnel } from '../bound.js';
import { attemptsOf } from './attempts.js';
import { reachOf } from './events.js';
import { entry, times } from './simple.js';

/** The columns beside the segments in {@link figuresOf}: whether all segments together are meant, and the interval's first moment. */
export const [ofAll, bucket] = ['of_all', 'b'];
/** How many attempts reached a place, from 0, and what is told of the times they took. */
export const reached = (place: number): string => `n_${place}`;
export const [sincePrevious, sinceEntry] = [
  (place: number): string => `since_previous_${place}`,
  (place: number): string => `since_entry_${place}`,
];

/**
 * Attempts in their segments: once for all segments together (`of_all`, segments empty), and once for each combination of
 * segments; `s0`, `s1`, …
 * @param told the segments that are told one by one; null: all
 */
export function segmentedAttempts(attempts: Rows, funnel: BoundFunnel, told: Told | null): Rows {
  const { analysis, by } = funnel;
  if (by.length === 0) return layer(attempts, [as(call('toUInt8', num(1)), ofAll)]);
  const placed = by.map((one, index) => ({ by: one, index }));
  const ofUnits = placed.filter(isOfUnit);
  const known = ofUnits.length === 0 ? attempts : withUnitSegments(attempts, ofUnits, analysis, unit);
  const time = { stretch: reachOf(funnel), intervals: null };
  const counted = placed
    .filter(isOfInterval)
    .reduce((rows, one) => withUsersWhoDid(rows, one, analysis, time, { hash: unit, bucket: null }), known);
  const twice = layer(counted, [as(call('arrayJoin', param([0, 1], 'Array(UInt32)')), ofAll)]);
  const arrays = by.map((_, index) => segmentsColumn(index));
  const none = call('array', param('', 'String'));
  const blank = arrays.map((name): Projection => as(iif(eq(ofRow(ofAll), num(1)), none, ofRow(name)), name));
  const each = exploded(
    layer(twice, blank, { without: arrays }),
    by.map((_, index) => index),
  );
  if (told === null) return each;
  // An attempt that falls into several of the other segments is one of them all.
  const mapped = toldOrOther(each, by.length, told);
  return rowsOf(
    select({ distinct: true, columns: mapped.columns.map((name) => as(ofRow(name), name)), from: below(mapped) }),
  );
}

/** A row of the answer to {@link figuresOf}: beside these, the columns of segments and of steps. */
export interface FigureRow {
  /** 1: of all segments together. */
  readonly of_all: number;
  readonly [column: string]: unknown;
}

/**
 * What is told of the attempts in each segment, and in all; in each interval, where there are any.
 * @param told the segments that are told one by one; null: all
 * @param rowLimit at most so many rows; null: all
 */
export function figuresOf(funnel: BoundFunnel, told: Told | null, rowLimit: number | null): Select {
  const attempts = segmentedAttempts(attemptsOf(funnel), funnel, told);
  const { by, steps, percentiles } = funnel;
  const segments = by.map((_, index) => col(segmentColumn(index)));
  const buckets = funnel.isWhole ? [] : [col(bucket)];
  const rows = funnel.isWhole ? attempts : layer(attempts, [as(intervalOf(funnel), bucket)]);
  const places = steps.map((_, place) => place);
  const at = (place: number): Expression => call('arrayElement', col(times), num(place + 1));
  const isReached = (place: number): Expression => gte(call('length', col(times)), num(place + 1));
  const took = (from: number, place: number): Expression => call('greatest', minus(at(place), at(from)), num(0));
  const figures = (from: number, place: number): Expression => {
    const average = call('avgIf', took(from, place), isReached(place));
    const levels = [50, ...percentiles].map((percentile) => percentile / 100);
    const quantiles = parametric('quantilesExactInclusiveIf', levels, took(from, place), isReached(place));
    return call('arrayPushFront', call('arrayMap', identity, quantiles), average);
  };
  return select({
    columns: [
      col(ofAll),
      ...buckets,
      ...segments,
      ...places.map((place) => as(call('countIf', isReached(place)), reached(place))),
      ...places.slice(1).map((place) => as(figures(place - 1, place), sincePrevious(place))),
      ...places.slice(1).map((place) => as(figures(0, place), sinceEntry(place))),
    ],
    from: below(rows),
    groupBy: [col(ofAll), ...buckets, ...segments],
    limit: rowLimit,
  });
}

/** The first moment of the interval in which an attempt began. */
const intervalOf = ({ intervals }: BoundFunnel): Expression =>
  call(
    'roundDown',
    ofRow(entry),
    param(
      intervals.map(({ from }) => from),
      'Array(Int64)',
    ),
  );

/** The segments in which most attempts began, the first so many. */
export function rankOf(funnel: BoundFunnel, count: number): Select {
  const segments = funnel.by.map((_, index) => col(segmentColumn(index)));
  const begun = select({
    columns: [col(ofAll), ...segments, as(call('count'), 'begun')],
    from: below(segmentedAttempts(attemptsOf(funnel), funnel, null)),
    groupBy: [col(ofAll), ...segments],
  });
  return largestOf(begun, col('begun'), segments, count);
}

const identity: Expression = { kind: 'lambda', names: ['q'], body: call('toFloat64', col('q')) };
