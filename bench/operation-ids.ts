import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { table } from '../src/cli/table.js';
import type { ProfileItem } from '../src/profiles/profile-service.js';
import { openApp, type PreparedApp } from './app-on-folder.js';
import { Latencies } from './load.js';

interface Options {
  readonly catalog?: string;
  readonly rounds: string;
  readonly operations: string;
  readonly remembered: string;
}

const program = new Command('operation-ids')
  .description('what it costs to apply profile operations once: batches with and without operation ids, in turns')
  .option('--catalog <url>', 'an empty database of MySQL or MariaDB; left out: SQLite')
  .option('--rounds <n>', 'batches of each sort; the median counts', '41')
  .option('--operations <n>', 'operations of a batch, each on a profile of its own', '2000')
  .option('--remembered <n>', 'operation ids in the catalog before it begins', '1000000')
  .action(run);

interface Way {
  readonly ids: string;
  readonly idOf: () => string | null;
  readonly inOneTransaction: boolean;
}

/** Neighbours in time are neighbours in the index. */
const timeFirst = (): string => `${Date.now().toString(36)}-${randomUUID().slice(0, 23)}`;

/** The ways a batch is sent. They take turns, so that whatever else the machine does meets them alike. */
const ways: readonly Way[] = [false, true].flatMap((inOneTransaction) => [
  { ids: 'none', idOf: () => null, inOneTransaction },
  { ids: 'beginning with the time', idOf: timeFirst, inOneTransaction },
  { ids: 'random', idOf: randomUUID, inOneTransaction },
]);

async function run(options: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const prepared = await openApp(folder, options.catalog === undefined ? {} : { MUSTER_CATALOG_URL: options.catalog });
  try {
    await remember(prepared, Number(options.remembered));
    const latencies = ways.map(() => new Latencies());
    const repeats = new Latencies();
    // The first round makes the profiles and warms up; it does not count.
    for (let round = 0; round <= Number(options.rounds); round++) {
      for (const [index, way] of ways.entries()) {
        const items = batch(Number(options.operations), round, way.idOf);
        const ms = await applied(prepared, items, way.inOneTransaction);
        if (round > 0) latencies[index]?.add(ms);
        if (round > 0 && index === ways.length - 1) repeats.add(await applied(prepared, items, true));
      }
    }
    const { engine, version } = prepared.app.catalog.describe();
    console.log(`${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores; ${engine} ${version}`);
    const rows = ways.map(({ ids, inOneTransaction }, index) => {
      const without = latencies[ways.findIndex((way) => way.inOneTransaction === inOneTransaction)];
      const median = latencies[index]?.quantile(0.5) ?? Number.NaN;
      const ratio = median / (without?.quantile(0.5) ?? Number.NaN);
      const p90 = latencies[index]?.quantile(0.9) ?? Number.NaN;
      return [inOneTransaction ? 'one' : '10', ids, median.toFixed(0), p90.toFixed(0), ratio.toFixed(2)];
    });
    rows.push(['one', 'the same again', repeats.quantile(0.5).toFixed(0), repeats.quantile(0.9).toFixed(0), '']);
    console.log(
      table(['transactions', 'ids', 'p50 ms', 'p90 ms', 'ratio'], rows, ['left', 'left', 'right', 'right', 'right']),
    );
  } finally {
    await prepared.app.stop();
    rmSync(folder, { recursive: true });
  }
}

const batch = (operations: number, round: number, idOf: Way['idOf']): ProfileItem[] =>
  Array.from({ length: operations }, (_, i) => ({
    subject: { kind: 'user', distinctId: `user-${i}` },
    operation: { op: 'set', properties: { round, plan: 'enterprise', company_id: [`company-${i % 100}`] } },
    operationId: idOf(),
  }));

async function applied(
  { app, context }: PreparedApp,
  items: ProfileItem[],
  inOneTransaction: boolean,
): Promise<number> {
  const begun = performance.now();
  const outcomes = await app.services.profiles.apply(context, items, { inOneTransaction });
  const ms = performance.now() - begun;
  const refused = outcomes.find(({ status }) => status === 'REFUSED');
  if (refused !== undefined) throw new Error(JSON.stringify(refused));
  return ms;
}

/** Fills the table as a month of clients would have. */
async function remember({ app, context }: PreparedApp, count: number): Promise<void> {
  for (let done = 0; done < count; done += 10_000) {
    const ids = Array.from({ length: Math.min(10_000, count - done) }, () => randomUUID());
    await app.catalog.write((tx) => tx.appliedOperations.remember(context.project.id, ids, Date.now()));
  }
}

await program.parseAsync();
