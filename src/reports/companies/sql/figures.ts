import { and, as, call, col, dividedBy, eq, gte, num, param, select } from '../../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../../warehouse/sql/nodes.js';
import { bindLifecycle } from '../../lifecycle/bind.js';
import { type LifecycleStage, lifecycleStages } from '../../lifecycle/question.js';
import { stage, stagesOf } from '../../lifecycle/sql/stages.js';
import type { BoundWhere } from '../../question/bound.js';
import { bindRetention } from '../../retention/bind.js';
import { isCompleteFor } from '../../retention/sql/births.js';
import { birthsWithHits, isBackIn } from '../../retention/sql/returns.js';
import { below, ofRow, type Rows } from '../../rows/layers.js';
import { unitRows } from '../../rows/rows.js';
import { timeMs } from '../../rows/unit-events.js';
import { unit, unitOfUser } from '../../rows/units.js';
import type { Binding } from '../../subject.js';
import type { ActivityFigures, FigureKind, LifecycleFigures, RetentionFigures } from '../figures.js';
import { activeDays, lifecycleQuestion, retentionBuckets, retentionQuestion } from '../questions.js';

/** The column of the hash of the group whose figures a row has. */
export const own = 'own';
const time = 'ms';

/**
 * The figures of one kind, a row for each group of which there are any: `own`, and each figure as a column of its name.
 * @param binding of an analysis of groups
 * @param ids of the only groups that are looked at; null: all
 */
export function figuresOfKind(kind: FigureKind, binding: Binding, ids: readonly string[] | null): Select {
  const where: BoundWhere | null =
    ids === null ? null : { kind: 'group', where: { kind: 'id', values: ids }, properties: 'CURRENT' };
  switch (kind) {
    case 'activity':
      return activity(binding, where);
    case 'lifecycle':
      return lifecycle(binding, where);
    case 'retention':
      return retention(binding, where);
  }
}

type FiguresAs<Figures> = { readonly [Figure in keyof Figures]: Expression };

function activity({ binder, calendar, now }: Binding, where: BoundWhere | null): Select {
  const to = calendar.startOfNext('DAY', now);
  const since = (days: number): number => calendar.daysLater(to, -days);
  const rows = unitRows({
    analysis: binder.analysis,
    stretch: { from: since(activeDays.monthlyActiveUsers), to },
    choice: { names: null, where: null },
    where,
    counted: 'users',
    by: [],
    columns: [as(col('unit_hash'), own), as(timeMs, time)],
  });
  const usersSince = (days: number): Expression =>
    call('uniqExactIf', ofRow(unit), gte(ofRow(time), param(since(days), 'Int64')));
  const users = call('uniqExact', ofRow(unit));
  return figuresBy(ofRow(own), rows, {
    dailyActiveUsers: usersSince(activeDays.dailyActiveUsers),
    weeklyActiveUsers: usersSince(activeDays.weeklyActiveUsers),
    monthlyActiveUsers: users,
    events: call('count'),
    eventsPerUser: dividedBy(call('count'), users),
  } satisfies FiguresAs<ActivityFigures>);
}

function lifecycle(binding: Binding, where: BoundWhere | null): Select {
  const bound = bindLifecycle(lifecycleQuestion, binding, []);
  const users = (at: LifecycleStage): Expression => call('countIf', eq(ofRow(stage), num(lifecycleStages.indexOf(at))));
  return figuresBy(unitOfUser(ofRow(unit)), stagesOf({ ...bound, where, counted: 'usersOfEach' }, null), {
    newUsers: users('NEW'),
    retainedUsers: users('RETAINED'),
    resurrectedUsers: users('RESURRECTED'),
    dormantUsers: users('DORMANT'),
  } satisfies FiguresAs<LifecycleFigures>);
}

function retention(binding: Binding, where: BoundWhere | null): Select {
  const bound = bindRetention(retentionQuestion, binding, []);
  const rate = (place: number): Expression => {
    const bucket = bound.buckets[place];
    if (bucket === undefined) throw new Error('the question of retention has fewer buckets');
    const isCounted = isCompleteFor(bound, bucket, binding.now);
    const back = call('countIf', and(isCounted, isBackIn(bound, place)));
    return dividedBy(back, call('nullIf', call('countIf', isCounted), num(0)));
  };
  return figuresBy(unitOfUser(ofRow(unit)), birthsWithHits({ ...bound, where, counted: 'usersOfEach' }), {
    day1Retention: rate(retentionBuckets.day1Retention),
    week1Retention: rate(retentionBuckets.week1Retention),
    month1Retention: rate(retentionBuckets.month1Retention),
  } satisfies FiguresAs<RetentionFigures>);
}

/** Figures of rows for each group, as floating-point numbers: whole numbers of 64 bits would come as texts. */
const figuresBy = (group: Expression, rows: Rows, figures: Readonly<Record<string, Expression>>): Select =>
  select({
    columns: [as(group, own), ...Object.entries(figures).map(([name, figure]) => as(call('toFloat64', figure), name))],
    from: below(rows),
    groupBy: [col(own)],
  });
