import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { authorize } from '../../../projects/permissions.js';
import type { GraphqlContext } from '../../context.js';
import { AskedStatementNode, explainMeaning } from '../../types/reports/common.js';
import { InsightsReportNode } from '../../types/reports/insights.js';

@Resolver(() => InsightsReportNode)
export class InsightsReportResolver {
  @FieldResolver(() => [AskedStatementNode], { description: explainMeaning })
  explain(@Root() { inquiry }: InsightsReportNode, @Ctx() { request }: GraphqlContext): AskedStatementNode[] {
    authorize(request.actor, 'EXPLAIN');
    return [...inquiry.statements];
  }
}
