import { type AnyFunnel, bindFunnel } from '../../../src/reports/funnel/bind.js';
import type { FunnelStep } from '../../../src/reports/funnel/question.js';
import { figuresOf, rankingOf } from '../../../src/reports/funnel/sql/figures.js';
import type { EventChoice } from '../../../src/reports/question/question.js';
import { largestOf, mostRows } from '../../../src/reports/rows/rank.js';
import type { Told } from '../../../src/reports/rows/told.js';
import type { Query } from '../../../src/warehouse/sql/nodes.js';
import {
  type AnyWhere,
  bindingFor,
  by,
  day,
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

type Asked = Partial<AnyFunnel>;

const step = (event: EventChoice<AnyWhere>, isAnchored = false): FunnelStep<AnyWhere> => ({
  label: null,
  event,
  isAnchored,
});
const [signUp, visit, pay] = ['Signed up', 'Visited', 'Paid'].map((name) => step(named(name)));
if (signUp === undefined || visit === undefined || pay === undefined) throw new Error('three steps are needed');

export const funnelQuestion: AnyFunnel = {
  steps: [signUp, visit, pay],
  order: 'SEQUENCE',
  windowMs: 7 * day,
  counting: 'UNIQUES',
  exclusions: [],
  holdConstant: [],
  range,
  interval: 'WHOLE',
  where: null,
  segments: undivided,
  attribution: { kind: 'first' },
  percentiles: [],
};

const bound = (whose: Whose, asked: Asked) => bindFunnel({ ...funnelQuestion, ...asked }, bindingFor(whose), []);

/** The range as a whole, with whatever segments there are. */
const whole = (whose: Whose, asked: Asked = {}): Query => figuresOf(bound(whose, asked), null, mostRows);
const told = (whose: Whose, asked: Asked, segments: Told = []): Query => figuresOf(bound(whose, asked), segments, null);
const ranked = (whose: Whose, asked: Asked): Query => largestOf(rankingOf(bound(whose, asked)), 10);

const overlapping = [step(named('Visited', 'Paid')), visit, pay];
const anyOrder: Asked = { order: 'ANY' };
const byDay: Asked = { interval: 'DAY' };
const totals: Asked = { counting: 'TOTALS' };
const strict: Asked = { order: 'STRICT' };
const noRefund: Asked = { exclusions: [{ event: named('Refunded'), afterStep: 1, beforeStep: 3 }] };
const held: Asked = { holdConstant: ['cart', 'shop'] };
const byEventPlan: Asked = { segments: by(ofPlan) };

export const funnels: Readonly<Record<string, Query>> = {
  simple: whole('users'),
  'simple-without-links': whole('users without links'),
  'simple-companies': whole('companies'),
  'simple-with-percentiles': whole('users', { percentiles: [25, 90] }),
  'simple-where': whole('users', {
    steps: [signUp, step(suchThat('Visited', isPro))],
    where: { kind: 'user', where: { kind: 'cohort', cohortId: 'admins' } },
  }),
  'simple-by-user-property': whole('users', { segments: by(ofUserPlan) }),
  'simple-by-membership': whole('users', {
    segments: by({ kind: 'membership', groupKey: 'team', property: null, buckets: null }),
  }),
  'simple-by-company-property': whole('companies', { segments: by(ofCompanyPlan) }),
  'simple-by-cohort': whole('companies', { segments: by({ kind: 'cohort', cohortId: 'large' }) }),
  'by-day': told('users', byDay),
  'by-day-companies': told('companies', byDay),
  overlapping: whole('users', { steps: overlapping }),
  'overlapping-any-event': whole('users', { steps: [step(named()), pay] }),
  'overlapping-same-event': whole('companies', { steps: [visit, visit, visit] }),
  excluding: whole('users', noRefund),
  'excluding-where': whole('companies', {
    exclusions: [{ event: suchThat('Refunded', isPro), afterStep: 1, beforeStep: 2 }],
  }),
  'excluding-twice': whole('users', {
    exclusions: [
      { event: named('Refunded'), afterStep: 1, beforeStep: 2 },
      { event: named('Left', 'Refunded'), afterStep: 2, beforeStep: 3 },
    ],
  }),
  'excluding-any-order': whole('users', { ...anyOrder, ...noRefund }),
  held: whole('users', held),
  'held-any-order': whole('users', { ...anyOrder, ...held }),
  'held-strict': whole('users', { ...strict, ...held }),
  strict: whole('users', strict),
  'strict-companies': whole('companies', strict),
  'strict-by-day': told('users', { ...strict, ...byDay }),
  'strict-totals': whole('users', { ...strict, ...totals }),
  'strict-totals-by-event-property': whole('users', { ...strict, ...totals, ...byEventPlan }),
  'any-order': whole('users', anyOrder),
  'any-order-overlapping': whole('users', { ...anyOrder, steps: overlapping }),
  'any-order-anchored-first': whole('users', {
    ...anyOrder,
    steps: [step(named('Signed up'), true), visit, pay],
  }),
  'any-order-anchored-between': whole('companies', {
    ...anyOrder,
    steps: [signUp, visit, step(named('Confirmed'), true), pay],
  }),
  'any-order-totals': whole('users', { ...anyOrder, ...totals }),
  totals: whole('users', totals),
  'totals-companies': whole('companies', totals),
  'totals-by-day': told('users', { ...totals, ...byDay }),
  'totals-excluding': whole('users', { ...totals, ...noRefund }),
  'totals-held': whole('companies', { ...totals, ...held }),
  'totals-of-everything': whole('users', {
    ...totals,
    ...noRefund,
    ...held,
    ...byEventPlan,
    steps: overlapping,
    percentiles: [90],
    where: isPro,
  }),
  'by-event-property-of-first': whole('users', byEventPlan),
  'by-event-property-of-last': whole('users', { ...byEventPlan, attribution: { kind: 'last' } }),
  'by-event-property-of-a-step': whole('users', { ...byEventPlan, attribution: { kind: 'step', step: 2 } }),
  'by-event-property-in-buckets': whole('users', {
    segments: by({ kind: 'eventProperty', name: 'amount', buckets: [10, 100] }),
  }),
  'by-group-of-event-then': whole('users', {
    segments: by({ kind: 'eventGroup', groupKey: 'team', property: 'plan', properties: 'AS_OF_EVENT', buckets: null }),
  }),
  'by-event-and-user-property': whole('users', { segments: by(ofPlan, ofUserPlan) }),
  'by-company-property-then': whole('companies', {
    segments: by(ofCompanyPlanThen),
    attribution: { kind: 'last' },
  }),
  'by-company-itself': whole('companies', { segments: by({ ...ofCompanyPlan, name: null }) }),
  'by-company-itself-of-a-step': whole('companies', {
    segments: by({ ...ofCompanyPlan, name: null }, ofPlan),
    attribution: { kind: 'step', step: 2 },
  }),
  'by-users-who-did': whole('companies', { segments: by(ofUsersWhoOpened) }),
  'by-users-who-did-by-day': told('companies', { ...byDay, segments: by(ofUsersWhoOpened) }, [['1'], ['2']]),
  'where-users-did': whole('companies', { where: opened({ atLeast: 2 }) }),
  'where-company-then': whole('companies', { where: { kind: 'group', where: isPro, properties: 'AS_OF_EVENT' } }),
  'where-other-group': whole('companies', {
    where: { kind: 'eventGroup', groupKey: 'team', where: isPro, properties: 'CURRENT' },
  }),
  'told-by-event-property': told('users', { ...byDay, ...byEventPlan }, twoPlans),
  'told-by-company-property': told('companies', { ...byDay, segments: by(ofCompanyPlan) }, twoPlans),
  'ranked-by-event-property': ranked('users', byEventPlan),
  'ranked-by-user-property': ranked('users', { segments: by(ofUserPlan) }),
  'ranked-totals-by-two': ranked('companies', { ...totals, segments: by(ofCompanyPlan, ofPlan) }),
};
