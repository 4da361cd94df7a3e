import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { sampledEvents } from '../../../reports/names/event-names.js';
import type { GraphqlContext } from '../../context.js';
import { EventNameNode, UnseenEventNode } from '../../types/reports/names.js';
import { ReportNode } from '../../types/reports/report.js';
import { firstArg, pageCost, questionCost } from '../pages.js';

const errors = 'Errors: BAD_INPUT; QUERY_TIMEOUT, QUERY_MEMORY and QUERY_TOO_LARGE.';

@Resolver(() => EventNameNode)
export class EventNamesResolver {
  @Query(() => [EventNameNode], {
    complexity: pageCost,
    description: `The names that the project’s events have, those of most events first: what there is to ask about. ${errors}`,
  })
  async eventNames(
    @Arg('search', () => String, {
      nullable: true,
      description: 'Only names with this text in them, upper or lower case. Left out or empty: all.',
    })
    search: string | null | undefined,
    @Arg('first', () => Int, firstArg) first: number,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<EventNameNode[]> {
    return [...(await services.reports.names.list(request, search ?? null, first))];
  }

  @Query(() => [String], {
    complexity: questionCost,
    description: `The names of the properties that the newest ${sampledEvents.toLocaleString('en-US')} events carry, in alphabetical order; at most 1,000. ${errors}`,
  })
  async eventProperties(
    @Arg('event', () => String, { nullable: true, description: 'Of events of this name. Left out: of any.' })
    event: string | null | undefined,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<string[]> {
    return [...(await services.reports.names.properties(request, event ?? null))];
  }
}

@Resolver(() => ReportNode)
export class UnseenEventsResolver {
  @FieldResolver(() => [UnseenEventNode], {
    // It looks through all events, and must not take away a report that was content with a week of them.
    nullable: true,
    complexity: ({ childComplexity }) => questionCost + childComplexity,
    description:
      'The event names in the question that no event of the project has, which is why it finds nothing of them; with names that ' +
      'look like them. Names in saved cohorts are not looked at. Empty: there are events of every name. Null with an error: ' +
      'QUERY_TIMEOUT, QUERY_MEMORY or QUERY_TOO_LARGE, since the names of all events are looked through.',
  })
  async unseenEvents(
    @Root() { asked }: ReportNode,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<UnseenEventNode[]> {
    return [...(await services.reports.names.unseenIn(request, asked.question))];
  }
}
