/*
 * What many users did for some companies in the last months, the same each time: a third of it by devices, of which most
 * are linked to users in the end.
 */

export const timeZone = 'America/New_York';
/** A Wednesday at eleven in the morning; clocks were set forward on the Sunday before. */
export const now = Date.UTC(2026, 2, 11, 15);

const [dayMs, hourMs] = [86_400_000, 3_600_000];

export interface HistoryEvent {
  /** The user, or the device where nobody had logged in. */
  readonly who: { readonly distinctId: string } | { readonly deviceId: string };
  readonly at: number;
  readonly companies: readonly string[];
}

/** Numbers from 0 to below a bound, as if by chance. */
function dice(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** Who a device was linked to; every fifth to nobody. */
export const linkedTo = (deviceId: string): string | null => {
  const number = Number(deviceId.slice('device-'.length));
  return number % 5 === 4 ? null : `user-${number * 3}`;
};

const devices = Array.from({ length: 12 }, (_, number) => `device-${number}`);

/** Logins that link the devices, without a company. */
export const logins = devices.flatMap((deviceId) => {
  const userId = linkedTo(deviceId);
  return userId === null ? [] : [{ deviceId, userId, at: now - 2 * hourMs }];
});

function events(): HistoryEvent[] {
  const roll = dice(11);
  const companies = Array.from({ length: 9 }, (_, number) => `company-${number}`);
  return Array.from({ length: 700 }, (_, index): HistoryEvent => {
    const user = roll(40);
    const device = devices[roll(devices.length)] ?? 'device-0';
    // Most lately, many a whole number of days ago, which is where buckets begin.
    const days = roll(2) === 0 ? roll(120) : roll(16);
    const at = now - days * dayMs - (roll(3) === 0 ? 0 : roll(20) * hourMs + roll(1_000));
    const [one = '', two = ''] = [companies[(user + roll(3)) % 9], companies[roll(9)]];
    return {
      who: index % 3 === 0 ? { deviceId: device } : { distinctId: `user-${user}` },
      at,
      companies: roll(8) === 0 && one !== two ? [one, two] : [one],
    };
  });
}

/** Everything that was done, with companies of which little is known beside the others. */
export const history: readonly HistoryEvent[] = [
  ...events(),
  { who: { distinctId: 'user-0' }, at: now - 118 * dayMs, companies: ['left'] },
  { who: { distinctId: 'user-1' }, at: now - hourMs, companies: ['began'] },
  { who: { deviceId: 'device-4' }, at: now - 20 * hourMs, companies: ['began'] },
  { who: { distinctId: 'user-2' }, at: now - 40 * dayMs, companies: ['tried'] },
];

/** One that nobody did anything for. */
export const idle = 'idle';
