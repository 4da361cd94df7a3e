import { allOf, type Predicate } from '../../cohorts/lower/predicate.js';
import { as, call, col, param, select } from '../../warehouse/sql/builders.js';
import type { Expression, Projection } from '../../warehouse/sql/nodes.js';
import type { BoundAnalysis, BoundBreakdown, BoundChoice, BoundWhere } from '../question/bound.js';
import type { Stretch } from '../question/range.js';
import { isOfEvent, isOfInterval, isOfUnit } from './breakdowns.js';
import { intervalStart } from './intervals.js';
import { below, exploded, ofRow, type Rows, rowsOf, segmentColumn } from './layers.js';
import { unitRows } from './rows.js';
import { type Told, toldOrOther } from './told.js';
import { type Placed, withUnitSegments } from './unit-segments.js';
import { type CountedUnit, unit } from './units.js';
import { withUsersWhoDid } from './users-who-did.js';

/** The column of the interval's first moment. */
export const bucket = 'b';
/** The column of the hash of the unit that is analysed, where another one is counted. */
const own = 'own';

/** Which events, of which time, divided by what. */
export interface SegmentedQuestion {
  readonly analysis: BoundAnalysis;
  readonly choice: BoundChoice;
  readonly counted: CountedUnit;
  readonly where: BoundWhere | null;
  readonly by: readonly BoundBreakdown[];
  readonly intervals: readonly Stretch[];
  readonly isWhole: boolean;
  /** Null: every segment. */
  readonly told: Told | null;
}

interface Wanted {
  /** The time the rows are of; that of the question's intervals unless given. */
  readonly stretch?: Stretch;
  /** What the column `b` holds; null: there is none. The interval's first moment unless given. */
  readonly bucket?: Expression | null;
  /** Whether rows tell whom they count for, as `u`. */
  readonly hasUnit: boolean;
  /** Further columns, made of those of `unit_events`. */
  readonly columns: readonly Projection[];
  readonly more?: Predicate;
  readonly marksAlone: boolean;
  /** Each combination of columns once, before units are looked up. */
  readonly distinct?: boolean;
}

/** The stretch from the first of some intervals to the last. */
export function spanOf(intervals: readonly Stretch[]): Stretch {
  const [first, last] = [intervals[0], intervals.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a report has an interval');
  return { from: first.from, to: last.to };
}

/** The columns of the segments of a question. */
export const segmentColumns = ({ by }: Pick<SegmentedQuestion, 'by'>): Expression[] =>
  by.map((_, index) => col(segmentColumn(index)));

/**
 * The rows of a question, once for each combination of segments they fall into: `s0`, `s1`, …, and what is wanted beside.
 */
export function segmentedRows(question: SegmentedQuestion, wanted: Wanted): Rows {
  const { analysis, choice, counted: whom, where, by, intervals, isWhole } = question;
  const placed = by.map((one, index) => ({ by: one, index }));
  const [ofEvents, ofUnits, ofIntervals] = [
    placed.filter(isOfEvent),
    placed.filter(isOfUnit),
    placed.filter(isOfInterval),
  ];
  const asBucket = wanted.bucket === undefined ? (isWhole ? null : intervalStart(intervals)) : wanted.bucket;
  const countsOthers = whom !== 'own';
  const needsOwn = ofUnits.length + ofIntervals.length > 0;
  const stretch = wanted.stretch ?? spanOf(intervals);
  const counting = { stretch, intervals: isWhole ? null : intervals };
  const rows = unitRows({
    analysis,
    stretch,
    counting,
    choice,
    where,
    counted: wanted.hasUnit || (needsOwn && !countsOthers) ? whom : null,
    columns: [
      ...(asBucket === null ? [] : [as(asBucket, bucket)]),
      // Who else is counted is counted for groups: the hash of the row's unit is the group's own.
      ...(needsOwn && countsOthers ? [as(col('unit_hash'), own)] : []),
      ...wanted.columns,
    ],
    by: ofEvents,
    more: allOf(typeof whom !== 'object' || carriesGroup(whom.groupsOf), wanted.more ?? true),
    marksAlone: wanted.marksAlone,
  });
  const ofEvent = exploded(rows, indexesOf(ofEvents));
  const once = wanted.distinct === true && needsOwn ? distinct(ofEvent) : ofEvent;
  const hash = countsOthers ? own : unit;
  const known = ofUnits.length === 0 ? once : withUnitSegments(once, ofUnits, analysis, hash);
  const column = { hash, bucket: isWhole ? null : bucket };
  const counted = ofIntervals.reduce((all, one) => withUsersWhoDid(all, one, analysis, counting, column), known);
  return toldOrOther(exploded(counted, indexesOf([...ofUnits, ...ofIntervals])), by.length, question.told);
}

const indexesOf = (placed: ReadonlyArray<Placed<unknown>>): number[] => placed.map(({ index }) => index);

const carriesGroup = (groupKeyId: number): Expression => call('has', col('group_keys'), param(groupKeyId, 'UInt32'));

const distinct = (rows: Rows): Rows =>
  rowsOf(
    select({
      distinct: true,
      columns: rows.columns.map((name) => as(ofRow(name), name)),
      from: below(rows),
    }),
  );
