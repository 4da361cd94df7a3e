import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { GroupKey } from '../../../core/model.js';
import type { ReportName } from '../../../reports/any-question.js';
import { PropertiesScalar } from '../../scalars/json.js';
import { DateTimeScalar } from '../../scalars/time.js';
import { enumOf } from '../enum-of.js';

export const ReportKindEnum = enumOf({
  INSIGHTS: 'Insights.',
  FUNNEL: 'A funnel.',
  RETENTION: 'Retention.',
  FREQUENCY: 'Frequency.',
  LIFECYCLE: 'Life cycles.',
  FLOWS: 'Flows.',
} satisfies Record<Uppercase<ReportName>, string>);
registerEnumType(ReportKindEnum.values, {
  name: 'ReportKind',
  description: 'Which report a question is one of.',
  valuesConfig: ReportKindEnum.config,
});

@ObjectType('SavedReport', { description: 'A question kept under a name. It is asked anew each time.' })
export class SavedReportNode {
  readonly groupKey: GroupKey | null;
  readonly report: ReportName;

  @Field(() => ID, { description: 'Its id.' })
  readonly id: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name: string;

  @Field(() => String, { description: 'What it is for; may be empty.' })
  readonly description: string;

  @Field(() => PropertiesScalar, {
    name: 'question',
    description:
      'The question as it is given to `updateUserReport` or `updateGroupReport`, all defaults filled in: a UserReportQuestion or a GroupReportQuestion.',
  })
  readonly input: unknown;

  @Field(() => DateTimeScalar, { description: 'When it was saved first.' })
  readonly createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When its name, description or question was last changed.' })
  readonly updatedAt: Date;
}

@ObjectType('DeletedReport', { description: 'A saved report that is no more.' })
export class DeletedReportNode {
  @Field(() => ID, { description: 'The id it had.' })
  readonly id: string;
}
