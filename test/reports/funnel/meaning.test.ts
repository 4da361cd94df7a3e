import * as fc from 'fast-check';
import type { FunnelAnswer, FunnelLine, FunnelLines } from '../../../src/reports/funnel/answer.js';
import { type AnyFunnel, Funnel } from '../../../src/reports/funnel/funnel.js';
import type { Attribution, FunnelExclusion, FunnelStep } from '../../../src/reports/funnel/question.js';
import type { GroupWhere, UserWhere } from '../../../src/reports/question/question.js';
import type { Interval } from '../../../src/reports/question/range.js';
import { openTestWarehouse, type TestWarehouse, warehouseKinds } from '../../support/warehouses.js';
import { breakdownsOf, choicesOf, propertyNames, rangesAround, wheresOf } from '../support/arbitrary-reports.js';
import { expectBehind } from '../support/behind.js';
import { intervalKey } from '../support/local-time.js';
import { combinations, type ModelSubject } from '../support/model-rows.js';
import { percentileOf } from '../support/percentile.js';
import { analystIn, partsOver, subjectIn } from '../support/report-stand.js';
import { type Asked, askAboutWorlds, askedInFull } from '../support/worlds-asked.js';
import { type Attempt, attemptsOf, segmentsOfAttempt } from './model.js';

/** Worlds tried on each kind of warehouse, and questions about each; the servers are slower, and the SQL is the same. */
const runs = { chdb: 6, server: 2, cluster: 2 };
const questionsPerWorld = 8;

type Where = UserWhere | GroupWhere;

function questions(subject: ModelSubject, moment: number): fc.Arbitrary<AnyFunnel> {
  const step: fc.Arbitrary<FunnelStep<Where>> = fc.record({
    label: fc.constant(null),
    event: fc.oneof(
      {
        weight: 2,
        arbitrary: fc.constantFrom('open', 'pay', "o'close").map((name) => ({ names: [name], where: null })),
      },
      { weight: 1, arbitrary: choicesOf(subject) },
    ),
    isAnchored: fc.boolean(),
  });
  return fc.array(step, { minLength: 2, maxLength: 4 }).chain((steps) => {
    const exclusion: fc.Arbitrary<FunnelExclusion<Where>> = fc
      .tuple(choicesOf(subject), fc.integer({ min: 1, max: steps.length - 1 }), fc.integer({ min: 1, max: 3 }))
      .map(([event, afterStep, more]) => ({ event, afterStep, beforeStep: Math.min(steps.length, afterStep + more) }));
    const attribution = fc.oneof(
      fc.constantFrom<Attribution>({ kind: 'first' }, { kind: 'last' }),
      fc.integer({ min: 1, max: steps.length }).map((one): Attribution => ({ kind: 'step', step: one })),
    );
    return fc
      .record({
        steps: fc.constant(steps),
        order: fc.constantFrom('SEQUENCE', 'SEQUENCE', 'STRICT', 'ANY'),
        windowMs: fc.constantFrom(1_000, 5_400_000, 6 * 3_600_000, 2 * 86_400_000, 366 * 86_400_000),
        counting: fc.constantFrom('UNIQUES', 'TOTALS'),
        exclusions: fc.array(exclusion, { maxLength: 2 }),
        holdConstant: fc.oneof(
          { weight: 3, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.subarray([...propertyNames]) },
        ),
        range: rangesAround(moment),
        interval: fc.constantFrom<Interval>('WHOLE', 'WHOLE', 'DAY', 'WEEK'),
        where: fc.option(wheresOf(subject), { freq: 3 }),
        segments: fc.record({ by: fc.array(breakdownsOf(subject), { maxLength: 2 }), limit: fc.constantFrom(2, 200) }),
        attribution,
        percentiles: fc.constantFrom([], [90, 0]),
      })
      .map(
        (question): AnyFunnel => ({
          ...question,
          exclusions: question.order === 'STRICT' ? [] : question.exclusions,
        }),
      );
  });
}

/** What a line of attempts should tell. */
function lineOf(attempts: readonly Attempt[], question: AnyFunnel): FunnelLine {
  return question.steps.map((_, place) => {
    const reached = attempts.filter(({ times }) => times.length > place);
    const durations = (from: number) => {
      if (place === 0 || reached.length === 0) return null;
      const all = reached
        .map(({ times }) => Math.max(0, (times[place] ?? 0) - (times[from] ?? 0)))
        .sort((a, b) => a - b);
      return {
        average: all.reduce((sum, one) => sum + one, 0) / all.length,
        median: percentileOf(all, 50),
        percentiles: question.percentiles.map((percentile) => percentileOf(all, percentile)),
      };
    };
    return { count: reached.length, sincePrevious: durations(place - 1), sinceFirst: durations(0) };
  });
}

