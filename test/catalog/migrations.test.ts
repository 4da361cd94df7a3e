import { openCatalog } from '../../src/catalog/catalog.js';
import { dataSourceOf, schemaDifferences } from '../../src/catalog/schema-differences.js';
import { catalogKinds, freshStore } from '../support/catalogs.js';

const all = ['CreateCatalog1763900000000', 'ServeClients1764000000000', 'ServeReports1764600000000'];

describe.each(catalogKinds())('migrations on %s', (kind) => {
  let store: Awaited<ReturnType<typeof freshStore>>;
  beforeEach(async () => {
    store = await freshStore(kind);
  });
  afterEach(() => store.remove());

  test('make the tables the entities describe, and run once', async () => {
    const catalog = await openCatalog({ url: store.url });
    expect(await catalog.pendingMigrations()).toEqual(all);
    await catalog.migrate();
    expect(await catalog.pendingMigrations()).toEqual([]);
    await catalog.migrate();
    await catalog.write((tx) => tx.settings.set('a', 'b'));
    await catalog.migrate();
    await catalog.close();
    expect(await schemaDifferences(store.url)).toEqual([]);
  });

  test('run once when several processes start together', async () => {
    const catalogs = await Promise.all([1, 2, 3].map(() => openCatalog({ url: store.url })));
    await Promise.all(catalogs.map((catalog) => catalog.migrate()));
    for (const catalog of catalogs) {
      expect(await catalog.pendingMigrations()).toEqual([]);
      await catalog.write((tx) => tx.settings.set('a', 'b'));
      await catalog.close();
    }
  });

  test('can be undone and run again', async () => {
    const catalog = await openCatalog({ url: store.url });
    await catalog.migrate();
    const source = await dataSourceOf(store.url);
    await source.initialize();
    for (const _ of all) await source.undoLastMigration();
    await source.destroy();
    expect(await catalog.pendingMigrations()).toEqual(all);
    await catalog.migrate();
    expect(await catalog.read.projects.list()).toEqual([]);
    await catalog.close();
    expect(await schemaDifferences(store.url)).toEqual([]);
  });

  test('bring a catalog that is in use up to date, and keep what it holds', async () => {
    const catalog = await openCatalog({ url: store.url });
    await catalog.migrate();
    const fresh = { name: 'p', token: 't', timeZone: 'UTC', createdAt: new Date(1_000) };
    const made = await catalog.write(async (tx) => {
      const project = await tx.projects.insert(fresh);
      const key = { key: 'k', displayName: '', dataGroupId: '1', createdAt: new Date(1_000) };
      await tx.groupKeys.insert({ ...key, projectId: project.id });
      const times = { createdAt: 5_000, updatedAt: 6_000, revision: 7 };
      const acme = { projectId: project.id, subjectKey: 1, subjectId: 'acme', properties: { plan: 'pro', seats: [1] } };
      const ann = { projectId: project.id, subjectKey: 0, subjectId: 'ann', properties: { plan: 'none' } };
      await tx.profiles.save([
        { ...acme, ...times },
        { ...ann, ...times },
      ]);
      return project;
    });
    const source = await dataSourceOf(store.url);
    await source.initialize();
    for (const _ of all.slice(1)) await source.undoLastMigration();
    await source.destroy();
    expect(await catalog.pendingMigrations()).toEqual(all.slice(1));
    await catalog.migrate();
    expect(await catalog.read.projects.list()).toEqual([{ ...made, repairRemovedGroups: false }]);
    expect(await catalog.read.groupKeys.count(made.id)).toBe(1);
    // Groups get a history that begins with what they are, to be carried to the warehouse.
    const change = { projectId: made.id, groupKeyId: 1, groupId: 'acme', at: 5_000, revision: 7 };
    expect(await catalog.read.groupChanges.page(0, 10)).toEqual([
      { ...change, id: expect.any(Number), name: 'plan', value: '"pro"' },
      { ...change, id: expect.any(Number), name: 'seats', value: '[1]' },
    ]);
    expect(await catalog.read.settings.get('rebuilding.profiles')).toBe('yes');
    await catalog.close();
    expect(await schemaDifferences(store.url)).toEqual([]);
  });

  test('are not run by opening', async () => {
    const catalog = await openCatalog({ url: store.url });
    await expect(catalog.read.projects.list()).rejects.toThrow();
    await catalog.close();
  });
});
