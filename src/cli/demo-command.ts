import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { type Config, loadConfig } from '../config/config.js';
import { systemClock } from '../core/clock.js';
import { CommandFailed } from './command-failed.js';
import { loadSample, setUpKeys } from './demo/load.js';
import { demoSize, makeSample } from './demo/sample.js';
import { takeTour } from './demo/tour.js';
import { createOwnedProject, type OwnedProject, ownerName } from './first-project.js';
import { GraphqlClient } from './graphql-client.js';
import { assertNoServerOn } from './running-server.js';

interface DemoOptions {
  readonly port: string;
  readonly dir: string;
  readonly exit?: boolean;
}

const seed = 2_026;
const markFile = '.muster-demo';

/** `muster demo`: a server on embedded stores with a sample project, and a short tour of it. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('start a server with a sample project on the embedded stores, and show what it can answer')
    .option('--port <port>', 'TCP port; the next free one is taken if it is in use', '4000')
    .option('--dir <folder>', 'where the sample is stored; made anew at every start', './data/demo')
    .option('--exit', 'stop after the tour instead of serving on')
    .action(demo);
}

async function demo(options: DemoOptions): Promise<void> {
  const folder = resolve(options.dir);
  const config = await demoConfig(folder, Number(options.port));
  const { createLog } = await import('../http/log.js');
  const { startServing, untilAskedToStop } = await import('./running-app.js');
  const asked = untilAskedToStop();
  const begun = performance.now();
  process.stdout.write(`Starting Muster on its embedded stores, in ${folder}\n`);
  await emptyFolder(folder, config);
  const owned: { project?: OwnedProject } = {};
  const served = await startServing(config, createLog('warn'), async (app) => {
    owned.project = await createOwnedProject(app, 'Demo');
  });
  try {
    if (owned.project === undefined) throw new Error('the demo project was not made');
    await load(served.url, owned.project.secret);
    process.stdout.write(`\nReady after ${((performance.now() - begun) / 1000).toFixed(1)} s.\n\n`);
    process.stdout.write(await tour(served.url, owned.project));
    if (options.exit !== true) await asked;
  } finally {
    await served.stop();
  }
}

async function load(url: string, secret: string): Promise<void> {
  const client = new GraphqlClient({ url, credential: { secret }, retryForMs: 30_000, connections: 4 });
  try {
    await setUpKeys(client);
    const sample = makeSample(demoSize, seed, systemClock.now());
    const live = process.stdout.isTTY === true;
    await loadSample(client, sample, (what, done, total) => {
      const text = `Loading over the API: ${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${what}`;
      if (live) process.stdout.write(`\r\x1b[2K${text}${done === total ? '\n' : ''}`);
      else if (done === total) process.stdout.write(`${text}\n`);
    });
  } finally {
    client.close();
  }
}

async function tour(url: string, { project, secret }: OwnedProject): Promise<string> {
  const client = new GraphqlClient({ url, credential: { secret }, retryForMs: 5_000, connections: 1 });
  try {
    return [
      await takeTour(client),
      '',
      'Now ask yourself:',
      '',
      `    GraphiQL       ${url}/graphiql`,
      `    secret         ${secret}   (service account "${ownerName}": reads and writes)`,
      `    project token  ${project.token}   (writes only)`,
      '',
      'In GraphiQL, paste the secret where it asks for credentials. In other clients send "Authorization: Bearer <secret>".',
      'Serving until Ctrl-C.',
      '',
    ].join('\n');
  } finally {
    client.close();
  }
}

/** The demo looks at no setting of the real server: it must never touch its stores. */
async function demoConfig(folder: string, port: number): Promise<Config> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CommandFailed('--port takes a number up to 65535.');
  return loadConfig({
    MUSTER_CATALOG_URL: `sqlite:${folder}/catalog.db`,
    MUSTER_WAREHOUSE_URL: `chdb:${folder}/warehouse`,
    MUSTER_PORT: String(port === 0 ? 0 : await freePort(port)),
  });
}

/** The first port from `wanted` on that nobody listens on, of twenty. */
async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + 20, 65_536); port++) {
    const free = await new Promise<boolean>((resolvePort) => {
      const probe = createServer();
      probe.once('error', () => resolvePort(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolvePort(true)));
    });
    if (free) return port;
  }
  throw new CommandFailed(`The ports from ${wanted} on are in use; name another with --port.`);
}

/**
 * Removes what an earlier demo stored. A folder that holds stores but not the demo's mark is somebody's data and is left.
 *
 * @throws CommandFailed when the folder is not a demo's, or another demo uses it.
 */
async function emptyFolder(folder: string, config: Config): Promise<void> {
  const mark = join(folder, markFile);
  const names = ['catalog.db', 'catalog.db-wal', 'catalog.db-shm', 'warehouse'];
  if (names.some((name) => existsSync(join(folder, name)))) {
    if (!existsSync(mark))
      throw new CommandFailed(`${folder} holds data that is not a demo's; name another folder with --dir.`);
    if (existsSync(join(folder, 'catalog.db'))) await assertNoServerOn(config);
  }
  for (const name of names) await rm(join(folder, name), { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(mark, 'This folder belongs to "muster demo", which empties it at every start.\n');
}
