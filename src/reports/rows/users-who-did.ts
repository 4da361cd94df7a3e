import { complement, type Predicate } from '../../cohorts/lower/predicate.js';
import {
  and,
  as,
  call,
  col,
  eq,
  gte,
  isIn,
  join,
  lte,
  num,
  param,
  select,
  subquery,
  tuple,
} from '../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../warehouse/sql/nodes.js';
import type { BoundAnalysis, BoundIntervalBreakdown, BoundUsersWhoDid } from '../question/bound.js';
import type { Stretch } from '../question/range.js';
import { intervalStart } from './intervals.js';
import { below, layer, ofRow, type Rows, rowsOf, segmentsColumn } from './layers.js';
import { unitRows } from './rows.js';
import type { Placed } from './unit-segments.js';
import { unit } from './units.js';
import { segmentsOf } from './values.js';

/*
 * How many different users did something for a group: a fact of its events, which tells nothing of who the users are.
 */

/** The time in which users are counted: the whole stretch, or each of its intervals by itself. */
export interface CountingTime {
  readonly stretch: Stretch;
  /** Null: the whole stretch. */
  readonly intervals: readonly Stretch[] | null;
}

const [group, interval, users] = ['did_group', 'did_interval', 'did_users'];

/** How many users of a group did it, for groups and intervals in which any did: `did_group`, `did_interval`, `did_users`. */
function usersWhoDid(
  { event, times }: Pick<BoundUsersWhoDid, 'event' | 'times'>,
  analysis: BoundAnalysis,
  { stretch, intervals }: CountingTime,
): Select {
  const rows = unitRows({
    analysis,
    stretch,
    choice: event,
    where: null,
    counted: 'users',
    columns: [as(col('unit_hash'), group), as(placeOf(intervals), interval)],
    by: [],
  });
  const often = select({
    columns: [col(group), col(interval), col(unit)],
    from: below(rows),
    groupBy: [col(group), col(interval), col(unit)],
    having: times === 1 ? null : gte(call('count'), param(times, 'UInt64')),
  });
  return select({
    columns: [col(group), col(interval), as(call('count'), users)],
    from: below(rowsOf(often)),
    groupBy: [col(group), col(interval)],
  });
}

const placeOf = (intervals: readonly Stretch[] | null): Expression =>
  intervals === null ? call('toInt64', num(0)) : intervalStart(intervals);

/** Whether so many users did it for the group of a row of `unit_events`, in the row's interval. */
export function didByUsers(by: BoundUsersWhoDid, analysis: BoundAnalysis, time: CountingTime): Predicate {
  const atLeast = (least: number, most: number | null): Expression => {
    const counted = usersWhoDid(by, analysis, time);
    const bounds = [
      gte(col(users), param(least, 'UInt64')),
      ...(most === null ? [] : [lte(col(users), param(most, 'UInt64'))]),
    ];
    const found = select({ columns: [col(group), col(interval)], from: subquery(counted), where: and(...bounds) });
    return isIn(tuple(col('unit_hash'), placeOf(time.intervals)), found);
  };
  if (by.atLeast > 0) return atLeast(by.atLeast, by.atMost);
  // Where nobody did it there is no row to be found by.
  return by.atMost === null ? true : complement(atLeast(by.atMost + 1, null));
}

/**
 * Adds to rows the segments by how many users did it for the group with the hash in `hash`.
 * @param bucket the column of the interval's first moment, where users are counted by intervals
 */
export function withUsersWhoDid(
  rows: Rows,
  { by, index }: Placed<BoundIntervalBreakdown>,
  analysis: BoundAnalysis,
  time: CountingTime,
  { hash, bucket }: { readonly hash: string; readonly bucket: string | null },
): Rows {
  const inInterval = bucket === null ? [] : [eq(ofRow(bucket), col(interval, 'd'))];
  const on = and(eq(ofRow(hash), col(group, 'd')), ...inInterval);
  const from = join('LEFT ANY', below(rows), subquery(usersWhoDid(by, analysis, time), 'd'), on);
  // A group without a row is joined to 0.
  return layer(rows, [as(segmentsOf(call('toString', col(users, 'd')), by.buckets), segmentsColumn(index))], { from });
}
