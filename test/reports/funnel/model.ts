import type { PropertyValue } from '../../../src/core/property-values.js';
import type { AnyFunnel } from '../../../src/reports/funnel/funnel.js';
import type { World, WorldEvent } from '../../cohorts/oracle.js';
import {
  type Counting,
  isChosen,
  type ModelRow,
  type ModelSubject,
  rowSatisfies,
  rowsOf,
  segmentsOf,
} from '../support/model-rows.js';

/*
 * Funnels, written for reading: the events of one unit in order, and attempts that walk through them.
 */

const grace = 2_000;

/** An event of the unit, in its order, and what it may be in a funnel. */
interface Happening {
  readonly row: ModelRow;
  /** Its place among the events of the unit, from 0: by time, then by id. */
  readonly order: number;
  readonly time: number;
  /** The steps it could be, from 0. */
  readonly steps: ReadonlySet<number>;
  /** The exclusions it could be. */
  readonly exclusions: ReadonlySet<number>;
  /** The values held constant; null if one is not set. */
  readonly held: string | null;
}

/** One attempt: the event of each place of the funnel that was reached, in order. */
export interface Attempt {
  readonly unit: string;
  /** Times of the places reached, the entry first. */
  readonly times: readonly number[];
  /** What step n used, where it was reached and counts. */
  readonly used: ReadonlyArray<ModelRow | null>;
  readonly entry: number;
}

/** Every attempt that a question is about. */
export function attemptsOf(
  world: World,
  subject: ModelSubject,
  question: AnyFunnel,
  range: { readonly from: number; readonly to: number },
  keyOf: (timeMs: number) => string,
): Attempt[] {
  const units = new Map<string, ModelRow[]>();
  for (const row of rowsOf(world, subject)) units.set(row.unit, [...(units.get(row.unit) ?? []), row]);
  return [...units].flatMap(([unit, rows]) => {
    const events = happenings(world, subject, question, rows, countingIn(range));
    const attempts = (from: Happening): Walk => walk(question, events, from);
    const entries = events.filter((one) => isEntry(question, one) && one.time >= range.from && one.time < range.to);
    const walks: Walk[] = [];
    if (question.counting === 'UNIQUES') {
      const seen = new Set<string>();
      for (const entry of entries) {
        const key = keyOf(entry.time);
        if (!seen.has(key)) walks.push(attempts(entry));
        seen.add(key);
      }
    } else {
      let busy = { time: Number.NEGATIVE_INFINITY, order: Number.NEGATIVE_INFINITY };
      for (const entry of entries) {
        if (!isLater(entry, busy)) continue;
        const one = attempts(entry);
        walks.push(one);
        busy = one.end;
      }
    }
    return walks.map(({ times, used, entry }) => ({ unit, times, used, entry: entry.time }));
  });
}

/** Users who did something are counted in the range in which attempts begin. */
const countingIn = ({ from, to }: { from: number; to: number }): Counting => ({ from, to, keyOf: () => '' });

function happenings(
  world: World,
  subject: ModelSubject,
  question: AnyFunnel,
  rows: readonly ModelRow[],
  counting: Counting,
): Happening[] {
  const byId = (event: WorldEvent): number => world.events.indexOf(event);
  const sorted = [...rows].sort((a, b) => a.event.timeMs - b.event.timeMs || byId(a.event) - byId(b.event));
  const all = sorted.map((row, order): Happening => {
    const counts = question.where === null || rowSatisfies(world, subject, row, question.where, counting);
    const matching = (choices: ReadonlyArray<{ readonly event: AnyFunnel['steps'][number]['event'] }>): Set<number> =>
      new Set(
        choices.flatMap(({ event }, index) =>
          counts && isChosen(world, subject, row, event, counting) ? [index] : [],
        ),
      );
    const values = question.holdConstant.map((name): PropertyValue => row.event.properties[name] ?? null);
    const held = values.includes(null) ? null : JSON.stringify(values);
    const takesPart = held !== null;
    return {
      row,
      order,
      time: row.event.timeMs,
      steps: takesPart ? matching(question.steps) : new Set(),
      exclusions: takesPart ? matching(question.exclusions) : new Set(),
      held,
    };
  });
  return all;
}

