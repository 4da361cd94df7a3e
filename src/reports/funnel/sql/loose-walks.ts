import {
  and,
  as,
  call,
  col,
  eq,
  gte,
  iif,
  lambda,
  lt,
  lte,
  minus,
  num,
  or,
  param,
  plus,
  select,
  tuple,
} from '../../../warehouse/sql/builders.js';
import type { Expression, Projection } from '../../../warehouse/sql/nodes.js';
import { below, hiding, layer, ofRow, type Rows, rowsOf, segmentsColumn } from '../../rows/layers.js';
import { unit } from '../../rows/units.js';
import { type BoundFunnel, graceMs, mayOverlap } from '../bound.js';
import {
  after,
  idOf,
  inOrder,
  isMissing,
  latestBound,
  missing,
  nextEvents,
  noBound,
  since,
  timeOf,
} from './elements.js';
import { entryMarks, marked } from './entries.js';
import { funnelEvents, held, id, isExclusion, isStep, ofEvents, time } from './events.js';
import { entries, foundAt, usedAt, type Walks } from './walks.js';

/** Columns of arrays: the events of each step and exclusion, and which of the first block's steps each entry is. */
const eventsOf = (place: number): string => `events_${place}`;
const excludedOf = (place: number): string => `excluded_${place}`;
const entrySteps = 'entry_steps';
/** Columns that only one layer needs. */
const scratch = { bounds: 'bounds', merged: 'merged', next: 'next' };

const hideScratch = (rows: Rows): Rows => hiding(rows, Object.values(scratch));

const one = (name: string): Expression => eq(col(name), num(1));

/**
 * The attempts in which anything may lie between two steps. Each step takes the earliest of its events that its bounds
 * allow, for all attempts of a unit at once.
 */
export function looseWalks(funnel: BoundFunnel): Walks {
  const { exclusions, blocks } = funnel;
  const none = missing(ofEvents(funnel).length);
  let rows = layer(gathered(funnel), entryColumns(funnel), { without: ['candidates'] });
  blocks.forEach((block, place) => {
    const before = place === 0 ? null : (blocks[place - 1] ?? null);
    for (const step of block) {
      rows = withStep(rows, funnel, block, before, step, none);
      const starting = exclusions.flatMap((exclusion, index) => (exclusion.after === step ? [index] : []));
      if (starting.length > 0) rows = withExclusions(rows, starting, step, none);
    }
    if (block.length > 1) rows = layer(rows, [as(doneOf(block, none), doneAt(block))]);
  });
  return rows;
}

/** The events of each unit: of each step, of each exclusion, and those that may begin an attempt. */
function gathered(funnel: BoundFunnel): Rows {
  const { steps, exclusions, range, blocks } = funnel;
  const event = tuple(
    col(held),
    col(time),
    col(id),
    ...ofEvents(funnel).map(({ index }) => col(segmentsColumn(index))),
  );
  const [firstBlock = []] = blocks;
  const begins = or(...firstBlock.map((step) => one(isStep(step))));
  const inRange = and(gte(col(time), param(range.from, 'Int64')), lt(col(time), param(range.to, 'Int64')));
  const which = firstBlock.slice(0, -1).flatMap((step) => [one(isStep(step)), num(step)]);
  const entryStep =
    which.length === 0 ? num(firstBlock[0] ?? 0) : call('multiIf', ...which, num(firstBlock.at(-1) ?? 0));
  return rowsOf(
    select({
      columns: [
        col(unit),
        as(call('groupArrayIf', tuple(event, call('toUInt8', entryStep)), and(begins, inRange)), 'candidates'),
        ...steps.map((_, place) => as(call('groupArrayIf', event, one(isStep(place))), eventsOf(place))),
        ...exclusions.map((_, place) => as(call('groupArrayIf', event, one(isExclusion(place))), excludedOf(place))),
      ],
      from: below(funnelEvents(funnel, {})),
      groupBy: [col(unit)],
      having: call('notEmpty', col('candidates')),
    }),
  );
}

/** The entries of a unit's attempts, in order. */
function entryColumns(funnel: BoundFunnel): Projection[] {
  const event = call('tupleElement', col('c'), num(1));
  const key = tuple(timeOf(event), idOf(event));
  const sorted = call('arraySort', lambda(['c'], key), ofRow('candidates'));
  const chosen = marked(sorted, entryMarks(call('arrayMap', lambda(['c'], timeOf(event)), sorted), funnel));
  const part = (index: number): Expression =>
    call('arrayMap', lambda(['c'], call('tupleElement', col('c'), num(index))), chosen);
  return [as(part(1), entries), as(part(2), entrySteps)];
}

