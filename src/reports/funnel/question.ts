import type { AnalysisTypes, EventChoice, Segments } from '../question/question.js';
import type { Interval, ReportRange } from '../question/range.js';

/** One step of a funnel. */
export interface FunnelStep<Where> {
  /** For reading; null: the names of its events. */
  readonly label: string | null;
  readonly event: EventChoice<Where>;
  /** In a funnel of any order: whether the step keeps its place. Those that do not may change places between two that do. */
  readonly isAnchored: boolean;
}

/** How steps follow each other. */
export type FunnelOrder =
  /** One after the other; anything else, later steps too, may lie between. */
  | 'SEQUENCE'
  /** Each step is the very next thing the unit does, whatever it is called. */
  | 'STRICT'
  /** Steps that are not anchored come in any order between the anchored ones around them. */
  | 'ANY';

/** What ends an attempt when it is done after one step and before another, counted from 1. */
export interface FunnelExclusion<Where> {
  readonly event: EventChoice<Where>;
  readonly afterStep: number;
  readonly beforeStep: number;
}

/** Which step of an attempt gives it the value of a property of events that it is divided by. */
export type Attribution =
  /** The first that was reached and has the property set. */
  | { readonly kind: 'first' }
  /** The last such. */
  | { readonly kind: 'last' }
  /** This one, counted from 1: not set where it was not reached. */
  | { readonly kind: 'step'; readonly step: number };

/**
 * Who goes how far. An attempt begins with an event of the first step in the range and goes on within a window from it; each
 * further step takes the earliest event that qualifies, each event at most one step.
 *
 * Two seconds of grace: clients' clocks and batches mix up what happens almost at once, so a step may lie up to two seconds
 * before the step it follows, and something excluded ends an attempt only if it lies more than two seconds from both sides.
 * Between steps that one event could satisfy both there is no grace: they follow strictly. Nor is there any in STRICT.
 * Events of one millisecond are in the order of their stored ids.
 */
export interface FunnelQuestion<Of extends AnalysisTypes> {
  /** 2 to 20. */
  readonly steps: ReadonlyArray<FunnelStep<Of['where']>>;
  readonly order: FunnelOrder;
  /** From the first step's event, this moment included; events after the range count for later steps. */
  readonly windowMs: number;
  /**
   * UNIQUES: a unit makes one attempt, the first in the range (in each interval). TOTALS: as many as do not overlap: the next
   * begins after the one before has ended by its last step, by its window, or by something excluded; in strict order with
   * the last event it used, since whatever breaks it off may begin another.
   */
  readonly counting: 'UNIQUES' | 'TOTALS';
  readonly exclusions: ReadonlyArray<FunnelExclusion<Of['where']>>;
  /** Properties of events, up to 3, whose values are the same in all steps; events without one of them take no part. */
  readonly holdConstant: readonly string[];
  readonly range: ReportRange;
  /** WHOLE, or attempts by the interval in which they begin. */
  readonly interval: Interval;
  /** For the events of all steps and exclusions. */
  readonly where: Of['where'] | null;
  readonly segments: Segments<Of['breakdown']>;
  readonly attribution: Attribution;
  /** Percentiles of the times between steps that are wanted, each from 0 to 100. */
  readonly percentiles: readonly number[];
}
