import { ChdbWarehouse } from './engine/chdb.js';
import { ServerWarehouse } from './engine/server.js';
import type { QueryLimits } from './engine/settings.js';
import type { Warehouse, WarehouseLog } from './warehouse.js';

export type { QueryLimits } from './engine/settings.js';

/** Where the warehouse is. */
export interface WarehouseConfig {
  /** `chdb:<directory>`, or one http(s) URL per node. */
  readonly urls: readonly string[];
  /** The cluster's name as its servers know it; null: a single server. */
  readonly cluster: string | null;
  readonly database: string;
  /** Questions that run at the same time in chDB. */
  readonly readSessions: number;
}

const embedded = 'chdb:';

/** Opens the warehouse named by the first URL. It creates no table: {@link Warehouse.prepare} does. Throws STORE_UNAVAILABLE. */
export async function openWarehouse(
  config: WarehouseConfig,
  limits: QueryLimits,
  log?: WarehouseLog,
): Promise<Warehouse> {
  const { urls, cluster, database, readSessions } = config;
  const [first] = urls;
  if (first === undefined) throw new Error('a warehouse needs a URL');
  if (!first.startsWith(embedded)) return new ServerWarehouse({ urls, cluster, database, limits });
  const path = first.slice(embedded.length);
  log?.info({ directory: path }, 'opening the embedded warehouse');
  return new ChdbWarehouse({ path, database, readSessions, limits, ...(log === undefined ? {} : { log }) });
}
