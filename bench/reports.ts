import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { table } from '../src/cli/table.js';
import type { AskedStatement } from '../src/reports/inquiry.js';
import { compiled } from '../src/warehouse/sql/compiled.js';
import { openApp, type PreparedApp, reopenApp } from './app-on-folder.js';
import { dropCaches, dropPageCache } from './caches.js';
import { measurePages } from './company-pages.js';
import type { ByHand } from './report-by-hand.js';
import { days, writeReportData } from './report-data.js';
import { type Figures, keyOf, questionsOf, type ReportQuestion } from './report-questions.js';
import { writeCatalogProfiles } from './warehouse-data.js';

interface Options {
  readonly events: string;
  readonly users: string;
  readonly companies: string;
  readonly runs: string;
  readonly only: string;
  readonly sql: boolean;
  readonly seed: string;
  readonly folder: string;
  readonly timeout: string;
  readonly memory: string;
}

interface HandRow {
  readonly a: string;
  readonly b: string;
  readonly n: number | string;
}

/** A question written by hand, and how long it took. */
interface HandTimes {
  readonly hand: ByHand;
  readonly times: readonly number[];
  /** What is wrong with its figures; null: they are the same. */
  readonly difference: string | null;
}

const program = new Command('reports')
  .description('each report by users and by companies, beside the best SQL written by hand')
  .option('--events <n>', 'events', '10000000')
  .option('--users <n>', 'users', '200000')
  .option('--companies <n>', 'companies', '20000')
  .option('--runs <n>', 'warm runs of each, in turn with those by hand', '15')
  .option('--only <text>', 'only questions whose name has this in it; pages: those of companies', '')
  .option('--sql', 'shows the statements and how long each took cold', false)
  .option('--seed <n>', 'seed of the generator', '1')
  .option('--folder <path>', 'keeps the data there, and takes what is there; a temporary folder unless given', '')
  .option('--timeout <s>', 'most time for one question, seconds', '30')
  .option('--memory <mb>', 'most memory for one question, megabytes', '2048')
  .action(run);

async function run(options: Options): Promise<void> {
  const folder = options.folder === '' ? mkdtempSync(join(tmpdir(), 'muster-bench-')) : options.folder;
  const file = join(folder, 'owner.json');
  if (!existsSync(file)) {
    const filling = await openApp(folder);
    await fill(filling, options);
    // What is written past the app is seen by the next one.
    await filling.app.stop();
    writeFileSync(file, JSON.stringify(filling.owner));
  }
  const owner = ownerShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  // The data ends with the day that is today for the reports that tell of the last days.
  const clock = { now: () => Date.parse(days.to) + 23 * 3_600_000 };
  const prepared = await reopenApp(folder, owner, clock, {
    MUSTER_QUERY_TIMEOUT_MS: String(Number(options.timeout) * 1_000),
    MUSTER_QUERY_MAX_MEMORY_BYTES: String(Number(options.memory) * 1_048_576),
  });
  try {
    await writeCatalogProfiles(prepared.app.catalog, prepared.app.warehouse, owner);
    const isColdFully = dropPageCache();
    console.log(
      `${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores; ${options.events} events of 90 days, ${options.users} users, ${options.companies} companies; ${options.runs} warm runs`,
    );
    console.log(
      `cold: ${isColdFully ? 'engine caches and the system’s page cache' : 'engine caches only (not root)'} dropped before\n`,
    );
    await measureAll(prepared, options);
    const runs = Number(options.runs);
    if ('pages'.includes(options.only)) console.log(`\n${await measurePages(prepared, runs)}`);
  } finally {
    await prepared.app.stop();
    if (options.folder === '') rmSync(folder, { recursive: true });
  }
}

const ownerShape = z.object({ projectId: z.int(), groupKeyId: z.int() });

async function fill({ app, owner }: PreparedApp, options: Options): Promise<void> {
  const sizes = { users: Number(options.users), companies: Number(options.companies), events: Number(options.events) };
  const begun = performance.now();
  await writeReportData(app.warehouse, owner, sizes, Number(options.seed), (done) =>
    console.error(`${done} of ${sizes.events} events written`),
  );
  const { rows } = await app.warehouse.query<{ table: string; rows: string; bytes: string }>(
    compiled(`SELECT table, sum(rows) AS rows, sum(bytes_on_disk) AS bytes FROM system.parts
      WHERE active AND database = currentDatabase() AND table IN ('events', 'unit_events') GROUP BY table ORDER BY table`),
  );
  const told = rows.map((row) => `${row.table}: ${row.rows} rows, ${megabytes(Number(row.bytes))} MB`);
  console.error(`written in ${((performance.now() - begun) / 1_000).toFixed(1)} s; ${told.join('; ')}`);
}

