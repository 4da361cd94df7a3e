/*
 * The questions whose answers make a company's profile, as the API takes them: GroupReportQuestions of the company key.
 */

const ofCompany = (id: string) => ({ group: { where: { id: { isOneOf: [id] } } } });
const lastDays = (count: number) => ({ last: { count, unit: 'DAY' } });
const everything = {};
const active = (name: string, days: number) => ({
  events: { name, event: everything, count: 'USERS', measure: { activeWithinDays: days } },
});

/** Users active in the last 1, 7 and 30 days, events, and events for each user: lines in this order. */
export const activityQuestion = (id: string) => ({
  insights: {
    range: lastDays(30),
    interval: 'WHOLE',
    where: ofCompany(id),
    metrics: [
      active('dailyActiveUsers', 1),
      active('weeklyActiveUsers', 7),
      active('monthlyActiveUsers', 30),
      { events: { name: 'events', event: everything, measure: { count: 'EVENTS' } } },
      {
        events: {
          name: 'eventsPerUser',
          event: everything,
          count: 'USERS',
          measure: { eventsPerUnit: { function: 'AVERAGE' } },
        },
      },
    ],
  },
});

/** What became of its users in the current week. */
export const lifecycleQuestion = (id: string) => ({
  lifecycle: {
    range: { last: { count: 1, unit: 'WEEK' } },
    interval: 'WEEK',
    event: everything,
    count: 'USERS',
    where: ofCompany(id),
  },
});

/** Where the buckets of {@link retentionQuestion} lie, among its brackets. */
export const retentionBuckets = { day1: 0, week1: 2, month1: 4 } as const;

/** How many of its new users came back. */
export const retentionQuestion = (id: string) => ({
  retention: {
    range: lastDays(90),
    unit: 'DAY',
    birth: everything,
    returns: everything,
    brackets: [1, 2, 7, 14, 30, 60],
    count: 'USERS',
    where: ofCompany(id),
  },
});
