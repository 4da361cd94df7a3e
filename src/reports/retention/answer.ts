import type { Stretch } from '../question/range.js';
import type { SegmentTexts } from '../rows/segment-texts.js';
import { type BoundRetention, type Bucket, cellStretch } from './bound.js';

/**
 * COMPLETE: over for everybody born in the interval, even at its very end. INCOMPLETE: has begun for those born at its
 * beginning, and may still change. FUTURE: has begun for nobody. It follows from the interval and the clock, whoever was
 * born when: all segments have the same states, and a state never goes back as more are born.
 */
export type CellState = 'COMPLETE' | 'INCOMPLETE' | 'FUTURE';

/** Those born in one interval, in one bucket. */
export interface Cell {
  readonly retained: number;
  readonly state: CellState;
  /** Of a property of the returns; null unless asked for. */
  readonly sum: number | null;
}

/** Those born in one interval. */
export interface CohortLine {
  readonly size: number;
  /** As many as there are buckets. */
  readonly cells: readonly Cell[];
}

/** What a bucket is on average, over those intervals for which it is complete. */
export interface Averages {
  /** How many were born in these intervals, and were back. */
  readonly size: number;
  readonly retained: number;
  /** Everybody alike: retained of size. Null where no interval is complete or nobody was born. */
  readonly pooled: number | null;
  /** As Mixpanel has it: large intervals count for more than their share. Null likewise. */
  readonly weighted: number | null;
}

export interface RetentionLines {
  /** As many as there are intervals. */
  readonly cohorts: readonly CohortLine[];
  /** As many as there are buckets. */
  readonly averages: readonly Averages[];
}

/** The answer to a question of retention. */
export interface RetentionAnswer {
  readonly bound: BoundRetention;
  readonly intervals: ReadonlyArray<Stretch & { readonly isComplete: boolean }>;
  /** How many segments there are in all; 0 without breakdowns. */
  readonly segmentCount: number;
  readonly overall: RetentionLines;
  readonly segments: ReadonlyArray<RetentionLines & { readonly segment: SegmentTexts }>;
  readonly other: RetentionLines | null;
}

/** The averages of each bucket. */
export function averagesOf(cohorts: readonly CohortLine[], buckets: number): Averages[] {
  return Array.from({ length: buckets }, (_, bucket) => {
    const complete = cohorts.flatMap(({ size, cells }) => {
      const cell = cells[bucket];
      return cell?.state === 'COMPLETE' ? [{ size, retained: cell.retained }] : [];
    });
    const sum = (of: (one: { size: number; retained: number }) => number): number =>
      complete.reduce((total, one) => total + of(one), 0);
    const [size, retained] = [sum((one) => one.size), sum((one) => one.retained)];
    if (size === 0) return { size, retained, pooled: null, weighted: null };
    const weighted = sum((one) => one.retained * one.size) / sum((one) => one.size ** 2);
    return { size, retained, pooled: retained / size, weighted };
  });
}

/** The first interval for which a bucket is not complete: births before it are those its averages use. */
export const firstOpen = (bound: BoundRetention, bucket: Bucket, now: number): Stretch | undefined =>
  bound.intervals.find((interval) => stateOf(cellStretch(bound, interval, bucket), now) !== 'COMPLETE');

/** The state of a cell that begins and ends so, at a moment. */
export const stateOf = ({ from, to }: Stretch, now: number): CellState =>
  to <= now ? 'COMPLETE' : from <= now ? 'INCOMPLETE' : 'FUTURE';
