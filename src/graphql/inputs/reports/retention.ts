import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { limits } from '../../../core/limits.js';
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
  segmentLimitField,
  whereField,
} from './shared.js';

export const BirthKindEnum = enumOf({
  FIRST_TIME: 'By the very first such event ever, which must lie in the range.',
  RECURRING: 'In every interval in which the unit does it, by the first there.',
});
registerEnumType(BirthKindEnum.values, {
  name: 'BirthKind',
  description: 'When a unit is born for retention.',
  valuesConfig: BirthKindEnum.config,
});

export const RetentionUnitEnum = enumOf({
  HOUR: 'Hours.',
  DAY: 'Days; rolling ones have 24 hours.',
  WEEK: 'Weeks, Monday to Sunday; rolling ones have 7 times 24 hours.',
  MONTH: 'Months of the calendar; rolling ones have 30 times 24 hours.',
});
registerEnumType(RetentionUnitEnum.values, {
  name: 'RetentionUnit',
  description: 'The unit of time in which retention counts.',
  valuesConfig: RetentionUnitEnum.config,
});

export const BucketAlignmentEnum = enumOf({
  ROLLING: 'Bucket n is the nth such stretch of time from the unit’s own birth.',
  CALENDAR: 'Bucket n is the nth interval of the calendar after the one of birth, which is bucket 0.',
});
registerEnumType(BucketAlignmentEnum.values, {
  name: 'BucketAlignment',
  description: 'From where buckets are measured.',
  valuesConfig: BucketAlignmentEnum.config,
});

export const RetentionModeEnum = enumOf({
  ON: 'Back in this very bucket.',
  ON_OR_AFTER: 'Back in this bucket or any time later.',
});
registerEnumType(RetentionModeEnum.values, {
  name: 'RetentionMode',
  description: 'What being back in a bucket means.',
  valuesConfig: RetentionModeEnum.config,
});

/** What questions of both analyses have in common. */
@InputType()
export abstract class RetentionInput {
  @Field(() => BirthKindEnum.values, {
    defaultValue: 'FIRST_TIME',
    description: 'When a unit is born. Default: FIRST_TIME.',
  })
  birthKind: keyof typeof BirthKindEnum.values;

  @Field(() => RetentionUnitEnum.values, {
    defaultValue: 'DAY',
    description: 'By whose intervals births are told, and in which buckets are measured. Default: DAY.',
  })
  unit: keyof typeof RetentionUnitEnum.values;

  @Field(() => BucketAlignmentEnum.values, {
    defaultValue: 'ROLLING',
    description: 'From where buckets are measured. Default: ROLLING.',
  })
  alignment: keyof typeof BucketAlignmentEnum.values;

  @Field(() => Int, {
    nullable: true,
    description: `How many buckets of one unit each, 1 to ${limits.retentionBuckets}. Default, unless there are brackets: 12.`,
  })
  buckets?: number | null;

  @Field(() => [Int], {
    nullable: true,
    description:
      'Buckets of one’s own, instead of `buckets`: the numbers of units at which they begin and, the last, end, such as `[0, 1, 3, 7]`.',
  })
  brackets?: number[] | null;

  @Field(() => RetentionModeEnum.values, {
    defaultValue: 'ON',
    description: 'What being back in a bucket means. Default: ON.',
  })
  mode: keyof typeof RetentionModeEnum.values;

  @Field(() => String, {
    nullable: true,
    description: 'A numeric property of the returns in each bucket to add up; only with ON. Left out: none.',
  })
  sumOf?: string | null;

  @Field(() => ReportRangeInput, { description: 'In which units are born.' })
  range: ReportRangeInput;

  @Field(() => Int, segmentLimitField)
  segmentLimit: number;
}

const birthField = { description: 'By which events units are born.' };
const returnsField = {
  description:
    'By which events they are back; `{}` for any. One counts from the moment of birth on, so that the birth itself may be the first.',
};

@InputType('UserRetention', { description: 'Which users come back.' })
export class UserRetentionInput extends RetentionInput {
  @Field(() => UserEventChoiceInput, birthField)
  birth: UserEventChoiceInput;

  @Field(() => UserEventChoiceInput, returnsField)
  returns: UserEventChoiceInput;

  @Field(() => UserEventFilterInput, whereField)
  where?: UserEventFilterInput | null;

  @Field(() => [UserBreakdownInput], breakdownsField)
  breakdowns: UserBreakdownInput[];
}

@InputType('GroupRetention', { description: 'Which groups come back, or which of their users.' })
export class GroupRetentionInput extends RetentionInput {
  @Field(() => GroupEventChoiceInput, birthField)
  birth: GroupEventChoiceInput;

  @Field(() => GroupEventChoiceInput, returnsField)
  returns: GroupEventChoiceInput;

  @Field(() => GroupReportUnitEnum.values, countField)
  count: GroupReportUnit;

  @Field(() => GroupEventFilterInput, whereField)
  where?: GroupEventFilterInput | null;

  @Field(() => [GroupBreakdownInput], breakdownsField)
  breakdowns: GroupBreakdownInput[];
}
