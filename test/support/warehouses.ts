import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWarehouse, type QueryLimits, type WarehouseConfig } from '../../src/warehouse/open-warehouse.js';
import { dropDatabase } from '../../src/warehouse/schema/ddl.js';
import type { Warehouse } from '../../src/warehouse/warehouse.js';
import { canStartClickHouse, startClickHouse, startCluster } from './clickhouse/launch.js';
import { processDirectory } from './clickhouse/temporary.js';

export type WarehouseKind = 'chdb' | 'server' | 'cluster';

export interface TestWarehouse {
  /** Prepared: its tables exist. */
  readonly warehouse: Warehouse;
  /** To open the same database again, as a server does. */
  readonly config: WarehouseConfig;
  /** Drops the database and closes `warehouse`. */
  drop(): Promise<void>;
}

/** Limits that let a slow machine finish. */
export const testLimits: QueryLimits = { timeoutMs: 60_000, maxMemoryBytes: 4 * 1024 ** 3, maxRowsToRead: null };

let told = false;

/** The kinds of warehouse this machine can run. */
export function warehouseKinds(): WarehouseKind[] {
  const problem = canStartClickHouse();
  if (problem === null) return ['chdb', 'server', 'cluster'];
  if (process.env.MUSTER_TEST_REQUIRE_ALL === '1') throw new Error(`cannot test ClickHouse servers: ${problem}`);
  if (!told) process.stderr.write(`ClickHouse server and cluster are left out: ${problem}\n`);
  told = true;
  return ['chdb'];
}

/** Servers of this process, by what they are. */
interface Servers {
  readonly urls: readonly string[];
  readonly cluster: string | null;
}

/**
 * Starts servers once per process, not once per test file: jest gives each file modules and globals of its own, so
 * the process's directory remembers where they listen. They end with the process.
 */
async function serversOnce(kind: WarehouseKind, start: () => Promise<Servers>): Promise<Servers> {
  const note = join(processDirectory('servers'), `${kind}.json`);
  if (existsSync(note)) {
    const known: Servers = JSON.parse(readFileSync(note, 'utf8'));
    const answers = await Promise.all(known.urls.map((url) => fetch(`${url}/ping`).catch(() => null)));
    if (answers.every((answer) => answer?.ok)) return known;
  }
  const servers = await start();
  writeFileSync(note, JSON.stringify(servers));
  return servers;
}

const starts = new Map<WarehouseKind, Promise<Servers>>();

function serversOf(kind: WarehouseKind, start: () => Promise<Servers>): Promise<Servers> {
  const starting = starts.get(kind) ?? serversOnce(kind, start);
  starts.set(kind, starting);
  return starting;
}

async function configOf(kind: WarehouseKind): Promise<WarehouseConfig> {
  const place = await placeOf(kind);
  return { ...place, database: `test_${randomBytes(6).toString('hex')}`, readSessions: 2 };
}

async function placeOf(kind: WarehouseKind): Promise<Servers> {
  switch (kind) {
    case 'chdb':
      // One process can have one directory only, so all test files that run in it share it.
      return { urls: [`chdb:${processDirectory('chdb')}`], cluster: null };
    case 'server':
      return serversOf(kind, async () => ({ urls: [(await startClickHouse()).url], cluster: null }));
    case 'cluster':
      return serversOf(kind, async () => {
        const { urls, name } = await startCluster();
        return { urls, cluster: name };
      });
  }
}

/** A fresh, prepared database of that kind. Engines are started once per process and stop with it. */
export async function openTestWarehouse(kind: WarehouseKind, limits: QueryLimits = testLimits): Promise<TestWarehouse> {
  const config = await configOf(kind);
  const warehouse = await openWarehouse(config, limits);
  await warehouse.prepare();
  return {
    warehouse,
    config,
    async drop() {
      // On a cluster the nodes are single servers as far as dropping is concerned.
      for (const url of config.urls) {
        const node = await openWarehouse({ ...config, urls: [url], cluster: null }, limits);
        await node.command(dropDatabase(config.database));
        await node.close();
      }
      await warehouse.close();
    },
  };
}
