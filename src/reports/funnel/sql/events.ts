import { isPresent } from '../../../cohorts/lower/json-values.js';
import { allOf, anyOf, columnOf, type Predicate } from '../../../cohorts/lower/predicate.js';
import { as, call, col, mapValue, param } from '../../../warehouse/sql/builders.js';
import type { Expression, Projection } from '../../../warehouse/sql/nodes.js';
import type { BoundBreakdown, BoundChoice, BoundEventBreakdown } from '../../question/bound.js';
import type { Stretch } from '../../question/range.js';
import { isOfEvent } from '../../rows/breakdowns.js';
import type { Rows } from '../../rows/layers.js';
import { unitRows } from '../../rows/rows.js';
import { hasName, timeMs } from '../../rows/unit-events.js';
import type { Placed } from '../../rows/unit-segments.js';
import type { CountingTime } from '../../rows/users-who-did.js';
import { lowerWhere } from '../../rows/where.js';
import { type BoundFunnel, graceMs } from '../bound.js';

/*
 * The events a funnel looks at, one row for each and each unit, with what they may be in it.
 */

/** The columns of {@link funnelEvents}. */
export const [time, id, held, first] = ['t', 'id', 'held', 'first_step'];
/** Whether an event may be a step, or an exclusion, by its place. */
export const isStep = (place: number): string => `is_step_${place}`;
export const isExclusion = (place: number): string => `is_excluded_${place}`;

/** The breakdowns of a funnel that events decide, with their places. */
export const ofEvents = ({ by }: BoundFunnel): Array<Placed<BoundEventBreakdown>> =>
  by.map((one: BoundBreakdown, index) => ({ by: one, index })).filter(isOfEvent);

/** From when to when events may belong to attempts that begin in the range. */
export const reachOf = ({ range, windowMs }: BoundFunnel): Stretch => ({
  from: range.from - graceMs,
  to: range.to + windowMs,
});

/** Users who did something are counted in the range in which attempts begin. */
export const countingOf = ({ range }: BoundFunnel): CountingTime => ({ stretch: range, intervals: null });

/**
 * The events of the units, with their time, id, what is held constant ('' if nothing is), and for each step and
 * exclusion whether they may be it.
 * @param everything whether events that may be nothing are wanted too, because they lie between others
 * @param asValues whether columns of segments hold the values that decide them instead
 */
export function funnelEvents(
  funnel: BoundFunnel,
  { everything = false, asValues = false }: { readonly everything?: boolean; readonly asValues?: boolean },
): Rows {
  const { analysis, steps, exclusions, holdConstant, where } = funnel;
  const stretch = reachOf(funnel);
  const timeOf = { stretch, counting: countingOf(funnel) };
  const holds: Predicate = allOf(
    where === null || lowerWhere(where, analysis, timeOf),
    ...holdConstant.map((name) => isPresent(mapValue('properties', name))),
  );
  const mayBe = (choice: BoundChoice): Predicate =>
    allOf(hasName(choice.names), choice.where === null || lowerWhere(choice.where, analysis, timeOf));
  const stepsMayBe = steps.map(({ choice }) => mayBe(choice));
  const exclusionsMayBe = exclusions.map(({ choice }) => mayBe(choice));
  // Without conditions, the names alone tell which events are any of these.
  const isPlain = [...steps, ...exclusions].every(({ choice }) => choice.where === null);
  const isAny = isPlain || anyOf(...stepsMayBe, ...exclusionsMayBe);
  const flag = (predicate: Predicate, name: string): Projection =>
    as(columnOf(everything ? allOf(holds, predicate) : predicate), name);
  return unitRows({
    analysis,
    stretch,
    choice: { names: everything ? null : namesOf(funnel), where: null },
    where: null,
    more: everything ? true : allOf(holds, isAny),
    counted: 'own',
    columns: [
      as(timeMs, time),
      as(col('event_id'), id),
      as(heldOf(holdConstant), held),
      ...stepsMayBe.map((predicate, place) => flag(predicate, isStep(place))),
      ...exclusionsMayBe.map((predicate, place) => flag(predicate, isExclusion(place))),
    ],
    by: ofEvents(funnel),
    asValues,
  });
}

/** All names of steps and exclusions; null if one takes any. */
function namesOf({ steps, exclusions }: BoundFunnel): readonly string[] | null {
  const lists = [...steps, ...exclusions].map(({ choice }) => choice.names);
  return lists.includes(null) ? null : [...new Set(lists.flatMap((names) => names ?? []))];
}

const heldOf = (names: readonly string[]): Expression => {
  const values = names.map((name) => mapValue('properties', name));
  // JSON texts with a character between them that none of them has.
  return values.length === 0
    ? param('', 'String')
    : call('concatWithSeparator', param('\n', 'String'), ...values, param('', 'String'));
};
