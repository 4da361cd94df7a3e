import * as fc from 'fast-check';
import { type AnyFrequency, Frequency, type FrequencyLines } from '../../../src/reports/frequency/frequency.js';
import { openTestWarehouse, type TestWarehouse, warehouseKinds } from '../../support/warehouses.js';
import { breakdownsOf, choicesOf, rangesAround, wheresOf } from '../support/arbitrary-reports.js';
import { expectBehind } from '../support/behind.js';
import { intervalKey } from '../support/local-time.js';
import {
  canonicalUser,
  combinations,
  isChosen,
  type ModelRow,
  type ModelSubject,
  rowSatisfies,
  rowsOf,
  segmentsOf,
} from '../support/model-rows.js';
import { analystIn, partsOver, subjectIn } from '../support/report-stand.js';
import { type Asked, askAboutWorlds, askedInFull } from '../support/worlds-asked.js';

/** Worlds tried on each kind of warehouse; the servers are slower, and the SQL is the same. */
const runs = { chdb: 6, server: 2, cluster: 2 };
const each = 8;

const pairs = fc.constantFrom<Pick<AnyFrequency, 'active' | 'interval'>>(
  { active: 'HOUR', interval: 'DAY' },
  { active: 'HOUR', interval: 'WHOLE' },
  { active: 'DAY', interval: 'WEEK' },
  { active: 'DAY', interval: 'MONTH' },
  { active: 'DAY', interval: 'WHOLE' },
);

const questions = (subject: ModelSubject, moment: number): fc.Arbitrary<AnyFrequency> =>
  fc
    .record({
      event: choicesOf(subject),
      pair: pairs,
      countsUsers: subject.unit === 'GROUPS' ? fc.boolean() : fc.constant(false),
      range: rangesAround(moment),
      where: fc.option(wheresOf(subject), { freq: 3 }),
      segments: fc.record({ by: fc.array(breakdownsOf(subject), { maxLength: 2 }), limit: fc.constantFrom(2, 200) }),
    })
    .map(({ pair, ...question }) => ({
      ...question,
      ...pair,
      segments: question.countsUsers ? { ...question.segments, by: [] } : question.segments,
    }));

describe.each(warehouseKinds())('frequency on %s', (kind) => {
  let store: TestWarehouse;

  beforeAll(async () => {
    store = await openTestWarehouse(kind);
  });

  afterAll(async () => {
    await store.drop();
  });

  async function check(asked: Asked<AnyFrequency>): Promise<void> {
    const { world, projectId, timeZone, subject, question } = asked;
    // Every other world is asked as if it had more hours or days than are counted as bits.
    const frequency = new Frequency(partsOver(store.warehouse, world), world.events.length % 2 === 0);
    const answering = frequency.answer(analystIn(projectId, timeZone), subjectIn(projectId, subject), question);
    const { answer } = await answering.catch((error: Error) => {
      throw new Error(`${error.message}\n${askedInFull(asked)}`, { cause: error });
    });
    const { range } = question;
    if (range.kind !== 'between') throw new Error('questions of tests are between moments');
    const keyOf = (moment: number): string => intervalKey(moment, question.interval, timeZone);
    const counting = { from: range.from, to: range.to, keyOf };
    const rows = rowsOf(world, subject)
      .filter(({ event }) => event.timeMs >= range.from && event.timeMs < range.to)
      .filter((row) => isChosen(world, subject, row, question.event, counting))
      .filter((row) => question.where === null || rowSatisfies(world, subject, row, question.where, counting))
      .map((row) => ({
        row,
        segments: combinations(question.segments.by.map((by) => segmentsOf(world, subject, row, by, counting))).map(
          (segment) => JSON.stringify(segment),
        ),
      }));
    const counted = ({ event, unit }: ModelRow): string =>
      question.countsUsers ? canonicalUser(world, event.distinctId) : unit;
    const expectLines = (what: string, lines: FrequencyLines, of: readonly ModelRow[]) => {
      answer.intervals.forEach((interval, place) => {
        const then = of.filter(({ event }) => keyOf(event.timeMs) === keyOf(interval.from));
        const times = new Map<string, Set<string>>();
        for (const row of then) {
          const parts = times.get(counted(row)) ?? new Set();
          times.set(counted(row), parts.add(intervalKey(row.event.timeMs, question.active, timeZone)));
        }
        const most = Math.max(0, ...[...times.values()].map(({ size }) => size));
        const expected = {
          active: times.size,
          exactly: Array.from(
            { length: most },
            (_, n) => [...times.values()].filter(({ size }) => size === n + 1).length,
          ),
        };
        const found = lines[place];
        if (JSON.stringify(found) === JSON.stringify(expected)) return;
        throw new Error(
          `${what}, ${place}: found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}\n${askedInFull(asked)}`,
        );
      });
    };
    const rowsIn = (holds: (key: string) => boolean) =>
      rows.filter(({ segments }) => segments.some(holds)).map(({ row }) => row);
    expectLines(
      'all',
      answer.overall,
      rowsIn(() => true),
    );
    const figures = (which: unknown, lines: FrequencyLines | null) =>
      (lines ?? []).flatMap(({ active, exactly }, place) => [
        { point: [which, place, 1, 'AT_LEAST'], units: active },
        ...exactly.map((units, times) => ({ point: [which, place, times + 1, 'EXACTLY'], units })),
      ]);
    await expectBehind(store, 'frequency', asked, [
      ...figures('ALL', answer.overall),
      ...answer.segments.flatMap(({ segment, lines }) => figures(segment, lines)),
      ...figures('OTHER', answer.other),
    ]);
    if (question.segments.by.length === 0) return;
    const told = new Set(answer.segments.map(({ segment }) => JSON.stringify(segment)));
    for (const { segment, lines } of answer.segments) {
      const key = JSON.stringify(segment);
      expectLines(
        key,
        lines,
        rowsIn((other) => other === key),
      );
    }
    const others = rowsIn((key) => !told.has(key));
    expect(answer.other === null).toBe(others.length === 0);
    if (answer.other !== null) expectLines('other', answer.other, others);
    expect(answer.segmentCount).toBe(new Set(rows.flatMap(({ segments }) => segments)).size);
  }

  it('is what the plain model says', async () => {
    await askAboutWorlds(store, { worlds: runs[kind], each }, questions, check);
  });
});
