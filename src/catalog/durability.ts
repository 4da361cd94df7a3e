import type { DataSource } from 'typeorm';
import type { CatalogEngine } from './entities/column-types.js';

/** A setting of the store that decides whether a commit survives a power failure. */
export interface DurabilitySetting {
  readonly name: string;
  /** As the store says it. */
  readonly value: string;
  /** The value under which a commit is on disk when it is answered. */
  readonly durableValue: string;
  /** Whether `value` does the same. */
  readonly isDurable: boolean;
}

interface Rule {
  readonly name: string;
  readonly durableValues: readonly [string, ...string[]];
}

/** 3 is MariaDB's: it flushes at every commit as 1 does, and more often. */
const innodbLog: Rule = { name: 'innodb_flush_log_at_trx_commit', durableValues: ['1', '3'] };
/** With a binary log, what is missing from it after a failure is undone in InnoDB too. Without one it says nothing. */
const binaryLog: Rule = { name: 'sync_binlog', durableValues: ['1'] };
/** 2 is FULL, 3 EXTRA; below it the write-ahead log is not flushed at a commit. */
const sqliteLog: Rule = { name: 'synchronous', durableValues: ['2', '3'] };

const held = ({ name, durableValues }: Rule, value: unknown): DurabilitySetting => ({
  name,
  value: String(value),
  durableValue: durableValues[0],
  isDurable: durableValues.includes(String(value)),
});

/** Asks the store for the settings that decide whether commits are durable. Throws STORE_UNAVAILABLE. */
export async function durabilityOf(source: DataSource, engine: CatalogEngine): Promise<DurabilitySetting[]> {
  if (engine === 'sqlite') {
    const rows = await source.query<Array<{ synchronous: number }>>('PRAGMA synchronous');
    return [held(sqliteLog, rows[0]?.synchronous)];
  }
  const rows = await source.query<Array<{ log: unknown; binlog: unknown; hasBinlog: unknown }>>(
    `SELECT @@GLOBAL.${innodbLog.name} AS log, @@GLOBAL.${binaryLog.name} AS binlog, @@GLOBAL.log_bin AS hasBinlog`,
  );
  const [row] = rows;
  const settings = [held(innodbLog, row?.log)];
  return Number(row?.hasBinlog) === 0 ? settings : [...settings, held(binaryLog, row?.binlog)];
}
