import { limits } from '../../src/core/limits.js';
import type { PropertyValue } from '../../src/core/property-values.js';
import type { ProfileItem } from '../../src/profiles/profile-service.js';
import { catalogKinds } from '../support/catalogs.js';
import { copiesFrom, copiesIn, group, type Kit, openKit, user } from './kit.js';

const set = (properties: Record<string, PropertyValue>) => ({ op: 'set', properties }) as const;

describe.each(catalogKinds())('profiles on %s', (kind) => {
  let kit: Kit;
  let company: number;

  beforeAll(async () => {
    kit = await openKit(kind);
    company = (await kit.addKey('company_id')).id;
  });

  afterAll(() => kit.drop());

  afterEach(async () => {
    await kit.copies.settled(kit.project.id);
    expect(await copiesIn(kit.store.warehouse)).toEqual(await copiesFrom(kit.catalog));
    expect(await kit.catalog.read.outbox.count()).toBe(0);
  });

  const propertiesOf = async (id: string, key = 0) =>
    (await kit.profiles.load(kit.project.id, key, [id])).get(id)?.properties ?? null;

  it('applies the operations of a batch in order, each to the profile as the one before left it', async () => {
    await kit.apply(
      user('ann', set({ plan: 'free', company_id: 'acme' })),
      user('ann', { op: 'set_once', properties: { plan: 'pro', since: 2020 } }),
      user('ann', { op: 'add', properties: { logins: 2 } }),
      user('ann', { op: 'add', properties: { logins: -0.5 } }),
      user('ann', { op: 'union', properties: { company_id: ['zeta', 'acme'] } }),
      user('ann', { op: 'append', properties: { seen: 'a' } }),
      user('ann', { op: 'append', properties: { seen: 'a' } }),
      user('ann', { op: 'remove', properties: { company_id: 'acme' } }),
      user('ann', { op: 'unset', names: ['since', 'never'] }),
    );
    expect(await propertiesOf('ann')).toEqual({ plan: 'free', company_id: ['zeta'], logins: 1.5, seen: ['a', 'a'] });
  });

  it('writes group profiles by the key’s name or its dataGroupId, and takes 42 and "42" for one group', async () => {
    const key = await kit.groupKeys.resolve(kit.project.id, 'company_id', []);
    await kit.apply(
      group('company_id', 42, set({ name: 'Answers' })),
      group(key.dataGroupId, '42', { op: 'add', properties: { seats: 3 } }),
      group('company_id', '42', { op: 'append', properties: { tags: 'b2b' } }),
    );
    expect(await propertiesOf('42', company)).toEqual({ name: 'Answers', seats: 3, tags: ['b2b'] });
  });

  it('keeps ids apart that differ in case, accents or trailing blanks', async () => {
    const ids = ['acme', 'Acme', 'ACMÉ', 'acme ', 'acme\u0301', '😀'.repeat(255), '\\', "'", '`{}'];
    await kit.apply(...ids.map((id) => group('company_id', id, set({ id }))));
    for (const id of ids) expect(await propertiesOf(id, company)).toEqual({ id });
  });

  it('refuses what is wrong alone, says why and where, and applies the rest', async () => {
    const before = await propertiesOf('ann');
    const items: ProfileItem[] = [
      user('ann', { op: 'add', properties: { plan: 1 } }),
      user('', set({ a: 1 })),
      user('ok', set({ a: 1 })),
      group('company', 'acme', set({ a: 1 })),
      group('company_id', '', set({ a: 1 })),
      group('company_id', 'acme', { op: 'set', properties: {} }),
      user('ann', { op: 'append', properties: { list: 'x'.repeat(limits.profileValueBytes) } }),
      user('ok', { op: 'add', properties: { a: 1 } }),
    ];
    const outcomes = await kit.profiles.apply(kit.context(), items);
    expect(outcomes).toMatchObject([
      { index: 0, status: 'REFUSED', code: 'BAD_INPUT', field: 'properties.plan' },
      { index: 1, status: 'REFUSED', code: 'BAD_INPUT', field: 'distinctId' },
      { index: 2, status: 'APPLIED' },
      { index: 3, status: 'REFUSED', code: 'GROUP_KEY_UNKNOWN', field: 'groupKey' },
      { index: 4, status: 'REFUSED', code: 'BAD_INPUT', field: 'groupId' },
      { index: 5, status: 'REFUSED', code: 'BAD_INPUT', field: 'properties' },
      { index: 6, status: 'REFUSED', code: 'PROFILE_TOO_LARGE', field: 'properties.list' },
      { index: 7, status: 'APPLIED' },
    ]);
    expect(outcomes[3]).toMatchObject({ message: expect.stringContaining('"company_id"') });
    expect(await propertiesOf('ann')).toEqual(before);
    expect(await propertiesOf('ok')).toEqual({ a: 2 });
  });

  it('refuses the property that would be one too many, and only that operation', async () => {
    const full = Object.fromEntries(Array.from({ length: limits.profileProperties }, (_, i) => [`p${i}`, i]));
    const outcomes = await kit.profiles.apply(kit.context(), [
      user('full', set(full)),
      user('full', set({ more: 1 })),
      user('full', set({ p0: 'changed' })),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['APPLIED', 'REFUSED', 'APPLIED']);
    expect(outcomes[1]).toMatchObject({ code: 'PROFILE_TOO_LARGE' });
    expect(await propertiesOf('full')).toEqual({ ...full, p0: 'changed' });
  });

  it('deletes a profile and starts anew after it', async () => {
    await kit.apply(user('gone', set({ a: 1, company_id: ['acme'] })), group('company_id', 'gone', set({ a: 1 })));
    await kit.apply(user('gone', { op: 'delete' }), group('company_id', 'gone', { op: 'delete' }));
    expect(await propertiesOf('gone')).toBeNull();
    expect(await propertiesOf('gone', company)).toBeNull();
    await kit.apply(user('gone', { op: 'delete' }), user('gone', { op: 'unset', names: ['a'] }));
    expect(await propertiesOf('gone')).toBeNull();
    await kit.apply(user('gone', set({ b: 2 })));
    expect(await propertiesOf('gone')).toEqual({ b: 2 });
    await kit.apply(user('flash', set({ b: 2 })), user('flash', { op: 'delete' }));
    expect(await propertiesOf('flash')).toBeNull();
  });

  it('notes when a profile was last updated, unless told not to', async () => {
    const times = async () => {
      const row = (await kit.profiles.load(kit.project.id, 0, ['timed'])).get('timed');
      return [row?.createdAt, row?.updatedAt];
    };
    const start = kit.clock.time;
    await kit.apply(user('timed', set({ a: 1 })));
    kit.clock.time += 1_000;
    await kit.apply(user('timed', set({ a: 2 }), { ignoreTime: true }));
    expect(await times()).toEqual([start, start]);
    await kit.apply(user('timed', set({ a: 3 })));
    expect(await times()).toEqual([start, start + 1_000]);
  });

  it('writes the profile of a device’s user for the device, unless told not to', async () => {
    await kit.apply(user('$device:d1', set({ before: true })));
    await kit.identity.link(kit.project.id, [{ deviceId: 'd1', userId: 'known' }]);
    await kit.apply(
      user('$device:d1', set({ a: 1 })),
      user('$device:d2', set({ b: 2 })),
      user('$device:d1', { op: 'delete' }, { ignoreAlias: true }),
    );
    expect(await propertiesOf('known')).toEqual({ a: 1 });
    expect(await propertiesOf('$device:d1')).toBeNull();
    expect(await propertiesOf('$device:d2')).toEqual({ b: 2 });
  });

  it('takes profiles under an archived key', async () => {
    await kit.addKey('archived');
    await kit.groupKeys.archive(kit.context(), 'archived');
    await kit.apply(group('archived', 'g', set({ a: 1 })), user('member', set({ archived: ['g'] })));
  });

  it('keeps names and values as they came, whatever they hold', async () => {
    const properties: Record<string, PropertyValue> = JSON.parse(
      String.raw`{"__proto__": {"__proto__": 1}, "constructor": "x", "a.b": null, "q\"'\u0060{}": "v\u0000\n\\", "😀": [1, "1", [true]],
        "big": 1e300, "small": -1.5e-9, "list": [], "object": {}, "date": "2026-02-30T25:00:00", "": 0}`,
    );
    delete properties[''];
    await kit.apply(user('odd', set(properties)));
    expect(JSON.stringify(await propertiesOf('odd'))).toBe(JSON.stringify(properties));
  });

  it('loses nothing of 50 unions at once', async () => {
    const values = Array.from({ length: 50 }, (_, index) => `g${index}`);
    await Promise.all(
      values.flatMap((value) => [
        kit.apply(user('popular', { op: 'union', properties: { company_id: [value] } })),
        kit.apply(group('company_id', 'popular', { op: 'add', properties: { members: 1 } })),
      ]),
    );
    const joined = (await propertiesOf('popular'))?.company_id;
    expect(Array.isArray(joined) && [...joined].sort()).toEqual([...values].sort());
    expect(await propertiesOf('popular', company)).toEqual({ members: 50 });
  });

  it('loses nothing when batches over the same profiles cross', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `crossed-${index}`);
    const plus = (id: string) => user(id, { op: 'add', properties: { n: 1 } });
    await Promise.all(
      Array.from({ length: 12 }, (_, turn) => kit.apply(...(turn % 2 === 0 ? ids : [...ids].reverse()).map(plus))),
    );
    const rows = await kit.profiles.load(kit.project.id, 0, ids);
    expect(ids.map((id) => rows.get(id)?.properties)).toEqual(ids.map(() => ({ n: 12 })));
  });

  it('applies a batch as large as one may be, and refuses a larger one', async () => {
    const items = Array.from({ length: limits.batchSize }, (_, i) =>
      user(`many-${i % 700}`, set({ [`p${i % 7}`]: i })),
    );
    await kit.apply(...items);
    expect(await propertiesOf('many-5')).toEqual({ p5: 1_405 });
    await expect(kit.profiles.apply(kit.context(), [...items, user('x', set({ a: 1 }))])).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  it('is for those who may edit profiles', async () => {
    const as = (role: 'ADMIN' | 'ANALYST') => ({
      ...kit.context(),
      actor: { kind: 'serviceAccount', id: 'sa', name: 'x', role } as const,
    });
    const items = [user('permitted', set({ a: 1 }))];
    await expect(kit.profiles.apply(as('ANALYST'), items)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await propertiesOf('permitted')).toBeNull();
    await kit.profiles.apply(as('ADMIN'), items);
    await kit.profiles.apply({ ...kit.context(), actor: { kind: 'token' } }, items);
    expect(await propertiesOf('permitted')).toEqual({ a: 1 });
  });

  it('keeps projects apart', async () => {
    const outcomes = await kit.profiles.apply(kit.context(kit.other), [
      user('ann', set({ other: true })),
      group('company_id', 'acme', set({ other: true })),
    ]);
    expect(outcomes).toMatchObject([{ status: 'APPLIED' }, { status: 'REFUSED', code: 'GROUP_KEY_UNKNOWN' }]);
    expect((await propertiesOf('ann')) ?? {}).not.toHaveProperty('other');
  });
});
