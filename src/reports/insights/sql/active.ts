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
import { type Places, places, unitPlaces, unitsWithin, unitWords } from '../../rows/unit-places.js';
import { unzipped } from '../../rows/unzipped.js';

/** A row of the answer to {@link activeOf}. */
export interface ActiveRow {
  /** 1: of all segments together. */
  readonly of_all: number;
  /** The place of a list of windows, from 0. */
  readonly list: number;
  /** The place of a window in it, from 0, as text. */
  readonly place: string;
  /** How many units are active in it, as text; in an answer that tells CHANGES, how many more than in the one before. */
  readonly n: string;
  readonly [segment: string]: string | number;
}

export interface ActiveStatement {
  readonly select: Select;
  /** Windows without a row: nobody is active in them, or nothing has changed. */
  readonly tells: 'COUNTS' | 'CHANGES';
}

type WindowLists = ReadonlyArray<readonly Stretch[]>;

/**
 * How many units did something in each of several windows of time that overlap. Events are read once for all lists of
 * windows, and the cost does not grow with how many windows an event lies in.
 * @param lists each in the order of its ends; all of them end at the same moment
 * @param mostPlaces with more parts of time than this between the ends of windows, each unit has a list of them instead of bits
 */
export function activeOf(question: SegmentedQuestion, lists: WindowLists, mostPlaces: number): ActiveStatement {
  const ends = lists.flat().flatMap(({ from, to }) => [from, to]);
  const moments = [...new Set(ends)].sort((a, b) => a - b);
  const last = moments.at(-1);
  const first = moments[0];
  if (first === undefined || last === undefined) throw new Error('a report has an interval');
  // Between two neighbouring moments all events lie in the same windows.
  const cells = moments.slice(1).map((to, place) => ({ from: moments[place] ?? to, to }));
  const at = { place: intervalPlace(cells), count: cells.length, stretch: { from: first, to: last } };
  return cells.length <= mostPlaces || !lists.every(isAscending)
    ? { select: countsOf(question, lists, cells, at), tells: 'COUNTS' }
    : { select: changesOf(question, lists, cells, at), tells: 'CHANGES' };
}

/** Whether windows begin in the order of their ends. By the clock, of two that end about a change of it the later may begin first. */
const isAscending = (windows: readonly Stretch[]): boolean =>
  windows.every(({ from }, place) => from >= (windows[place - 1]?.from ?? from));

/** Each unit's cells are bits, and a window is those it covers. */
function countsOf(question: SegmentedQuestion, lists: WindowLists, cells: readonly Stretch[], at: Places): Select {
  const ranges = lists.flat().map((window) => ({
    first: cells.findIndex(({ from }) => from >= window.from),
    last: cells.findLastIndex(({ to }) => to <= window.to),
  }));
  const names = lists.flatMap((windows, list) => windows.map((_, place) => ({ list, place })));
  const listOf = param(
    names.map(({ list }) => list),
    'Array(UInt32)',
  );
  const placeOf = param(
    names.map(({ place }) => place),
    'Array(UInt64)',
  );
  const groups = { by: [col(ofAll), ...segmentColumns(question)], from: below(unitWords(question, at)) };
  return unzipped(groups, [
    ['list', listOf],
    ['place', placeOf],
    ['n', unitsWithin(ranges)],
  ]);
}

/** For windows in order: a unit's cells are joined to stretches of windows without overlap, each a change where it begins and one where it ends. */
function changesOf(question: SegmentedQuestion, lists: WindowLists, cells: readonly Stretch[], at: Places): Select {
  const changes = lists.map((windows, list) => {
    // The events of a cell lie in the windows from `lows` to `highs`.
    const lows = cells.map(({ from }) => windows.findIndex(({ to }) => to > from));
    const highs = cells.map((cell) => windows.findLastIndex(({ from }) => from <= cell.from));
    return changesOfUnit(lows, highs, list);
  });
  const segments = segmentColumns(question);
  const each = select({
    columns: [col(ofAll), ...segments, as(call('arrayJoin', call('arrayConcat', ...changes)), 'told')],
    from: below(unitPlaces(question, at)),
  });
  const part = (index: number): Expression => call('tupleElement', col('told'), num(index));
  return select({
    columns: [col(ofAll), ...segments, as(part(1), 'list'), as(part(2), 'place'), as(call('sum', part(3)), 'n')],
    from: subquery(each),
    groupBy: [col(ofAll), ...segments, col('list'), col('place')],
  });
}

/** For a unit's cells, ascending: the windows of a list at which it begins (1) or ceases (−1) to be active. */
function changesOfUnit(lows: readonly number[], highs: readonly number[], list: number): Expression {
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
