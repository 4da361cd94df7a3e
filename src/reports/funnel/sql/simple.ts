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
  param,
  plus,
  select,
} from '../../../warehouse/sql/builders.js';
import type { Expression } from '../../../warehouse/sql/nodes.js';
import { valuesInRow } from '../../rows/event-segments.js';
import { gatheredIf } from '../../rows/gathered.js';
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

const eventsOf = (place: number): string => `events_${place}`;
const reachedAt = (place: number): string => `reached_${place}`;

/**
 * The columns that are gathered of an event: its time alone, or, where events decide segments, also its id, by which those of one
 * moment are in order, and the values that decide.
 */
const partsOf = (funnel: BoundFunnel): string[] => {
  const breakdowns = ofEvents(funnel);
  return breakdowns.length === 0 ? [time] : [time, id, ...breakdowns.map(({ index }) => segmentsColumn(index))];
};

/**
 * The attempt of each unit: `u`, `attempt`, `entry`, `times`, and the segments that events decide. The events of each step are
 * gathered per unit; each step then takes the earliest of its own that its bounds allow, and every event is read once.
 * Nothing, the default of all parts, stands for no event: none has the time 0.
 */
export function simpleAttempts(funnel: BoundFunnel): Rows {
  const { steps, range, windowMs } = funnel;
  const parts = partsOf(funnel);
  const timeOf = (event: Expression): Expression => (parts.length === 1 ? event : call('tupleElement', event, num(1)));
  const least = (events: Expression): Expression => call('arrayElement', call('arraySort', events), num(1));
  const events = funnelEvents(funnel, { asValues: true });
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
        as(parts.length === 1 ? call('minIf', col(time), isEntry) : least(gatheredIf(parts, isEntry)), reachedAt(0)),
        ...later.map((place) => as(gatheredIf(parts, eq(col(isStep(place)), num(1))), eventsOf(place))),
      ],
      from: below(events),
      groupBy: [col(unit)],
      having: gt(timeOf(col(reachedAt(0))), num(0)),
    }),
  );
  const at = (place: number): Expression => timeOf(ofRow(reachedAt(place)));
  const limit = plus(at(0), param(windowMs, 'Int64'));
  const reached = later.reduce<Rows>((rows, place) => {
    const before = at(place - 1);
    const moment = timeOf(col('x'));
    const fits = and(gt(before, num(0)), gte(moment, minus(before, num(graceMs))), lte(moment, limit));
    const those = call('arrayFilter', lambda(['x'], fits), ofRow(eventsOf(place)));
    return layer(rows, [as(least(those), reachedAt(place))], {
      without: [eventsOf(place)],
    });
  }, gathered);
  const all = array(...places.map(at));
  return layer(
    reached,
    [
      as(call('toUInt32', num(1)), attempt),
      as(call('arrayFilter', lambda(['x'], gt(col('x'), num(0))), all), times),
      as(at(0), entry),
      ...attributed(funnel, (step, breakdown) => segmentsAt(funnel, step, breakdown)),
    ],
    { without: places.map(reachedAt) },
  );
}

/** The segments of the event of a step. */
function segmentsAt(funnel: BoundFunnel, step: number, breakdown: number): Expression {
  const event = ofRow(reachedAt(step));
  const part = (index: number): Expression => call('tupleElement', event, num(index));
  const placed = ofEvents(funnel)[breakdown];
  const found = placed === undefined ? null : valuesInRow(placed.by, funnel.analysis);
  const values = part(breakdown + 3);
  return iif(gt(part(1), num(0)), found === null ? values : found.segments(values), array(param(notSet, 'String')));
}
