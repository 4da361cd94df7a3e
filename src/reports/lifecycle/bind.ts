import { badInput, type Path } from '../../cohorts/bind-checks.js';
import type { BoundAnalysis, BoundBreakdown, BoundChoice, BoundWhere } from '../question/bound.js';
import type { GroupBreakdown, GroupWhere, UserBreakdown, UserWhere } from '../question/question.js';
import { boundRange, intervalsOf, type Stretch } from '../question/range.js';
import type { CountedUnit } from '../rows/units.js';
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
  /** Users of each unit are counted by the list of companies alone. */
  readonly counted: Exclude<CountedUnit, object>;
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
    checkStays(one, [...path, 'breakdowns', index]);
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

/** What divides events or intervals, and not units, as messages call it. */
const changing = {
  eventProperty: 'a property of events',
  eventGroup: 'the groups that events carry',
  groupAsOfEvent: 'a property of groups as of the event',
  usersWhoDid: 'how many users did something',
} as const satisfies Partial<Record<BoundBreakdown['kind'], string>>;

const isChanging = (kind: BoundBreakdown['kind']): kind is keyof typeof changing => kind in changing;

/** @throws MusterError BAD_INPUT if a unit may be of another segment in another interval, and so be new again in it */
function checkStays({ kind }: BoundBreakdown, path: Path): void {
  if (!isChanging(kind)) return;
  const message =
    `A life cycle compares what a unit does from one interval to the next, so ${changing[kind]} cannot divide it: that may differ ` +
    'between the two. Divide by what the unit is now: its properties, what it belongs to, or cohorts.';
  throw badInput(message, path);
}
