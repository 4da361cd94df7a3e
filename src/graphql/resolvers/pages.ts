import type { Order, Page } from '../../cohorts/cohorts.js';
import { limits } from '../../core/limits.js';
import type { OrderDirection } from '../inputs/order.js';
import type { Connection } from '../types/connections.js';

/** Descriptions and defaults of the arguments every connection has. */
export const firstArg = {
  defaultValue: 50,
  description: `How many on this page, 1 to ${limits.pageSize.toLocaleString('en-US')}. Default: 50. Else BAD_INPUT.`,
};
export const afterArg = {
  nullable: true,
  description:
    'A cursor: the page starts after its item. Left out: from the start. CURSOR_INVALID if made for another question or order.',
};

/** The order asked for; by id, smallest first, where none is given. */
export function orderOf(
  input: { readonly property?: string | null; readonly direction: OrderDirection } | null | undefined,
): Order {
  const direction = input?.direction ?? 'ASC';
  const name = input?.property ?? null;
  return name === null ? { kind: 'id', direction } : { kind: 'property', name, direction };
}

/**
 * A page as a Relay connection.
 *
 * @param after the cursor it was asked for with.
 * @param count counts the whole list; called only if `totalCount` is asked for.
 */
export function toConnection<Ref, Node>(
  page: Page<Ref>,
  after: string | null | undefined,
  toNode: (ref: Ref) => Node,
  count: () => Promise<number>,
): Connection<Node> {
  const edges = page.items.map(({ node, cursor }) => ({ node: toNode(node), cursor }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: typeof after === 'string',
      startCursor: edges[0]?.cursor ?? null,
      endCursor: page.endCursor,
    },
    totalCount: count,
  };
}

interface CostArgs {
  readonly args: Readonly<Record<string, unknown>>;
  readonly childComplexity: number;
}

/** What a question to the warehouse counts for beside the fields of its answer. */
export const questionCost = 50;

/** What a report counts for: some questions, and its answer, whose size its question bounds. */
export const reportCost = ({ childComplexity }: CostArgs): number => 10 * questionCost + childComplexity;

/** The cost of a page: the question, and its fields once for each item it may hold. */
export const pageCost = ({ args, childComplexity }: CostArgs): number =>
  questionCost + Math.max(1, Number(args.first ?? firstArg.defaultValue)) * childComplexity;

/** The cost of a list inside an item: few belong to many groups, so the bound is not what is counted. */
export const innerListCost = ({ args, childComplexity }: CostArgs): number =>
  1 + Math.min(5, Math.max(1, Number(args.first ?? 5))) * childComplexity;
