import type { Stretch } from '../question/range.js';
import type { SegmentTexts } from '../rows/segment-texts.js';
import type { BoundFunnel } from './bound.js';

/** What is told of how long attempts took, milliseconds. */
export interface Durations {
  readonly average: number;
  readonly median: number;
  /** As many as the question asks for, in its order. */
  readonly percentiles: readonly number[];
}

/** One step in one funnel. */
export interface StepFigures {
  /** How many attempts reached it. */
  readonly count: number;
  /** From the step before and from the first; null for the first step, and where none reached it. */
  readonly sincePrevious: Durations | null;
  readonly sinceFirst: Durations | null;
}

/** The steps of some attempts, as many as the question has. */
export type FunnelLine = readonly StepFigures[];

/** Attempts of one time: all of them, and in their segments. */
export interface FunnelLines {
  readonly overall: FunnelLine;
  /** As many as there are segments told, in their order. */
  readonly segments: ReadonlyArray<{ readonly segment: SegmentTexts; readonly steps: FunnelLine }>;
  /** Attempts in any other segment; null if there are none. */
  readonly other: FunnelLine | null;
}

/** The answer to a funnel. */
export interface FunnelAnswer {
  readonly bound: BoundFunnel;
  /** How many segments there are in all; 0 without breakdowns. */
  readonly segmentCount: number;
  readonly whole: FunnelLines & { readonly isComplete: boolean };
  /** Attempts by the interval in which they begin; none where the question asks for the whole range. */
  readonly intervals: ReadonlyArray<
    Stretch & {
      /** Whether all attempts have had the whole window. */
      readonly isComplete: boolean;
      readonly lines: FunnelLines;
    }
  >;
}

/** A funnel that nobody entered. */
export const emptyLine = ({ steps }: BoundFunnel): FunnelLine =>
  steps.map(() => ({ count: 0, sincePrevious: null, sinceFirst: null }));
