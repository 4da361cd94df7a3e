import * as fc from 'fast-check';
import { WholeLists } from '../../src/cohorts/every.js';
import type { RequestContext } from '../../src/core/model.js';
import { figuresIn } from '../../src/reports/behind/figures.js';
import { openTestWarehouse, type TestWarehouse, warehouseKinds } from '../support/warehouses.js';
import { groupFilters, groupKeyNames, now, propertyNames, userFilters, worlds } from './arbitrary-worlds.js';
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
import { asAnalyst, keysOf, noCohorts, storeWorld } from './stored-world.js';

const [companyKey = ''] = groupKeyNames;
const runs = { chdb: 15, server: 3, cluster: 3 };

async function collected<Item>(pages: AsyncIterable<readonly Item[]>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

describe.each(warehouseKinds())('a whole list on %s', (kind) => {
  let store: TestWarehouse;
  let projectId = 0;

  beforeAll(async () => {
    store = await openTestWarehouse(kind);
  });

  afterAll(async () => {
    await store.drop();
  });

  const lists = (idsPerPage: number): WholeLists =>
    new WholeLists(
      {
        warehouse: store.warehouse,
        catalog: { read: { cohorts: noCohorts } },
        groupKeys: { list: async (project) => keysOf(project, groupKeyNames) },
        copies: { settled: async () => undefined },
        unitEvents: { settled: async () => undefined },
        clock: { now: () => now },
        figuresIn,
      },
      idsPerPage,
    );

  async function stored(world: World): Promise<RequestContext> {
    projectId++;
    await storeWorld(store.warehouse, projectId, world);
    return asAnalyst(projectId);
  }

  const key = (ctx: RequestContext) => {
    const [first] = keysOf(ctx.project.id, groupKeyNames);
    if (first === undefined) throw new Error('no key');
    return first;
  };

  const pageSizes = fc.integer({ min: 1, max: 4 });

  it('holds every user that satisfies the filter, once, in order, however small its pages are', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, userFilters, pageSizes, async (world, where, size) => {
        const ctx = await stored(world);
        const wanted = usersOf(world).filter((id) => userSatisfies(world, id, where));
        const users = await collected(lists(size).users(ctx, { where, orderBy: null }));
        expect(users.map(({ distinctId }) => distinctId)).toEqual(inByteOrder(wanted));
        const withProfile = new Set(world.users.filter(({ deleted }) => !deleted).map(({ id }) => id));
        for (const { distinctId, hasProfile } of users) expect(hasProfile).toBe(withProfile.has(distinctId));
      }),
      { numRuns: runs[kind], endOnFailure: true },
    );
  });

  it('holds every group that satisfies the filter, once, in order, however small its pages are', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, groupFilters, pageSizes, async (world, where, size) => {
        const ctx = await stored(world);
        const wanted = groupsOf(world, companyKey).filter((id) => groupSatisfies(world, companyKey, id, where));
        const groups = await collected(lists(size).groups(ctx, key(ctx), { where, search: null, orderBy: null }));
        expect(groups.map(({ groupId }) => groupId)).toEqual(inByteOrder(wanted));
      }),
      { numRuns: runs[kind], endOnFailure: true },
    );
  });

  it('comes in the order of a property', async () => {
    const directions = fc.constantFrom('ASC' as const, 'DESC' as const);
    const names = fc.constantFrom(...propertyNames);
    await fc.assert(
      fc.asyncProperty(worlds, names, directions, pageSizes, async (world, name, direction, size) => {
        const ctx = await stored(world);
        const orderBy = { kind: 'property', name, direction } as const;
        const users = await collected(lists(size).users(ctx, { where: null, orderBy }));
        const ofUser = inOrderOf(usersOf(world), (id) => userProperties(world, id)[name], direction);
        expect(users.map(({ distinctId }) => distinctId)).toEqual(ofUser);
        const groups = await collected(lists(size).groups(ctx, key(ctx), { where: null, search: null, orderBy }));
        const value = (id: string) => groupProperties(world, companyKey, id)[name];
        expect(groups.map(({ groupId }) => groupId)).toEqual(inOrderOf(groupsOf(world, companyKey), value, direction));
      }),
      { numRuns: runs[kind], endOnFailure: true },
    );
  });

  it('tells the names of the properties of those on it, and no others', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, userFilters, groupFilters, async (world, where, whereGroup) => {
        const ctx = await stored(world);
        const users = usersOf(world).filter((id) => userSatisfies(world, id, where));
        const ofUsers = new Set(users.flatMap((id) => Object.keys(userProperties(world, id))));
        expect(await lists(10).namesOfUsers(ctx, { where })).toEqual(inByteOrder([...ofUsers]));
        const groups = groupsOf(world, companyKey).filter((id) => groupSatisfies(world, companyKey, id, whereGroup));
        const ofGroups = new Set(groups.flatMap((id) => Object.keys(groupProperties(world, companyKey, id))));
        const names = await lists(10).namesOfGroups(ctx, key(ctx), { where: whereGroup, search: null });
        expect(names).toEqual(inByteOrder([...ofGroups]));
      }),
      { numRuns: runs[kind], endOnFailure: true },
    );
  });

  it('refuses to name more properties than the largest profile has', async () => {
    const many = (from: number) => Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`p${from + i}`, 1]));
    const ctx = await stored({
      keys: groupKeyNames,
      users: [
        { id: 'ann', properties: many(0), deleted: false },
        { id: 'bob', properties: many(1_001), deleted: false },
      ],
      groups: [],
      events: [],
      links: [],
      now,
    });
    await expect(lists(10).namesOfUsers(ctx, { where: null })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      details: { path: ['columns'] },
    });
    const onlyAnn = { kind: 'id', values: ['ann'] } as const;
    expect(await lists(10).namesOfUsers(ctx, { where: onlyAnn })).toHaveLength(1_001);
  });

  it('is for those alone who may export', async () => {
    const ctx = asAnalyst(1);
    const consumer = { ...ctx, actor: { ...ctx.actor, role: 'CONSUMER' } } as const;
    const token = { ...ctx, actor: { kind: 'token' } } as const;
    for (const stranger of [consumer, token]) {
      const forbidden = { code: 'FORBIDDEN' };
      const question = { where: null, orderBy: null };
      await expect(lists(1).users(stranger, question).next()).rejects.toMatchObject(forbidden);
      await expect(
        lists(1)
          .groups(stranger, key(ctx), { ...question, search: null })
          .next(),
      ).rejects.toMatchObject(forbidden);
      await expect(lists(1).namesOfUsers(stranger, question)).rejects.toMatchObject(forbidden);
      await expect(lists(1).namesOfGroups(stranger, key(ctx), { where: null, search: null })).rejects.toMatchObject(
        forbidden,
      );
    }
  });
});
