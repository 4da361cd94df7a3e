import { Command } from 'commander';
import { configFromEnvironment } from '../config/environment.js';

/** `muster migrate`: brings the catalog's tables, and the warehouse's, up to date. The server does it too at its start. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description(
      'bring the tables of the catalog and of the warehouse up to date (the server does so too when it starts)',
    )
    .option('--catalog-only', 'leave the warehouse alone; possible while a server with an embedded warehouse runs')
    .action(async (options: { readonly catalogOnly?: boolean }) => {
      const config = configFromEnvironment();
      const { openCatalog } = await import('../catalog/catalog.js');
      const catalog = await openCatalog({ url: config.catalogUrl });
      try {
        const pending = await catalog.pendingMigrations();
        await catalog.migrate();
        const { engine, version } = catalog.describe();
        const done = pending.length === 0 ? 'up to date' : `applied ${pending.join(', ')}`;
        process.stdout.write(`catalog (${engine} ${version}): ${done}\n`);
        if (options.catalogOnly === true) return;
        const { assertNoServer } = await import('./running-server.js');
        if (config.warehouse.urls[0]?.startsWith('chdb:')) await assertNoServer(catalog);
      } finally {
        await catalog.close();
      }
      await prepareWarehouse();
    });
}

async function prepareWarehouse(): Promise<void> {
  const { openWarehouseOf } = await import('./open-stores.js');
  const warehouse = await openWarehouseOf(configFromEnvironment());
  try {
    await warehouse.prepare();
    const { engine, version, nodes } = await warehouse.describe();
    const where = engine === 'cluster' ? `cluster of ${nodes} nodes` : engine;
    process.stdout.write(`warehouse (${where}, ${version}): up to date\n`);
  } finally {
    await warehouse.close();
  }
}
