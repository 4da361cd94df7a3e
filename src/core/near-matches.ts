/** Edit distance between two short names, capped: beyond `cap` the exact value does not matter. */
function distance(a: string, b: string, cap: number): number {
  if (Math.abs(a.length - b.length) > cap) return cap + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length] ?? cap + 1;
}

/**
 * Up to three of `known` that look like `name`, best first: same letters in another case, a few edits away, or one
 * containing the other. Unknown names in questions are answered with these instead of an empty result.
 */
export function nearMatches(name: string, known: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  const cap = Math.max(2, Math.floor(wanted.length / 3));
  const scored: Array<{ candidate: string; score: number }> = [];
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    const contained = wanted.length > 2 && (other.includes(wanted) || wanted.includes(other));
    const score = distance(wanted, other, cap);
    if (score <= cap || contained) scored.push({ candidate, score: contained ? Math.min(score, cap) : score });
  }
  scored.sort((a, b) => a.score - b.score || a.candidate.localeCompare(b.candidate));
  return scored.slice(0, 3).map(({ candidate }) => candidate);
}

/** The question that ends a refusal, with a space before it: which names may have been meant. Empty where none is near. */
export const didYouMean = (names: readonly string[]): string =>
  names.length === 0 ? '' : ` Did you mean ${names.map((name) => JSON.stringify(name)).join(' or ')}?`;
