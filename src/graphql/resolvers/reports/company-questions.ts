import { activeDays, newUserDays, retentionBrackets } from '../../../reports/companies/questions.js';

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
    range: lastDays(activeDays.monthlyActiveUsers),
    interval: 'WHOLE',
    where: ofCompany(id),
    metrics: [
      active('dailyActiveUsers', activeDays.dailyActiveUsers),
      active('weeklyActiveUsers', activeDays.weeklyActiveUsers),
      active('monthlyActiveUsers', activeDays.monthlyActiveUsers),
      // Counted of users, so that users are behind it.
      { events: { name: 'events', event: everything, count: 'USERS', measure: { count: 'EVENTS' } } },
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

/** How many of its new users came back. */
export const retentionQuestion = (id: string) => ({
  retention: {
    range: lastDays(newUserDays),
    unit: 'DAY',
    birth: everything,
    returns: everything,
    brackets: retentionBrackets,
    count: 'USERS',
    where: ofCompany(id),
  },
});
