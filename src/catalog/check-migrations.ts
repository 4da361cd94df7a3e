import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { openCatalog } from './catalog.js';
import { schemaDifferences } from './schema-differences.js';

// A program for `npm run check`: runs the migrations on fresh stores and compares the result with the entities.

/** Migrates a fresh store and says on standard output how it differs from the entities. True if it does not. */
async function check(url: string): Promise<boolean> {
  const catalog = await openCatalog({ url });
  const { engine, version } = catalog.describe();
  await catalog.migrate();
  await catalog.close();
  const differences = await schemaDifferences(url);
  const verdict = differences.length === 0 ? 'migrations and entities agree' : 'migrations and entities differ:';
  console.log([`${engine} ${version}: ${verdict}`, ...differences.map((query) => `  ${query}`)].join('\n'));
  return differences.length === 0;
}

async function checkFile(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-migrations-'));
  try {
    return await check(`sqlite:${join(folder, 'catalog.db')}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function checkServer(serverUrl: string): Promise<boolean> {
  const database = `muster_check_${randomBytes(6).toString('hex')}`;
  const url = new URL(serverUrl);
  const connection = await mysql.createConnection(serverUrl.replace(/^mariadb:/, 'mysql:'));
  await connection.query(`CREATE DATABASE ${database}`);
  try {
    url.pathname = `/${database}`;
    return await check(url.href);
  } finally {
    await connection.query(`DROP DATABASE ${database}`);
    await connection.end();
  }
}

const serverUrl = process.env.MUSTER_TEST_MYSQL_URL;
const agreed = [await checkFile()];
if (serverUrl) agreed.push(await checkServer(serverUrl));
else console.log('MUSTER_TEST_MYSQL_URL is not set: MySQL and MariaDB are left out');
process.exitCode = agreed.every(Boolean) ? 0 : 1;
