import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { authorize } from '../../../projects/permissions.js';
import type { ReportSubject } from '../../../reports/subject.js';
import type { GraphqlContext } from '../../context.js';
import { GroupOrderInput } from '../../inputs/order.js';
import { type Connection, CountedUserConnectionNode, GroupConnectionNode } from '../../types/connections.js';
import type { GroupNode } from '../../types/group.js';
import { GroupKeyNode } from '../../types/group-key.js';
import { AskedStatementNode, ExplainedNode } from '../../types/reports/common.js';
import { type CountedUserNode, filterBehind, ReportNode, UnitsBehindNode } from '../../types/reports/report.js';
import { groupsConnection, usersConnection } from '../page-questions.js';
import { afterArg, firstArg, pageCost, questionCost } from '../pages.js';

/** A subject as figures name it. */
const named = (subject: ReportSubject) =>
  subject.unit === 'USERS'
    ? { unit: 'USERS' as const }
    : { unit: 'GROUPS' as const, groupKey: subject.groupKey.dataGroupId };

@Resolver(() => ExplainedNode)
export class ExplainedResolver {
  @FieldResolver(() => [AskedStatementNode], {
    description:
      'How this was answered: every statement with its values, in the order in which they ended. Needs EXPLAIN, which OWNER and ADMIN have; else FORBIDDEN.',
  })
  explain(@Root() { inquiry }: ExplainedNode, @Ctx() { request }: GraphqlContext): AskedStatementNode[] {
    authorize(request.actor, 'EXPLAIN');
    return [...inquiry.statements];
  }
}

@Resolver(() => ReportNode)
export class ReportResolver {
  @FieldResolver(() => UnitsBehindNode, {
    complexity: ({ childComplexity }) => questionCost + childComplexity,
    description:
      'Who is behind a figure of this report, as it would be answered now. Errors: BAD_INPUT if the report has no such figure, or nobody is behind it, such as a formula.',
  })
  async behind(
    @Root() { subject, asked }: ReportNode,
    @Arg('id', () => ID, { description: 'The `id` of a figure of this report.' }) id: string,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<UnitsBehindNode> {
    const figure = { subject: named(subject), ...asked, point: id };
    return { figure, groupKey: await services.reports.countedBy(request, figure) };
  }
}

const orderArg = { nullable: true, description: 'The order. Left out: by group id, smallest first.' };

@Resolver(() => UnitsBehindNode)
export class UnitsBehindResolver {
  @FieldResolver(() => Int, { complexity: questionCost, description: 'How many there are; exact.' })
  size(@Root() { figure, groupKey }: UnitsBehindNode, @Ctx() { services, request }: GraphqlContext): Promise<number> {
    const where = filterBehind(figure);
    if (groupKey === null) return services.cohorts.usersCount(request, where);
    return services.cohorts.groupsCount(request, groupKey, { where, search: null });
  }

  @FieldResolver(() => GroupKeyNode, { nullable: true, description: 'Whose groups they are; null if they are users.' })
  key(@Root() { groupKey }: UnitsBehindNode): GroupKeyNode | null {
    return groupKey;
  }

  @FieldResolver(() => CountedUserConnectionNode, {
    nullable: true,
    complexity: pageCost,
    description: 'The users by distinct id, a page at a time; null if they are groups.',
  })
  async users(
    @Root() { figure, groupKey }: UnitsBehindNode,
    @Arg('first', () => Int, firstArg) first: number,
    @Arg('after', () => String, afterArg) after: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<CountedUserNode> | null> {
    if (groupKey !== null) return null;
    return usersConnection(context, filterBehind(figure), { first, after, orderBy: null });
  }

  @FieldResolver(() => GroupConnectionNode, {
    nullable: true,
    complexity: pageCost,
    description: 'The groups, a page at a time; null if they are users.',
  })
  async groups(
    @Root() { figure, groupKey }: UnitsBehindNode,
    @Arg('first', () => Int, firstArg) first: number,
    @Arg('after', () => String, afterArg) after: string | null | undefined,
    @Arg('orderBy', () => GroupOrderInput, orderArg) orderBy: GroupOrderInput | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<GroupNode> | null> {
    if (groupKey === null) return null;
    return groupsConnection(
      context,
      groupKey,
      { where: filterBehind(figure), search: null },
      { first, after, orderBy },
    );
  }
}
