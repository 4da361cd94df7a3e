import * as fc from 'fast-check';
import type { Order, Page } from '../../src/cohorts/cohorts.js';
import type { GroupFilter, UserFilter } from '../../src/cohorts/filter.js';
import { openTestWarehouse, type TestWarehouse, warehouseKinds } from '../support/warehouses.js';
import {
  conditions,
  groupFilters,
  groupKeyNames,
  now,
  propertyNames,
  userFilters,
  worlds,
} from './arbitrary-worlds.js';
import {
  groupProperties,
  groupSatisfies,
  groupsOf,
  inByteOrder,
  inOrderOf,
  userProperties,
  userSatisfies,
  usersOf,
  type World,
} from './oracle.js';
import { asAnalyst, cohortsOver, keysOf, storeWorld } from './stored-world.js';

const [companyKey = ''] = groupKeyNames;

/** Worlds tried on each kind of warehouse; the servers are slower, and the SQL is the same. */
const runs = { chdb: 7, server: 2, cluster: 2 };

/** A failure is told as found: making it smaller would ask thousands of questions more. Its seed finds it again. */
const trying = { endOnFailure: true };

describe.each(warehouseKinds())('the meaning of filters on %s', (kind) => {
  let store: TestWarehouse;
  let projectId = 0;

  beforeAll(async () => {
    store = await openTestWarehouse(kind);
  });

  afterAll(async () => {
    await store.drop();
  });

  const cohorts = () => cohortsOver(store.warehouse, groupKeyNames, now);

  /** All pages of a list, by small steps. */
  async function walk<Item>(ask: (after: string | null) => Promise<Page<Item>>): Promise<Item[]> {
    const found: Item[] = [];
    for (let after: string | null = null; ; ) {
      const page: Page<Item> = await ask(after);
      found.push(...page.items.map(({ node }) => node));
      if (!page.hasNextPage) return found;
      after = page.endCursor;
    }
  }

  async function users(project: number, where: UserFilter | null, orderBy: Order | null = null, first = 100) {
    const found = await walk((after) => cohorts().usersPage(asAnalyst(project), { where, orderBy, first, after }));
    return found.map(({ distinctId }) => distinctId);
  }

  async function groups(project: number, where: GroupFilter | null, orderBy: Order | null = null, first = 100) {
    const [key] = keysOf(project, groupKeyNames);
    if (key === undefined) throw new Error('no key');
    const found = await walk((after) =>
      cohorts().groupsPage(asAnalyst(project), key, { where, search: null, orderBy, first, after }),
    );
    return found.map(({ groupId }) => groupId);
  }

  /** Stores a world as a new project, beside all the others, and gives its number. */
  async function stored(world: World): Promise<number> {
    projectId += 1;
    await storeWorld(store.warehouse, projectId, world);
    return projectId;
  }

  it('is for users what the plain model says', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.array(userFilters, { minLength: 20, maxLength: 20 }), async (world, filters) => {
        const project = await stored(world);
        expect(await users(project, null)).toEqual(inByteOrder(usersOf(world)));
        for (const where of filters) {
          const expected = inByteOrder(usersOf(world).filter((id) => userSatisfies(world, id, where)));
          expect({ where, users: await users(project, where) }).toEqual({ where, users: expected });
          expect(await cohorts().usersCount(asAnalyst(project), where)).toBe(expected.length);
        }
      }),
      { ...trying, numRuns: runs[kind] },
    );
  });

  it('is for groups what the plain model says', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.array(groupFilters, { minLength: 20, maxLength: 20 }), async (world, filters) => {
        const project = await stored(world);
        const all = groupsOf(world, companyKey);
        expect(await groups(project, null)).toEqual(inByteOrder(all));
        for (const where of filters) {
          const expected = inByteOrder(all.filter((id) => groupSatisfies(world, companyKey, id, where)));
          expect({ where, groups: await groups(project, where) }).toEqual({ where, groups: expected });
        }
      }),
      { ...trying, numRuns: runs[kind] },
    );
  });

  it('reads every value by every operator as the plain model does', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.array(conditions, { minLength: 20, maxLength: 20 }), async (world, some) => {
        const project = await stored(world);
        for (const condition of some) {
          for (const name of propertyNames) {
            const where = { kind: 'property', name, condition } as const;
            const expected = inByteOrder(usersOf(world).filter((id) => userSatisfies(world, id, where)));
            expect({ where, users: await users(project, where) }).toEqual({ where, users: expected });
          }
        }
      }),
      { ...trying, numRuns: Math.ceil(runs[kind] / 2) },
    );
  });

  it('puts pages into the order of a property, without gaps and repetitions', async () => {
    const orders = fc.record({
      name: fc.constantFrom(...propertyNames),
      direction: fc.constantFrom('ASC' as const, 'DESC' as const),
      first: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(worlds, orders, async (world, { name, direction, first }) => {
        const project = await stored(world);
        const orderBy = { kind: 'property', name, direction } as const;
        const expected = inOrderOf(usersOf(world), (id) => userProperties(world, id)[name], direction);
        expect(await users(project, null, orderBy, first)).toEqual(expected);
        const valueIn = (id: string) => groupProperties(world, companyKey, id)[name];
        const inOrder = inOrderOf(groupsOf(world, companyKey), valueIn, direction);
        expect(await groups(project, null, orderBy, first)).toEqual(inOrder);
        const byId = { kind: 'id', direction } as const;
        const ids = inByteOrder(usersOf(world));
        expect(await users(project, null, byId, first)).toEqual(direction === 'ASC' ? ids : ids.reverse());
      }),
      { ...trying, numRuns: runs[kind] },
    );
  });

  it('is the same for different ways to ask the same', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, groupFilters, userFilters, userFilters, async (world, where, a, b) => {
        const project = await stored(world);
        const same = async (one: UserFilter, other: UserFilter) =>
          expect(await users(project, one)).toEqual(await users(project, other));
        const not = (filter: UserFilter): UserFilter => ({ kind: 'not', filter });
        const both = (kind: 'and' | 'or', ...filters: UserFilter[]): UserFilter => ({ kind, filters });
        const some = (filter: GroupFilter): UserFilter => ({ kind: 'someGroup', groupKey: companyKey, where: filter });
        await same(not(not(a)), a);
        await same(not(both('and', a, b)), both('or', not(a), not(b)));
        await same(not(both('or', a, b)), both('and', not(a), not(b)));
        // Some group satisfies it: the union, over the groups that do, of who belongs to them.
        const ids = await groups(project, where);
        const member = (id: string) => some({ kind: 'id', values: [id] });
        await same(some(where), ids.length === 0 ? both('and', a, not(a)) : both('or', ...ids.map(member)));
        // Some group, whatever it is like: belongs to any.
        const any = some({ kind: 'or', filters: [where, { kind: 'not', filter: where }] });
        await same(any, { kind: 'belongsTo', groupKey: companyKey, moreThan: 0 });
      }),
      { ...trying, numRuns: Math.ceil(runs[kind] / 2) },
    );
  });
});
