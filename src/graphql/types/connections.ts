import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { GroupNode } from './group.js';
import { ActivityEventNode } from './reports/activity.js';
import { ExplainedNode } from './reports/common.js';
import { CompanyNode } from './reports/company.js';
import { CountedUserNode } from './reports/report.js';
import { UserNode } from './user.js';

@ObjectType('PageInfo', {
  description: 'Where a page stands in its list, as the Relay cursor connections specification has it.',
  simpleResolvers: true,
})
export class PageInfoNode {
  @Field(() => Boolean, { description: 'True if there is more after this page; ask for it with `after: endCursor`.' })
  hasNextPage: boolean;

  @Field(() => Boolean, {
    description: 'True if the page was asked for with `after`, so that there are items before it.',
  })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item; null on an empty page.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last item; null on an empty page.' })
  endCursor: string | null;
}

export interface Edge<Node> {
  readonly node: Node;
  readonly cursor: string;
}

/** A page as the resolvers hand it over; `totalCount` is a function because GraphQL calls it only when asked for. */
export interface Connection<Node> {
  readonly edges: ReadonlyArray<Edge<Node>>;
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfoNode;
  readonly totalCount: () => Promise<number>;
}

/** A page that tells how it was found; see {@link ExplainedNode}. */
export type ExplainedConnection<Node> = Connection<Node> & ExplainedNode;

const cursorMeaning =
  'An opaque mark of the item’s place in this order. It stays good while items come and go, for the same question and order; otherwise CURSOR_INVALID.';

/**
 * Makes the edge and connection types of one node type, `UserEdge` and `UserConnection` for instance.
 * @param isExplained whether its pages tell how they were found: {@link ExplainedConnection}
 */
function connectionOf<Node extends object>(
  NodeClass: ClassType<Node>,
  name: string,
  what: string,
  { isExplained = false }: { readonly isExplained?: boolean } = {},
) {
  @ObjectType(`${name}Edge`, { description: `One of the ${what} of a page, with its cursor.`, simpleResolvers: true })
  class EdgeNode implements Edge<Node> {
    @Field(() => NodeClass, { description: `One of the ${what}.` })
    readonly node: Node;

    @Field(() => String, { description: cursorMeaning })
    readonly cursor: string;
  }

  @ObjectType(`${name}Connection`, {
    description: `A page of ${what}, as the Relay cursor connections specification has it.`,
    simpleResolvers: true,
    ...(isExplained ? { implements: ExplainedNode } : {}),
  })
  class ConnectionNode implements Connection<Node> {
    @Field(() => [EdgeNode], { description: `The ${what} of this page with their cursors, in order.` })
    readonly edges: ReadonlyArray<Edge<Node>>;

    @Field(() => [NodeClass], { description: `The ${what} of this page, in order: \`edges\` without the cursors.` })
    readonly nodes: readonly Node[];

    @Field(() => PageInfoNode, { description: 'Where the page stands in the list.' })
    readonly pageInfo: PageInfoNode;

    @Field(() => Int, {
      complexity: 50,
      description: `How many ${what} there are in all, on every page of the list; exact. Costs a question of its own.`,
    })
    readonly totalCount: () => Promise<number>;
  }

  return ConnectionNode;
}

export const UserConnectionNode = connectionOf(UserNode, 'User', 'users');
export const GroupConnectionNode = connectionOf(GroupNode, 'Group', 'groups');
export const ActivityEventConnectionNode = connectionOf(ActivityEventNode, 'ActivityEvent', 'events', {
  isExplained: true,
});
export const CompanyConnectionNode = connectionOf(CompanyNode, 'Company', 'companies', { isExplained: true });
export const CountedUserConnectionNode = connectionOf(CountedUserNode, 'CountedUser', 'users');
