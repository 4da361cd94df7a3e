import type { AnalysisTypes, EventChoice, Segments } from '../question/question.js';
import type { ReportRange } from '../question/range.js';

/**
 * What becomes of units: which are new, which stay, which come back, which fall asleep, in each interval of the calendar
 * that the range touches. Intervals are whole ones: a part of a week says little of a week.
 */
export interface LifecycleQuestion<Of extends AnalysisTypes> {
  /** What makes a unit active. */
  readonly event: EventChoice<Of['where']>;
  readonly interval: 'DAY' | 'WEEK' | 'MONTH';
  /** In an analysis of groups: the users who did the events are told of, instead of their groups. */
  readonly countsUsers: boolean;
  readonly range: ReportRange;
  readonly where: Of['where'] | null;
  /** Of the unit only: an event's own values would make a unit new again and again. */
  readonly segments: Segments<Of['breakdown']>;
}

/** What a unit is in an interval. */
export type LifecycleStage =
  /** Active, and never before. */
  | 'NEW'
  /** Active, and in the interval before. */
  | 'RETAINED'
  /** Active, not in the interval before, but earlier. */
  | 'RESURRECTED'
  /** Not active, but in the interval before. */
  | 'DORMANT';

export const lifecycleStages: readonly LifecycleStage[] = ['NEW', 'RETAINED', 'RESURRECTED', 'DORMANT'];
