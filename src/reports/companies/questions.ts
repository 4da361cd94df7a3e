import type { AnyLifecycle } from '../lifecycle/bind.js';
import type { EventChoice } from '../question/question.js';
import type { AnyRetention } from '../retention/bind.js';
import type { ActivityFigures, RetentionFigures } from './figures.js';

/*
 * What the figures of companies mean, for all of them in the list and for one in its profile.
 */

/** In how many days, today among them, users are active. */
export const activeDays = {
  dailyActiveUsers: 1,
  weeklyActiveUsers: 7,
  monthlyActiveUsers: 30,
} as const satisfies Partial<Record<keyof ActivityFigures, number>>;

/** Of how many days the users are, today among them, who were new and may have come back. */
export const newUserDays = 90;

/** The days after their first event at which the buckets of retention begin, and the last ends. */
export const retentionBrackets = [1, 2, 7, 14, 30, 60] as const;

/** The place of the bucket that each rate of retention is of. */
export const retentionBuckets: { readonly [Rate in keyof RetentionFigures]: number } = {
  day1Retention: 0,
  week1Retention: 2,
  month1Retention: 4,
};

const everything: EventChoice<never> = { names: null, where: null };
const undivided = { where: null, segments: { by: [], limit: 1 } } as const;

/** What became of users in the current week. */
export const lifecycleQuestion: AnyLifecycle = {
  ...undivided,
  event: everything,
  interval: 'WEEK',
  countsUsers: true,
  range: { kind: 'last', count: 1, unit: 'WEEK' },
};

/** How many new users came back. */
export const retentionQuestion: AnyRetention = {
  ...undivided,
  birth: everything,
  birthKind: 'FIRST_TIME',
  returns: everything,
  unit: 'DAY',
  alignment: 'ROLLING',
  buckets: retentionBrackets,
  mode: 'ON',
  countsUsers: true,
  sumOf: null,
  range: { kind: 'last', count: newUserDays, unit: 'DAY' },
};
