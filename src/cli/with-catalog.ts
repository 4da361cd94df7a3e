import type { Catalog } from '../catalog/catalog.js';
import { configFromEnvironment } from '../config/environment.js';
import { CommandFailed } from './command-failed.js';

/**
 * Opens the configured catalog for one administrative command and closes it afterwards. These commands may run beside
 * a serving process: they touch nothing but the catalog.
 *
 * @throws CommandFailed when the catalog's tables are not up to date.
 */
export async function withCatalog<T>(work: (catalog: Catalog) => Promise<T>): Promise<T> {
  const { openCatalog } = await import('../catalog/catalog.js');
  const catalog = await openCatalog({ url: configFromEnvironment().catalogUrl });
  try {
    const pending = await catalog.pendingMigrations();
    if (pending.length > 0) {
      throw new CommandFailed(
        'The catalog’s tables are missing or not up to date. Run "muster migrate", or start the server once.',
      );
    }
    return await work(catalog);
  } finally {
    await catalog.close();
  }
}
