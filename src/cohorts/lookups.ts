import {
  and,
  as,
  call,
  col,
  eq,
  isIn,
  join,
  num,
  param,
  select,
  subquery,
  table,
  unionAll,
} from '../warehouse/sql/builders.js';
import type { Expression, Projection, Query, Select } from '../warehouse/sql/nodes.js';
import { groupHash, ofProject, userHash } from './lower/actors.js';
import type { GroupScope } from './lower/groups.js';
import { isUserProfile } from './lower/users.js';

/*
 * Questions about ids that are known: what loaders ask, for any number of ids at once.
 */

/** Ids as rows: `asked_id`. */
const askedIds = (ids: readonly string[]): Select =>
  select({ columns: [as(call('arrayJoin', param(ids, 'Array(String)')), 'asked_id')] });

/** The ids asked for, with their hashes: `asked_id`, `asked_hash`. */
const askedUsers = (projectId: number, ids: readonly string[]): Select =>
  select({
    columns: [as(col('asked_id'), 'asked_id'), as(userHash(projectId, col('asked_id')), 'asked_hash')],
    from: subquery(askedIds(ids)),
  });

const hashesOf = (query: Query, column: string): Select => select({ columns: [col(column)], from: subquery(query) });

/** Which of these ids some event has as its distinct id: `id`. */
export function usersOfEvents(projectId: number, ids: readonly string[]): Select {
  const asked = askedUsers(projectId, ids);
  const ofEvents = select({
    columns: [col('actor_hash')],
    from: table('known_actors'),
    where: and(ofProject(projectId), isIn(col('actor_hash'), hashesOf(asked, 'asked_hash'))),
  });
  return select({
    columns: [as(col('asked_id'), 'id')],
    from: subquery(asked),
    where: isIn(col('asked_hash'), ofEvents),
  });
}

/** The ids of groups asked for, with their hashes: `id`, `asked_hash`. */
const askedGroups = ({ groupKeyId }: GroupScope, ids: readonly string[]): Select =>
  select({
    columns: [as(col('asked_id'), 'id'), as(groupHash(param(groupKeyId, 'UInt32'), col('asked_id')), 'asked_hash')],
    from: subquery(askedIds(ids)),
  });

/** Which of the groups some event carried: `id`. */
export function groupsOfEvents(scope: GroupScope, ids: readonly string[]): Select {
  const asked = askedGroups(scope, ids);
  const key = param(scope.groupKeyId, 'UInt32');
  const ofEvents = select({
    columns: [col('group_hash')],
    from: table('known_groups'),
    where: and(
      ofProject(scope.projectId),
      eq(col('group_key'), key),
      isIn(col('group_hash'), hashesOf(asked, 'asked_hash')),
    ),
  });
  return select({ columns: [as(col('id'), 'id')], from: subquery(asked), where: isIn(col('asked_hash'), ofEvents) });
}

/** Which of the groups have a member: `id`. It takes all profiles of users to know, so what else may tell is asked first. */
export function groupsByMembers(scope: GroupScope, ids: readonly string[]): Select {
  const key = param(scope.groupKeyId, 'UInt32');
  const asked = askedGroups(scope, ids);
  const member = select({
    columns: [as(call('arrayJoin', col('group_hashes')), 'member_hash')],
    from: table('user_profiles', { final: true }),
    where: and(isUserProfile(scope.projectId), call('has', col('group_keys'), key)),
  });
  const ofUsers = select({
    columns: [col('member_hash')],
    from: subquery(member),
    where: isIn(col('member_hash'), hashesOf(asked, 'asked_hash')),
  });
  return select({
    columns: [as(col('id'), 'id')],
    from: subquery(asked),
    where: isIn(col('asked_hash'), ofUsers),
  });
}

const seen = (first: Expression, last: Expression): Projection[] => [
  as(call('toUnixTimestamp64Milli', first), 'first_seen'),
  as(call('toUnixTimestamp64Milli', last), 'last_seen'),
];

/** When the users' first and last events were, devices linked to them included: `id`, `first_seen`, `last_seen` (ms). */
export function usersSeen(projectId: number, ids: readonly string[]): Select {
  const asked = askedUsers(projectId, ids);
  const themselves = select({
    columns: [as(col('asked_hash'), 'actor'), as(col('asked_id'), 'id')],
    from: subquery(asked),
  });
  const devices = select({
    distinct: true,
    columns: [as(col('device_hash'), 'actor'), as(col('user_id'), 'id')],
    from: table('identity_links'),
    where: and(ofProject(projectId), isIn(col('user_hash'), hashesOf(asked, 'asked_hash'))),
  });
  const actors = unionAll(themselves, devices);
  const events = select({
    columns: [col('actor_hash'), as(call('min', col('time')), 'first'), as(call('max', col('time')), 'last')],
    from: table('events'),
    where: and(ofProject(projectId), isIn(col('actor_hash'), hashesOf(actors, 'actor'))),
    groupBy: [col('actor_hash')],
  });
  return select({
    columns: [as(col('id', 'who'), 'id'), ...seen(call('min', col('first', 'e')), call('max', col('last', 'e')))],
    from: join(
      'INNER ANY',
      subquery(events, 'e'),
      subquery(actors, 'who'),
      eq(col('actor_hash', 'e'), col('actor', 'who')),
    ),
    groupBy: [col('id', 'who')],
  });
}

/** A group by key number and id. */
export interface GroupReference {
  readonly groupKeyId: number;
  readonly groupId: string;
}

/** When the groups' first and last events were: `group_key`, `id`, `first_seen`, `last_seen` (ms). */
export function groupsSeen(projectId: number, groups: readonly GroupReference[]): Select {
  const asked = param(
    groups.map(({ groupKeyId, groupId }) => ({ tuple: [groupKeyId, groupId] })),
    'Array(Tuple(UInt32, String))',
  );
  const member = (index: number): Expression => call('tupleElement', col('member'), num(index));
  const hashes = select({
    columns: [groupHash(member(1), member(2))],
    from: subquery(select({ columns: [as(call('arrayJoin', asked), 'member')] })),
  });
  const keys = [...new Set(groups.map(({ groupKeyId }) => groupKeyId))];
  const zipped = call('arrayZip', col('group_keys'), col('group_ids'), col('group_hashes'));
  const members = select({
    columns: [col('time'), as(call('arrayJoin', zipped), 'member')],
    from: table('events'),
    where: and(ofProject(projectId), call('hasAny', col('group_keys'), param(keys, 'Array(UInt32)'))),
  });
  return select({
    columns: [
      as(member(1), 'group_key'),
      as(member(2), 'id'),
      ...seen(call('min', col('time')), call('max', col('time'))),
    ],
    from: subquery(members),
    where: isIn(member(3), hashes),
    groupBy: [member(1), member(2)],
  });
}
