import { type FlowsPoint, unitsBehindFlows } from '../../../src/reports/flows/behind.js';
import { type AnyFlows, bindFlows } from '../../../src/reports/flows/bind.js';
import { type FrequencyPoint, unitsBehindFrequency } from '../../../src/reports/frequency/behind.js';
import { type AnyFrequency, bindFrequency } from '../../../src/reports/frequency/bind.js';
import { type FunnelPoint, unitsBehindFunnel } from '../../../src/reports/funnel/behind.js';
import { type AnyFunnel, bindFunnel } from '../../../src/reports/funnel/bind.js';
import { type InsightsPoint, unitsBehindInsights } from '../../../src/reports/insights/behind.js';
import { type AnyInsights, bindInsights } from '../../../src/reports/insights/bind.js';
import type { Measure, MetricUnit } from '../../../src/reports/insights/question.js';
import { type LifecyclePoint, unitsBehindLifecycle } from '../../../src/reports/lifecycle/behind.js';
import { type AnyLifecycle, bindLifecycle } from '../../../src/reports/lifecycle/bind.js';
import { type RetentionPoint, unitsBehindRetention } from '../../../src/reports/retention/behind.js';
import { type AnyRetention, bindRetention } from '../../../src/reports/retention/bind.js';
import type { Query } from '../../../src/warehouse/sql/nodes.js';
import { flowsQuestion } from '../flows/catalogue.js';
import { frequencyQuestion } from '../frequency/catalogue.js';
import { funnelQuestion } from '../funnel/catalogue.js';
import { events, insightsQuestion, metricOf, units } from '../insights/catalogue.js';
import { lifecycleQuestion } from '../lifecycle/catalogue.js';
import { retentionQuestion } from '../retention/catalogue.js';
import {
  bindingFor,
  by,
  calendar,
  ofCompanyPlan,
  ofCompanyPlanThen,
  ofPlan,
  ofUserPlan,
  ofUsersWhoOpened,
  type Whose,
} from '../support/bound-questions.js';

type OfMetric = Partial<AnyInsights> & { readonly unit?: MetricUnit };

const insights = (whose: Whose, measure: Measure, point: InsightsPoint, asked: OfMetric = {}): Query => {
  const { unit, ...more } = asked;
  const metrics = [metricOf(measure, unit === undefined ? {} : { unit })];
  return unitsBehindInsights(
    bindInsights({ ...insightsQuestion, metrics, ...more }, bindingFor(whose), []),
    point,
    calendar,
    [],
  ).hashes;
};
const funnel = (whose: Whose, point: FunnelPoint, asked: Partial<AnyFunnel> = {}): Query =>
  unitsBehindFunnel(bindFunnel({ ...funnelQuestion, ...asked }, bindingFor(whose), []), point, []).hashes;
const retention = (whose: Whose, point: RetentionPoint, asked: Partial<AnyRetention> = {}): Query =>
  unitsBehindRetention(
    bindRetention({ ...retentionQuestion, ...asked }, bindingFor(whose), []),
    point,
    bindingFor(whose).now,
    [],
  ).hashes;
const frequency = (whose: Whose, point: FrequencyPoint, asked: Partial<AnyFrequency> = {}): Query =>
  unitsBehindFrequency(bindFrequency({ ...frequencyQuestion, ...asked }, bindingFor(whose), []), point, []).hashes;
const lifecycle = (whose: Whose, point: LifecyclePoint, asked: Partial<AnyLifecycle> = {}): Query =>
  unitsBehindLifecycle(bindLifecycle({ ...lifecycleQuestion, ...asked }, bindingFor(whose), []), point, []).hashes;
const flows = (whose: Whose, point: FlowsPoint, asked: Partial<AnyFlows> = {}): Query =>
  unitsBehindFlows(bindFlows({ ...flowsQuestion, ...asked }, bindingFor(whose), []), point, []).hashes;

const byEventPlan = { segments: by(ofPlan) };
const byUserPlan = { segments: by(ofUserPlan) };
const byCompanyPlan = { segments: by(ofCompanyPlan) };
const byCompanyPlanThen = { segments: by(ofCompanyPlanThen) };
const byUsersWhoOpened = { segments: by(ofUsersWhoOpened) };
const byDay = { interval: 'DAY' } as const;
const active = { kind: 'active', days: 7 } as const;
const sum = { kind: 'property', name: 'amount', aggregate: { function: 'SUM' } } as const;
const ofProfiles = { metrics: [{ kind: 'profiles', name: null, where: null, property: null }] } as const;

