import { allOf, expressionOf, type Predicate } from '../../cohorts/lower/predicate.js';
import { as, col, eq, num, select, table } from '../../warehouse/sql/builders.js';
import type { Projection } from '../../warehouse/sql/nodes.js';
import type { BoundAnalysis, BoundChoice, BoundEventBreakdown, BoundWhere } from '../question/bound.js';
import type { Stretch } from '../question/range.js';
import { joinedBy, valuesInRow, withJoinedSegments } from './event-segments.js';
import { alone, type Rows, rowsOf, segmentsColumn } from './layers.js';
import { hasName, inScope, inStretch } from './unit-events.js';
import type { Placed } from './unit-segments.js';
import { type CountedUnit, unitColumns, withUnit } from './units.js';
import type { CountingTime } from './users-who-did.js';
import { lowerWhere } from './where.js';

/** Which rows of `unit_events` are wanted, and what of them. */
export interface RowsQuestion {
  readonly analysis: BoundAnalysis;
  readonly stretch: Stretch;
  /** The time in which users who did something are counted; the whole stretch unless given. */
  readonly counting?: CountingTime;
  readonly choice: BoundChoice;
  /** What holds for all events of the report; null: nothing. */
  readonly where: BoundWhere | null;
  /** More that must hold, over the columns of `unit_events`. */
  readonly more?: Predicate;
  /** Whom the rows count for, as a column `u`; null: nobody, and no such column. */
  readonly counted: CountedUnit | null;
  /** More columns, made of those of `unit_events`. */
  readonly columns: readonly Projection[];
  /** The breakdowns that events decide, as columns of arrays; see {@link segmentsColumn}. */
  readonly by: ReadonlyArray<Placed<BoundEventBreakdown>>;
  /** Whether columns of segments hold the values that decide them instead, where there are any; see {@link valuesInRow}. */
  readonly asValues?: boolean;
  /** Adds `alone`: whether the event has no other row among these, as it would if it carried several groups of the key. */
  readonly marksAlone?: boolean;
}

/** The rows of events that a question is about: one for each event and unit, not multiplied by segments yet. */
export function unitRows(question: RowsQuestion): Rows {
  const { analysis, stretch, choice, where, counted, columns } = question;
  const time = { stretch, counting: question.counting ?? { stretch, intervals: null } };
  const inRow = question.by.flatMap(({ by, index }): Projection[] => {
    const found = valuesInRow(by, analysis);
    if (found === null) return [];
    const { values, segments } = found;
    return [as(question.asValues === true ? values : segments(values), segmentsColumn(index))];
  });
  const toJoin = question.by.filter(({ by }) => valuesInRow(by, analysis) === null);
  const keys = new Set(toJoin.flatMap(({ by }) => joinedBy(by)));
  const wanted: Projection[] = [
    ...columns,
    ...(counted === null ? [] : unitColumns(counted, analysis)),
    ...(question.marksAlone === true ? [as(eq(col('siblings'), num(1)), alone)] : []),
    ...inRow,
    ...[...keys].map((name) => as(col(name), name)),
  ];
  const holds: Predicate = allOf(
    inScope(analysis),
    inStretch(stretch),
    hasName(choice.names),
    choice.where === null || lowerWhere(choice.where, analysis, time),
    where === null || lowerWhere(where, analysis, time),
    question.more ?? true,
  );
  // Rows that are only counted need a column all the same.
  const some = wanted.length > 0 ? wanted : [as(num(1), 'one')];
  const read = rowsOf(select({ columns: some, from: table('unit_events'), where: expressionOf(holds) }));
  const whole = toJoin.reduce(
    (rows, { by, index }) => withJoinedSegments(rows, by, analysis, stretch, segmentsColumn(index)),
    read,
  );
  return counted === null ? whole : withUnit(whole, analysis);
}
