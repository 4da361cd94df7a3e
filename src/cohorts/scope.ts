import type { CohortRow } from '../catalog/repositories/cohorts.js';
import { MusterError } from '../core/errors.js';
import { nearMatches } from '../core/near-matches.js';
import type { BindingScope, CohortDefinition } from './bind.js';
import { cohortsNamedIn } from './cohort-references.js';
import { readGroupFilter, readUserFilter } from './stored-filter.js';

/** Where saved cohorts are read from: the catalog's repository, or that of a transaction. */
export interface CohortReader {
  byIds(projectId: number, ids: readonly string[]): Promise<Map<string, CohortRow>>;
  list(projectId: number): Promise<CohortRow[]>;
}

/** A stored cohort with its filter read. */
export function cohortDefinition({ id, name, unit, groupKeyId, filter }: CohortRow): CohortDefinition {
  if (unit === 'USERS') return { id, name, unit, filter: readUserFilter(filter) };
  if (groupKeyId === null) throw new Error(`the cohort ${id} of groups has no group key`);
  return { id, name, unit, groupKeyId, filter: readGroupFilter(filter) };
}

/**
 * Everything the names in a filter, or in a question that holds filters, may refer to: the project's keys, and the
 * cohorts it uses, also through others.
 * @throws MusterError NOT_FOUND if it names a cohort that does not exist; near matches by name and id
 */
export async function loadScope(
  projectId: number,
  filter: object,
  given: Omit<BindingScope, 'cohorts'>,
  reader: CohortReader,
): Promise<BindingScope> {
  const cohorts = new Map<string, CohortDefinition>();
  // What is being changed leads to a refusal at its first mention, so its stored filter is not needed.
  const seen = new Set<string>(given.changing === undefined ? [] : [given.changing]);
  let wanted = [...cohortsNamedIn(filter)];
  if (given.changing !== undefined && wanted.includes(given.changing)) throw cycle();
  while (wanted.length > 0) {
    const rows = await reader.byIds(projectId, wanted);
    const next = new Set<string>();
    for (const id of wanted) {
      seen.add(id);
      const row = rows.get(id);
      if (row === undefined) throw await unknownCohort(projectId, id, reader);
      const definition = cohortDefinition(row);
      cohorts.set(id, definition);
      for (const named of cohortsNamedIn(definition.filter)) {
        if (named === given.changing) throw cycle();
        if (!seen.has(named)) next.add(named);
      }
    }
    wanted = [...next];
  }
  return { ...given, cohorts };
}

const cycle = (): MusterError =>
  new MusterError('COHORT_CYCLE', 'The cohort would use itself, directly or through others.');

async function unknownCohort(projectId: number, id: string, reader: CohortReader): Promise<MusterError> {
  const known = await reader.list(projectId);
  const near = nearMatches(
    id.slice(0, 255),
    known.flatMap((cohort) => [cohort.name, cohort.id]),
  );
  const ids = near.map((match) => known.find(({ name }) => name === match)?.id ?? match);
  return new MusterError('NOT_FOUND', 'There is no saved cohort with this id in this project.', {
    nearMatches: [...new Set(ids)],
  });
}
