import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { FeedEvent, FeedQuestion, FeedSubject } from '../../../reports/feed/feed.js';
import type { GraphqlContext } from '../../context.js';
import { GroupEventChoiceInput, UserEventChoiceInput } from '../../inputs/reports/event-filters.js';
import { ReportRangeInput, toRange } from '../../inputs/reports/range.js';
import { toGroupChoice, toUserChoice } from '../../inputs/reports/to-event-filter.js';
import { ActivityEventConnectionNode, type ExplainedConnection } from '../../types/connections.js';
import { GroupNode } from '../../types/group.js';
import type { ActivityEventNode } from '../../types/reports/activity.js';
import { UserNode } from '../../types/user.js';
import { afterArg, firstArg, pageCost, toConnection } from '../pages.js';

const meaning =
  'newest first. A cursor names an event, so that what is stored meanwhile does not shift the pages after it.';
const eventArg = { nullable: true, description: 'Which events. Left out: all.' };
const rangeArg = { nullable: true, description: 'Of which time. Left out: of all.' };
const everything = { names: null, where: null };

async function feed(
  { services, request, loaders }: GraphqlContext,
  subject: FeedSubject,
  question: FeedQuestion,
  { first, after }: { readonly first: number; readonly after: string | null | undefined },
): Promise<ExplainedConnection<ActivityEventNode>> {
  const asked = await services.reports.feed.page(request, subject, question, { first, after: after ?? null });
  const { answer: page, inquiry } = asked;
  const keys = new Map((await loaders.groupKeys()).map((key) => [key.id, key]));
  const ids = page.items.map(({ node }) => node.distinctId);
  const users = await services.identity.canonicalIds(request.project.id, ids);
  const toNode = (event: FeedEvent): ActivityEventNode => ({
    id: event.id,
    name: event.name,
    time: event.time,
    distinctId: users.get(event.distinctId) ?? event.distinctId,
    groups: event.groups.flatMap(({ groupKeyId, groupId }) => {
      const groupKey = keys.get(groupKeyId);
      return groupKey === undefined ? [] : [{ groupKey, id: groupId }];
    }),
    properties: Object.fromEntries(Object.entries(event.properties).map(([name, json]) => [name, JSON.parse(json)])),
  });
  const count = () => services.reports.feed.count(request, subject, question);
  return { ...toConnection(page, after, toNode, count), inquiry };
}

@Resolver(() => UserNode)
export class UserActivityResolver {
  @FieldResolver(() => ActivityEventConnectionNode, {
    complexity: pageCost,
    description: `What the user did, linked devices included, ${meaning}`,
  })
  activity(
    @Root() { distinctId }: UserNode,
    @Arg('events', () => UserEventChoiceInput, eventArg) events: UserEventChoiceInput | null | undefined,
    @Arg('range', () => ReportRangeInput, rangeArg) range: ReportRangeInput | null | undefined,
    @Arg('first', () => Int, firstArg) first: number,
    @Arg('after', () => String, afterArg) after: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ExplainedConnection<ActivityEventNode>> {
    const question = {
      event: events ? toUserChoice(events, ['events']) : everything,
      range: range ? toRange(range, ['range']) : null,
    };
    return feed(context, { unit: 'USERS', distinctId }, question, { first, after });
  }
}

@Resolver(() => GroupNode)
export class GroupActivityResolver {
  @FieldResolver(() => ActivityEventConnectionNode, {
    complexity: pageCost,
    description: `The events that carried the group, whoever did them, ${meaning}`,
  })
  activity(
    @Root() { groupKey, id }: GroupNode,
    @Arg('events', () => GroupEventChoiceInput, eventArg) events: GroupEventChoiceInput | null | undefined,
    @Arg('range', () => ReportRangeInput, rangeArg) range: ReportRangeInput | null | undefined,
    @Arg('first', () => Int, firstArg) first: number,
    @Arg('after', () => String, afterArg) after: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ExplainedConnection<ActivityEventNode>> {
    const question = {
      event: events ? toGroupChoice(events, ['events']) : everything,
      range: range ? toRange(range, ['range']) : null,
    };
    return feed(context, { unit: 'GROUPS', groupKey, groupId: id }, question, { first, after });
  }
}
