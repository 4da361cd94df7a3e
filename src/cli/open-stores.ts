import type { Config } from '../config/config.js';
import type { Warehouse } from '../warehouse/warehouse.js';

/** Opens the configured warehouse without a server around it. The caller closes it. */
export async function openWarehouseOf(config: Config): Promise<Warehouse> {
  const { openWarehouse } = await import('../warehouse/open-warehouse.js');
  const { createLog } = await import('../http/log.js');
  return openWarehouse(config.warehouse, config.query, createLog('warn'));
}
