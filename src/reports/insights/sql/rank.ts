import { as, call, col, eq, lambda, num, select, subquery, tuple } from '../../../warehouse/sql/builders.js';
import type { Select } from '../../../warehouse/sql/nodes.js';
import type { MetricQuestion } from '../bound.js';
import { segmentColumns } from './segmented-rows.js';
import { type PlainMeasure, seriesOf } from './series.js';

/** The row of the answer to {@link rankOf}. */
export interface RankRow {
  /** How many segments there are, as text. */
  readonly segments: string;
  /** The texts of the largest, largest first. */
  readonly largest: ReadonlyArray<readonly string[]>;
}

/** The segments by the figure of the whole range, largest first, equal ones by their texts: the first so many. */
export function rankOf(question: MetricQuestion, measure: PlainMeasure, count: number): Select {
  const segments = segmentColumns(question);
  const series = seriesOf({ ...question, isWhole: true, told: null }, measure, null);
  const value = call('ifNull', call('toFloat64', col('value')), num(Number.MIN_SAFE_INTEGER));
  const all = call('groupArray', tuple(call('negate', value), ...segments));
  const ranked = call('arraySort', all);
  const texts = segments.map((_, index) => call('tupleElement', col('one'), num(index + 2)));
  const largest = call(
    'arrayMap',
    lambda(['one'], call('array', ...texts)),
    call('arraySlice', ranked, num(1), num(count)),
  );
  return select({
    columns: [as(call('count'), 'segments'), as(largest, 'largest')],
    from: subquery(series),
    where: eq(col('of_all'), num(0)),
  });
}