async function measureAll(prepared: PreparedApp, options: Options): Promise<void> {
  const { app, owner, context } = prepared;
  const keys = await app.services.groupKeys.list(owner.projectId);
  const companies = keys.find(({ id }) => id === owner.groupKeyId);
  if (companies === undefined) throw new Error('the project has a group key');
  const { reports } = app.services;
  const questions = [...questionsOf(reports, context, null), ...questionsOf(reports, context, companies)];
  const rows: string[][] = [];
  const handRows: string[][] = [];
  for (const question of questions.filter(({ name }) => name.includes(options.only))) {
    const measured = await measure(prepared, question, Number(options.runs));
    if (options.sql) console.error(measured.statements.map(textOf).join('\n\n'));
    const added = [rowOf(question, measured), ...measured.hands.map((hand) => handRowOf(question, measured, hand))];
    for (const row of added) console.error(row.join(' | '));
    rows.push(...added.slice(0, 1));
    handRows.push(...added.slice(1));
  }
  const headers = ['of', 'report', 'cold ms', 'p50 ms', 'p95 ms', 'asked', 'rows read', 'MB read', 'hand p50', 'ratio'];
  console.log(table(headers, rows, ['left', 'left', ...headers.slice(2).map(() => 'right' as const)]));
  const handHeaders = ['of', 'report', 'by hand', 'p50 ms', 'p95 ms', 'ratio', 'figures'];
  console.log(`\n${table(handHeaders, handRows, ['left', 'left', 'left', 'right', 'right', 'right', 'left'])}`);
}

const textOf = ({ sql, elapsedMs }: AskedStatement): string => `-- ${elapsedMs.toFixed(0)} ms\n${sql}`;

/** What the engine has read of its tables. */
interface Read {
  readonly rows: number;
  readonly bytes: number;
}

/** Since the process began. The engine’s own counters: the embedded one tells of a statement only what it gave back. */
async function readSoFar({ app }: PreparedApp): Promise<Read> {
  const { rows } = await app.warehouse.query<{ event: string; value: string }>(
    compiled(`SELECT event, value FROM system.events WHERE event IN ('SelectedRows', 'SelectedBytes')`),
  );
  const of = (name: string): number => Number(rows.find(({ event }) => event === name)?.value ?? 0);
  return { rows: of('SelectedRows'), bytes: of('SelectedBytes') };
}

interface Measured {
  readonly coldMs: number;
  readonly read: Read;
  readonly times: readonly number[];
  readonly statements: readonly AskedStatement[];
  readonly hands: readonly HandTimes[];
}

async function measure(prepared: PreparedApp, question: ReportQuestion, runs: number): Promise<Measured> {
  const { warehouse } = prepared.app;
  await dropCaches(warehouse);
  const before = await readSoFar(prepared);
  const coldBegun = performance.now();
  const { statements, figures } = await question.ask();
  const coldMs = performance.now() - coldBegun;
  const after = await readSoFar(prepared);
  const read = { rows: after.rows - before.rows, bytes: after.bytes - before.bytes };
  const hands = question.hands.map((hand) => ({ hand, times: [] as number[] }));
  const differences: Array<string | null> = [];
  for (const { hand } of hands) {
    const difference = differenceOf(figures?.() ?? new Map(), await byHand(prepared, hand));
    if (difference !== null && hand.isSame) {
      console.error(`WARNING: ${question.unit} ${question.name}, by hand (${hand.name}): ${difference}`);
    }
    differences.push(difference);
  }
  const times: number[] = [];
  for (let count = 0; count < runs; count++) {
    times.push(await timed(() => question.ask()));
    for (const one of hands) one.times.push(await timed(() => byHand(prepared, one.hand)));
  }
  return {
    coldMs,
    read,
    times,
    statements,
    hands: hands.map((one, index) => ({ ...one, difference: differences[index] ?? null })),
  };
}

async function byHand({ app, owner }: PreparedApp, { text }: ByHand): Promise<Figures> {
  const { rows } = await app.warehouse.query<HandRow>(compiled(text, { ...owner }));
  return new Map(rows.map(({ a, b, n }) => [keyOf(a, b), Number(n)]));
}

/** The first figure that is not the same; what is missing is 0. */
function differenceOf(asked: Figures, hand: Figures): string | null {
  const different = [...new Set([...asked.keys(), ...hand.keys()])].filter((key) => {
    const [one, other] = [asked.get(key) ?? 0, hand.get(key) ?? 0];
    return Math.abs(one - other) > 1e-9 * Math.max(Math.abs(one), Math.abs(other));
  });
  const [key] = different;
  if (key === undefined) return null;
  return `${different.length} differ, ${key} is ${asked.get(key) ?? 0}, by hand ${hand.get(key) ?? 0}`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function rowOf({ unit, name }: ReportQuestion, { coldMs, read, times, statements, hands }: Measured): string[] {
  const same = hands.filter(({ hand }) => hand.isSame).map((one) => percentile(one.times, 50));
  const best = same.length === 0 ? null : Math.min(...same);
  return [
    unit,
    name,
    coldMs.toFixed(0),
    percentile(times, 50).toFixed(0),
    percentile(times, 95).toFixed(0),
    String(statements.length),
    read.rows.toLocaleString('en-US'),
    megabytes(read.bytes),
    best === null ? '' : best.toFixed(0),
    best === null ? '' : ratio(percentile(times, 50), best),
  ];
}

function handRowOf({ unit, name }: ReportQuestion, { times }: Measured, one: HandTimes): string[] {
  const { hand, difference } = one;
  const p50 = percentile(one.times, 50);
  return [
    unit,
    name,
    hand.name,
    p50.toFixed(0),
    percentile(one.times, 95).toFixed(0),
    ratio(percentile(times, 50), p50),
    difference === null ? 'the same' : `${hand.isSame ? 'WRONG' : 'not the same question'}: ${difference}`,
  ];
}

const ratio = (asked: number, best: number): string => `${(asked / best).toFixed(2)}x`;
const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(0);

/** The nearest rank. */
function percentile(times: readonly number[], percent: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

await program.parseAsync();
