import { ofProject } from '../../cohorts/lower/actors.js';
import { eventMoment } from '../../cohorts/lower/event-filter.js';
import { allOf, type Predicate } from '../../cohorts/lower/predicate.js';
import { and, call, col, eq, gte, inValues, lt, lte, num, param } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import type { BoundAnalysis } from '../question/bound.js';
import type { Stretch } from '../question/range.js';

/*
 * Reports read `unit_events`: one row for each event and each unit it counts for, sorted by week and unit.
 */

/** What stands for a project's users among the scopes; the scope of a group key is its number. */
const usersScope = 0;

/** The time of a row, milliseconds since the epoch. */
export const timeMs: Expression = call('toUnixTimestamp64Milli', col('time'));

const weekOf = (moment: Expression): Expression => call('toMonday', moment);

/** The engine's type of days ends in 2149; no event is near. */
const lastWeek = Date.UTC(2149, 0, 1);

/**
 * Rows whose time lies in the stretch. The week is named beside it because the table is sorted by it; as a hint, since working
 * out the week of every row took half as long as all the rest.
 */
export const inStretch = ({ from, to }: Stretch): Predicate =>
  allOf(
    call(
      'indexHint',
      and(
        gte(weekOf(col('time')), weekOf(eventMoment(Math.min(from, lastWeek)))),
        lte(weekOf(col('time')), weekOf(eventMoment(Math.min(to - 1, lastWeek)))),
      ),
    ),
    gte(col('time'), eventMoment(from)),
    lt(col('time'), eventMoment(to)),
  );

/** Rows of the units that are analysed. */
export const inScope = (analysis: BoundAnalysis): Predicate =>
  allOf(
    ofProject(analysis.projectId),
    eq(col('scope'), analysis.unit === 'USERS' ? num(usersScope) : param(analysis.groupKeyId, 'UInt32')),
  );

/** Rows of events with one of these names; null: of any. */
export function hasName(names: readonly string[] | null): Predicate {
  if (names === null) return true;
  const [only] = names;
  if (names.length === 1 && only !== undefined) return eq(col('name'), param(only, 'String'));
  return inValues(col('name'), names, 'Array(String)');
}
