import { pino } from 'pino';
import { createApp } from '../../src/app.js';
import { openCatalog } from '../../src/catalog/catalog.js';
import { loadConfig } from '../../src/config/config.js';
import { catalogKinds, freshStore } from '../support/catalogs.js';

describe.each(catalogKinds())('a start that fails on %s', (kind) => {
  test('leaves the stores to the next server at once', async () => {
    const store = await freshStore(kind);
    const config = loadConfig({ MUSTER_CATALOG_URL: store.url, MUSTER_WAREHOUSE_URL: 'http://127.0.0.1:1' });
    const app = await createApp(config, { log: pino({ level: 'silent' }) });
    await expect(app.start()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await app.stop();
    const catalog = await openCatalog({ url: store.url });
    try {
      expect(await catalog.read.lease.current()).toBeNull();
    } finally {
      await catalog.close();
      await store.remove();
    }
  });
});
