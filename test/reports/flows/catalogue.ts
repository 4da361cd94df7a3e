import { type AnyFlows, bindFlows } from '../../../src/reports/flows/bind.js';
import { eventsByStep, everyPath, links } from '../../../src/reports/flows/sql/figures.js';
import type { Query } from '../../../src/warehouse/sql/nodes.js';
import { bindingFor, hour, isPro, named, opened, range, suchThat, type Whose } from '../support/bound-questions.js';

type Asked = Partial<AnyFlows>;

export const flowsQuestion: AnyFlows = {
  anchor: named('Signed up'),
  before: 1,
  after: 2,
  windowMs: hour,
  counting: 'UNIQUES',
  steps: named(),
  hidden: [],
  mergesRepeats: false,
  exclusions: [],
  countsUsers: false,
  range,
  where: null,
  eventLimit: 5,
  pathLimit: 10,
};

const bound = (whose: Whose, asked: Asked = {}) => bindFlows({ ...flowsQuestion, ...asked }, bindingFor(whose), []);
const steps = (whose: Whose, asked: Asked = {}): Query => eventsByStep(bound(whose, asked));

const told = [['Visited'], ['Signed up'], ['Visited', 'Paid'], []];
const all: Asked = { counting: 'TOTALS' };
const countsUsers: Asked = { countsUsers: true };

export const flows: Readonly<Record<string, Query>> = {
  steps: steps('users'),
  'steps-without-links': steps('users without links'),
  'steps-companies': steps('companies'),
  'steps-users-of-companies': steps('companies', countsUsers),
  'steps-before': steps('users', { before: 3, after: 0 }),
  'steps-after': steps('users', { before: 0, after: 3 }),
  'steps-totals': steps('users', all),
  'steps-hidden': steps('users', { hidden: ['Seen', 'Scrolled'] }),
  'steps-merged': steps('users', { mergesRepeats: true }),
  'steps-excluding': steps('users', { exclusions: [named('Refunded'), suchThat('Left', isPro)] }),
  'steps-of-some-names': steps('users', { steps: named('Visited', 'Paid') }),
  'steps-where': steps('users', {
    anchor: suchThat('Signed up', isPro),
    steps: suchThat('Visited', isPro),
    where: { kind: 'user', where: { kind: 'cohort', cohortId: 'admins' } },
  }),
  'steps-where-company-then': steps('companies', { where: { kind: 'group', where: isPro, properties: 'AS_OF_EVENT' } }),
  'steps-where-users-did': steps('companies', { where: opened({ atLeast: 2 }) }),
  'steps-of-everything': steps('companies', {
    ...all,
    ...countsUsers,
    hidden: ['Seen'],
    mergesRepeats: true,
    exclusions: [named('Refunded')],
  }),
  links: links(bound('users'), told),
  'links-companies': links(bound('companies', all), told),
  paths: everyPath(bound('users'), 100),
  'paths-companies': everyPath(bound('companies', all), 100),
  'paths-users-of-companies': everyPath(bound('companies', countsUsers), 100),
};
