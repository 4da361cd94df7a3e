import { col, isIn } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import type { BoundGroupFilter } from '../bound-filter.js';
import { type HashTeller, satisfiesByHash } from './by-hash.js';
import { holdsWhenNotSet } from './condition.js';
import { fromGroupProfiles, type GroupScope, groupByHash, groupProfileView, lowerGroupFilter } from './groups.js';
import type { Predicate } from './predicate.js';

/** Whether the group of a key with this hash satisfies the filter; the hash may be of no group the store knows. */
export function groupSatisfies(filter: BoundGroupFilter, hash: Expression, scope: GroupScope): Predicate {
  const withoutProfile = groupByHash(hash, scope, (_, condition) => holdsWhenNotSet(condition));
  const teller: HashTeller<BoundGroupFilter> = {
    tree: (one) => (one.kind === 'and' || one.kind === 'or' || one.kind === 'not' ? one : null),
    of: (tree) => tree,
    isOfProfile: ({ kind }) => kind === 'property',
    withoutProfile: (one) => {
      const folded = lowerGroupFilter(one, withoutProfile, scope);
      return typeof folded === 'boolean' ? folded : null;
    },
    hasProfileSuchThat: (one) =>
      isIn(hash, fromGroupProfiles(scope, lowerGroupFilter(one, groupProfileView, scope), [col('group_hash')])),
    condition: (one) => lowerGroupFilter(one, withoutProfile, scope),
  };
  return satisfiesByHash(filter, teller);
}
