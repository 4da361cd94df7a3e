import { badInput, type Path } from '../../cohorts/bind-checks.js';
import type { Instant } from '../../cohorts/filter.js';
import { limits } from '../../core/limits.js';
import type { Calendar, CalendarUnit } from './calendar.js';

/** Of which time a report tells. */
export type ReportRange =
  /** The last so many units up to the current one, which is among them and not over yet. */
  | { readonly kind: 'last'; readonly count: number; readonly unit: CalendarUnit }
  /** Days of the project's calendar, `YYYY-MM-DD`, both included. */
  | { readonly kind: 'days'; readonly from: string; readonly to: string }
  /** `from` included, `to` excluded. */
  | { readonly kind: 'between'; readonly from: Instant; readonly to: Instant };

/** How finely a report divides its range; WHOLE: not at all. */
export type Interval = CalendarUnit | 'WHOLE';

/** A stretch of time: `from` included, `to` excluded. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

/** No event lies outside. Wide enough for every store, narrow enough for the engine's dates. */
const earliest = 0;
const latest = Date.UTC(2280, 0, 1);

/** A range as moments. @throws MusterError BAD_INPUT */
export function boundRange(range: ReportRange, calendar: Calendar, now: Instant, path: Path): Stretch {
  const stretch = momentsOf(range, calendar, now, path);
  if (stretch.from >= stretch.to) throw badInput('The range ends before it begins: `to` must be after `from`.', path);
  if (stretch.from < earliest || stretch.to > latest) {
    throw badInput('The range must lie between the years 1970 and 2280.', path);
  }
  return stretch;
}

function momentsOf(range: ReportRange, calendar: Calendar, now: Instant, path: Path): Stretch {
  switch (range.kind) {
    case 'last': {
      const { count, unit } = range;
      if (!Number.isInteger(count) || count < 1 || count > limits.reportIntervals) {
        const most = limits.reportIntervals.toLocaleString('en-US');
        throw badInput(`Give a whole number from 1 to ${most}.`, [...path, 'last', 'count']);
      }
      return { from: calendar.startOfNext(unit, now, 1 - count), to: calendar.startOfNext(unit, now) };
    }
    case 'days': {
      const from = calendar.startOfDate(range.from);
      const to = calendar.endOfDate(range.to);
      if (from === null) throw noDay([...path, 'days', 'from']);
      if (to === null) throw noDay([...path, 'days', 'to']);
      return { from, to };
    }
    case 'between':
      return { from: range.from, to: range.to };
  }
}

const noDay = (path: Path) => badInput('Give a day of the calendar, such as "2026-03-01".', path);

/**
 * The intervals of a range, in order, without gaps: calendar units, the first and the last cut to the range. The whole
 * range is one interval for WHOLE.
 * @throws MusterError BAD_INPUT if there are more than a report may have
 */
export function intervalsOf({ from, to }: Stretch, interval: Interval, calendar: Calendar, path: Path): Stretch[] {
  if (interval === 'WHOLE') return [{ from, to }];
  const intervals: Stretch[] = [];
  for (let at = from; at < to; ) {
    const next = Math.min(calendar.startOfNext(interval, at), to);
    // Where a change of the calendar skips a whole day, that day has no moment.
    if (next > at) intervals.push({ from: at, to: next });
    if (intervals.length > limits.reportIntervals) {
      const most = limits.reportIntervals.toLocaleString('en-US');
      throw badInput(`A report has at most ${most} intervals; ask for longer ones, or for a shorter range.`, path);
    }
    at = next;
  }
  return intervals;
}
