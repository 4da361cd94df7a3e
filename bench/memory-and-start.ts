import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { table } from '../src/cli/table.js';
import { openApp } from './app-on-folder.js';
import { EventBodies } from './events.js';
import { closedLoop, graphqlWire, Sender } from './load.js';
import { ask, type ServerProcess, startServer } from './server-process.js';
import { writeEvents, writeProfiles } from './warehouse-data.js';

interface Options {
  readonly events: string;
  readonly users: string;
  readonly companies: string;
  readonly seconds: string;
  readonly seed: string;
}

const aimAtRestBytes = 600 * 1_048_576;
const restMs = 5_000;
const tokenQuery = 'mutation { addGroupKey(key: "company_id", displayName: "Company") { key } }';
const cohortQuery = `query { userCohort(where: { and: [
  { someGroup: { key: "company_id", where: { property: { name: "plan", is: { text: { isOneOf: ["enterprise"] } } } } } }
  { did: { event: "export", atLeast: 2, within: { lastDays: 30 } } }
] }) { size } }`;

const program = new Command('memory-and-start')
  .description('resident memory of a server process at rest and under load, and how long it takes to start')
  .option('--events <n>', 'events stored before the second start', '10000000')
  .option('--users <n>', 'users', '200000')
  .option('--companies <n>', 'companies', '20000')
  .option('--seconds <n>', 'length of the load', '20')
  .option('--seed <n>', 'seed of the generator', '1')
  .action(run);

async function run(options: Options): Promise<void> {
  const rows: string[][] = [];
  await onNewFolder((folder) => measureEmpty(folder, options, rows));
  await onNewFolder((folder) => measureFull(folder, options, rows));
  const headers = ['state', 'start ms', 'resident MB', 'most MB', 'resident of 600 MB'];
  console.log(table(headers, rows, ['left', 'right', 'right', 'right', 'right']));
}

async function measureEmpty(folder: string, options: Options, rows: string[][]): Promise<void> {
  const server = await startServer(folder);
  try {
    await sleep(restMs);
    rows.push(rowOf('empty, at rest', server, server.startMs));
    if (server.secret === null || server.token === null) throw new Error('the first start shows credentials');
    await ask(server.url, server.secret, tokenQuery);
    const bodies = new EventBodies({
      seed: Number(options.seed),
      users: Number(options.users),
      companies: Number(options.companies),
      properties: 8,
      untilMs: Date.now(),
      spreadMs: 60_000,
    });
    const sender = new Sender(server.url, graphqlWire(server.token), 64);
    const { events } = await closedLoop(sender, (size) => bodies.next(size), 500, 64, Number(options.seconds));
    sender.close();
    rows.push(rowOf(`under load (64 clients, ${events} events)`, server));
    await sleep(restMs * 3);
    rows.push(rowOf('at rest after the load', server));
  } finally {
    await server.stop();
  }
}

async function measureFull(folder: string, options: Options, rows: string[][]): Promise<void> {
  const sizes = { events: Number(options.events), users: Number(options.users), companies: Number(options.companies) };
  const { app, owner, secret } = await openApp(folder);
  await writeProfiles(app.warehouse, owner, sizes, Number(options.seed));
  await writeEvents(app.warehouse, owner, sizes, Number(options.seed), Date.now(), (done) =>
    console.error(`${done} of ${sizes.events} events written`),
  );
  await app.stop();
  const server = await startServer(folder);
  try {
    await sleep(restMs);
    rows.push(rowOf(`${sizes.events} events stored, at rest`, server, server.startMs));
    const begun = performance.now();
    await ask(server.url, secret, cohortQuery);
    const elapsed = Math.round(performance.now() - begun);
    await sleep(restMs);
    rows.push(rowOf(`after one cohort by company and events (${elapsed} ms)`, server));
  } finally {
    await server.stop();
  }
}

async function onNewFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rowOf(state: string, server: ServerProcess, startMs?: number): string[] {
  const { now, most } = server.memory();
  const megabytes = (bytes: number) => String(Math.round(bytes / 1_048_576));
  return [
    state,
    startMs === undefined ? '' : String(Math.round(startMs)),
    megabytes(now),
    megabytes(most),
    `${(now / aimAtRestBytes).toFixed(2)}x`,
  ];
}

await program.parseAsync();
