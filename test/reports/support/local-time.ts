import type { Interval } from '../../../src/reports/question/range.js';

/*
 * Local time by JavaScript's own formatter, to hold the calendar of src/reports against.
 */

const dayMs = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** The local date, as the parts of `YYYY-MM-DD`. */
export function localDate(moment: number, timeZone: string): { year: number; month: number; day: number } {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' });
    formatters.set(timeZone, formatter);
  }
  const parts = new Map(formatter.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  return { year: parts.get('year') ?? 0, month: parts.get('month') ?? 0, day: parts.get('day') ?? 0 };
}

const dateKey = (moment: number, timeZone: string): string => {
  const { year, month, day } = localDate(moment, timeZone);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};

/** The first moment of a local day, found by halving: the first at which the date is what it is at `moment`. */
export function startOfLocalDay(moment: number, timeZone: string): number {
  const key = dateKey(moment, timeZone);
  let [before, after] = [moment - 26 * 3_600_000, moment];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dateKey(middle, timeZone) === key) after = middle;
    else before = middle;
  }
  return after;
}

/** What two moments of one interval have in common, and no other moment. */
export function intervalKey(moment: number, interval: Interval, timeZone: string): string {
  const { year, month } = localDate(moment, timeZone);
  switch (interval) {
    case 'WHOLE':
      return '';
    case 'HOUR':
      return `${dateKey(moment, timeZone)} ${Math.floor((moment - startOfLocalDay(moment, timeZone)) / 3_600_000)}`;
    case 'DAY':
      return dateKey(moment, timeZone);
    case 'WEEK': {
      const date = new Date(`${dateKey(moment, timeZone)}T00:00:00Z`);
      date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
      return date.toISOString().slice(0, 10);
    }
    case 'MONTH':
      return `${year}-${month}`;
    case 'QUARTER':
      return `${year} ${Math.ceil(month / 3)}`;
  }
}

/** How many days of the calendar the day of one moment comes after that of another. */
export function daysApart(from: number, to: number, timeZone: string): number {
  const [first, last] = [from, to].map((moment) => Date.parse(dateKey(moment, timeZone)));
  return ((last ?? 0) - (first ?? 0)) / dayMs;
}

/**
 * The same local time so many days later: the first moment at which the local clock shows it; where the clock skips it, the moment that
 * lies as much later as it skips. The first moment of a day stays one.
 */
export function sameTimeLater(moment: number, days: number, timeZone: string): number {
  if (startOfLocalDay(moment, timeZone) === moment) return startOfLocalDay(moment + (days + 0.5) * dayMs, timeZone);
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const wanted = new Date(`${clock.format(moment).replace(' ', 'T')}Z`);
  wanted.setUTCDate(wanted.getUTCDate() + days);
  for (const skipped of [0, 30, 60]) {
    const shown = new Date(wanted.getTime() + skipped * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    for (const shift of [-120, -90, -60, -30, 0, 30, 60, 90, 120]) {
      const candidate = moment + days * dayMs + shift * 60_000;
      if (clock.format(candidate) === shown) return candidate;
    }
  }
  throw new Error(`no such time in ${timeZone}`);
}

const longest = { HOUR: 1, DAY: 26, WEEK: 8 * 24, MONTH: 32 * 24, QUARTER: 93 * 24 };
const starts = new Map<string, number>();

/** The first moment of the interval in which a moment lies, or of the one so many intervals later; found by halving. */
export function startOfLocalInterval(
  moment: number,
  unit: keyof typeof longest,
  count: number,
  timeZone: string,
): number {
  const key = `${moment} ${unit} ${count} ${timeZone}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const start =
    count === 0
      ? firstWith(moment - longest[unit] * 3_600_000, moment, unit, timeZone, (name, there) => name === there)
      : nextStart(startOfLocalInterval(moment, unit, count - 1, timeZone), unit, timeZone);
  starts.set(key, start);
  return start;
}

const nextStart = (start: number, unit: keyof typeof longest, timeZone: string): number => {
  const name = intervalKey(start, unit, timeZone);
  return firstWith(start, start + longest[unit] * 3_600_000, unit, timeZone, (there) => there !== name);
};

/** The first moment between two at which something holds, where it does not hold before and holds after. */
function firstWith(
  from: number,
  to: number,
  unit: Interval,
  timeZone: string,
  holds: (key: string, last: string) => boolean,
): number {
  const last = intervalKey(to, unit, timeZone);
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (holds(intervalKey(middle, unit, timeZone), last)) after = middle;
    else before = middle;
  }
  return after;
}
