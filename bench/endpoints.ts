import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Command } from 'commander';
import { table } from '../src/cli/table.js';
import { type BodyForm, EventBodies, type EventShape, graphqlForm, mixpanelForm } from './events.js';
import { closedLoop, graphqlWire, Sender, type Wire } from './load.js';
import { ask, type ServerProcess, startServer } from './server-process.js';

interface Options {
  readonly clients: string;
  readonly seconds: string;
  readonly rounds: string;
  readonly seed: string;
}

/** One endpoint as one kind of client uses it. */
interface Way {
  readonly name: string;
  readonly batch: number;
  readonly wire: Wire;
  readonly form: BodyForm;
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

const program = new Command('endpoints')
  .description('events acknowledged per second, durable, through /track and /import beside GraphQL, in one run')
  .option('--clients <numbers>', 'requests open at the same time', '1,8,64')
  .option('--seconds <n>', 'length of each run', '4')
  .option('--rounds <n>', 'runs of each endpoint, in turn; the table shows their median', '3')
  .option('--seed <n>', 'seed of the generator', '1')
  .action(run);

const plainOne: Wire['check'] = (answer) => {
  if (answer !== '{"status":1,"error":null}' && answer !== '1') throw new Error(`not acknowledged: ${answer}`);
};

const strictAll: Wire['check'] = (answer, events) => {
  const expected = `{"code":200,"num_records_imported":${events},"status":"OK"}`;
  if (answer !== expected) throw new Error(`not acknowledged: ${answer.slice(0, 500)}`);
};

function waysOf({ token, secret }: { token: string; secret: string }): Way[] {
  const authorization = `Basic ${Buffer.from(`${secret}:`).toString('base64')}`;
  const json = { 'content-type': 'application/json', authorization };
  const browser: Way = {
    name: '/track, as the browser SDK',
    batch: 50,
    wire: {
      path: '/track/?verbose=1&ip=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://shop.example' },
      check: plainOne,
    },
    form: mixpanelForm(token, (text) => `data=${encodeURIComponent(Buffer.from(text).toString('base64'))}`),
  };
  const importing = (
    name: string,
    headers: Record<string, string>,
    encode: (text: string) => string | Buffer,
  ): Way => ({
    name,
    batch: 2_000,
    wire: { path: '/import?strict=1', headers, check: strictAll },
    form: mixpanelForm(token, encode),
  });
  return [
    { name: 'GraphQL trackBatch', batch: 50, wire: graphqlWire(token), form: graphqlForm },
    browser,
    { name: 'GraphQL trackBatch', batch: 2_000, wire: graphqlWire(token), form: graphqlForm },
    importing('/import, JSON', json, (text) => text),
    importing('/import, JSON in gzip', { ...json, 'content-encoding': 'gzip' }, (text) => gzipSync(text, { level: 1 })),
  ];
}

interface Measure {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function measure(url: string, way: Way, bodies: EventBodies, clients: number, seconds: number): Promise<Measure> {
  const sender = new Sender(url, way.wire, clients);
  const next = (size: number) => bodies.next(size);
  await closedLoop(sender, next, way.batch, clients, 0.5);
  const result = await closedLoop(sender, next, way.batch, clients, seconds);
  sender.close();
  const { latencies } = result;
  return { rate: result.events / result.seconds, p50: latencies.quantile(0.5), p99: latencies.quantile(0.99) };
}

async function compare(server: ServerProcess, options: Options): Promise<string[][]> {
  const { url, token, secret } = server;
  if (secret === null || token === null) throw new Error('the data directory must be empty');
  await ask(url, secret, 'mutation { addGroupKey(key: "company_id", displayName: "Company") { key } }');
  const shape: EventShape = {
    seed: Number(options.seed),
    users: 100_000,
    companies: 10_000,
    properties: 8,
    untilMs: Date.now(),
    spreadMs: 60_000,
  };
  // A seed each: insert ids are made from it, and no event may have been sent another way before.
  const ways = waysOf({ token, secret }).map((way, index) => ({
    way,
    bodies: new EventBodies({ ...shape, seed: shape.seed + index }, way.form),
  }));
  const rows: string[][] = [];
  for (const clients of options.clients.split(',').map(Number)) {
    const found = ways.map((): Measure[] => []);
    for (let round = 0; round < Number(options.rounds); round++) {
      for (const [index, { way, bodies }] of ways.entries()) {
        found[index]?.push(await measure(url, way, bodies, clients, Number(options.seconds)));
      }
    }
    let base = Number.NaN;
    for (const [index, { way }] of ways.entries()) {
      const runs = found[index] ?? [];
      const rate = median(runs.map((each) => each.rate));
      if (way.form === graphqlForm) base = rate;
      rows.push([
        way.name,
        String(way.batch),
        String(clients),
        whole.format(rate),
        `${(rate / base).toFixed(2)}x`,
        median(runs.map(({ p50 }) => p50)).toFixed(1),
        median(runs.map(({ p99 }) => p99)).toFixed(1),
      ]);
      console.error(rows.at(-1)?.join('  '));
    }
  }
  return rows;
}

async function run(options: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const server = await startServer(folder);
  try {
    const machine = `${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores`;
    console.log(`${machine} shared by server and load generator\n`);
    const headers = ['endpoint', 'batch', 'clients', 'events/s', 'of GraphQL', 'p50 ms', 'p99 ms'];
    const rows = await compare(server, options);
    console.log(
      table(
        headers,
        rows,
        headers.map((_, index) => (index === 0 ? 'left' : 'right')),
      ),
    );
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

await program.parseAsync();
