import { badInput, type Path } from '../../cohorts/bind-checks.js';
import type { BoundAnalysis, BoundBreakdown, BoundChoice, BoundWhere } from '../question/bound.js';
import type { GroupBreakdown, GroupWhere, UserBreakdown, UserWhere } from '../question/question.js';
import { boundRange, intervalsOf, type Stretch } from '../question/range.js';
import { isOfUnit } from '../rows/breakdowns.js';
import type { Binding } from '../subject.js';
import type { LifecycleQuestion } from './question.js';

/** The questions of both analyses; which one it is stands beside it. */
export type AnyLifecycle = LifecycleQuestion<{
  readonly where: UserWhere | GroupWhere;
  readonly breakdown: UserBreakdown | GroupBreakdown;
}>;

/** A question of life cycles whose names are resolved and whose times are moments. */
export interface BoundLifecycle {
  readonly analysis: BoundAnalysis;
  readonly choice: BoundChoice;
  readonly counted: 'own' | 'users';
  /** Whole ones. */
  readonly intervals: readonly Stretch[];
  /** The interval right before the first. */
  readonly before: Stretch;
  readonly where: BoundWhere | null;
  readonly by: readonly BoundBreakdown[];
  readonly segmentLimit: number;
}

/**
 * Resolves a question of life cycles.
 * @throws MusterError BAD_INPUT, GROUP_KEY_UNKNOWN, NOT_FOUND, COHORT_WRONG_UNIT, each with the path
 */
export function bindLifecycle(question: AnyLifecycle, { binder, calendar, now }: Binding, path: Path): BoundLifecycle {
  const { interval } = question;
  const asked = boundRange(question.range, calendar, now, [...path, 'range']);
  const from = calendar.startOf(interval, asked.from);
  const whole = { from, to: calendar.startOfNext(interval, asked.to - 1) };
  const intervals = intervalsOf(whole, interval, calendar, [...path, 'interval']);
  binder.checkFigures([intervals.length, 4], question.segments, path);
  const by = binder.breakdowns(question.segments, [...path, 'breakdowns']);
  if (question.countsUsers) binder.checkCountsUsers(by, path);
  by.forEach((one, index) => {
    if (isOfUnit({ by: one, index }) || one.kind === 'groupItself') return;
    throw badInput('Divide by what the unit itself is: its properties, or cohorts.', [...path, 'breakdowns', index]);
  });
  return {
    analysis: binder.analysis,
    choice: binder.choice(question.event, [...path, 'event']),
    counted: question.countsUsers && binder.analysis.unit === 'GROUPS' ? 'users' : 'own',
    intervals,
    before: { from: calendar.startOf(interval, from - 1), to: from },
    where: binder.where(question.where, [...path, 'where']),
    by,
    segmentLimit: binder.segmentLimit(question.segments, [...path, 'segmentLimit']),
  };
}
