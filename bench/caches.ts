import { writeFileSync } from 'node:fs';
import { compiled } from '../src/warehouse/sql/compiled.js';
import type { Warehouse } from '../src/warehouse/warehouse.js';

/** Makes the engine and the system forget what they hold in memory; false where the system’s cache stays. */
export async function dropCaches(warehouse: Warehouse): Promise<boolean> {
  for (const cache of ['MARK', 'UNCOMPRESSED', 'QUERY CONDITION']) {
    await warehouse.command(compiled(`SYSTEM DROP ${cache} CACHE`));
  }
  return dropPageCache();
}

/** Makes the system forget the files it holds in memory; false where this user may not. */
export function dropPageCache(): boolean {
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '1');
    return true;
  } catch {
    return false;
  }
}
