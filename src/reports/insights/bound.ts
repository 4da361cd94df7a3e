import type { BoundGroupFilter, BoundUserFilter } from '../../cohorts/bound-filter.js';
import type { BoundAnalysis, BoundBreakdown, BoundChoice, BoundWhere } from '../question/bound.js';
import type { Stretch } from '../question/range.js';
import type { CountedUnit } from '../rows/units.js';
import type { Aggregate, Measure, Shape } from './question.js';

/** A metric measured on events, ready to be made statements of. */
export interface BoundEventMetric {
  readonly kind: 'events';
  readonly name: string;
  readonly choice: BoundChoice;
  readonly counted: CountedUnit;
  readonly measure: Measure;
}

export interface BoundProfileMetric {
  readonly kind: 'profiles';
  readonly name: string;
  readonly where:
    | { readonly of: 'USERS'; readonly filter: BoundUserFilter | null }
    | { readonly of: 'GROUPS'; readonly filter: BoundGroupFilter | null };
  readonly property: { readonly name: string; readonly aggregate: Aggregate } | null;
}

export type BoundMetric = BoundEventMetric | BoundProfileMetric;

/** What is told of one time. */
export interface Period {
  /** In order; some of a period before may be empty. */
  readonly intervals: readonly Stretch[];
  /** What rolling means are taken of, in order: whole intervals before, then as many as there are intervals. Else none. */
  readonly averaged: readonly Stretch[];
}

/** A question of insights whose names are resolved and whose times are moments. */
export interface BoundInsights {
  readonly analysis: BoundAnalysis;
  readonly metrics: readonly BoundMetric[];
  readonly where: BoundWhere | null;
  readonly by: readonly BoundBreakdown[];
  readonly segmentLimit: number;
  readonly range: Stretch;
  readonly period: Period;
  /** Whether the range is told as one figure alone. */
  readonly isWhole: boolean;
  readonly shape: Shape;
  /** The period before; null unless asked for. */
  readonly periodBefore: Period | null;
}
