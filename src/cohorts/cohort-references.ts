import type { GroupFilter, UserFilter } from './filter.js';

/** The saved cohorts a filter names itself, each once. Works on any depth of nesting. */
export function cohortsNamedIn(filter: UserFilter | GroupFilter): Set<string> {
  const named = new Set<string>();
  const open: Array<UserFilter | GroupFilter> = [filter];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'cohort') named.add(next.cohortId);
    else if (next.kind === 'not') open.push(next.filter);
    else if (next.kind === 'and' || next.kind === 'or') for (const part of next.filters) open.push(part);
    else if (next.kind === 'someGroup') open.push(next.where);
  }
  return named;
}
