import type { GroupFilter, UserFilter } from '../../../src/cohorts/filter.js';
import { type AnyInsights, bindInsights } from '../../../src/reports/insights/bind.js';
import { usualLimits } from '../../../src/reports/insights/limits.js';
import type { EventMetric, Measure, MetricUnit, ProfileMetric } from '../../../src/reports/insights/question.js';
import { activeOf } from '../../../src/reports/insights/sql/active.js';
import { type CellMeasure, cellsOf } from '../../../src/reports/insights/sql/cells.js';
import { firstTimesOf } from '../../../src/reports/insights/sql/cumulative.js';
import { profilesOf } from '../../../src/reports/insights/sql/profiles.js';
import { rankingOf } from '../../../src/reports/insights/sql/rank.js';
import { type PlainMeasure, seriesOf } from '../../../src/reports/insights/sql/series.js';
import type { EventChoice } from '../../../src/reports/question/question.js';
import { largestOf, mostRows } from '../../../src/reports/rows/rank.js';
import type { SegmentedQuestion } from '../../../src/reports/rows/segmented-rows.js';
import type { Told } from '../../../src/reports/rows/told.js';
import type { Query } from '../../../src/warehouse/sql/nodes.js';
import {
  type AnyWhere,
  bindingFor,
  by,
  calendar,
  isPro,
  named,
  ofCompanyPlan,
  ofCompanyPlanThen,
  ofPlan,
  ofUserPlan,
  opened,
  range,
  suchThat,
  twoPlans,
  undivided,
  type Whose,
} from '../support/bound-questions.js';

type Asked = Partial<Omit<AnyInsights, 'metrics'>> & {
  readonly event?: EventChoice<AnyWhere>;
  readonly unit?: MetricUnit;
};

export const insightsQuestion: AnyInsights = {
  metrics: [],
  formulas: [],
  range,
  interval: 'DAY',
  where: null,
  segments: undivided,
  shape: { kind: 'plain' },
  comparesWithPeriodBefore: false,
};

/** A metric of events, orders unless said otherwise. */
export const metricOf = (measure: Measure, { event = named('Ordered'), unit = { kind: 'own' } }: Asked = {}) =>
  ({ kind: 'events', name: null, event, unit, measure }) satisfies EventMetric<AnyWhere>;

/** A question of one metric, as its statements are made of it. */
function questionOf(whose: Whose, measure: Measure, asked: Asked, told: Told | null): SegmentedQuestion {
  const { event, unit, ...more } = asked;
  const metrics = [metricOf(measure, asked)];
  const { bound } = bindInsights({ ...insightsQuestion, ...more, metrics }, bindingFor(whose), []);
  const [metric] = bound.metrics;
  if (metric?.kind !== 'events') throw new Error('a metric of events stays one');
  const { analysis, where, by: breakdowns, isWhole, period } = bound;
  const intervals = bound.shape.kind === 'rolling' ? period.averaged : period.intervals;
  return { analysis, choice: metric.choice, counted: metric.counted, where, by: breakdowns, intervals, isWhole, told };
}

/** What is asked first: with breakdowns, everything that is not too much. */
export function series(whose: Whose, measure: PlainMeasure, asked: Asked = {}): Query {
  const isDivided = asked.segments !== undefined;
  return seriesOf(questionOf(whose, measure, asked, isDivided ? null : []), measure, {
    rowLimit: isDivided ? mostRows : null,
    mostPlaces: usualLimits.places,
  });
}

const seriesOfTold = (whose: Whose, measure: PlainMeasure, asked: Asked, told: Told): Query =>
  seriesOf(questionOf(whose, measure, asked, told), measure, { rowLimit: null, mostPlaces: usualLimits.places });

const ranked = (whose: Whose, measure: PlainMeasure, asked: Asked): Query =>
  largestOf(rankingOf(questionOf(whose, measure, asked, null), measure), 10);

