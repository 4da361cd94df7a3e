import { groupSatisfies } from '../../cohorts/lower/group-by-hash.js';
import { fromGroupProfiles } from '../../cohorts/lower/groups.js';
import { columnOf } from '../../cohorts/lower/predicate.js';
import { userSatisfies } from '../../cohorts/lower/user-by-hash.js';
import { fromUserProfiles } from '../../cohorts/lower/users.js';
import { as, col, eq, join, mapValue, subquery } from '../../warehouse/sql/builders.js';
import type { Expression, Projection } from '../../warehouse/sql/nodes.js';
import type { BoundAnalysis, BoundUnitBreakdown } from '../question/bound.js';
import { ofKey, valuesOfGroups } from './group-values.js';
import { below, layer, ofRow, type Rows, segmentsColumn } from './layers.js';
import { orNotSet, segmentOfTruth, segmentsOf, segmentsOfAll, segmentsOfIds } from './values.js';

/** A breakdown and its place among those of the question. */
export interface Placed<Breakdown> {
  readonly by: Breakdown;
  readonly index: number;
}

/**
 * Adds to rows the segments that the unit with the hash in `hash` falls into, as columns of arrays. A unit without a
 * profile has nothing set.
 */
export function withUnitSegments(
  rows: Rows,
  breakdowns: ReadonlyArray<Placed<BoundUnitBreakdown>>,
  analysis: BoundAnalysis,
  hash: string,
): Rows {
  const profiles = breakdowns.flatMap(({ by, index }): Projection[] => {
    const segments = segmentsOfProfile(by, analysis);
    return segments === null ? [] : [as(segments, segmentsColumn(index))];
  });
  const cohorts = breakdowns.flatMap(({ by, index }): Projection[] => {
    const segments = segmentsOfCohort(by, analysis, ofRow(hash));
    return segments === null ? [] : [as(segments, segmentsColumn(index))];
  });
  if (profiles.length === 0) return layer(rows, cohorts);
  const of = subquery(profilesOf(analysis, profiles), 'p');
  const from = join('LEFT ANY', below(rows), of, eq(ofRow(hash), col('profile_hash', 'p')));
  const found = profiles.map(({ as: name }) => as(orNotSet(col(name ?? '', 'p')), name ?? ''));
  return layer(rows, [...found, ...cohorts], { from });
}

/** The profiles of the units that are analysed: `profile_hash` and more. */
function profilesOf(analysis: BoundAnalysis, columns: readonly Projection[]) {
  const { projectId } = analysis;
  if (analysis.unit === 'USERS') {
    return fromUserProfiles(projectId, true, [as(col('user_hash'), 'profile_hash'), ...columns]);
  }
  const scope = { projectId, groupKeyId: analysis.groupKeyId };
  return fromGroupProfiles(scope, true, [as(col('group_hash'), 'profile_hash'), ...columns]);
}

/** The segments of a row of profiles; null for breakdowns that are not about the profile. */
function segmentsOfProfile(by: BoundUnitBreakdown, { projectId }: BoundAnalysis): Expression | null {
  switch (by.kind) {
    case 'profileProperty':
      return segmentsOf(mapValue('properties', by.name), by.buckets);
    case 'membership': {
      const { groupKeyId, property, buckets } = by;
      if (property === null) return segmentsOfIds(ofKey(groupKeyId, 'group_ids'));
      return segmentsOfAll(valuesOfGroups({ projectId, groupKeyId }, property), buckets);
    }
    case 'userCohort':
    case 'groupCohort':
      return null;
  }
}

function segmentsOfCohort(by: BoundUnitBreakdown, analysis: BoundAnalysis, hash: Expression): Expression | null {
  const { projectId } = analysis;
  if (by.kind === 'userCohort') {
    return segmentOfTruth(columnOf(userSatisfies(by.where, hash, 'user', projectId)));
  }
  if (by.kind === 'groupCohort' && analysis.unit === 'GROUPS') {
    const scope = { projectId, groupKeyId: analysis.groupKeyId };
    return segmentOfTruth(columnOf(groupSatisfies(by.where, hash, scope)));
  }
  return null;
}