/** The array of a block's completion: of a single step its own. */
const doneAt = (block: readonly number[]): string =>
  block.length === 1 ? usedAt(block[0] ?? 0) : `done_${block.join('_')}`;

/** The events with which a block is done: the last of each attempt; missing if one is missing. */
function doneOf(block: readonly number[], none: Expression): Expression {
  const names = block.map((step) => `a${step}`);
  const all = call('array', ...names.map((name) => col(name)));
  const isDone = call('not', or(...names.map((name) => isMissing(col(name)))));
  const last = call('arrayElement', inOrder(all), num(-1));
  return call('arrayMap', lambda(names, iif(isDone, last, none)), ...block.map((step) => ofRow(usedAt(step))));
}

/** Adds the event that each attempt uses for a step. */
function withStep(
  rows: Rows,
  funnel: BoundFunnel,
  block: readonly number[],
  before: readonly number[] | null,
  step: number,
  none: Expression,
): Rows {
  const { steps, windowMs } = funnel;
  if (before === null && block.length === 1) {
    return layer(rows, [as(ofRow(entries), usedAt(step))], { without: [eventsOf(step)] });
  }
  const choice = steps[step]?.choice;
  const overlapping = (other: number): boolean => {
    const otherChoice = steps[other]?.choice;
    return choice !== undefined && otherChoice !== undefined && mayOverlap(choice, otherChoice);
  };
  // What was used for an earlier step that could be this one too; the entry counts as earlier than all.
  const earlier = Array.from({ length: step }, (_, other) => other).filter(overlapping);
  const usedBefore = earlier.map((other) => `o${other}`);
  const start = before === null ? since(col('n'), timeOf(col('n'))) : afterBlock(col('d'));
  const strict = usedBefore.map((name) => after(col(name)));
  const ofEntry = block.filter((other) => other > step && before === null && overlapping(other));
  const entryBound = iif(
    call('has', param(ofEntry, 'Array(UInt32)'), col('k')),
    after(col('n')),
    since(col('n'), timeOf(col('n'))),
  );
  const bound = latestBound([start, ...strict, ...(ofEntry.length === 0 ? [] : [entryBound])]);
  const sources = [ofRow(entries), ofRow(entrySteps), ...(before === null ? [] : [ofRow(doneAt(before))])];
  const names = ['n', 'k', ...(before === null ? [] : ['d']), ...usedBefore];
  const bounds = call('arrayMap', lambda(names, bound), ...sources, ...earlier.map((other) => ofRow(usedAt(other))));
  const next = nextEvents(bounds, ofRow(eventsOf(step)), none, scratch);
  const killers = funnel.exclusions.flatMap((exclusion, index) =>
    exclusion.after < step && step <= exclusion.before ? [index] : [],
  );
  const killedBy = killers.map((index) => `x${index}`);
  const isKilled = or(
    ...killedBy.map((name) =>
      and(gte(timeOf(col(name)), num(0)), lt(timeOf(col(name)), minus(timeOf(col('f')), num(graceMs)))),
    ),
  );
  const fits = and(lte(timeOf(col('f')), plus(timeOf(col('n')), param(windowMs, 'Int64'))), call('not', isKilled));
  const found = iif(fits, col('f'), none);
  // In the first block the entry is one of the steps.
  const result = before === null ? iif(eq(col('k'), num(step)), col('n'), found) : found;
  const used = call(
    'arrayMap',
    lambda(['f', 'n', 'k', ...killedBy], result),
    col(scratch.next),
    ofRow(entries),
    ofRow(entrySteps),
    ...killers.map((index) => ofRow(foundAt(index))),
  );
  return hideScratch(layer(rows, [...next, as(used, usedAt(step))], { without: [eventsOf(step)] }));
}

/** The bound after a block: up to the grace before its last event; if it is not done, nothing follows. */
const afterBlock = (done: Expression): Expression =>
  iif(isMissing(done), noBound(done), since(done, minus(timeOf(done), param(graceMs, 'Int64'))));

/** Adds the first event of each exclusion, for each attempt, more than the grace after a step. */
function withExclusions(rows: Rows, exclusions: readonly number[], step: number, none: Expression): Rows {
  const later = plus(timeOf(col('a')), param(graceMs + 1, 'Int64'));
  const bound = iif(isMissing(col('a')), noBound(col('a')), since(col('a'), later));
  const bounds = call('arrayMap', lambda(['a'], bound), ofRow(usedAt(step)));
  return exclusions.reduce((all, index) => {
    const next = nextEvents(bounds, ofRow(excludedOf(index)), none, { ...scratch, next: foundAt(index) });
    return hideScratch(layer(all, next, { without: [excludedOf(index)] }));
  }, rows);
}
