import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root, registerEnumType } from 'type-graphql';
import { MusterError } from '../../../core/errors.js';
import type { CompanyKey } from '../../../core/model.js';
import type { CompanyFigure, CompanyRow } from '../../../reports/companies/companies.js';
import { retentionBuckets } from '../../../reports/companies/questions.js';
import type { GraphqlContext } from '../../context.js';
import { groupQuestionOf } from '../../from-json.js';
import { type OrderDirection, OrderDirectionEnum } from '../../inputs/order.js';
import { selectedFields } from '../../selected-fields.js';
import { CompanyConnectionNode, type ExplainedConnection } from '../../types/connections.js';
import { enumOf } from '../../types/enum-of.js';
import { GroupNode } from '../../types/group.js';
import {
  CompanyActivityNode,
  type CompanyFigureNode,
  CompanyLifecycleNode,
  CompanyNode,
  CompanyProfileNode,
  type CompanyRateNode,
  CompanyRetentionNode,
} from '../../types/reports/company.js';
import type { CountedFigureNode } from '../../types/reports/report.js';
import { afterArg, firstArg, pageCost, questionCost, reportCost, toConnection } from '../pages.js';
import { insightsReport, lifecycleReport, retentionReport } from './answers.js';
import { activityQuestion, lifecycleQuestion, retentionQuestion } from './company-questions.js';

const CompanyOrderEnum = enumOf({
  DAILY_ACTIVE_USERS: 'By users active today so far.',
  WEEKLY_ACTIVE_USERS: 'By users active in the last 7 days.',
  MONTHLY_ACTIVE_USERS: 'By users active in the last 30 days.',
  EVENTS: 'By events in the last 30 days.',
  EVENTS_PER_USER: 'By events for each user in the last 30 days.',
  NEW_USERS: 'By users who are new in the current week.',
  RETAINED_USERS: 'By users active in the current week and in the week before.',
  RESURRECTED_USERS: 'By users active in the current week, not in the week before, but earlier.',
  DORMANT_USERS: 'By users active in the week before, and not in the current one yet.',
  DAY1_RETENTION: 'By how many new users came back on the day after.',
  WEEK1_RETENTION: 'By how many new users came back in the week after.',
  MONTH1_RETENTION: 'By how many new users came back in the month after.',
});
registerEnumType(CompanyOrderEnum.values, {
  name: 'CompanyOrder',
  description:
    'By what companies are sorted; equal ones by their ids, smallest first. Those without a rate of retention come last, whichever the direction.',
  valuesConfig: CompanyOrderEnum.config,
});
type CompanyOrderName = keyof typeof CompanyOrderEnum.values;

const figureOf: { readonly [Name in CompanyOrderName]: CompanyFigure } = {
  DAILY_ACTIVE_USERS: 'dailyActiveUsers',
  WEEKLY_ACTIVE_USERS: 'weeklyActiveUsers',
  MONTHLY_ACTIVE_USERS: 'monthlyActiveUsers',
  EVENTS: 'events',
  EVENTS_PER_USER: 'eventsPerUser',
  NEW_USERS: 'newUsers',
  RETAINED_USERS: 'retainedUsers',
  RESURRECTED_USERS: 'resurrectedUsers',
  DORMANT_USERS: 'dormantUsers',
  DAY1_RETENTION: 'day1Retention',
  WEEK1_RETENTION: 'week1Retention',
  MONTH1_RETENTION: 'month1Retention',
};

const noKey = 'Error: COMPANY_KEY_NOT_SET while no group key is the company key; set one with `setCompanyKey`.';

async function companyKeyOf({ loaders }: GraphqlContext): Promise<CompanyKey> {
  const key = await loaders.companyKey();
  if (key !== null) return key;
  throw new MusterError(
    'COMPANY_KEY_NOT_SET',
    'Company profiles need a company key: say with setCompanyKey which group key has the companies.',
  );
}

