import { z } from 'zod';
import { decodePlace, encodeCursor, fingerprint } from '../../cohorts/cursor.js';
import { fromGroupProfiles, groupsWithoutProfile } from '../../cohorts/lower/groups.js';
import { isUserProfile } from '../../cohorts/lower/users.js';
import { checkPageSize, type Page, pageOf } from '../../cohorts/page.js';
import type { GroupKey, RequestContext } from '../../core/model.js';
import {
  and,
  as,
  asc,
  call,
  col,
  desc,
  dividedBy,
  eq,
  gt,
  gte,
  iif,
  join,
  lt,
  num,
  or,
  param,
  select,
  subquery,
  unionAll,
} from '../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../warehouse/sql/nodes.js';
import { Inquiry } from '../inquiry.js';
import type { BoundAnalysis } from '../question/bound.js';
import type { Calendar } from '../question/calendar.js';
import { below, ofRow } from '../rows/layers.js';
import { unitRows } from '../rows/rows.js';
import { unit } from '../rows/units.js';
import { bindingOf, type ReportParts } from '../subject.js';

/** What companies are told by, of the days up to now, today among them. */
export interface CompanyFigures {
  /** Users active in the last 1, 7 and 30 days. */
  readonly dailyActiveUsers: number;
  readonly weeklyActiveUsers: number;
  readonly monthlyActiveUsers: number;
  /** Events of the last 30 days. */
  readonly events: number;
  /** Events of the last 30 days for each user who did any; 0 where nobody did. */
  readonly eventsPerUser: number;
}

export type CompanyFigure = keyof CompanyFigures;

/** A company in the list. */
export interface CompanyRow extends CompanyFigures {
  readonly groupId: string;
}

/** By what companies are sorted; those that are equal by their ids, smallest first. */
export interface CompanyOrder {
  readonly by: CompanyFigure;
  readonly direction: 'ASC' | 'DESC';
}

interface Row {
  readonly id: string;
  readonly dau: string;
  readonly wau: string;
  readonly mau: string;
  readonly events: string;
  readonly per_user: number;
}

const columnOf: { readonly [Figure in CompanyFigure]: keyof Row } = {
  dailyActiveUsers: 'dau',
  weeklyActiveUsers: 'wau',
  monthlyActiveUsers: 'mau',
  events: 'events',
  eventsPerUser: 'per_user',
};
const columns = ['id', 'dau', 'wau', 'mau', 'events', 'per_user'];
const days = { dau: 1, wau: 7, mau: 30 };

const placeShape = z.tuple([z.number(), z.string()]).readonly();
type Place = z.infer<typeof placeShape>;

/** All companies with what their users do, as a list. */
export class Companies {
  constructor(private readonly parts: ReportParts) {}

  /**
   * A page of the companies: every group that a profile, a member or an event names.
   * @throws MusterError FORBIDDEN; CURSOR_INVALID; the warehouse's
   */
  async page(
    ctx: RequestContext,
    groupKey: GroupKey,
    order: CompanyOrder,
    { first, after }: { readonly first: number; readonly after: string | null },
  ): Promise<Page<CompanyRow>> {
    const limit = checkPageSize(first);
    const { binder, calendar, now } = await bindingOf(this.parts, ctx, { unit: 'GROUPS', groupKey }, {});
    const identity = fingerprint('companies', ctx.project.id, groupKey.id, order);
    const place = after === null ? null : decodePlace(after, identity, placeShape);
    const figure = columnOf[order.by];
    const statement = select({
      columns: columns.map((name) => as(ofRow(name), name)),
      from: subquery(withFigures(ctx.project.id, groupKey.id, binder.analysis, calendar, now), 'r'),
      where: place === null ? null : isAfter(place, figure, order.direction),
      orderBy: [order.direction === 'ASC' ? asc(col(figure)) : desc(col(figure)), asc(col('id'))],
      limit: limit + 1,
    });
    const rows = await new Inquiry(this.parts, ctx).rows<Row>(statement);
    return pageOf(rows, limit, companyOf, (row) => encodeCursor(identity, [Number(row[figure]), row.id]));
  }
}

/** Every group of the key with its figures. */
function withFigures(
  projectId: number,
  groupKeyId: number,
  analysis: BoundAnalysis,
  calendar: Calendar,
  now: number,
): Select {
  const scope = { projectId, groupKeyId };
  const names = [col('group_hash'), col('group_id')];
  const groups = unionAll(
    fromGroupProfiles(scope, true, names),
    select({ columns: names, from: subquery(groupsWithoutProfile(scope, isUserProfile(projectId))) }),
  );
  const figure = (name: string): Expression => col(name, 'f');
  const perUser = iif(
    eq(figure('users'), num(0)),
    call('toFloat64', num(0)),
    dividedBy(figure('happened'), figure('users')),
  );
  return select({
    columns: [
      as(col('group_id', 'g'), 'id'),
      as(figure('today'), 'dau'),
      as(figure('week'), 'wau'),
      as(figure('users'), 'mau'),
      as(figure('happened'), 'events'),
      as(perUser, 'per_user'),
    ],
    from: join(
      'LEFT ANY',
      subquery(groups, 'g'),
      subquery(figuresOf(analysis, calendar, now), 'f'),
      eq(col('group_hash', 'g'), figure('own')),
    ),
  });
}

function figuresOf(analysis: BoundAnalysis, calendar: Calendar, now: number): Select {
  const to = calendar.startOfNext('DAY', now);
  const since = (count: number): number => calendar.daysLater(to, -count);
  const rows = unitRows({
    analysis,
    stretch: { from: since(days.mau), to },
    choice: { names: null, where: null },
    where: null,
    counted: 'users',
    by: [],
    columns: [as(col('unit_hash'), 'own'), as(call('toUnixTimestamp64Milli', col('time')), 'ms')],
  });
  const usersSince = (count: number): Expression =>
    call('uniqExactIf', ofRow(unit), gte(ofRow('ms'), param(since(count), 'Int64')));
  return select({
    columns: [
      as(ofRow('own'), 'own'),
      as(usersSince(days.dau), 'today'),
      as(usersSince(days.wau), 'week'),
      as(call('uniqExact', ofRow(unit)), 'users'),
      as(call('count'), 'happened'),
    ],
    from: below(rows),
    groupBy: [col('own')],
  });
}

function isAfter([figure, id]: Place, column: string, direction: CompanyOrder['direction']): Expression {
  const value = param(figure, 'Float64');
  const own = call('toFloat64', ofRow(column));
  const further = direction === 'ASC' ? gt(own, value) : lt(own, value);
  return or(further, and(eq(own, value), gt(ofRow('id'), param(id, 'String'))));
}

const companyOf = ({ id, dau, wau, mau, events, per_user }: Row): CompanyRow => ({
  groupId: id,
  dailyActiveUsers: Number(dau),
  weeklyActiveUsers: Number(wau),
  monthlyActiveUsers: Number(mau),
  events: Number(events),
  eventsPerUser: per_user,
});
