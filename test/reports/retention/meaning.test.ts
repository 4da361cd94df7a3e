import * as fc from 'fast-check';
import type { RetentionLines } from '../../../src/reports/retention/answer.js';
import { type AnyRetention, Retention } from '../../../src/reports/retention/retention.js';
import { openTestWarehouse, type TestWarehouse, warehouseKinds } from '../../support/warehouses.js';
import { breakdownsOf, choicesOf, propertyNames, rangesAround, wheresOf } from '../support/arbitrary-reports.js';
import { expectBehind } from '../support/behind.js';
import { intervalKey } from '../support/local-time.js';
import type { ModelSubject } from '../support/model-rows.js';
import { analystIn, partsOver, subjectIn } from '../support/report-stand.js';
import { type Asked, askAboutWorlds, askedInFull } from '../support/worlds-asked.js';
import { type Birth, birthsOf, stateIn, stretchOf } from './model.js';

/** Worlds tried on each kind of warehouse, and questions about each; the servers are slower, and the SQL is the same. */
const runs = { chdb: 6, server: 2, cluster: 2 };
const questionsPerWorld = 8;

function questions(subject: ModelSubject, moment: number): fc.Arbitrary<AnyRetention> {
  return fc
    .record({
      birth: choicesOf(subject),
      birthKind: fc.constantFrom('FIRST_TIME', 'RECURRING', 'RECURRING'),
      returns: fc.oneof(choicesOf(subject), fc.constant({ names: null, where: null })),
      unit: fc.constantFrom('HOUR', 'DAY', 'DAY', 'WEEK', 'MONTH'),
      alignment: fc.constantFrom('ROLLING', 'CALENDAR'),
      buckets: fc.constantFrom<number | number[]>(1, 3, 4, [0, 1, 3, 6], [1, 2], [0, 2, 3]),
      mode: fc.constantFrom('ON', 'ON_OR_AFTER'),
      countsUsers: subject.unit === 'GROUPS' ? fc.boolean() : fc.constant(false),
      sumOf: fc.option(fc.constantFrom(...propertyNames), { freq: 1 }),
      range: rangesAround(moment),
      where: fc.option(wheresOf(subject), { freq: 3 }),
      segments: fc.record({ by: fc.array(breakdownsOf(subject), { maxLength: 2 }), limit: fc.constantFrom(2, 200) }),
    })
    .map(
      (question): AnyRetention => ({
        ...question,
        sumOf: question.mode === 'ON' ? question.sumOf : null,
        segments: question.countsUsers ? { ...question.segments, by: [] } : question.segments,
      }),
    );
}

