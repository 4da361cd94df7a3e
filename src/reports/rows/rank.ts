import { as, call, col, eq, lambda, num, select, subquery, tuple } from '../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../warehouse/sql/nodes.js';

/** The row of the answer to {@link largestOf}. */
export interface RankRow {
  /** How many segments there are, as text. */
  readonly segments: string;
  /** The texts of the largest, largest first. */
  readonly largest: ReadonlyArray<readonly string[]>;
}

/** Rows of one answer; with more segments than that, the largest are found by the engine. */
export const mostRows = 20_000;

/**
 * Of the figures of segments (with a column `of_all`, 0 for those of one segment) the largest so many, equal ones by their
 * texts.
 */
export function largestOf(figures: Select, size: Expression, segments: readonly Expression[], count: number): Select {
  const value = call('ifNull', call('toFloat64', size), num(Number.MIN_SAFE_INTEGER));
  const all = call('groupArray', tuple(call('negate', value), ...segments));
  const texts = segments.map((_, index) => call('tupleElement', col('one'), num(index + 2)));
  const largest = call(
    'arrayMap',
    lambda(['one'], call('array', ...texts)),
    call('arraySlice', call('arraySort', all), num(1), num(count)),
  );
  return select({
    columns: [as(call('count'), 'segments'), as(largest, 'largest')],
    from: subquery(figures),
    where: eq(col('of_all'), num(0)),
  });
}
