import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { table } from '../src/cli/table.js';
import { EventBodies } from './events.js';
import { closedLoop, graphqlWire, openLoop, Sender } from './load.js';
import { ask, startServer } from './server-process.js';

interface Options {
  readonly rounds: string;
  readonly seconds: string;
  readonly rate: string;
  readonly seed: string;
}

/** Who listens while events are stored. */
interface Audience {
  readonly name: string;
  readonly subscriptions: readonly string[];
}

const everything = 'subscription { liveEvents { skipped events { name time distinctId } } }';
const oneName = 'subscription { liveEvents(where: { names: ["export"] }) { skipped events { name time distinctId } } }';
const insights = `subscription { liveUserInsights(everyMs: 2000, question: {
  range: { last: { count: 1, unit: DAY } }, interval: HOUR, metrics: [{ events: { event: {}, measure: { count: EVENTS } } }]
}) { lines { overall { total { value } } } } }`;

const audiences: readonly Audience[] = [
  { name: 'nobody', subscriptions: [] },
  { name: 'one feed of everything', subscriptions: [everything] },
  { name: 'ten feeds of one event name', subscriptions: Array(10).fill(oneName) },
  { name: 'insights every two seconds', subscriptions: [insights] },
];

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

new Command('live')
  .description('what listeners cost where events are stored: each audience in turn, against the rounds without one')
  .option('--rounds <n>', 'how often each audience has its turn', '5')
  .option('--seconds <n>', 'length of each run', '4')
  .option('--rate <n>', 'single events a second of the fixed-rate runs', '200')
  .option('--seed <n>', 'seed of the generator', '1')
  .action(run)
  .parseAsync();

async function run(options: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const server = await startServer(folder);
  try {
    const { secret, token } = server;
    if (secret === null || token === null) throw new Error('a new folder has a first start');
    await ask(server.url, secret, 'mutation { addGroupKey(key: "company_id", displayName: "Company") { key } }');
    const bodies = new EventBodies({
      seed: Number(options.seed),
      users: 10_000,
      companies: 1_000,
      properties: 8,
      untilMs: Date.now(),
      spreadMs: 60_000,
    });
    const next = (size: number) => bodies.next(size);
    console.log(`${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores; ${options.rounds} rounds\n`);
    const sender = new Sender(server.url, graphqlWire(token), 1_000);
    // Users and companies are all known, and code is warm, before times count.
    await closedLoop(sender, next, 100, 8, 10);
    const measured = audiences.map((audience) => ({
      audience,
      rates: [] as number[],
      told: 0,
      p50: [] as number[],
      p99: [] as number[],
    }));
    for (let round = 0; round < Number(options.rounds); round++) {
      for (const each of measured) {
        const listening = listen(server.url, secret, each.audience);
        const batches = await closedLoop(sender, next, 100, 8, Number(options.seconds));
        each.rates.push(batches.events / batches.seconds);
        const { latencies } = await openLoop(sender, next, Number(options.rate), Number(options.seconds));
        each.p50.push(latencies.quantile(0.5));
        each.p99.push(latencies.quantile(0.99));
        each.told += await listening.stop();
        console.error(`${each.audience.name}: ${whole.format(each.rates.at(-1) ?? 0)} events/s`);
      }
    }
    sender.close();
    const alone = median(measured[0]?.rates ?? []);
    const headers = ['who listens', 'events/s', 'of nobody', 'p50 ms', 'p99 ms', 'messages'];
    const rows = measured.map(({ audience, rates, p50, p99, told }) => [
      audience.name,
      whole.format(median(rates)),
      `${(median(rates) / alone).toFixed(2)}x`,
      median(p50).toFixed(1),
      median(p99).toFixed(1),
      whole.format(told),
    ]);
    console.log(
      table(
        headers,
        rows,
        headers.map((_, place) => (place === 0 ? 'left' : 'right')),
      ),
    );
    console.log(`\nevents/s: batches of 100 by 8 clients; p50 and p99: single events at ${options.rate}/s.`);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Opens the subscriptions, each with a connection of its own; `stop` tells how many messages came. */
function listen(url: string, secret: string, { subscriptions }: Audience): { stop(): Promise<number> } {
  let messages = 0;
  const failures: unknown[] = [];
  const clients = subscriptions.map((query): Client => {
    const client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazy: true,
      connectionParams: { authorization: `Bearer ${secret}` },
    });
    client.subscribe(
      { query },
      {
        next: ({ errors }) => {
          messages++;
          if (errors) failures.push(errors);
        },
        error: (error) => failures.push(error),
        complete: () => undefined,
      },
    );
    return client;
  });
  return {
    async stop() {
      for (const client of clients) await client.dispose();
      if (failures.length > 0) throw new Error(`a subscription failed: ${JSON.stringify(failures[0])}`);
      if (subscriptions.length > 0 && messages <= subscriptions.length) throw new Error('nobody was told anything');
      return messages;
    },
  };
}
