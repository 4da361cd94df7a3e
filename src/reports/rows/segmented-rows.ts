import { allOf, type Predicate } from '../../cohorts/lower/predicate.js';
import { as, call, col, param, select } from '../../warehouse/sql/builders.js';
import type { Expression, Projection } from '../../warehouse/sql/nodes.js';
import type { BoundAnalysis, BoundBreakdown, BoundChoice, BoundWhere } from '../question/bound.js';
import type { Stretch } from '../question/range.js';
import { isOfEvent, isOfInterval, isOfUnit } from './breakdowns.js';
import { valuesInRow } from './event-segments.js';
import { intervalStart } from './intervals.js';
import { below, exploded, layer, ofRow, type Rows, rowsOf, segmentColumn, segmentsColumn } from './layers.js';
import { unitRows } from './rows.js';
import { type Told, toldOrOther } from './told.js';
import { type Placed, withUnitSegments } from './unit-segments.js';
import { type CountedUnit, unit } from './units.js';
import { type CountingTime, withUsersWhoDid } from './users-who-did.js';

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

/** The breakdowns of a question by what decides their segments, each with its place. */
function placedOf(by: readonly BoundBreakdown[]) {
  const placed = by.map((one, index) => ({ by: one, index }));
  return {
    ofEvents: placed.filter(isOfEvent),
    ofUnits: placed.filter(isOfUnit),
    ofIntervals: placed.filter(isOfInterval),
  };
}

/** The rows of a question with the segments that events decide, as columns of arrays, and what the others are joined by. */
function readRows(question: SegmentedQuestion, wanted: Wanted, asValues: boolean): Rows {
  const { analysis, choice, counted: whom, where, by, intervals, isWhole } = question;
  const { ofEvents, ofUnits, ofIntervals } = placedOf(by);
  const asBucket = wanted.bucket === undefined ? (isWhole ? null : intervalStart(intervals)) : wanted.bucket;
  const countsOthers = whom !== 'own';
  const needsOwn = ofUnits.length + ofIntervals.length > 0;
  return unitRows({
    analysis,
    stretch: wanted.stretch ?? spanOf(intervals),
    counting: countingOf(question, wanted),
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
    asValues,
    more: allOf(typeof whom !== 'object' || carriesGroup(whom.groupsOf), wanted.more ?? true),
    marksAlone: wanted.marksAlone,
  });
}

const countingOf = ({ intervals, isWhole }: SegmentedQuestion, { stretch }: Wanted): CountingTime => ({
  stretch: stretch ?? spanOf(intervals),
  intervals: isWhole ? null : intervals,
});

/** Adds the segments that units decide, and those that are decided in each interval, as columns of arrays. */
function withJoined(rows: Rows, question: SegmentedQuestion, wanted: Wanted): Rows {
  const { analysis, by, counted, isWhole } = question;
  const { ofUnits, ofIntervals } = placedOf(by);
  const hash = counted === 'own' ? unit : own;
  const known = ofUnits.length === 0 ? rows : withUnitSegments(rows, ofUnits, analysis, hash);
  const column = { hash, bucket: isWhole ? null : bucket };
  const counting = countingOf(question, wanted);
  return ofIntervals.reduce((all, one) => withUsersWhoDid(all, one, analysis, counting, column), known);
}

/**
 * The rows of a question, once for each combination of segments they fall into: `s0`, `s1`, …, and what is wanted beside.
 */
export function segmentedRows(question: SegmentedQuestion, wanted: Wanted): Rows {
  const { by, told } = question;
  const { ofEvents, ofUnits, ofIntervals } = placedOf(by);
  const ofEvent = exploded(readRows(question, wanted, false), indexesOf(ofEvents));
  const once = wanted.distinct === true && ofUnits.length + ofIntervals.length > 0 ? distinct(ofEvent) : ofEvent;
  const counted = withJoined(once, question, wanted);
  return toldOrOther(exploded(counted, indexesOf([...ofUnits, ...ofIntervals])), by.length, told);
}

/**
 * The rows of a question with what decides their segments, one column each; see {@link segmentsColumn}. Rows that are alike
 * in these are in the same segments, which {@link decidedSegments} tells.
 */
export const undividedRows = (question: SegmentedQuestion, wanted: Wanted): Rows =>
  withJoined(readRows(question, wanted, true), question, wanted);

/** Rows with segments as columns of arrays, instead of what decides them. */
export function decidedSegments(rows: Rows, { by, analysis }: SegmentedQuestion): Rows {
  const decided = placedOf(by).ofEvents.flatMap(({ by: one, index }): Projection[] => {
    const found = valuesInRow(one, analysis);
    return found === null ? [] : [as(found.segments(ofRow(segmentsColumn(index))), segmentsColumn(index))];
  });
  return layer(rows, decided, { without: decided.map(({ as: name }) => name ?? '') });
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
