import * as fc from 'fast-check';
import { type AnyFlows, type FlowLink, Flows, type StepEvent } from '../../../src/reports/flows/flows.js';
import { openTestWarehouse, type TestWarehouse, warehouseKinds } from '../../support/warehouses.js';
import { choicesOf, eventNames, rangesAround, wheresOf } from '../support/arbitrary-reports.js';
import { expectBehind } from '../support/behind.js';
import {
  canonicalUser,
  isChosen,
  type ModelRow,
  type ModelSubject,
  rowSatisfies,
  rowsOf,
} from '../support/model-rows.js';
import { analystIn, partsOver, subjectIn } from '../support/report-stand.js';
import { type Asked, askAboutWorlds, askedInFull } from '../support/worlds-asked.js';

/** Worlds tried on each kind of warehouse; the servers are slower, and the SQL is the same. */
const runs = { chdb: 6, server: 2, cluster: 2 };
const each = 8;

const questions = (subject: ModelSubject, moment: number): fc.Arbitrary<AnyFlows> => {
  const anyEvent = fc.constant({ names: null, where: null });
  return fc
    .record({
      anchor: choicesOf(subject),
      before: fc.integer({ min: 0, max: 2 }),
      after: fc.integer({ min: 0, max: 3 }),
      windowMs: fc.constantFrom(1_000, 5_400_000, 12 * 3_600_000, 3 * 86_400_000),
      counting: fc.constantFrom('UNIQUES', 'TOTALS'),
      steps: fc.oneof({ weight: 3, arbitrary: anyEvent }, { weight: 1, arbitrary: choicesOf(subject) }),
      hidden: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray([...eventNames], { maxLength: 2 })),
      mergesRepeats: fc.boolean(),
      exclusions: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(choicesOf(subject), { maxLength: 2 })),
      countsUsers: subject.unit === 'GROUPS' ? fc.boolean() : fc.constant(false),
      range: rangesAround(moment),
      where: fc.option(wheresOf(subject), { freq: 3 }),
      eventLimit: fc.constantFrom(1, 50),
      pathLimit: fc.constantFrom(2, 200),
    })
    .map((question): AnyFlows => ({ ...question, after: question.before + question.after === 0 ? 1 : question.after }));
};

interface Walked {
  readonly unit: string;
  readonly names: ReadonlyArray<string | null>;
}

/** The paths of a question, one anchor after the other. */
function pathsOf({ world, subject, question }: Asked<AnyFlows>): Walked[] {
  const { range } = question;
  if (range.kind !== 'between') throw new Error('questions of tests are between moments');
  const counting = { ...range, keyOf: () => '' };
  const counted = ({ event, unit }: ModelRow): string =>
    question.countsUsers ? canonicalUser(world, event.distinctId) : unit;
  const all = rowsOf(world, subject).filter(
    (row) => question.where === null || rowSatisfies(world, subject, row, question.where, counting),
  );
  const is = (row: ModelRow, choice: AnyFlows['anchor']): boolean => isChosen(world, subject, row, choice, counting);
  return [...new Set(all.map(counted))].flatMap((unit): Walked[] => {
    const own = all.filter((row) => counted(row) === unit);
    // A user may have done one event for several groups, which decide by themselves what it is.
    const events = [...new Set(own.map(({ event }) => event))]
      .map((event) => {
        const rows = own.filter((row) => row.event === event);
        const isAnchor = rows.some((row) => is(row, question.anchor));
        const isStep = rows.some((row) => is(row, question.steps) && !question.hidden.includes(event.name));
        return {
          event,
          isAnchor,
          isStep,
          isExcluded: rows.some((row) => question.exclusions.some((one) => is(row, one))),
        };
      })
      .sort((a, b) => a.event.timeMs - b.event.timeMs || world.events.indexOf(a.event) - world.events.indexOf(b.event))
      .map((one) => ({ ...one, name: one.event.name, at: one.event.timeMs }))
      // Nothing outside the reach is looked at.
      .filter(({ at }) => at >= range.from - question.windowMs && at < range.to + question.windowMs);
    const isEntry = ({ isAnchor, at }: (typeof events)[number]): boolean =>
      isAnchor && at >= range.from && at < range.to;
    const seen = events
      .filter(({ isAnchor, isStep }) => isAnchor || isStep)
      .filter((one, index, list) => !question.mergesRepeats || isEntry(one) || list[index - 1]?.name !== one.name);
    const anchors = seen.filter(isEntry);
    return (question.counting === 'UNIQUES' ? anchors.slice(0, 1) : anchors).flatMap((anchor): Walked[] => {
      const place = seen.indexOf(anchor);
      const path = Array.from({ length: question.before + 1 + question.after }, (_, index) => {
        const one = seen[place - question.before + index];
        return one !== undefined && Math.abs(one.at - anchor.at) <= question.windowMs ? one : null;
      });
      const times = path.flatMap((one) => (one === null ? [] : [one.at]));
      const [since, until] = [Math.min(...times), Math.max(...times)];
      const isLeftOut = events.some(({ isExcluded, at }) => isExcluded && at >= since && at <= until);
      return isLeftOut ? [] : [{ unit, names: path.map((one) => one?.name ?? null) }];
    });
  });
}

