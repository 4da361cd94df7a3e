import { limits } from '../core/limits.js';
import type { GroupKey } from '../core/model.js';
import { groupIdsOfSql } from '../profiles/group-ids-sql.js';
import {
  alterDelete,
  alterUpdate,
  and,
  as,
  call,
  col,
  eq,
  gt,
  gte,
  inSubquery,
  insertSelect,
  instant,
  inValues,
  lambda,
  lt,
  lte,
  mapValue,
  ne,
  not,
  num,
  param,
  select,
  table,
} from '../warehouse/sql/builders.js';
import type { CompiledSql } from '../warehouse/sql/compiled.js';
import type { Expression } from '../warehouse/sql/nodes.js';
import { print } from '../warehouse/sql/print.js';

/** A stretch of time whose events are attributed in one go, milliseconds since the epoch. */
export interface Slice {
  readonly fromMs: number;
  /** Excluded. */
  readonly toMs: number;
  /** Events in it that were still to be attributed when it was planned. */
  readonly events: number;
}

const property = (groupKey: GroupKey): Expression => mapValue('properties', groupKey.key);
const keyId = (groupKey: GroupKey): Expression => param(groupKey.id, 'UInt32');

/**
 * Events of the time that carry the property, name at least one group by it, keep the limits for group ids, and are not
 * attributed by the key yet. Cheap conditions first: the ids are read only where the property is there.
 */
function toAttribute(
  groupKey: GroupKey,
  { fromMs, toMs, batch }: { readonly fromMs: number; readonly toMs: number | null; readonly batch: number | null },
): Expression {
  const ids = groupIdsOfSql(property(groupKey));
  const tooLong = call('lengthUTF8', col('id'));
  const nul = call('position', col('id'), call('char', num(0)));
  const bad = (condition: Expression) => call('arrayExists', lambda(['id'], condition), ids);
  return and(
    eq(col('project_id'), param(groupKey.projectId, 'UInt32')),
    gte(col('time'), instant(fromMs)),
    ...(toMs === null ? [] : [lt(col('time'), instant(toMs))]),
    ...(batch === null ? [] : [lte(col('batch'), param(batch, 'UInt64'))]),
    ne(property(groupKey), param('', 'String')),
    not(call('has', col('group_keys'), keyId(groupKey))),
    call('notEmpty', ids),
    lte(call('length', ids), num(limits.groupsPerKeyAndEvent)),
    not(bad(gt(tooLong, num(limits.idLength)))),
    not(bad(gt(nul, num(0)))),
  );
}

/** How many events are to be attributed, by calendar month (UTC): rows of `month` (its first millisecond) and `events`. */
export function monthsToAttributeSql(groupKey: GroupKey, fromMs: number): CompiledSql {
  const month = call('toStartOfMonth', col('time'), param('UTC', 'String'));
  const asMilliseconds = call(
    'toInt64',
    call('toUnixTimestamp', call('toDateTime', col('month'), param('UTC', 'String'))),
  );
  const months = select({
    columns: [as(month, 'month'), as(call('count'), 'events')],
    from: table('events'),
    where: toAttribute(groupKey, { fromMs, toMs: null, batch: null }),
    groupBy: [col('month')],
  });
  return print(
    select({
      columns: [as(asMilliseconds, 'second'), as(col('events'), 'events')],
      from: { kind: 'subquery', query: months, alias: null },
      orderBy: [{ expression: col('second'), direction: 'ASC' }],
    }),
  );
}

/** What is attributed in one go: a slice of time, of the events whose copies by unit are made. */
export interface Attributed extends Pick<Slice, 'fromMs' | 'toMs'> {
  /** Events up to this batch. */
  readonly batch: number;
}

/*
 * A slice is attributed in steps, in the order of these functions, and the events themselves last: until then all steps find
 * what they found before, so that they can be done again after a crash between any two.
 */

