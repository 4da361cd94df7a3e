import type { ProfileRow } from '../../src/catalog/repositories/profiles.js';
import { catalogKinds, openTestCatalog, type TestCatalog } from '../support/catalogs.js';

describe.each(catalogKinds())('profiles, outbox and links on %s', (kind) => {
  let made: TestCatalog;
  let projectId = 0;
  beforeAll(async () => {
    made = await openTestCatalog(kind);
  });
  beforeEach(() => {
    projectId++;
  });
  afterAll(() => made?.drop());

  const row = (subjectId: string, more: Partial<ProfileRow> = {}): ProfileRow => ({
    projectId,
    subjectKey: 0,
    subjectId,
    properties: {},
    revision: 1,
    createdAt: 1_763_900_000_123,
    updatedAt: 1_763_900_000_456,
    ...more,
  });

  const change = (subjectId: string, by: (old: ProfileRow | undefined) => Partial<ProfileRow>) =>
    made.catalog.write(async (tx) => {
      await tx.profiles.lock(projectId, 0, [subjectId]);
      const old = (await tx.profiles.load(projectId, 0, [subjectId])).get(subjectId);
      const [revision = 0] = await tx.outbox.append([{ projectId, subjectKey: 0, subjectId }]);
      await tx.profiles.save([row(subjectId, { ...by(old), revision })]);
      return revision;
    });

  test('tell ids apart byte by byte', async () => {
    const ids = ['acme', 'Acme', 'ACMÉ', 'ACME\u0301', 'acme ', ' acme', 'ac\u00adme', 'ß', 'ss', '🦊', '🐻'];
    await made.catalog.write((tx) => tx.profiles.save(ids.map((id) => row(id, { properties: { id } }))));
    const found = await made.catalog.read.profiles.load(projectId, 0, ids);
    expect([...found.keys()].sort()).toEqual([...ids].sort());
    for (const id of ids) expect(found.get(id)?.properties).toEqual({ id });
    await made.catalog.write((tx) => tx.profiles.remove(projectId, 0, ['acme']));
    expect((await made.catalog.read.profiles.load(projectId, 0, ids)).size).toBe(ids.length - 1);
  });

  test('tell which ids have one, byte by byte and however many are asked for', async () => {
    const ids = Array.from({ length: 2_500 }, (_, i) => `u${i}`);
    await made.catalog.write((tx) => tx.profiles.save(ids.filter((_, i) => i % 2 === 0).map((id) => row(id))));
    await made.catalog.write((tx) => tx.profiles.lock(projectId, 0, ['u1']));
    const found = await made.catalog.read.profiles.existing(projectId, 0, [...ids, 'U0', 'u0 ', 'u2', 'nobody']);
    expect(found).toEqual(new Set(ids.filter((_, i) => i % 2 === 0)));
    expect(await made.catalog.read.profiles.existing(projectId, 1, ids)).toEqual(new Set());
    expect(await made.catalog.read.profiles.existing(projectId, 0, [])).toEqual(new Set());
  });

  test('take ids of 255 emoji, with the device prefix too', async () => {
    const ids = ['🦊'.repeat(255), `$device:${'🦊'.repeat(255)}`, `${'🦊'.repeat(254)}🐻`];
    await made.catalog.write(async (tx) => {
      await tx.profiles.save(ids.map((id) => row(id)));
      await tx.links.claim(projectId, [{ deviceId: '🐻'.repeat(255), userId: '🦊'.repeat(255) }]);
      await tx.outbox.append(ids.map((subjectId) => ({ projectId, subjectKey: 0, subjectId })));
    });
    expect((await made.catalog.read.profiles.load(projectId, 0, ids)).size).toBe(3);
    const links = await made.catalog.read.links.byDevices(projectId, ['🐻'.repeat(255)]);
    expect(links.get('🐻'.repeat(255))).toBe('🦊'.repeat(255));
  });

  test('keep any property and large ones', async () => {
    const properties = JSON.parse('{"__proto__": "x", "a.b`\\"{": [1, null, {"c": "\\u0000"}], "n": 1e21, "t": "5"}');
    const large = { text: '🦊\\\'"'.repeat(200_000) };
    await made.catalog.write((tx) =>
      tx.profiles.save([row('odd', { properties }), row('large', { properties: large })]),
    );
    const found = await made.catalog.read.profiles.load(projectId, 0, ['odd', 'large']);
    expect(JSON.stringify(found.get('odd')?.properties)).toBe(JSON.stringify(properties));
    expect(found.get('large')?.properties.text).toBe(large.text);
    expect(found.get('odd')).toMatchObject({ revision: 1, createdAt: 1_763_900_000_123, updatedAt: 1_763_900_000_456 });
    const giant = row('giant', { properties: { text: 'x'.repeat(9_000_000) } });
    const saving = made.catalog.write((tx) => tx.profiles.save([giant]));
    await expect(saving).rejects.toMatchObject({ code: 'PROFILE_TOO_LARGE' });
  });

  test('save 2,000 at once and page through them in order', async () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => row(`u${i}`, { subjectKey: i % 2, properties: { i } }));
    const before = await made.catalog.read.profiles.countAll();
    const started = performance.now();
    await made.catalog.write(async (tx) => {
      for (const subjectKey of [0, 1]) {
        const ids = rows.filter((one) => one.subjectKey === subjectKey).map(({ subjectId }) => subjectId);
        await tx.profiles.lock(projectId, subjectKey, ids);
      }
      const revisions = await tx.outbox.append(rows);
      await tx.profiles.save(rows.map((one, i) => ({ ...one, revision: revisions[i] ?? 0 })));
    });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await made.catalog.read.profiles.countAll()).toBe(before + 2_000);
    const seen: ProfileRow[] = [];
    let after: ProfileRow | null = row('', { subjectKey: -1 });
    for (;;) {
      const page: ProfileRow[] = await made.catalog.read.profiles.page(after, 300);
      seen.push(...page);
      after = page.at(-1) ?? null;
      if (after === null) break;
    }
    expect(new Set(seen.map((one) => `${one.subjectKey} ${one.subjectId}`)).size).toBe(2_000);
    expect(seen.filter(({ subjectKey }) => subjectKey === 0)).toHaveLength(1_000);
  });

  test('lose no concurrent change, of new profiles either, and give each change a larger revision', async () => {
    const ids = ['new a', 'new b', 'new c'];
    const revisions = new Map<string, number[]>(ids.map((id) => [id, []]));
    await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        const id = ids[i % 3] ?? '';
        await change(id, (old) => {
          revisions.get(id)?.push(old?.revision ?? 0);
          return { properties: { n: Number(old?.properties.n ?? 0) + 1 } };
        });
      }),
    );
    const found = await made.catalog.read.profiles.load(projectId, 0, ids);
    for (const id of ids) {
      expect(found.get(id)?.properties).toEqual({ n: 20 });
      expect(found.get(id)?.revision).toBeGreaterThan(Math.max(...(revisions.get(id) ?? [])));
    }
    const pending = (await made.catalog.read.outbox.pending(10_000)).filter((one) => one.projectId === projectId);
    expect(pending).toHaveLength(60);
    expect(pending.map(({ id }) => id)).toEqual(pending.map(({ id }) => id).toSorted((a, b) => a - b));
  });

  test('take overlapping chunks of new and old profiles from many writers at once', async () => {
    const chunk = (writer: number) => Array.from({ length: 200 }, (_, i) => `u${(i * 7 + writer * 50) % 500}`);
    const subject = { projectId, subjectKey: 0 };
    await Promise.all(
      Array.from({ length: 16 }, (_, writer) =>
        made.catalog.write(async (tx) => {
          const ids = chunk(writer);
          await tx.profiles.lock(projectId, 0, ids);
          const old = await tx.profiles.load(projectId, 0, ids);
          const revisions = await tx.outbox.append(ids.map((subjectId) => ({ ...subject, subjectId })));
          const rows = ids.map((id, i) => {
            const n = Number(old.get(id)?.properties.n ?? 0) + 1;
            return row(id, { properties: { n }, revision: revisions[i] ?? 0 });
          });
          await tx.profiles.save(rows);
        }),
      ),
    );
    const ids = Array.from({ length: 500 }, (_, i) => `u${i}`);
    const found = await made.catalog.read.profiles.load(projectId, 0, ids);
    const total = [...found.values()].reduce((sum, { properties }) => sum + Number(properties.n), 0);
    expect(total).toBe(16 * 200);
  });

  test('keep no trace of a lock on an id without a profile', async () => {
    const before = await made.catalog.read.profiles.countAll();
    await made.catalog.write((tx) => tx.profiles.lock(projectId, 0, ['ghost', 'ghost 2']));
    await made.catalog.write(async (tx) => {
      await tx.profiles.lock(projectId, 0, ['ghost', 'real']);
      expect((await tx.profiles.load(projectId, 0, ['ghost', 'real'])).size).toBe(0);
      await tx.profiles.save([row('real')]);
    });
    expect(await made.catalog.read.profiles.countAll()).toBe(before + 1);
    expect((await made.catalog.read.profiles.load(projectId, 0, ['ghost', 'real'])).has('real')).toBe(true);
    const [placeholders] = await Promise.all([made.catalog.read.profiles.page(null, 100_000)]);
    expect(placeholders.some(({ subjectId }) => subjectId.startsWith('ghost'))).toBe(false);
  });

  test('never use an outbox id twice, in the order given', async () => {
    const keys = Array.from({ length: 1_200 }, (_, i) => ({ projectId, subjectKey: 0, subjectId: `s${i}` }));
    const ids = await made.catalog.write((tx) => tx.outbox.append(keys));
    const stored = new Map((await made.catalog.read.outbox.pending(100_000)).map((one) => [one.id, one.subjectId]));
    expect(ids.map((id) => stored.get(id))).toEqual(keys.map(({ subjectId }) => subjectId));
    await made.catalog.write((tx) => tx.outbox.remove([...stored.keys()]));
    expect(await made.catalog.read.outbox.count()).toBe(0);
    const [next] = await made.catalog.write((tx) => tx.outbox.append(keys.slice(0, 1)));
    expect(next).toBeGreaterThan(Math.max(...ids));
    expect(await made.catalog.read.outbox.pending(10, next)).toEqual([]);
  });

  test('give a device to the first user, also when many claim it at once', async () => {
    const devices = Array.from({ length: 40 }, (_, i) => `d${i}`);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, user) => {
        const order = user % 2 === 0 ? devices : [...devices].reverse();
        const pairs = order.map((deviceId) => ({ deviceId, userId: `u${user}` }));
        return made.catalog.write((tx) => tx.links.claim(projectId, pairs));
      }),
    );
    const stored = await made.catalog.read.links.byDevices(projectId, devices);
    expect(stored.size).toBe(40);
    for (const answer of answers) expect(Object.fromEntries(answer)).toEqual(Object.fromEntries(stored));
    const twice = [
      { deviceId: 'x', userId: 'first' },
      { deviceId: 'x', userId: 'second' },
    ];
    expect((await made.catalog.write((tx) => tx.links.claim(projectId, twice))).get('x')).toBe('first');
  });

  test('remember which links were delivered, and page through all', async () => {
    const pairs = Array.from({ length: 1_100 }, (_, i) => ({ deviceId: `d${i}`, userId: 'u' }));
    await made.catalog.write((tx) => tx.links.claim(projectId, pairs));
    const waiting = (await made.catalog.read.links.undelivered(100_000)).filter((one) => one.projectId === projectId);
    expect(waiting).toHaveLength(1_100);
    const ids = waiting.map(({ deviceId }) => deviceId);
    await made.catalog.write((tx) => tx.links.markDelivered(projectId, ids.slice(1)));
    const rest = (await made.catalog.read.links.undelivered(100_000)).filter((one) => one.projectId === projectId);
    expect(rest).toEqual([{ projectId, deviceId: ids[0], userId: 'u' }]);
    const page = await made.catalog.read.links.page({ projectId, deviceId: '' }, 2_000);
    expect(page).toHaveLength(1_100);
    const tail = await made.catalog.read.links.page(page.at(-2) ?? null, 10);
    expect(tail).toEqual(page.slice(-1));
  });
});
