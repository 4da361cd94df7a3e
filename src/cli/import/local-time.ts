import { limits } from '../../core/limits.js';

/** Turns the time of an exported event into what it means; numbers are seconds or milliseconds since the epoch. */
export type ToUtc = (time: number | string) => number | string;

/** Offsets change on the quarter of an hour, if at all. */
const stepMs = 900_000;
const longestCache = 100_000;

/** Milliseconds that a zone's clocks are ahead of UTC at a moment; asked of the runtime's time zone data. */
function offsets(zone: string): (utcMs: number) => number {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-hc-h23', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const known = new Map<number, number>();
  const ask = (utcMs: number): number => {
    const part = new Map(format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0;
    const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
    return wall - utcMs;
  };
  return (utcMs) => {
    const step = Math.floor(utcMs / stepMs) * stepMs;
    const offset = known.get(step) ?? ask(step);
    if (known.size >= longestCache) known.clear();
    known.set(step, offset);
    return offset;
  };
}

/**
 * Reads times as old projects of Mixpanel (made before 2023) export them: what a clock in the project's time zone
 * showed, counted as if that were UTC. Where clocks are set back, an hour happens twice; its times are taken for the
 * first. Times a clock never showed, where it is set forward, are read as if it had not been.
 *
 * Text has a zone of its own, and is left as it is.
 *
 * @param zone IANA name
 * @throws RangeError for a zone the runtime does not know
 */
export function fromZone(zone: string): ToUtc {
  const offsetAt = offsets(zone);
  return (time) => {
    if (typeof time === 'string') return time;
    const isSeconds = time < limits.earliestTimeMs;
    const localMs = isSeconds ? time * 1000 : time;
    // What lies further from the epoch is no moment, and will be refused.
    if (!(Math.abs(localMs) < 8e15)) return time;
    // The offset a day earlier is that of before any change; if it does not hold at the moment it gives, the later does.
    const before = localMs - offsetAt(localMs - 86_400_000);
    const utcMs = offsetAt(before) === localMs - before ? before : localMs - offsetAt(localMs + 86_400_000);
    const valid = offsetAt(utcMs) === localMs - utcMs ? utcMs : before;
    return isSeconds ? valid / 1000 : valid;
  };
}
