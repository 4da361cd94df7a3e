import {
  and,
  array,
  as,
  call,
  col,
  eq,
  gte,
  iif,
  lambda,
  lt,
  lte,
  ne,
  num,
  param,
  plus,
  select,
  times,
  tuple,
} from '../../../warehouse/sql/builders.js';
import type { Expression } from '../../../warehouse/sql/nodes.js';
import { below, layer, ofRow, type Rows, rowsOf, segmentsColumn } from '../../rows/layers.js';
import { unit } from '../../rows/units.js';
import type { BoundFunnel } from '../bound.js';
import { held as heldOf, inOrder, leastId, timeOf } from './elements.js';
import { entryMarks, marked } from './entries.js';
import { funnelEvents, held, id, isStep, ofEvents, time } from './events.js';
import { entries, usedAt, type Walks } from './walks.js';

/** Columns of arrays: all events of a unit in order, and for each whether it may begin an attempt. */
const [everything, mayBegin] = ['everything', 'may_begin'];
/** For each possible entry the event so many places after it, and which of the entries begin an attempt. */
const nextAt = (place: number): string => `next_${place}`;
const begins = 'begins';

/**
 * The attempts in which each step is the very next event of the unit: all of its events in order lie beside the same moved
 * by one place, by two, and so on.
 */
export function strictWalks(funnel: BoundFunnel): Walks {
  const { steps, windowMs } = funnel;
  const segments = ofEvents(funnel).length;
  const maskOf = (event: Expression): Expression => call('tupleElement', event, num(4 + segments));
  const isStepOf = (event: Expression, place: number): Expression =>
    ne(call('bitAnd', maskOf(event), num(2 ** place)), num(0));
  const none = noEvent(segments);
  const sorted = layer(gathered(funnel), [as(inOrder(ofRow('events')), everything)], { without: ['events'] });
  const may = and(isStepOf(col('e'), 0), inRange(funnel, timeOf(col('e'))));
  const withEntries = layer(sorted, [as(call('arrayMap', lambda(['e'], may), ofRow(everything)), mayBegin)]);
  const beside = layer(
    withEntries,
    steps.map((_, place) => {
      const from = call('arraySlice', ofRow(everything), num(place + 1));
      const moved = call('arrayResize', from, call('length', ofRow(everything)), none);
      return as(marked(moved, ofRow(mayBegin)), nextAt(place));
    }),
    { without: [everything, mayBegin] },
  );
  const entryTimes = call('arrayMap', lambda(['e'], timeOf(col('e'))), ofRow(nextAt(0)));
  const chosen = layer(beside, [as(entryMarks(entryTimes, funnel), begins)]);
  const first = marked(ofRow(nextAt(0)), ofRow(begins));
  const begun = layer(chosen, [as(first, entries), as(first, usedAt(0))], { without: [nextAt(0)] });
  return steps.slice(1).reduce<Rows>((rows, _, index) => {
    const place = index + 1;
    const follows = and(
      gte(timeOf(col('p')), num(0)),
      isStepOf(col('e'), place),
      lte(timeOf(col('e')), plus(timeOf(col('n')), param(windowMs, 'Int64'))),
      eq(heldOf(col('e')), heldOf(col('n'))),
    );
    const next = marked(ofRow(nextAt(place)), ofRow(begins));
    const used = call(
      'arrayMap',
      lambda(['e', 'p', 'n'], iif(follows, col('e'), none)),
      next,
      ofRow(usedAt(place - 1)),
      ofRow(entries),
    );
    return layer(rows, [as(used, usedAt(place))], { without: [nextAt(place)] });
  }, begun);
}

/** No event: as in `elements.ts`, with no step that it may be. */
const noEvent = (segments: number): Expression =>
  tuple(
    param('', 'String'),
    param(-1, 'Int64'),
    leastId,
    ...Array.from({ length: segments }, () => array(param('', 'String'))),
    call('toUInt64', num(0)),
  );

/** All events of each unit that begins an attempt, with the steps each may be as bits after its segments. */
function gathered(funnel: BoundFunnel): Rows {
  const bits = funnel.steps.map((_, place) => times(col(isStep(place)), num(2 ** place)));
  const event = tuple(
    col(held),
    col(time),
    col(id),
    ...ofEvents(funnel).map(({ index }) => col(segmentsColumn(index))),
    call(
      'toUInt64',
      bits.reduce((sum, bit) => plus(sum, bit)),
    ),
  );
  return rowsOf(
    select({
      columns: [col(unit), as(call('groupArray', event), 'events')],
      from: below(funnelEvents(funnel, { everything: true })),
      groupBy: [col(unit)],
      having: call('max', and(eq(col(isStep(0)), num(1)), inRange(funnel, col(time)))),
    }),
  );
}

const inRange = ({ range }: BoundFunnel, moment: Expression): Expression =>
  and(gte(moment, param(range.from, 'Int64')), lt(moment, param(range.to, 'Int64')));