function active(whose: Whose, days: number | readonly number[], asked: Asked = {}, told: Told = []): Query {
  const lengths = typeof days === 'number' ? [days] : days;
  const question = questionOf(whose, { kind: 'active', days: lengths[0] ?? 1 }, asked, told);
  const windows = (length: number) =>
    question.intervals.map(({ to }) => ({ from: calendar.daysLater(to, -length), to }));
  return activeOf(question, lengths.map(windows), usualLimits.places).select;
}

function cells(whose: Whose, measure: CellMeasure, asked: Asked): Query {
  const statement = cellsOf(questionOf(whose, measure, asked, null), measure, 100);
  if (statement === null) throw new Error('the question has no cells');
  return statement;
}

const cumulativeUnits = (whose: Whose, asked: Asked = {}, told: Told = []): Query =>
  firstTimesOf(questionOf(whose, units, { ...asked, shape: { kind: 'cumulative' } }, told));

function profiles(
  whose: Whose,
  asked: Partial<ProfileMetric<UserFilter | GroupFilter>>,
  segments = undivided,
  told: Told | null = null,
): Query {
  const metrics = [{ kind: 'profiles', name: null, where: null, property: null, ...asked } as const];
  const { bound } = bindInsights({ ...insightsQuestion, metrics, segments }, bindingFor(whose), []);
  const [metric] = bound.metrics;
  if (metric?.kind !== 'profiles') throw new Error('a metric of profiles stays one');
  return profilesOf(bound.analysis, metric, bound.by, told);
}

export const events: PlainMeasure = { kind: 'events' };
export const units: PlainMeasure = { kind: 'units' };
const amount = (aggregate: Extract<Measure, { kind: 'property' }>['aggregate']): PlainMeasure => ({
  kind: 'property',
  name: 'amount',
  aggregate,
});
const [sum, average, median] = [{ function: 'SUM' }, { function: 'AVERAGE' }, { function: 'MEDIAN' }] as const;
const sumOfAmount: CellMeasure = { kind: 'property', name: 'amount', aggregate: sum };
const percentile = { function: 'PERCENTILE', percentile: 90 } as const;
const users = { kind: 'users' } as const;
const companies = { kind: 'groupsOf', groupKey: 'company_id' } as const;
const whole = { interval: 'WHOLE' } as const;

