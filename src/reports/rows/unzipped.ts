import { as, call, col, num, select, subquery } from '../../warehouse/sql/builders.js';
import type { Expression, Select, Source } from '../../warehouse/sql/nodes.js';

/**
 * Lists that stand side by side, such as places and how many units are at each, as rows: one for each place in the lists.
 * @param groups the columns that are told of each row, and that rows of `from` are brought together by; lists are aggregates of these
 * @param lists equally long, each with the name of the column that its elements become
 */
export function unzipped(
  groups: { readonly by: readonly Expression[]; readonly from: Source },
  lists: ReadonlyArray<readonly [name: string, list: Expression]>,
): Select {
  const { by, from } = groups;
  const zipped = call('arrayJoin', call('arrayZip', ...lists.map(([, list]) => list)));
  const together = select({ columns: [...by, as(zipped, 'told')], from, groupBy: by });
  const elements = lists.map(([name], index) => as(call('tupleElement', col('told'), num(index + 1)), name));
  return select({ columns: [...by, ...elements], from: subquery(together) });
}
