import {
  and,
  as,
  call,
  col,
  eq,
  iif,
  isIn,
  join,
  num,
  param,
  select,
  subquery,
  table,
  tuple,
} from '../../warehouse/sql/builders.js';
import type { Expression, Query, Select, Source } from '../../warehouse/sql/nodes.js';

/*
 * Who an actor of events is: the user its device is linked to, else itself. `hash` is the warehouse's 64-bit hash of
 * project and distinct id, the same for events, profiles and links.
 */

export const ofProject = (projectId: number): Expression => eq(col('project_id'), param(projectId, 'UInt32'));

/** The warehouse's hash of an id in a project. */
export const userHash = (projectId: number, id: Expression): Expression =>
  call('sipHash64', param(projectId, 'UInt32'), id);

/**
 * Whether a hash is that of one of some ids. The hashes are constants, of which the engine makes a set that it also chooses
 * by what to read. (On a cluster it fails on a subquery without a table inside another one, and it searches a list for
 * each row.)
 */
export const isHashOfOne = (
  hash: Expression,
  ids: readonly string[],
  hashOf: (id: Expression) => Expression,
): Expression => isIn(hash, tuple(...ids.map((id) => hashOf(param(id, 'String')))));

/** The warehouse's hash of a group. */
export const groupHash = (groupKey: Expression, id: Expression): Expression => call('sipHash64', groupKey, id);

/** Links of the project: device_hash, user_hash, user_id. */
const links = (projectId: number, devices: Query | null): Select =>
  select({
    columns: [col('device_hash'), col('user_hash'), col('user_id')],
    from: table('identity_links'),
    where: devices === null ? ofProject(projectId) : and(ofProject(projectId), isIn(col('device_hash'), devices)),
  });

/**
 * Joins actors (a query with a column `actor_hash`) to the links, as `a` and `l`. Where there is no link the columns
 * of `l` are 0 and '': no hash is 0.
 * @param among the hashes of the only actors there are, where they are so few that other links need not be read
 */
export const withLinks = (actors: Query, projectId: number, among: Query | null = null): Source =>
  join(
    'LEFT ANY',
    subquery(actors, 'a'),
    subquery(links(projectId, among), 'l'),
    eq(col('actor_hash', 'a'), col('device_hash', 'l')),
  );

const linked = (user: Expression, actor: Expression): Expression =>
  iif(eq(col('device_hash', 'l'), num(0)), actor, user);

/** The canonical user's hash, in a select from {@link withLinks}. */
export const canonicalHash: Expression = linked(col('user_hash', 'l'), col('actor_hash', 'a'));

/** The canonical user's id, in a select from {@link withLinks} whose actors have a column `distinct_id`. */
export const canonicalId: Expression = linked(col('user_id', 'l'), col('distinct_id', 'a'));

/** Every user that has an event: user_hash, distinct_id; one row a user. */
export function usersOfEvents(projectId: number): Select {
  const actors = select({
    columns: [col('actor_hash'), col('distinct_id')],
    from: table('known_actors'),
    where: ofProject(projectId),
  });
  return select({
    distinct: true,
    columns: [as(canonicalHash, 'user_hash'), as(canonicalId, 'distinct_id')],
    from: withLinks(actors, projectId),
  });
}
