import { wellFormed } from '../../core/property-values.js';

/**
 * The event names anywhere in a question, each once: of what it counts and hides, and of what filters in it ask whether
 * somebody did. Any depth of nesting. What saved cohorts name is not in the question.
 */
export function eventsNamedIn(question: object): Set<string> {
  const named = new Set<string>();
  const open: object[] = [question];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const name of namesIn(next)) named.add(wellFormed(name));
    for (const part of Object.values(next)) if (typeof part === 'object' && part !== null) open.push(part);
  }
  return named;
}

/** Plain data that names events is an EventChoice with `names`, a DidFilter, or flows with the names they hide. */
function namesIn(part: object): readonly string[] {
  if ('names' in part) return textsOf(part.names);
  if ('hidden' in part) return textsOf(part.hidden);
  if ('kind' in part && part.kind === 'did' && 'event' in part && typeof part.event === 'string') return [part.event];
  return [];
}

const textsOf = (list: unknown): readonly string[] =>
  Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [];
