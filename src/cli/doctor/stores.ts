import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Catalog, DurabilitySetting } from '../../catalog/catalog.js';
import type { Config } from '../../config/config.js';
import type { Warehouse } from '../../warehouse/warehouse.js';
import { openWarehouseOf } from '../open-stores.js';
import { type RunningServer, runningServer } from '../running-server.js';
import { type Finding, fail, isAtLeast, ok, reasonOf, warn } from './check.js';
import { checkDisk, checkFolder } from './machine.js';

/** Oldest versions the stores may have. */
const oldest = {
  mysql: [8, 0, 17],
  mariadb: [10, 6],
  clickhouse: [26, 7],
} as const;

/** Checks the catalog; with it, who runs and what waits. Opens and closes it. */
export async function checkCatalog(config: Config): Promise<{ findings: Finding[]; server: RunningServer | null }> {
  const file = sqliteFile(config.catalogUrl);
  const findings = file === null ? [] : [await checkFolder('catalog folder', dirname(file))];
  if (findings.some(({ state }) => state === 'fail')) return { findings, server: null };
  if (file !== null && !existsSync(file)) {
    findings.push(ok('catalog', `SQLite, ${file} does not exist yet; the first start makes it`));
    return { findings, server: null };
  }
  let catalog: Catalog | null = null;
  try {
    const { openCatalog } = await import('../../catalog/catalog.js');
    catalog = await openCatalog({ url: config.catalogUrl });
    await catalog.ping();
    findings.push(checkCatalogVersion(catalog), checkCommits(await catalog.durability()));
    const { more, server } = await checkCatalogContent(catalog);
    return { findings: [...findings, ...more], server };
  } catch (error) {
    findings.push(
      fail('catalog', `cannot be used: ${reasonOf(error)}`, 'Check MUSTER_CATALOG_URL, and that the database runs.'),
    );
    return { findings, server: null };
  } finally {
    await catalog?.close();
  }
}

function checkCatalogVersion(catalog: Catalog): Finding {
  const { engine, version } = catalog.describe();
  if (engine === 'sqlite') return ok('catalog', `SQLite ${version}`);
  const name = engine === 'mysql' ? 'MySQL' : 'MariaDB';
  return isAtLeast(version, oldest[engine])
    ? ok('catalog', `${name} ${version}`)
    : fail(
        'catalog',
        `${name} ${version}`,
        `Use ${name} ${oldest[engine].join('.')} or newer: older ones cannot compare ids byte by byte.`,
      );
}

/** Whether what the catalog has committed survives a power failure. */
export function checkCommits(settings: readonly DurabilitySetting[]): Finding {
  const list = (some: readonly DurabilitySetting[]) => some.map(({ name, value }) => `${name} = ${value}`).join(', ');
  const weak = settings.filter(({ isDurable }) => !isDurable);
  if (weak.length === 0) return ok('commits', `durable (${list(settings)})`);
  const wanted = weak.map(({ name, durableValue }) => `${name} = ${durableValue}`).join(' and ');
  return warn(
    'commits',
    `not durable (${list(weak)}): a power failure may lose what Muster has acknowledged`,
    `Set ${wanted} in the database server’s configuration, and with SET GLOBAL to have it at once.`,
  );
}

async function checkCatalogContent(catalog: Catalog): Promise<{ more: Finding[]; server: RunningServer | null }> {
  const pending = await catalog.pendingMigrations();
  if (pending.length > 0) {
    const advice = 'Run "muster migrate"; the server does it too when it starts.';
    return { more: [warn('migrations', `${pending.length} to run: ${pending.join(', ')}`, advice)], server: null };
  }
  const server = await runningServer(catalog);
  const waiting = await catalog.read.outbox.count();
  const more = [
    ok('migrations', 'up to date'),
    ok('server', server === null ? 'none runs on these stores' : `running: ${server.holder}`),
    waiting === 0
      ? ok('profile copies', 'the warehouse has them all')
      : warn(
          'profile copies',
          `${waiting} wait to be written to the warehouse`,
          server === null
            ? 'The next start writes them. If they stay, look at the warehouse below.'
            : 'That is normal for a moment. If the number does not fall, look at the warehouse below and at the log.',
        ),
  ];
  return { more, server };
}

/** Checks the warehouse. An embedded one that a server has open cannot be opened a second time, and is left alone. */
export async function checkWarehouse(config: Config, server: RunningServer | null): Promise<Finding[]> {
  const folder = chdbFolder(config);
  if (folder === null) return askWarehouse(config);
  const findings = [await checkFolder('warehouse folder', folder), await checkDisk('disk', folder)];
  if (findings.some(({ state }) => state === 'fail')) return findings;
  if (server !== null) {
    const found = `chDB at ${folder}, in use by the running server, so it was not opened`;
    return [...findings, ok('warehouse', `${found}; the server’s /readyz tells about it`)];
  }
  if (!existsSync(folder)) return [...findings, ok('warehouse', 'chDB, nothing stored yet; the first start makes it')];
  return [...findings, ...(await askWarehouse(config))];
}

async function askWarehouse(config: Config): Promise<Finding[]> {
  try {
    const warehouse = await openWarehouseOf(config);
    try {
      await warehouse.ping();
      const { engine, version, nodes } = await warehouse.describe();
      const found = `${engine === 'chdb' ? 'chDB' : 'ClickHouse'} ${version}${engine === 'cluster' ? `, cluster of ${nodes} nodes` : ''}`;
      if (isAtLeast(version, oldest.clickhouse)) return [ok('warehouse', found), await checkEventsByUnit(warehouse)];
      return [fail('warehouse', found, `Use ClickHouse ${oldest.clickhouse.join('.')} or newer: the tables need it.`)];
    } finally {
      await warehouse.close();
    }
  } catch (error) {
    const advice = chdbFolder(config)
      ? 'chDB has binaries for Linux (glibc) and macOS, on x64 and arm64; elsewhere set MUSTER_WAREHOUSE_URL to a ClickHouse server.'
      : 'Check MUSTER_WAREHOUSE_URL, and that ClickHouse runs and lets this user in.';
    return [fail('warehouse', `cannot be used: ${reasonOf(error)}`, advice)];
  }
}

async function checkEventsByUnit(warehouse: Warehouse): Promise<Finding> {
  const { checkUnitEvents } = await import('../../warehouse/writer/unit-events-check.js');
  const subject = 'events by unit';
  const check = await checkUnitEvents(warehouse).catch((error: unknown) => reasonOf(error));
  if (typeof check === 'string') {
    return warn(
      subject,
      `not looked at: ${check}`,
      'Before the first start there is nothing to look at; else run it again.',
    );
  }
  if (check === null) return ok(subject, 'nothing is copied yet; the first report copies the events');
  const { expected, found } = check;
  if (expected === found) return ok(subject, `${found} rows, as many as the events make`);
  return warn(
    subject,
    `${found} rows, where the events make ${expected}: reports may be wrong by as much`,
    'Run it again if a backfill is under way. If they still differ, stop the server and run "muster rebuild".',
  );
}

const sqliteFile = (url: string): string | null =>
  url.startsWith('sqlite:') ? resolve(url.slice('sqlite:'.length)) : null;

const chdbFolder = (config: Config): string | null => {
  const [url] = config.warehouse.urls;
  return url?.startsWith('chdb:') ? resolve(url.slice('chdb:'.length)) : null;
};
