import { Field, Float, ID, InterfaceType, ObjectType } from 'type-graphql';
import type { UserFigure, UserFilter } from '../../../cohorts/filter.js';
import type { GroupKey } from '../../../core/model.js';
import type { AnyQuestion, ReportName } from '../../../reports/any-question.js';
import type { ReportSubject } from '../../../reports/subject.js';
import { ExplainedNode } from './common.js';

const typeNames: Readonly<Record<ReportName, string>> = {
  insights: 'InsightsReport',
  funnel: 'FunnelReport',
  retention: 'RetentionReport',
  frequency: 'FrequencyReport',
  lifecycle: 'LifecycleReport',
  flows: 'FlowsReport',
};

@InterfaceType('Report', {
  implements: ExplainedNode,
  description: 'The answer to a question, and how it was found.',
  resolveType: ({ asked }: ReportNode) => typeNames[asked.report],
})
export abstract class ReportNode extends ExplainedNode {
  readonly subject: ReportSubject;
  readonly asked: AnyQuestion;
}

@ObjectType('CountedFigure', { description: 'How many units, and a way to who they are.', simpleResolvers: true })
export class CountedFigureNode {
  @Field(() => ID, {
    description:
      'Names this figure in the report: `behind(id)` tells who is behind it. Good for the same question, now and later.',
  })
  id: string;

  @Field(() => Float, { description: 'How many; a whole number.' })
  count: number;
}

/** Who is behind a figure; size and page are asked for by the resolver. */
@ObjectType('UnitsBehind', {
  description:
    'The users, or the groups, behind a figure, each once. To keep them, save a cohort with the filter branch `behind`; to get all of ' +
    'them as a file, give the same filter to the export of lists.',
})
export class UnitsBehindNode {
  readonly figure: UserFigure;
  /** Null: users. */
  readonly groupKey: GroupKey | null;
}

@ObjectType('CountedUser', {
  description:
    'A user behind a figure, by the distinct id alone: reports on groups lead to whom they count, and to nothing of their profiles. ' +
    '`users(where: { behind: … })` has the profiles.',
  simpleResolvers: true,
})
export class CountedUserNode {
  @Field(() => ID, { description: 'The distinct id.' })
  distinctId: string;
}

/** A figure as a filter. */
export const filterBehind = (figure: UserFigure): Extract<UserFilter, { kind: 'behind' }> => ({
  kind: 'behind',
  figure,
});
