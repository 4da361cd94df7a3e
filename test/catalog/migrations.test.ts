import { openCatalog } from '../../src/catalog/catalog.js';
import { dataSourceOf, schemaDifferences } from '../../src/catalog/schema-differences.js';
import { catalogKinds, freshStore } from '../support/catalogs.js';

describe.each(catalogKinds())('migrations on %s', (kind) => {
  let store: Awaited<ReturnType<typeof freshStore>>;
  beforeEach(async () => {
    store = await freshStore(kind);
  });
  afterEach(() => store.remove());

  test('make the tables the entities describe, and run once', async () => {
    const catalog = await openCatalog({ url: store.url });
    expect(await catalog.pendingMigrations()).toEqual(['CreateCatalog1763900000000']);
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
    await source.undoLastMigration();
    await source.destroy();
    expect(await catalog.pendingMigrations()).toHaveLength(1);
    await catalog.migrate();
    expect(await catalog.read.projects.list()).toEqual([]);
    await catalog.close();
  });

  test('are not run by opening', async () => {
    const catalog = await openCatalog({ url: store.url });
    await expect(catalog.read.projects.list()).rejects.toThrow();
    await catalog.close();
  });
});
