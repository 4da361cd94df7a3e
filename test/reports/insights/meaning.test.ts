import * as fc from 'fast-check';
import type { GroupFilter, UserFilter } from '../../../src/cohorts/filter.js';
import type { MetricLines } from '../../../src/reports/insights/answer.js';
import { type AnyInsights, Insights } from '../../../src/reports/insights/insights.js';
import type {
  Aggregate,
  EventMetric,
  Measure,
  MetricUnit,
  ProfileMetric,
  Shape,
} from '../../../src/reports/insights/question.js';
import type { GroupWhere, UserWhere } from '../../../src/reports/question/question.js';
import type { Interval } from '../../../src/reports/question/range.js';
import { openTestWarehouse, type TestWarehouse, warehouseKinds } from '../../support/warehouses.js';
import {
  breakdownsOf,
  choicesOf,
  eventWhere,
  groupFilter,
  keys,
  propertyNames,
  rangesAround,
  userFilter,
  wheresOf,
} from '../support/arbitrary-reports.js';
import { expectBehind } from '../support/behind.js';
import { startOfLocalDay } from '../support/local-time.js';
import type { ModelSubject } from '../support/model-rows.js';
import { analystIn, partsOver, subjectIn } from '../support/report-stand.js';
import { type Asked, askAboutWorlds, askedInFull } from '../support/worlds-asked.js';
import { type CountedRow, countedRows, type Figure, figureOf, inStretch, lineOf, type ModelLine } from './model.js';
import { dividesProfiles, figureOfProfiles } from './model-profiles.js';
import { type ModelPeriod, type ModelRange, periodBefore, periodOf, type Stretch } from './model-times.js';

/** Worlds tried on each kind of warehouse, and questions about each; the servers are slower, and the SQL is the same. */
const runs = { chdb: 15, server: 3, cluster: 3 };
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

const ofProfiles = (subject: ModelSubject): fc.Arbitrary<ProfileMetric<UserFilter | GroupFilter>> =>
  fc.record({
    kind: fc.constant('profiles' as const),
    name: fc.constant(null),
    where: fc.option(subject.unit === 'USERS' ? userFilter : groupFilter),
    property: fc.option(fc.record({ name, aggregate })),
  });

const shape: fc.Arbitrary<Shape> = fc.constantFrom<Shape>(
  { kind: 'plain' },
  { kind: 'plain' },
  { kind: 'cumulative' },
  { kind: 'rolling', intervals: 2 },
  { kind: 'rolling', intervals: 5 },
);

/** Some days of the calendar, whole. */
const daysAround = (moment: number, timeZone: string): fc.Arbitrary<ModelRange> => {
  const startOf = (day: number): number => startOfLocalDay(moment + day * 86_400_000, timeZone);
  return fc
    .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 4 }))
    .map(([first, count]) => ({ kind: 'between' as const, from: startOf(first), to: startOf(first + count) }));
};

function questions(subject: ModelSubject, moment: number, timeZone: string): fc.Arbitrary<AnyInsights> {
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
        metrics: fc.array(fc.oneof({ weight: 4, arbitrary: metric }, { weight: 1, arbitrary: ofProfiles(subject) }), {
          minLength: 1,
          maxLength: 2,
        }),
        formulas: fc.constant([]),
        range: fc.oneof(rangesAround(moment), daysAround(moment, timeZone)),
        interval: fc.constantFrom<Interval>('HOUR', 'DAY', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'WHOLE'),
        where: fc.option(where, { freq: 2 }),
        segments: fc.record({ by: fc.array(by, { maxLength: 2 }), limit: fc.constantFrom(2, 3, 100) }),
        shape,
        comparesWithPeriodBefore: fc.boolean(),
      })
      .filter((question) => !isRefused(question));
  });
}

const sums = (of: Measure): boolean =>
  of.kind === 'events' || of.kind === 'units' || (of.kind === 'property' && of.aggregate.function === 'SUM');

/**
 * Active units look beyond the intervals in which users who did something are counted; only sums are told cumulatively; a rolling mean
 * needs intervals.
 */
function isRefused({ metrics, ...question }: AnyInsights): boolean {
  const { shape: turned, interval } = question;
  if (turned.kind === 'rolling' && interval === 'WHOLE') return true;
  return metrics.some((metric) => {
    if (metric.kind === 'profiles') return false;
    if (turned.kind === 'cumulative' && !sums(metric.measure)) return true;
    return metric.measure.kind === 'active' && JSON.stringify([metric, question]).includes('usersWhoDid');
  });
}

/** Equal but for the last digits, in which sums may differ by their order. */
function near(a: Figure, b: Figure): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

const isNear = (found: ModelLine, expected: ModelLine): boolean =>
  near(found.total, expected.total) &&
  found.points.length === expected.points.length &&
  expected.points.every((point, place) => near(found.points[place] ?? null, point));

/** Which rows or profiles a line is of, by their segments; null: all. */
type Which = ((segment: readonly string[]) => boolean) | null;
type Metric = AnyInsights['metrics'][number];

/** What the model says of the lines of a metric in one period. */
function expectedLines(
  { world, subject, question, timeZone }: Asked<AnyInsights>,
  metric: Metric,
  period: ModelPeriod,
) {
  if (metric.kind === 'profiles') {
    return (which: Which): ModelLine => {
      const total = figureOfProfiles(world, subject, question, metric, which);
      return { total, points: period.intervals.map(() => total) };
    };
  }
  const known = new Map<readonly Stretch[], CountedRow[]>();
  const allRows = (parts: readonly Stretch[]): CountedRow[] => {
    const rows = known.get(parts) ?? countedRows(world, subject, question, metric, parts);
    known.set(parts, rows);
    return rows;
  };
  return (which: Which): ModelLine =>
    lineOf(
      question,
      metric,
      period,
      (parts) => allRows(parts).filter(({ segments }) => which === null || which(segments)),
      timeZone,
    );
}

