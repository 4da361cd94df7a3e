import type { DataSource, QueryRunner } from 'typeorm';
import { MusterError } from '../core/errors.js';
import type { CatalogEngine } from './entities/column-types.js';
import { migrations } from './migrations/all.js';

const lockWaitSeconds = 60;
const tableName = 'migrations';

/** The names of migrations the store has not run yet, oldest first. */
export async function pendingMigrations(source: DataSource): Promise<string[]> {
  const runner = source.createQueryRunner('master');
  try {
    const known = migrations.map(({ name }) => name);
    if (!(await runner.hasTable(tableName))) return known;
    const rows: Array<{ name: string }> = await runner.query(`SELECT name FROM ${tableName}`);
    const done = new Set(rows.map(({ name }) => name));
    return known.filter((name) => !done.has(name));
  } finally {
    await runner.release();
  }
}

/**
 * Runs what is pending and returns the names. Of several processes one runs it and the others wait: on servers by a
 * named lock, on SQLite because whoever comes late finds nothing pending any more.
 */
export async function migrate(source: DataSource, engine: CatalogEngine): Promise<string[]> {
  if (engine !== 'sqlite') return withServerLock(source, () => runPending(source));
  try {
    return await runPending(source);
  } catch (error) {
    for (let i = 0; i < 100; i++) {
      await new Promise((done) => setTimeout(done, 50));
      if ((await pendingMigrations(source)).length === 0) return [];
    }
    throw error;
  }
}

async function runPending(source: DataSource): Promise<string[]> {
  if ((await pendingMigrations(source)).length === 0) return [];
  return (await source.runMigrations({ transaction: 'each' })).map(({ name }) => name);
}

async function withServerLock<T>(source: DataSource, work: () => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner('master');
  try {
    const database: Array<{ name: string }> = await runner.query('SELECT SHA1(DATABASE()) AS name');
    const lock = `muster ${database[0]?.name}`;
    await takeLock(runner, lock);
    try {
      return await work();
    } finally {
      await runner.query('DO RELEASE_LOCK(?)', [lock]);
    }
  } finally {
    await runner.release();
  }
}

async function takeLock(runner: QueryRunner, lock: string): Promise<void> {
  const rows: Array<{ taken: unknown }> = await runner.query('SELECT GET_LOCK(?, ?) AS taken', [lock, lockWaitSeconds]);
  if (Number(rows[0]?.taken) === 1) return;
  throw new MusterError(
    'STORE_UNAVAILABLE',
    'Another process is changing the tables of the catalog; try again when it is done.',
  );
}
