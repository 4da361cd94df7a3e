import { InsertCutShort } from '../engine/engine-errors.js';
import type { TableName, Warehouse } from '../warehouse.js';

/** Stores rows that may be stored twice: an insert that was cut short has a second try. Throws as {@link Warehouse.insert} does. */
export async function insertAgain(warehouse: Warehouse, table: TableName, rows: readonly string[]): Promise<void> {
  try {
    await warehouse.insert(table, rows);
  } catch (error) {
    if (!(error instanceof InsertCutShort)) throw error;
    await warehouse.insert(table, rows);
  }
}
