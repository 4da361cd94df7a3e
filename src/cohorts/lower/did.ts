import {
  and,
  as,
  call,
  col,
  eq,
  gte,
  isIn,
  lt,
  lte,
  param,
  select,
  subquery,
  table,
} from '../../warehouse/sql/builders.js';
import type { Expression, Query, Select } from '../../warehouse/sql/nodes.js';
import type { BoundDid } from '../bound-filter.js';
import { canonicalHash, ofProject, withLinks } from './actors.js';
import { eventMoment, lowerEventFilter } from './event-filter.js';
import { allOf, complement, expressionOf, type Predicate } from './predicate.js';

/** Which events count. */
function counted(did: BoundDid, projectId: number, more: readonly Predicate[] = []): Expression {
  return expressionOf(
    allOf(
      ofProject(projectId),
      did.event === null || eq(col('name'), param(did.event, 'String')),
      did.from === null || gte(col('time'), eventMoment(did.from)),
      did.to === null || lt(col('time'), eventMoment(did.to)),
      ...more,
      did.where === null || lowerEventFilter(did.where, projectId),
    ),
  );
}

/** How often; null where once is enough, as every group of rows has at least one. */
function often(did: BoundDid, count: Expression): Expression | null {
  const least = did.atLeast > 1 ? gte(count, param(did.atLeast, 'UInt64')) : null;
  const most = did.atMost === null ? null : lte(count, param(did.atMost, 'UInt64'));
  return least !== null && most !== null ? and(least, most) : (least ?? most);
}

/** The hashes of users who did it, for `atLeast` of 1 or more. */
function usersWhoDid(did: BoundDid, projectId: number): Select {
  const having = often(did, call('sum', col('n', 'a')));
  const actors = select({
    columns: having === null ? [col('actor_hash')] : [col('actor_hash'), as(call('count'), 'n')],
    from: table('events'),
    where: counted(did, projectId),
    groupBy: [col('actor_hash')],
  });
  return select({
    columns: [as(canonicalHash, 'user_hash')],
    from: withLinks(actors, projectId),
    ...(having === null ? {} : { groupBy: [canonicalHash], having }),
  });
}

/** The hashes of groups of the key whose events include it, for `atLeast` of 1 or more. */
function groupsThatDid(did: BoundDid, projectId: number, groupKeyId: number): Select {
  const key = param(groupKeyId, 'UInt32');
  const members = select({
    columns: [as(call('arrayJoin', call('arrayZip', col('group_keys'), col('group_hashes'))), 'member')],
    from: table('events'),
    where: counted(did, projectId, [call('has', col('group_keys'), key)]),
  });
  const hash = call('tupleElement', col('member'), param(2, 'UInt8'));
  return select({
    columns: [as(hash, 'group_hash')],
    from: subquery(members),
    where: eq(call('tupleElement', col('member'), param(1, 'UInt8')), key),
    groupBy: [hash],
    having: often(did, call('count')),
  });
}

/**
 * "At most n times" is asked as the complement of "at least n + 1 times", because who never did it has no event to be
 * found by.
 */
function lowerDid(did: BoundDid, hasDone: (did: BoundDid) => Predicate): Predicate {
  if (did.atLeast > 0) return hasDone(did);
  if (did.atMost === null) return true;
  return complement(hasDone({ ...did, atLeast: did.atMost + 1, atMost: null }));
}

/**
 * Whether the user with this hash did it.
 * @param isAmong whether the hash is one of those who did, given by their canonical hashes; a plain lookup unless given
 */
export const userDid = (
  did: BoundDid,
  hash: Expression,
  projectId: number,
  isAmong: (hash: Expression, users: Query) => Predicate = isIn,
): Predicate => lowerDid(did, (positive) => isAmong(hash, usersWhoDid(positive, projectId)));

/** Whether the group with this hash did it, that is: whether events that carried it did. */
export const groupDid = (did: BoundDid, hash: Expression, projectId: number, groupKeyId: number): Predicate =>
  lowerDid(did, (positive) => isIn(hash, groupsThatDid(positive, projectId, groupKeyId)));
