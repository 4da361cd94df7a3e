import type { CompiledSql } from '../warehouse/sql/compiled.js';
import type { Select } from '../warehouse/sql/nodes.js';
import { print } from '../warehouse/sql/print.js';
import { tablesOf } from '../warehouse/sql/tables-of.js';
import type { QueryResult, Warehouse } from '../warehouse/warehouse.js';
import { badInput } from './bind-checks.js';

/** Where questions are put. */
export interface Asked {
  readonly warehouse: Pick<Warehouse, 'query'>;
  /** Resolves when the warehouse's copies of profiles hold everything acknowledged for the project. */
  readonly copies: { settled(projectId: number): Promise<void> };
  /** Resolves when every event acknowledged is among the events sorted by unit. */
  readonly unitEvents: { settled(): Promise<void> };
}

/** An answer, and what was asked for it. */
export interface Answered<Found> extends QueryResult<Found> {
  readonly sql: CompiledSql;
  /** The tables that were read. */
  readonly tables: readonly string[];
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
  asked: Asked,
  projectId: number,
  statement: Select,
  signal?: AbortSignal,
): Promise<readonly Found[]> {
  return (await askInDetail<Found>(asked, projectId, statement, signal)).rows;
}

/** {@link ask}, with what the question was and what it cost. */
export async function askInDetail<Found>(
  { warehouse, copies, unitEvents }: Asked,
  projectId: number,
  statement: Select,
  signal?: AbortSignal,
): Promise<Answered<Found>> {
  const tables = tablesOf(statement);
  await Promise.all([copies.settled(projectId), tables.includes('unit_events') && unitEvents.settled()]);
  const sql = print({ ...statement, settings: { ...statement.settings, ...roomForLargeFilters } });
  if (sql.text.length > maxStatementLength) throw badInput('The filter is too large; ask for less at once.', ['where']);
  const result = await warehouse.query<Found>(sql, signal === undefined ? {} : { signal });
  return { ...result, sql, tables };
}
