/** The saved cohorts named anywhere in a filter, or in a question that holds filters, each once. Any depth of nesting. */
export function cohortsNamedIn(question: object): Set<string> {
  const named = new Set<string>();
  const open: object[] = [question];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    // One mark for all of them: whatever plain data names a cohort has this kind, see CohortReference.
    if ('kind' in next && next.kind === 'cohort' && 'cohortId' in next && typeof next.cohortId === 'string') {
      named.add(next.cohortId);
    }
    for (const part of Object.values(next)) if (typeof part === 'object' && part !== null) open.push(part);
  }
  return named;
}
