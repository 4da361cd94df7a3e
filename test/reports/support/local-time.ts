import type { Interval } from '../../../src/reports/question/range.js';

/*
 * Local time by JavaScript's own formatter, to hold the calendar of src/reports against.
 */

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
