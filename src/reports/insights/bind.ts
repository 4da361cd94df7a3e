import { bindGroupFilter, bindUserFilter } from '../../cohorts/bind.js';
import { badInput, checkName, checkText, type Path } from '../../cohorts/bind-checks.js';
import type { GroupFilter, UserFilter } from '../../cohorts/filter.js';
import { limits } from '../../core/limits.js';
import { findGroupKey } from '../../projects/find-group-key.js';
import type { BoundBreakdown, BoundWhere } from '../question/bound.js';
import type { GroupBreakdown, GroupWhere, UserBreakdown, UserWhere } from '../question/question.js';
import { boundRange, intervalsOf } from '../question/range.js';
import { isDecidedByIntervals, leavesOf } from '../rows/breakdowns.js';
import type { CountedUnit } from '../rows/units.js';
import type { Binding } from '../subject.js';
import { checkAggregate } from './aggregate.js';
import type { BoundEventMetric, BoundInsights, BoundMetric, BoundProfileMetric } from './bound.js';
import { type ParsedFormula, parseFormula } from './formula.js';
import { periodBefore, periodOf } from './periods.js';
import type { EventMetric, Formula, InsightsQuestion, Measure, MetricUnit, ProfileMetric, Shape } from './question.js';

/** The questions of both analyses; which one it is stands beside it. */
export type AnyInsights = InsightsQuestion<
  { readonly where: UserWhere | GroupWhere; readonly breakdown: UserBreakdown | GroupBreakdown },
  UserFilter | GroupFilter
>;

export interface NamedFormula extends ParsedFormula {
  readonly name: string;
}

export interface InsightsBinding {
  readonly bound: BoundInsights;
  readonly formulas: readonly NamedFormula[];
}

/** The longest window of active units, days, and the longest rolling mean, intervals. */
const [mostActiveDays, mostRolling] = [366, 366];

/**
 * Resolves a question of insights.
 * @throws MusterError BAD_INPUT, GROUP_KEY_UNKNOWN, NOT_FOUND, COHORT_WRONG_UNIT, each with the path
 */
export function bindInsights(question: AnyInsights, binding: Binding, path: Path): InsightsBinding {
  const { binder, calendar, now } = binding;
  if (question.metrics.length === 0) throw badInput('Ask for at least one metric.', [...path, 'metrics']);
  if (question.metrics.length > limits.reportMetrics) {
    throw badInput(`A report has at most ${limits.reportMetrics} metrics.`, [...path, 'metrics']);
  }
  const range = boundRange(question.range, calendar, now, [...path, 'range']);
  const intervals = intervalsOf(range, question.interval, calendar, [...path, 'interval']);
  if (question.formulas.length > limits.reportMetrics) {
    throw badInput(`A report has at most ${limits.reportMetrics} formulas.`, [...path, 'formulas']);
  }
  const lines = question.metrics.length + question.formulas.length;
  const periods = question.comparesWithPeriodBefore ? 2 : 1;
  binder.checkFigures([lines, periods, intervals.length], question.segments, path);
  const by = binder.breakdowns(question.segments, [...path, 'breakdowns']);
  const where = binder.where(question.where, [...path, 'where']);
  const shape = checkShape(question, [...path, 'rollingMean']);
  const metrics = question.metrics.map((metric, index): BoundMetric => {
    const at = [...path, 'metrics', index];
    const name = nameOf(metric.name, index, [...at, metric.kind]);
    if (metric.kind === 'profiles') return profileMetric(metric, name, binding, [...at, 'profiles']);
    return eventMetric(metric, name, { binding, where, by, shape }, [...at, 'events']);
  });
  const names = metrics.map(({ name }) => name);
  const lineNames = [...names, ...question.formulas.map(({ name }) => name)];
  checkUnique(lineNames, (line) =>
    line < names.length ? [...path, 'metrics', line] : [...path, 'formulas', line - names.length],
  );
  const period = periodOf(intervals, question.interval, shape, calendar);
  return {
    bound: {
      analysis: binder.analysis,
      metrics,
      where,
      by,
      segmentLimit: binder.segmentLimit(question.segments, [...path, 'segmentLimit']),
      range,
      period,
      isWhole: question.interval === 'WHOLE',
      shape,
      periodBefore: question.comparesWithPeriodBefore ? periodBefore(period, range, calendar) : null,
    },
    formulas: question.formulas.map((formula, index) => named(formula, names, [...path, 'formulas', index])),
  };
}

const named = ({ name, expression }: Formula, names: readonly string[], path: Path): NamedFormula => ({
  name: checkName(name, 'The name of a formula', [...path, 'name']),
  ...parseFormula(expression, names, [...path, 'expression']),
});

/** As the SDKs of spreadsheets have it: A, B, C. */
const nameOf = (name: string | null, index: number, path: Path): string =>
  name === null ? String.fromCharCode(65 + index) : checkName(name, 'The name of a metric', [...path, 'name']);

/** @param pathOf where a line is asked for, by its number */
function checkUnique(names: readonly string[], pathOf: (line: number) => Path): void {
  const second = names.findIndex((name, line) => names.indexOf(name) !== line);
  if (second === -1) return;
  const name = JSON.stringify(names[second]);
  throw badInput(`Another metric or formula is called ${name} already; give each its own name.`, pathOf(second));
}

