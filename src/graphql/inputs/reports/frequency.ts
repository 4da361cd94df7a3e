import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { enumOf } from '../../types/enum-of.js';
import { GroupBreakdownInput, UserBreakdownInput } from './breakdowns.js';
import {
  GroupEventChoiceInput,
  GroupEventFilterInput,
  UserEventChoiceInput,
  UserEventFilterInput,
} from './event-filters.js';
import { ReportRangeInput } from './range.js';
import {
  breakdownsField,
  countField,
  type GroupReportUnit,
  GroupReportUnitEnum,
  rangeField,
  segmentLimitField,
  whereField,
} from './shared.js';

export const ActiveTimeEnum = enumOf({
  HOUR: 'Hours of the calendar in which the unit was active.',
  DAY: 'Days of the calendar in which the unit was active.',
});
registerEnumType(ActiveTimeEnum.values, {
  name: 'ActiveTime',
  description: 'What frequency counts.',
  valuesConfig: ActiveTimeEnum.config,
});

export const FrequencyIntervalEnum = enumOf({
  DAY: 'In each day; for hours.',
  WEEK: 'In each week, Monday to Sunday.',
  MONTH: 'In each month of the calendar.',
  WHOLE: 'In the whole range.',
});
registerEnumType(FrequencyIntervalEnum.values, {
  name: 'FrequencyInterval',
  description: 'In which stretches of time frequency counts; the first and the last are cut to the range.',
  valuesConfig: FrequencyIntervalEnum.config,
});

/** What questions of both analyses have in common. */
@InputType()
export abstract class FrequencyInput {
  @Field(() => ActiveTimeEnum.values, { defaultValue: 'DAY', description: 'What is counted. Default: DAY.' })
  active: keyof typeof ActiveTimeEnum.values;

  @Field(() => FrequencyIntervalEnum.values, { defaultValue: 'WEEK', description: 'In what. Default: WEEK.' })
  interval: keyof typeof FrequencyIntervalEnum.values;

  @Field(() => ReportRangeInput, rangeField)
  range: ReportRangeInput;

  @Field(() => Int, segmentLimitField)
  segmentLimit: number;
}

const activeField = { description: 'What makes a unit active.' };

@InputType('UserFrequency', { description: 'On how many days, or hours, users are active.' })
export class UserFrequencyInput extends FrequencyInput {
  @Field(() => UserEventChoiceInput, activeField)
  event: UserEventChoiceInput;

  @Field(() => UserEventFilterInput, whereField)
  where?: UserEventFilterInput | null;

  @Field(() => [UserBreakdownInput], breakdownsField)
  breakdowns: UserBreakdownInput[];
}

@InputType('GroupFrequency', { description: 'On how many days, or hours, groups are active, or their users.' })
export class GroupFrequencyInput extends FrequencyInput {
  @Field(() => GroupEventChoiceInput, activeField)
  event: GroupEventChoiceInput;

  @Field(() => GroupReportUnitEnum.values, countField)
  count: GroupReportUnit;

  @Field(() => GroupEventFilterInput, whereField)
  where?: GroupEventFilterInput | null;

  @Field(() => [GroupBreakdownInput], breakdownsField)
  breakdowns: GroupBreakdownInput[];
}
