import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { table } from '../src/cli/table.js';
import { askedFunnel } from './histories/asked-funnel.js';
import { askedRetention } from './histories/asked-retention.js';
import { askedWeeks } from './histories/asked-weeks.js';
import { differencesOf, type Figures } from './histories/figures.js';
import { type GroupRecord, type Histories, readHistories } from './histories/files.js';
import { load } from './histories/loading.js';
import { Calendar, dayName, daysOf, type PlainEvent, plainEvents } from './histories/plain.js';
import { type Counting, countFunnel, sizesOf } from './histories/plain-funnel.js';
import {
  commitsOfOrganizations,
  commitsOfPeople,
  countRetention,
  type RetentionKind,
} from './histories/plain-retention.js';
import { countWeeks, kindOfEvent, kindOfRepository } from './histories/plain-weeks.js';
import type { Question } from './histories/question.js';
import { ask, type ServerProcess, startServer } from './server-process.js';

interface Options {
  readonly folder: string;
  readonly timeZone: string;
  readonly show: string;
}

/** A report asked of the server, and the same counted from the files. */
interface Proof {
  readonly name: string;
  readonly question: Question;
  readonly count: () => Figures;
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

const program = new Command('histories')
  .description('reports over real histories of repositories, each figure against a plain script over the files')
  .requiredOption('--folder <path>', 'has events.ndjson.gz, groups.ndjson.gz and users.ndjson.gz')
  .option('--time-zone <name>', 'of the project', 'UTC')
  .option('--show <n>', 'how many differing figures of each report are shown', '5')
  .action(run);

async function run(options: Options): Promise<void> {
  const histories = readHistories(options.folder);
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const server = await startServer(folder);
  try {
    const { events, groups, users } = histories;
    console.log(`${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores; ${options.timeZone}`);
    const { secret } = server;
    if (secret === null) throw new Error('the first start shows credentials');
    const { eventsMs, profilesMs } = await load(server.url, secret, histories, options.timeZone);
    console.log(
      `${whole.format(events.length)} events loaded in ${whole.format(eventsMs)} ms, every fifth batch twice; profiles of ${groups.length} groups and ${users.length} users in ${whole.format(profilesMs)} ms\n`,
    );
    await compareAll(server, secret, histories, options);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

async function compareAll({ url }: ServerProcess, secret: string, histories: Histories, options: Options) {
  const events = plainEvents(histories.events);
  const calendar = new Calendar(options.timeZone);
  const days = daysOf(events, calendar);
  const range = { from: dayName(days.from), to: dayName(days.to) };
  const rows: string[][] = [];
  for (const { name, question, count } of proofsOf(histories.groups, events, calendar)) {
    const [data, firstMs] = await timed(() => ask(url, secret, question.text, range));
    const [, againMs] = await timed(() => ask(url, secret, question.text, range));
    const counted = count();
    const differences = differencesOf(question.figuresOf(data), counted);
    for (const { name: figure, answered, counted: plain } of differences.slice(0, Number(options.show))) {
      console.error(`${name}: ${figure} is ${answered}, by the script ${plain}`);
    }
    if (differences.length > 0) process.exitCode = 1;
    rows.push([
      name,
      whole.format(counted.size),
      ...[differences.length, firstMs, againMs].map((n) => whole.format(n)),
    ]);
  }
  console.log(
    table(['report', 'figures', 'differ', 'first ms', 'again ms'], rows, [
      'left',
      ...Array.from({ length: 4 }, () => 'right' as const),
    ]),
  );
}

async function timed<Answer>(work: () => Promise<Answer>): Promise<readonly [Answer, number]> {
  const begun = performance.now();
  const answer = await work();
  return [answer, performance.now() - begun];
}

function proofsOf(groups: readonly GroupRecord[], events: readonly PlainEvent[], calendar: Calendar): Proof[] {
  const days = daysOf(events, calendar);
  const now = Date.now();
  const monthOf = (day: number): number => calendar.month(calendar.startOf(day));
  const buckets = monthOf(days.to) - monthOf(days.from) + 1;
  const kinds: RetentionKind[] = [
    { alignment: 'CALENDAR', mode: 'ON' },
    { alignment: 'CALENDAR', mode: 'ON_OR_AFTER' },
    { alignment: 'ROLLING', mode: 'ON' },
    { alignment: 'ROLLING', mode: 'ON_OR_AFTER' },
  ];
  const countings: Counting[] = ['UNIQUES', 'TOTALS'];
  const units = [
    { unit: 'people', analyze: 'analyzeUsers', commits: commitsOfPeople(events) },
    { unit: 'organizations', analyze: 'analyzeGroups(key: "organization")', commits: commitsOfOrganizations(events) },
  ];
  return [
    {
      name: 'organizations by week and kind of repository',
      question: askedWeeks('{ eventGroup: { key: "repository", property: "kind" } }', calendar),
      count: () => countWeeks(events, calendar, kindOfRepository(groups)),
    },
    {
      name: 'organizations by week and kind of commit',
      question: askedWeeks('{ eventProperty: { name: "kind" } }', calendar),
      count: () => countWeeks(events, calendar, kindOfEvent),
    },
    ...countings.map((counting) => ({
      name: `organizations from first commit to tenth to merge, ${counting}`,
      question: askedFunnel(counting),
      count: () => countFunnel(events, sizesOf(groups), counting),
    })),
    ...units.flatMap(({ unit, analyze, commits }) =>
      kinds.map((kind) => ({
        name: `months in which ${unit} return, ${kind.alignment} ${kind.mode}`,
        question: askedRetention(analyze, kind, buckets, calendar),
        count: () => countRetention(commits, { ...kind, calendar, days, now }),
      })),
    ),
  ];
}

await program.parseAsync();
