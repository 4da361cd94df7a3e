import { Field, Float, InputType, Int, registerEnumType } from 'type-graphql';
import type { FunnelOrder } from '../../../reports/funnel/question.js';
import type { Interval } from '../../../reports/question/range.js';
import { enumOf } from '../../types/enum-of.js';
import { GroupBreakdownInput, UserBreakdownInput } from './breakdowns.js';
import { DurationInput, defaultWindow } from './duration.js';
import {
  GroupEventChoiceInput,
  GroupEventFilterInput,
  UserEventChoiceInput,
  UserEventFilterInput,
} from './event-filters.js';
import { IntervalEnum, ReportRangeInput } from './range.js';
import { AttemptCountingEnum, breakdownsField, segmentLimitField, whereField } from './shared.js';

export const FunnelOrderEnum = enumOf({
  SEQUENCE: 'One step after the other; anything else may lie between them.',
  STRICT: 'Each step is the very next thing the unit does, whatever it is called; nothing may lie between.',
  ANY: 'Steps that are not anchored come in any order between the anchored ones around them.',
} satisfies Record<FunnelOrder, string>);
registerEnumType(FunnelOrderEnum.values, {
  name: 'FunnelOrder',
  description: 'How the steps of a funnel follow each other.',
  valuesConfig: FunnelOrderEnum.config,
});

export const AttributionEnum = enumOf({
  FIRST: 'The first step that was reached and has the property set.',
  LAST: 'The last such step.',
  STEP: 'The step `attributionStep`: not set where it was not reached.',
});
registerEnumType(AttributionEnum.values, {
  name: 'Attribution',
  description: 'Which step of an attempt gives it its value of a property of events.',
  valuesConfig: AttributionEnum.config,
});

const labelField = { nullable: true, description: 'What to call it. Left out: the names of its events.' };
const eventField = { description: 'Which events.' };
const anchoredField = {
  defaultValue: false,
  description: 'Where `order` is ANY: the step keeps its place. Without meaning in other orders. Default: false.',
};

@InputType('UserFunnelStep', { description: 'A step of a funnel of users.' })
export class UserFunnelStepInput {
  @Field(() => String, labelField)
  label?: string | null;

  @Field(() => UserEventChoiceInput, eventField)
  event: UserEventChoiceInput;

  @Field(() => Boolean, anchoredField)
  anchored: boolean;
}

@InputType('GroupFunnelStep', { description: 'A step of a funnel of groups; any user of the group may do it.' })
export class GroupFunnelStepInput {
  @Field(() => String, labelField)
  label?: string | null;

  @Field(() => GroupEventChoiceInput, eventField)
  event: GroupEventChoiceInput;

  @Field(() => Boolean, anchoredField)
  anchored: boolean;
}

const excludedField = { description: 'What ends an attempt.' };
const afterStepField = { description: 'If done after this step, counted from 1.' };
const beforeStepField = { description: 'And before this one, a later step.' };

@InputType('UserFunnelExclusion', { description: 'What ends an attempt when it is done between two steps.' })
export class UserFunnelExclusionInput {
  @Field(() => UserEventChoiceInput, excludedField)
  event: UserEventChoiceInput;

  @Field(() => Int, afterStepField)
  afterStep: number;

  @Field(() => Int, beforeStepField)
  beforeStep: number;
}

@InputType('GroupFunnelExclusion', { description: 'What ends an attempt when it is done between two steps.' })
export class GroupFunnelExclusionInput {
  @Field(() => GroupEventChoiceInput, excludedField)
  event: GroupEventChoiceInput;

  @Field(() => Int, afterStepField)
  afterStep: number;

  @Field(() => Int, beforeStepField)
  beforeStep: number;
}

/** What funnels of both analyses have in common. */
@InputType()
export abstract class FunnelInput {
  @Field(() => ReportRangeInput, {
    description: 'In which attempts begin; later steps may lie after it, within the window.',
  })
  range: ReportRangeInput;

  @Field(() => FunnelOrderEnum.values, {
    defaultValue: 'SEQUENCE',
    description: 'How the steps follow each other. Default: SEQUENCE.',
  })
  order: FunnelOrder;

  @Field(() => DurationInput, {
    defaultValue: defaultWindow,
    description:
      'How long an attempt may take from its first step, that moment and the last included: 1 second to 366 days. Default: 7 days.',
  })
  window: DurationInput;

  @Field(() => AttemptCountingEnum.values, {
    defaultValue: 'UNIQUES',
    description: 'How many attempts of a unit count. Default: UNIQUES.',
  })
  counting: keyof typeof AttemptCountingEnum.values;

  @Field(() => [String], {
    defaultValue: [],
    description:
      'Properties of events, up to 3, that have the same value in all steps of an attempt; events without one of them take no part. Default: none.',
  })
  holdConstant: string[];

  @Field(() => IntervalEnum.values, {
    defaultValue: 'WHOLE',
    description: 'By the interval in which attempts begin, a unit once in each. Default: WHOLE.',
  })
  interval: Interval;

  @Field(() => Int, segmentLimitField)
  segmentLimit: number;

  @Field(() => AttributionEnum.values, {
    defaultValue: 'FIRST',
    description: 'Which step gives an attempt the values of its breakdowns by properties of events. Default: FIRST.',
  })
  attribution: keyof typeof AttributionEnum.values;

  @Field(() => Int, { nullable: true, description: 'For STEP, and only there: which step, counted from 1.' })
  attributionStep?: number | null;

  @Field(() => [Float], {
    defaultValue: [],
    description:
      'Which percentiles of the times between steps are told, up to 10, each from 0 to 100; exact. Default: none.',
  })
  percentiles: number[];
}

const stepsField = { description: 'The steps in their order, 2 to 20.' };
const exclusionsField = {
  defaultValue: [],
  description: 'What ends attempts, up to 10; not together with STRICT. Default: nothing.',
};

@InputType('UserFunnel', { description: 'How far users go, step by step.' })
export class UserFunnelInput extends FunnelInput {
  @Field(() => [UserFunnelStepInput], stepsField)
  steps: UserFunnelStepInput[];

  @Field(() => [UserFunnelExclusionInput], exclusionsField)
  exclusions: UserFunnelExclusionInput[];

  @Field(() => UserEventFilterInput, whereField)
  where?: UserEventFilterInput | null;

  @Field(() => [UserBreakdownInput], breakdownsField)
  breakdowns: UserBreakdownInput[];
}

@InputType('GroupFunnel', {
  description: 'How far groups go, step by step; different users of a group may do its steps.',
})
export class GroupFunnelInput extends FunnelInput {
  @Field(() => [GroupFunnelStepInput], stepsField)
  steps: GroupFunnelStepInput[];

  @Field(() => [GroupFunnelExclusionInput], exclusionsField)
  exclusions: GroupFunnelExclusionInput[];

  @Field(() => GroupEventFilterInput, whereField)
  where?: GroupEventFilterInput | null;

  @Field(() => [GroupBreakdownInput], breakdownsField)
  breakdowns: GroupBreakdownInput[];
}
