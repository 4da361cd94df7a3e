import { ofProject } from '../../cohorts/lower/actors.js';
import { as, call, col, eq, iif, join, num, select, subquery, table } from '../../warehouse/sql/builders.js';
import type { Expression, Projection } from '../../warehouse/sql/nodes.js';
import type { BoundAnalysis } from '../question/bound.js';
import { ofKey } from './group-values.js';
import { below, layer, ofRow, type Rows } from './layers.js';

/**
 * Whom a row counts for: the unit that is analysed; the user who did it; that user for the unit that is analysed, so that a
 * user of two groups is one for each; or each group of a key that the event carried.
 */
export type CountedUnit = 'own' | 'users' | 'usersOfEach' | { readonly groupsOf: number };

/** Name of the column of the unit's hash. */
export const unit = 'u';
const [actor, whose] = ['actor', 'whose'];

/** A user of a unit as one number, which groups and joins as fast as a hash: the unit's hash, then the user's. */
const userOf = (own: Expression, user: Expression): Expression =>
  call('bitOr', call('bitShiftLeft', call('toUInt128', own), num(64)), call('toUInt128', user));

/** Of a unit that is a user of each unit: the hash of the unit that is analysed. */
export const unitOfUser = (user: Expression): Expression => call('toUInt64', call('bitShiftRight', user, num(64)));

/** The columns of `unit_events` that {@link withUnit} makes the unit's hash of. */
export function unitColumns(counted: CountedUnit, analysis: BoundAnalysis): Projection[] {
  if (typeof counted === 'object') {
    return [as(call('arrayJoin', ofKey(counted.groupsOf, 'group_hashes')), unit)];
  }
  const hash = col(counted === 'own' ? 'unit_hash' : 'actor_hash');
  const isOfEach = counted === 'usersOfEach';
  if (isCanonical(counted, analysis)) return [as(isOfEach ? userOf(col('unit_hash'), hash) : hash, unit)];
  return [as(hash, actor), ...(isOfEach ? [as(col('unit_hash'), whose)] : [])];
}

/** Whether the hash is that of the unit itself already: links of devices cannot change it. */
const isCanonical = (counted: CountedUnit, analysis: BoundAnalysis): boolean =>
  !analysis.hasLinks || (counted === 'own' && analysis.unit === 'GROUPS');

/** Rows with {@link unitColumns}, with the unit's hash as `u`: events of linked devices are their users'. */
export function withUnit(rows: Rows, analysis: BoundAnalysis): Rows {
  if (rows.columns.includes(unit)) return rows;
  const links = select({
    columns: [col('device_hash'), col('user_hash')],
    from: table('identity_links'),
    where: ofProject(analysis.projectId),
  });
  const from = join('LEFT ANY', below(rows), subquery(links, 'l'), eq(ofRow(actor), col('device_hash', 'l')));
  const user = iif(eq(col('device_hash', 'l'), num(0)), ofRow(actor), col('user_hash', 'l'));
  const counted = rows.columns.includes(whose) ? userOf(ofRow(whose), user) : user;
  return layer(rows, [as(counted, unit)], { from, without: [actor, whose] });
}
