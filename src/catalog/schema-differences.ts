import type { DataSource } from 'typeorm';
import { askServer, fileDataSource, parseCatalogUrl, serverDataSource } from './data-source.js';

/**
 * The statements that would turn the tables of a migrated store into what the entities say: none, if migrations and
 * entities agree. Changes nothing.
 */
export async function schemaDifferences(url: string): Promise<string[]> {
  const source = await dataSourceOf(url);
  await source.initialize();
  try {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  } finally {
    await source.destroy();
  }
}

/** TypeORM's own data source for a URL, not connected yet: for its command line and for the check above. */
export async function dataSourceOf(url: string): Promise<DataSource> {
  const address = parseCatalogUrl(url);
  if (address.kind === 'file') return fileDataSource(address.file, 'writer');
  return serverDataSource(address, (await askServer(address)).engine, 'writer');
}
