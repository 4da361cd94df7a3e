import type { BoundAnalysis, BoundBreakdown, BoundChoice, BoundWhere } from '../question/bound.js';
import type { AnalysisTypes } from '../question/question.js';
import type { Stretch } from '../question/range.js';
import type { CountedUnit } from '../rows/units.js';
import type { RetentionQuestion, RetentionUnit } from './question.js';

type Question = RetentionQuestion<AnalysisTypes>;

/** A bucket, in units of time after the birth: `from` included, `to` excluded. */
export interface Bucket {
  readonly from: number;
  readonly to: number;
}

/** A question of retention whose names are resolved and whose times are moments. */
export interface BoundRetention {
  readonly analysis: BoundAnalysis;
  readonly birth: BoundChoice;
  readonly birthKind: Question['birthKind'];
  readonly returns: BoundChoice;
  readonly unit: RetentionUnit;
  readonly alignment: Question['alignment'];
  readonly mode: Question['mode'];
  /** Users of each unit are counted by the list of companies alone. */
  readonly counted: Exclude<CountedUnit, object>;
  readonly sumOf: string | null;
  readonly range: Stretch;
  /** Births are told by these, the first and the last cut to the range. */
  readonly intervals: readonly Stretch[];
  readonly buckets: readonly Bucket[];
  /**
   * The first moments of the calendar's intervals from the one in which the range begins to the end of the last bucket of
   * the last birth.
   */
  readonly calendar: readonly number[];
  readonly where: BoundWhere | null;
  readonly by: readonly BoundBreakdown[];
  readonly segmentLimit: number;
}

/** Rolling units in milliseconds. */
export const rollingMs: { readonly [Unit in RetentionUnit]: number } = {
  HOUR: 3_600_000,
  DAY: 86_400_000,
  WEEK: 7 * 86_400_000,
  MONTH: 30 * 86_400_000,
};

/** No event lies later. */
const endOfTime = Date.UTC(2280, 0, 1);

/** When a bucket begins for the first born in an interval, and ends for the last. */
export function cellStretch(retention: BoundRetention, interval: Stretch, { from, to }: Bucket): Stretch {
  if (retention.alignment === 'ROLLING') {
    const length = rollingMs[retention.unit];
    return { from: interval.from + from * length, to: interval.to + to * length };
  }
  const { calendar } = retention;
  const place = calendar.findLastIndex((start) => start <= interval.from);
  // A range may begin within an interval, and then nobody is born in its part before.
  const begin = calendar[place + from] ?? endOfTime;
  return { from: Math.max(interval.from, begin), to: calendar[place + to] ?? endOfTime };
}

/** From when to when returns may count. */
export function reachOf(retention: BoundRetention): Stretch {
  const { range, mode, intervals, buckets } = retention;
  const [interval, bucket] = [intervals.at(-1), buckets.at(-1)];
  if (mode === 'ON_OR_AFTER' || interval === undefined || bucket === undefined) {
    return { from: range.from, to: endOfTime };
  }
  return { from: range.from, to: cellStretch(retention, interval, bucket).to };
}
