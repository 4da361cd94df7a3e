import type { GroupKey } from '../core/model.js';
import {
  and,
  as,
  call,
  col,
  eq,
  insertSelect,
  lambda,
  mapValue,
  ne,
  num,
  param,
  select,
  table,
} from '../warehouse/sql/builders.js';
import type { CompiledSql } from '../warehouse/sql/compiled.js';
import { print } from '../warehouse/sql/print.js';
import { groupIdsOfSql } from './group-ids-sql.js';

/**
 * Writes the copies of users who have the property named as `groupKey` again, with the groups it names in place of
 * any groups of that key the copy holds. Rows keep their revision and take the given generation of keys as the low
 * part of their version (copy-rows.ts), so they replace what they were made from and nothing newer.
 */
export function rewriteMembershipsSql(projectId: number, groupKey: GroupKey, keyGeneration: number): CompiledSql {
  const keyId = param(groupKey.id, 'UInt32');
  const value = mapValue('properties', groupKey.key);
  const others = (values: string) =>
    call('arrayFilter', lambda(['x', 'k'], ne(col('k'), keyId)), col(values), col('group_keys'));
  const kept = call('bitAnd', col('version'), call('bitNot', param(1_023, 'UInt64')));
  const version = call('bitOr', kept, param(keyGeneration % 1_024, 'UInt64'));
  const added = call('arrayMap', lambda(['x'], keyId), col('found'));
  const found = select({
    columns: [
      ...['project_id', 'distinct_id', 'deleted', 'properties', 'version', 'group_keys', 'group_ids'].map((name) =>
        col(name),
      ),
      as(groupIdsOfSql(value), 'found'),
    ],
    from: table('user_profiles', { final: true }),
    where: and(
      eq(col('project_id'), param(projectId, 'UInt32')),
      eq(col('deleted'), num(0)),
      ne(value, param('', 'String')),
    ),
  });
  const rows = select({
    columns: [
      col('project_id'),
      col('distinct_id'),
      version,
      col('deleted'),
      col('properties'),
      call('arrayConcat', others('group_keys'), added),
      call('arrayConcat', others('group_ids'), col('found')),
    ],
    from: { kind: 'subquery', query: found, alias: null },
  });
  const columns = ['project_id', 'distinct_id', 'version', 'deleted', 'properties', 'group_keys', 'group_ids'];
  return print(insertSelect('user_profiles', columns, rows));
}