const label = (event: StepEvent): string => (event.kind === 'EVENT' ? event.name : event.kind);

function counts(keys: readonly string[]): string[] {
  const found = new Map<string, number>();
  for (const key of keys) found.set(key, (found.get(key) ?? 0) + 1);
  return [...found].map(([key, count]) => `${key}: ${count}`).sort();
}

describe.each(warehouseKinds())('flows on %s', (kind) => {
  let store: TestWarehouse;

  beforeAll(async () => {
    store = await openTestWarehouse(kind);
  });

  afterAll(async () => {
    await store.drop();
  });

  async function check(asked: Asked<AnyFlows>): Promise<void> {
    const { world, projectId, timeZone, subject, question } = asked;
    // Every other world has the engine count what is too much to be counted here.
    const isLarge = world.events.length % 2 === 0;
    const flows = new Flows(partsOver(store.warehouse, world), isLarge ? question.pathLimit + 2 : undefined);
    const answering = flows.answer(analystIn(projectId, timeZone), subjectIn(projectId, subject), question);
    const { answer } = await answering.catch((error: Error) => {
      throw new Error(`${error.message}\n${askedInFull(asked)}`, { cause: error });
    });
    const paths = pathsOf(asked);
    const same = (what: string, found: unknown, expected: unknown) => {
      if (JSON.stringify(found) === JSON.stringify(expected)) return;
      throw new Error(
        `${what}: found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}\n${askedInFull(asked)}`,
      );
    };
    same('paths and units', [answer.paths, answer.units], [paths.length, new Set(paths.map(({ unit }) => unit)).size]);
    answer.steps.forEach(({ events, position }, index) => {
      const told = events.map(({ event }) => label(event));
      const names = paths.map(({ names }) => {
        const name = names[index] ?? 'NONE';
        return told.includes(name) ? name : 'OTHER';
      });
      same(
        `step ${position}`,
        events.map(({ event, paths: count }) => `${label(event)}: ${count}`).sort(),
        counts(names),
      );
      const sizes = events.filter(({ event }) => event.kind === 'EVENT').map(({ paths: count }) => count);
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      expect(sizes.length).toBeLessThanOrEqual(question.eventLimit);
    });
    const toldAt = answer.steps.map(({ events }) => events.map(({ event }) => label(event)));
    const expectedLinks = paths.flatMap(({ names }) =>
      names.slice(1).flatMap((_, index) => {
        const nameAt = (place: number): string => {
          const name = names[place] ?? 'NONE';
          return toldAt[place]?.includes(name) === true ? name : 'OTHER';
        };
        const [source, target] = [nameAt(index), nameAt(index + 1)];
        return source === 'NONE' && target === 'NONE' ? [] : [`${index - question.before} ${source} ${target}`];
      }),
    );
    const link = ({ position, source, target, paths: count }: FlowLink): string =>
      `${position} ${label(source)} ${label(target)}: ${count}`;
    same('links', answer.links.map(link).sort(), counts(expectedLinks));
    const name = (event: StepEvent) => (event.kind === 'EVENT' ? event.name : event.kind === 'OTHER' ? 0 : null);
    if (question.counting === 'UNIQUES') {
      await expectBehind(store, 'flows', asked, [
        { point: ['ALL'], units: answer.units },
        ...answer.steps.flatMap(({ events, position }) =>
          events.map(({ event, paths: units }) => ({ point: ['STEP', position, name(event)], units })),
        ),
        ...answer.links.map(({ position, source, target, paths: units }) => ({
          point: ['LINK', position, name(source), name(target)],
          units,
        })),
        ...answer.topPaths.map(({ names, units }) => ({ point: ['PATH', names], units })),
      ]);
    }
    const all = counts(paths.map(({ names }) => JSON.stringify(names)));
    const found = answer.topPaths.map(({ names, paths: count }) => `${JSON.stringify(names)}: ${count}`);
    expect(all).toEqual(expect.arrayContaining(found));
    expect(found).toHaveLength(Math.min(all.length, question.pathLimit));
  }

  it('are what the plain model says', async () => {
    await askAboutWorlds(store, { worlds: runs[kind], each }, questions, check);
  });
});
