import { type ErrorDetails, MusterError } from '../core/errors.js';
import { limits } from '../core/limits.js';
import type { GroupKey } from '../core/model.js';
import { didYouMean, nearMatches } from '../core/near-matches.js';

/** Where in a request the name of a group key stands. */
type Path = NonNullable<ErrorDetails['path']>;

/**
 * The group key of that exact name, else of that `dataGroupId`; archived or not.
 * @throws MusterError GROUP_KEY_UNKNOWN with the path and near matches
 */
export function findGroupKey(nameOrDataGroupId: string, groupKeys: readonly GroupKey[], path: Path): GroupKey {
  const found =
    groupKeys.find(({ key }) => key === nameOrDataGroupId) ??
    groupKeys.find(({ dataGroupId }) => dataGroupId === nameOrDataGroupId);
  if (found !== undefined) return found;
  const near = nearMatches(
    nameOrDataGroupId.slice(0, 2 * limits.idLength),
    groupKeys.map(({ key }) => key),
  );
  const hint = didYouMean(near) || ' `groupKeys` lists those there are, and `addGroupKey` registers one.';
  throw new MusterError('GROUP_KEY_UNKNOWN', `There is no such group key in this project.${hint}`, {
    path,
    nearMatches: near,
  });
}
