import * as fc from 'fast-check';
import { type AnyLifecycle, Lifecycle, type LifecycleLines } from '../../../src/reports/lifecycle/lifecycle.js';
import { openTestWarehouse, type TestWarehouse, warehouseKinds } from '../../support/warehouses.js';
import { breakdownsOf, choicesOf, rangesAround, wheresOf } from '../support/arbitrary-reports.js';
import { expectBehind } from '../support/behind.js';
import { intervalKey, startOfLocalInterval } from '../support/local-time.js';
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

/** What the unit itself is: the others are refused. */
const isOfUnit = (by: {
  readonly kind: string;
  readonly name?: string | null;
  readonly properties?: string;
}): boolean =>
  ['userProperty', 'membership'].includes(by.kind) ||
  (by.kind === 'groupProperty' && (by.name === null || by.properties === 'CURRENT'));

const questions = (subject: ModelSubject, moment: number): fc.Arbitrary<AnyLifecycle> =>
  fc
    .record({
      event: choicesOf(subject),
      interval: fc.constantFrom('DAY', 'DAY', 'WEEK', 'MONTH'),
      countsUsers: subject.unit === 'GROUPS' ? fc.boolean() : fc.constant(false),
      range: rangesAround(moment),
      where: fc.option(wheresOf(subject), { freq: 3 }),
      segments: fc.record({
        by: fc.array(breakdownsOf(subject).filter(isOfUnit), { maxLength: 2 }),
        limit: fc.constantFrom(2, 200),
      }),
    })
    .map(
      (question): AnyLifecycle => ({
        ...question,
        segments: question.countsUsers ? { ...question.segments, by: [] } : question.segments,
      }),
    );

describe.each(warehouseKinds())('life cycles on %s', (kind) => {
  let store: TestWarehouse;

  beforeAll(async () => {
    store = await openTestWarehouse(kind);
  });

  afterAll(async () => {
    await store.drop();
  });

  async function check(asked: Asked<AnyLifecycle>): Promise<void> {
    const { world, projectId, timeZone, subject, question } = asked;
    // Every other world is asked as if it had more intervals than a number has bits.
    const lifecycle = new Lifecycle(partsOver(store.warehouse, world), world.events.length % 2 === 0);
    const answering = lifecycle.answer(analystIn(projectId, timeZone), subjectIn(projectId, subject), question);
    const { answer } = await answering.catch((error: Error) => {
      throw new Error(`${error.message}\n${askedInFull(asked)}`, { cause: error });
    });
    const { range } = question;
    if (range.kind !== 'between') throw new Error('questions of tests are between moments');
    const keyOf = (moment: number): string => intervalKey(moment, question.interval, timeZone);
    const start = (moment: number, count: number): number =>
      startOfLocalInterval(moment, question.interval, count, timeZone);
    const whole = { from: start(range.from, 0), to: start(range.to - 1, 1) };
    expect([answer.intervals[0]?.from, answer.intervals.at(-1)?.to]).toEqual([whole.from, whole.to]);
    const counting = { ...whole, keyOf: () => '' };
    const rows = rowsOf(world, subject)
      .filter((row) => isChosen(world, subject, row, question.event, counting))
      .filter((row) => question.where === null || rowSatisfies(world, subject, row, question.where, counting));
    const counted = ({ event, unit }: ModelRow): string =>
      question.countsUsers ? canonicalUser(world, event.distinctId) : unit;
    const units = [...new Set(rows.map(counted))].map((unit) => {
      const own = rows.filter((row) => counted(row) === unit);
      const [any] = own;
      const by = any === undefined ? [] : question.segments.by;
      return {
        times: own.map(({ event }) => event.timeMs),
        segments: combinations(by.map((one) => segmentsOf(world, subject, any as ModelRow, one, counting))).map(
          (segment) => JSON.stringify(segment),
        ),
      };
    });
    type Unit = (typeof units)[number];
    const stageOf = ({ times }: Unit, from: number): string | null => {
      const isActive = (moment: number): boolean => times.some((time) => keyOf(time) === keyOf(moment));
      const wasActive = isActive(from - 1);
      if (!isActive(from)) return wasActive ? 'DORMANT' : null;
      if (!times.some((time) => time < from)) return 'NEW';
      return wasActive ? 'RETAINED' : 'RESURRECTED';
    };
    const expectLines = (what: string, lines: LifecycleLines, of: readonly Unit[]) => {
      const expected = answer.intervals.map(({ from }) => {
        const stages = of.map((unit) => stageOf(unit, from));
        const count = (stage: string): number => stages.filter((one) => one === stage).length;
        return {
          NEW: count('NEW'),
          RETAINED: count('RETAINED'),
          RESURRECTED: count('RESURRECTED'),
          DORMANT: count('DORMANT'),
        };
      });
      if (JSON.stringify(lines) === JSON.stringify(expected)) return;
      throw new Error(
        `${what}: found ${JSON.stringify(lines)}, expected ${JSON.stringify(expected)}\n${askedInFull(asked)}`,
      );
    };
    expectLines('all', answer.overall, units);
    const figures = (which: unknown, lines: LifecycleLines | null) =>
      (lines ?? []).flatMap((stages, place) =>
        Object.entries(stages).map(([stage, count]) => ({ point: [which, place, stage], units: count })),
      );
    await expectBehind(store, 'lifecycle', asked, [
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
        units.filter(({ segments }) => segments.includes(key)),
      );
    }
    if (answer.other === null) return;
    expectLines(
      'other',
      answer.other,
      units.filter(({ segments }) => segments.some((key) => !told.has(key))),
    );
  }

  it('are what the plain model says', async () => {
    await askAboutWorlds(store, { worlds: runs[kind], each }, questions, check);
  });
});
