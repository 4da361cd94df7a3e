import {
  array,
  as,
  call,
  col,
  eq,
  lambda,
  modulo,
  ne,
  num,
  or,
  param,
  plus,
  select,
} from '../../warehouse/sql/builders.js';
import type { Expression, Projection } from '../../warehouse/sql/nodes.js';
import type { Stretch } from '../question/range.js';
import { isOfUnit } from './breakdowns.js';
import { inSegments, ofAll } from './in-segments.js';
import { below, isWithout, ofRow, type Rows, rowsOf } from './layers.js';
import { bucket, type SegmentedQuestion, segmentColumns, segmentedRows, spanOf } from './segmented-rows.js';
import { unit } from './units.js';

/** So many places have a bit each in one number. */
export const mostBits = 64;

/** The number in which only a place is set, from 0 to 63. */
export const bitOf = (place: Expression): Expression =>
  call('bitShiftLeft', param(1, 'UInt64'), call('toUInt8', place));

/** The column of {@link unitPlaces}: places from 0, ascending, each once. */
export const places = 'places';

/** The places that rows have as `b`, gathered. */
const gathered = (count: number): Expression =>
  count <= mostBits
    ? call('bitPositionsToArray', call('groupBitOr', bitOf(col(bucket))))
    : call('arraySort', call('groupUniqArray', call('toUInt64', col(bucket))));

/** How many different places rows have as `column`, if they lie within `mostBits` of each other; else an exact count of any values. */
export const placeCount = (column: Expression, span: number): Expression =>
  span <= mostBits
    ? call('bitCount', call('groupBitOr', bitOf(modulo(column, param(mostBits, 'UInt8')))))
    : call('uniqExact', column);

/** Where rows lie in time, as numbers that are small. */
export interface Places {
  /** The place of a row of `unit_events`, from 0. */
  readonly place: Expression;
  readonly count: number;
  /** The time the rows are of; that of the question's intervals unless given. */
  readonly stretch?: Stretch;
}

/** Whether the segments are known as soon as the unit is, so that each unit's rows can be gathered before. */
const isByUnits = ({ by, counted }: SegmentedQuestion): boolean =>
  by.length === 0 || (counted === 'own' && by.every((one, index) => isOfUnit({ by: one, index })));

/** What is gathered of the rows of each unit. */
interface Gathering {
  readonly stretch?: Stretch;
  readonly bucket?: Expression;
  /** Columns of the rows, made of those of `unit_events`. */
  readonly columns: readonly Projection[];
  /** Columns by which a unit's rows are kept apart. */
  readonly divisions: readonly Expression[];
  /** An aggregate of the rows that is the same however often each row is there. */
  readonly figure: Projection;
}

/**
 * What is gathered of the rows of each unit, once for all segments together, and once for each segment: `of_all`, `s0`, `s1`, …, `u`,
 * the divisions and the figure.
 */
export function ofEachUnit(question: SegmentedQuestion, { divisions, figure, ...more }: Gathering): Rows {
  const { analysis, by, told, intervals } = question;
  const wanted = { ...more, hasUnit: true, marksAlone: false };
  if (isByUnits(question)) {
    const rows = segmentedRows({ ...question, by: [], told: null }, wanted);
    const own = [...divisions, col(unit)];
    const units = rowsOf(select({ columns: [...own, figure], from: below(rows), groupBy: own }));
    return inSegments(units, analysis, by, { stretch: more.stretch ?? spanOf(intervals), intervals: null }, told);
  }
  const segments = segmentColumns(question);
  const of = (some: readonly Expression[]): Expression[] => [...divisions, ...some, col(unit)];
  return rowsOf(
    select({
      columns: [as(isWithout(segments), ofAll), ...of(segments), figure],
      from: below(segmentedRows(question, { ...wanted, distinct: true })),
      groupingSets: [of(segments), of([])],
    }),
  );
}

/**
 * The units that did something, with the {@link places} at which they did. Not for breakdowns that are decided anew in each interval.
 */
export const unitPlaces = (question: SegmentedQuestion, { place, count, stretch }: Places): Rows =>
  ofEachUnit(question, {
    ...(stretch === undefined ? {} : { stretch }),
    bucket: place,
    columns: [],
    divisions: [],
    figure: as(gathered(count), places),
  });

/** The column of {@link unitWords}: numbers with a bit for each place, the first {@link mostBits} places in the first. */
export const words = 'words';
const wordsOf = (count: number): readonly number[] =>
  Array.from({ length: Math.ceil(count / mostBits) }, (_, word) => word);

function gatheredWord(word: number, count: number): Expression {
  if (count <= mostBits) return call('groupBitOr', bitOf(col(bucket)));
  const isHere = eq(call('intDiv', col(bucket), num(mostBits)), num(word));
  return call('groupBitOrIf', bitOf(modulo(col(bucket), num(mostBits))), isHere);
}

/** With more places than this, lists of them are cheaper than {@link unitWords}. */
export const mostWordPlaces = 2 * mostBits;

/** {@link unitPlaces} as bits, to be counted by {@link unitsWithin}: for few places, as each word is looked at for each count. */
export const unitWords = (question: SegmentedQuestion, { place, count, stretch }: Places): Rows =>
  ofEachUnit(question, {
    ...(stretch === undefined ? {} : { stretch }),
    bucket: place,
    columns: [],
    divisions: [],
    figure: as(array(...wordsOf(count).map((word) => gatheredWord(word, count))), words),
  });

/** An aggregate: of each of the first bits of a number, how many rows have it. */
export const bitCounts = (word: Expression, count: number): Expression =>
  call('sumForEach', call('arrayMap', lambda(['p'], call('bitTest', word, col('p'))), call('range', num(count))));

/** An aggregate of {@link unitWords}: a list of how many units have each place. */
export const unitsAtPlaces = (count: number): Expression =>
  call(
    'arrayConcat',
    ...wordsOf(count).map((word) =>
      bitCounts(call('arrayElement', ofRow(words), num(word + 1)), Math.min(mostBits, count - word * mostBits)),
    ),
  );

/** Places from one to another, both included. */
export interface PlaceRange {
  readonly first: number;
  readonly last: number;
}

/** The bits of a number within a range of 0 to 63: what lies above and below it is shifted out. */
function bitsIn(word: Expression, { first, last }: PlaceRange): Expression {
  const above = mostBits - 1 - last;
  return call('bitShiftRight', call('bitShiftLeft', word, num(above)), num(above + first));
}

/** The bits of a row of {@link unitWords} within a range, of each word that has any of it. */
function wordsWithin({ first, last }: PlaceRange): Expression[] {
  const of = (word: number): PlaceRange => ({
    first: Math.max(first - word * mostBits, 0),
    last: Math.min(last - word * mostBits, mostBits - 1),
  });
  const touched = wordsOf(last + 1).filter((word) => of(word).first <= of(word).last);
  return touched.map((word) => bitsIn(call('arrayElement', ofRow(words), num(word + 1)), of(word)));
}

/** How many places a row of {@link unitWords} has within a range. */
export const placesWithin = (range: PlaceRange): Expression =>
  wordsWithin(range)
    .map((bits) => call('bitCount', bits))
    .reduce((sum, one) => plus(sum, one));

/**
 * An aggregate of {@link unitWords}: a list of how many units have some place within each of the ranges. One count for each, as
 * lists of them for each unit would fill memory.
 */
export const unitsWithin = (ranges: readonly PlaceRange[]): Expression =>
  array(...ranges.map((range) => call('countIf', or(...wordsWithin(range).map((bits) => ne(bits, num(0)))))));
