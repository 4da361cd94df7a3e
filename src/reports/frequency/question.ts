import type { AnalysisTypes, EventChoice, Segments } from '../question/question.js';
import type { ReportRange } from '../question/range.js';

/**
 * How often units are active: on how many hours of each day, on how many days of each week or month, or of the whole range.
 */
export interface FrequencyQuestion<Of extends AnalysisTypes> {
  /** What makes a unit active. */
  readonly event: EventChoice<Of['where']>;
  /** What is counted: hours or days of the calendar in which the unit was active. */
  readonly active: 'HOUR' | 'DAY';
  /** In what: an interval longer than the one counted; the first and the last are cut to the range. */
  readonly interval: 'DAY' | 'WEEK' | 'MONTH' | 'WHOLE';
  /** In an analysis of groups: the users who did the events are counted, instead of their groups. */
  readonly countsUsers: boolean;
  readonly range: ReportRange;
  readonly where: Of['where'] | null;
  readonly segments: Segments<Of['breakdown']>;
}
