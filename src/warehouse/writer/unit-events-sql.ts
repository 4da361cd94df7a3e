import { as, call, col, eq, gt, iif, insertSelect, num, param, select, table } from '../sql/builders.js';
import type { Expression, InsertSelect } from '../sql/nodes.js';

/** The row of `watermarks` that says up to which batch everything is copied. */
export const unitEventsMark = 'unit_events';

/** Up to which batch everything is copied: `value`; no row where nothing ever was. */
export const copiedUpTo = select({
  columns: [as(call('max', col('value')), 'value')],
  from: table('watermarks'),
  where: eq(col('name'), param(unitEventsMark, 'String')),
  having: gt(call('count'), param(0, 'UInt64')),
});

/** The columns that a copy takes over from the event as they are. */
const kept = [
  'project_id',
  'time',
  'event_id',
  'name',
  'distinct_id',
  'group_keys',
  'group_ids',
  'properties',
] as const;

/**
 * Copies events to the table sorted by unit: a row for the user who did the event, and one for each group it carried.
 * @param where which of `events`
 */
export function copyToUnits(where: Expression): InsertSelect {
  const [scope, hash] = [col('scope'), col('unit_hash')];
  const scopes = call('arrayPushFront', col('group_keys'), call('toUInt32', num(0)));
  const hashes = call('arrayPushFront', col('group_hashes'), col('actor_hash'));
  const siblings = iif(eq(scope, num(0)), num(1), call('countEqual', col('group_keys'), scope));
  const columns = [...kept, 'scope', 'unit_hash', 'siblings', 'ingested_at', 'batch'];
  const rows = select({
    columns: [
      ...kept.map((name) => col(name)),
      scope,
      hash,
      as(call('toUInt16', siblings), 'siblings'),
      col('ingested_at'),
      col('batch'),
    ],
    from: table('events'),
    arrayJoin: [as(scopes, 'scope'), as(hashes, 'unit_hash')],
    where,
  });
  return insertSelect('unit_events', columns, rows);
}
