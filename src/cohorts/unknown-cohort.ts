import { MusterError } from '../core/errors.js';
import { limits } from '../core/limits.js';
import type { Unit } from '../core/model.js';
import { nearMatches } from '../core/near-matches.js';
import type { Path } from './bind-checks.js';

/** A saved cohort that may have been meant. */
export interface KnownCohort {
  readonly id: string;
  readonly name: string;
  readonly unit: Unit;
  /** The key whose groups it holds; null for users. */
  readonly groupKeyId: number | null;
}

/** Up to three cohorts whose name or id is like `named`, best first: who knows a cohort knows its name. */
function similar(named: string, known: readonly KnownCohort[]): KnownCohort[] {
  const near = nearMatches(
    named.slice(0, 2 * limits.idLength),
    known.flatMap(({ id, name }) => [name, id]),
  );
  const meant = near.flatMap((text) => known.filter(({ id, name }) => id === text || name === text));
  return [...new Set(meant)].slice(0, 3);
}

/**
 * The refusal of a saved cohort that does not exist.
 * @param known those that could stand in its place
 */
export function unknownCohort(named: string, known: readonly KnownCohort[], path: Path): MusterError {
  const near = similar(named, known);
  const meant = near.map(({ id, name }) => `${JSON.stringify(id)} (${name})`).join(' or ');
  const hint = meant === '' ? '`userCohorts` and `groupCohorts` list those there are.' : `Did you mean ${meant}?`;
  return new MusterError('NOT_FOUND', `There is no saved cohort with this id in this project. ${hint}`, {
    path,
    nearMatches: near.map(({ id }) => id),
  });
}
