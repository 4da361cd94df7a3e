import type { Catalog } from '../../src/catalog/catalog.js';
import type { Clock } from '../../src/core/clock.js';
import { MusterError } from '../../src/core/errors.js';
import { newDataGroupId, newProjectToken } from '../../src/core/ids.js';
import type { GroupKey, Project, RequestContext } from '../../src/core/model.js';
import { groupIdsOf, type Properties } from '../../src/core/property-values.js';
import { Identity } from '../../src/identity/identity.js';
import { type CopiesOptions, ProfileCopies } from '../../src/profiles/profile-copies.js';
import { type ProfileItem, type ProfileOutcome, ProfileService } from '../../src/profiles/profile-service.js';
import { GroupKeys } from '../../src/projects/group-keys.js';
import { as, col, select, table } from '../../src/warehouse/sql/builders.js';
import { print } from '../../src/warehouse/sql/print.js';
import type { Warehouse } from '../../src/warehouse/warehouse.js';
import { type CatalogKind, openTestCatalog } from '../support/catalogs.js';
import { openTestWarehouse, type WarehouseKind } from '../support/warehouses.js';

/** A warehouse that can be made to fail, as a server that went away does. */
export interface Breakable {
  readonly warehouse: Warehouse;
  /** While true every call fails before it reaches the store. */
  down: boolean;
  /** How long every call takes longer, milliseconds. */
  delayMs: number;
  /** Calls so far, by name of the method. */
  readonly calls: Map<string, number>;
}

export function breakable(inner: Warehouse): Breakable {
  const calls = new Map<string, number>();
  const warehouse = new Proxy(inner, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        calls.set(String(name), (calls.get(String(name)) ?? 0) + 1);
        if (result.down) throw new MusterError('STORE_UNAVAILABLE', 'The warehouse is down for the test.');
        if (result.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, result.delayMs));
        return Reflect.apply(member, target, args);
      };
    },
  });
  const result: Breakable = { warehouse, down: false, delayMs: 0, calls };
  return result;
}

/** The services of this folder on real stores. */
export interface Kit {
  readonly catalog: Catalog;
  readonly store: Breakable;
  readonly clock: Clock & { time: number };
  readonly project: Project;
  readonly other: Project;
  readonly groupKeys: GroupKeys;
  readonly identity: Identity;
  readonly copies: ProfileCopies;
  readonly profiles: ProfileService;
  context(project?: Project): RequestContext;
  /** Applies items and expects every one to be taken. */
  apply(...items: ProfileItem[]): Promise<ProfileOutcome[]>;
  addKey(key: string): Promise<GroupKey>;
  /** The services once more on the same stores, as after a restart. */
  restarted(options?: CopiesOptions): Pick<Kit, 'identity' | 'copies' | 'profiles' | 'groupKeys'>;
  drop(): Promise<void>;
}

function services(catalog: Catalog, warehouse: Warehouse, clock: Clock, options: CopiesOptions) {
  const identity = new Identity(catalog, warehouse);
  const copies = new ProfileCopies(catalog, warehouse, options);
  const groupKeys = new GroupKeys(catalog, copies, clock);
  return { groupKeys, identity, copies, profiles: new ProfileService(catalog, copies, groupKeys, identity, clock) };
}

export async function openKit(catalogKind: CatalogKind, warehouseKind: WarehouseKind = 'chdb'): Promise<Kit> {
  const { catalog, drop: dropCatalog } = await openTestCatalog(catalogKind);
  const { warehouse, drop: dropWarehouse } = await openTestWarehouse(warehouseKind);
  const store = breakable(warehouse);
  const clock = { time: 1_700_000_000_000, now: () => clock.time };
  const newProject = (name: string) => ({ name, token: newProjectToken(), timeZone: 'UTC', createdAt: new Date(0) });
  const [project, other] = await catalog.write(async (transaction) => [
    await transaction.projects.insert(newProject('Ours')),
    await transaction.projects.insert(newProject('Theirs')),
  ]);
  if (project === undefined || other === undefined) throw new Error('no projects');
  const options: CopiesOptions = { waitMs: 3_000, retryMs: { first: 20, longest: 50 } };
  const started = services(catalog, store.warehouse, clock, options);
  const context = (of = project): RequestContext => ({
    requestId: 'test',
    project: of,
    actor: { kind: 'serviceAccount', id: 'sa_test', name: 'test', role: 'OWNER' },
    signal: new AbortController().signal,
  });
  const again: ProfileCopies[] = [];
  return {
    catalog,
    store,
    clock,
    project,
    other,
    ...started,
    context,
    async apply(...items) {
      const outcomes = await started.profiles.apply(context(), items);
      expect(outcomes.filter(({ status }) => status !== 'APPLIED')).toEqual([]);
      return outcomes;
    },
    addKey: (key) => started.groupKeys.add(context(), { key, displayName: key }),
    restarted(more = {}) {
      const fresh = services(catalog, store.warehouse, clock, { ...options, ...more });
      again.push(fresh.copies);
      return fresh;
    },
    async drop() {
      store.down = false;
      store.delayMs = 0;
      for (const copies of [started.copies, ...again]) await copies.close();
      await dropCatalog();
      await dropWarehouse();
    },
  };
}