/** What is measured, of whom, and how it is shown. */
export const insights: Readonly<Record<string, Query>> = {
  events: series('users', events),
  'events-whole': series('users', events, whole),
  'events-of-any-name': series('users', events, { event: named() }),
  'events-of-two-names': series('users', events, { event: named('Ordered', 'Returned') }),
  'events-by-hour': series('users', events, {
    interval: 'HOUR',
    range: { kind: 'between', from: Date.UTC(2026, 1, 2, 8, 30), to: Date.UTC(2026, 1, 2, 11) },
  }),
  'events-of-last-weeks': series('users', events, {
    interval: 'WEEK',
    range: { kind: 'last', count: 3, unit: 'WEEK' },
  }),
  'events-rolling': series('users', events, { shape: { kind: 'rolling', intervals: 3 } }),
  'events-of-companies': series('companies', events),
  'units-users': series('users', units),
  'units-users-without-links': series('users without links', units),
  'units-companies': series('companies', units),
  'units-users-of-companies': series('companies', units, { unit: users }),
  'units-companies-of-users': series('users', units, { unit: companies }),
  'units-where-event-and-all': series('users', units, {
    event: suchThat('Ordered', isPro),
    where: { kind: 'not', filter: { ...isPro, name: 'trial' } },
  }),
  'active-day': active('users', 1),
  'active-week': active('users', 7),
  'active-month-companies': active('companies', 30),
  'active-week-users-of-companies': active('companies', 7, { unit: users }),
  'active-week-by-plan': active('users', 7, { segments: by(ofUserPlan) }, twoPlans),
  'active-day-week-month': active('users', [1, 7, 30], { segments: by(ofUserPlan) }, twoPlans),
  'active-week-by-event': active('users', 7, { segments: by(ofPlan) }, twoPlans),
  'cells-events-by-plan': cells('users', { kind: 'events' }, { segments: by(ofPlan) }),
  'cells-events-whole-by-plan-of-user': cells('users', { kind: 'events' }, { ...whole, segments: by(ofUserPlan) }),
  'cells-sum-companies-by-plan': cells('companies', sumOfAmount, { segments: by(ofCompanyPlan) }),
  'cells-sum-companies-by-two': cells('companies', sumOfAmount, { segments: by(ofCompanyPlan, ofPlan) }),
  'cumulative-units': cumulativeUnits('users'),
  'cumulative-units-by-plan': cumulativeUnits('companies', { segments: by(ofCompanyPlanThen) }, twoPlans),
  'cumulative-sum': series('users', amount(sum), { shape: { kind: 'cumulative' }, event: named('Paid') }),
  'events-per-unit': series('users', { kind: 'eventsPerUnit', aggregate: average }),
  'events-per-unit-companies': series('companies', { kind: 'eventsPerUnit', aggregate: percentile }),
  'events-per-unit-by-plan': series(
    'users',
    { kind: 'eventsPerUnit', aggregate: average },
    { segments: by(ofUserPlan) },
  ),
  'events-per-user-of-companies': series('companies', { kind: 'eventsPerUnit', aggregate: median }, { unit: users }),
  'property-sum': series('users', amount(sum)),
  'property-average': series('users', amount(average)),
  'property-median': series('users', amount(median)),
  'property-percentile': series('users', amount(percentile)),
  'property-minimum': series('users', amount({ function: 'MINIMUM' })),
  'property-maximum': series('users', amount({ function: 'MAXIMUM' })),
  'property-distinct': series('users', amount({ function: 'DISTINCT' })),
  'property-sum-companies': series('companies', amount(sum)),
  'property-average-companies': series('companies', amount(average)),
  'property-percentile-companies': series('companies', amount(percentile)),
  'property-distinct-companies': series('companies', amount({ function: 'DISTINCT' })),
  'property-per-unit': series('users', { kind: 'propertyPerUnit', name: 'amount', perUnit: sum, aggregate: median }),
  'property-per-unit-distinct': series('companies', {
    kind: 'propertyPerUnit',
    name: 'product',
    perUnit: { function: 'DISTINCT' },
    aggregate: { function: 'MAXIMUM' },
  }),
  'property-per-unit-percentiles': series(
    'companies',
    { kind: 'propertyPerUnit', name: 'amount', perUnit: percentile, aggregate: average },
    { ...whole, segments: by(ofCompanyPlan) },
  ),
  'told-events': seriesOfTold('users', events, { segments: by(ofPlan) }, twoPlans),
  'told-units-of-two-breakdowns': seriesOfTold('users', units, { segments: by(ofPlan, ofUserPlan) }, [
    ['"pro"', '"free"'],
    ['', '"pro"'],
  ]),
  'told-nothing': seriesOfTold('companies', units, { segments: by(ofCompanyPlan) }, []),
  'ranked-events': ranked('users', events, { segments: by(ofPlan) }),
  'ranked-units': ranked('users', units, { segments: by(ofPlan, ofUserPlan) }),
  'ranked-medians': ranked('companies', amount(median), { segments: by(ofCompanyPlan) }),
  'ranked-of-those-who-did': ranked('companies', units, { where: opened({ atLeast: 2 }), segments: by(ofPlan) }),
  'profiles-users': profiles('users', {}),
  'profiles-users-where': profiles('users', { where: { kind: 'someGroup', groupKey: 'team', where: isPro } }),
  'profiles-users-property': profiles('users', { property: { name: 'age', aggregate: average } }),
  'profiles-users-property-by-plan': profiles(
    'users',
    { property: { name: 'age', aggregate: percentile } },
    by(ofUserPlan, { kind: 'cohort', cohortId: 'admins' }),
  ),
  'profiles-users-by-membership': profiles(
    'users',
    {},
    by({ kind: 'membership', groupKey: 'company_id', property: 'plan', buckets: null }),
    twoPlans,
  ),
  'profiles-companies': profiles('companies', {}),
  'profiles-companies-where': profiles('companies', { where: isPro, property: { name: 'seats', aggregate: sum } }),
  'profiles-companies-by-plan': profiles('companies', {}, by(ofCompanyPlan), twoPlans),
};
