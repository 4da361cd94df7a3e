import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { GraphqlContext } from '../../context.js';
import { groupDialect, userDialect } from '../../inputs/reports/dialect.js';
import { GroupFlowsInput, UserFlowsInput } from '../../inputs/reports/flows.js';
import { GroupFrequencyInput, UserFrequencyInput } from '../../inputs/reports/frequency.js';
import { GroupFunnelInput, UserFunnelInput } from '../../inputs/reports/funnel.js';
import { GroupInsightsInput, UserInsightsInput } from '../../inputs/reports/insights.js';
import { GroupLifecycleInput, UserLifecycleInput } from '../../inputs/reports/lifecycle.js';
import { GroupRetentionInput, UserRetentionInput } from '../../inputs/reports/retention.js';
import { toGroupInsights, toUserInsights } from '../../inputs/reports/to-insights.js';
import { toFlows, toFrequency, toFunnel, toLifecycle, toRetention } from '../../inputs/reports/to-questions.js';
import { GroupAnalysisNode, UserAnalysisNode } from '../../types/reports/analysis.js';
import { FlowsReportNode } from '../../types/reports/flows.js';
import { FrequencyReportNode } from '../../types/reports/frequency.js';
import { FunnelReportNode } from '../../types/reports/funnel.js';
import { InsightsReportNode } from '../../types/reports/insights.js';
import { LifecycleReportNode } from '../../types/reports/lifecycle.js';
import { RetentionReportNode } from '../../types/reports/retention.js';
import { reportCost } from '../pages.js';
import {
  flowsReport,
  frequencyReport,
  funnelReport,
  insightsReport,
  lifecycleReport,
  retentionReport,
} from './answers.js';

const keyArg = {
  description: 'The group key: its name or its `dataGroupId`. Unknown: GROUP_KEY_UNKNOWN, with near matches.',
};
const questionArg = { description: 'The question.' };
const path = ['question'];
const errors =
  'Errors, each with the path: BAD_INPUT; GROUP_KEY_UNKNOWN, NOT_FOUND and COHORT_WRONG_UNIT for names in it; QUERY_TIMEOUT, QUERY_MEMORY and QUERY_TOO_LARGE for questions that are too large.';

const report = (meaning: string) => ({
  // One question that cannot be answered must not take the answers to others away.
  nullable: true,
  complexity: reportCost,
  description: `${meaning} Null where it cannot be answered; other reports of the request are. ${errors}`,
});
const insights = report('Numbers over time: events, units, figures of properties; by segments, compared, combined.');
const funnel = report('How many go how far through steps, and how long it takes them.');
const retention = report('How many come back, by the time since they began.');
const frequency = report('On how many hours or days units are active.');
const lifecycle = report('How many are new, retained, resurrected or dormant from interval to interval.');
const flows = report('What happens before and after something: steps, links between them, and whole paths.');

@Resolver(() => UserAnalysisNode)
export class UserAnalysisResolver {
  @Query(() => UserAnalysisNode, { description: 'Reports on users.' })
  analyzeUsers(): UserAnalysisNode {
    return new UserAnalysisNode();
  }

  @FieldResolver(() => InsightsReportNode, insights)
  insights(
    @Root() subject: UserAnalysisNode,
    @Arg('question', () => UserInsightsInput, questionArg) question: UserInsightsInput,
    @Ctx() context: GraphqlContext,
  ): Promise<InsightsReportNode> {
    return insightsReport(context, subject, { report: 'insights', question: toUserInsights(question, path) });
  }

  @FieldResolver(() => FunnelReportNode, funnel)
  funnel(
    @Root() subject: UserAnalysisNode,
    @Arg('question', () => UserFunnelInput, questionArg) question: UserFunnelInput,
    @Ctx() context: GraphqlContext,
  ): Promise<FunnelReportNode> {
    return funnelReport(context, subject, { report: 'funnel', question: toFunnel(question, userDialect, path) });
  }

