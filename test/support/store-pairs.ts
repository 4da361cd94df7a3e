import { type CatalogKind, catalogKinds } from './catalogs.js';
import { type WarehouseKind, warehouseKinds } from './warehouses.js';

/** A catalog and a warehouse to run one server on. */
export interface StorePair {
  readonly catalog: CatalogKind;
  readonly warehouse: WarehouseKind;
}

const pairs: ReadonlyArray<readonly [string, StorePair]> = [
  ['SQLite and chDB', { catalog: 'sqlite', warehouse: 'chdb' }],
  ['MariaDB or MySQL and a ClickHouse server', { catalog: 'mysql', warehouse: 'server' }],
  ['MariaDB or MySQL and a two-shard cluster', { catalog: 'mysql', warehouse: 'cluster' }],
];

/** The configurations people run, as far as this machine offers them; for `describe.each`. */
export function storePairs(): Array<readonly [string, StorePair]> {
  const catalogs = catalogKinds();
  const warehouses = warehouseKinds();
  return pairs.filter(([, { catalog, warehouse }]) => catalogs.includes(catalog) && warehouses.includes(warehouse));
}

/**
 * The two that have no store in common, everything embedded and everything spread out: for what is long and hardly touches the stores. What
 * a single server does between these two is for the suites of the stores themselves.
 */
export const farthestPairs = (): ReturnType<typeof storePairs> =>
  storePairs().filter(([, { warehouse }]) => warehouse !== 'server');
