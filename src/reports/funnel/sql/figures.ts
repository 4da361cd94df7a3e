import { as, call, col, gte, minus, num, param, parametric, select } from '../../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../../warehouse/sql/nodes.js';
import { inSegments, ofAll } from '../../rows/in-segments.js';
import { below, layer, ofRow, type Rows, segmentColumn } from '../../rows/layers.js';
import type { Ranking } from '../../rows/rank.js';
import type { Told } from '../../rows/told.js';
import type { BoundFunnel } from '../bound.js';
import { attemptsOf } from './attempts.js';
import { countingOf } from './events.js';
import { entry, times } from './simple.js';

/** The column of the first moment of the interval in which attempts began. */
export const bucket = 'b';
/** How many attempts reached a place, from 0, and what is told of the times they took. */
export const reached = (place: number): string => `n_${place}`;
export const [sincePrevious, sinceEntry] = [
  (place: number): string => `since_previous_${place}`,
  (place: number): string => `since_entry_${place}`,
];

/**
 * Attempts in their segments.
 * @param told the segments that are told one by one; null: all
 */
export const segmentedAttempts = (funnel: BoundFunnel, told: Told | null): Rows =>
  inSegments(attemptsOf(funnel), funnel.analysis, funnel.by, countingOf(funnel), told);

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
  const attempts = segmentedAttempts(funnel, told);
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
export const intervalOf = ({ intervals }: BoundFunnel): Expression =>
  call(
    'roundDown',
    ofRow(entry),
    param(
      intervals.map(({ from }) => from),
      'Array(Int64)',
    ),
  );

/** The segments by how many attempts began in them. */
export function rankingOf(funnel: BoundFunnel): Ranking {
  const segments = funnel.by.map((_, index) => col(segmentColumn(index)));
  const begun = select({
    columns: [col(ofAll), ...segments, as(call('count'), 'begun')],
    from: below(segmentedAttempts(funnel, null)),
    groupBy: [col(ofAll), ...segments],
  });
  return { figures: begun, size: col('begun'), segments };
}

const identity: Expression = { kind: 'lambda', names: ['q'], body: call('toFloat64', col('q')) };
