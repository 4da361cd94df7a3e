import type {
  BoundBreakdown,
  BoundEventBreakdown,
  BoundIntervalBreakdown,
  BoundUnitBreakdown,
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