  @FieldResolver(() => RetentionReportNode, retention)
  retention(
    @Root() subject: UserAnalysisNode,
    @Arg('question', () => UserRetentionInput, questionArg) question: UserRetentionInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RetentionReportNode> {
    const asked = toRetention(question, userDialect, path);
    return retentionReport(context, subject, { report: 'retention', question: asked });
  }

  @FieldResolver(() => FrequencyReportNode, frequency)
  frequency(
    @Root() subject: UserAnalysisNode,
    @Arg('question', () => UserFrequencyInput, questionArg) question: UserFrequencyInput,
    @Ctx() context: GraphqlContext,
  ): Promise<FrequencyReportNode> {
    const asked = toFrequency(question, userDialect, path);
    return frequencyReport(context, subject, { report: 'frequency', question: asked });
  }

  @FieldResolver(() => LifecycleReportNode, lifecycle)
  lifecycle(
    @Root() subject: UserAnalysisNode,
    @Arg('question', () => UserLifecycleInput, questionArg) question: UserLifecycleInput,
    @Ctx() context: GraphqlContext,
  ): Promise<LifecycleReportNode> {
    const asked = toLifecycle(question, userDialect, path);
    return lifecycleReport(context, subject, { report: 'lifecycle', question: asked });
  }

  @FieldResolver(() => FlowsReportNode, flows)
  flows(
    @Root() subject: UserAnalysisNode,
    @Arg('question', () => UserFlowsInput, questionArg) question: UserFlowsInput,
    @Ctx() context: GraphqlContext,
  ): Promise<FlowsReportNode> {
    return flowsReport(context, subject, { report: 'flows', question: toFlows(question, userDialect, path) });
  }
}

@Resolver(() => GroupAnalysisNode)
export class GroupAnalysisResolver {
  @Query(() => GroupAnalysisNode, { description: 'Reports on the groups of one key. Error: GROUP_KEY_UNKNOWN.' })
  async analyzeGroups(
    @Arg('key', () => String, keyArg) key: string,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<GroupAnalysisNode> {
    return new GroupAnalysisNode(await loaders.groupKey(key, ['key']));
  }

  @FieldResolver(() => InsightsReportNode, insights)
  insights(
    @Root() subject: GroupAnalysisNode,
    @Arg('question', () => GroupInsightsInput, questionArg) question: GroupInsightsInput,
    @Ctx() context: GraphqlContext,
  ): Promise<InsightsReportNode> {
    return insightsReport(context, subject, { report: 'insights', question: toGroupInsights(question, path) });
  }

  @FieldResolver(() => FunnelReportNode, funnel)
  funnel(
    @Root() subject: GroupAnalysisNode,
    @Arg('question', () => GroupFunnelInput, questionArg) question: GroupFunnelInput,
    @Ctx() context: GraphqlContext,
  ): Promise<FunnelReportNode> {
    return funnelReport(context, subject, { report: 'funnel', question: toFunnel(question, groupDialect, path) });
  }

  @FieldResolver(() => RetentionReportNode, retention)
  retention(
    @Root() subject: GroupAnalysisNode,
    @Arg('question', () => GroupRetentionInput, questionArg) question: GroupRetentionInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RetentionReportNode> {
    const asked = toRetention(question, groupDialect, path);
    return retentionReport(context, subject, { report: 'retention', question: asked });
  }

  @FieldResolver(() => FrequencyReportNode, frequency)
  frequency(
    @Root() subject: GroupAnalysisNode,
    @Arg('question', () => GroupFrequencyInput, questionArg) question: GroupFrequencyInput,
    @Ctx() context: GraphqlContext,
  ): Promise<FrequencyReportNode> {
    const asked = toFrequency(question, groupDialect, path);
    return frequencyReport(context, subject, { report: 'frequency', question: asked });
  }

  @FieldResolver(() => LifecycleReportNode, lifecycle)
  lifecycle(
    @Root() subject: GroupAnalysisNode,
    @Arg('question', () => GroupLifecycleInput, questionArg) question: GroupLifecycleInput,
    @Ctx() context: GraphqlContext,
  ): Promise<LifecycleReportNode> {
    const asked = toLifecycle(question, groupDialect, path);
    return lifecycleReport(context, subject, { report: 'lifecycle', question: asked });
  }

  @FieldResolver(() => FlowsReportNode, flows)
  flows(
    @Root() subject: GroupAnalysisNode,
    @Arg('question', () => GroupFlowsInput, questionArg) question: GroupFlowsInput,
    @Ctx() context: GraphqlContext,
  ): Promise<FlowsReportNode> {
    return flowsReport(context, subject, { report: 'flows', question: toFlows(question, groupDialect, path) });
  }
}
