import { as, asc, call, col, desc, eq, lambda, num, select, subquery, tuple } from '../../warehouse/sql/builders.js';
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

/** Segments by size. */
export interface Ranking {
  /** With a column `of_all`, 0 for rows of one segment. */
  readonly figures: Select;
  /** The column by which segments are larger or smaller. */
  readonly size: Expression;
  readonly segments: readonly Expression[];
}

/** The largest so many segments as one row; equal ones by their texts. */
export function largestOf({ figures, size, segments }: Ranking, count: number): Select {
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

/** The largest so many segments as rows of their parts: the same ones as {@link largestOf}. */
export function largestRows({ figures, size, segments }: Ranking, count: number): Select {
  const value = call('ifNull', call('toFloat64', size), num(Number.MIN_SAFE_INTEGER));
  return select({
    columns: segments,
    from: subquery(figures),
    where: eq(col('of_all'), num(0)),
    orderBy: [desc(value), ...segments.map(asc)],
    limit: count,
  });
}
