import type { CohortRow } from '../catalog/repositories/cohorts.js';
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
 * cohorts it uses, also through others. Binding refuses those that do not exist, as it knows where they are named.
 */
export async function loadScope(
  projectId: number,
  filter: object,
  given: Omit<BindingScope, 'cohorts' | 'proposals'>,
  reader: CohortReader,
): Promise<BindingScope> {
  const cohorts = new Map<string, CohortDefinition>();
  // What is being changed is refused where it is mentioned, so its stored filter is not needed.
  const seen = new Set<string>(given.changing === undefined ? [] : [given.changing]);
  let isComplete = true;
  let wanted = [...cohortsNamedIn(filter)].filter((id) => !seen.has(id));
  while (wanted.length > 0) {
    const rows = await reader.byIds(projectId, wanted);
    const next = new Set<string>();
    for (const id of wanted) {
      seen.add(id);
      const row = rows.get(id);
      if (row === undefined) {
        isComplete = false;
        continue;
      }
      const definition = cohortDefinition(row);
      cohorts.set(id, definition);
      for (const named of cohortsNamedIn(definition.filter)) if (!seen.has(named)) next.add(named);
    }
    wanted = [...next];
  }
  return { ...given, cohorts, proposals: isComplete ? [] : await reader.list(projectId) };
}
