import {
  call,
  col,
  eq,
  gt,
  inValues,
  isIn,
  mapValue,
  notIn,
  num,
  param,
  select,
  table,
} from '../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../warehouse/sql/nodes.js';
import type { BoundUserFilter } from '../bound-filter.js';
import { ofProject, usersOfEvents } from './actors.js';
import { holdsWhenNotSet, lowerCondition } from './condition.js';
import { userDid } from './did.js';
import { allOf, anyOf, complement, expressionOf, type Predicate } from './predicate.js';
import { hasGroupSuchThat } from './some-group.js';

/** What begins the distinct id of a device, a user not (yet) known by name. */
export const devicePrefix = '$device:';

/**
 * The filter as a condition on a user: on a row of user_profiles, or, for users known by events alone, on `user_hash`
 * and `distinct_id` with no property set and no memberships.
 */
export function lowerUserFilter(filter: BoundUserFilter, has: 'profile' | 'events', projectId: number): Predicate {
  switch (filter.kind) {
    case 'property':
      if (has === 'events') return holdsWhenNotSet(filter.condition);
      return lowerCondition(mapValue('properties', filter.name), filter.condition);
    case 'did':
      return userDid(filter, col('user_hash'), projectId);
    case 'id':
      return inValues(col('distinct_id'), filter.values, 'Array(String)');
    case 'behind':
      return isIn(col('user_hash'), filter.hashes);
    case 'someGroup':
      if (has === 'events') return false;
      return hasGroupSuchThat(filter.where, { projectId, groupKeyId: filter.groupKeyId });
    case 'belongsTo':
      return has === 'events' ? false : belongsToMoreThan(filter.groupKeyId, filter.moreThan);
    case 'and':
      return allOf(...filter.filters.map((part) => lowerUserFilter(part, has, projectId)));
    case 'or':
      return anyOf(...filter.filters.map((part) => lowerUserFilter(part, has, projectId)));
    case 'not':
      return complement(lowerUserFilter(filter.filter, has, projectId));
  }
}

function belongsToMoreThan(groupKeyId: number, moreThan: number): Expression {
  const key = param(groupKeyId, 'UInt32');
  if (moreThan === 0) return call('has', col('group_keys'), key);
  return gt(call('countEqual', col('group_keys'), key), param(moreThan, 'UInt64'));
}

/**
 * Rows of user_profiles (FINAL) that are users: not deleted, and no device that was linked to a user after its profile
 * was written. Few profiles are of devices, so the links are narrowed to those before they are held against all rows.
 */
export function isUserProfile(projectId: number): Expression {
  const devices = select({
    columns: [col('user_hash')],
    from: table('user_profiles'),
    where: expressionOf(
      allOf(ofProject(projectId), call('startsWith', col('distinct_id'), param(devicePrefix, 'String'))),
    ),
  });
  const linkedDevices = select({
    columns: [col('device_hash')],
    from: table('identity_links'),
    where: expressionOf(allOf(ofProject(projectId), isIn(col('device_hash'), devices))),
  });
  return expressionOf(allOf(ofProject(projectId), eq(col('deleted'), num(0)), notIn(col('user_hash'), linkedDevices)));
}

/** A select over profiles of users that satisfy a predicate lowered for 'profile'. */
export const fromUserProfiles = (
  projectId: number,
  predicate: Predicate,
  columns: Parameters<typeof select>[0]['columns'],
): Select =>
  select({
    columns,
    from: table('user_profiles', { final: true }),
    where: expressionOf(allOf(isUserProfile(projectId), predicate)),
  });

/** Users known by events alone: user_hash, distinct_id; one row a user. */
export function usersWithoutProfile(projectId: number): Select {
  const withProfile = select({
    columns: [col('user_hash')],
    from: table('user_profiles', { final: true }),
    where: expressionOf(allOf(ofProject(projectId), eq(col('deleted'), num(0)))),
  });
  const known = usersOfEvents(projectId);
  return select({
    columns: [col('user_hash'), col('distinct_id')],
    from: { kind: 'subquery', query: known, alias: null },
    where: notIn(col('user_hash'), withProfile),
  });
}
