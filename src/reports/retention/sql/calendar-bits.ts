import { isDeepStrictEqual } from 'node:util';
import { allOf, expressionOf } from '../../../cohorts/lower/predicate.js';
import { as, call, col, gte, lt, ne, num, param, select } from '../../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../../warehouse/sql/nodes.js';
import type { Stretch } from '../../question/range.js';
import { isOfUnit } from '../../rows/breakdowns.js';
import { ofAll } from '../../rows/in-segments.js';
import { intervalPlace } from '../../rows/intervals.js';
import { below, ofRow, type Rows, rowsOf, segmentColumn } from '../../rows/layers.js';
import type { Told } from '../../rows/told.js';
import { hasName, timeMs } from '../../rows/unit-events.js';
import { bitCounts, bitOf, mostBits } from '../../rows/unit-places.js';
import { unit } from '../../rows/units.js';
import { unzipped } from '../../rows/unzipped.js';
import { lowerWhere } from '../../rows/where.js';
import { type BoundRetention, reachOf } from '../bound.js';
import { cohort, countingOf } from './births.js';
import { noBucket } from './buckets.js';
import { segmented } from './cells.js';
import { returnRows } from './returns.js';

/** With more cells than this, lists of them take more memory than the general way. */
const mostCells = 1_000;

const [births, returns, isBirth, at] = ['births', 'returns', 'is_birth', 'place'];

/** The intervals of the calendar that births and returns fall into. */
const calendarCells = ({ calendar }: BoundRetention): Stretch[] =>
  calendar.slice(1).map((to, place) => ({ from: calendar[place] ?? to, to }));

/**
 * Whether {@link cellsAsBits} answers a question: births and returns fall into intervals of one calendar, of which a unit has
 * a bit each, and each birth is a return too, so that who is born in an interval is always there in it.
 */
export function isOfBits(retention: BoundRetention): boolean {
  const { alignment, birthKind, mode, calendar, intervals, buckets, by, counted } = retention;
  if (alignment !== 'CALENDAR' || birthKind !== 'RECURRING' || mode !== 'ON') return false;
  const isAny = retention.returns.names === null && retention.returns.where === null;
  return (
    (isAny || isDeepStrictEqual(retention.returns, retention.birth)) &&
    calendar.length <= mostBits &&
    intervals.length * (buckets.length + 1) <= mostCells &&
    (calendar.at(-1) ?? 0) >= reachOf(retention).to &&
    (by.length === 0 || (counted === 'own' && by.every((one, index) => isOfUnit({ by: one, index }))))
  );
}

/** The answer of `cellsOf`, from two numbers of each unit: the intervals in which it was born, and those in which it came back. */
export function cellsAsBits(retention: BoundRetention, segmentsTold: Told): Select {
  const { intervals, buckets, by } = retention;
  const columns = [noBucket, ...buckets.keys()];
  const segments = by.map((_, index) => col(segmentColumn(index)));
  const cohorts = columns.flatMap(() => intervals.map(({ from }) => from));
  const bucketOfEach = columns.flatMap((bucket) => intervals.map(() => bucket));
  const counts = columns.map((bucket) => bitCounts(bornAndBack(retention, bucket), intervals.length));
  const groups = {
    by: [col(ofAll), ...segments],
    from: below(segmented(unitsOf(retention), retention, segmentsTold)),
  };
  return unzipped(groups, [
    [cohort, param(cohorts, 'Array(Int64)')],
    ['bucket', param(bucketOfEach, 'Array(Int64)')],
    ['n', call('arrayConcat', ...counts)],
  ]);
}

/** The units that were born, with a bit for each interval of the calendar in which they were, and in which they came back. */
function unitsOf(retention: BoundRetention): Rows {
  const { analysis, range, birth } = retention;
  const time = { stretch: range, counting: countingOf(retention) };
  const born = allOf(
    gte(timeMs, param(range.from, 'Int64')),
    lt(timeMs, param(range.to, 'Int64')),
    hasName(birth.names),
    birth.where === null || lowerWhere(birth.where, analysis, time),
  );
  const place = as(intervalPlace(calendarCells(retention)), at);
  const rows = returnRows(retention, [place, as(expressionOf(born), isBirth)], true);
  return rowsOf(
    select({
      columns: [
        col(unit),
        as(call('groupBitOrIf', bitOf(col(at)), col(isBirth)), births),
        as(call('groupBitOr', bitOf(col(at))), returns),
      ],
      from: below(rows),
      groupBy: [col(unit)],
      having: ne(col(births), num(0)),
    }),
  );
}

/** The intervals in which a unit was born and from which it came back in a bucket, as bits; {@link noBucket}: in which it was born. */
function bornAndBack({ buckets }: BoundRetention, bucket: number): Expression {
  const stretch = buckets[bucket];
  if (stretch === undefined) return ofRow(births);
  const { from, to } = stretch;
  const back = Array.from({ length: to - from }, (_, more) => call('bitShiftRight', ofRow(returns), num(from + more)));
  return call(
    'bitAnd',
    ofRow(births),
    back.reduce((any, one) => call('bitOr', any, one)),
  );
}
