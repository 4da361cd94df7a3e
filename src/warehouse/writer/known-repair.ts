import { and, as, call, col, gte, insertSelect, instant, notIn, select, table, tuple } from '../sql/builders.js';
import { print } from '../sql/print.js';
import type { Warehouse } from '../warehouse.js';

/** How far before the newest event the repair looks: longer than any commit takes, milliseconds. */
const repairSpanMs = 15 * 60_000;

/**
 * Adds to known_actors and known_groups what the newest events name and the tables lack. Events are written first,
 * so a crash between the two leaves such a gap, always at the newest events.
 */
export async function repairKnown(warehouse: Warehouse): Promise<void> {
  const newest = select({
    columns: [as(call('toUnixTimestamp64Milli', call('max', col('ingested_at'))), 'ms')],
    from: table('events'),
  });
  const { rows } = await warehouse.query<{ ms: string }>(print(newest), { timeoutMs: 600_000, ownWork: true });
  const newestMs = Number(rows[0]?.ms ?? 0);
  if (newestMs <= 0) return;
  const recent = gte(col('ingested_at'), instant(newestMs - repairSpanMs));
  const knownActor = select({
    columns: [tuple(col('project_id'), col('actor_hash'))],
    from: table('known_actors'),
  });
  const actors = select({
    distinct: true,
    columns: [col('project_id'), col('distinct_id')],
    from: table('events'),
    where: and(recent, notIn(tuple(col('project_id'), col('actor_hash')), knownActor)),
  });
  await warehouse.command(print(insertSelect('known_actors', ['project_id', 'distinct_id'], actors)));
  const knownGroup = select({
    columns: [tuple(col('project_id'), col('group_key'), col('group_hash'))],
    from: table('known_groups'),
  });
  const groups = select({
    distinct: true,
    columns: [col('project_id'), col('one_key'), col('one_id')],
    from: table('events'),
    arrayJoin: [as(col('group_keys'), 'one_key'), as(col('group_ids'), 'one_id'), as(col('group_hashes'), 'one_hash')],
    where: and(recent, notIn(tuple(col('project_id'), col('one_key'), col('one_hash')), knownGroup)),
  });
  await warehouse.command(print(insertSelect('known_groups', ['project_id', 'group_key', 'group_id'], groups)));
}