@Resolver(() => CompanyNode)
export class CompaniesResolver {
  @Query(() => CompanyProfileNode, {
    nullable: true,
    complexity: ({ childComplexity }) => questionCost + childComplexity,
    description: `The profile of a company, or null if there is no such group of the company key. ${noKey}`,
  })
  async companyProfile(
    @Arg('id', () => ID, { description: 'The group id of the company.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<CompanyProfileNode | null> {
    const { groupKey } = await companyKeyOf(context);
    const known = await context.services.cohorts.groupsByIds(context.request, groupKey, [id]);
    return known.has(id) ? { groupKey, id } : null;
  }

  @Query(() => CompanyConnectionNode, {
    complexity: pageCost,
    description: `All companies with what their users do, the largest first unless asked otherwise. ${noKey}`,
  })
  async companies(
    @Arg('orderBy', () => CompanyOrderEnum.values, {
      defaultValue: 'MONTHLY_ACTIVE_USERS',
      description: 'By what. Default: MONTHLY_ACTIVE_USERS.',
    })
    orderBy: CompanyOrderName,
    @Arg('direction', () => OrderDirectionEnum.values, {
      defaultValue: 'DESC',
      description: 'Which way. Default: DESC.',
    })
    direction: OrderDirection,
    @Arg('first', () => Int, firstArg) first: number,
    @Arg('after', () => String, afterArg) after: string | null | undefined,
    @Ctx() context: GraphqlContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ExplainedConnection<CompanyNode>> {
    const { services, request } = context;
    const { groupKey } = await companyKeyOf(context);
    const order = { by: figureOf[orderBy], direction };
    const selected = selectedFields(info, [['nodes'], ['edges', 'node']]);
    const page = { first, after: after ?? null };
    const { answer, inquiry } = await services.reports.companies.page(request, groupKey, order, page, selected);
    const count = () => services.cohorts.groupsCount(request, groupKey, { where: null, search: null });
    const toNode = ({ groupId: id, ...figures }: CompanyRow): CompanyNode => ({
      group: { groupKey, id },
      profile: { groupKey, id },
      ...figures,
    });
    return { ...toConnection(answer, after, toNode, count), inquiry };
  }
}

@Resolver(() => CompanyProfileNode)
export class CompanyProfileResolver {
  @FieldResolver(() => GroupNode, { description: 'The group: its id, name and properties.' })
  group(@Root() { groupKey, id }: CompanyProfileNode): GroupNode {
    return { groupKey, id };
  }

  @FieldResolver(() => CompanyActivityNode, { complexity: reportCost, description: 'What its users did lately.' })
  async activity(
    @Root() { groupKey, id }: CompanyProfileNode,
    @Ctx() context: GraphqlContext,
  ): Promise<CompanyActivityNode> {
    const question = activityQuestion(id);
    const asked = groupQuestionOf(question, []);
    if (asked.report !== 'insights') throw new Error('the question of activity is one of insights');
    const { lines, inquiry } = await insightsReport(context, { unit: 'GROUPS', groupKey }, asked);
    const [dau, wau, mau, events, eventsPerUser] = lines.map(
      ({ overall }): CompanyFigureNode => ({ value: overall.total.value, question, point: overall.total.id }),
    );
    if (!dau || !wau || !mau || !events || !eventsPerUser) throw new Error('the report has fewer lines than metrics');
    return { inquiry, dailyActiveUsers: dau, weeklyActiveUsers: wau, monthlyActiveUsers: mau, events, eventsPerUser };
  }

  @FieldResolver(() => CompanyLifecycleNode, { complexity: reportCost, description: 'What became of its users.' })
  async lifecycle(
    @Root() { groupKey, id }: CompanyProfileNode,
    @Ctx() context: GraphqlContext,
  ): Promise<CompanyLifecycleNode> {
    const question = lifecycleQuestion(id);
    const asked = groupQuestionOf(question, []);
    if (asked.report !== 'lifecycle') throw new Error('the question of life cycles is one of these');
    const { intervals, overall, inquiry } = await lifecycleReport(context, { unit: 'GROUPS', groupKey }, asked);
    const [week, point] = [intervals.at(-1), overall.points.at(-1)];
    if (week === undefined || point === undefined) throw new Error('the report has no interval');
    const figure = (counted: CountedFigureNode): CompanyFigureNode => ({
      value: counted.count,
      question,
      point: counted.id,
    });
    const { new: fresh, retained, resurrected, dormant } = point;
    return {
      inquiry,
      week,
      new: figure(fresh),
      retained: figure(retained),
      resurrected: figure(resurrected),
      dormant: figure(dormant),
    };
  }

  @FieldResolver(() => CompanyRetentionNode, {
    complexity: reportCost,
    description: 'How many of its new users came back.',
  })
  async retention(
    @Root() { groupKey, id }: CompanyProfileNode,
    @Ctx() context: GraphqlContext,
  ): Promise<CompanyRetentionNode> {
    const question = retentionQuestion(id);
    const asked = groupQuestionOf(question, []);
    if (asked.report !== 'retention') throw new Error('the question of retention is one of it');
    const { overall, inquiry } = await retentionReport(context, { unit: 'GROUPS', groupKey }, asked);
    const rate = (bucket: number): CompanyRateNode => {
      const averages = overall.averages[bucket];
      if (averages === undefined) throw new Error('the report has fewer buckets than its question');
      const { pooled, retained, size } = averages;
      return { value: pooled, question, bucket, point: retained.id, bornPoint: size.id };
    };
    return {
      inquiry,
      day1: rate(retentionBuckets.day1Retention),
      week1: rate(retentionBuckets.week1Retention),
      month1: rate(retentionBuckets.month1Retention),
    };
  }
}