interface Walk {
  readonly entry: Happening;
  readonly times: readonly number[];
  readonly used: ReadonlyArray<ModelRow | null>;
  readonly end: { readonly time: number; readonly order: number };
}

const isLater = (a: { time: number; order: number }, b: { time: number; order: number }): boolean =>
  a.time > b.time || (a.time === b.time && a.order > b.order);

/** The steps in blocks: those of one block come in any order. Blocks of one are a sequence. */
export function blocksOf({ steps, order }: AnyFunnel): number[][] {
  const blocks: number[][] = [];
  steps.forEach((step, index) => {
    const last = blocks.at(-1);
    const isFree = order === 'ANY' && !step.isAnchored;
    const before = index > 0 && order === 'ANY' && steps[index - 1]?.isAnchored === false;
    if (isFree && before && last !== undefined) last.push(index);
    else blocks.push([index]);
  });
  return blocks;
}

const isEntry = (question: AnyFunnel, { steps }: Happening): boolean =>
  (blocksOf(question)[0] ?? []).some((step) => steps.has(step));

/** Whether one event could be both steps, by the names alone. */
function overlap(question: AnyFunnel, a: number, b: number): boolean {
  const [one, other] = [question.steps[a]?.event.names ?? null, question.steps[b]?.event.names ?? null];
  return one === null || other === null || one.some((name) => other.includes(name));
}

function walk(question: AnyFunnel, events: readonly Happening[], entry: Happening): Walk {
  if (question.order === 'STRICT') return walkStrictly(question, events, entry);
  const limit = entry.time + question.windowMs;
  const used: Array<Happening | null> = question.steps.map(() => null);
  const blocks = blocksOf(question);
  const entryStep = (blocks[0] ?? []).find((step) => entry.steps.has(step)) ?? 0;
  let done: Happening | null = null;
  for (const [place, block] of blocks.entries()) {
    for (const step of block) {
      if (place === 0 && step === entryStep) {
        used[step] = entry;
        continue;
      }
      if (place > 0 && done === null) continue;
      const since: number = place === 0 ? entry.time : (done?.time ?? 0) - grace;
      // What was used before and could be this step: it must be strictly later. The entry is before all.
      const before = used.filter((other, index): other is Happening => {
        if (other === null) return false;
        return (index < step || other === entry) && overlap(question, index, step);
      });
      const next = events.find(
        (one) =>
          one.steps.has(step) &&
          one.time >= since &&
          one.time <= limit &&
          one.held === entry.held &&
          before.every((other) => isLater(one, other)),
      );
      used[step] = next === undefined || isExcluded(question, events, entry, used, step, next) ? null : next;
    }
    const ofBlock = block.map((step) => used[step] ?? null);
    if (ofBlock.includes(null)) done = null;
    else done = ofBlock.filter((one) => one !== null).reduce((a, b) => (isLater(b, a) ? b : a));
    if (done === null) break;
  }
  // The places of a block are reached in the order in which its steps were done.
  const times = blocks.flatMap((block) =>
    block
      .flatMap((step) => used[step] ?? [])
      .map(({ time }) => time)
      .sort((a, b) => a - b),
  );
  const reached = timesReached(blocks, used, times);
  const converted = reached.length === question.steps.length;
  return {
    entry,
    times: reached,
    used: used.map((one) => one?.row ?? null),
    end: converted ? latest(used) : endOf(question, events, entry, used, limit),
  };
}

