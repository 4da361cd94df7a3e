import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCatalog } from '../../src/catalog/catalog.js';
import { systemClock } from '../../src/core/clock.js';
import { Projects } from '../../src/projects/projects.js';
import { ServiceAccounts } from '../../src/projects/service-accounts.js';

export { askOnce } from './ask.js';

/** `muster serve` as a process of its own, built from the same sources by `npm test`. */
export interface SpawnedServer {
  readonly url: string;
  /** An owner's secret. */
  readonly secret: string;
  readonly process: ChildProcess;
  /** Everything it has printed and logged. */
  output(): string;
  /** Sends the signal and waits for the end; answers with the exit code, null if the signal ended it. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
}

export interface SpawnOptions {
  /** Where the data is, or is to be. */
  readonly folder: string;
  /** An owner's secret of an earlier start on the same folder; a first start makes one. */
  readonly secret?: string;
  /** Where to listen, for a restart at the same address; a free port unless given. */
  readonly port?: number;
  readonly env?: Record<string, string>;
}

const program = resolve(__dirname, '../../dist/src/cli/main.cjs');

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'muster-e2e-'));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Makes the catalog with one project and its owner, before the server's first start. */
async function makeOwner(url: string): Promise<string> {
  const catalog = await openCatalog({ url });
  await catalog.migrate();
  const project = await new Projects(catalog, systemClock).create({ name: 'Default' });
  const accounts = new ServiceAccounts(catalog, systemClock);
  const { secret } = await accounts.create({ kind: 'operator' }, project.id, { name: 'owner', role: 'OWNER' });
  await catalog.close();
  return secret;
}

/** Starts the server and waits until it is ready; throws with its output if it ends or takes more than a minute. */
export async function spawnServer({ folder, secret, port: wanted, env = {} }: SpawnOptions): Promise<SpawnedServer> {
  const catalogUrl = env.MUSTER_CATALOG_URL ?? `sqlite:${join(folder, 'catalog.db')}`;
  const owner = secret ?? (await makeOwner(catalogUrl));
  const port = wanted ?? (await freePort());
  const child = spawn(process.execPath, [program, 'serve'], {
    env: {
      PATH: process.env.PATH ?? '',
      MUSTER_CATALOG_URL: catalogUrl,
      MUSTER_WAREHOUSE_URL: `chdb:${join(folder, 'warehouse')}`,
      MUSTER_PORT: String(port),
      MUSTER_LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = once(child, 'exit');
  // A test that fails before it stops its server must not leave it behind.
  const endWithTests = () => child.kill('SIGKILL');
  process.once('exit', endWithTests);
  child.once('exit', () => process.removeListener('exit', endWithTests));
  const url = `http://127.0.0.1:${port}`;
  const isReady = async (): Promise<boolean> =>
    fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
  const deadline = performance.now() + 60_000;
  while (!(await isReady())) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`the server did not start:\n${output}`);
    }
    await sleep(25);
  }
  return {
    url,
    secret: owner,
    process: child,
    output: () => output,
    async kill(signal) {
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}
