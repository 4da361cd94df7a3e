import type { GroupFilter, UserFilter } from '../../../cohorts/filter.js';
import type { EventMetric, InsightsQuestion, ProfileMetric, Shape } from '../../../reports/insights/question.js';
import type { GroupWhere, OfGroups, OfUsers, UserWhere } from '../../../reports/question/question.js';
import { badInput, given, type Path } from '../path.js';
import { toGroupFilter, toUserFilter } from '../to-filter.js';
import type {
  GroupInsightsInput,
  GroupMetricInput,
  GroupProfileMetricInput,
  UserInsightsInput,
  UserMetricInput,
} from './insights.js';
import { toAggregate, toMeasure } from './measures.js';
import { toRange } from './range.js';
import { toGroupBreakdown, toUserBreakdown } from './to-breakdown.js';
import { toGroupChoice, toGroupWhere, toUserChoice, toUserWhere } from './to-event-filter.js';

/** A question of insights about users as plain data. @throws MusterError BAD_INPUT with the place */
export function toUserInsights(input: UserInsightsInput, path: Path): InsightsQuestion<OfUsers, UserFilter> {
  return {
    ...shared(input, path),
    metrics: input.metrics.map((metric, index) => toUserMetric(metric, [...path, 'metrics', index])),
    where: given(input.where) ? toUserWhere(input.where, [...path, 'where']) : null,
    segments: {
      by: input.breakdowns.map((one, index) => toUserBreakdown(one, [...path, 'breakdowns', index])),
      limit: input.segmentLimit,
    },
  };
}

/** A question of insights about groups as plain data. @throws MusterError BAD_INPUT with the place */
export function toGroupInsights(input: GroupInsightsInput, path: Path): InsightsQuestion<OfGroups, GroupFilter> {
  return {
    ...shared(input, path),
    metrics: input.metrics.map((metric, index) => toGroupMetric(metric, [...path, 'metrics', index])),
    where: given(input.where) ? toGroupWhere(input.where, [...path, 'where']) : null,
    segments: {
      by: input.breakdowns.map((one, index) => toGroupBreakdown(one, [...path, 'breakdowns', index])),
      limit: input.segmentLimit,
    },
  };
}

const shared = (input: UserInsightsInput | GroupInsightsInput, path: Path) => ({
  formulas: input.formulas.map(({ name, expression }) => ({ name, expression })),
  range: toRange(input.range, [...path, 'range']),
  interval: input.interval,
  shape: toShape(input, path),
  comparesWithPeriodBefore: input.compareWithPeriodBefore,
});

function toShape({ cumulative, rollingMean }: UserInsightsInput | GroupInsightsInput, path: Path): Shape {
  if (cumulative && given(rollingMean)) {
    throw badInput([...path, 'rollingMean'], 'Give `cumulative` or `rollingMean`, not both.');
  }
  if (given(rollingMean)) return { kind: 'rolling', intervals: rollingMean };
  return { kind: cumulative ? 'cumulative' : 'plain' };
}

function toUserMetric(input: UserMetricInput, path: Path): EventMetric<UserWhere> | ProfileMetric<UserFilter> {
  const { events, profiles } = input;
  if (given(events)) {
    const at = [...path, 'events'];
    const { countGroupsOf: groupKey } = events;
    return {
      kind: 'events',
      name: events.name ?? null,
      event: toUserChoice(events.event, [...at, 'event']),
      unit: given(groupKey) ? { kind: 'groupsOf', groupKey } : { kind: 'own' },
      measure: toMeasure(events.measure, [...at, 'measure']),
    };
  }
  if (!given(profiles)) throw badInput(path, 'Give exactly one of events, profiles.');
  const at = [...path, 'profiles'];
  const where = given(profiles.where) ? toUserFilter(profiles.where, [...at, 'where']) : null;
  return { kind: 'profiles', name: profiles.name ?? null, where, property: toProperty(profiles, at) };
}

function toGroupMetric(input: GroupMetricInput, path: Path): EventMetric<GroupWhere> | ProfileMetric<GroupFilter> {
  const { events, profiles } = input;
  if (given(events)) {
    const at = [...path, 'events'];
    return {
      kind: 'events',
      name: events.name ?? null,
      event: toGroupChoice(events.event, [...at, 'event']),
      unit: { kind: events.count === 'USERS' ? 'users' : 'own' },
      measure: toMeasure(events.measure, [...at, 'measure']),
    };
  }
  if (!given(profiles)) throw badInput(path, 'Give exactly one of events, profiles.');
  const at = [...path, 'profiles'];
  const where = given(profiles.where) ? toGroupFilter(profiles.where, [...at, 'where']) : null;
  return { kind: 'profiles', name: profiles.name ?? null, where, property: toProperty(profiles, at) };
}

function toProperty({ property }: Pick<GroupProfileMetricInput, 'property'>, path: Path) {
  if (!given(property)) return null;
  const aggregate = toAggregate(property.aggregate, [...path, 'property', 'aggregate']);
  return { name: property.name, aggregate };
}
