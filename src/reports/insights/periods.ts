import type { Instant } from '../../cohorts/filter.js';
import type { Calendar } from '../question/calendar.js';
import type { Interval, Stretch } from '../question/range.js';
import type { Period } from './bound.js';
import type { Shape } from './question.js';

/*
 * Of which times a report tells: the range, the intervals that rolling means take from before it, and the period before.
 */

/** The period of a range that is divided so. */
export const periodOf = (
  intervals: readonly Stretch[],
  interval: Interval,
  shape: Shape,
  calendar: Calendar,
): Period => ({
  intervals,
  averaged:
    shape.kind === 'rolling' && interval !== 'WHOLE'
      ? averagedOver(intervals, shape.intervals, (moment) => calendar.startOf(interval, moment))
      : [],
});

/**
 * The intervals that means of `width` are taken of: the last so many, and `width` - 1 before. Those before the range are whole, and so
 * is the first of the range, which the range may cut: a part of an interval is no match for whole ones.
 */
function averagedOver(
  intervals: readonly Stretch[],
  width: number,
  startOf: (moment: Instant) => Instant,
): readonly Stretch[] {
  const [first, ...rest] = intervals;
  if (first === undefined) return [];
  const found = [{ from: startOf(first.from), to: first.to }];
  // Nothing is known of the time before 1970.
  for (let to = startOf(first.from); found.length < width && to > 0; to = startOf(to - 1)) {
    found.unshift({ from: startOf(to - 1), to });
  }
  return [...found, ...rest];
}

/**
 * The period before: the stretch as long as the range that ends where the range begins. Each interval lies as much earlier as the
 * whole, so there are as many, and how the range is divided does not matter to the whole.
 *
 * A range of whole days of the calendar lies so many days earlier, each time of day where it was, whatever the clocks do between.
 * Any other range lies its exact length earlier.
 */
export function periodBefore({ intervals, averaged }: Period, range: Stretch, calendar: Calendar): Period {
  const earlier = earlierBy(range, calendar);
  return { intervals: shifted(intervals, earlier), averaged: shifted(averaged, earlier) };
}

function earlierBy({ from, to }: Stretch, calendar: Calendar): (moment: Instant) => Instant {
  const isOfDays = [from, to].every((moment) => calendar.startOf('DAY', moment) === moment);
  if (!isOfDays) return (moment) => moment - (to - from);
  const days = calendar.daysBetween(from, to);
  return (moment) => calendar.daysLater(moment, -days);
}

/**
 * Stretches that follow each other, each end put where `earlier` says; they follow each other again. Where one of two days has an hour
 * that the clocks skip or show twice on the other, a stretch may be empty, or longer than it was.
 */
function shifted(stretches: readonly Stretch[], earlier: (moment: Instant) => Instant): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const { from, to } of [...stretches].reverse()) {
    const end = found[0]?.from ?? earlier(to);
    // By the clock, a moment may come to lie behind a later one.
    found.unshift({ from: Math.min(earlier(from), end), to: end });
  }
  return found;
}
