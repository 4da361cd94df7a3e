import { Field, Float, ID, ObjectType } from 'type-graphql';
import type { GroupKey } from '../../../core/model.js';
import { PropertiesScalar } from '../../scalars/json.js';
import { GroupNode } from '../group.js';
import { ReportStretchNode } from './common.js';

@ObjectType('CompanyFigure', {
  description: 'A figure of a company, with the question that gives it.',
  simpleResolvers: true,
})
export class CompanyFigureNode {
  @Field(() => Float, {
    nullable: true,
    description: 'The value; null where there is none, such as the rate of nobody.',
  })
  value: number | null;

  @Field(() => PropertiesScalar, {
    description:
      'The question as a GroupReportQuestion, to be asked of the company key with `analyzeGroups`; the report has the figure.',
  })
  question: unknown;

  @Field(() => ID, {
    nullable: true,
    description:
      'Names the figure in that report: `behind(id)` tells which users are behind it. Null where it is a rate, which is made of several.',
  })
  point: string | null;
}

@ObjectType('CompanyLifecycle', {
  description: 'What became of the company’s users in the current week, Monday to Sunday, so far.',
  simpleResolvers: true,
})
export class CompanyLifecycleNode {
  @Field(() => ReportStretchNode, { description: 'The week.' })
  week: ReportStretchNode;

  @Field(() => CompanyFigureNode, { description: 'Active for the company, and never before.' })
  new: CompanyFigureNode;

  @Field(() => CompanyFigureNode, { description: 'Active, and in the week before.' })
  retained: CompanyFigureNode;

  @Field(() => CompanyFigureNode, { description: 'Active, not in the week before, but earlier.' })
  resurrected: CompanyFigureNode;

  @Field(() => CompanyFigureNode, { description: 'Not active yet, but in the week before.' })
  dormant: CompanyFigureNode;
}

@ObjectType('CompanyRetention', {
  description:
    'How many of the users who did something for the company for the first time in the last 90 days came back, from 0 to 1: of those whose time for it is over.',
  simpleResolvers: true,
})
export class CompanyRetentionNode {
  @Field(() => CompanyFigureNode, { description: 'On the day after: from 24 to 48 hours after their first event.' })
  day1: CompanyFigureNode;

  @Field(() => CompanyFigureNode, { description: 'In the week after: from 7 to 14 days after it.' })
  week1: CompanyFigureNode;

  @Field(() => CompanyFigureNode, { description: 'In the month after: from 30 to 60 days after it.' })
  month1: CompanyFigureNode;
}

@ObjectType('CompanyProfile', {
  description: 'A company and what its users do: a group of the company key.',
})
export class CompanyProfileNode {
  readonly groupKey: GroupKey;
  readonly id: string;
}

@ObjectType('CompanyActivity', {
  description: 'What the company’s users did in the last 30 days, today among them.',
  simpleResolvers: true,
})
export class CompanyActivityNode {
  @Field(() => CompanyFigureNode, { description: 'Users active today so far.' })
  dailyActiveUsers: CompanyFigureNode;

  @Field(() => CompanyFigureNode, { description: 'Users active in the last 7 days.' })
  weeklyActiveUsers: CompanyFigureNode;

  @Field(() => CompanyFigureNode, { description: 'Users active in the last 30 days.' })
  monthlyActiveUsers: CompanyFigureNode;

  @Field(() => CompanyFigureNode, { description: 'Events in the last 30 days.' })
  events: CompanyFigureNode;

  @Field(() => CompanyFigureNode, {
    description: 'Events of the last 30 days for each user who did any: the activity per user.',
  })
  eventsPerUser: CompanyFigureNode;
}

@ObjectType('Company', { description: 'A company in the list, with what its users do.', simpleResolvers: true })
export class CompanyNode {
  @Field(() => GroupNode, { description: 'The group: its id, name and properties.' })
  group: GroupNode;

  @Field(() => Float, { description: 'Users active today so far.' })
  dailyActiveUsers: number;

  @Field(() => Float, { description: 'Users active in the last 7 days, today among them.' })
  weeklyActiveUsers: number;

  @Field(() => Float, { description: 'Users active in the last 30 days, today among them.' })
  monthlyActiveUsers: number;

  @Field(() => Float, { description: 'Events in the last 30 days, today among them.' })
  events: number;

  @Field(() => Float, { description: 'Events of the last 30 days for each user who did any; 0 where nobody did.' })
  eventsPerUser: number;

  @Field(() => CompanyProfileNode, { description: 'All figures of the company, each asked for by itself.' })
  profile: CompanyProfileNode;
}
