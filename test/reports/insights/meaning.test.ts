import * as fc from 'fast-check';
import { type AnyInsights, Insights } from '../../../src/reports/insights/insights.js';
import type { Aggregate, EventMetric, Measure, MetricUnit } from '../../../src/reports/insights/question.js';
import type { GroupWhere, UserWhere } from '../../../src/reports/question/question.js';
import type { Interval } from '../../../src/reports/question/range.js';
import { openTestWarehouse, type TestWarehouse, warehouseKinds } from '../../support/warehouses.js';
import {
  breakdownsOf,
  choicesOf,
  eventWhere,
  keys,
  propertyNames,
  rangesAround,
  wheresOf,
} from '../support/arbitrary-reports.js';
import { expectBehind } from '../support/behind.js';
import { intervalKey } from '../support/local-time.js';
import type { ModelSubject } from '../support/model-rows.js';
import { analystIn, partsOver, subjectIn } from '../support/report-stand.js';
import { type Asked, askAboutWorlds, askedInFull } from '../support/worlds-asked.js';
import { type CountedRow, countedRows, figureOf } from './model.js';

/** Worlds tried on each kind of warehouse, and questions about each; the servers are slower, and the SQL is the same. */
const runs = { chdb: 20, server: 3, cluster: 3 };
const questionsPerWorld = 8;

const aggregate: fc.Arbitrary<Aggregate> = fc.constantFrom<Aggregate>(
  { function: 'SUM' },
  { function: 'AVERAGE' },
  { function: 'MEDIAN' },
  { function: 'MINIMUM' },
  { function: 'MAXIMUM' },
  { function: 'DISTINCT' },
  { function: 'PERCENTILE', percentile: 90 },
  { function: 'PERCENTILE', percentile: 0 },
);
/** What can be made of numbers again. */
const numeric = aggregate.filter(({ function: name }) => name !== 'DISTINCT');
const name = fc.constantFrom(...propertyNames);

const measure: fc.Arbitrary<Measure> = fc.oneof(
  fc.constantFrom<Measure>(
    { kind: 'events' },
    { kind: 'units' },
    { kind: 'active', days: 1 },
    { kind: 'active', days: 3 },
  ),
  fc.record({ kind: fc.constant('eventsPerUnit' as const), aggregate: numeric }),
  fc.record({ kind: fc.constant('property' as const), name, aggregate }),
  fc.record({ kind: fc.constant('propertyPerUnit' as const), name, perUnit: aggregate, aggregate: numeric }),
);

const unitsOf = (subject: ModelSubject): fc.Arbitrary<MetricUnit> =>
  subject.unit === 'USERS'
    ? fc.constantFrom<MetricUnit>({ kind: 'own' }, { kind: 'own' }, { kind: 'groupsOf', groupKey: keys[0] })
    : fc.constantFrom<MetricUnit>({ kind: 'own' }, { kind: 'own' }, { kind: 'users' });

/** Questions that count groups in an analysis of users may not ask about users. */
const isOfUsers = (by: { readonly kind: string }): boolean => ['userProperty', 'membership'].includes(by.kind);

function questions(subject: ModelSubject, moment: number): fc.Arbitrary<AnyInsights> {
  return unitsOf(subject).chain((unit) => {
    const countsGroups = unit.kind === 'groupsOf';
    const where = countsGroups ? eventWhere : wheresOf(subject);
    const by = breakdownsOf(subject).filter((one) => !countsGroups || !isOfUsers(one));
    const metric: fc.Arbitrary<EventMetric<UserWhere | GroupWhere>> = fc.record({
      kind: fc.constant('events' as const),
      name: fc.constant(null),
      event: countsGroups
        ? choicesOf({ unit: 'USERS' }).map(({ names }) => ({ names, where: null }))
        : choicesOf(subject),
      unit: fc.constant(unit),
      measure,
    });
    return fc
      .record({
        metrics: fc.array(metric, { minLength: 1, maxLength: 2 }),
        formulas: fc.constant([]),
        range: rangesAround(moment),
        interval: fc.constantFrom<Interval>('HOUR', 'DAY', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'WHOLE'),
        where: fc.option(where, { freq: 2 }),
        segments: fc.record({ by: fc.array(by, { maxLength: 2 }), limit: fc.constantFrom(2, 3, 200) }),
        shape: fc.constant({ kind: 'plain' as const }),
        comparesWithPeriodBefore: fc.constant(false),
      })
      .filter((question) => !isRefused(question));
  });
}

/** Active units look beyond the intervals in which users who did something are counted. */
const isRefused = ({ metrics, ...question }: AnyInsights): boolean =>
  metrics.some(
    (metric) =>
      metric.kind === 'events' &&
      metric.measure.kind === 'active' &&
      JSON.stringify([metric, question]).includes('usersWhoDid'),
  );

type Figure = number | null;

/** Equal but for the last digits, in which sums may differ by their order. */
function near(a: Figure, b: Figure): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

const inRange = (rows: readonly CountedRow[], from: number, to: number): CountedRow[] =>
  rows.filter(({ event }) => event.timeMs >= from && event.timeMs < to);

