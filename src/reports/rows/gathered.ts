import { call, col } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';

/**
 * An array of rows that satisfy a condition, as tuples of columns, or, of one column, its values. Each column is gathered by itself:
 * the engine gathers numbers and texts much faster than tuples of them, and keeps all columns of a group in the same order.
 */
export function gatheredIf(columns: readonly string[], condition: Expression): Expression {
  const arrays = columns.map((name) => call('groupArrayIf', col(name), condition));
  const [only] = arrays;
  return only !== undefined && arrays.length === 1 ? only : call('arrayZip', ...arrays);
}
