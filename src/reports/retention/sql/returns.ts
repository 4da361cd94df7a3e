import type { Predicate } from '../../../cohorts/lower/predicate.js';
import {
  and,
  as,
  call,
  col,
  eq,
  gte,
  iif,
  join,
  lambda,
  minus,
  num,
  select,
  subquery,
  tuple,
} from '../../../warehouse/sql/builders.js';
import type { Expression, Projection, Select } from '../../../warehouse/sql/nodes.js';
import { below, layer, ofRow, type Rows, rowsOf } from '../../rows/layers.js';
import { unitRows } from '../../rows/rows.js';
import { timeMs } from '../../rows/unit-events.js';
import { bitOf, mostBits } from '../../rows/unit-places.js';
import { unit } from '../../rows/units.js';
import { type BoundRetention, reachOf } from '../bound.js';
import { birth, birthsOf, countingOf, firstBirths, withCohort } from './births.js';
import { bucketOf, calendarPlace, calendarStart, lastBegun, lengthOf, noBucket, unitsBetween } from './buckets.js';

/** The buckets in which a birth counts: always {@link noBucket}, which stands for the birth itself. */
export const hits = 'hits';

const [time, returnedBy, last, returns] = ['t', 'returned_by', 'last_return', 'all_returns'];
/** A bit for each bucket in which a birth counts. */
export const mask = 'mask';
const [key, earliest, latest] = ['period', 'earliest', 'latest'];

/** The events that are returns, with the unit's hash as `u` and their time as `t`. */
export function returnRows(retention: BoundRetention, columns: readonly Projection[], more: Predicate): Rows {
  return unitRows({
    analysis: retention.analysis,
    stretch: reachOf(retention),
    counting: countingOf(retention),
    choice: retention.returns,
    where: retention.where,
    counted: retention.counted,
    columns: [as(timeMs, time), ...columns],
    by: [],
    more,
  });
}

/** Whether {@link birthsWithMask} tells all of a question: who is born once, and counts in few enough buckets. */
export const isOfMasks = ({ mode, birthKind, buckets }: BoundRetention): boolean =>
  mode === 'ON' && birthKind === 'FIRST_TIME' && buckets.length <= mostBits;

/** Births with their {@link hits}. */
export function birthsWithHits(retention: BoundRetention): Rows {
  const { mode } = retention;
  if (isOfMasks(retention)) return layer(birthsWithMask(retention), [as(hitsOfMask, hits)], { without: [mask] });
  const births = birthsOf(retention);
  const of = subquery(mode === 'ON_OR_AFTER' ? lastReturns(retention) : returnsByPeriod(retention), 'v');
  const from = join('LEFT ANY', below(births), of, eq(ofRow(unit), col(returnedBy, 'v')));
  const found = mode === 'ON_OR_AFTER' ? hitsOfLast(retention) : hitsOfPeriods(retention);
  return layer(births, [as(found, hits)], { from });
}

/**
 * Births with a {@link mask}. Where each unit is born once, each of its returns finds the birth, and sets the bit of its
 * bucket: nothing but births and bits is held in memory. A birth without returns is joined to one in 1970, before all births.
 */
export function birthsWithMask(retention: BoundRetention): Rows {
  const births = firstBirths(retention);
  const at = call('toInt64', ofRow(time));
  const born = (name: string): Expression => col(name, 'v');
  const joined = join(
    isEveryBirthAReturn(retention) ? 'LEFT SEMI' : 'RIGHT',
    below(returnRows(retention, [], true)),
    subquery(births.select, 'v'),
    eq(ofRow(unit), born(unit)),
  );
  const { place, isOpen } = lastBegun(unitsBetween(born(birth), at, retention), retention);
  const others = births.columns.filter((name) => name !== unit);
  const masks = rowsOf(
    select({
      columns: [
        as(born(unit), unit),
        ...others.map((name) => as(call('any', born(name)), name)),
        as(call('groupBitOrIf', bitOf(place), and(gte(at, born(birth)), isOpen)), mask),
      ],
      from: joined,
      groupBy: [born(unit)],
    }),
  );
  return withCohort(masks, retention);
}