/** Who is behind figures: of all, of one segment, of those that are not told; of the whole range, of one interval. */
export const behind: Readonly<Record<string, Query>> = {
  'insights-whole': insights('users', units, [0, 'ALL', null]),
  'insights-interval': insights('users', events, [0, 'ALL', 1]),
  'insights-companies': insights('companies', units, [0, 'ALL', 1]),
  'insights-users-of-companies': insights('companies', units, [0, 'ALL', 1], { unit: { kind: 'users' } }),
  'insights-companies-of-users': insights('users', units, [0, 'ALL', null], {
    unit: { kind: 'groupsOf', groupKey: 'company_id' },
  }),
  'insights-before': insights('users', units, [0, 'ALL', 0, 'BEFORE'], { comparesWithPeriodBefore: true }),
  'insights-active': insights('users', active, [0, 'ALL', 1]),
  'insights-sum': insights('users', sum, [0, 'ALL', null]),
  'insights-cumulative': insights('users', units, [0, 'ALL', 1], { shape: { kind: 'cumulative' } }),
  'insights-rolling': insights('users', units, [0, 'ALL', 0], { shape: { kind: 'rolling', intervals: 3 } }),
  'insights-segment': insights('users', units, [0, ['"pro"'], 1], byEventPlan),
  'insights-segment-of-companies': insights('companies', units, [0, ['"pro"'], null], byCompanyPlanThen),
  'insights-segment-by-users-who-did': insights('companies', units, [0, ['1'], 1], byUsersWhoOpened),
  'insights-other': insights('users', units, [0, 'OTHER', 1], byUserPlan),
  'insights-other-of-two': insights('users', sum, [0, 'OTHER', null], { segments: by(ofPlan, ofUserPlan) }),
  'insights-profiles': insights('users', units, [0, ['"pro"'], null], { ...ofProfiles, ...byUserPlan }),
  'insights-profiles-other': insights('companies', units, [0, 'OTHER', null], { ...ofProfiles, ...byCompanyPlan }),
  'funnel-reached': funnel('users', ['ALL', null, 1, 'REACHED']),
  'funnel-dropped': funnel('companies', ['ALL', null, 1, 'DROPPED']),
  'funnel-interval': funnel('users', ['ALL', 1, 2, 'REACHED'], byDay),
  'funnel-strict': funnel('users', ['ALL', null, 2, 'REACHED'], { order: 'STRICT', counting: 'TOTALS' }),
  'funnel-segment': funnel('users', [['"pro"'], null, 1, 'REACHED'], byEventPlan),
  'funnel-segment-by-users-who-did': funnel('companies', [['1'], 0, 0, 'REACHED'], { ...byDay, ...byUsersWhoOpened }),
  'funnel-other': funnel('users', ['OTHER', null, 0, 'DROPPED'], byUserPlan),
  'retention-born': retention('users', ['ALL', 0, null, 'BACK']),
  'retention-back': retention('users', ['ALL', 0, 1, 'BACK']),
  'retention-away': retention('companies', ['ALL', 0, 1, 'AWAY'], { mode: 'ON_OR_AFTER' }),
  'retention-users-of-companies': retention('companies', ['ALL', 1, 2, 'BACK'], { countsUsers: true }),
  'retention-average-born': retention('users', ['ALL', null, 1, 'BORN'], { birthKind: 'RECURRING' }),
  'retention-average-back': retention('companies', ['ALL', null, 1, 'BACK'], { countsUsers: true }),
  'retention-segment': retention('companies', [['"pro"'], 0, 1, 'BACK'], byCompanyPlan),
  'retention-other': retention('users', ['OTHER', 0, 1, 'BACK'], { birthKind: 'RECURRING', ...byEventPlan }),
  'frequency-exactly': frequency('users', ['ALL', 0, 2, 'EXACTLY']),
  'frequency-at-least': frequency('companies', ['ALL', 0, 2, 'AT_LEAST'], { interval: 'WHOLE' }),
  'frequency-segment': frequency('companies', [['"pro"'], 0, 1, 'EXACTLY'], byCompanyPlan),
  'frequency-other': frequency('users', ['OTHER', 0, 1, 'AT_LEAST'], byEventPlan),
  'lifecycle-new': lifecycle('users', ['ALL', 0, 'NEW']),
  'lifecycle-dormant': lifecycle('companies', ['ALL', 1, 'DORMANT']),
  'lifecycle-segment': lifecycle('companies', [['"pro"'], 1, 'RETAINED'], byCompanyPlan),
  'lifecycle-other': lifecycle('users', ['OTHER', 1, 'RESURRECTED'], byUserPlan),
  'flows-all': flows('users', ['ALL']),
  'flows-step': flows('users', ['STEP', 1, 'Visited']),
  'flows-step-other': flows('users', ['STEP', 1, 0]),
  'flows-step-none': flows('companies', ['STEP', -1, null]),
  'flows-link': flows('companies', ['LINK', 0, 'Signed up', 'Visited'], { counting: 'TOTALS' }),
  'flows-link-other': flows('users', ['LINK', 1, 0, 0]),
  'flows-path': flows('users', ['PATH', [null, 'Signed up', 'Visited', null]]),
};