describe.each(warehouseKinds())('retention on %s', (kind) => {
  let store: TestWarehouse;

  beforeAll(async () => {
    store = await openTestWarehouse(kind);
  });

  afterAll(async () => {
    await store.drop();
  });

  async function check(asked: Asked<AnyRetention>): Promise<void> {
    const { world, projectId, timeZone, subject, question } = asked;
    const answering = new Retention(partsOver(store.warehouse, world)).answer(
      analystIn(projectId, timeZone),
      subjectIn(projectId, subject),
      question,
    );
    const { answer } = await answering.catch((error: Error) => {
      throw new Error(`${error.message}\n${askedInFull(asked)}`, { cause: error });
    });
    const { range } = question;
    if (range.kind !== 'between') throw new Error('questions of tests are between moments');
    const births = birthsOf(world, subject, question, range, timeZone);
    const isBack = (birth: Birth, bucket: { from: number; to: number }): boolean => {
      const { from, to } = stretchOf(birth, question, bucket, timeZone);
      return birth.returns.some(({ at }) => at >= from && (question.mode === 'ON_OR_AFTER' || at < to));
    };
    const sumIn = (birth: Birth, bucket: { from: number; to: number }): number => {
      const { from, to } = stretchOf(birth, question, bucket, timeZone);
      return birth.returns.reduce((sum, { at, value }) => sum + (at >= from && at < to ? (value ?? 0) : 0), 0);
    };
    const expectLines = (what: string, lines: RetentionLines, of: readonly Birth[]) => {
      answer.intervals.forEach((interval, place) => {
        const name = intervalKey(interval.from, question.unit, timeZone);
        const born = of.filter((birth) => birth.interval === name);
        const line = lines.cohorts[place];
        const found = [line?.size, ...(line?.cells ?? []).map(({ retained, sum, state }) => [retained, sum, state])];
        const expected = [
          born.length,
          ...answer.bound.buckets.map((bucket) => [
            born.filter((birth) => isBack(birth, bucket)).length,
            question.sumOf === null ? null : born.reduce((sum, birth) => sum + sumIn(birth, bucket), 0),
            stateIn(interval, question, bucket, timeZone, world.now),
          ]),
        ];
        if (JSON.stringify(found) === JSON.stringify(expected)) return;
        throw new Error(
          `${what}, ${name}: found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}\n${askedInFull(asked)}`,
        );
      });
    };
    expectLines('all', answer.overall, births);
    const figures = (which: unknown, lines: RetentionLines | null) =>
      (lines?.cohorts ?? []).flatMap(({ size, cells }, place) => [
        { point: [which, place, null, 'BACK'], units: size },
        ...cells.flatMap(({ retained }, bucket) => [
          { point: [which, place, bucket, 'BACK'], units: retained },
          { point: [which, place, bucket, 'AWAY'], units: size - retained },
        ]),
      ]);
    await expectBehind(store, 'retention', asked, [
      ...figures('ALL', answer.overall),
      ...answer.segments.flatMap(({ segment, ...lines }) => figures(segment, lines)),
      ...figures('OTHER', answer.other),
    ]);
    const averages = answer.bound.buckets.map((bucket, place) => {
      const complete = answer.intervals
        .filter((interval) => stateIn(interval, question, bucket, timeZone, world.now) === 'COMPLETE')
        .map(({ from }) => intervalKey(from, question.unit, timeZone));
      const born = births.filter(({ interval }) => complete.includes(interval));
      return { place, born, back: born.filter((birth) => isBack(birth, bucket)) };
    });
    const sizes = answer.overall.averages.map(({ size, retained }) => [size, retained]);
    if (JSON.stringify(sizes) !== JSON.stringify(averages.map(({ born, back }) => [born.length, back.length]))) {
      throw new Error(`averages: found ${JSON.stringify(sizes)}\n${askedInFull(asked)}`);
    }
    // A unit that was born several times is behind an average once.
    const unitsOf = (some: readonly Birth[]): number => new Set(some.map(({ unit }) => unit)).size;
    await expectBehind(
      store,
      'retention',
      asked,
      averages.flatMap(({ place, born, back }) => [
        { point: ['ALL', null, place, 'BORN'], units: unitsOf(born) },
        { point: ['ALL', null, place, 'BACK'], units: unitsOf(back) },
      ]),
    );
    if (question.segments.by.length === 0) return;
    const segmentsOf = (birth: Birth): string[] => birth.segments.map((segment) => JSON.stringify(segment));
    const keys = new Set(answer.segments.map(({ segment }) => JSON.stringify(segment)));
    for (const { segment, ...lines } of answer.segments) {
      const key = JSON.stringify(segment);
      expectLines(
        `segment ${key}`,
        lines,
        births.filter((birth) => segmentsOf(birth).includes(key)),
      );
    }
    const others = births.filter((birth) => segmentsOf(birth).some((key) => !keys.has(key)));
    expect(answer.other === null).toBe(others.length === 0);
    if (answer.other !== null) expectLines('other', answer.other, others);
    const all = new Set(births.flatMap(segmentsOf));
    expect(answer.segmentCount).toBe(all.size);
  }

  it('is what the plain model says', async () => {
    await askAboutWorlds(store, { worlds: runs[kind], each: questionsPerWorld }, questions, check);
  });
});
