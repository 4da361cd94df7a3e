import { limits } from '../core/limits.js';
import type { GroupKey } from '../core/model.js';
import { groupIdsOfSql } from '../profiles/group-ids-sql.js';
import {
  alterUpdate,
  and,
  as,
  call,
  col,
  eq,
  gt,
  gte,
  insertSelect,
  instant,
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
function toAttribute(groupKey: GroupKey, fromMs: number, toMs: number | null): Expression {
  const ids = groupIdsOfSql(property(groupKey));
  const tooLong = call('lengthUTF8', col('id'));
  const nul = call('position', col('id'), call('char', num(0)));
  const bad = (condition: Expression) => call('arrayExists', lambda(['id'], condition), ids);
  return and(
    eq(col('project_id'), param(groupKey.projectId, 'UInt32')),
    gte(col('time'), instant(fromMs)),
    ...(toMs === null ? [] : [lt(col('time'), instant(toMs))]),
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
    where: toAttribute(groupKey, fromMs, null),
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

/** Notes the groups of a slice as known. Run before {@link attributeSql}, after which the slice has nothing to find. */
export function knownGroupsSql(groupKey: GroupKey, { fromMs, toMs }: Slice): CompiledSql {
  const ids = call('arrayJoin', groupIdsOfSql(property(groupKey)));
  const groups = select({
    distinct: true,
    columns: [col('project_id'), as(keyId(groupKey), 'group_key'), as(ids, 'group_id')],
    from: table('events'),
    where: toAttribute(groupKey, fromMs, toMs),
  });
  return print(insertSelect('known_groups', ['project_id', 'group_key', 'group_id'], groups));
}

/** Attributes the events of a slice. The engine computes `group_hashes` anew from the two columns. */
export function attributeSql(groupKey: GroupKey, { fromMs, toMs }: Slice): CompiledSql {
  const ids = groupIdsOfSql(property(groupKey));
  const keys = call('arrayMap', lambda(['x'], keyId(groupKey)), ids);
  return print(
    alterUpdate(
      'events',
      {
        group_keys: call('arrayConcat', col('group_keys'), keys),
        group_ids: call('arrayConcat', col('group_ids'), ids),
      },
      toAttribute(groupKey, fromMs, toMs),
    ),
  );
}
