import { col, eq, param } from '../src/warehouse/sql/builders.js';
import { compiled } from '../src/warehouse/sql/compiled.js';
import { print } from '../src/warehouse/sql/print.js';
import type { Warehouse } from '../src/warehouse/warehouse.js';
import { copyToUnits } from '../src/warehouse/writer/unit-events-sql.js';
import { type Owner, type WarehouseSizes, writeKnown, writeProfiles } from './warehouse-data.js';

const chunk = 1_000_000;
const dayMs = 86_400_000;

/** The days that have events, and the last month of them: 90 days in all. */
export const days = { from: '2025-01-01', to: '2025-03-31' } as const;
export const month = { from: '2025-03-01', to: '2025-03-31' } as const;

const fromMs = Date.parse(days.from);
const lengthMs = Date.parse(days.to) + dayMs - fromMs;

/**
 * Writes profiles, events, and their copy by unit, made by the engine itself, the same for the same seed. Some users do
 * much more than others; a third is there from the beginning, the others come in the first two months. Events carry the
 * groups of their user: one, every tenth user two, every twentieth none.
 */
export async function writeReportData(
  warehouse: Warehouse,
  owner: Owner,
  sizes: WarehouseSizes,
  seed: number,
  onProgress: (done: number) => void,
): Promise<void> {
  await writeProfiles(warehouse, owner, sizes, seed);
  for (let from = 0, batch = 1; from < sizes.events; from += chunk, batch += 1) {
    const count = Math.min(chunk, sizes.events - from);
    const params = { ...owner, ...sizes, seed, from, count, batch, fromMs, lengthMs };
    await warehouse.command(compiled(insertEvents, params));
    await warehouse.command(print(copyToUnits(eq(col('batch'), param(batch, 'UInt64')))));
    await warehouse.insert('watermarks', [JSON.stringify({ name: 'unit_events', value: batch })]);
    onProgress(from + count);
  }
  await writeKnown(warehouse, owner);
  // What the engine would do by itself while nobody looks, and must not do while times are taken.
  for (const table of ['unit_events', 'user_profiles', 'group_profiles']) {
    await warehouse.command(compiled(`OPTIMIZE TABLE ${table} FINAL`));
  }
}

const hash = (salt: number, of: string): string => `sipHash64({seed:UInt32}, ${salt}, ${of})`;

/** Of its users and groups as `writeProfiles` makes them. */
const insertEvents = `INSERT INTO events (project_id, time, event_id, name, distinct_id, device_id, user_id, insert_id, group_keys, group_ids, properties, ingested_at, batch)
  WITH number + {from:UInt64} AS n,
    toUInt64(floor({users:UInt64} * pow((${hash(21, 'n')} % 4294967296) / 4294967296, 2))) AS user_number,
    concat('user-', toString(user_number)) AS user,
    if(${hash(22, 'user_number')} % 3 = 0, 0, ${hash(23, 'user_number')} % toUInt64(60 * ${dayMs})) AS since,
    fromUnixTimestamp64Milli(toInt64({fromMs:Int64} + since + ${hash(24, 'n')} % toUInt64({lengthMs:Int64} - since)), 'UTC') AS at,
    concat('company-', toString(${hash(4, 'user_number')} % {companies:UInt64})) AS one,
    concat('company-', toString(${hash(5, 'user_number')} % {companies:UInt64})) AS two,
    multiIf(user_number % 20 = 7, [], user_number % 10 = 3 AND one != two, [one, two], [one]) AS ids,
    ${hash(25, 'n')} % 10000 AS lot
  SELECT {projectId:UInt32}, at, reinterpretAsUUID(sipHash128({seed:UInt32}, n)),
    multiIf(lot < 3000, 'visit', lot < 5000, 'open', lot < 7000, 'commit', lot < 8200, 'comment', lot < 9000, 'review',
      lot < 9600, 'merge', lot < 9900, 'deploy', lot < 9970, 'invite', lot < 9995, 'export', 'upgrade'),
    user, '', user, toString(n), arrayMap(id -> {groupKeyId:UInt32}, ids), ids,
    map('page', concat('"/p/', toString(${hash(26, 'n')} % 200), '"'),
        'repository', concat('"repository-', toString(${hash(27, 'n')} % 5000), '"'),
        'branch', if(${hash(28, 'n')} % 4 = 0, concat('"feature-', toString(${hash(29, 'n')} % 300), '"'), '"main"'),
        'lines', toString(${hash(30, 'n')} % 2000),
        'duration', toString(${hash(31, 'n')} % 600),
        'source', concat('"', ['web', 'web', 'web', 'cli', 'api'][1 + ${hash(32, 'n')} % 5], '"'),
        'country', concat('"', ['DE', 'US', 'FR', 'GB', 'JP', 'BR', 'IN', 'SE'][1 + ${hash(33, 'user_number')} % 8], '"'),
        'version', concat('"1.', toString(${hash(34, 'n')} % 12), '.0"')),
    at, {batch:UInt64}
  FROM numbers({count:UInt64})`;
