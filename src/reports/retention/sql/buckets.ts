import { and, call, col, gte, iif, lambda, lt, lte, minus, num, param } from '../../../warehouse/sql/builders.js';
import type { Expression } from '../../../warehouse/sql/nodes.js';
import { type BoundRetention, rollingMs } from '../bound.js';

/** Stands for no bucket. */
export const noBucket = -1;

const none: Expression = call('toInt64', num(noBucket));

const calendarParam = ({ calendar }: BoundRetention): Expression => param(calendar, 'Array(Int64)');

/** The first moment of the calendar's interval in which a moment lies. */
export const calendarStart = (moment: Expression, retention: BoundRetention): Expression =>
  call('roundDown', moment, calendarParam(retention));

/** The place of an interval of the calendar, from 1, by its first moment. */
export const calendarPlace = (start: Expression, retention: BoundRetention): Expression =>
  call('toInt64', call('indexOf', calendarParam(retention), start));

/** How long one bucket of one unit is when it rolls, milliseconds. */
export const lengthOf = ({ unit }: BoundRetention): Expression => param(rollingMs[unit], 'Int64');

/** How many whole units lie between a birth and a return that is not before it. */
export function unitsBetween(birth: Expression, moment: Expression, retention: BoundRetention): Expression {
  if (retention.alignment === 'ROLLING') return call('intDiv', minus(moment, birth), lengthOf(retention));
  const place = (of: Expression): Expression => calendarPlace(calendarStart(of, retention), retention);
  return minus(place(moment), place(birth));
}

/** Whether the buckets are of one unit each, from the birth on. */
const arePlain = ({ buckets }: BoundRetention): boolean =>
  buckets.every(({ from, to }, index) => from === index && to === index + 1);

/** The last bucket that has begun so many units after a birth, by its place from 0, and whether it is not over. */
export function lastBegun(units: Expression, retention: BoundRetention): { place: Expression; isOpen: Expression } {
  const { buckets } = retention;
  const place = arePlain(retention) ? units : minus(call('arrayCount', hasBegun(units), bounds(retention)), num(1));
  return { place, isOpen: and(gte(place, num(0)), lt(place, num(buckets.length))) };
}

/**
 * The place of the bucket that lies so many units after a birth, from 0; {@link noBucket} where there is none. For
 * ON_OR_AFTER the last that has begun by then.
 */
export function bucketOf(units: Expression, retention: BoundRetention): Expression {
  const { buckets, mode } = retention;
  const { place, isOpen } = lastBegun(units, retention);
  if (mode === 'ON_OR_AFTER') return call('least', call('toInt64', place), call('toInt64', num(buckets.length - 1)));
  return iif(isOpen, call('toInt64', place), none);
}

const hasBegun = (units: Expression): Expression => lambda(['bound'], lte(col('bound'), units));

/** Where each bucket begins, and where the last ends. */
const bounds = ({ buckets }: BoundRetention): Expression =>
  param([...buckets.map(({ from }) => from), ...buckets.slice(-1).map(({ to }) => to)], 'Array(Int64)');
