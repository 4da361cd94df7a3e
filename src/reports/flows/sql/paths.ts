import { allOf, anyOf, columnOf, complement, type Predicate } from '../../../cohorts/lower/predicate.js';
import {
  and,
  as,
  call,
  col,
  eq,
  gte,
  iif,
  inValues,
  join,
  lambda,
  lt,
  lte,
  minus,
  ne,
  num,
  param,
  plus,
  select,
  subquery,
  tuple,
} from '../../../warehouse/sql/builders.js';
import type { Expression } from '../../../warehouse/sql/nodes.js';
import type { BoundChoice } from '../../question/bound.js';
import { below, layer, ofRow, type Rows, rowsOf } from '../../rows/layers.js';
import { unitRows } from '../../rows/rows.js';
import { hasName, timeMs } from '../../rows/unit-events.js';
import { unit } from '../../rows/units.js';
import { lowerWhere } from '../../rows/where.js';
import { type BoundFlows, positionsOf } from '../bound.js';

/** The column of a path: the names of its events from the first position to the last; '' where it has begun or ended. */
export const path = 'path';

const [time, id, name, isAnchor, isStep, isExcluded] = ['t', 'id', 'event', 'is_anchor', 'is_step', 'is_excluded'];
/** Columns of arrays: the events of a unit in order, which of them are anchors, and the times of what excludes paths. */
const [events, anchors, excluded] = ['events', 'anchors', 'excluded'];
/** Columns of the first anchor of each unit. */
const [anchoredUnit, first] = ['anchored_unit', 'first'];
const eventAt = (position: number): string => (position < 0 ? `before_${-position}` : `event_${position}`);

const one = (column: string): Expression => eq(col(column), num(1));
const timeOf = (event: Expression): Expression => call('tupleElement', event, num(1));
const nameOf = (event: Expression): Expression => call('tupleElement', event, num(3));
/** Of an event: whether a path may be around it. */
const anchorOf = (event: Expression): Expression => call('tupleElement', event, num(4));

/** No event: earlier than any. */
const none = tuple(
  param(-1, 'Int64'),
  param('00000000-0000-0000-0000-000000000000', 'UUID'),
  param('', 'String'),
  call('toUInt8', num(0)),
);

/** Every path: `u` and `path`. */
export function pathsOf(flows: BoundFlows): Rows {
  const positions = positionsOf(flows);
  const columns = positions.map(eventAt);
  const each = rowsOf(
    select({
      columns: [
        as(ofRow(unit), unit),
        ...(flows.exclusions.length > 0 ? [as(ofRow(excluded), excluded)] : []),
        ...columns.map((name) => as(col(`one_${name}`), name)),
      ],
      from: below(eventsAround(flows)),
      arrayJoin: columns.map((name) => as(ofRow(name), `one_${name}`)),
    }),
  );
  const names = positions.map((position) => iif(isThere(flows, position), nameOf(at(position)), param('', 'String')));
  const paths = layer(each, [as(call('array', ...names), path)]);
  const kept = layer(paths, [], { without: [excluded, ...columns] });
  return flows.exclusions.length === 0 ? kept : rowsOf({ ...kept.select, where: isNotExcluded(flows) });
}

/** For each anchor of a unit the events at each position of its path, whatever their time: arrays side by side. */
function eventsAround(flows: BoundFlows): Rows {
  const inOrder = call('arraySort', ofRow(events));
  const sorted = layer(gathered(flows), [as(flows.mergesRepeats ? merged(inOrder) : inOrder, events)], {
    without: [events],
  });
  const isAnchorHere = call('arrayMap', lambda(['e'], anchorOf(col('e'))), ofRow(events));
  const marks = flows.counting === 'UNIQUES' ? firstOnly(isAnchorHere) : isAnchorHere;
  const marked = layer(sorted, [as(marks, anchors)]);
  const beside = positionsOf(flows).map((position) => as(ofAnchors(moved(position)), eventAt(position)));
  return layer(marked, beside, { without: [events, anchors] });
}

/** Marks of which only the first that is 1 stays. */
const firstOnly = (marks: Expression): Expression =>
  call(
    'arrayMap',
    lambda(['i', 'n'], eq(col('i'), col('n'))),
    call('arrayEnumerate', marks),
    call('arrayWithConstant', call('length', marks), call('indexOf', marks, num(1))),
  );

const at = (position: number): Expression => ofRow(eventAt(position));

/** Whether a path has an event at a position: it is there, and within the window. */
function isThere({ windowMs }: BoundFlows, position: number): Expression {
  const [moment, anchor, window] = [timeOf(at(position)), timeOf(at(0)), param(windowMs, 'Int64')];
  if (position === 0) return num(1);
  const isNear = position < 0 ? gte(moment, minus(anchor, window)) : lte(moment, plus(anchor, window));
  return and(gte(moment, num(0)), isNear);
}

