import {
  and,
  as,
  call,
  col,
  eq,
  gte,
  isIn,
  join,
  param,
  select,
  subquery,
  table,
  tuple,
} from '../../warehouse/sql/builders.js';
import type { Expression, Projection, Select, Source } from '../../warehouse/sql/nodes.js';
import type { BoundGroupFilter } from '../bound-filter.js';
import { ofProject } from './actors.js';
import { lowerCondition } from './condition.js';
import { type GroupScope, groupByHash, lowerGroupFilter } from './groups.js';
import { allOf, expressionOf, type Predicate } from './predicate.js';

/** The values that one property of a key's groups had from a moment on: `value_hash`, `value_at`, `value`. */
export const valuesSince = ({ projectId, groupKeyId }: GroupScope, name: string): Select =>
  select({
    columns: [
      as(col('group_hash'), 'value_hash'),
      as(col('at'), 'value_at'),
      // Of several changes in one millisecond the last one.
      as(call('argMax', col('value'), col('revision')), 'value'),
    ],
    from: table('group_history'),
    where: and(
      ofProject(projectId),
      eq(col('group_key'), param(groupKeyId, 'UInt32')),
      eq(col('name'), param(name, 'String')),
    ),
    groupBy: [col('group_hash'), col('at')],
  });

/**
 * Joins to rows (a query with the columns named in `columns`, `hash` and `time` among them) the value that a property
 * had at each row's time, '' where it was not set.
 */
export function withValueAsOf(
  rows: Select,
  columns: readonly string[],
  property: { readonly scope: GroupScope; readonly name: string; readonly as: string },
  on: { readonly hash: string; readonly time: string },
): Select {
  const from: Source = join(
    'ASOF LEFT',
    subquery(rows, 'r'),
    subquery(valuesSince(property.scope, property.name), 'v'),
    and(eq(col(on.hash, 'r'), col('value_hash', 'v')), gte(col(on.time, 'r'), col('value_at', 'v'))),
  );
  const kept = columns.map((name): Projection => as(col(name, 'r'), name));
  return select({ columns: [...kept, as(col('value', 'v'), property.as)], from });
}

/** The names of the properties that a filter is about. */
export function propertiesNamedIn(filter: BoundGroupFilter): Set<string> {
  const names = new Set<string>();
  const visit = (one: BoundGroupFilter): void => {
    if (one.kind === 'property') names.add(one.name);
    else if (one.kind === 'not') visit(one.filter);
    else if (one.kind === 'and' || one.kind === 'or') for (const part of one.filters) visit(part);
  };
  visit(filter);
  return names;
}

/**
 * The filter as a condition on a group's hash, with properties read from columns that hold their values as of an event.
 * @param columns the column of each property that the filter names
 */
export function groupSatisfiesAsOf(
  filter: BoundGroupFilter,
  hash: Expression,
  scope: GroupScope,
  columns: ReadonlyMap<string, string>,
): Predicate {
  const view = groupByHash(hash, scope, (name, condition) => lowerCondition(col(columns.get(name) ?? name), condition));
  return lowerGroupFilter(filter, view, scope);
}

/**
 * Whether a row of events carried some group of the key that satisfied the filter then.
 * @param times where in `unit_events` the row is to be looked for
 */
export const carriedGroupAsOfEvent = (filter: BoundGroupFilter, scope: GroupScope, times: Predicate): Expression =>
  isIn(col('event_id'), satisfiedThen(filter, scope, times, ['event_id']));

/** Whether the group of a row of `unit_events` satisfied the filter when the event happened. */
export const unitGroupAsOfEvent = (filter: BoundGroupFilter, scope: GroupScope, times: Predicate): Expression =>
  isIn(tuple(col('event_id'), col('unit_hash')), satisfiedThen(filter, scope, times, ['event_id', 'unit_hash']));

/** These columns of the rows of a key's groups that satisfied the filter then. */
function satisfiedThen(
  filter: BoundGroupFilter,
  scope: GroupScope,
  times: Predicate,
  wanted: readonly string[],
): Select {
  const columns = new Map([...propertiesNamedIn(filter)].map((name, index) => [name, `as_of_${index}`]));
  let kept = ['event_id', 'unit_hash', 'time'];
  let rows = select({
    columns: kept.map((name) => col(name)),
    from: table('unit_events'),
    where: expressionOf(allOf(ofProject(scope.projectId), eq(col('scope'), param(scope.groupKeyId, 'UInt32')), times)),
  });
  for (const [name, column] of columns) {
    rows = withValueAsOf(rows, kept, { scope, name, as: column }, { hash: 'unit_hash', time: 'time' });
    kept = [...kept, column];
  }
  const holds = expressionOf(groupSatisfiesAsOf(filter, col('unit_hash'), scope, columns));
  return select({ columns: wanted.map((name) => col(name)), from: subquery(rows), where: holds });
}