/** The figures of lines that count units, with the points that name them. */
function unitFigures({ overall, segments, other }: MetricLines, question: AnyInsights, period: 'BEFORE' | null) {
  const figures = (which: unknown, line: ModelLine) =>
    // A mean of counts has nobody behind it that could be counted.
    [line.total, ...(question.shape.kind === 'rolling' ? [] : line.points)].map((units, place) => ({
      point: [0, which, place === 0 ? null : place - 1, ...(period === null ? [] : [period])],
      units: units ?? 0,
    }));
  const [metric] = question.metrics;
  if (metric?.kind === 'profiles' && !dividesProfiles(question)) return figures('ALL', overall);
  return [
    ...figures('ALL', overall),
    ...segments.flatMap(({ segment, ...line }) => figures(segment, line)),
    ...(other === null ? [] : figures('OTHER', other)),
  ];
}

const countsUnits = (metric: Metric): boolean =>
  metric.kind === 'profiles' ? metric.property === null : ['units', 'active'].includes(metric.measure.kind);

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
    const insights = new Insights(partsOver(store.warehouse, world), isLarge ? { cells: 1, places: 0 } : undefined);
    const answering = insights.answer(analystIn(projectId, timeZone), subjectIn(projectId, subject), question);
    const { answer } = await answering.catch((error: Error) => {
      throw new Error(`${error.message}\n${askedInFull(asked)}`, { cause: error });
    });
    const { range, shape: turned } = question;
    if (range.kind !== 'between') throw new Error('questions of tests are between moments');
    const width = turned.kind === 'rolling' ? turned.intervals : null;
    const period = periodOf(range, question.interval, width, timeZone);
    expect(answer.intervals.map(({ from, to }) => ({ from, to }))).toEqual(period.intervals);
    const before = question.comparesWithPeriodBefore ? periodBefore(period, range, timeZone) : null;
    for (const [index, { main, before: linesBefore }] of answer.lines.entries()) {
      const metric = question.metrics[index];
      if (metric === undefined) throw new Error('no metric');
      expectLines(asked, metric, period, main);
      expect(linesBefore === null).toBe(before === null);
      if (linesBefore !== null && before !== null) expectLines(asked, metric, before, linesBefore);
      if (index > 0 || !countsUnits(metric)) continue;
      await expectBehind(store, 'insights', asked, unitFigures(main, question, null));
      if (linesBefore !== null) {
        await expectBehind(store, 'insights', asked, unitFigures(linesBefore, question, 'BEFORE'));
      }
    }
    const lead = question.metrics.findIndex((metric) => metric.kind === 'events');
    expectSegments(asked, answer.lines[lead]?.main, answer.segmentCount, period.intervals);
  }

  function expectLines(asked: Asked<AnyInsights>, metric: Metric, period: ModelPeriod, lines: MetricLines): void {
    const expected = expectedLines(asked, metric, period);
    const expectLine = (what: string, found: ModelLine, which: Which): void => {
      const line = expected(which);
      if (isNear(found, line)) return;
      throw new Error(
        `${what} of ${JSON.stringify(metric)}: found ${JSON.stringify(found)}, expected ${JSON.stringify(line)}\n${askedInFull(asked)}`,
      );
    };
    expectLine('all', lines.overall, null);
    const told = new Set(lines.segments.map(({ segment }) => JSON.stringify(segment)));
    for (const { segment, ...line } of lines.segments) {
      const key = JSON.stringify(segment);
      expectLine(`segment ${key}`, line, (one) => JSON.stringify(one) === key);
    }
    if (lines.other !== null) expectLine('other', lines.other, (one) => !told.has(JSON.stringify(one)));
  }

  /** The segments told one by one are the largest of the first metric of events, by its figure over the whole range. */
  function expectSegments(
    { world, subject, question }: Asked<AnyInsights>,
    lines: MetricLines | undefined,
    segmentCount: number,
    intervals: readonly Stretch[],
  ): void {
    const metric = question.metrics.find((one) => one.kind === 'events');
    if (lines === undefined || metric?.kind !== 'events' || question.segments.by.length === 0) return;
    if (metric.measure.kind === 'active' || hasNoValue(metric.measure)) return;
    const segments = new Map<string, CountedRow[]>();
    const whole = { from: intervals[0]?.from ?? 0, to: intervals.at(-1)?.to ?? 0 };
    for (const row of inStretch(countedRows(world, subject, question, metric, intervals), whole)) {
      const key = JSON.stringify(row.segments);
      segments.set(key, [...(segments.get(key) ?? []), row]);
    }
    expect(segmentCount).toBe(segments.size);
    const sizes = [...segments.values()]
      .map((rows) => figureOf(rows, metric) ?? Number.NEGATIVE_INFINITY)
      .sort((a, b) => b - a);
    const sizesTold = lines.segments.map(({ total }) => total ?? Number.NEGATIVE_INFINITY);
    expect(sizesTold.every((size, place) => near(size, sizes[place] ?? null))).toBe(true);
    expect(sizesTold.length).toBe(Math.min(sizes.length, question.segments.limit));
  }

  it('are what the plain model says', async () => {
    await askAboutWorlds(store, { worlds: runs[kind], each: questionsPerWorld }, questions, check);
  });
});

/** Segments whose events have no number are none of theirs. */
const hasNoValue = ({ kind }: Measure): boolean => kind === 'property' || kind === 'propertyPerUnit';
