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
  join,
  lambda,
  lt,
  lte,
  minus,
  num,
  or,
  param,
  plus,
  select,
  subquery,
} from '../../../warehouse/sql/builders.js';
import type { Expression } from '../../../warehouse/sql/nodes.js';
import { valuesInRow } from '../../rows/event-segments.js';
import { below, layer, ofRow, type Rows, rowsOf, segmentsColumn } from '../../rows/layers.js';
import { unit } from '../../rows/units.js';
import { notSet } from '../../rows/values.js';
import { type BoundFunnel, graceMs, mayOverlap } from '../bound.js';
import { attributed } from './attribution.js';
import { funnelEvents, id, isStep, ofEvents, time } from './events.js';

/** The columns of attempts: what tells those of one unit apart, when each place was reached, in order, and the entry. */
export const [attempt, times, entry] = ['attempt', 'times', 'entry'];

/** Whether each unit makes one attempt, whose steps are found one after the other. */
export function isSimple(funnel: BoundFunnel): boolean {
  const { counting, order, exclusions, holdConstant, isWhole, steps } = funnel;
  const isPlain = counting === 'UNIQUES' && order === 'SEQUENCE' && isWhole;
  if (!isPlain || exclusions.length > 0 || holdConstant.length > 0) return false;
  return steps.every(({ choice }, place) => steps.slice(0, place).every((other) => !mayOverlap(choice, other.choice)));
}

const timesOf = (place: number): string => `times_${place}`;
const reachedAt = (place: number): string => `reached_${place}`;
/** The value that decides the segments of a step's event by a breakdown, by its place among those that events decide. */
const valueAt = (step: number, breakdown: number): string => `value_${step}_${breakdown}`;

/** The attempt of each unit: `u`, `attempt`, `entry`, `times`, and the segments that events decide. */
export function simpleAttempts(funnel: BoundFunnel): Rows {
  const places = funnel.steps.map((_, place) => place);
  const walked = walks(funnel);
  const known = ofEvents(funnel).length === 0 ? walked : withValues(walked, funnel);
  const at = (place: number): Expression => ofRow(reachedAt(place));
  const all = call('arrayFilter', lambda(['x'], gt(col('x'), num(0))), array(...places.map(at)));
  const told = [
    as(call('toUInt32', num(1)), attempt),
    as(all, times),
    as(at(0), entry),
    ...attributed(funnel, (step, breakdown) => segmentsAt(funnel, step, breakdown)),
  ];
  return layer(known, told, { without: known.columns.filter((name) => name !== unit) });
}

/**
 * When each unit reached each step: `u`, `reached_0`, …; 0 for never, as no event has that time. The times of each step are gathered
 * per unit; each step then takes the earliest of its own that its bounds allow. Nothing is sorted, and an event is read once.
 */
function walks(funnel: BoundFunnel): Rows {
  const { steps, range, windowMs } = funnel;
  const later = steps.map((_, place) => place).slice(1);
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
      from: below(funnelEvents({ ...funnel, by: [] }, {})),
      groupBy: [col(unit)],
      having: gt(col(reachedAt(0)), num(0)),
    }),
  );
  const limit = plus(ofRow(reachedAt(0)), param(windowMs, 'Int64'));
  return later.reduce<Rows>((rows, place) => {
    const before = ofRow(reachedAt(place - 1));
    const fits = and(gte(col('x'), minus(before, num(graceMs))), lte(col('x'), limit));
    const earliest = call('arrayMin', call('arrayFilter', lambda(['x'], fits), ofRow(timesOf(place))));
    const reached = iif(gt(before, num(0)), earliest, call('toInt64', num(0)));
    return layer(rows, [as(reached, reachedAt(place))], { without: [timesOf(place)] });
  }, gathered);
}

/**
 * Adds what decides the segments of the events of the steps. These are found by their times, in a second reading: it is cheaper than to
 * gather the values of all events. Of several in one moment the first by their ids is the step.
 */
function withValues(walked: Rows, funnel: BoundFunnel): Rows {
  const places = funnel.steps.map((_, place) => place);
  const own = (name: string): Expression => col(name, 'v');
  const is = (place: number): Expression =>
    and(eq(ofRow(isStep(place)), num(1)), eq(ofRow(time), own(reachedAt(place))));
  const events = funnelEvents(funnel, { asValues: true });
  return rowsOf(
    select({
      columns: [
        as(own(unit), unit),
        ...places.map((place) => as(call('any', own(reachedAt(place))), reachedAt(place))),
        ...ofEvents(funnel).flatMap(({ index }, breakdown) =>
          places.map((place) =>
            as(call('argMinIf', ofRow(segmentsColumn(index)), ofRow(id), is(place)), valueAt(place, breakdown)),
          ),
        ),
      ],
      from: join('INNER', below(events), subquery(walked.select, 'v'), eq(ofRow(unit), own(unit))),
      where: or(...places.map(is)),
      groupBy: [own(unit)],
    }),
  );
}

/** The segments of the event of a step. */
function segmentsAt(funnel: BoundFunnel, step: number, breakdown: number): Expression {
  const placed = ofEvents(funnel)[breakdown];
  const found = placed === undefined ? null : valuesInRow(placed.by, funnel.analysis);
  const value = ofRow(valueAt(step, breakdown));
  const segments = found === null ? value : found.segments(value);
  return iif(gt(ofRow(reachedAt(step)), num(0)), segments, array(param(notSet, 'String')));
}
