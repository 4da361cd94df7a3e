import { limits } from '../core/limits.js';
import { badInput } from './bind-checks.js';

/** One page of a list, in the sense of Relay connections. */
export interface Page<Item> {
  /** In order, each with its cursor. */
  readonly items: ReadonlyArray<{ readonly node: Item; readonly cursor: string }>;
  readonly hasNextPage: boolean;
  /** The last item's cursor; null on an empty page. */
  readonly endCursor: string | null;
}

/**
 * The size of a page, checked.
 * @throws MusterError BAD_INPUT
 */
export function checkPageSize(first: number): number {
  if (Number.isInteger(first) && first >= 1 && first <= limits.pageSize) return first;
  throw badInput(`A page has 1 to ${limits.pageSize.toLocaleString('en-US')} items.`, ['first']);
}

/** Further than any list goes. */
const farthest = 1_000_000_000;

/**
 * How many items to leave out, checked.
 * @throws MusterError BAD_INPUT
 */
export function checkSkip(skip: number): number {
  if (Number.isInteger(skip) && skip >= 0 && skip <= farthest) return skip;
  throw badInput('There is no page with this number.', ['page']);
}

/** Makes a page of one row more than asked for, which tells whether there is another page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  first: number,
  node: (row: Row) => Item,
  cursor: (row: Row) => string,
): Page<Item> {
  const items = rows.slice(0, first).map((row) => ({ node: node(row), cursor: cursor(row) }));
  return { items, hasNextPage: rows.length > first, endCursor: items.at(-1)?.cursor ?? null };
}
