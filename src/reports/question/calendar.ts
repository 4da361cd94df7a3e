import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../cohorts/filter.js';

/** A stretch of the calendar. Weeks begin on Monday. */
export type CalendarUnit = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER';

const hourMs = 3_600_000;

/**
 * Days, weeks, months and quarters as the people of one time zone have them, daylight saving included. They are worked
 * out here and handed to the engine as moments, so that one table of time zones decides, not two.
 */
export class Calendar {
  constructor(readonly timeZone: string) {}

  /** The first moment of the unit that `moment` lies in. */
  startOf(unit: CalendarUnit, moment: Instant): Instant {
    const date = this.#dateOf(moment);
    if (unit !== 'HOUR') return this.#startOfDay(firstDay(unit, date));
    const midnight = this.#startOfDay(date);
    return midnight + Math.floor((moment - midnight) / hourMs) * hourMs;
  }

  /**
   * The first moment of the unit `count` units after the one that `moment` lies in (before it, if negative). Hours are
   * counted from the beginning of their day: the last of a day may be cut short by a change of the clocks.
   */
  startOfNext(unit: CalendarUnit, moment: Instant, count = 1): Instant {
    if (unit === 'HOUR') return this.#hoursLater(this.startOf('HOUR', moment), count);
    return this.#startOfDay(firstDay(unit, this.#dateOf(moment)).add(lengthOf(unit, count)));
  }

  /**
   * The same time of day `days` days later (earlier, if negative). The first moment of a day stays one, whatever the clock shows; of
   * other times, one that a change of the clocks skips comes later, and of one that there is twice it is the first.
   */
  daysLater(moment: Instant, days: number): Instant {
    if (this.startOf('DAY', moment) === moment) return this.startOfNext('DAY', moment, days);
    return this.#zoned(moment).add({ days }).epochMilliseconds;
  }

  /** How many days of the calendar the day of `to` comes after that of `from`. */
  daysBetween(from: Instant, to: Instant): number {
    return this.#dateOf(from).until(this.#dateOf(to)).days;
  }

  /** The first moment of a day, written `YYYY-MM-DD`; null for anything else and for days no calendar has. */
  startOfDate(text: string): Instant | null {
    const date = dateOfText(text);
    return date === null ? null : this.#startOfDay(date);
  }

  /** The first moment after a day; null as for {@link startOfDate}. */
  endOfDate(text: string): Instant | null {
    const date = dateOfText(text);
    return date === null ? null : this.#startOfDay(date.add({ days: 1 }));
  }

  #hoursLater(hour: Instant, count: number): Instant {
    let at = hour;
    for (let left = count; left > 0; left--) at = Math.min(at + hourMs, this.startOfNext('DAY', at));
    for (let left = count; left < 0; left++) at = this.startOf('HOUR', at - 1);
    return at;
  }

  #startOfDay(date: Temporal.PlainDate): Instant {
    return date.toZonedDateTime(this.timeZone).epochMilliseconds;
  }

  #dateOf(moment: Instant): Temporal.PlainDate {
    return this.#zoned(moment).toPlainDate();
  }

  #zoned(moment: Instant): Temporal.ZonedDateTime {
    return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(this.timeZone);
  }
}

function firstDay(unit: Exclude<CalendarUnit, 'HOUR'>, date: Temporal.PlainDate): Temporal.PlainDate {
  switch (unit) {
    case 'DAY':
      return date;
    case 'WEEK':
      return date.subtract({ days: date.dayOfWeek - 1 });
    case 'MONTH':
      return date.with({ day: 1 });
    case 'QUARTER':
      return date.with({ month: date.month - ((date.month - 1) % 3), day: 1 });
  }
}

function lengthOf(unit: Exclude<CalendarUnit, 'HOUR'>, count: number): Temporal.DurationLike {
  switch (unit) {
    case 'DAY':
      return { days: count };
    case 'WEEK':
      return { weeks: count };
    case 'MONTH':
      return { months: count };
    case 'QUARTER':
      return { months: 3 * count };
  }
}

function dateOfText(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return null;
  }
}
