import { call, minus, param, plus, times } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import type { Stretch } from '../question/range.js';
import { timeMs } from './unit-events.js';

/*
 * In which of some intervals a row's time lies; they are in order and without gaps, and the row lies in one of them. Some may be
 * empty: the next begins at the same moment, and no row lies in them.
 */

/** Intervals that follow each other in equal steps: the places of moments are worked out by one division. */
interface Steps {
  /** Where the first begins, or would if the range did not cut it. */
  readonly origin: number;
  readonly length: number;
}

/** Null where a day is longer than another, as where clocks are set forward, or months differ. */
function stepsOf(intervals: readonly Stretch[]): Steps | null {
  const starts = intervals.map(({ from }) => from);
  const [first, second, third] = starts;
  const lengths = intervals.map(({ from, to }) => to - from);
  if (first === undefined) return null;
  const step = third !== undefined && second !== undefined ? third - second : Math.max(...lengths);
  const length = Math.max(step, 1);
  const origin = (second ?? first + length) - length;
  const isSteady = starts.every((start, place) => place === 0 || start === origin + place * length);
  return isSteady && lengths.every((one) => one <= length) ? { origin, length } : null;
}

const int64 = (value: number): Expression => param(value, 'Int64');
const startsOf = (intervals: readonly Stretch[]): Expression =>
  param(
    intervals.map(({ from }) => from),
    'Array(Int64)',
  );

const placeBySteps = ({ origin, length }: Steps): Expression =>
  call('intDiv', minus(timeMs, int64(origin)), int64(length));

/** The place of the row's interval, from 0. */
export function intervalPlace(intervals: readonly Stretch[]): Expression {
  const steps = stepsOf(intervals);
  if (steps !== null) return placeBySteps(steps);
  const filled = intervals.flatMap(({ from, to }, place) => (from < to ? [{ from, to, place }] : []));
  const starts = startsOf(filled);
  const index = call('indexOf', starts, call('roundDown', timeMs, starts));
  if (filled.length === intervals.length) return minus(call('toInt64', index), int64(1));
  const placeOf = filled.map(({ place }) => place);
  return call('arrayElement', param(placeOf, 'Array(Int64)'), index);
}

/** The first moment of the row's interval, milliseconds. */
export function intervalStart(intervals: readonly Stretch[]): Expression {
  const steps = stepsOf(intervals);
  const [first] = intervals;
  if (steps === null || first === undefined) return call('roundDown', timeMs, startsOf(intervals));
  const start = plus(int64(steps.origin), times(placeBySteps(steps), int64(steps.length)));
  return steps.origin === first.from ? start : call('greatest', start, int64(first.from));
}
