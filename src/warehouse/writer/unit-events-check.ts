import { as, call, col, lte, num, param, plus, select, table } from '../sql/builders.js';
import { type CompiledSql, compiled } from '../sql/compiled.js';
import { print } from '../sql/print.js';
import type { Warehouse } from '../warehouse.js';
import { copiedUpTo } from './unit-events-sql.js';

/** How many rows the events that are copied make by unit, and how many there are. */
export interface UnitEventsCheck {
  readonly expected: number;
  readonly found: number;
}

const madeTables = compiled(
  "SELECT count() AS value FROM system.tables WHERE database = currentDatabase() AND name = 'watermarks'",
);

/**
 * Holds the copy of the events sorted by unit against the events. Null where nothing was ever copied: the next question
 * does. While a backfill attributes events the two may differ.
 * @throws MusterError the warehouse's
 */
export async function checkUnitEvents(warehouse: Pick<Warehouse, 'query'>): Promise<UnitEventsCheck | null> {
  const numberFrom = async (sql: CompiledSql): Promise<number | null> => {
    const { rows } = await warehouse.query<{ value: string }>(sql, { timeoutMs: 600_000, ownWork: true });
    return rows[0] === undefined ? null : Number(rows[0].value);
  };
  if ((await numberFrom(madeTables)) === 0) return null;
  const copied = await numberFrom(print(copiedUpTo));
  if (copied === null) return null;
  const where = lte(col('batch'), param(copied, 'UInt64'));
  const rowsOfEvent = plus(num(1), call('length', col('group_keys')));
  const expected = select({ columns: [as(call('sum', rowsOfEvent), 'value')], from: table('events'), where });
  const found = select({ columns: [as(call('count'), 'value')], from: table('unit_events'), where });
  return { expected: (await numberFrom(print(expected))) ?? 0, found: (await numberFrom(print(found))) ?? 0 };
}
