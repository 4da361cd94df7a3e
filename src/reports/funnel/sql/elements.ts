import { array, as, call, col, eq, iif, lambda, minus, num, param, tuple } from '../../../warehouse/sql/builders.js';
import type { Expression, Projection } from '../../../warehouse/sql/nodes.js';

/*
 * Events of one unit as tuples in arrays: what is held constant, time, id, and then the segments they fall into. Arrays of
 * several steps run side by side: place i of each is of attempt i. An event that is missing has the time -1.
 */

export const held = (event: Expression): Expression => call('tupleElement', event, num(1));
export const timeOf = (event: Expression): Expression => call('tupleElement', event, num(2));
export const idOf = (event: Expression): Expression => call('tupleElement', event, num(3));
/** The segments of an event by a breakdown, by its place among those that events decide. */
export const segmentsOf = (event: Expression, place: number): Expression => call('tupleElement', event, num(4 + place));

const int64 = (value: number): Expression => param(value, 'Int64');
export const leastId = param('00000000-0000-0000-0000-000000000000', 'UUID');
export const greatestId = param('ffffffff-ffff-ffff-ffff-ffffffffffff', 'UUID');

/** An event that is missing, with so many segments. */
export const missing = (segments: number): Expression =>
  tuple(param('', 'String'), int64(-1), leastId, ...Array.from({ length: segments }, () => array(param('', 'String'))));

export const isMissing = (event: Expression): Expression => eq(timeOf(event), num(-1));

/** Later than every event. */
const afterAll = Number.MAX_SAFE_INTEGER;

/*
 * A bound is a place between events: what is held constant, a time, an id, and whether it lies right before (-1) or right
 * after (1) an event of that time and id.
 */

/** From a time on. */
export const since = (event: Expression, time: Expression): Expression =>
  tuple(held(event), time, leastId, call('toInt8', num(-1)));

/** Strictly after an event. */
export const after = (event: Expression): Expression =>
  tuple(held(event), timeOf(event), idOf(event), call('toInt8', num(1)));

/** After which there is nothing. */
export const noBound = (event: Expression): Expression => since(event, int64(afterAll));

/** The latest of several bounds with the same value held constant. */
export const latestBound = (bounds: readonly Expression[]): Expression => {
  const [only] = bounds;
  if (only !== undefined && bounds.length === 1) return only;
  return call('arrayElement', call('arraySort', array(...bounds)), num(-1));
};

/** One part of every tuple of an array. */
const each = (tuples: Expression, index: number): Expression => call('tupleElement', tuples, num(index));

/**
 * For each bound the earliest event after it with the same value held constant; missing where there is none. Bounds and
 * events are sorted together, and each bound is given the next event behind it: the cost does not grow with their
 * product. Three columns, each made of the ones before, so that the engine works out each once.
 */
export function nextEvents(
  bounds: Expression,
  events: Expression,
  none: Expression,
  names: { readonly bounds: string; readonly merged: string; readonly next: string },
): Projection[] {
  const [part, own] = [(index: number) => each(col('l'), index), (index: number) => each(col('e'), index)];
  const asBound = tuple(part(1), part(2), part(3), part(4), call('toUInt32', col('i')), none);
  const asEvent = tuple(own(1), own(2), own(3), call('toInt8', num(0)), call('toUInt32', num(0)), col('e'));
  const [ofBounds, merged] = [col(names.bounds), col(names.merged)];
  const both = call(
    'arrayConcat',
    call('arrayMap', lambda(['l', 'i'], asBound), ofBounds, call('arrayEnumerate', ofBounds)),
    call('arrayMap', lambda(['e'], asEvent), events),
  );
  // The owner of what lies there: the number of a bound from 1, or 0 for an event.
  const owners = each(merged, 5);
  const behind = call('arrayReverseFill', lambda(['v', 'o'], eq(col('o'), num(0))), each(merged, 6), owners);
  const inTurn = call('arraySort', lambda(['v', 'o'], col('o')), behind, owners);
  const found = call('arraySlice', inTurn, minus(num(0), call('length', ofBounds)));
  const isSame = eq(held(col('f')), held(col('l')));
  const next = call('arrayMap', lambda(['f', 'l'], iif(isSame, col('f'), none)), found, ofBounds);
  return [as(bounds, names.bounds), as(call('arraySort', both), names.merged), as(next, names.next)];
}

/** An array of events by time and id. */
export const inOrder = (events: Expression): Expression =>
  call('arraySort', lambda(['x'], tuple(timeOf(col('x')), idOf(col('x')))), events);
