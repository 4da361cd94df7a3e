import { limits } from '../../core/limits.js';
import { datePattern } from '../lower/json-values.js';

const pattern = new RegExp(datePattern);

/** From here on a number is milliseconds, below it seconds: no number could mean both (docs/concepts.md, times). */
export const firstMilliseconds = limits.earliestTimeMs;

/** Seconds since the epoch of an ISO 8601 text, as the engine reads dates held by properties; null for other texts. */
export function secondsOfDate(text: string): number | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ...rest] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  const [tenths = 0, hundredths = 0, thousandths = 0, eastHours = 0, eastMinutes = 0, westHours = 0, westMinutes = 0] =
    rest;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCDate() !== day) return null;
  const minutes = (hour - eastHours + westHours) * 60 + minute - eastMinutes + westMinutes;
  const milliseconds = tenths * 100 + hundredths * 10 + thousandths;
  return (date.getTime() + (minutes * 60 + second) * 1_000 + milliseconds) / 1_000;
}
