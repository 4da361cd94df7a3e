import fc from 'fast-check';
import { groupIdsOf } from '../../src/core/property-values.js';
import { catalogKinds } from '../support/catalogs.js';
import { anyValue } from './arbitraries.js';
import { copiesFrom, copiesIn, group, type Kit, openKit, registerSilently, user } from './kit.js';

const join = (...ids: string[]) => ({ op: 'set', properties: { company_id: ids } }) as const;

describe.each(catalogKinds())('copies of profiles from %s', (kind) => {
  let kit: Kit;

  beforeEach(async () => {
    kit = await openKit(kind);
    await kit.addKey('company_id');
  });

  afterEach(() => kit.drop());

  const expectAgreement = async () => {
    const copies = await copiesIn(kit.store.warehouse);
    expect(copies).toEqual(await copiesFrom(kit.catalog));
    return copies;
  };

  it('are there when the mutation answers, in one insert for all that waited', async () => {
    kit.store.calls.clear();
    await Promise.all(Array.from({ length: 40 }, (_, i) => kit.apply(user(`u${i}`, join(`c${i % 3}`)))));
    expect(await expectAgreement()).toHaveLength(40);
    expect(kit.store.calls.get('insert')).toBeLessThan(40);
    expect(await kit.catalog.read.outbox.count()).toBe(0);
  });

  it('are made up for at the next start after a crash between the stores', async () => {
    await kit.apply(user('kept', join('a')), user('deleted', join('a')));
    kit.store.down = true;
    await kit.apply(user('kept', join('b')), user('deleted', { op: 'delete' }), user('fresh', join('c')));
    await kit.apply(group('company_id', 'c', { op: 'set', properties: { name: 'C' } }));
    await kit.copies.close();
    expect(await kit.catalog.read.outbox.count()).toBe(4);
    kit.store.down = false;
    const { copies } = kit.restarted();
    await copies.drain();
    expect(await expectAgreement()).toHaveLength(3);
    expect(await kit.catalog.read.outbox.count()).toBe(0);
  });

  it('hold up questions while the warehouse fails, and arrive by themselves once it is back', async () => {
    kit.store.down = true;
    await kit.apply(user('late', join('a')));
    await expect(kit.copies.settled(kit.project.id)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      details: { retryAfterMs: expect.any(Number) },
    });
    await expect(kit.copies.settled(kit.other.id)).resolves.toBeUndefined();
    kit.store.down = false;
    for (let i = 0; i < 100 && (await kit.catalog.read.outbox.count()) > 0; i++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await expectAgreement()).toHaveLength(1);
    await kit.copies.settled(kit.project.id);
  });

  it('are brought up to date by the first question after the warehouse is back', async () => {
    kit.store.down = true;
    await kit.apply(user('late', join('a')), user('later', join('b')));
    kit.store.down = false;
    await kit.copies.settled(kit.project.id);
    expect(await expectAgreement()).toHaveLength(2);
    kit.store.calls.clear();
    await kit.apply(user('after', join('b')));
    expect(kit.store.calls.get('insert')).toBe(1);
  });

  it('keep neither mutations nor questions waiting for a warehouse that hangs', async () => {
    const { profiles, copies } = kit.restarted({ waitMs: 100 });
    kit.store.delayMs = 2_500;
    const startedAt = performance.now();
    expect(await profiles.apply(kit.context(), [user('slow', join('a'))])).toMatchObject([{ status: 'APPLIED' }]);
    await expect(copies.settled(kit.project.id)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(performance.now() - startedAt).toBeLessThan(2_400);
    kit.store.delayMs = 0;
    await copies.drain();
    await copies.settled(kit.project.id);
    expect(await expectAgreement()).toHaveLength(1);
  });

  it('agree with the catalog after the warehouse failed in the middle of everything', async () => {
    const work = Array.from({ length: 60 }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
      if (i % 6 === 0) kit.store.down = !kit.store.down;
      const item = i % 7 === 0 ? user(`u${i % 10}`, { op: 'delete' }) : user(`u${i % 10}`, join(`c${i}`));
      await kit.apply(item);
    });
    await Promise.all(work);
    kit.store.down = false;
    await kit.copies.settled(kit.project.id);
    await expectAgreement();
  });

  it('gain the memberships of a key registered after the profile was written', async () => {
    const values = fc.sample(anyValue, 300);
    const items = values.map((value, i) => user(`u${i}`, { op: 'set', properties: { team: value, company_id: 'a' } }));
    await kit.apply(...items, user('none', join('a')), user('deleted', join('a')));
    await kit.apply(user('deleted', { op: 'delete' }));
    const key = await kit.addKey('team');
    const copies = await expectAgreement();
    expect(copies).toHaveLength(301);
    const expected = values.reduce<number>((sum, value) => sum + groupIdsOf(value).length, 0);
    expect(copies.flatMap(({ groups }) => groups).filter((text) => text.startsWith(`[${key.id},`))).toHaveLength(
      expected,
    );
    await kit.copies.rewriteMemberships(kit.project);
    await expectAgreement();
    await kit.apply(user('u0', { op: 'set', properties: { team: ['x'] } }), user('u1', { op: 'delete' }));
    await expectAgreement();
  });

  it('agree when keys are registered while profiles change', async () => {
    const keys = ['k1', 'k2', 'k3', 'k4'];
    const properties = Object.fromEntries(keys.map((key) => [key, [key, 'shared']]));
    const writes = Array.from({ length: 40 }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, i * 4));
      await kit.apply(user(`u${i % 15}`, { op: 'set', properties: { ...properties, i } }));
    });
    const registrations = keys.map(async (key, i) => {
      await new Promise((resolve) => setTimeout(resolve, i * 30));
      await kit.addKey(key);
    });
    await Promise.all([...writes, ...registrations]);
    await expectAgreement();
  });

  it('make questions wait for a new key’s memberships if they could not be written', async () => {
    await kit.apply(user('u', { op: 'set', properties: { team: 'x' } }));
    kit.store.down = true;
    await kit.addKey('team');
    await expect(kit.copies.settled(kit.project.id)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    kit.store.down = false;
    await kit.copies.settled(kit.project.id);
    expect((await expectAgreement())[0]?.groups).toHaveLength(1);
  });

  it('gain at the next start the memberships of keys whose registration was cut short', async () => {
    await kit.apply(user('u', { op: 'set', properties: { team: 'x', squad: ['y', 'z'] } }));
    await registerSilently(kit, 'team');
    await registerSilently(kit, 'squad');
    await kit.restarted().copies.drain();
    expect((await expectAgreement())[0]?.groups).toHaveLength(3);
  });

  it('are made anew by a rebuild, without what the catalog does not have', async () => {
    await kit.addKey('team');
    await kit.apply(
      ...Array.from({ length: 1_200 }, (_, i) => user(`u${i}`, { op: 'set', properties: { i, team: [`t${i % 5}`] } })),
      group('team', 't1', { op: 'set', properties: { name: 'One' } }),
    );
    await kit.catalog.write((transaction) => transaction.profiles.remove(kit.project.id, 0, ['u0', 'u1']));
    const progress: Array<[number, number]> = [];
    const { copies } = kit.restarted();
    await copies.rebuild((done, total) => progress.push([done, total]));
    expect(progress.at(-1)).toEqual([1_199, 1_199]);
    expect(progress.length).toBeGreaterThan(2);
    expect(await expectAgreement()).toHaveLength(1_199);
  });
});
