import type { BoundAnalysis, BoundBreakdown, BoundChoice, BoundWhere } from '../question/bound.js';
import type { AnalysisTypes } from '../question/question.js';
import type { Stretch } from '../question/range.js';
import type { Attribution, FunnelOrder, FunnelQuestion } from './question.js';

export interface BoundStep {
  readonly label: string;
  readonly choice: BoundChoice;
}

export interface BoundExclusion {
  readonly choice: BoundChoice;
  /** Places of steps, from 0: something excluded counts between these two. */
  readonly after: number;
  readonly before: number;
}

/** A funnel whose names are resolved and whose times are moments. */
export interface BoundFunnel {
  readonly analysis: BoundAnalysis;
  readonly steps: readonly BoundStep[];
  readonly order: FunnelOrder;
  /** The places of the steps, in groups that come one after the other; those of one group come in any order. */
  readonly blocks: ReadonlyArray<readonly number[]>;
  readonly windowMs: number;
  readonly counting: FunnelQuestion<AnalysisTypes>['counting'];
  readonly exclusions: readonly BoundExclusion[];
  readonly holdConstant: readonly string[];
  /** In which attempts begin. */
  readonly range: Stretch;
  readonly intervals: readonly Stretch[];
  readonly isWhole: boolean;
  readonly where: BoundWhere | null;
  readonly by: readonly BoundBreakdown[];
  readonly segmentLimit: number;
  readonly attribution: Attribution;
  readonly percentiles: readonly number[];
}

/** Clients mix up what happens within so many milliseconds. */
export const graceMs = 2_000;

/** Whether one event could be both steps, by the names alone. */
export function mayOverlap(a: BoundChoice, b: BoundChoice): boolean {
  if (a.names === null || b.names === null) return true;
  const names = new Set(a.names);
  return b.names.some((name) => names.has(name));
}
