import { type AnyLifecycle, bindLifecycle } from '../../../src/reports/lifecycle/bind.js';
import { isOfBits, stageCountsAsBits } from '../../../src/reports/lifecycle/sql/stage-bits.js';
import { rankingOf, stageCounts } from '../../../src/reports/lifecycle/sql/stages.js';
import { largestOf } from '../../../src/reports/rows/rank.js';
import type { Told } from '../../../src/reports/rows/told.js';
import type { Query } from '../../../src/warehouse/sql/nodes.js';
import {
  bindingFor,
  by,
  isPro,
  named,
  ofCompanyPlan,
  ofUserPlan,
  opened,
  range,
  suchThat,
  twoPlans,
  undivided,
  type Whose,
} from '../support/bound-questions.js';

type Asked = Partial<AnyLifecycle>;

export const lifecycleQuestion: AnyLifecycle = {
  event: named('Visited'),
  interval: 'DAY',
  countsUsers: false,
  range,
  where: null,
  segments: undivided,
};

const bound = (whose: Whose, asked: Asked) => bindLifecycle({ ...lifecycleQuestion, ...asked }, bindingFor(whose), []);

const stages = (whose: Whose, asked: Asked = {}, told: Told = []): Query => {
  const question = bound(whose, asked);
  return isOfBits(question) ? stageCountsAsBits(question, told) : stageCounts(question, told);
};
const ranked = (whose: Whose, asked: Asked): Query => largestOf(rankingOf(bound(whose, asked)), 10);

export const lifecycle: Readonly<Record<string, Query>> = {
  days: stages('users'),
  'days-without-links': stages('users without links'),
  'days-companies': stages('companies'),
  'days-users-of-companies': stages('companies', { countsUsers: true }),
  weeks: stages('users', { interval: 'WEEK', range: { kind: 'last', count: 2, unit: 'WEEK' } }),
  'days-of-a-quarter': stages('users', { range: { kind: 'last', count: 90, unit: 'DAY' } }),
  'any-event': stages('users', { event: named() }),
  where: stages('users', { event: suchThat('Visited', isPro), where: { kind: 'user', where: isPro } }),
  'where-company-then': stages('companies', { where: { kind: 'group', where: isPro, properties: 'AS_OF_EVENT' } }),
  'where-users-did': stages('companies', { where: opened({ atLeast: 2 }) }),
  'by-user-property': stages('users', { segments: by(ofUserPlan) }, twoPlans),
  'by-membership': stages(
    'users',
    { segments: by({ kind: 'membership', groupKey: 'company_id', property: null, buckets: null }) },
    [['"acme"']],
  ),
  'by-cohort': stages('users', { segments: by({ kind: 'cohort', cohortId: 'admins' }) }, [['true']]),
  'by-company-property': stages('companies', { segments: by(ofCompanyPlan) }, twoPlans),
  'by-company-itself': stages('companies', { segments: by({ ...ofCompanyPlan, name: null }) }, [['"acme"']]),
  'ranked-by-user-property': ranked('users', { segments: by(ofUserPlan) }),
  'ranked-by-company-property': ranked('companies', { segments: by(ofCompanyPlan) }),
};
