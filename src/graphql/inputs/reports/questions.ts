import { Field, ID, InputType } from 'type-graphql';
import type { AnyQuestion } from '../../../reports/any-question.js';
import { OneOf } from '../conditions.js';
import { badInput, given, type Path } from '../path.js';
import { groupDialect, userDialect } from './dialect.js';
import { GroupFlowsInput, UserFlowsInput } from './flows.js';
import { GroupFrequencyInput, UserFrequencyInput } from './frequency.js';
import { GroupFunnelInput, UserFunnelInput } from './funnel.js';
import { GroupInsightsInput, UserInsightsInput } from './insights.js';
import { GroupLifecycleInput, UserLifecycleInput } from './lifecycle.js';
import { GroupRetentionInput, UserRetentionInput } from './retention.js';
import { toGroupInsights, toUserInsights } from './to-insights.js';
import { toFlows, toFrequency, toFunnel, toLifecycle, toRetention } from './to-questions.js';

const described = (report: string) => ({ nullable: true, description: `A question of ${report}.` });

@OneOf()
@InputType('UserReportQuestion', { description: 'A question of any report on users; exactly one branch.' })
export class UserReportQuestionInput {
  @Field(() => UserInsightsInput, described('insights'))
  insights?: UserInsightsInput;

  @Field(() => UserFunnelInput, described('a funnel'))
  funnel?: UserFunnelInput;

  @Field(() => UserRetentionInput, described('retention'))
  retention?: UserRetentionInput;

  @Field(() => UserFrequencyInput, described('frequency'))
  frequency?: UserFrequencyInput;

  @Field(() => UserLifecycleInput, described('life cycles'))
  lifecycle?: UserLifecycleInput;

  @Field(() => UserFlowsInput, described('flows'))
  flows?: UserFlowsInput;
}

@OneOf()
@InputType('GroupReportQuestion', {
  description: 'A question of any report on the groups of a key; exactly one branch.',
})
export class GroupReportQuestionInput {
  @Field(() => GroupInsightsInput, described('insights'))
  insights?: GroupInsightsInput;

  @Field(() => GroupFunnelInput, described('a funnel'))
  funnel?: GroupFunnelInput;

  @Field(() => GroupRetentionInput, described('retention'))
  retention?: GroupRetentionInput;

  @Field(() => GroupFrequencyInput, described('frequency'))
  frequency?: GroupFrequencyInput;

  @Field(() => GroupLifecycleInput, described('life cycles'))
  lifecycle?: GroupLifecycleInput;

  @Field(() => GroupFlowsInput, described('flows'))
  flows?: GroupFlowsInput;
}

const questionField = { description: 'The question, as the report was asked.' };
const pointField = {
  description: 'The figure’s `id` in the answer. BAD_INPUT if the question has no such figure.',
};

@InputType('UserReportFigure', { description: 'A figure of a report on users.' })
export class UserReportFigureInput {
  @Field(() => UserReportQuestionInput, questionField)
  question: UserReportQuestionInput;

  @Field(() => ID, pointField)
  point: string;
}

@InputType('GroupReportFigure', { description: 'A figure of a report on groups.' })
export class GroupReportFigureInput {
  @Field(() => String, {
    description:
      'The group key that was analysed: its name or its `dataGroupId`. Error: GROUP_KEY_UNKNOWN, with near matches.',
  })
  key: string;

  @Field(() => GroupReportQuestionInput, questionField)
  question: GroupReportQuestionInput;

  @Field(() => ID, pointField)
  point: string;
}

@OneOf()
@InputType('UserFigure', { description: 'A figure that counts users; exactly one branch.' })
export class UserFigureInput {
  @Field(() => UserReportFigureInput, { nullable: true, description: 'Of a report on users.' })
  users?: UserReportFigureInput;

  @Field(() => GroupReportFigureInput, {
    nullable: true,
    description: 'Of a report on groups that counts their users.',
  })
  groups?: GroupReportFigureInput;
}

const branches = 'Give exactly one of insights, funnel, retention, frequency, lifecycle, flows.';

/** A question on users as plain data. @throws MusterError BAD_INPUT with the place */
export function toUserQuestion(input: UserReportQuestionInput, path: Path): AnyQuestion {
  const { insights, funnel, retention, frequency, lifecycle, flows } = input;
  const at = (branch: string): Path => [...path, branch];
  if (given(insights)) return { report: 'insights', question: toUserInsights(insights, at('insights')) };
  if (given(funnel)) return { report: 'funnel', question: toFunnel(funnel, userDialect, at('funnel')) };
  if (given(retention)) return { report: 'retention', question: toRetention(retention, userDialect, at('retention')) };
  if (given(frequency)) return { report: 'frequency', question: toFrequency(frequency, userDialect, at('frequency')) };
  if (given(lifecycle)) return { report: 'lifecycle', question: toLifecycle(lifecycle, userDialect, at('lifecycle')) };
  if (given(flows)) return { report: 'flows', question: toFlows(flows, userDialect, at('flows')) };
  throw badInput(path, branches);
}

/** A question on groups as plain data. @throws MusterError BAD_INPUT with the place */
export function toGroupQuestion(input: GroupReportQuestionInput, path: Path): AnyQuestion {
  const { insights, funnel, retention, frequency, lifecycle, flows } = input;
  const at = (branch: string): Path => [...path, branch];
  if (given(insights)) return { report: 'insights', question: toGroupInsights(insights, at('insights')) };
  if (given(funnel)) return { report: 'funnel', question: toFunnel(funnel, groupDialect, at('funnel')) };
  if (given(retention)) return { report: 'retention', question: toRetention(retention, groupDialect, at('retention')) };
  if (given(frequency)) return { report: 'frequency', question: toFrequency(frequency, groupDialect, at('frequency')) };
  if (given(lifecycle)) return { report: 'lifecycle', question: toLifecycle(lifecycle, groupDialect, at('lifecycle')) };
  if (given(flows)) return { report: 'flows', question: toFlows(flows, groupDialect, at('flows')) };
  throw badInput(path, branches);
}
