import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { UniqueViolation } from '../../src/catalog/catalog.js';
import { catalogKinds, openTestCatalog, type TestCatalog } from '../support/catalogs.js';

describe.each(catalogKinds())('catalog.write on %s', (kind) => {
  let made: TestCatalog;
  beforeAll(async () => {
    made = await openTestCatalog(kind);
  });
  afterAll(() => made?.drop());

  const newProject = () => ({ name: 'p', token: randomUUID(), timeZone: 'UTC', createdAt: new Date(1_000) });

  test('leaves exactly what was acknowledged of 50 parallel writes, some of which throw', async () => {
    const { catalog } = made;
    const seen = new Set<string>();
    let watching = true;
    const watch = (async () => {
      while (watching) {
        for (const { name } of await catalog.read.projects.list()) seen.add(name);
        await sleep(1);
      }
    })();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) =>
        catalog.write(async (tx) => {
          const bad = i % 5 === 0;
          const { id } = await tx.projects.insert({ ...newProject(), name: bad ? `bad ${i}` : `half ${i}` });
          await sleep(Math.random() * 10);
          await tx.settings.set(`write ${i}`, String(id));
          if (bad) throw new Error(`write ${i} fails`);
          await tx.projects.update(id, { name: `good ${i}` });
          return id;
        }),
      ),
    );
    watching = false;
    await watch;
    const good = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(good).toHaveLength(40);
    const projects = await catalog.read.projects.list();
    expect(projects.map(({ id }) => id)).toEqual(good.toSorted((a, b) => a - b));
    expect(projects.every(({ name }) => name.startsWith('good'))).toBe(true);
    expect([...seen].filter((name) => !name.startsWith('good'))).toEqual([]);
    for (let i = 0; i < 50; i++) expect((await catalog.read.settings.get(`write ${i}`)) === null).toBe(i % 5 === 0);
  });

  test('does not show a write under way to readers, and shows it to itself', async () => {
    const { catalog } = made;
    await catalog.write(async (tx) => {
      await tx.settings.set('hidden', 'yes');
      expect(await tx.settings.get('hidden')).toBe('yes');
      expect(await catalog.read.settings.get('hidden')).toBeNull();
    });
    expect(await catalog.read.settings.get('hidden')).toBe('yes');
  });

  test('reports a second row with a unique value as UniqueViolation, inside and outside', async () => {
    const { catalog } = made;
    const project = newProject();
    await catalog.write((tx) => tx.projects.insert(project));
    await expect(catalog.write((tx) => tx.projects.insert(project))).rejects.toBeInstanceOf(UniqueViolation);
    await catalog.write(async (tx) => {
      await expect(tx.projects.insert(project)).rejects.toBeInstanceOf(UniqueViolation);
      await tx.settings.set('after a violation', 'kept');
    });
    expect(await catalog.read.settings.get('after a violation')).toBe('kept');
  });

  test('answers questions asked inside of many writes at once', async () => {
    const { catalog } = made;
    const writes = Array.from({ length: 40 }, (_, i) =>
      catalog.write(async (tx) => {
        await tx.settings.set(`asking ${i}`, 'x');
        return catalog.read.projects.list();
      }),
    );
    expect(await Promise.all(writes)).toHaveLength(40);
  });

  test('refuses a write inside a write', async () => {
    const { catalog } = made;
    const nested = catalog.write(() => catalog.write(async () => undefined));
    await expect(nested).rejects.toThrow('catalog.write inside catalog.write');
  });

  test('keeps statements that nobody awaited out of other transactions', async () => {
    const { catalog } = made;
    let stray: Promise<unknown> = Promise.resolve();
    let late: Promise<unknown> = Promise.resolve();
    const failing = catalog.write(async (tx) => {
      stray = tx.settings.set('stray', 'x').catch(() => 'refused');
      late = sleep(5).then(() => tx.settings.set('late', 'x').catch(() => 'refused'));
      throw new Error('gives up');
    });
    const other = catalog.write(async (tx) => {
      await sleep(20);
      await tx.settings.set('other', 'x');
    });
    await expect(failing).rejects.toThrow('gives up');
    await Promise.all([stray, late, other]);
    expect(await late).toBe('refused');
    expect(await catalog.read.settings.get('stray')).toBeNull();
    expect(await catalog.read.settings.get('late')).toBeNull();
    expect(await catalog.read.settings.get('other')).toBe('x');
  });

  test('runs writes that deadlock again', async () => {
    const { catalog } = made;
    await catalog.write(async (tx) => {
      for (const name of ['left', 'right']) await tx.settings.set(name, '');
    });
    let runs = 0;
    const both = (first: string, second: string, value: string) =>
      catalog.write(async (tx) => {
        runs++;
        await tx.settings.set(first, value);
        await sleep(50);
        await tx.settings.set(second, value);
      });
    await Promise.all([both('left', 'right', 'a'), both('right', 'left', 'b')]);
    expect(await catalog.read.settings.get('left')).toBe(await catalog.read.settings.get('right'));
    if (kind === 'mysql') expect(runs).toBeGreaterThan(2);
  });

  test('does not commit the rest of a write that swallowed a deadlock', async () => {
    if (kind === 'sqlite') return;
    const { catalog } = made;
    const both = (first: string, second: string) =>
      catalog.write(async (tx) => {
        const mark = `${first} first`;
        await tx.settings.set(mark, 'x');
        await tx.settings.set(first, 'x');
        await sleep(50);
        await tx.settings.set(second, 'x').catch(() => undefined);
        return mark;
      });
    const marks = await Promise.all([both('left', 'right'), both('right', 'left')]);
    for (const mark of marks) expect(await catalog.read.settings.get(mark)).toBe('x');
  });

  test('refuses writes after close', async () => {
    const other = await openTestCatalog(kind);
    await other.drop();
    await expect(other.catalog.write(async () => 1)).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});
