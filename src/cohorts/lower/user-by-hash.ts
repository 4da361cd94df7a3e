import { and, as, col, isIn, notIn, select, table } from '../../warehouse/sql/builders.js';
import type { Expression, Query, Select } from '../../warehouse/sql/nodes.js';
import type { BoundUserFilter } from '../bound-filter.js';
import { isHashOfOne, ofProject, userHash } from './actors.js';
import { type HashTeller, satisfiesByHash } from './by-hash.js';
import { userDid } from './did.js';
import { allOf, anyOf, type Predicate } from './predicate.js';
import { fromUserProfiles, lowerUserFilter } from './users.js';

/** Whose hash is looked at: that of a canonical user, or that of an actor of events, who may be a linked device. */
export type HashOf = 'user' | 'actor';

/**
 * Whether the user with this hash satisfies the filter. For an actor it is asked whether the user whom it counts for
 * does: it is looked for among users and among the devices linked to them, so that no event has to be joined first. (Not in
 * a union of both: on a cluster the engine fails on one with subqueries in it.)
 */
export function userSatisfies(filter: BoundUserFilter, hash: Expression, of: HashOf, projectId: number): Predicate {
  const isAmong = (one: Expression, users: Query): Predicate =>
    of === 'user' ? isIn(one, users) : anyOf(isIn(one, users), isIn(one, devicesOf(users, projectId)));
  const teller: HashTeller<BoundUserFilter> = {
    tree: (one) => (one.kind === 'and' || one.kind === 'or' || one.kind === 'not' ? one : null),
    of: (tree) => tree,
    isOfProfile: ({ kind }) => kind === 'property' || kind === 'someGroup' || kind === 'belongsTo',
    withoutProfile: (one) => {
      const folded = lowerUserFilter(one, 'events', projectId);
      return typeof folded === 'boolean' ? folded : null;
    },
    hasProfileSuchThat: (one) =>
      isAmong(hash, fromUserProfiles(projectId, lowerUserFilter(one, 'profile', projectId), [col('user_hash')])),
    condition: (one) => {
      if (one.kind === 'did') return userDid(one, hash, projectId, isAmong);
      if (one.kind === 'behind') return isAmong(hash, one.hashes);
      if (one.kind === 'id') return isUserWithId(one.values, hash, of, projectId);
      throw new Error(`unreachable: ${one.kind} is about the profile`);
    },
  };
  return satisfiesByHash(filter, teller);
}

const linksOf = (projectId: number, column: string, where: Expression): Select =>
  select({
    columns: [as(col(column), 'hash')],
    from: table('identity_links'),
    where: and(ofProject(projectId), where),
  });

/** The devices linked to some users. */
const devicesOf = (users: Query, projectId: number): Select =>
  linksOf(projectId, 'device_hash', isIn(col('user_hash'), users));

/** Whether the hash is that of one of these users; an actor's also where its device is linked to one of them. */
function isUserWithId(ids: readonly string[], hash: Expression, of: HashOf, projectId: number): Predicate {
  const isOne = (one: Expression): Expression => isHashOfOne(one, ids, (id) => userHash(projectId, id));
  if (of === 'user') return isOne(hash);
  // A device that is linked counts for its user, whatever its own id.
  const linked = linksOf(projectId, 'device_hash', isOne(col('device_hash')));
  const devices = linksOf(projectId, 'device_hash', isOne(col('user_hash')));
  return anyOf(allOf(isOne(hash), notIn(hash, linked)), isIn(hash, devices));
}
