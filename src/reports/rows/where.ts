import { unitGroupAsOfEvent } from '../../cohorts/lower/as-of-event.js';
import { lowerEventFilter } from '../../cohorts/lower/event-filter.js';
import { groupSatisfies } from '../../cohorts/lower/group-by-hash.js';
import { allOf, anyOf, complement, type Predicate } from '../../cohorts/lower/predicate.js';
import { userSatisfies } from '../../cohorts/lower/user-by-hash.js';
import { col } from '../../warehouse/sql/builders.js';
import type { BoundAnalysis, BoundWhere } from '../question/bound.js';
import type { Stretch } from '../question/range.js';
import { inStretch } from './unit-events.js';
import { type CountingTime, didByUsers } from './users-who-did.js';

/** The time that rows are of, and that in which users who did something are counted. */
export interface RowTime {
  readonly stretch: Stretch;
  readonly counting: CountingTime;
}

/** Conditions as a condition on a row of `unit_events` whose time lies in the stretch of `time`. */
export function lowerWhere(where: BoundWhere, analysis: BoundAnalysis, time: RowTime): Predicate {
  const { projectId } = analysis;
  const { stretch } = time;
  switch (where.kind) {
    case 'property':
    case 'eventGroup':
      return lowerEventFilter(where, projectId, inStretch(stretch));
    case 'user':
      return userSatisfies(where.where, col('unit_hash'), analysis.hasLinks ? 'actor' : 'user', projectId);
    case 'group': {
      if (analysis.unit !== 'GROUPS') throw new Error('unreachable: bound for an analysis of groups');
      const scope = { projectId, groupKeyId: analysis.groupKeyId };
      if (where.properties === 'CURRENT') return groupSatisfies(where.where, col('unit_hash'), scope);
      return unitGroupAsOfEvent(where.where, scope, inStretch(stretch));
    }
    case 'usersWhoDid':
      return didByUsers(where, analysis, time.counting);
    case 'and':
      return allOf(...where.filters.map((part) => lowerWhere(part, analysis, time)));
    case 'or':
      return anyOf(...where.filters.map((part) => lowerWhere(part, analysis, time)));
    case 'not':
      return complement(lowerWhere(where.filter, analysis, time));
  }
}