/** Notes the groups of a slice as known. */
export function knownGroupsSql(groupKey: GroupKey, attributed: Attributed): CompiledSql {
  const ids = call('arrayJoin', groupIdsOfSql(property(groupKey)));
  const groups = select({
    distinct: true,
    columns: [col('project_id'), as(keyId(groupKey), 'group_key'), as(ids, 'group_id')],
    from: table('events'),
    where: toAttribute(groupKey, attributed),
  });
  return print(insertSelect('known_groups', ['project_id', 'group_key', 'group_id'], groups));
}

/** Rows that an attempt before left in the copy by unit. */
function remains(groupKey: GroupKey, attributed: Attributed): Expression {
  const events = select({
    columns: [col('event_id')],
    from: table('events'),
    where: toAttribute(groupKey, attributed),
  });
  return and(...ofKey(groupKey, attributed.fromMs, attributed.toMs), inSubquery(col('event_id'), events));
}

/** Rows of the copy by unit that stand for groups of the key. */
const ofKey = (groupKey: GroupKey, fromMs: number, toMs: number): Expression[] => [
  eq(col('project_id'), param(groupKey.projectId, 'UInt32')),
  eq(col('scope'), keyId(groupKey)),
  gte(col('time'), instant(fromMs)),
  lt(col('time'), instant(toMs)),
];

/** Events of which an attempt before left rows in the copy by unit: rows of `id`, so many at most. */
export const remainsSql = (groupKey: GroupKey, attributed: Attributed, limit: number): CompiledSql =>
  print(
    select({
      distinct: true,
      columns: [as(call('toString', col('event_id')), 'id')],
      from: table('unit_events'),
      where: remains(groupKey, attributed),
      limit,
    }),
  );

/** Removes these. By their ids: rewriting parts is no place to ask other nodes. */
export const removeRemainsSql = (
  groupKey: GroupKey,
  { fromMs, toMs }: Attributed,
  eventIds: readonly string[],
): CompiledSql =>
  print(
    alterDelete(
      'unit_events',
      and(...ofKey(groupKey, fromMs, toMs), inValues(call('toString', col('event_id')), eventIds, 'Array(String)')),
    ),
  );

/** Adds the events of a slice to the copy by unit, once for each of their groups of the key. */
export function copyByGroupSql(groupKey: GroupKey, attributed: Attributed): CompiledSql {
  const kept = ['project_id', 'time', 'event_id', 'name', 'distinct_id', 'properties', 'ingested_at', 'batch'];
  const made = ['scope', 'unit_hash', 'siblings', 'group_keys', 'group_ids'];
  const ids = groupIdsOfSql(property(groupKey));
  const { keys, ids: allIds } = withGroups(groupKey);
  const rows = select({
    columns: [
      ...kept.map((name) => col(name)),
      as(keyId(groupKey), 'scope'),
      as(call('sipHash64', keyId(groupKey), col('own_id')), 'unit_hash'),
      as(call('toUInt16', call('length', ids)), 'siblings'),
      as(keys, 'new_keys'),
      as(allIds, 'new_ids'),
    ],
    from: table('events'),
    arrayJoin: [as(ids, 'own_id')],
    where: toAttribute(groupKey, attributed),
  });
  return print(insertSelect('unit_events', [...kept, ...made], rows));
}

/** Attributes rows of `unit_events` or of `events`. The engine computes `group_hashes` anew from the two columns. */
export function attributeSql(
  groupKey: GroupKey,
  tableName: 'unit_events' | 'events',
  attributed: Attributed,
): CompiledSql {
  const { keys, ids } = withGroups(groupKey);
  return print(alterUpdate(tableName, { group_keys: keys, group_ids: ids }, toAttribute(groupKey, attributed)));
}

/** The groups of an event with those of the key. */
function withGroups(groupKey: GroupKey): { readonly keys: Expression; readonly ids: Expression } {
  const ids = groupIdsOfSql(property(groupKey));
  const keys = call('arrayMap', lambda(['x'], keyId(groupKey)), ids);
  return { keys: call('arrayConcat', col('group_keys'), keys), ids: call('arrayConcat', col('group_ids'), ids) };
}