export const user = (
  distinctId: string,
  operation: ProfileItem['operation'],
  more: Partial<ProfileItem> = {},
): ProfileItem => ({ subject: { kind: 'user', distinctId }, operation, ...more });

export const group = (
  groupKey: string,
  groupId: string | number,
  operation: ProfileItem['operation'],
): ProfileItem => ({
  subject: { kind: 'group', groupKey, groupId },
  operation,
});

/** A fresh project key without the service, as if it had been registered by a request that then died. */
export async function registerSilently(kit: Kit, key: string): Promise<GroupKey> {
  const row = {
    projectId: kit.project.id,
    key,
    displayName: key,
    dataGroupId: newDataGroupId(),
    createdAt: new Date(0),
  };
  return kit.catalog.write(async (transaction) => {
    const added = await transaction.groupKeys.insert(row);
    await transaction.projects.bumpKeyGeneration(kit.project.id);
    return added;
  });
}

/** Everything a copy says, in one comparable form. */
export interface Copy {
  readonly subject: string;
  readonly properties: Record<string, string>;
  readonly groups: readonly string[];
}

interface CopyRow {
  readonly project_id: number;
  readonly subject_key: number;
  readonly subject_id: string;
  readonly properties: Record<string, string>;
  readonly keys: number[];
  readonly ids: string[];
}

/** The copies the warehouse holds, deleted ones left out. */
export async function copiesIn(warehouse: Warehouse): Promise<Copy[]> {
  const users = await warehouse.query<CopyRow & { deleted: number }>(
    print(
      select({
        columns: [
          col('project_id'),
          as(col('distinct_id'), 'subject_id'),
          col('properties'),
          as(col('group_keys'), 'keys'),
          as(col('group_ids'), 'ids'),
          col('deleted'),
        ],
        from: table('user_profiles', { final: true }),
      }),
    ),
  );
  const groups = await warehouse.query<CopyRow & { deleted: number }>(
    print(
      select({
        columns: [
          col('project_id'),
          as(col('group_key'), 'subject_key'),
          as(col('group_id'), 'subject_id'),
          col('properties'),
          col('deleted'),
        ],
        from: table('group_profiles', { final: true }),
      }),
    ),
  );
  return [
    ...users.rows.map((row) => ({ ...row, subject_key: 0 })),
    ...groups.rows.map((row) => ({ ...row, keys: [], ids: [] })),
  ]
    .filter(({ deleted }) => deleted === 0)
    .map((row) => ({
      subject: JSON.stringify([row.project_id, row.subject_key, row.subject_id]),
      properties: row.properties,
      groups: row.keys.map((key, index) => JSON.stringify([key, row.ids[index]])).sort(),
    }))
    .sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

/** What the copies should be, from the catalog. */
export async function copiesFrom(catalog: Catalog): Promise<Copy[]> {
  const copies: Copy[] = [];
  let after: Parameters<Catalog['read']['profiles']['page']>[0] = null;
  for (;;) {
    const rows = await catalog.read.profiles.page(after, 100);
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last;
    for (const { projectId, subjectKey, subjectId, properties } of rows) {
      const keys = await catalog.read.groupKeys.list(projectId);
      copies.push({
        subject: JSON.stringify([projectId, subjectKey, subjectId]),
        properties: storedForm(properties),
        groups: subjectKey === 0 ? membershipsOf(properties, keys) : [],
      });
    }
  }
  return copies.sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

const storedForm = (properties: Properties): Record<string, string> =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, JSON.stringify(value)]));

const membershipsOf = (properties: Properties, keys: readonly GroupKey[]): string[] =>
  keys.flatMap(({ id, key }) => groupIdsOf(properties[key]).map((groupId) => JSON.stringify([id, groupId]))).sort();
