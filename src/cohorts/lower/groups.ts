import {
  as,
  call,
  col,
  eq,
  inValues,
  isIn,
  mapValue,
  num,
  param,
  select,
  subquery,
  table,
  unionAll,
} from '../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../warehouse/sql/nodes.js';
import type { BoundCondition, BoundGroupFilter } from '../bound-filter.js';
import { groupHash, isHashOfOne, ofProject } from './actors.js';
import { holdsWhenNotSet, lowerCondition } from './condition.js';
import { groupDid } from './did.js';
import { caseless, contains } from './json-values.js';
import { allOf, anyOf, complement, expressionOf, type Predicate } from './predicate.js';

/** Which groups are meant: those of one key in one project. */
export interface GroupScope {
  readonly projectId: number;
  readonly groupKeyId: number;
}

/** How a filter sees one group: its hash, and what it can say about its id and its properties. */
export interface GroupView {
  readonly hash: Expression;
  readonly isOneOf: (ids: readonly string[]) => Predicate;
  readonly property: (name: string, condition: BoundCondition) => Predicate;
}

const idIsOneOf = (ids: readonly string[]): Predicate => inValues(col('group_id'), ids, 'Array(String)');

/** A row of group_profiles. */
export const groupProfileView: GroupView = {
  hash: col('group_hash'),
  isOneOf: idIsOneOf,
  property: (name, condition) => lowerCondition(mapValue('properties', name), condition),
};

/** A row of {@link groupsWithoutProfile}: no property is set. */
export const groupWithoutProfileView: GroupView = {
  hash: col('group_hash'),
  isOneOf: idIsOneOf,
  property: (_, condition) => holdsWhenNotSet(condition),
};

/** A group of the key known by its hash alone; what is said of its properties is the caller's. */
export const groupByHash = (
  hash: Expression,
  { groupKeyId }: GroupScope,
  property: GroupView['property'],
): GroupView => ({
  hash,
  isOneOf: (ids) => isHashOfOne(hash, ids, (id) => groupHash(param(groupKeyId, 'UInt32'), id)),
  property,
});

/** The filter as a condition on one group seen so. */
export function lowerGroupFilter(filter: BoundGroupFilter, view: GroupView, scope: GroupScope): Predicate {
  switch (filter.kind) {
    case 'property':
      return view.property(filter.name, filter.condition);
    case 'did':
      return groupDid(filter, view.hash, scope.projectId, scope.groupKeyId);
    case 'id':
      return view.isOneOf(filter.values);
    case 'behind':
      return isIn(view.hash, filter.hashes);
    case 'and':
      return allOf(...filter.filters.map((part) => lowerGroupFilter(part, view, scope)));
    case 'or':
      return anyOf(...filter.filters.map((part) => lowerGroupFilter(part, view, scope)));
    case 'not':
      return complement(lowerGroupFilter(filter.filter, view, scope));
  }
}

/** The groups' current profiles. */
const isProfileOfKey = ({ projectId, groupKeyId }: GroupScope): Expression[] => [
  ofProject(projectId),
  eq(col('group_key'), param(groupKeyId, 'UInt32')),
  eq(col('deleted'), num(0)),
];

/** A select over the profiles of a key's groups that satisfy a predicate made with {@link groupProfileView}. */
export const fromGroupProfiles = (
  scope: GroupScope,
  predicate: Predicate,
  columns: Parameters<typeof select>[0]['columns'],
): Select =>
  select({
    columns,
    from: table('group_profiles', { final: true }),
    where: expressionOf(allOf(...isProfileOfKey(scope), predicate)),
  });

/**
 * Every group of the key known by a membership or an event that has no profile: group_hash, group_id; one row a group.
 * @param memberships the profiles of users that count, as a condition on user_profiles
 */
export function groupsWithoutProfile(scope: GroupScope, memberships: Expression): Select {
  const key = param(scope.groupKeyId, 'UInt32');
  const ofEvents = select({
    columns: [col('group_hash'), col('group_id')],
    from: table('known_groups'),
    where: expressionOf(allOf(ofProject(scope.projectId), eq(col('group_key'), key))),
  });
  const member = (index: number): Expression => call('tupleElement', col('member'), num(index));
  const zipped = call('arrayZip', col('group_keys'), col('group_hashes'), col('group_ids'));
  const members = select({
    columns: [as(call('arrayJoin', zipped), 'member')],
    from: table('user_profiles', { final: true }),
    where: expressionOf(allOf(call('has', col('group_keys'), key), memberships)),
  });
  const ofUsers = select({
    columns: [as(member(2), 'group_hash'), as(member(3), 'group_id')],
    from: subquery(members),
    where: eq(member(1), key),
  });
  const withProfile = fromGroupProfiles(scope, true, [col('group_hash')]);
  return select({
    distinct: true,
    columns: [col('group_hash'), col('group_id')],
    from: subquery(unionAll(ofEvents, ofUsers)),
    where: expressionOf(complement(isIn(col('group_hash'), withProfile))),
  });
}

/** Part of the id or of a text property, in upper or lower case. */
export interface GroupSearch {
  readonly text: string;
  /** The property that holds the group's name, if one does. */
  readonly nameProperty: string | null;
}

/** The search as a condition on a row with `group_id`, seen so. */
export function lowerGroupSearch({ text, nameProperty }: GroupSearch, view: GroupView): Predicate {
  const inId = contains(caseless(col('group_id')), caseless(param(text, 'String')));
  const inName = { kind: 'textContains', text, ignoreCase: true } as const;
  return anyOf(inId, nameProperty !== null && view.property(nameProperty, inName));
}
