import { millisecondsOfIso } from '../../core/iso-time.js';
import { limits } from '../../core/limits.js';
import { type EventDraft, fieldName, type Setting } from '../event.js';
import { Refusal } from '../refusal.js';

/**
 * Numbers below are seconds, from here on milliseconds. No number means both: read as milliseconds, anything below
 * would lie before 1971, and read as seconds, anything from here on would lie after 2969; both are refused.
 */
const firstMilliseconds = limits.earliestTimeMs;

/** Milliseconds since the epoch, rounded to a whole one; null if the value is no time. */
export function millisecondsOf(value: unknown): number | null {
  if (typeof value === 'string') return millisecondsOfIso(value);
  if (typeof value !== 'number') return null;
  const milliseconds = Math.round(value < firstMilliseconds ? value * 1000 : value);
  return Number.isFinite(milliseconds) ? milliseconds : null;
}

/** When the event happened; left out: now. */
export function readTime(draft: EventDraft, setting: Setting): Refusal | null {
  const given = draft.field(draft.incoming.time, 'time');
  if (given === undefined) {
    draft.timeMs = setting.nowMs;
    return null;
  }
  const timeMs = millisecondsOf(given);
  if (timeMs !== null && timeMs >= limits.earliestTimeMs && timeMs <= setting.nowMs + limits.futureToleranceMs) {
    draft.timeMs = timeMs;
    return null;
  }
  const field = fieldName(draft.incoming.time, 'time', 'time');
  if (timeMs === null) return new Refusal('TIME_INVALID', field);
  return new Refusal(timeMs < limits.earliestTimeMs ? 'TIME_TOO_OLD' : 'TIME_IN_FUTURE', field);
}
