import { Cohorts, type CohortsParts, type ProfileReader } from '../../src/cohorts/cohorts.js';
import type { CohortReader } from '../../src/cohorts/scope.js';
import type { GroupKey, RequestContext } from '../../src/core/model.js';
import { canonicalJson, groupIdsOf, type Properties } from '../../src/core/property-values.js';
import { figuresIn } from '../../src/reports/behind/figures.js';
import { col, eq, param } from '../../src/warehouse/sql/builders.js';
import { print } from '../../src/warehouse/sql/print.js';
import type { Warehouse } from '../../src/warehouse/warehouse.js';
import { copyToUnits } from '../../src/warehouse/writer/unit-events-sql.js';
import type { World } from './oracle.js';

/** No cohorts are saved. */
export const noCohorts: CohortReader = { byIds: async () => new Map(), list: async () => [] };

/** A group key of a project, with numbers made of both so that they differ from each other. */
export const testKey = (projectId: number, index: number, key: string): GroupKey => ({
  id: 1_000 + index,
  projectId,
  key,
  displayName: key,
  dataGroupId: String(-7_000_000_000 - index),
  createdAt: new Date(0),
  archivedAt: null,
});

/** What a request of an analyst of the project carries. */
export const asAnalyst = (projectId: number): RequestContext => ({
  requestId: 'test',
  project: {
    id: projectId,
    name: 'test',
    token: 'test',
    timeZone: 'UTC',
    createdAt: new Date(0),
    repairRemovedGroups: false,
  },
  actor: { kind: 'serviceAccount', id: 'sa_test', name: 'test', role: 'ANALYST' },
  signal: new AbortController().signal,
});

/** The keys of a world as the catalog would have them. */
export const keysOf = (projectId: number, names: readonly string[]): GroupKey[] =>
  names.map((key, index) => testKey(projectId, index, key));

/** What the catalog would hold of the worlds stored in a warehouse, by project. */
const catalogs = new WeakMap<Warehouse, Map<number, World>>();

/** The catalog's answers about who has a profile and whose device is whose. */
function catalogOf(warehouse: Warehouse): Pick<CohortsParts, 'identity'> & { readonly profiles: ProfileReader } {
  const worldOf = (projectId: number) => catalogs.get(warehouse)?.get(projectId);
  return {
    profiles: {
      existing: async (projectId, subjectKey, ids) => {
        const { keys = [], users = [], groups = [] } = worldOf(projectId) ?? {};
        const name = keysOf(projectId, keys).find(({ id }) => id === subjectKey)?.key;
        const profiles = subjectKey === 0 ? users : groups.filter(({ key }) => key === name);
        const there = new Set(profiles.filter(({ deleted }) => !deleted).map(({ id }) => id));
        return new Set(ids.filter((id) => there.has(id)));
      },
    },
    identity: {
      canonicalIds: async (projectId, ids) => {
        const links = new Map(worldOf(projectId)?.links.map(({ deviceId, userId }) => [`$device:${deviceId}`, userId]));
        return new Map([...ids].map((id) => [id, links.get(id) ?? id]));
      },
    },
  };
}

/** The service over a warehouse whose copies are always settled. */
export function cohortsOver(
  warehouse: Warehouse,
  keyNames: readonly string[],
  now: number,
  reader = noCohorts,
): Cohorts {
  const { profiles, identity } = catalogOf(warehouse);
  return new Cohorts({
    warehouse,
    catalog: { read: { cohorts: reader, profiles } },
    identity,
    groupKeys: { list: async (projectId) => keysOf(projectId, keyNames) },
    copies: { settled: async () => undefined },
    unitEvents: { settled: async () => undefined },
    clock: { now: () => now },
    figuresIn,
  });
}

const propertyTexts = (properties: Properties): Record<string, string> =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, canonicalJson(value)]));

let insertions = 0;

/** Stores a world as a project's: the rows that ingestion and the copies of profiles would have written. */
export async function storeWorld(warehouse: Warehouse, projectId: number, world: World): Promise<void> {
  const stored = catalogs.get(warehouse) ?? new Map<number, World>();
  catalogs.set(warehouse, stored.set(projectId, world));
  const keys = keysOf(projectId, world.keys);
  const numberOf = (name: string): number => keys.find(({ key }) => key === name)?.id ?? 0;
  const project_id = projectId;
  const rows = (list: readonly object[]): string[] => list.map((row) => JSON.stringify(row));
  const members = (properties: Properties) =>
    keys.flatMap(({ id, key }) => groupIdsOf(properties[key]).map((group) => ({ id, group })));

  insertions += 2;
  const version = insertions;
  const users = world.users.map(({ id, properties, deleted }) => ({
    project_id,
    distinct_id: id,
    version,
    deleted: Number(deleted),
    properties: propertyTexts(properties),
    group_keys: members(properties).map((member) => member.id),
    group_ids: members(properties).map((member) => member.group),
  }));
  // Older rows that must not be seen: each profile was something else before.
  const older = users.map((row) => ({
    ...row,
    version: version - 1,
    deleted: 0,
    properties: { plan: '"abc"' },
    group_keys: [1_000],
    group_ids: ['acme'],
  }));
  await warehouse.insert('user_profiles', rows(older));
  await warehouse.insert('user_profiles', rows(users));
  await warehouse.insert(
    'group_profiles',
    rows(
      world.groups.map(({ key, id, properties, deleted }) => ({
        project_id,
        group_key: numberOf(key),
        group_id: id,
        version,
        deleted: Number(deleted),
        properties: propertyTexts(properties),
      })),
    ),
  );
  await warehouse.insert(
    'identity_links',
    rows(world.links.map(({ deviceId, userId }) => ({ project_id, device_id: deviceId, user_id: userId }))),
  );
  await warehouse.insert(
    'known_actors',
    rows(world.events.map(({ distinctId }) => ({ project_id, distinct_id: distinctId }))),
  );
  await warehouse.insert(
    'known_groups',
    rows(
      world.events.flatMap(({ groups }) =>
        groups.map(({ key, id }) => ({ project_id, group_key: numberOf(key), group_id: id })),
      ),
    ),
  );
  await warehouse.insert(
    'group_history',
    rows(
      historyOf(world).map((change) => ({ project_id, ...change, group_key: numberOf(change.key), key: undefined })),
    ),
  );
  await warehouse.insert(
    'events',
    rows(
      world.events.map((event, index) => ({
        project_id,
        time: event.timeMs,
        event_id: `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
        name: event.name,
        distinct_id: event.distinctId,
        device_id: '',
        user_id: '',
        insert_id: String(index),
        group_keys: event.groups.map(({ key }) => numberOf(key)),
        group_ids: event.groups.map(({ id }) => id),
        properties: propertyTexts(event.properties),
        ingested_at: world.now,
      })),
    ),
  );
  await warehouse.command(print(copyToUnits(eq(col('project_id'), param(projectId, 'UInt32')))));
}

/** The changes that the groups' histories consist of, as rows. */
const historyOf = (world: World) =>
  (world.history ?? []).map(({ key, id, name, atMs, value }, index) => ({
    key,
    group_id: id,
    name,
    at: atMs,
    revision: index + 1,
    value: value === undefined || value === null ? '' : canonicalJson(value),
  }));
