import type { CompanyFigures } from '../../../src/reports/companies/figures.js';
import { intervalKey, startOfLocalInterval } from '../support/local-time.js';

/*
 * The figures of one company, written for reading.
 */

/** Something that a user did for the company. */
export interface Deed {
  /** Who it counts for: the user to whom a device was linked. */
  readonly user: string;
  readonly at: number;
}

const dayMs = 86_400_000;

/** The company's figures at a moment, and who is behind those that count users. */
export function figuresOf(deeds: readonly Deed[], now: number, timeZone: string) {
  const dayOf = (moment: number): number => Date.parse(intervalKey(moment, 'DAY', timeZone)) / dayMs;
  const usersOf = (some: readonly Deed[]): string[] => [...new Set(some.map(({ user }) => user))].sort();
  const lastDays = (days: number): Deed[] => deeds.filter(({ at }) => dayOf(now) - dayOf(at) < days);

  const weekOf = (moment: number): string => intervalKey(moment, 'WEEK', timeZone);
  const monday = startOfLocalInterval(now, 'WEEK', 0, timeZone);
  const inWeek = (week: string): string[] => usersOf(deeds.filter(({ at }) => weekOf(at) === week));
  const [current, before] = [inWeek(weekOf(now)), inWeek(weekOf(monday - 1))];
  const earlier = usersOf(deeds.filter(({ at }) => at < monday));

  const born = usersOf(deeds)
    .map((user) => ({ user, times: deeds.filter((deed) => deed.user === user).map(({ at }) => at) }))
    .map(({ user, times }) => ({ user, times, birth: Math.min(...times) }))
    .filter(({ birth }) => dayOf(now) - dayOf(birth) < 90);
  const back = (from: number, to: number) => {
    const counted = born.filter(({ birth }) => startOfLocalInterval(birth, 'DAY', 1, timeZone) + to * dayMs <= now);
    const returned = counted.filter(({ birth, times }) =>
      times.some((at) => at >= birth + from * dayMs && at < birth + to * dayMs),
    );
    return { counted: counted.map(({ user }) => user), returned: returned.map(({ user }) => user) };
  };
  const retention = { day1: back(1, 2), week1: back(7, 14), month1: back(30, 60) };
  const rate = ({ counted, returned }: ReturnType<typeof back>): number | null =>
    counted.length === 0 ? null : returned.length / counted.length;

  const users = {
    dailyActiveUsers: usersOf(lastDays(1)),
    weeklyActiveUsers: usersOf(lastDays(7)),
    monthlyActiveUsers: usersOf(lastDays(30)),
    newUsers: current.filter((user) => !earlier.includes(user)),
    retainedUsers: current.filter((user) => before.includes(user)),
    resurrectedUsers: current.filter((user) => earlier.includes(user) && !before.includes(user)),
    dormantUsers: before.filter((user) => !current.includes(user)),
  };
  const events = lastDays(30).length;
  const figures: CompanyFigures = {
    dailyActiveUsers: users.dailyActiveUsers.length,
    weeklyActiveUsers: users.weeklyActiveUsers.length,
    monthlyActiveUsers: users.monthlyActiveUsers.length,
    events,
    eventsPerUser: events === 0 ? 0 : events / users.monthlyActiveUsers.length,
    newUsers: users.newUsers.length,
    retainedUsers: users.retainedUsers.length,
    resurrectedUsers: users.resurrectedUsers.length,
    dormantUsers: users.dormantUsers.length,
    day1Retention: rate(retention.day1),
    week1Retention: rate(retention.week1),
    month1Retention: rate(retention.month1),
  };
  return { figures, users, retention };
}
