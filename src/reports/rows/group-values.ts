import { fromGroupProfiles, type GroupScope } from '../../cohorts/lower/groups.js';
import { call, col, eq, lambda, mapValue, num, param, scalar, tuple } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';

/** What a row holds of the groups of one key: its elements of one of the arrays beside `group_keys`. */
export const ofKey = (groupKeyId: number, column: 'group_ids' | 'group_hashes'): Expression =>
  call('arrayFilter', lambda(['g', 'k'], eq(col('k'), param(groupKeyId, 'UInt32'))), col(column), col('group_keys'));

/**
 * The values that a property has of a row's groups of the key, '' where it is not set. The profiles are read once, as one
 * constant to look hashes up in, so that the row stays one, whatever the number of its groups.
 */
export function valuesOfGroups({ projectId, groupKeyId }: GroupScope, property: string): Expression {
  const profiles = fromGroupProfiles({ projectId, groupKeyId }, true, [
    tuple(call('groupArray', col('group_hash')), call('groupArray', mapValue('properties', property))),
  ]);
  const part = (index: number): Expression => call('tupleElement', scalar(profiles), num(index));
  const value = call('transform', col('h'), part(1), part(2), param('', 'String'));
  return call('arrayMap', lambda(['h'], value), ofKey(groupKeyId, 'group_hashes'));
}
