import { as, call, col, num, select, subquery, unionAll } from '../warehouse/sql/builders.js';
import type { Expression, Projection, Query, Select } from '../warehouse/sql/nodes.js';
import type { BoundGroupFilter, BoundUserFilter } from './bound-filter.js';
import {
  fromGroupProfiles,
  type GroupScope,
  type GroupSearch,
  type GroupView,
  groupProfileView,
  groupsWithoutProfile,
  groupWithoutProfile,
  lowerGroupFilter,
  lowerGroupSearch,
} from './lower/groups.js';
import type { Ordered, Position } from './lower/order.js';
import { allOf, expressionOf, type Predicate } from './lower/predicate.js';
import { fromUserProfiles, isUserProfile, lowerUserFilter, usersWithoutProfile } from './lower/users.js';

/*
 * Questions as statements. Each unites those who have a profile with those known by events (or memberships) alone;
 * a part that the filter rules out without looking is left out, so that "users of companies such that …" reads
 * profiles only.
 */

/** One page of a list. */
export interface PageQuestion {
  readonly order: Ordered;
  /** Rows after this position; null from the start. */
  readonly after: Position | null;
  /** Rows at most. */
  readonly limit: number;
}

interface Branch {
  readonly has: 'profile' | 'none';
  /** The select of these columns, on condition of more. */
  readonly select: (columns: readonly Projection[], more: Predicate) => Select;
}

function userBranches(where: BoundUserFilter | null, projectId: number): Branch[] {
  const withProfile = where === null || lowerUserFilter(where, 'profile', projectId);
  const byEvents = where === null || lowerUserFilter(where, 'events', projectId);
  const branches: Branch[] = [];
  if (withProfile !== false) {
    branches.push({
      has: 'profile',
      select: (columns, more) => fromUserProfiles(projectId, allOf(withProfile, more), columns),
    });
  }
  if (byEvents !== false) {
    branches.push({
      has: 'none',
      select: (columns, more) => from(usersWithoutProfile(projectId), columns, byEvents, more),
    });
  }
  return branches;
}

function groupBranches(where: BoundGroupFilter | null, search: GroupSearch | null, scope: GroupScope): Branch[] {
  const seenAs = (view: GroupView): Predicate =>
    allOf(where === null || lowerGroupFilter(where, view, scope), search === null || lowerGroupSearch(search, view));
  const withProfile = seenAs(groupProfileView);
  const without = seenAs(groupWithoutProfile(col('group_hash'), col('group_id')));
  const branches: Branch[] = [];
  if (withProfile !== false) {
    branches.push({
      has: 'profile',
      select: (columns, more) => fromGroupProfiles(scope, allOf(withProfile, more), columns),
    });
  }
  if (without !== false) {
    const known = groupsWithoutProfile(scope, isUserProfile(scope.projectId));
    branches.push({ has: 'none', select: (columns, more) => from(known, columns, without, more) });
  }
  return branches;
}

const from = (query: Query, columns: readonly Projection[], ...where: readonly Predicate[]): Select =>
  select({ columns, from: subquery(query), where: expressionOf(allOf(...where)) });

/** A page over some branches: columns `has_profile` and the position's, the row's id among them as `id`. */
function page(branches: readonly Branch[], { order, after, limit }: PageQuestion): Select {
  const more: Predicate = after === null || order.after(after);
  const parts = branches.map((branch): Select => {
    const hasProfile = as(call('toUInt8', num(branch.has === 'profile' ? 1 : 0)), 'has_profile');
    const columns = [hasProfile, ...order.columns(branch.has)];
    return { ...branch.select(columns, more), orderBy: order.orderBy, limit };
  });
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const names = ['has_profile', ...order.names];
  return select({
    columns: names.map((name) => col(name)),
    from: parts.length === 0 ? nothing(names) : subquery(unionAll(...parts)),
    orderBy: order.orderBy,
    limit,
  });
}

/** A filter that nobody can satisfy is still asked, and answered with no row. */
const nothing = (names: readonly string[]): ReturnType<typeof subquery> =>
  subquery(select({ columns: names.map((name) => as(num(0), name)), where: num(0) }));

/** One row: `size`. */
function size(branches: readonly Branch[]): Select {
  const counted = as(call('count'), 'n');
  const parts = branches.map((branch) => branch.select([counted], true));
  const total: Expression = call('sum', col('n'));
  if (parts.length === 0) return select({ columns: [as(num(0), 'size')] });
  return select({ columns: [as(total, 'size')], from: subquery(unionAll(...parts)) });
}

/** The users that satisfy `where` (null: all), one page: `id`, `has_profile` and the position's columns. */
export const usersPage = (projectId: number, where: BoundUserFilter | null, question: PageQuestion): Select =>
  page(userBranches(where, projectId), question);

/** How many users satisfy `where` (null: all): `size`. */
export const usersSize = (projectId: number, where: BoundUserFilter | null): Select =>
  size(userBranches(where, projectId));

/** The groups of a key that satisfy `where` and the search (null: all), one page. */
export const groupsPage = (
  scope: GroupScope,
  where: BoundGroupFilter | null,
  search: GroupSearch | null,
  question: PageQuestion,
): Select => page(groupBranches(where, search, scope), question);

/** How many groups of a key satisfy `where` and the search: `size`. */
export const groupsSize = (scope: GroupScope, where: BoundGroupFilter | null, search: GroupSearch | null): Select =>
  size(groupBranches(where, search, scope));
