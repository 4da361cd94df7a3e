import { as, call, col, gte, lt, param, select, tuple } from '../../../warehouse/sql/builders.js';
import type { Expression, Projection } from '../../../warehouse/sql/nodes.js';
import { isOfEvent } from '../../rows/breakdowns.js';
import { below, layer, ofRow, type Rows, rowsOf, segmentsColumn } from '../../rows/layers.js';
import { unitRows } from '../../rows/rows.js';
import { timeMs } from '../../rows/unit-events.js';
import { unit } from '../../rows/units.js';
import type { CountingTime } from '../../rows/users-who-did.js';
import { firstOpen } from '../answer.js';
import type { BoundRetention, Bucket } from '../bound.js';

/** The columns of births: the first moment of the interval they are told in, and their own. */
export const [cohort, birth] = ['cohort', 'birth'];
const [time, id] = ['t', 'id'];

/** Users who did something are counted in the range in which units are born. */
export const countingOf = ({ range }: BoundRetention): CountingTime => ({ stretch: range, intervals: null });

const int64s = (values: readonly number[]): Expression => param(values, 'Array(Int64)');

/** The first moment of the interval in which a moment of the range lies. */
const intervalOf = (moment: Expression, { intervals }: BoundRetention): Expression =>
  call('roundDown', moment, int64s(intervals.map(({ from }) => from)));

/** Whether a birth lies in an interval for which a bucket is complete. */
export const isCompleteFor = (retention: BoundRetention, bucket: Bucket, now: number): Expression =>
  lt(ofRow(cohort), param(firstOpen(retention, bucket, now)?.from ?? retention.range.to, 'Int64'));

/** The births a question is about: `u`, `cohort`, `birth`, and the segments that the events of births decide. */
export function birthsOf(retention: BoundRetention): Rows {
  const { range, birthKind } = retention;
  if (birthKind === 'RECURRING') {
    const rows = events(retention, range.from, [as(intervalOf(timeMs, retention), cohort)]);
    return rowsOf(
      select({
        columns: [col(unit), col(cohort), ...firstOf(retention)],
        from: below(rows),
        groupBy: [col(unit), col(cohort)],
      }),
    );
  }
  return withCohort(firstBirths(retention), retention);
}

/** The first birth of each unit, if it lies in the range: `u`, `birth` and segments. */
export const firstBirths = (retention: BoundRetention): Rows =>
  rowsOf(
    select({
      columns: [col(unit), ...firstOf(retention)],
      // Whether an event is the first ever is seen only in all of the past.
      from: below(events(retention, 0, [])),
      groupBy: [col(unit)],
      having: gte(col(birth), param(retention.range.from, 'Int64')),
    }),
  );

/** Adds the interval that births are told in. */
export const withCohort = (births: Rows, retention: BoundRetention): Rows =>
  layer(births, [as(intervalOf(ofRow(birth), retention), cohort)]);

/** The events that may be births, with the segments that they decide. */
function events(retention: BoundRetention, from: number, columns: readonly Projection[]): Rows {
  const by = ofEvents(retention);
  return unitRows({
    analysis: retention.analysis,
    stretch: { from, to: retention.range.to },
    counting: countingOf(retention),
    choice: retention.birth,
    where: retention.where,
    counted: retention.counted,
    columns: [...columns, as(timeMs, time), ...(by.length > 0 ? [as(col('event_id'), id)] : [])],
    by,
  });
}

/** The moment of the first of some events, and its segments; of several in one millisecond the first by their ids. */
const firstOf = (retention: BoundRetention): Projection[] => [
  as(call('min', col(time)), birth),
  ...ofEvents(retention).map(({ index }) => {
    const name = segmentsColumn(index);
    return as(call('argMin', col(name), tuple(col(time), col(id))), name);
  }),
];

const ofEvents = ({ by }: BoundRetention) => by.map((one, index) => ({ by: one, index })).filter(isOfEvent);
