import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { GraphqlContext } from '../../context.js';
import { GroupInsightsInput, UserInsightsInput } from '../../inputs/reports/insights.js';
import { toGroupInsights, toUserInsights } from '../../inputs/reports/to-insights.js';
import { GroupAnalysisNode, UserAnalysisNode } from '../../types/reports/analysis.js';
import { InsightsReportNode } from '../../types/reports/insights.js';
import { insightsNode } from '../../types/reports/insights-node.js';
import { reportCost } from '../pages.js';

const keyArg = {
  description: 'The group key: its name or its `dataGroupId`. Unknown: GROUP_KEY_UNKNOWN, with near matches.',
};
const questionArg = { description: 'The question.' };
const errors =
  'Errors, each with the path: BAD_INPUT; GROUP_KEY_UNKNOWN, NOT_FOUND and COHORT_WRONG_UNIT for names in it; QUERY_TIMEOUT and QUERY_MEMORY for questions that are too large.';
const insightsMeaning = `Numbers over time: events, units, figures of properties; by segments, compared, combined. ${errors}`;

@Resolver(() => UserAnalysisNode)
export class UserAnalysisResolver {
  @Query(() => UserAnalysisNode, { description: 'Reports on users.' })
  analyzeUsers(): UserAnalysisNode {
    return new UserAnalysisNode();
  }

  @FieldResolver(() => InsightsReportNode, { complexity: reportCost, description: insightsMeaning })
  async insights(
    @Root() subject: UserAnalysisNode,
    @Arg('question', () => UserInsightsInput, questionArg) question: UserInsightsInput,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<InsightsReportNode> {
    const asked = toUserInsights(question, ['question']);
    return insightsNode(await services.reports.insights.answer(request, subject, asked));
  }
}

@Resolver(() => GroupAnalysisNode)
export class GroupAnalysisResolver {
  @Query(() => GroupAnalysisNode, { description: 'Reports on the groups of one key. Error: GROUP_KEY_UNKNOWN.' })
  async analyzeGroups(
    @Arg('key', () => String, keyArg) key: string,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<GroupAnalysisNode> {
    return new GroupAnalysisNode(await loaders.groupKey(key));
  }

  @FieldResolver(() => InsightsReportNode, { complexity: reportCost, description: insightsMeaning })
  async insights(
    @Root() subject: GroupAnalysisNode,
    @Arg('question', () => GroupInsightsInput, questionArg) question: GroupInsightsInput,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<InsightsReportNode> {
    const asked = toGroupInsights(question, ['question']);
    return insightsNode(await services.reports.insights.answer(request, subject, asked));
  }
}
