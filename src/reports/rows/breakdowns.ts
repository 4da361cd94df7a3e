import type {
  BoundBreakdown,
  BoundChoice,
  BoundEventBreakdown,
  BoundIntervalBreakdown,
  BoundUnitBreakdown,
  BoundWhere,
} from '../question/bound.js';
import type { Placed } from './unit-segments.js';

/** Whether the event itself decides the segments. */
export const isOfEvent = (placed: Placed<BoundBreakdown>): placed is Placed<BoundEventBreakdown> =>
  ['eventProperty', 'eventGroup', 'groupItself', 'groupAsOfEvent'].includes(placed.by.kind);

/** Whether the unit decides the segments, for all of its events. */
export const isOfUnit = (placed: Placed<BoundBreakdown>): placed is Placed<BoundUnitBreakdown> =>
  ['profileProperty', 'membership', 'userCohort', 'groupCohort'].includes(placed.by.kind);

/** Whether the unit decides the segments anew in each interval. */
export const isOfInterval = (placed: Placed<BoundBreakdown>): placed is Placed<BoundIntervalBreakdown> =>
  placed.by.kind === 'usersWhoDid';

/** The conditions in conditions. */
export function leavesOf(where: BoundWhere | null): BoundWhere[] {
  if (where === null) return [];
  if (where.kind === 'and' || where.kind === 'or') return where.filters.flatMap(leavesOf);
  return where.kind === 'not' ? leavesOf(where.filter) : [where];
}

/** What decides which events a figure is of, and which segments they fall into. */
interface Deciding {
  readonly choice: BoundChoice;
  readonly where: BoundWhere | null;
  readonly by: readonly BoundBreakdown[];
}

/** Whether that is decided anew in each interval, so that the whole range is not told by looking at it as one. */
export const isDecidedByIntervals = ({ choice, where, by }: Deciding): boolean =>
  [...leavesOf(choice.where), ...leavesOf(where), ...by].some(({ kind }) => kind === 'usersWhoDid');
