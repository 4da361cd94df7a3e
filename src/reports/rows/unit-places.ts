import { as, call, col, modulo, param, select } from '../../warehouse/sql/builders.js';
import type { Expression, Projection } from '../../warehouse/sql/nodes.js';
import type { Stretch } from '../question/range.js';
import { isOfUnit } from './breakdowns.js';
import { inSegments, ofAll } from './in-segments.js';
import { below, isWithout, type Rows, rowsOf } from './layers.js';
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
