import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { MusterError } from '../core/errors.js';
import { translateFailure } from './catalog-failures.js';
import { askServer, fileDataSource, makeFolderOf, parseCatalogUrl, serverDataSource } from './data-source.js';
import { type DurabilitySetting, durabilityOf } from './durability.js';
import type { CatalogEngine } from './entities/column-types.js';
import { migrate, pendingMigrations } from './migrate.js';
import { type CatalogReads, CatalogTransaction } from './repositories/all.js';
import type { StoreTraits } from './repositories/repository.js';
import { guardStatements } from './transaction-guard.js';
import { Transactions } from './transactions.js';

export { UniqueViolation } from './catalog-failures.js';
export type { DurabilitySetting } from './durability.js';
export type { CatalogEngine } from './entities/column-types.js';
export type { CatalogReads, CatalogTransaction } from './repositories/all.js';

/** What the catalog says to the log; pino's loggers fit. */
export interface CatalogLog {
  info(fields: object, message: string): void;
}

export interface CatalogOptions {
  /** `sqlite:<file>`, `mysql://user:password@host:port/database` or `mariadb://…`. */
  readonly url: string;
  readonly log?: CatalogLog;
}

/** For `muster doctor`. */
export interface CatalogDescription {
  readonly engine: CatalogEngine;
  readonly version: string;
}

interface CatalogParts {
  readonly writer: DataSource;
  readonly reader: DataSource;
  readonly store: StoreTraits;
  readonly version: string;
  readonly log: CatalogLog | undefined;
}

/** The store of everything but events. All failures of the store itself are STORE_UNAVAILABLE. */
export class Catalog {
  /** Questions outside of a write: they see what is committed and nothing else. */
  readonly read: CatalogReads;
  private readonly transactions: Transactions;
  private closed = false;

  constructor(private readonly parts: CatalogParts) {
    this.read = new CatalogTransaction(parts.reader.manager, parts.store);
    this.transactions = new Transactions(parts.writer, parts.store);
  }

  /**
   * Runs `work` in a transaction and returns its answer once that is on disk. If `work` throws, nothing of it stays.
   * Writes that lost against another (deadlock, lock wait) are run again, so `work` must have no effects outside of
   * the transaction. Throws what `work` throws; UniqueViolation; STORE_UNAVAILABLE, after which a lost connection
   * may still have committed; SHUTTING_DOWN after {@link close}; an error without a code for a write inside a write.
   */
  async write<T>(work: (transaction: CatalogTransaction) => Promise<T>): Promise<T> {
    if (this.closed)
      throw new MusterError('SHUTTING_DOWN', 'The server is stopping; send the request again in a moment.');
    return this.transactions.run(work);
  }

  /** Brings the tables up to date; does nothing if they are. Several processes may call it at once. */
  async migrate(): Promise<void> {
    const { writer, store, log } = this.parts;
    const names = await this.transactions.maintain(() => migrate(writer, store.engine));
    if (names.length > 0) log?.info({ migrations: names }, 'catalog migrated');
  }

  /** The names of migrations not run yet, oldest first. Changes nothing. */
  async pendingMigrations(): Promise<string[]> {
    return this.transactions.maintain(() => pendingMigrations(this.parts.writer));
  }

  /** A cheap sign of life. Throws STORE_UNAVAILABLE. */
  async ping(): Promise<void> {
    await this.parts.reader.query('SELECT 1');
  }

  /** What the catalog lives in. */
  describe(): CatalogDescription {
    return { engine: this.parts.store.engine, version: this.parts.version };
  }

  /** The store's settings that decide whether a commit survives a power failure. Throws STORE_UNAVAILABLE. */
  async durability(): Promise<DurabilitySetting[]> {
    const { writer, store } = this.parts;
    return this.transactions.maintain(() => durabilityOf(writer, store.engine));
  }

  /** Lets running writes end, then closes all connections. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.transactions.idle();
    await this.parts.reader.destroy();
    await this.parts.writer.destroy();
  }
}

/**
 * Connects to the catalog, making a missing SQLite file and its folder; runs no migration. Throws BAD_INPUT for a URL
 * it cannot use and STORE_UNAVAILABLE if the store does not answer or refuses us.
 */
export async function openCatalog({ url, log }: CatalogOptions): Promise<Catalog> {
  const address = parseCatalogUrl(url);
  try {
    if (address.kind === 'file') {
      makeFolderOf(address.file);
      const writer = await connect(fileDataSource(address.file, 'writer'));
      const reader = await connect(fileDataSource(address.file, 'reader'));
      const rows = await reader.query<Array<{ version: string }>>('SELECT sqlite_version() AS version');
      const version = rows[0]?.version ?? 'unknown';
      return new Catalog({ writer, reader, store: { engine: 'sqlite', idStep: 1 }, version, log });
    }
    const { engine, version, idStep } = await askServer(address);
    const writer = await connect(serverDataSource(address, engine, 'writer'));
    const reader = await connect(serverDataSource(address, engine, 'reader'));
    return new Catalog({ writer, reader, store: { engine, idStep }, version, log });
  } catch (error) {
    throw translateFailure(error);
  }
}

async function connect(source: DataSource): Promise<DataSource> {
  guardStatements(source);
  return source.initialize();
}
