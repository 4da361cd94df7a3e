import {
  and,
  as,
  call,
  col,
  eq,
  gt,
  gte,
  iif,
  lambda,
  num,
  or,
  param,
  plus,
  select,
  tuple,
} from '../../../warehouse/sql/builders.js';
import type { Expression, Projection } from '../../../warehouse/sql/nodes.js';
import { below, layer, ofRow, type Rows, rowsOf } from '../../rows/layers.js';
import { unit } from '../../rows/units.js';
import type { BoundFunnel } from '../bound.js';
import { attributed } from './attribution.js';
import { greatestId, idOf, inOrder, isMissing, leastId, segmentsOf, timeOf } from './elements.js';
import { looseWalks } from './loose-walks.js';
import { attempt, entry, isSimple, simpleAttempts, times } from './simple.js';
import { strictWalks } from './strict-walks.js';
import { entries, foundAt, usedAt, type Walks } from './walks.js';

/** Whether an attempt counts beside those of its unit before it. */
const keeps = 'keeps';

/** Every attempt: `u`, `attempt`, `entry`, `times`, and the segments of breakdowns that events decide. */
export function attemptsOf(funnel: BoundFunnel): Rows {
  if (isSimple(funnel)) return simpleAttempts(funnel);
  return oneByOne(funnel.order === 'STRICT' ? strictWalks(funnel) : looseWalks(funnel), funnel);
}

/** A row for each attempt that counts. */
function oneByOne(walks: Walks, funnel: BoundFunnel): Rows {
  const { steps, counting } = funnel;
  const isTotals = counting === 'TOTALS';
  const rows = isTotals ? layer(walks, [as(notOverlapping(funnel), keeps)]) : walks;
  const used = steps.map((_, place) => usedAt(place));
  const side = [...used, ...(isTotals ? [keeps] : [])];
  const each = rowsOf(
    select({
      columns: [
        as(ofRow(unit), unit),
        as(col('attempt_no'), attempt),
        ...side.map((name) => as(col(`one_${name}`), name)),
      ],
      from: below(rows),
      arrayJoin: [
        ...side.map((name) => as(ofRow(name), `one_${name}`)),
        as(call('arrayEnumerate', ofRow(usedAt(0))), 'attempt_no'),
      ],
    }),
  );
  const kept = isTotals
    ? rowsOf({ ...layer(each, [], { without: [keeps] }).select, where: eq(ofRow(keeps), num(1)) })
    : each;
  return layer(kept, [...told(funnel), as(entryTime(funnel), entry)], { without: used });
}

/**
 * Which attempts do not overlap with one before that counts: each ends with its last event, with its window, or with the
 * first event that excludes it, and the next that counts begins after that.
 */
function notOverlapping(funnel: BoundFunnel): Expression {
  const { steps, exclusions, windowMs } = funnel;
  const names = steps.map((_, place) => `a${place}`);
  const place = (event: Expression): Expression => tuple(timeOf(event), idOf(event));
  const isConverted = call('not', or(...names.map((name) => isMissing(col(name)))));
  const last = call('arrayElement', inOrder(call('array', ...names.map((name) => col(name)))), num(-1));
  const never = tuple(param(Number.MAX_SAFE_INTEGER, 'Int64'), greatestId);
  const ends = exclusions.map(({ before }, index) =>
    iif(and(isMissing(col(`a${before}`)), gte(timeOf(col(`x${index}`)), num(0))), place(col(`x${index}`)), never),
  );
  const windowEnd = tuple(plus(timeOf(col('n')), param(windowMs, 'Int64')), greatestId);
  const cut = call('arrayElement', call('arraySort', call('array', windowEnd, ...ends)), num(1));
  const spans = call(
    'arrayMap',
    lambda(
      ['n', ...names, ...exclusions.map((_, index) => `x${index}`)],
      // In strict order whatever ends an attempt may begin another: it is over with the last event it used.
      tuple(place(col('n')), funnel.order === 'STRICT' ? place(last) : iif(isConverted, place(last), cut)),
    ),
    ofRow(entries),
    ...steps.map((_, step) => ofRow(usedAt(step))),
    ...exclusions.map((_, index) => ofRow(foundAt(index))),
  );
  const element = (of: Expression, index: number): Expression => call('tupleElement', of, num(index));
  const isFree = gt(element(col('s'), 1), element(col('acc'), 1));
  const next = tuple(
    iif(isFree, element(col('s'), 2), element(col('acc'), 1)),
    call('arrayPushBack', element(col('acc'), 2), call('toUInt8', isFree)),
  );
  const start = tuple(tuple(param(-1, 'Int64'), leastId), call('emptyArrayUInt8'));
  return element(call('arrayFold', lambda(['acc', 's'], next), spans, start), 2);
}

/** The times at which places were reached, and segments by the steps that give them. */
function told(funnel: BoundFunnel): Projection[] {
  const { blocks } = funnel;
  const present = (block: readonly number[]): Expression => {
    const all = call('array', ...block.map((step) => timeOf(ofRow(usedAt(step)))));
    return call('arraySort', call('arrayFilter', lambda(['x'], gte(col('x'), num(0))), all));
  };
  const reached = call('arrayConcat', ...blocks.map(present));
  return [as(reached, times), ...attributed(funnel, (step, place) => segmentsOf(ofRow(usedAt(step)), place))];
}

/** When an attempt began: with the earliest of the first block's steps. */
function entryTime({ blocks }: BoundFunnel): Expression {
  const [block = []] = blocks;
  const all = call('array', ...block.map((step) => timeOf(ofRow(usedAt(step)))));
  return call('arrayMin', call('arrayFilter', lambda(['x'], gte(col('x'), num(0))), all));
}