function checkShape({ shape, interval }: AnyInsights, path: Path): Shape {
  if (shape.kind !== 'rolling') return shape;
  if (interval === 'WHOLE') throw badInput('A rolling mean needs intervals.', path);
  if (Number.isInteger(shape.intervals) && shape.intervals >= 2 && shape.intervals <= mostRolling) return shape;
  throw badInput(`Give a whole number from 2 to ${mostRolling}.`, path);
}

interface Around {
  readonly binding: Binding;
  readonly where: BoundWhere | null;
  readonly by: readonly BoundBreakdown[];
  readonly shape: Shape;
}

function eventMetric(
  metric: EventMetric<UserWhere | GroupWhere>,
  name: string,
  { binding, where, by, shape }: Around,
  path: Path,
): BoundEventMetric {
  const { binder } = binding;
  const choice = binder.choice(metric.event, [...path, 'event']);
  const conditions = [...leavesOf(choice.where), ...leavesOf(where)];
  const counted = countedUnit(metric.unit, binding, [...path, 'countGroupsOf']);
  if (typeof counted === 'object' && (conditions.some(({ kind }) => kind === 'user') || by.some(isOfUsers))) {
    const message =
      'Groups cannot be counted by properties or cohorts of users: leave out the conditions and breakdowns on users, or count users.';
    throw badInput(message, [...path, 'countGroupsOf']);
  }
  const measure = checkMeasure(metric.measure, [...path, 'measure']);
  if (measure.kind === 'active' && isDecidedByIntervals({ choice, where, by })) {
    const message =
      'How many users did something is counted by intervals, which the days of active units reach beyond: measure units.';
    throw badInput(message, [...path, 'measure']);
  }
  const adds = measure.kind === 'events' || measure.kind === 'units' || isSum(measure);
  if (shape.kind === 'cumulative' && !adds) {
    throw badInput('Only events, units and sums of a property can be told cumulatively.', [...path, 'measure']);
  }
  return { kind: 'events', name, choice, counted, measure };
}

const isSum = (measure: Measure): boolean => measure.kind === 'property' && measure.aggregate.function === 'SUM';

function countedUnit(unit: MetricUnit, { binder }: Binding, path: Path): CountedUnit {
  switch (unit.kind) {
    case 'own':
      return 'own';
    case 'users':
      return binder.analysis.unit === 'USERS' ? 'own' : 'users';
    case 'groupsOf':
      return { groupsOf: findGroupKey(unit.groupKey, binder.scope.groupKeys, path).id };
  }
}

const isOfUsers = ({ kind }: BoundBreakdown): boolean =>
  kind === 'profileProperty' || kind === 'membership' || kind === 'userCohort';

function checkMeasure(measure: Measure, path: Path): Measure {
  switch (measure.kind) {
    case 'events':
    case 'units':
      return measure;
    case 'active':
      if (Number.isInteger(measure.days) && measure.days >= 1 && measure.days <= mostActiveDays) return measure;
      throw badInput(`Give a whole number of days from 1 to ${mostActiveDays}.`, [...path, 'activeWithinDays']);
    case 'eventsPerUnit':
      checkAggregate(measure.aggregate, [...path, 'eventsPerUnit']);
      return measure;
    case 'property':
      checkName(measure.name, 'The name of a property', [...path, 'property', 'name']);
      checkAggregate(measure.aggregate, [...path, 'property', 'aggregate']);
      return measure;
    case 'propertyPerUnit':
      checkName(measure.name, 'The name of a property', [...path, 'propertyPerUnit', 'name']);
      checkAggregate(measure.perUnit, [...path, 'propertyPerUnit', 'perUnit']);
      checkAggregate(measure.aggregate, [...path, 'propertyPerUnit', 'aggregate']);
      return measure;
  }
}

function profileMetric(
  { where, property }: ProfileMetric<UserFilter | GroupFilter>,
  name: string,
  { binder }: Binding,
  path: Path,
): BoundProfileMetric {
  const at = [...path, 'where'];
  const { analysis, scope } = binder;
  const bound =
    analysis.unit === 'USERS'
      ? { of: analysis.unit, filter: where === null ? null : bindUserFilter(where, scope, at) }
      : {
          of: analysis.unit,
          filter: where === null ? null : bindGroupFilter(groupFilterOf(where, at), analysis.groupKeyId, scope, at),
        };
  if (property === null) return { kind: 'profiles', name, where: bound, property };
  checkText(checkName(property.name, 'The name of a property', [...path, 'property', 'name']), path);
  checkAggregate(property.aggregate, [...path, 'property', 'aggregate']);
  return { kind: 'profiles', name, where: bound, property };
}

/** What GraphQL cannot say and untyped callers might: a condition on users where groups are counted. */
function groupFilterOf(filter: UserFilter | GroupFilter, path: Path): GroupFilter {
  if (isGroupFilter(filter)) return filter;
  throw badInput('Groups cannot be found by what only users have.', path);
}

function isGroupFilter(filter: UserFilter | GroupFilter): filter is GroupFilter {
  switch (filter.kind) {
    case 'someGroup':
    case 'belongsTo':
      return false;
    case 'and':
    case 'or':
      return filter.filters.every(isGroupFilter);
    case 'not':
      return isGroupFilter(filter.filter);
    default:
      return true;
  }
}
