import {
  array,
  as,
  call,
  col,
  iif,
  lambda,
  lte,
  num,
  param,
  plus,
  select,
  subquery,
  tuple,
} from '../../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../../warehouse/sql/nodes.js';
import type { Stretch } from '../../question/range.js';
import { ofAll } from '../../rows/in-segments.js';
import { intervalPlace } from '../../rows/intervals.js';
import { below } from '../../rows/layers.js';
import { type SegmentedQuestion, segmentColumns } from '../../rows/segmented-rows.js';
import { places, unitPlaces } from '../../rows/unit-places.js';

/** A row of the answer to {@link activeOf}. */
export interface ActiveRow {
  /** 1: of all segments together. */
  readonly of_all: number;
  /** The place of a list of windows, from 0. */
  readonly list: number;
  /** The place of a window in it, from 0, as text. */
  readonly place: string;
  /** How many units more (fewer, if negative) are active in it than in the one before, as text. */
  readonly change: string;
  readonly [segment: string]: string | number;
}

/**
 * How many units did something in each of several windows of time that overlap, as changes from window to window. A unit
 * counts in the windows around each of its events; these are joined to stretches of windows without overlap, so that the
 * cost does not grow with how many windows an event lies in. Events are read once for all lists of windows.
 * @param lists each ascending by both ends; all of them end at the same moment
 */
export function activeOf(question: SegmentedQuestion, lists: ReadonlyArray<readonly Stretch[]>): Select {
  const ends = lists.flat().flatMap(({ from, to }) => [from, to]);
  const moments = [...new Set(ends)].sort((a, b) => a - b);
  const last = moments.at(-1);
  const first = moments[0];
  if (first === undefined || last === undefined) throw new Error('a report has an interval');
  // Between two neighbouring moments all events lie in the same windows: in those from `lows` to `highs`.
  const cells = moments.slice(1).map((to, place) => ({ from: moments[place] ?? to, to }));
  const segments = segmentColumns(question);
  const units = unitPlaces(question, {
    place: intervalPlace(cells),
    count: cells.length,
    stretch: { from: first, to: last },
  });
  const changes = lists.map((windows, list) => {
    const lows = cells.map(({ from }) => windows.findIndex(({ to }) => to > from));
    const highs = cells.map((cell) => windows.findLastIndex(({ from }) => from <= cell.from));
    return changesOf(lows, highs, list);
  });
  const each = select({
    columns: [col(ofAll), ...segments, as(call('arrayJoin', call('arrayConcat', ...changes)), 'change_at')],
    from: below(units),
  });
  const part = (index: number): Expression => call('tupleElement', col('change_at'), num(index));
  return select({
    columns: [col(ofAll), ...segments, as(part(1), 'list'), as(part(2), 'place'), as(call('sum', part(3)), 'change')],
    from: subquery(each),
    groupBy: [col(ofAll), ...segments, col('list'), col('place')],
  });
}

/** For a unit's cells, ascending: the windows of a list at which it begins (1) or ceases (−1) to be active. */
function changesOf(lows: readonly number[], highs: readonly number[], list: number): Expression {
  const of = (values: readonly number[]): Expression =>
    call(
      'arrayMap',
      lambda(['c'], call('arrayElement', param(values, 'Array(Int64)'), plus(col('c'), num(1)))),
      col(places),
    );
  const [low, high] = [of(lows), of(highs)];
  // What the cell before covers already is left out. No cell covers anything before the first.
  const covered = call('arrayPushFront', call('arrayPopBack', high), call('toInt64', num(-1)));
  const begin = call('greatest', col('lo'), plus(col('done'), num(1)));
  const change = (at: Expression, by: number): Expression =>
    tuple(call('toUInt8', num(list)), at, call('toInt64', num(by)));
  const both = array(change(begin, 1), change(plus(col('hi'), num(1)), -1));
  const none = call('arraySlice', both, num(1), num(0));
  const changes = iif(lte(begin, col('hi')), both, none);
  return call('arrayFlatten', call('arrayMap', lambda(['lo', 'hi', 'done'], changes), low, high, covered));
}
