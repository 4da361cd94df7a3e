import { openTestWarehouse, type TestWarehouse, warehouseKinds } from '../support/warehouses.js';
import type { World, WorldEvent } from './oracle.js';
import { asAnalyst, cohortsOver, keysOf, storeWorld } from './stored-world.js';

const now = Date.UTC(2026, 2, 1);
const key = 'company_id';

/*
 * ann has a profile and a linked device; bob has events alone; $device:free is an anonymous visitor.
 * acme has a profile, beta a member, gamma an event.
 */
const event = (distinctId: string, daysAgo: number, ...groups: string[]): WorldEvent => ({
  distinctId,
  name: 'open',
  timeMs: now - daysAgo * 86_400_000,
  groups: groups.map((id) => ({ key, id })),
  properties: {},
});
const world: World = {
  keys: [key],
  users: [
    { id: 'ann', properties: { [key]: ['beta'] }, deleted: false },
    { id: '$device:one', properties: { plan: 'old' }, deleted: false },
    { id: 'gone', properties: {}, deleted: true },
  ],
  groups: [{ key, id: 'acme', properties: { name: 'ACME Corporation' }, deleted: false }],
  events: [
    event('$device:one', 9, 'gamma'),
    event('ann', 5),
    event('ann', 7, 'gamma', 'acme'),
    event('bob', 1),
    event('$device:free', 2),
  ],
  links: [{ deviceId: 'one', userId: 'ann' }],
  now,
};
const seen = (first: number, last: number) => ({
  firstSeen: new Date(now - first * 86_400_000),
  lastSeen: new Date(now - last * 86_400_000),
});

describe.each(warehouseKinds())('looking up users and groups on %s', (kind) => {
  let store: TestWarehouse;
  const context = asAnalyst(1);
  const [groupKey] = keysOf(1, [key]);
  if (groupKey === undefined) throw new Error('no key');

  beforeAll(async () => {
    store = await openTestWarehouse(kind);
    await storeWorld(store.warehouse, 1, world);
    await storeWorld(store.warehouse, 2, { ...world, links: [] });
  });

  afterAll(async () => {
    await store.drop();
  });

  const cohorts = () => cohortsOver(store.warehouse, [key], now);

  it('finds users by id, a linked device as its user', async () => {
    const found = await cohorts().usersByIds(context, [
      'ann',
      '$device:one',
      '$device:free',
      'bob',
      'gone',
      'nobody',
      'ann',
    ]);
    expect(Object.fromEntries(found)).toEqual({
      ann: { distinctId: 'ann', isAnonymous: false, hasProfile: true },
      '$device:one': { distinctId: 'ann', isAnonymous: false, hasProfile: true },
      '$device:free': { distinctId: '$device:free', isAnonymous: true, hasProfile: false },
      bob: { distinctId: 'bob', isAnonymous: false, hasProfile: false },
    });
  });

  it('finds groups by id, known by a profile, a membership or an event', async () => {
    const found = await cohorts().groupsByIds(context, groupKey, ['acme', 'beta', 'gamma', 'delta']);
    expect([...found.values()].map(({ groupId, hasProfile }) => [groupId, hasProfile]).sort()).toEqual([
      ['acme', true],
      ['beta', false],
      ['gamma', false],
    ]);
  });

  it('tells when users and groups were first and last seen', async () => {
    const users = await cohorts().firstAndLastSeenOfUsers(1, ['bob', 'nobody', 'ann']);
    expect(users).toEqual([seen(1, 1), null, seen(9, 5)]);
    const refs = ['gamma', 'beta', 'acme'].map((groupId) => ({ groupKeyId: groupKey.id, groupId }));
    expect(await cohorts().firstAndLastSeenOfGroups(1, refs)).toEqual([seen(9, 7), null, seen(7, 7)]);
  });

  it('searches groups by id and by name, whatever the case', async () => {
    const search = async (text: string, nameProperty: string | null = 'name') => {
      const question = { where: null, search: { text, nameProperty } };
      const page = await cohorts().groupsPage(context, groupKey, {
        ...question,
        orderBy: null,
        first: 10,
        after: null,
      });
      expect(await cohorts().groupsCount(context, groupKey, question)).toBe(page.items.length);
      return page.items.map(({ node }) => node.groupId);
    };
    expect(await search('MA')).toEqual(['gamma']);
    expect(await search('a')).toEqual(['acme', 'beta', 'gamma']);
    expect(await search('corp')).toEqual(['acme']);
    expect(await search('corp', null)).toEqual([]);
    expect(await search('')).toEqual(['acme', 'beta', 'gamma']);
  });

  it('gives the next page its place although items came and went', async () => {
    const page = (after: string | null) =>
      cohorts().usersPage(asAnalyst(3), { where: null, orderBy: null, first: 2, after });
    const user = (id: string, deleted = false) => ({ id, properties: {}, deleted });
    const empty = { ...world, groups: [], events: [], links: [] };
    await storeWorld(store.warehouse, 3, { ...empty, users: ['b', 'd', 'f', 'h'].map((id) => user(id)) });
    const first = await page(null);
    expect(first.items.map(({ node }) => node.distinctId)).toEqual(['b', 'd']);
    await storeWorld(store.warehouse, 3, { ...empty, users: [user('a'), user('d', true), user('e')] });
    const second = await page(first.endCursor);
    expect(second.items.map(({ node }) => node.distinctId)).toEqual(['e', 'f']);
    const third = await page(second.endCursor);
    expect(third).toMatchObject({ items: [{ node: { distinctId: 'h' } }], hasNextPage: false });
  });
});
