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
import { countField, type GroupReportUnit, GroupReportUnitEnum, segmentLimitField, whereField } from './shared.js';

export const LifecycleIntervalEnum = enumOf({
  DAY: 'Days.',
  WEEK: 'Weeks, Monday to Sunday.',
  MONTH: 'Months of the calendar.',
});
registerEnumType(LifecycleIntervalEnum.values, {
  name: 'LifecycleInterval',
  description: 'The intervals from which to which life cycles are told.',
  valuesConfig: LifecycleIntervalEnum.config,
});

/** What questions of both analyses have in common. */
@InputType()
export abstract class LifecycleInput {
  @Field(() => LifecycleIntervalEnum.values, {
    defaultValue: 'WEEK',
    description: 'From interval to interval of which kind. Default: WEEK.',
  })
  interval: keyof typeof LifecycleIntervalEnum.values;

  @Field(() => ReportRangeInput, {
    description: 'Of which time: every interval that it touches is told as a whole.',
  })
  range: ReportRangeInput;

  @Field(() => Int, segmentLimitField)
  segmentLimit: number;
}

const activeField = { description: 'What makes a unit active.' };
const unitBreakdownsField = {
  defaultValue: [],
  description:
    `What the report is divided by, up to ${limits.reportBreakdowns}: what the unit is now. BAD_INPUT for what may change from interval to interval: ` +
    'properties and groups of events, values as of the event, `usersWhoDid`. Default: nothing.',
};

@InputType('UserLifecycle', { description: 'What becomes of users: new, retained, resurrected, dormant.' })
export class UserLifecycleInput extends LifecycleInput {
  @Field(() => UserEventChoiceInput, activeField)
  event: UserEventChoiceInput;

  @Field(() => UserEventFilterInput, whereField)
  where?: UserEventFilterInput | null;

  @Field(() => [UserBreakdownInput], unitBreakdownsField)
  breakdowns: UserBreakdownInput[];
}

@InputType('GroupLifecycle', {
  description: 'What becomes of groups, or of their users: new, retained, resurrected, dormant.',
})
export class GroupLifecycleInput extends LifecycleInput {
  @Field(() => GroupEventChoiceInput, activeField)
  event: GroupEventChoiceInput;

  @Field(() => GroupReportUnitEnum.values, countField)
  count: GroupReportUnit;

  @Field(() => GroupEventFilterInput, whereField)
  where?: GroupEventFilterInput | null;

  @Field(() => [GroupBreakdownInput], unitBreakdownsField)
  breakdowns: GroupBreakdownInput[];
}
