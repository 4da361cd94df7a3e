import { type AnyFrequency, bindFrequency } from '../../../src/reports/frequency/bind.js';
import { isOfBits, rankingOf, timesActive, timesActiveAsBits } from '../../../src/reports/frequency/sql/frequency.js';
import { largestOf } from '../../../src/reports/rows/rank.js';
import type { Told } from '../../../src/reports/rows/told.js';
import type { Query } from '../../../src/warehouse/sql/nodes.js';
import {
  bindingFor,
  by,
  isPro,
  named,
  ofCompanyPlan,
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

type Asked = Partial<AnyFrequency>;

export const frequencyQuestion: AnyFrequency = {
  event: named('Visited'),
  active: 'DAY',
  interval: 'WEEK',
  countsUsers: false,
  range,
  where: null,
  segments: undivided,
};

const bound = (whose: Whose, asked: Asked) => bindFrequency({ ...frequencyQuestion, ...asked }, bindingFor(whose), []);

const times = (whose: Whose, asked: Asked = {}, told: Told = []): Query => {
  const question = bound(whose, asked);
  return isOfBits(question) ? timesActiveAsBits(question, told) : timesActive(question, told);
};
const ranked = (whose: Whose, asked: Asked): Query => largestOf(rankingOf(bound(whose, asked)), 10);

export const frequency: Readonly<Record<string, Query>> = {
  'days-of-weeks': times('users'),
  'days-of-weeks-without-links': times('users without links'),
  'days-of-weeks-companies': times('companies'),
  'days-of-weeks-users-of-companies': times('companies', { countsUsers: true }),
  'days-of-the-whole': times('users', { interval: 'WHOLE', range: { kind: 'last', count: 2, unit: 'WEEK' } }),
  'hours-of-days': times('users', {
    active: 'HOUR',
    interval: 'DAY',
    range: { kind: 'between', from: Date.UTC(2026, 1, 2, 8), to: Date.UTC(2026, 1, 2, 11) },
  }),
  where: times('users', { event: suchThat('Visited', isPro), where: { kind: 'user', where: isPro } }),
  'where-users-did': times('companies', { where: opened({ atLeast: 2 }) }),
  'by-event-property': times('users', { segments: by(ofPlan) }, twoPlans),
  'by-user-property': times('users', { segments: by(ofUserPlan) }, twoPlans),
  'by-company-property': times('companies', { segments: by(ofCompanyPlan) }, twoPlans),
  'by-users-who-did': times('companies', { segments: by(ofUsersWhoOpened) }, [['1']]),
  'ranked-by-event-property': ranked('users', { segments: by(ofPlan) }),
  'ranked-by-company-property': ranked('companies', { segments: by(ofCompanyPlan) }),
};