/** Whether nothing that excludes a path lies between its first and its last step. */
function isNotExcluded(flows: BoundFlows): Expression {
  const moments = positionsOf(flows).map((position) =>
    iif(isThere(flows, position), timeOf(at(position)), timeOf(at(0))),
  );
  const [since, until] = [call('least', ...moments), call('greatest', ...moments)];
  const lies = lambda(['x', 'a', 'b'], and(gte(col('x'), col('a')), lte(col('x'), col('b'))));
  const beside = (moment: Expression): Expression => call('arrayWithConstant', call('length', ofRow(excluded)), moment);
  return call('not', call('arrayExists', lies, ofRow(excluded), beside(since), beside(until)));
}

/** The events of each unit that has an anchor. */
function gathered(flows: BoundFlows): Rows {
  const { analysis, anchor, steps, exclusions, hidden, range, windowMs, where } = flows;
  const stretch = { from: range.from - windowMs, to: range.to + windowMs };
  const counting = { stretch: range, intervals: null };
  const is = (choice: BoundChoice): Predicate =>
    allOf(hasName(choice.names), choice.where === null || lowerWhere(choice.where, analysis, { stretch, counting }));
  const inRange = allOf(gte(timeMs, param(range.from, 'Int64')), lt(timeMs, param(range.to, 'Int64')));
  const mayBeAnchor = is(anchor);
  const mayBeStep = allOf(is(steps), hidden.length === 0 || complement(inValues(col('name'), hidden, 'Array(String)')));
  const mayExclude = anyOf(...exclusions.map(is));
  const rows = unitRows({
    analysis,
    stretch,
    counting,
    choice: { names: null, where: null },
    where,
    more: anyOf(mayBeAnchor, mayBeStep, mayExclude),
    counted: flows.counted,
    columns: [
      as(timeMs, time),
      as(col('event_id'), id),
      as(call('toString', col('name')), name),
      as(columnOf(allOf(mayBeAnchor, inRange)), isAnchor),
      as(columnOf(anyOf(mayBeAnchor, mayBeStep)), isStep),
      as(columnOf(mayExclude), isExcluded),
    ],
    by: [],
  });
  const event = tuple(col(time), col(id), col(name), col(isAnchor));
  const near = flows.counting === 'UNIQUES' && !flows.mergesRepeats ? aroundFirst(flows, rows) : rows;
  return rowsOf(
    select({
      columns: [
        col(unit),
        as(call('groupArrayIf', event, one(isStep)), events),
        ...(exclusions.length > 0 ? [as(call('groupArrayIf', col(time), one(isExcluded)), excluded)] : []),
      ],
      from: below(flows.counted === 'own' ? near : once(near)),
      groupBy: [col(unit)],
      having: eq(call('max', col(isAnchor)), num(1)),
    }),
  );
}

/**
 * The rows that may be in the one path of each unit: those as near to its first anchor as the path reaches. (Whether an event
 * repeats the one before it would depend on those that lie further away.)
 */
function aroundFirst(
  { analysis, anchor, before, after, range, windowMs, where, counted }: BoundFlows,
  rows: Rows,
): Rows {
  const anchors = unitRows({
    analysis,
    stretch: range,
    choice: anchor,
    where,
    counted,
    columns: [as(timeMs, time)],
    by: [],
  });
  const firsts = select({
    columns: [as(ofRow(unit), anchoredUnit), as(call('min', ofRow(time)), first)],
    from: below(anchors),
    groupBy: [ofRow(unit)],
  });
  const anchored = (name: string): Expression => col(name, 'a');
  const reach = (steps: number): Expression => param(steps > 0 ? windowMs : 0, 'Int64');
  return rowsOf({
    ...layer(rows, [], {
      from: join('INNER', below(rows), subquery(firsts, 'a'), eq(ofRow(unit), anchored(anchoredUnit))),
    }).select,
    where: and(
      gte(ofRow(time), minus(anchored(first), reach(before))),
      lte(ofRow(time), plus(anchored(first), reach(after))),
    ),
  });
}

/** A user may have done one event for several groups: it is all that it is for any of them. */
const once = (rows: Rows): Rows =>
  rowsOf(
    select({
      columns: [
        as(ofRow(unit), unit),
        as(ofRow(id), id),
        ...[time, name, isAnchor, isStep, isExcluded].map((column) => as(call('max', ofRow(column)), column)),
      ],
      from: below(rows),
      groupBy: [ofRow(unit), ofRow(id)],
    }),
  );

/** Events in order without those that only repeat the name of the one before; anchors stay. */
function merged(inOrder: Expression): Expression {
  const before = call('arrayPushFront', call('arrayPopBack', inOrder), none);
  const stays = lambda(['e', 'p'], call('or', eq(anchorOf(col('e')), num(1)), ne(nameOf(col('e')), nameOf(col('p')))));
  return call('arrayFilter', stays, inOrder, before);
}

/** For each event the one so many places after it (before it, if negative); none where there is none. */
function moved(position: number): Expression {
  const length = call('length', ofRow(events));
  if (position >= 0) return call('arrayResize', call('arraySlice', ofRow(events), num(position + 1)), length, none);
  const padded = call(
    'arrayResize',
    ofRow(events),
    call('negate', call('toInt64', plus(length, num(-position)))),
    none,
  );
  return call('arraySlice', padded, num(1), length);
}

const ofAnchors = (elements: Expression): Expression =>
  call('arrayFilter', lambda(['e', 'm'], ne(col('m'), num(0))), elements, ofRow(anchors));
