import type { Select } from '../warehouse/sql/nodes.js';
import { print } from '../warehouse/sql/print.js';
import type { Warehouse } from '../warehouse/warehouse.js';
import { badInput } from './bind-checks.js';

/** Where questions are put. */
export interface Asked {
  readonly warehouse: Pick<Warehouse, 'query'>;
  /** Resolves when the warehouse's copies hold everything acknowledged for the project. */
  readonly copies: { settled(projectId: number): Promise<void> };
}

/** The engine's own bounds on the size of a statement lie below what a filter of 200 conditions can need. */
const roomForLargeFilters = { max_ast_elements: 1_000_000, max_expanded_ast_elements: 5_000_000 } as const;

/** ClickHouse takes form fields of 128 KiB over HTTP. The values travel apart and are not counted. */
const maxStatementLength = 100_000;

/**
 * The rows of one question about a project, which sees everything acknowledged before.
 * @throws MusterError BAD_INPUT if the filter makes a statement that no engine takes; the warehouse's
 */
export async function ask<Found>(
  { warehouse, copies }: Asked,
  projectId: number,
  statement: Select,
  signal?: AbortSignal,
): Promise<readonly Found[]> {
  await copies.settled(projectId);
  const sql = print({ ...statement, settings: { ...statement.settings, ...roomForLargeFilters } });
  if (sql.text.length > maxStatementLength) throw badInput('The filter is too large; ask for less at once.', ['where']);
  const { rows } = await warehouse.query<Found>(sql, signal === undefined ? {} : { signal });
  return rows;
}
