import type { AnalysisTypes, EventChoice } from '../question/question.js';
import type { ReportRange } from '../question/range.js';

/**
 * What units do before and after an anchor: the paths that lead to it and away from it.
 *
 * A path has the events right before and right after an anchor, in the order of time (of one millisecond: of stored ids),
 * as far as they lie within the window from the anchor. Where there is none, the path has begun, or has ended.
 */
export interface FlowsQuestion<Of extends AnalysisTypes> {
  readonly anchor: EventChoice<Of['where']>;
  /** How many steps before and after the anchor, up to 5 each, at least one in all. */
  readonly before: number;
  readonly after: number;
  /** From the anchor to the first and to the last step of a path, both moments included. */
  readonly windowMs: number;
  /** UNIQUES: a unit has one path, around its first anchor in the range. TOTALS: one around each anchor. */
  readonly counting: 'UNIQUES' | 'TOTALS';
  /** Which events are steps; anchors always are. */
  readonly steps: EventChoice<Of['where']>;
  /** Names of events that are passed over as if they had not happened, unless they are anchors. */
  readonly hidden: readonly string[];
  /** Of events of one name in a row only the first is a step; anchors always are. */
  readonly mergesRepeats: boolean;
  /** A path is left out if one of these was done between its first and its last step, both moments included. */
  readonly exclusions: ReadonlyArray<EventChoice<Of['where']>>;
  /** In an analysis of groups: the users who did the events have paths, instead of their groups. */
  readonly countsUsers: boolean;
  /** In which anchors lie. */
  readonly range: ReportRange;
  /** For all events: anchors, steps and exclusions. */
  readonly where: Of['where'] | null;
  /** How many events of each step are told one by one, the most frequent: 1 to 50; all others are one. */
  readonly eventLimit: number;
  /** How many paths are told, the most frequent: 1 to 200. */
  readonly pathLimit: number;
}
