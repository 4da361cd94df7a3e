import {
  and,
  array,
  as,
  call,
  col,
  eq,
  gt,
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
} from '../../../warehouse/sql/builders.js';
import { below, layer, ofRow, type Rows, rowsOf } from '../../rows/layers.js';
import { unit } from '../../rows/units.js';
import { type BoundFunnel, graceMs, mayOverlap } from '../bound.js';
import { funnelEvents, isStep, ofEvents, time } from './events.js';

/** The columns of attempts: what tells those of one unit apart, when each place was reached, in order, and the entry. */
export const [attempt, times, entry] = ['attempt', 'times', 'entry'];

/** What stands for no time: no event is that old. */
const never = -1;

/** Whether the times of each unit's events are all that is needed, so that no ids are looked at. */
export function isSimple(funnel: BoundFunnel): boolean {
  const { counting, order, exclusions, holdConstant, isWhole, steps } = funnel;
  const isPlain = counting === 'UNIQUES' && order === 'SEQUENCE' && isWhole;
  if (!isPlain || exclusions.length > 0 || holdConstant.length > 0 || ofEvents(funnel).length > 0) return false;
  return steps.every(({ choice }, place) => steps.slice(0, place).every((other) => !mayOverlap(choice, other.choice)));
}

const timesOf = (place: number): string => `times_${place}`;
const reachedAt = (place: number): string => `reached_${place}`;

/**
 * The attempt of each unit: `u`, `attempt`, `entry`, `times`. The times of each step are gathered per unit; each step then takes the
 * earliest of its own that its bounds allow. Nothing is sorted, and an event is read once.
 */
export function simpleAttempts(funnel: BoundFunnel): Rows {
  const { steps, range, windowMs } = funnel;
  const events = funnelEvents(funnel, false);
  const places = steps.map((_, place) => place);
  const later = places.slice(1);
  const isEntry = and(
    eq(col(isStep(0)), num(1)),
    gte(col(time), param(range.from, 'Int64')),
    lt(col(time), param(range.to, 'Int64')),
  );
  const gathered = rowsOf(
    select({
      columns: [
        col(unit),
        as(call('minIf', col(time), isEntry), reachedAt(0)),
        ...later.map((place) => as(call('groupArrayIf', col(time), eq(col(isStep(place)), num(1))), timesOf(place))),
      ],
      from: below(events),
      groupBy: [col(unit)],
      // Of nothing the least is 0, which no event is.
      having: gt(col(reachedAt(0)), num(0)),
    }),
  );
  const limit = plus(ofRow(reachedAt(0)), param(windowMs, 'Int64'));
  const reached = later.reduce<Rows>((rows, place) => {
    const before = ofRow(reachedAt(place - 1));
    const fits = and(gte(col('x'), minus(before, num(graceMs))), lte(col('x'), limit));
    const those = call('arrayFilter', lambda(['x'], fits), ofRow(timesOf(place)));
    const none = or(lt(before, num(0)), call('empty', those));
    const next = iif(none, call('toInt64', num(never)), call('arrayMin', those));
    return layer(rows, [as(next, reachedAt(place))], { without: [timesOf(place)] });
  }, gathered);
  const all = array(...places.map((place) => ofRow(reachedAt(place))));
  return layer(
    reached,
    [
      as(call('toUInt32', num(1)), attempt),
      as(call('arrayFilter', lambda(['x'], gte(col('x'), num(0))), all), times),
      as(ofRow(reachedAt(0)), entry),
    ],
    { without: places.map(reachedAt) },
  );
}
