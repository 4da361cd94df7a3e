import { as, asc, call, col, num, select, subquery, unionAll } from '../warehouse/sql/builders.js';
import type { Expression, Projection, Query, Select } from '../warehouse/sql/nodes.js';
import type { BoundGroupFilter, BoundUserFilter } from './bound-filter.js';
import { lowerProfileExpression } from './expressions/lower-profile.js';
import {
  fromGroupProfiles,
  type GroupScope,
  type GroupSearch,
  type GroupView,
  groupProfileView,
  groupsWithoutProfile,
  groupWithoutProfileView,
  lowerGroupFilter,
  lowerGroupSearch,
} from './lower/groups.js';
import type { Ordered, Position } from './lower/order.js';
import { allOf, expressionOf, type Predicate } from './lower/predicate.js';
import { fromUserProfiles, isUserProfile, lowerUserFilter, usersWithoutProfile } from './lower/users.js';
import type { ProfileQuestion } from './profile-question.js';

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
  /** Rows left out before the page; none unless given. */
  readonly skip?: number;
  /** Rows at most. */
  readonly limit: number;
}

interface Branch {
  readonly has: 'profile' | 'none';
  /** The select of these columns, on condition of more. */
  readonly select: (columns: readonly Projection[], more: Predicate) => Select;
}

/** What a question about profiles adds to a branch. */
function ofProfile(
  profile: ProfileQuestion | null,
  subject: 'user' | 'group',
  id: Expression,
  has: Branch['has'],
): Predicate {
  if (profile === null) return true;
  if (profile.onlyWithProfile && has === 'none') return false;
  return profile.expression === null || lowerProfileExpression(profile.expression, subject, id, has);
}

function userBranches(where: BoundUserFilter | null, profile: ProfileQuestion | null, projectId: number): Branch[] {
  const asked = (has: Branch['has']): Predicate => ofProfile(profile, 'user', col('distinct_id'), has);
  const withProfile = allOf(where === null || lowerUserFilter(where, 'profile', projectId), asked('profile'));
  const byEvents = allOf(where === null || lowerUserFilter(where, 'events', projectId), asked('none'));
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

/** Which groups of a key are meant; null: all. */
export interface BoundGroupQuestion {
  readonly where: BoundGroupFilter | null;
  readonly search: GroupSearch | null;
  readonly profile?: ProfileQuestion | null;
}

function groupBranches({ where, search, profile = null }: BoundGroupQuestion, scope: GroupScope): Branch[] {
  const seenAs = (view: GroupView, has: Branch['has']): Predicate =>
    allOf(
      where === null || lowerGroupFilter(where, view, scope),
      search === null || lowerGroupSearch(search, view),
      ofProfile(profile, 'group', col('group_id'), has),
    );
  const withProfile = seenAs(groupProfileView, 'profile');
  const without = seenAs(groupWithoutProfileView, 'none');
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
function page(branches: readonly Branch[], { order, after, limit, skip = 0 }: PageQuestion): Select {
  const more: Predicate = after === null || order.after(after);
  const parts = branches.map((branch): Select => {
    const hasProfile = as(call('toUInt8', num(branch.has === 'profile' ? 1 : 0)), 'has_profile');
    const columns = [hasProfile, ...order.columns(branch.has)];
    return { ...branch.select(columns, more), orderBy: order.orderBy, limit: limit + skip };
  });
  const offset = skip === 0 ? null : skip;
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return { ...only, limit, offset };
  const names = ['has_profile', ...order.names];
  return select({
    columns: names.map((name) => col(name)),
    from: parts.length === 0 ? nothing(names) : subquery(unionAll(...parts)),
    orderBy: order.orderBy,
    limit,
    offset,
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

/** The property names in the profiles of some branches: `name`, ascending. */
function propertyNames(branches: readonly Branch[], limit: number): Select {
  const name = as(call('arrayJoin', call('mapKeys', col('properties'))), 'name');
  const parts = branches.filter(({ has }) => has === 'profile').map((branch) => branch.select([name], true));
  return select({
    distinct: true,
    columns: [col('name')],
    from: parts.length === 0 ? nothing(['name']) : subquery(unionAll(...parts)),
    orderBy: [asc(col('name'))],
    limit,
  });
}

/** The users that satisfy `where` (null: all), one page: `id`, `has_profile` and the position's columns. */
export const usersPage = (
  projectId: number,
  where: BoundUserFilter | null,
  question: PageQuestion,
  profile: ProfileQuestion | null = null,
): Select => page(userBranches(where, profile, projectId), question);

/** How many users satisfy `where` (null: all): `size`. */
export const usersSize = (
  projectId: number,
  where: BoundUserFilter | null,
  profile: ProfileQuestion | null = null,
): Select => size(userBranches(where, profile, projectId));

/** The groups of a key that are meant, one page. */
export const groupsPage = (scope: GroupScope, groups: BoundGroupQuestion, question: PageQuestion): Select =>
  page(groupBranches(groups, scope), question);

/** How many groups of a key are meant: `size`. */
export const groupsSize = (scope: GroupScope, groups: BoundGroupQuestion): Select => size(groupBranches(groups, scope));

/** The names of the properties these users have, `limit` at most: `name`. */
export const userPropertyNames = (
  projectId: number,
  where: BoundUserFilter | null,
  limit: number,
  profile: ProfileQuestion | null = null,
): Select => propertyNames(userBranches(where, profile, projectId), limit);

/** The names of the properties these groups of a key have, `limit` at most: `name`. */
export const groupPropertyNames = (scope: GroupScope, groups: BoundGroupQuestion, limit: number): Select =>
  propertyNames(groupBranches(groups, scope), limit);
