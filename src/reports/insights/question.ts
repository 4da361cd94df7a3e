import type { AnalysisTypes, EventChoice, Segments } from '../question/question.js';
import type { Interval, ReportRange } from '../question/range.js';

/** One figure of several. */
export type Aggregate =
  | { readonly function: 'SUM' | 'AVERAGE' | 'MEDIAN' | 'MINIMUM' | 'MAXIMUM' | 'DISTINCT' }
  /** Between 0 and 100; interpolated between the two nearest values. */
  | { readonly function: 'PERCENTILE'; readonly percentile: number };

/** What is measured of events. */
export type Measure =
  /** How many events. */
  | { readonly kind: 'events' }
  /** How many different units did at least one. */
  | { readonly kind: 'units' }
  /** How many different units did at least one within so many days before the end of each interval (1: DAU, 7: WAU, 30: MAU). */
  | { readonly kind: 'active'; readonly days: number }
  /** The events of each unit that did any, then one figure of these. */
  | { readonly kind: 'eventsPerUnit'; readonly aggregate: Aggregate }
  /** One figure of a property of the events; of events in which it is a number (for DISTINCT: is set). */
  | { readonly kind: 'property'; readonly name: string; readonly aggregate: Aggregate }
  /** One figure of a property for each unit that has any such event, then one of these. */
  | {
      readonly kind: 'propertyPerUnit';
      readonly name: string;
      readonly perUnit: Aggregate;
      readonly aggregate: Aggregate;
    };

/** Whom a metric counts. */
export type MetricUnit =
  /** The units that are analysed. */
  | { readonly kind: 'own' }
  /** The users who did the events, in an analysis of groups. */
  | { readonly kind: 'users' }
  /** The groups of a key that the events carried, in an analysis of users. */
  | { readonly kind: 'groupsOf'; readonly groupKey: string };

/** A line of a report, measured on events. */
export interface EventMetric<Where> {
  readonly kind: 'events';
  /** For formulas and for reading; null: `A`, `B`, … by its place. */
  readonly name: string | null;
  readonly event: EventChoice<Where>;
  readonly unit: MetricUnit;
  readonly measure: Measure;
}

/** A figure of the profiles as they are now, the same for every interval. Who is known from events or memberships alone has none. */
export interface ProfileMetric<Where> {
  readonly kind: 'profiles';
  readonly name: string | null;
  /** Which units; null: all. */
  readonly where: Where | null;
  /** Null: how many profiles there are. Else a figure of a property of those in whose profile it is a number. */
  readonly property: { readonly name: string; readonly aggregate: Aggregate } | null;
}

/** A line made of others: `100 * A / B`. */
export interface Formula {
  readonly name: string;
  readonly expression: string;
}

/** How each line is turned into the one that is shown. */
export type Shape =
  | { readonly kind: 'plain' }
  /** Each point counts from the beginning of the range; a unit once. */
  | { readonly kind: 'cumulative' }
  /**
   * Each point is the mean of so many intervals up to it, those before the range included. Intervals are whole for it, but for the
   * last, which ends with the range.
   */
  | { readonly kind: 'rolling'; readonly intervals: number };

/** Numbers over time. */
export interface InsightsQuestion<Of extends AnalysisTypes, UnitWhere> {
  readonly metrics: ReadonlyArray<EventMetric<Of['where']> | ProfileMetric<UnitWhere>>;
  readonly formulas: readonly Formula[];
  readonly range: ReportRange;
  readonly interval: Interval;
  /** For all events of all metrics. */
  readonly where: Of['where'] | null;
  readonly segments: Segments<Of['breakdown']>;
  readonly shape: Shape;
  /** Adds the stretch as long as the range that ends where it begins, divided as the range is. */
  readonly comparesWithPeriodBefore: boolean;
}