/** Every figure that counts units, by its place in the answer. */
function figuresOf(answer: FunnelAnswer) {
  const ofLine = (which: unknown, place: number | null, line: FunnelLine | null) =>
    (line ?? []).flatMap(({ count }, step) => [
      { point: [which, place, step, 'REACHED'], units: count },
      { point: [which, place, step, 'DROPPED'], units: count - (line?.[step + 1]?.count ?? 0) },
    ]);
  const ofLines = (place: number | null, { overall, segments, other }: FunnelLines) => [
    ...ofLine('ALL', place, overall),
    ...segments.flatMap(({ segment, steps }) => ofLine(segment, place, steps)),
    ...ofLine('OTHER', place, other),
  ];
  return [...ofLines(null, answer.whole), ...answer.intervals.flatMap(({ lines }, place) => ofLines(place, lines))];
}

/** Numbers that may differ in their last digits, rounded alike. */
const rounded = (line: FunnelLine | null): string =>
  JSON.stringify(line, (_, value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value));

describe.each(warehouseKinds())('funnels on %s', (kind) => {
  let store: TestWarehouse;

  beforeAll(async () => {
    store = await openTestWarehouse(kind);
  });

  afterAll(async () => {
    await store.drop();
  });

  async function check(asked: Asked<AnyFunnel>): Promise<void> {
    const { world, projectId, timeZone, subject, question } = asked;
    const answering = new Funnel(partsOver(store.warehouse, world)).answer(
      analystIn(projectId, timeZone),
      subjectIn(projectId, subject),
      question,
    );
    const { answer } = await answering.catch((error: Error) => {
      throw new Error(`${error.message}\n${askedInFull(asked)}`, { cause: error });
    });
    const { range, segments } = question;
    if (range.kind !== 'between') throw new Error('questions of tests are between moments');
    const segmented = (attempts: readonly Attempt[]) =>
      attempts.map((attempt) => ({
        attempt,
        segments: combinations(
          segments.by.map((by) => segmentsOfAttempt(world, subject, attempt, by, question, range)),
        ).map((segment) => JSON.stringify(segment)),
      }));
    const expectLines = (what: string, found: FunnelLines, attempts: readonly Attempt[]) => {
      const expectLine = (line: string, steps: FunnelLine | null, of: readonly Attempt[]) => {
        const expected = lineOf(of, question);
        if (rounded(steps) === rounded(expected)) return;
        throw new Error(
          `${what}, ${line}: found ${rounded(steps)}, expected ${rounded(expected)} of ${JSON.stringify(of.map(({ unit, times }) => [unit, times]))}\n${askedInFull(asked)}`,
        );
      };
      expectLine('all', found.overall, attempts);
      const all = segmented(attempts);
      const keys = new Set(found.segments.map(({ segment }) => JSON.stringify(segment)));
      for (const { segment, steps } of found.segments) {
        const key = JSON.stringify(segment);
        const of = all.filter((one) => one.segments.includes(key)).map(({ attempt }) => attempt);
        expectLine(`segment ${key}`, steps, of);
      }
      if (segments.by.length === 0) return;
      const others = all.filter((one) => one.segments.some((key) => !keys.has(key))).map(({ attempt }) => attempt);
      if (others.length > 0 || found.other !== null) expectLine('other', found.other, others);
    };
    if (question.counting === 'UNIQUES') await expectBehind(store, 'funnel', asked, figuresOf(answer));
    const whole = attemptsOf(world, subject, question, range, () => '');
    expectLines('whole', answer.whole, whole);
    if (segments.by.length > 0) {
      const sizes = new Map<string, number>();
      for (const { segments: keys } of segmented(whole)) {
        for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
      }
      expect(answer.segmentCount).toBe(sizes.size);
      const largest = [...sizes.values()].sort((a, b) => b - a).slice(0, segments.limit);
      expect(answer.whole.segments.map(({ steps }) => steps[0]?.count)).toEqual(largest);
    }
    if (question.interval === 'WHOLE') return;
    const keyOf = (moment: number): string => intervalKey(moment, question.interval, timeZone);
    const attempts = attemptsOf(world, subject, question, range, keyOf);
    for (const { from, lines } of answer.intervals) {
      const then = attempts.filter(({ entry }) => keyOf(entry) === keyOf(from));
      expectLines(`interval ${from}`, lines, then);
    }
    const entries = answer.intervals.reduce((sum, { lines }) => sum + (lines.overall[0]?.count ?? 0), 0);
    expect(entries).toBe(attempts.length);
  }

  it('are what the plain model says', async () => {
    await askAboutWorlds(store, { worlds: runs[kind], each: questionsPerWorld }, questions, check);
  });
});
