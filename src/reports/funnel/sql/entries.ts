import { call, col, eq, lambda, ne, num, param } from '../../../warehouse/sql/builders.js';
import type { Expression } from '../../../warehouse/sql/nodes.js';
import type { BoundFunnel } from '../bound.js';

/**
 * Which of a unit's possible entries begin an attempt, as 1 and 0: in UNIQUES the first, or the first of each interval.
 * @param times when they happened, in order
 */
export function entryMarks(times: Expression, { counting, isWhole, intervals }: BoundFunnel): Expression {
  if (counting === 'TOTALS') return call('arrayMap', lambda(['c'], num(1)), times);
  if (isWhole) return call('arrayMap', lambda(['i'], eq(col('i'), num(1))), call('arrayEnumerate', times));
  const starts = param(
    intervals.map(({ from }) => from),
    'Array(Int64)',
  );
  const places = call('arrayMap', lambda(['c'], call('roundDown', col('c'), starts)), times);
  const before = call('arrayPushFront', call('arrayPopBack', places), call('toInt64', num(-1)));
  return call('arrayMap', lambda(['p', 'q'], ne(col('p'), col('q'))), places, before);
}

/** Those elements of an array whose mark is not 0. */
export const marked = (elements: Expression, marks: Expression): Expression =>
  call('arrayFilter', lambda(['c', 'm'], ne(col('m'), num(0))), elements, marks);
