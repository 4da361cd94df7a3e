import type { Identity } from '../../src/identity/identity.js';
import { col, select, table } from '../../src/warehouse/sql/builders.js';
import { print } from '../../src/warehouse/sql/print.js';
import { type Kit, openKit } from '../profiles/kit.js';
import { catalogKinds } from '../support/catalogs.js';

describe.each(catalogKinds())('identity on %s', (kind) => {
  let kit: Kit;

  beforeEach(async () => {
    kit = await openKit(kind);
  });

  afterEach(() => kit.drop());

  const copied = async (projectId = kit.project.id): Promise<string[]> => {
    const { rows } = await kit.store.warehouse.query<{ project_id: number; device_id: string; user_id: string }>(
      print(
        select({
          columns: [col('project_id'), col('device_id'), col('user_id')],
          from: table('identity_links', { final: true }),
        }),
      ),
    );
    return rows
      .filter((row) => row.project_id === projectId)
      .map((row) => `${row.device_id}>${row.user_id}`)
      .sort();
  };

  const canonical = async (identity: Identity, ...ids: string[]) =>
    Object.fromEntries(await identity.canonicalIds(kit.project.id, ids));

  it('gives a device to its first user, in both stores, before it answers', async () => {
    await kit.identity.link(kit.project.id, [
      { deviceId: 'd1', userId: 'ann' },
      { deviceId: 'd1', userId: 'bob' },
      { deviceId: 'D1', userId: 'bob' },
    ]);
    await kit.identity.link(kit.project.id, [{ deviceId: 'd1', userId: 'eve' }]);
    await kit.identity.link(kit.other.id, [{ deviceId: 'd1', userId: 'else' }]);
    expect(await copied()).toEqual(['D1>bob', 'd1>ann']);
    expect(await copied(kit.other.id)).toEqual(['d1>else']);
    const expected = { '$device:d1': 'ann', '$device:D1': 'bob', '$device:d2': '$device:d2', d1: 'd1' };
    const ids = Object.keys(expected);
    expect(await canonical(kit.identity, ...ids)).toEqual(expected);
    expect(await canonical(kit.restarted().identity, ...ids)).toEqual(expected);
  });

  it('lets one user have many devices', async () => {
    const devices = Array.from({ length: 600 }, (_, i) => ({ deviceId: `d${i}`, userId: 'ann' }));
    await kit.identity.link(kit.project.id, devices);
    expect(await copied()).toHaveLength(600);
  });

  it('agrees on one user when many claim a device at once', async () => {
    const users = Array.from({ length: 50 }, (_, i) => `user-${i}`);
    await Promise.all(users.map((userId) => kit.identity.link(kit.project.id, [{ deviceId: 'shared', userId }])));
    const winner = (await canonical(kit.identity, '$device:shared'))['$device:shared'];
    expect(users).toContain(winner);
    expect(await copied()).toEqual([`shared>${winner}`]);
  });

  it('asks no store about devices it knows', async () => {
    await kit.identity.link(kit.project.id, [{ deviceId: 'd1', userId: 'ann' }]);
    kit.store.down = true;
    await kit.identity.link(kit.project.id, [{ deviceId: 'd1', userId: 'ann' }]);
    await expect(kit.identity.link(kit.project.id, [{ deviceId: 'd2', userId: 'ann' }])).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
  });

  it('copies a link that a failing warehouse held up, with the next call or at the next start', async () => {
    kit.store.down = true;
    await expect(kit.identity.link(kit.project.id, [{ deviceId: 'd1', userId: 'ann' }])).rejects.toThrow();
    kit.store.down = false;
    expect(await copied()).toEqual([]);
    await kit.identity.link(kit.project.id, [{ deviceId: 'd2', userId: 'bob' }]);
    expect(await copied()).toEqual(['d1>ann', 'd2>bob']);
    kit.store.down = true;
    await expect(kit.identity.link(kit.project.id, [{ deviceId: 'd3', userId: 'eve' }])).rejects.toThrow();
    kit.store.down = false;
    await kit.restarted().identity.deliverPending();
    expect(await copied()).toEqual(['d1>ann', 'd2>bob', 'd3>eve']);
    await kit.identity.link(kit.project.id, [{ deviceId: 'd3', userId: 'someone else' }]);
    expect(await copied()).toContain('d3>eve');
  });

  it('makes the copy anew by a rebuild, without what the catalog does not have', async () => {
    await kit.identity.link(
      kit.project.id,
      Array.from({ length: 1_500 }, (_, i) => ({ deviceId: `d${i}`, userId: `u${i % 9}` })),
    );
    const before = await copied();
    const stray = { project_id: kit.project.id, device_id: 'stray', user_id: 'nobody' };
    await kit.store.warehouse.insert('identity_links', [JSON.stringify(stray)]);
    const progress: number[] = [];
    await kit.restarted().identity.rebuild((done) => progress.push(done));
    expect(progress.at(-1)).toBe(1_500);
    expect(await copied()).toEqual(before);
  });
});
