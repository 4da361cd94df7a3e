import { Arg, Int, Resolver, Root, Subscription } from 'type-graphql';
import { limits } from '../../../core/limits.js';
import type { FeedOf } from '../../../reports/live/feed.js';
import type { LiveEventBatch } from '../../../reports/live/live.js';
import type { ReportSubject } from '../../../reports/subject.js';
import type { GraphqlContext } from '../../context.js';
import { type AskedFeed, askedFeed, askedNames, LiveEventsWhereInput } from '../../inputs/live/live-events.js';
import { GroupInsightsInput, UserInsightsInput } from '../../inputs/reports/insights.js';
import { toGroupInsights, toUserInsights } from '../../inputs/reports/to-insights.js';
import { LiveEventBatchNode } from '../../types/live/live.js';
import { InsightsReportNode } from '../../types/reports/insights.js';
import { questionCost, reportCost } from '../pages.js';
import { insightsReport } from '../reports/answers.js';

/** What a subscription is begun with: its arguments as GraphQL has coerced them. */
interface Begun<Args> {
  readonly args: Args;
  readonly context: GraphqlContext;
}

interface LiveInsights<Question> {
  readonly question: Question;
  readonly everyMs: number;
}

const whereArg = { nullable: true, description: 'Which events. Left out: all of the project.' };
const keyArg = {
  description: 'The group key: its name or its `dataGroupId`. Unknown: GROUP_KEY_UNKNOWN, with near matches.',
};
const questionArg = { description: 'The question; relative ranges move on with the time.' };
const { from, to } = limits.liveEveryMs;
const everyMsArg = {
  defaultValue: 2_000,
  description: `Least time between two answers, ${from} to ${to} milliseconds. Default: 2,000. Else BAD_INPUT.`,
};
const refreshed =
  'The answer at once, and again after new events of the project were stored; nothing while nothing arrives. An error ends the subscription.';
const path = ['question'];

async function feedOf(asked: AskedFeed, { loaders }: GraphqlContext): Promise<FeedOf> {
  if (asked.kind !== 'group') return asked;
  const { id } = await loaders.groupKey(asked.key, ['where', 'key']);
  return { kind: 'group', groupKeyId: id, groupId: asked.groupId };
}

async function subscribeToEvents({ args, context }: Begun<{ readonly where?: LiveEventsWhereInput | null }>) {
  const names = askedNames(args.where, ['where']);
  const of = await feedOf(askedFeed(args.where, ['where']), context);
  return context.services.live.events(context.request, { of, names });
}

function subscribeToUsers({ args, context }: Begun<LiveInsights<UserInsightsInput>>) {
  const subject: ReportSubject = { unit: 'USERS' };
  const question = toUserInsights(args.question, path);
  return context.services.live.answers(context.request, args.everyMs, () =>
    insightsReport(context, subject, { report: 'insights', question }),
  );
}

async function subscribeToGroups({
  args,
  context,
}: Begun<LiveInsights<GroupInsightsInput> & { readonly key: string }>) {
  const question = toGroupInsights(args.question, path);
  const subject: ReportSubject = { unit: 'GROUPS', groupKey: await context.loaders.groupKey(args.key, ['key']) };
  return context.services.live.answers(context.request, args.everyMs, () =>
    insightsReport(context, subject, { report: 'insights', question }),
  );
}

/** Each message is what the subscription has found; the arguments have done their part when it began. */
@Resolver()
export class LiveResolver {
  @Subscription(() => LiveEventBatchNode, {
    subscribe: subscribeToEvents,
    complexity: ({ childComplexity }) => questionCost + limits.liveEvents * childComplexity,
    description:
      'New events as they are stored, some at a time. The first message comes at once and is empty: whatever is stored after it is told. ' +
      'Errors: GROUP_KEY_UNKNOWN; BAD_INPUT.',
  })
  liveEvents(
    @Root() batch: LiveEventBatch,
    @Arg('where', () => LiveEventsWhereInput, whereArg) _where: LiveEventsWhereInput | null | undefined,
  ): LiveEventBatchNode {
    return batch;
  }

  @Subscription(() => InsightsReportNode, {
    subscribe: subscribeToUsers,
    complexity: reportCost,
    description: `Insights about users, kept up to date. ${refreshed}`,
  })
  liveUserInsights(
    @Root() report: InsightsReportNode,
    @Arg('question', () => UserInsightsInput, questionArg) _question: UserInsightsInput,
    @Arg('everyMs', () => Int, everyMsArg) _everyMs: number,
  ): InsightsReportNode {
    return report;
  }

  @Subscription(() => InsightsReportNode, {
    subscribe: subscribeToGroups,
    complexity: reportCost,
    description: `Insights about the groups of a key, kept up to date. ${refreshed} Error: GROUP_KEY_UNKNOWN.`,
  })
  liveGroupInsights(
    @Root() report: InsightsReportNode,
    @Arg('key', () => String, keyArg) _key: string,
    @Arg('question', () => GroupInsightsInput, questionArg) _question: GroupInsightsInput,
    @Arg('everyMs', () => Int, everyMsArg) _everyMs: number,
  ): InsightsReportNode {
    return report;
  }
}
