import { Field, InputType, Int } from 'type-graphql';
import { DurationInput, defaultWindow } from './duration.js';
import {
  GroupEventChoiceInput,
  GroupEventFilterInput,
  UserEventChoiceInput,
  UserEventFilterInput,
} from './event-filters.js';
import { ReportRangeInput } from './range.js';
import { AttemptCountingEnum, countField, type GroupReportUnit, GroupReportUnitEnum, whereField } from './shared.js';

/** What questions of both analyses have in common. */
@InputType()
export abstract class FlowsInput {
  @Field(() => ReportRangeInput, { description: 'In which the anchors lie.' })
  range: ReportRangeInput;

  @Field(() => Int, { defaultValue: 0, description: 'How many steps before the anchor, up to 5. Default: 0.' })
  before: number;

  @Field(() => Int, { defaultValue: 3, description: 'How many steps after the anchor, up to 5. Default: 3.' })
  after: number;

  @Field(() => DurationInput, {
    defaultValue: defaultWindow,
    description: 'How far from the anchor a step may lie, both ways: 1 second to 366 days. Default: 7 days.',
  })
  window: DurationInput;

  @Field(() => AttemptCountingEnum.values, {
    defaultValue: 'UNIQUES',
    description: 'One path of each unit, around its first anchor, or one around each anchor. Default: UNIQUES.',
  })
  counting: keyof typeof AttemptCountingEnum.values;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Names of events that are passed over as if they had not happened. Default: none.',
  })
  hidden: string[];

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Of events of one name in a row only the first is a step. Default: true.',
  })
  mergeRepeats: boolean;

  @Field(() => Int, {
    defaultValue: 10,
    description: 'How many events of each step are told one by one, the most frequent: 1 to 50. Default: 10.',
  })
  eventLimit: number;

  @Field(() => Int, {
    defaultValue: 20,
    description: 'How many paths are told, the most frequent: 1 to 200. Default: 20.',
  })
  pathLimit: number;
}

const anchorField = { description: 'Around which events the paths lie.' };
const stepsField = { nullable: true, description: 'Which events are steps; anchors always are. Left out: all.' };
const exclusionsField = {
  defaultValue: [],
  description: 'A path is left out if one of these was done between its first and its last step. Default: none.',
};

@InputType('UserFlows', { description: 'What users do before and after something.' })
export class UserFlowsInput extends FlowsInput {
  @Field(() => UserEventChoiceInput, anchorField)
  anchor: UserEventChoiceInput;

  @Field(() => UserEventChoiceInput, stepsField)
  steps?: UserEventChoiceInput | null;

  @Field(() => [UserEventChoiceInput], exclusionsField)
  exclusions: UserEventChoiceInput[];

  @Field(() => UserEventFilterInput, whereField)
  where?: UserEventFilterInput | null;
}

@InputType('GroupFlows', { description: 'What groups, or their users, do before and after something.' })
export class GroupFlowsInput extends FlowsInput {
  @Field(() => GroupEventChoiceInput, anchorField)
  anchor: GroupEventChoiceInput;

  @Field(() => GroupEventChoiceInput, stepsField)
  steps?: GroupEventChoiceInput | null;

  @Field(() => [GroupEventChoiceInput], exclusionsField)
  exclusions: GroupEventChoiceInput[];

  @Field(() => GroupReportUnitEnum.values, countField)
  count: GroupReportUnit;

  @Field(() => GroupEventFilterInput, whereField)
  where?: GroupEventFilterInput | null;
}
