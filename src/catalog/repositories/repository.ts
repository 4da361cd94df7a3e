import type { EntityManager } from 'typeorm';
import type { CatalogEngine } from '../entities/column-types.js';

/** What repositories must know of the store they speak to. */
export interface StoreTraits {
  readonly engine: CatalogEngine;
  /** How far generated ids of one statement lie apart. */
  readonly idStep: number;
}

/** Rows of one statement: enough to be fast, few enough for SQLite's bound on parameters. */
export const rowsPerStatement = 500;

/**
 * Ids of one lookup: a third of SQLite's bound on parameters, so that whatever a page of a thousand needs is one
 * statement.
 */
export const idsPerLookup = 10_000;

/** The list in pieces of at most `size`. */
export function chunksOf<T>(list: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < list.length; start += size) chunks.push(list.slice(start, start + size));
  return chunks;
}

/** Questions asked of one table, through the entity manager of a transaction or of the reading connection. */
export abstract class Repository {
  constructor(
    protected readonly manager: EntityManager,
    protected readonly store: StoreTraits,
  ) {}

  /** Locks what a SELECT returns until the transaction ends. SQLite has one writer at a time and needs none. */
  protected get forUpdate(): string {
    return this.store.engine === 'sqlite' ? '' : ' FOR UPDATE';
  }
}

/** The id a driver reports for an INSERT: the first row's on MySQL and MariaDB, the last row's on SQLite. */
export function generatedId(raw: unknown): number {
  if (typeof raw === 'number') return raw;
  if (typeof raw === 'object' && raw !== null && 'insertId' in raw) return Number(raw.insertId);
  throw new Error('the driver reported no generated id');
}