describe.each(warehouseKinds())('insights on %s', (kind) => {
  let store: TestWarehouse;

  beforeAll(async () => {
    store = await openTestWarehouse(kind);
  });

  afterAll(async () => {
    await store.drop();
  });

  async function check(asked: Asked<AnyInsights>): Promise<void> {
    const { world, projectId, timeZone, subject, question } = asked;
    // Every other world has the engine put together what is too much to be put together here.
    const isLarge = world.events.length % 2 === 0;
    const insights = new Insights(partsOver(store.warehouse, world), isLarge ? 1 : undefined);
    const answering = insights.answer(analystIn(projectId, timeZone), subjectIn(projectId, subject), question);
    const { answer } = await answering.catch((error: Error) => {
      throw new Error(`${error.message}\n${askedInFull(asked)}`, { cause: error });
    });
    if (question.range.kind !== 'between') throw new Error('questions of tests are between moments');
    const { from, to } = question.range;
    const keyOf = (moment: number): string => intervalKey(moment, question.interval, timeZone);
    const [first] = question.metrics;
    if (first?.kind === 'events' && ['units', 'active'].includes(first.measure.kind)) {
      const figures = (which: unknown, found: { total: Figure; points: readonly Figure[] } | null | undefined) =>
        found === null || found === undefined
          ? []
          : [found.total, ...found.points].map((units, place) => ({
              point: [0, which, place === 0 ? null : place - 1],
              units: units ?? 0,
            }));
      const lines = answer.lines[0]?.main;
      await expectBehind(store, 'insights', asked, [
        ...figures('ALL', lines?.overall),
        ...(lines?.segments ?? []).flatMap(({ segment, ...found }) => figures(segment, found)),
        ...figures('OTHER', lines?.other),
      ]);
    }
    answer.lines.forEach((line, index) => {
      const metric = question.metrics[index];
      if (metric?.kind !== 'events') throw new Error('no metric');
      const all = countedRows(world, subject, question, metric, { from, to, keyOf });
      const isActive = metric.measure.kind === 'active' ? metric.measure.days : null;
      const pointOf = (rows: readonly CountedRow[], interval: { from: number; to: number }): Figure => {
        if (isActive !== null) {
          const since = sameTimeLater(interval.to, -isActive, timeZone);
          return figureOf(inRange(rows, since, interval.to), metric);
        }
        const key = keyOf(interval.from);
        return figureOf(
          inRange(rows, from, to).filter(({ event }) => keyOf(event.timeMs) === key),
          metric,
        );
      };
      const totalOf = (rows: readonly CountedRow[]): Figure => {
        const last = answer.intervals.at(-1);
        return isActive !== null && last !== undefined
          ? pointOf(rows, last)
          : figureOf(inRange(rows, from, to), metric);
      };
      const expectLine = (
        what: string,
        found: { readonly total: Figure; readonly points: readonly Figure[] },
        rows: readonly CountedRow[],
      ) => {
        const expected = { total: totalOf(rows), points: answer.intervals.map((interval) => pointOf(rows, interval)) };
        const same =
          near(found.total, expected.total) &&
          expected.points.every((point, place) => near(found.points[place] ?? null, point));
        if (!same) {
          throw new Error(
            `${what} of ${line.name}: found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}\n${askedInFull(asked)}`,
          );
        }
      };
      expectLine('all', line.main.overall, all);
      const toldKeys = new Set(line.main.segments.map(({ segment }) => JSON.stringify(segment)));
      for (const { segment, ...found } of line.main.segments) {
        const key = JSON.stringify(segment);
        expectLine(
          `segment ${key}`,
          found,
          all.filter((row) => JSON.stringify(row.segments) === key),
        );
      }
      const others = all.filter((row) => !toldKeys.has(JSON.stringify(row.segments)));
      if (question.segments.by.length > 0 && line.main.other !== null) expectLine('other', line.main.other, others);
      if (index > 0) return;
      const segments = new Map<string, CountedRow[]>();
      const stretch = isActive === null ? inRange(all, from, to) : inRange(all, from, to);
      for (const row of stretch) {
        const key = JSON.stringify(row.segments);
        segments.set(key, [...(segments.get(key) ?? []), row]);
      }
      if (question.segments.by.length === 0 || isActive !== null || hasNoValue(metric.measure)) return;
      expect(answer.segmentCount).toBe(segments.size);
      const sizes = [...segments.values()]
        .map((rows) => figureOf(rows, metric) ?? Number.NEGATIVE_INFINITY)
        .sort((a, b) => b - a);
      const sizesTold = line.main.segments.map(({ total }) => total ?? Number.NEGATIVE_INFINITY);
      expect(sizesTold.every((size, place) => near(size, sizes[place] ?? null))).toBe(true);
      expect(sizesTold.length).toBe(Math.min(sizes.length, question.segments.limit));
    });
  }

  it('are what the plain model says', async () => {
    await askAboutWorlds(store, { worlds: runs[kind], each: questionsPerWorld }, questions, check);
  });
});

/** Segments whose events have no number are none of theirs. */
const hasNoValue = ({ kind }: Measure): boolean => kind === 'property' || kind === 'propertyPerUnit';

/**
 * The same local time so many days later, as JavaScript's formatter has it: the moment at which the local clock shows it;
 * where the clock skips it, the moment that lies as much later as it skips.
 */
function sameTimeLater(moment: number, days: number, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const wanted = new Date(`${clock.format(moment).replace(' ', 'T')}Z`);
  wanted.setUTCDate(wanted.getUTCDate() + days);
  for (const skipped of [0, 30, 60]) {
    const shown = new Date(wanted.getTime() + skipped * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    for (const shift of [0, -30, 30, -60, 60, -90, 90, -120, 120]) {
      const candidate = moment + days * 86_400_000 + shift * 60_000;
      if (clock.format(candidate) === shown) return candidate;
    }
  }
  throw new Error(`no such time in ${timeZone}`);
}
