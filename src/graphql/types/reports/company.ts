import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { GroupKey } from '../../../core/model.js';
import type { CompanyFigures } from '../../../reports/companies/figures.js';
import { PropertiesScalar } from '../../scalars/json.js';
import { GroupNode } from '../group.js';
import { ExplainedNode, ReportStretchNode } from './common.js';

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
      'Names the figure in that report: `behind(id)` tells which users are behind it, of events and of means those who did the events.',
  })
  point: string | null;
}

@ObjectType('CompanyRate', {
  description: 'How many of a company’s new users came back, with the question that gives it.',
  simpleResolvers: true,
})
export class CompanyRateNode {
  @Field(() => Float, {
    nullable: true,
    description: 'From 0 to 1; null while nobody’s time for it is over. It is `pooled` of the averages of the bucket.',
  })
  value: number | null;

  @Field(() => PropertiesScalar, {
    description: 'The question as a GroupReportQuestion, as for CompanyFigure.',
  })
  question: unknown;

  @Field(() => Int, {
    description:
      'Which bucket of the question it is, from 0: its place among the `buckets` of the report, and so among its `averages`.',
  })
  bucket: number;

  @Field(() => ID, {
    description: 'Names those who came back, in that report: `behind(id)` tells which users they are.',
  })
  point: string;

  @Field(() => ID, {
    description: 'Names all of whom it is the rate, likewise: the new users whose time for it is over.',
  })
  bornPoint: string;
}

@ObjectType('CompanyLifecycle', {
  implements: ExplainedNode,
  description: 'What became of the company’s users in the current week, Monday to Sunday, so far.',
  simpleResolvers: true,
})
export class CompanyLifecycleNode extends ExplainedNode {
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
  implements: ExplainedNode,
  description:
    'How many of the users who did something for the company for the first time in the last 90 days came back, from 0 to 1: of those whose time for it is over.',
  simpleResolvers: true,
})
export class CompanyRetentionNode extends ExplainedNode {
  @Field(() => CompanyRateNode, { description: 'On the day after: from 24 to 48 hours after their first event.' })
  day1: CompanyRateNode;

  @Field(() => CompanyRateNode, { description: 'In the week after: from 7 to 14 days after it.' })
  week1: CompanyRateNode;

  @Field(() => CompanyRateNode, { description: 'In the month after: from 30 to 60 days after it.' })
  month1: CompanyRateNode;
}

@ObjectType('CompanyProfile', {
  description: 'A company and what its users do: a group of the company key.',
})
export class CompanyProfileNode {
  readonly groupKey: GroupKey;
  readonly id: string;
}

@ObjectType('CompanyActivity', {
  implements: ExplainedNode,
  description: 'What the company’s users did in the last 30 days, today among them.',
  simpleResolvers: true,
})
export class CompanyActivityNode extends ExplainedNode {
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

const rateMeaning =
  'how many of the users who were new in the last 90 days came back, from 0 to 1, of those whose time for it is over; null while there are none.';

/** Of its figures those are there that the request selects. */
@ObjectType('Company', {
  description:
    'A company in the list, with what its users do: the figures of its `profile`, each meaning the same. They are found for all companies of the page together.',
  simpleResolvers: true,
})
export class CompanyNode implements Partial<CompanyFigures> {
  @Field(() => GroupNode, { description: 'The group: its id, name and properties.' })
  group: GroupNode;

  @Field(() => Float, { description: 'Users active today so far.' })
  dailyActiveUsers?: number;

  @Field(() => Float, { description: 'Users active in the last 7 days, today among them.' })
  weeklyActiveUsers?: number;

  @Field(() => Float, { description: 'Users active in the last 30 days, today among them.' })
  monthlyActiveUsers?: number;

  @Field(() => Float, { description: 'Events in the last 30 days, today among them.' })
  events?: number;

  @Field(() => Float, { description: 'Events of the last 30 days for each user who did any; 0 where nobody did.' })
  eventsPerUser?: number;

  @Field(() => Float, {
    description: 'Users active for the company in the current week, Monday to Sunday, and never before.',
  })
  newUsers?: number;

  @Field(() => Float, { description: 'Users active in the current week, and in the week before.' })
  retainedUsers?: number;

  @Field(() => Float, { description: 'Users active in the current week, not in the week before, but earlier.' })
  resurrectedUsers?: number;

  @Field(() => Float, { description: 'Users not active in the current week yet, but in the week before.' })
  dormantUsers?: number;

  @Field(() => Float, {
    nullable: true,
    description: `On the day after, from 24 to 48 hours after their first event: ${rateMeaning}`,
  })
  day1Retention?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `In the week after, from 7 to 14 days after their first event: ${rateMeaning}`,
  })
  week1Retention?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `In the month after, from 30 to 60 days after their first event: ${rateMeaning}`,
  })
  month1Retention?: number | null;

  @Field(() => CompanyProfileNode, {
    description:
      'All figures of the company, each with its question and a way to who is behind it; asked for by themselves.',
  })
  profile: CompanyProfileNode;
}
