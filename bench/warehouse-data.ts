import type { Catalog } from '../src/catalog/catalog.js';
import type { Properties } from '../src/core/property-values.js';
import { copyVersion } from '../src/profiles/copy-rows.js';
import { compiled } from '../src/warehouse/sql/compiled.js';
import type { Warehouse } from '../src/warehouse/warehouse.js';

/** Sizes of what is written straight into the warehouse. */
export interface WarehouseSizes {
  readonly users: number;
  readonly companies: number;
  readonly events: number;
}

/** Whose data it is. */
export interface Owner {
  readonly projectId: number;
  readonly groupKeyId: number;
}

const version = copyVersion(1, 1);
const chunk = 1_000_000;
const profilesPerWrite = 10_000;

/**
 * Writes profiles made by the engine itself, the same for the same seed: companies on three plans (15 % enterprise) in
 * eight countries and sixty industries; users of one company, every tenth of two, every twentieth of none.
 */
export async function writeProfiles(
  warehouse: Warehouse,
  owner: Owner,
  sizes: WarehouseSizes,
  seed: number,
): Promise<void> {
  const params = { ...owner, ...sizes, seed, version };
  await warehouse.command(
    compiled(
      `INSERT INTO group_profiles (project_id, group_key, group_id, version, deleted, properties)
      SELECT {projectId:UInt32}, {groupKeyId:UInt32}, concat('company-', toString(number)), {version:UInt64}, 0,
        map('name', concat('"Company ', toString(number), '"'),
            'plan', multiIf(sipHash64({seed:UInt32}, 1, number) % 100 < 15, '"enterprise"', sipHash64({seed:UInt32}, 1, number) % 100 < 50, '"pro"', '"free"'),
            'country', concat('"', ['DE', 'US', 'FR', 'GB', 'JP', 'BR', 'IN', 'SE'][1 + sipHash64({seed:UInt32}, 2, number) % 8], '"'),
            'employees', toString(sipHash64({seed:UInt32}, 3, number) % 20000),
            'industry', concat('"Industry ', toString(sipHash64({seed:UInt32}, 8, number) % 60), '"'))
      FROM numbers({companies:UInt64})`,
      params,
    ),
  );
  await warehouse.command(
    compiled(
      `INSERT INTO user_profiles (project_id, distinct_id, version, deleted, properties, group_keys, group_ids)
      WITH concat('company-', toString(sipHash64({seed:UInt32}, 4, number) % {companies:UInt64})) AS one,
        concat('company-', toString(sipHash64({seed:UInt32}, 5, number) % {companies:UInt64})) AS two,
        multiIf(number % 20 = 7, [], number % 10 = 3 AND one != two, [one, two], [one]) AS ids
      SELECT {projectId:UInt32}, concat('user-', toString(number)), {version:UInt64}, 0,
        map('$name', concat('"User ', toString(number), '"'),
            'role', concat('"', ['admin', 'member', 'member', 'viewer'][1 + sipHash64({seed:UInt32}, 6, number) % 4], '"'),
            'age', toString(18 + sipHash64({seed:UInt32}, 7, number) % 60),
            'company_id', concat('[', arrayStringConcat(arrayMap(id -> concat('"', id, '"'), ids), ','), ']')),
        arrayMap(id -> {groupKeyId:UInt32}, ids), ids
      FROM numbers({users:UInt64})`,
      params,
    ),
  );
}

/** Writes events of the last 90 days before `untilMs`, as if each had been received when it happened. */
export async function writeEvents(
  warehouse: Warehouse,
  owner: Owner,
  sizes: WarehouseSizes,
  seed: number,
  untilMs: number,
  onProgress: (done: number) => void,
): Promise<void> {
  for (let from = 0; from < sizes.events; from += chunk) {
    const count = Math.min(chunk, sizes.events - from);
    const params = { ...owner, ...sizes, seed, from, count, untilMs };
    await warehouse.command(
      compiled(
        `INSERT INTO events (project_id, time, event_id, name, distinct_id, device_id, user_id, insert_id, group_keys, group_ids, properties, ingested_at)
        WITH number + {from:UInt64} AS n,
          concat('user-', toString(sipHash64({seed:UInt32}, 11, n) % {users:UInt64})) AS user,
          fromUnixTimestamp64Milli(toInt64({untilMs:Int64} - 3600000 - sipHash64({seed:UInt32}, 12, n) % 7776000000), 'UTC') AS at
        SELECT {projectId:UInt32}, at, reinterpretAsUUID(sipHash128({seed:UInt32}, n)),
          ['page_view', 'login', 'create', 'edit', 'comment', 'share', 'export', 'search'][1 + sipHash64({seed:UInt32}, 13, n) % 8],
          user, '', user, toString(n), [{groupKeyId:UInt32}],
          [concat('company-', toString(sipHash64({seed:UInt32}, 14, n) % {companies:UInt64}))],
          map('page', concat('"/p/', toString(sipHash64({seed:UInt32}, 15, n) % 200), '"'), 'duration', toString(n % 600)), at
        FROM numbers({count:UInt64})`,
        params,
      ),
    );
    onProgress(from + count);
  }
  await writeKnown(warehouse, owner);
}

/** Writes which actors and groups the events of a project have. */
export async function writeKnown(warehouse: Warehouse, { projectId, groupKeyId }: Owner): Promise<void> {
  await warehouse.command(
    compiled(
      `INSERT INTO known_actors (project_id, distinct_id)
      SELECT DISTINCT project_id, distinct_id FROM events WHERE project_id = {projectId:UInt32}`,
      { projectId },
    ),
  );
  await warehouse.command(
    compiled(
      `INSERT INTO known_groups (project_id, group_key, group_id)
      SELECT DISTINCT project_id, {groupKeyId:UInt32}, arrayJoin(group_ids) FROM events WHERE project_id = {projectId:UInt32}`,
      { projectId, groupKeyId },
    ),
  );
}

/** Gives the catalog the profiles that {@link writeProfiles} wrote, as a server's catalog has them, unless it has some. */
export async function writeCatalogProfiles(catalog: Catalog, warehouse: Warehouse, owner: Owner): Promise<void> {
  if ((await catalog.read.profiles.countAll()) > 0) return;
  const subjects = [
    { key: 0, text: 'SELECT distinct_id AS id, properties FROM user_profiles FINAL' },
    { key: owner.groupKeyId, text: 'SELECT group_id AS id, properties FROM group_profiles FINAL' },
  ];
  for (const { key, text } of subjects) {
    const { rows } = await warehouse.query<{ id: string; properties: Record<string, string> }>(compiled(text));
    for (let from = 0; from < rows.length; from += profilesPerWrite) {
      const some = rows.slice(from, from + profilesPerWrite).map(({ id, properties }) => ({
        projectId: owner.projectId,
        subjectKey: key,
        subjectId: id,
        properties: parseProperties(properties),
        revision: 1,
        createdAt: 0,
        updatedAt: 0,
      }));
      await catalog.write((transaction) => transaction.profiles.save(some));
    }
  }
}

const parseProperties = (texts: Readonly<Record<string, string>>): Properties =>
  Object.fromEntries(Object.entries(texts).map(([name, json]) => [name, JSON.parse(json)]));
