import { type AnyRetention, bindRetention } from '../../../src/reports/retention/bind.js';
import { cellsAsBits, isOfBits } from '../../../src/reports/retention/sql/calendar-bits.js';
import { cellsOf, rankingOf, sumsOf } from '../../../src/reports/retention/sql/cells.js';
import { largestOf } from '../../../src/reports/rows/rank.js';
import type { Told } from '../../../src/reports/rows/told.js';
import type { Query } from '../../../src/warehouse/sql/nodes.js';
import {
  bindingFor,
  by,
  isPro,
  named,
  ofCompanyPlan,
  ofCompanyPlanThen,
  ofPlan,
  ofUserPlan,
  ofUsersWhoOpened,
  opened,
  range,
  suchThat,
  twoPlans,
  undivided,
  type Whose,
} from '../support/bound-questions.js';

type Asked = Partial<AnyRetention>;

export const retentionQuestion: AnyRetention = {
  birth: named('Signed up'),
  birthKind: 'FIRST_TIME',
  returns: named('Visited'),
  unit: 'DAY',
  alignment: 'ROLLING',
  buckets: 3,
  mode: 'ON',
  countsUsers: false,
  sumOf: null,
  range,
  where: null,
  segments: undivided,
};

const bound = (whose: Whose, asked: Asked) => bindRetention({ ...retentionQuestion, ...asked }, bindingFor(whose), []);

const cells = (whose: Whose, asked: Asked = {}, told: Told = []): Query => {
  const question = bound(whose, asked);
  return isOfBits(question) ? cellsAsBits(question, told) : cellsOf(question, told);
};
const sums = (whose: Whose, asked: Asked = {}, told: Told = []): Query =>
  sumsOf(bound(whose, { ...asked, sumOf: 'amount' }), 'amount', told);
const ranked = (whose: Whose, asked: Asked): Query => largestOf(rankingOf(bound(whose, asked)), 10);

const recurring: Asked = { birthKind: 'RECURRING' };
const onCalendar: Asked = { alignment: 'CALENDAR' };
const orAfter: Asked = { mode: 'ON_OR_AFTER' };
const countsUsers: Asked = { countsUsers: true };

export const retention: Readonly<Record<string, Query>> = {
  'first-time-rolling': cells('users'),
  'first-time-rolling-without-links': cells('users without links'),
  'first-time-rolling-companies': cells('companies'),
  'first-time-calendar': cells('users', onCalendar),
  'first-time-on-or-after': cells('users', orAfter),
  'first-time-calendar-on-or-after': cells('companies', { ...onCalendar, ...orAfter }),
  recurring: cells('users', recurring),
  'recurring-companies': cells('companies', recurring),
  'recurring-calendar': cells('users', { ...recurring, ...onCalendar }),
  'recurring-on-or-after': cells('users', { ...recurring, ...orAfter }),
  'buckets-of-several-units': cells('users', { buckets: [0, 1, 3, 7] }),
  'buckets-of-several-units-calendar': cells('users', { ...onCalendar, buckets: [1, 3, 7] }),
  hours: cells('users', {
    unit: 'HOUR',
    range: { kind: 'between', from: Date.UTC(2026, 1, 2, 8), to: Date.UTC(2026, 1, 2, 11) },
  }),
  weeks: cells('users', { ...onCalendar, unit: 'WEEK', range: { kind: 'last', count: 2, unit: 'WEEK' } }),
  months: cells('users', { unit: 'MONTH', range: { kind: 'last', count: 2, unit: 'MONTH' } }),
  'any-event-any-return': cells('users', { birth: named(), returns: named() }),
  where: cells('users', {
    birth: suchThat('Signed up', isPro),
    returns: suchThat('Visited', { ...isPro, name: 'trial' }),
    where: { kind: 'user', where: { kind: 'someGroup', groupKey: 'company_id', where: isPro } },
  }),
  'where-company-then': cells('companies', { where: { kind: 'group', where: isPro, properties: 'AS_OF_EVENT' } }),
  'where-users-did': cells('companies', { where: opened({ atLeast: 2 }) }),
  'users-of-companies': cells('companies', countsUsers),
  'users-of-companies-recurring': cells('companies', { ...countsUsers, ...recurring }),
  'users-of-companies-where-users-did': cells('companies', { ...countsUsers, where: opened({ atMost: 1 }) }),
  'by-event-property': cells('users', { segments: by(ofPlan) }, twoPlans),
  'by-event-property-recurring': cells('users', { ...recurring, segments: by(ofPlan) }, twoPlans),
  'by-user-property': cells('users', { segments: by(ofUserPlan) }, twoPlans),
  'by-event-and-user-property': cells('users', { segments: by(ofPlan, ofUserPlan) }, [['"pro"', '']]),
  'by-company-property': cells('companies', { segments: by(ofCompanyPlan) }, twoPlans),
  'by-company-property-then': cells('companies', { segments: by(ofCompanyPlanThen) }, twoPlans),
  'by-company-itself': cells('companies', { segments: by({ ...ofCompanyPlan, name: null }) }, [['"acme"']]),
  'by-users-who-did': cells('companies', { segments: by(ofUsersWhoOpened) }, [['1']]),
  'by-users-who-did-recurring': cells('companies', { ...recurring, segments: by(ofUsersWhoOpened) }, [['1']]),
  sum: sums('users'),
  'sum-companies': sums('companies'),
  'sum-recurring-calendar': sums('users', { ...recurring, ...onCalendar }),
  'sum-users-of-companies': sums('companies', countsUsers),
  'sum-by-event-property': sums('users', { segments: by(ofPlan) }, twoPlans),
  'sum-by-company-property': sums('companies', { segments: by(ofCompanyPlan) }, twoPlans),
  'ranked-by-event-property': ranked('users', { segments: by(ofPlan) }),
  'ranked-by-user-property': ranked('users', { ...recurring, segments: by(ofUserPlan) }),
  'ranked-by-company-property-then': ranked('companies', { segments: by(ofCompanyPlanThen) }),
};