/** Whether no birth is without returns, since it is one itself: then the engine need not look for those that are. */
const isEveryBirthAReturn = ({ birth: { names }, returns }: BoundRetention): boolean =>
  returns.where === null &&
  (returns.names === null || (names?.every((name) => returns.names?.includes(name) === true) ?? false));

const birthItself: Expression = call('toInt64', num(noBucket));

const hitsOfMask: Expression = call(
  'arrayPushFront',
  call('arrayMap', lambda(['p'], call('toInt64', col('p'))), call('bitPositionsToArray', ofRow(mask))),
  birthItself,
);

/** Whether a birth with {@link hits} counts in a bucket. */
export function isBackIn({ mode }: BoundRetention, bucket: number): Expression {
  if (mode === 'ON') return call('has', ofRow(hits), num(bucket));
  return call('arrayExists', lambda(['h'], gte(col('h'), num(bucket))), ofRow(hits));
}

/** When each unit came back last: all that matters for ON_OR_AFTER. */
const lastReturns = (retention: BoundRetention): Select =>
  select({
    columns: [as(col(unit), returnedBy), as(call('max', col(time)), last)],
    from: below(returnRows(retention, [], true)),
    groupBy: [col(unit)],
  });

function hitsOfLast(retention: BoundRetention): Expression {
  const at = call('toInt64', col(last, 'v'));
  const bucket = bucketOf(unitsBetween(ofRow(birth), at, retention), retention);
  const isBack = gte(at, ofRow(birth));
  return call('arrayDistinct', call('array', birthItself, iif(isBack, bucket, birthItself)));
}

/**
 * The returns of each unit, as the earliest and the latest of each period. Where buckets follow the calendar a period is one
 * of its intervals. Where they roll it is a stretch of a bucket's length: it overlaps two buckets of a birth at most, and
 * if there is any return in the former of these, the earliest is, if any in the latter, the latest is.
 */
function returnsByPeriod(retention: BoundRetention): Select {
  const isRolling = retention.alignment === 'ROLLING';
  const period = isRolling ? call('intDiv', ofRow(time), lengthOf(retention)) : calendarStart(ofRow(time), retention);
  const rows = returnRows(retention, [], true);
  const periods = rowsOf(
    select({
      columns: [
        as(ofRow(unit), unit),
        as(period, key),
        as(call('min', ofRow(time)), earliest),
        as(call('max', ofRow(time)), latest),
      ],
      from: below(rows),
      groupBy: [ofRow(unit), col(key)],
    }),
  );
  return select({
    columns: [
      as(col(unit), returnedBy),
      as(call('groupArray', tuple(isRolling ? col(earliest) : col(key), col(latest))), returns),
    ],
    from: below(periods),
    groupBy: [col(unit)],
  });
}

function hitsOfPeriods(retention: BoundRetention): Expression {
  const [first, second] = [1, 2].map((index) => call('tupleElement', col('p'), num(index))) as [Expression, Expression];
  const bucketAt = (moment: Expression, units: Expression): Expression =>
    iif(gte(moment, ofRow(birth)), bucketOf(units, retention), birthItself);
  const each = (body: Expression): Expression => call('arrayMap', lambda(['p'], body), col(returns, 'v'));
  const buckets =
    retention.alignment === 'ROLLING'
      ? call(
          'arrayConcat',
          each(bucketAt(first, unitsBetween(ofRow(birth), first, retention))),
          each(bucketAt(second, unitsBetween(ofRow(birth), second, retention))),
        )
      : each(bucketAt(second, unitsApart(first, retention)));
  return call('arrayDistinct', call('arrayPushFront', buckets, birthItself));
}

/** How many intervals of the calendar lie between that of a birth and one that begins at a moment. */
const unitsApart = (start: Expression, retention: BoundRetention): Expression =>
  minus(calendarPlace(start, retention), calendarPlace(calendarStart(ofRow(birth), retention), retention));
