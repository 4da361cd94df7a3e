import { allOf, anyOf, complement, type Predicate } from './predicate.js';

/** What every sort of filter has beside its own conditions. */
type Tree<Filter> =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter };

/** What a filter over units (users, or the groups of a key) says, told from a unit's hash alone. */
export interface HashTeller<Filter> {
  /** The filter as `and`, `or` or `not` of others; null if it is a condition. */
  readonly tree: (filter: Filter) => Tree<Filter> | null;
  /** The other way round. */
  readonly of: (tree: Tree<Filter>) => Filter;
  /** Whether the condition is about the unit's profile. */
  readonly isOfProfile: (condition: Filter) => boolean;
  /** What the filter says of a unit without profile, if that is the same for all of them; null if it is not. */
  readonly withoutProfile: (filter: Filter) => boolean | null;
  /** True of the hashes of units with a profile that satisfies the filter. */
  readonly hasProfileSuchThat: (filter: Filter) => Predicate;
  /** A condition that is not about the profile. */
  readonly condition: (condition: Filter) => Predicate;
}

/**
 * The filter as a condition on a hash. What concerns profiles becomes a set of hashes, read once and looked up for each
 * unit. A part that holds for a unit without profile (such as "plan is none of …") is looked up in the set of units for
 * which it does not hold, as units without profile are in no set.
 */
export function satisfiesByHash<Filter>(filter: Filter, teller: HashTeller<Filter>): Predicate {
  if (!readsProfile(filter, teller)) return withoutSets(filter, teller);
  const otherwise = teller.withoutProfile(filter);
  if (otherwise === false) return teller.hasProfileSuchThat(filter);
  if (otherwise === true) return complement(teller.hasProfileSuchThat(teller.of({ kind: 'not', filter })));
  const tree = teller.tree(filter);
  if (tree === null) return teller.condition(filter);
  if (tree.kind === 'not') return complement(satisfiesByHash(tree.filter, teller));
  const oneSet = tree.filters.filter((part) => readsProfile(part, teller) && teller.withoutProfile(part) !== null);
  const parts = tree.filters
    .filter((part) => !oneSet.includes(part))
    .map((part): Predicate => satisfiesByHash(part, teller));
  if (oneSet.length > 0) parts.unshift(satisfiesByHash(teller.of({ kind: tree.kind, filters: oneSet }), teller));
  return tree.kind === 'and' ? allOf(...parts) : anyOf(...parts);
}

function readsProfile<Filter>(filter: Filter, teller: HashTeller<Filter>): boolean {
  const tree = teller.tree(filter);
  if (tree === null) return teller.isOfProfile(filter);
  return tree.kind === 'not'
    ? readsProfile(tree.filter, teller)
    : tree.filters.some((one) => readsProfile(one, teller));
}

function withoutSets<Filter>(filter: Filter, teller: HashTeller<Filter>): Predicate {
  const tree = teller.tree(filter);
  if (tree === null) return teller.condition(filter);
  if (tree.kind === 'not') return complement(withoutSets(tree.filter, teller));
  const parts = tree.filters.map((part) => withoutSets(part, teller));
  return tree.kind === 'and' ? allOf(...parts) : anyOf(...parts);
}