/** Blocks after one that is not done are not reached. */
function timesReached(
  blocks: ReadonlyArray<readonly number[]>,
  used: ReadonlyArray<Happening | null>,
  times: readonly number[],
): number[] {
  let count = 0;
  for (const block of blocks) {
    const done = block.filter((step) => used[step] !== null).length;
    count += done;
    if (done < block.length) break;
  }
  return times.slice(0, count);
}

const latest = (used: ReadonlyArray<Happening | null>): Happening =>
  used.filter((one) => one !== null).reduce((a, b) => (isLater(b, a) ? b : a));

/** The first event of each exclusion that may matter to an attempt: after the step before it, more than the grace. */
function excludedAt(
  question: AnyFunnel,
  events: readonly Happening[],
  entry: Happening,
  used: ReadonlyArray<Happening | null>,
  index: number,
): Happening | null {
  const exclusion = question.exclusions[index];
  const after = exclusion === undefined ? null : (used[exclusion.afterStep - 1] ?? null);
  if (after === null) return null;
  return (
    events.find((one) => one.exclusions.has(index) && one.held === entry.held && one.time > after.time + grace) ?? null
  );
}

function isExcluded(
  question: AnyFunnel,
  events: readonly Happening[],
  entry: Happening,
  used: ReadonlyArray<Happening | null>,
  step: number,
  next: Happening,
): boolean {
  return question.exclusions.some(({ afterStep, beforeStep }, index) => {
    if (step < afterStep || step > beforeStep - 1) return false;
    const at = excludedAt(question, events, entry, used, index);
    return at !== null && at.time < next.time - grace;
  });
}

function endOf(
  question: AnyFunnel,
  events: readonly Happening[],
  entry: Happening,
  used: ReadonlyArray<Happening | null>,
  limit: number,
): { time: number; order: number } {
  let end = { time: limit, order: Number.POSITIVE_INFINITY };
  question.exclusions.forEach(({ beforeStep }, index) => {
    if (used[beforeStep - 1] !== null) return;
    const at = excludedAt(question, events, entry, used, index);
    if (at !== null && isLater(end, at)) end = at;
  });
  return end;
}

function walkStrictly(question: AnyFunnel, events: readonly Happening[], entry: Happening): Walk {
  const limit = entry.time + question.windowMs;
  const used: Happening[] = [entry];
  for (let step = 1; step < question.steps.length; step++) {
    const next = events[entry.order + step];
    if (next === undefined || !next.steps.has(step) || next.time > limit || next.held !== entry.held) break;
    used.push(next);
  }
  return {
    entry,
    times: used.map(({ time }) => time),
    used: question.steps.map((_, step) => used[step]?.row ?? null),
    end: latest(used),
  };
}

/** The segments of an attempt by one breakdown: of its unit, or of the step that the attribution says. */
export function segmentsOfAttempt(
  world: World,
  subject: ModelSubject,
  { unit, used, entry }: Attempt,
  by: AnyFunnel['segments']['by'][number],
  question: AnyFunnel,
  range: { readonly from: number; readonly to: number },
): string[] {
  const { attribution } = question;
  const isOfEvent =
    by.kind === 'eventProperty' ||
    by.kind === 'eventGroup' ||
    (by.kind === 'groupProperty' && by.properties === 'AS_OF_EVENT' && by.name !== null);
  if (!isOfEvent) {
    const any = used.find((row) => row !== null);
    if (any === undefined || any === null) throw new Error(`no event of ${unit} at ${entry}`);
    return segmentsOf(world, subject, any, by, countingIn(range));
  }
  const found = used.map((row) => (row === null ? null : segmentsOf(world, subject, row, by)));
  const isSet = (texts: readonly string[] | null): boolean =>
    texts !== null && !(texts.length === 1 && texts[0] === '');
  switch (attribution.kind) {
    case 'first':
      return found.find(isSet) ?? [''];
    case 'last':
      return found.findLast(isSet) ?? [''];
    case 'step':
      return found[attribution.step - 1] ?? [''];
  }
}
