import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { table } from '../src/cli/table.js';
import { EventBodies } from './events.js';
import { closedLoop, graphqlWire, type LoadResult, type NextBody, openLoop, Sender } from './load.js';
import { ask, startServer } from './server-process.js';

interface Options {
  readonly batches: string;
  readonly clients: string;
  readonly seconds: string;
  readonly rate: string;
  readonly rateSeconds: string;
  readonly users: string;
  readonly companies: string;
  readonly properties: string;
  readonly days: string;
  readonly seed: string;
  readonly dir?: string;
  readonly profile?: string;
}

const aimEventsPerSecond = 50_000;
const aimP99Ms = 50;
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

const program = new Command('ingest')
  .description(
    'events acknowledged per second over HTTP, durable: a server process on embedded stores, the load beside it',
  )
  .option('--batches <sizes>', 'events per request', '1,100,2000')
  .option('--clients <numbers>', 'requests open at the same time', '1,8,64')
  .option('--seconds <n>', 'length of each run', '5')
  .option('--rate <n>', 'single events a second of the fixed-rate run; 0 leaves it out', '500')
  .option('--rate-seconds <n>', 'length of the fixed-rate run', '20')
  .option('--users <n>', 'different users', '100000')
  .option('--companies <n>', 'different companies', '10000')
  .option('--properties <n>', 'properties of an event beside its group', '8')
  .option('--days <n>', 'how far back the events lie: 0 is live traffic, more an import of the past', '0')
  .option('--seed <n>', 'seed of the generator', '1')
  .option('--dir <folder>', 'data directory; default: a new one, removed afterwards')
  .option('--profile <folder>', 'write a CPU profile of the server there')
  .action(run);

async function run(options: Options): Promise<void> {
  const folder = options.dir ?? mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const profiling = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`];
  const server = await startServer(folder, profiling);
  try {
    const { secret, token } = server;
    if (secret === null || token === null) throw new Error('the data directory must be empty');
    await ask(server.url, secret, 'mutation { addGroupKey(key: "company_id", displayName: "Company") { key } }');
    const bodies = new EventBodies({
      seed: Number(options.seed),
      users: Number(options.users),
      companies: Number(options.companies),
      properties: Number(options.properties),
      untilMs: Date.now(),
      spreadMs: Number(options.days) * 86_400_000 || 60_000,
    });
    const next = (size: number) => bodies.next(size);
    console.log(
      `${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores shared by server and load generator\n`,
    );
    await closedLoopTable(options, server.url, token, next);
    if (Number(options.rate) > 0) await openLoopTable(options, server.url, token, next);
    const { now, most } = server.memory();
    console.log(`\nServer memory: ${megabytes(now)} now, ${megabytes(most)} at most.`);
  } finally {
    await server.stop();
    if (options.dir === undefined) rmSync(folder, { recursive: true });
  }
}

async function closedLoopTable(options: Options, url: string, token: string, next: NextBody): Promise<void> {
  const rows: string[][] = [];
  let base: number | null = null;
  for (const size of options.batches.split(',').map(Number)) {
    for (const clients of options.clients.split(',').map(Number)) {
      const sender = new Sender(url, graphqlWire(token), clients);
      await closedLoop(sender, next, size, clients, 1);
      const result = await closedLoop(sender, next, size, clients, Number(options.seconds));
      sender.close();
      const rate = result.events / result.seconds;
      base ??= rate;
      rows.push([
        String(size),
        String(clients),
        whole.format(rate),
        `${(rate / base).toFixed(1)}x`,
        size === 2_000 ? `${(rate / aimEventsPerSecond).toFixed(2)}x` : '',
        ...quantiles(result),
      ]);
      console.error(`batch ${size}, ${clients} clients: ${whole.format(rate)} events/s`);
    }
  }
  const headers = [
    'batch',
    'clients',
    'events/s',
    'of first',
    `of ${whole.format(aimEventsPerSecond)}/s`,
    'p50 ms',
    'p99 ms',
    'requests',
  ];
  console.log(
    table(
      headers,
      rows,
      headers.map(() => 'right'),
    ),
  );
}

async function openLoopTable(options: Options, url: string, token: string, next: NextBody): Promise<void> {
  const sender = new Sender(url, graphqlWire(token), 1_000);
  await openLoop(sender, next, Number(options.rate), 2);
  const result = await openLoop(sender, next, Number(options.rate), Number(options.rateSeconds));
  sender.close();
  const p99 = result.latencies.quantile(0.99);
  const headers = ['single events', 'p50 ms', 'p99 ms', 'requests', 'max ms', `p99 of ${aimP99Ms} ms`];
  const row = [
    `${options.rate}/s`,
    ...quantiles(result),
    result.latencies.quantile(1).toFixed(1),
    `${(p99 / aimP99Ms).toFixed(2)}x`,
  ];
  console.log(
    `\n${table(
      headers,
      [row],
      headers.map(() => 'right'),
    )}`,
  );
}

const quantiles = ({ latencies }: LoadResult): string[] => [
  latencies.quantile(0.5).toFixed(1),
  latencies.quantile(0.99).toFixed(1),
  whole.format(latencies.count),
];

const megabytes = (bytes: number): string => `${whole.format(bytes / 1_048_576)} MB`;

await program.parseAsync();
