import type { AnalysisTypes, EventChoice, Segments } from '../question/question.js';
import type { ReportRange } from '../question/range.js';

/** The units of time in which retention counts. */
export type RetentionUnit = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH';

/**
 * Who comes back. Units are born by an event A, and come back by an event B: which of those born in each calendar interval
 * of the range came back in the first, second, … stretch of time after their birth.
 *
 * A return counts from the moment of birth on. The birth event itself is one if it satisfies B, so that for B = A, and for
 * any event as B, everybody is back in the first bucket.
 */
export interface RetentionQuestion<Of extends AnalysisTypes> {
  readonly birth: EventChoice<Of['where']>;
  /**
   * FIRST_TIME: by the very first A ever, which must lie in the range. RECURRING: in every interval in which the unit does A,
   * by the first there.
   */
  readonly birthKind: 'FIRST_TIME' | 'RECURRING';
  readonly returns: EventChoice<Of['where']>;
  /** By whose intervals births are told, and in which buckets are measured. */
  readonly unit: RetentionUnit;
  /**
   * ROLLING: bucket n is the nth such stretch from the unit's own birth; a day is 24 hours, a week 7 days, a month 30 days.
   * CALENDAR: the nth interval of the calendar after the one of birth, which is bucket 0.
   */
  readonly alignment: 'ROLLING' | 'CALENDAR';
  /** How many buckets of one unit each; or the numbers of units at which they begin and, the last, end: [0, 1, 3, 7]. */
  readonly buckets: number | readonly number[];
  /** ON: back in this bucket. ON_OR_AFTER: in this bucket or any time later, the last bucket's end included. */
  readonly mode: 'ON' | 'ON_OR_AFTER';
  /** In an analysis of groups: the users who did the events are born and come back, instead of their groups. */
  readonly countsUsers: boolean;
  /** A numeric property of the returns in each bucket to add up; only with ON. Null: none. */
  readonly sumOf: string | null;
  /** In which units are born. */
  readonly range: ReportRange;
  /** For births and returns. */
  readonly where: Of['where'] | null;
  /** Of the unit, or of the event of its birth. */
  readonly segments: Segments<Of['breakdown']>;
}
