import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { table } from '../src/cli/table.js';
import { compiled } from '../src/warehouse/sql/compiled.js';
import type { Warehouse } from '../src/warehouse/warehouse.js';
import { openApp, type PreparedApp } from './app-on-folder.js';
import { dropCaches, dropPageCache } from './caches.js';
import { type Question, questions } from './cohort-questions.js';
import { writeProfiles } from './warehouse-data.js';

interface Options {
  readonly users: string;
  readonly companies: string;
  readonly runs: string;
  readonly coldRuns: string;
  readonly seed: string;
}

const pageSize = 100;
const aim = 1.3;

const program = new Command('cohorts')
  .description(
    'users by the properties of their group: size and first page, asked of the service and of the engine by hand',
  )
  .option('--users <n>', 'users', '1000000')
  .option('--companies <n>', 'companies', '100000')
  .option('--runs <n>', 'warm runs of each; the median counts', '15')
  .option('--cold-runs <n>', 'cold runs of each; the median counts', '5')
  .option('--seed <n>', 'seed of the generator', '1')
  .action(run);

async function run(options: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const prepared = await openApp(folder);
  try {
    const sizes = { users: Number(options.users), companies: Number(options.companies), events: 0 };
    const begun = performance.now();
    await writeProfiles(prepared.app.warehouse, prepared.owner, sizes, Number(options.seed));
    console.error(`wrote ${options.users} users and ${options.companies} companies in ${seconds(begun)} s`);
    console.log(
      `${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores; ${options.users} users, ${options.companies} companies`,
    );
    console.log(
      `cold: ${dropPageCache() ? 'engine caches and the system’s page cache' : 'engine caches only (not root)'} dropped before each run\n`,
    );
    const rows: string[][] = [];
    for (const question of questions) rows.push(...(await compare(prepared, question, options)));
    const headers = ['question', 'asked for', 'answer', '', 'service ms', 'by hand ms', 'ratio', `within ${aim}`];
    console.log(table(headers, rows, ['left', 'left', 'right', 'left', 'right', 'right', 'right', 'left']));
  } finally {
    await prepared.app.stop();
    rmSync(folder, { recursive: true });
  }
}

async function compare(
  { app, owner, context }: PreparedApp,
  question: Question,
  options: Options,
): Promise<string[][]> {
  const { cohorts } = app.services;
  const { where, name } = question;
  const size = () => cohorts.usersCount(context, where);
  const page = async () => {
    const { items } = await cohorts.usersPage(context, { where, orderBy: null, first: pageSize, after: null });
    return items.length;
  };
  const byHand = (text: string) => async () => {
    const { rows } = await app.warehouse.query<{ n: string }>(compiled(text, { ...owner }));
    return Number(rows[0]?.n);
  };
  const rows: string[][] = [];
  for (const [what, service, texts] of [
    ['size', size, question.sizeByHand],
    ['first page', page, question.pageByHand],
  ] as const) {
    const hands = texts.map(byHand);
    const expected = await service();
    for (const hand of hands) {
      const got = await hand();
      if (got !== expected) throw new Error(`${name}, ${what}: the service says ${expected}, by hand it is ${got}`);
    }
    for (const [state, count] of [
      ['warm', Number(options.runs)],
      ['cold', Number(options.coldRuns)],
    ] as const) {
      const cold = state === 'cold' ? app.warehouse : null;
      const asked = await medianMs(service, count, cold);
      const bests = [];
      for (const hand of hands) bests.push(await medianMs(hand, count, cold));
      const best = Math.min(...bests);
      const ratio = asked / best;
      rows.push([
        name,
        what,
        String(expected),
        state,
        asked.toFixed(1),
        best.toFixed(1),
        `${ratio.toFixed(2)}x`,
        ratio <= aim ? 'yes' : 'NO',
      ]);
    }
  }
  return rows;
}

async function medianMs(work: () => Promise<unknown>, runs: number, cold: Warehouse | null): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < runs; count++) {
    if (cold !== null) await dropCaches(cold);
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? Number.NaN;
}

const seconds = (begun: number): string => ((performance.now() - begun) / 1_000).toFixed(1);

await program.parseAsync();
