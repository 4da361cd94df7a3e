import { call, col, eq, isIn, lambda, param } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import type { BoundGroupFilter } from '../bound-filter.js';
import {
  fromGroupProfiles,
  type GroupScope,
  groupProfileView,
  groupWithoutProfile,
  lowerGroupFilter,
} from './groups.js';
import { allOf, anyOf, complement, expressionOf, type Predicate } from './predicate.js';

/** One membership of a user inside a lambda over the arrays of a user's profile. */
const hash = col('member_hash');
const key = col('member_key');
const id = col('member_id');
const withoutProfile = groupWithoutProfile(hash, id);

function readsProfile(filter: BoundGroupFilter): boolean {
  switch (filter.kind) {
    case 'property':
      return true;
    case 'did':
    case 'id':
      return false;
    case 'and':
    case 'or':
      return filter.filters.some(readsProfile);
    case 'not':
      return readsProfile(filter.filter);
  }
}

/** Membership in the set of groups of the key whose profile satisfies the filter. */
const hasProfileSuchThat = (filter: BoundGroupFilter, scope: GroupScope): Expression =>
  isIn(hash, fromGroupProfiles(scope, lowerGroupFilter(filter, groupProfileView, scope), [col('group_hash')]));

/** What the filter says of a group without profile, if that is the same for all of them. */
const withoutProfileIs = (filter: BoundGroupFilter, scope: GroupScope): boolean | null => {
  const folded = lowerGroupFilter(filter, withoutProfile, scope);
  return typeof folded === 'boolean' ? folded : null;
};

/**
 * The filter as a condition on one membership. What concerns profiles becomes a set of group hashes, read once and
 * looked up for each membership. A part that holds for a group without profile (such as "plan is none of …") is
 * looked up in the set of groups for which it does not hold, as groups without profile are in no set.
 */
function memberSatisfies(filter: BoundGroupFilter, scope: GroupScope): Predicate {
  if (!readsProfile(filter)) return lowerGroupFilter(filter, withoutProfile, scope);
  const otherwise = withoutProfileIs(filter, scope);
  if (otherwise === false) return hasProfileSuchThat(filter, scope);
  if (otherwise === true) return complement(hasProfileSuchThat({ kind: 'not', filter }, scope));
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const oneSet = filter.filters.filter((part) => readsProfile(part) && withoutProfileIs(part, scope) !== null);
      const others = filter.filters.filter((part) => !oneSet.includes(part));
      const parts = others.map((part) => memberSatisfies(part, scope));
      if (oneSet.length > 0) parts.unshift(memberSatisfies({ kind: filter.kind, filters: oneSet }, scope));
      return filter.kind === 'and' ? allOf(...parts) : anyOf(...parts);
    }
    case 'not':
      return complement(memberSatisfies(filter.filter, scope));
    case 'property':
    case 'did':
    case 'id':
      return lowerGroupFilter(filter, withoutProfile, scope);
  }
}

/** A lookup among groups of the key alone, which no group of another key can satisfy. */
const isLookup = (condition: Expression): boolean =>
  condition.kind === 'in' &&
  !condition.negated &&
  condition.left === hash &&
  (condition.right.kind === 'select' || condition.right.kind === 'unionAll');

/**
 * Whether a row of user_profiles belongs to some one group of the key that satisfies the filter. `arrayExists` over
 * the memberships keeps one row a user, and its set is read once; `hasAny` with a subquery was 80 times slower.
 */
export function belongsToGroupSuchThat(filter: BoundGroupFilter, scope: GroupScope): Predicate {
  const condition = memberSatisfies(filter, scope);
  const wanted = param(scope.groupKeyId, 'UInt32');
  if (condition === false) return false;
  if (condition === true) return call('has', col('group_keys'), wanted);
  if (isLookup(condition)) return call('arrayExists', lambda(['member_hash'], condition), col('group_hashes'));
  const body = expressionOf(allOf(eq(key, wanted), condition));
  const names = ['member_hash', 'member_key', 'member_id'];
  return call('arrayExists', lambda(names, body), col('group_hashes'), col('group_keys'), col('group_ids'));
}
