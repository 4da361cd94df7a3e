import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { type Catalog, openCatalog } from '../../src/catalog/catalog.js';

/** The catalogs a suite runs on; `mysql` is whatever server MUSTER_TEST_MYSQL_URL names, MariaDB included. */
export type CatalogKind = 'sqlite' | 'mysql';

const serverUrl = (): string | undefined => process.env.MUSTER_TEST_MYSQL_URL || undefined;

/**
 * The kinds of catalog this machine offers, for `describe.each`. left-out-reporter.cjs says so when the server
 * is left out; with MUSTER_TEST_REQUIRE_ALL=1 leaving it out is an error.
 */
export function catalogKinds(): CatalogKind[] {
  if (serverUrl() !== undefined) return ['sqlite', 'mysql'];
  if (process.env.MUSTER_TEST_REQUIRE_ALL === '1') throw new Error('MUSTER_TEST_MYSQL_URL must be set');
  return ['sqlite'];
}

/** A catalog made for one suite. */
export interface TestCatalog {
  readonly catalog: Catalog;
  /** To open it once more. */
  readonly url: string;
  /** Closes the catalog and removes what was made for it. */
  drop(): Promise<void>;
}

/** A connection to the server of MUSTER_TEST_MYSQL_URL, in no database. */
export async function serverConnection(): Promise<mysql.Connection> {
  const url = serverUrl();
  if (url === undefined) throw new Error('MUSTER_TEST_MYSQL_URL must be set');
  return mysql.createConnection(url.replace(/^mariadb:/, 'mysql:'));
}

/** An empty store, not migrated: its URL, and how to remove it. */
export async function freshStore(kind: CatalogKind): Promise<{ url: string; remove(): Promise<void> }> {
  if (kind === 'sqlite') {
    const folder = await mkdtemp(join(tmpdir(), 'muster-catalog-'));
    const file = join(folder, 'data', 'catalog.db');
    return { url: `sqlite:${file}`, remove: () => rm(folder, { recursive: true }) };
  }
  const database = `muster_test_${randomBytes(6).toString('hex')}`;
  await onServer(`CREATE DATABASE ${database}`);
  const url = new URL(serverUrl() ?? '');
  url.pathname = `/${database}`;
  return { url: url.href, remove: () => onServer(`DROP DATABASE ${database}`) };
}

/** A fresh catalog with all its tables. */
export async function openTestCatalog(kind: CatalogKind): Promise<TestCatalog> {
  const { url, remove } = await freshStore(kind);
  const catalog = await openMigrated(url).catch(async (error) => {
    await remove();
    throw error;
  });
  return {
    catalog,
    url,
    async drop() {
      await catalog.close();
      await remove();
    },
  };
}

async function openMigrated(url: string): Promise<Catalog> {
  const catalog = await openCatalog({ url });
  await catalog.migrate();
  return catalog;
}

async function onServer(statement: string): Promise<void> {
  const connection = await serverConnection();
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}
