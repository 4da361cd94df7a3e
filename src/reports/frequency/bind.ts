import { badInput, type Path } from '../../cohorts/bind-checks.js';
import type { GroupBreakdown, GroupWhere, UserBreakdown, UserWhere } from '../question/question.js';
import { boundRange, intervalsOf, type Stretch } from '../question/range.js';
import type { SegmentedQuestion } from '../rows/segmented-rows.js';
import type { Binding } from '../subject.js';
import type { FrequencyQuestion } from './question.js';

/** The questions of both analyses; which one it is stands beside it. */
export type AnyFrequency = FrequencyQuestion<{
  readonly where: UserWhere | GroupWhere;
  readonly breakdown: UserBreakdown | GroupBreakdown;
}>;

/** A question of frequency whose names are resolved and whose times are moments; `told` is not chosen yet. */
export interface BoundFrequency extends SegmentedQuestion {
  readonly told: null;
  /** The hours or days in which units are active or not. */
  readonly parts: readonly Stretch[];
  readonly segmentLimit: number;
}

/**
 * Resolves a question of frequency.
 * @throws MusterError BAD_INPUT, GROUP_KEY_UNKNOWN, NOT_FOUND, COHORT_WRONG_UNIT, each with the path
 */
export function bindFrequency(question: AnyFrequency, { binder, calendar, now }: Binding, path: Path): BoundFrequency {
  const { active, interval } = question;
  if (active === interval) throw badInput('Count hours of days, or days of longer intervals.', [...path, 'active']);
  const range = boundRange(question.range, calendar, now, [...path, 'range']);
  const intervals = intervalsOf(range, interval, calendar, [...path, 'interval']);
  const parts = intervalsOf(range, active, calendar, [...path, 'active']);
  binder.checkFigures([parts.length + intervals.length], question.segments, path);
  const by = binder.breakdowns(question.segments, [...path, 'breakdowns']);
  if (question.countsUsers) binder.checkCountsUsers(by, path);
  return {
    analysis: binder.analysis,
    choice: binder.choice(question.event, [...path, 'event']),
    counted: question.countsUsers && binder.analysis.unit === 'GROUPS' ? 'users' : 'own',
    where: binder.where(question.where, [...path, 'where']),
    by,
    intervals,
    isWhole: interval === 'WHOLE',
    told: null,
    parts,
    segmentLimit: binder.segmentLimit(question.segments, [...path, 'segmentLimit']),
  };
}
