import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../scalars/time.js';
import { enumOf } from '../types/enum-of.js';
import { OneOf, PropertyFilterInput } from './conditions.js';
import type { GroupReportFigureInput, UserFigureInput } from './reports/questions.js';

const all = 'Every one of these holds (at least one must be given).';
const any = 'At least one of these holds (at least one must be given).';

@InputType('TimeBetween', {
  description: 'A stretch of time; either end may be left open, not both (BAD_INPUT).',
})
export class TimeBetweenInput {
  @Field(() => DateTimeScalar, { nullable: true, description: 'First moment in the stretch. Left out: open.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'First moment after the stretch; later than `from`, else BAD_INPUT. Left out: open.',
  })
  to?: Date | null;
}

@OneOf()
@InputType('TimeRange', { description: 'When events happened; exactly one branch.' })
export class TimeRangeInput {
  @Field(() => Int, { nullable: true, description: 'From this many times 24 hours ago up to now. At least 1.' })
  lastDays?: number;

  @Field(() => TimeBetweenInput, { nullable: true, description: 'Between two moments.' })
  between?: TimeBetweenInput;
}

@InputType('DidFilter', {
  description:
    'Did an event so and so often. With neither `atLeast` nor `atMost`: at least once. `atMost: 0` means never. For a user ' +
    'these are the events of all ids merged into one; for a group, the events that carried it.',
})
export class DidFilterInput {
  @Field(() => String, { nullable: true, description: 'The event’s exact name. Left out: any event.' })
  event?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Fewest times, 0 or more. Left out: open, or 1 where `atMost` is left out too.',
  })
  atLeast?: number | null;

  @Field(() => Int, { nullable: true, description: 'Most times, 0 or more, not below `atLeast`. Left out: open.' })
  atMost?: number | null;

  @Field(() => TimeRangeInput, { nullable: true, description: 'When. Left out: ever.' })
  within?: TimeRangeInput | null;

  @Field(() => EventFilterInput, { nullable: true, description: 'Only events that satisfy this count. Left out: all.' })
  where?: EventFilterInput | null;
}

@InputType('IdFilter', { description: 'A condition on the id itself.' })
export class IdFilterInput {
  @Field(() => [ID], {
    description:
      'The id is one of these (1 to 1,000), byte by byte: the distinct id of a user, the group id of a group.',
  })
  isOneOf: string[];
}

@OneOf()
@InputType('GroupFilter', {
  description:
    'Which groups of one key; exactly one branch. It knows the groups’ own properties, the events that carried them and ' +
    'saved cohorts of groups of the same key. It has no branch for users: the properties of users cannot be used when ' +
    'groups are asked for, and there is no way to write it.',
})
export class GroupFilterInput {
  @Field(() => [GroupFilterInput], { nullable: true, description: all })
  and?: GroupFilterInput[];

  @Field(() => [GroupFilterInput], { nullable: true, description: any })
  or?: GroupFilterInput[];

  @Field(() => GroupFilterInput, { nullable: true, description: 'This does not hold.' })
  not?: GroupFilterInput;

  @Field(() => PropertyFilterInput, { nullable: true, description: 'A property of the group’s profile.' })
  property?: PropertyFilterInput;

  @Field(() => IdFilterInput, { nullable: true, description: 'The group id.' })
  id?: IdFilterInput;

  @Field(() => DidFilterInput, { nullable: true, description: 'Events that carried the group.' })
  did?: DidFilterInput;

  @Field(() => ID, {
    nullable: true,
    description:
      'Belongs to the saved cohort of groups with this id. Errors: NOT_FOUND; COHORT_WRONG_UNIT for a cohort of users or of ' +
      'another group key.',
  })
  cohort?: string;

  /** Made a field in reports/figures.ts. */
  behind?: GroupReportFigureInput;
}

export const PropertyTimeEnum = enumOf({
  CURRENT: 'The values the group has now, also for events of the past.',
  AS_OF_EVENT:
    'The values the group had when the event happened: of the history that is kept of every group property from when it was first set.',
});
export type PropertyTime = keyof typeof PropertyTimeEnum.values;
registerEnumType(PropertyTimeEnum.values, {
  name: 'PropertyTime',
  description: 'Of which moment the properties of a group are meant.',
  valuesConfig: PropertyTimeEnum.config,
});

@InputType('EventGroupFilter', {
  description:
    'The event carried some one group of the key that satisfies the whole of `where`. It looks at the groups the event itself names; ' +
    '`someGroup` of a UserFilter looks at those the user belongs to.',
})
export class EventGroupFilterInput {
  @Field(() => String, {
    description: 'The group key: its name or its `dataGroupId`. Error: GROUP_KEY_UNKNOWN, with near matches.',
  })
  key: string;

  @Field(() => GroupFilterInput, { description: 'What that one group must satisfy.' })
  where: GroupFilterInput;

  @Field(() => PropertyTimeEnum.values, {
    defaultValue: 'CURRENT',
    description:
      'Of which moment the properties in `where` are meant, those of saved cohorts in it included. What groups did is always asked of now. Default: CURRENT.',
  })
  properties: PropertyTime;
}

@OneOf()
@InputType('EventFilter', {
  description:
    'Which events count: conditions on the event’s own properties and on groups it carried, nothing of users. Exactly one branch.',
})
export class EventFilterInput {
  @Field(() => [EventFilterInput], { nullable: true, description: all })
  and?: EventFilterInput[];

  @Field(() => [EventFilterInput], { nullable: true, description: any })
  or?: EventFilterInput[];

  @Field(() => EventFilterInput, { nullable: true, description: 'This does not hold.' })
  not?: EventFilterInput;

  @Field(() => PropertyFilterInput, { nullable: true, description: 'A property of the event.' })
  property?: PropertyFilterInput;

  @Field(() => EventGroupFilterInput, {
    nullable: true,
    description: 'The event carried some group such that …: events by the properties of their group.',
  })
  eventGroup?: EventGroupFilterInput;
}

@InputType('SomeGroupFilter', {
  description: 'Belongs to some one group of the key that satisfies the whole of `where`.',
})
export class SomeGroupFilterInput {
  @Field(() => String, {
    description: 'The group key: its name or its `dataGroupId`. Error: GROUP_KEY_UNKNOWN, with near matches.',
  })
  key: string;

  @Field(() => GroupFilterInput, {
    description:
      'What that one group must satisfy. Two conditions in here are about the same group; for two conditions on perhaps ' +
      'different groups join two `someGroup` with `and`.',
  })
  where: GroupFilterInput;
}

@InputType('BelongsToFilter', { description: 'Belongs to more than so many groups of a key.' })
export class BelongsToFilterInput {
  @Field(() => String, {
    description: 'The group key: its name or its `dataGroupId`. Error: GROUP_KEY_UNKNOWN, with near matches.',
  })
  key: string;

  @Field(() => Int, {
    defaultValue: 0,
    description:
      'More than this many, 0 or more. Default: 0, which means any group at all; put `not` around it for users without a group.',
  })
  moreThan: number;
}

@OneOf()
@InputType('UserFilter', {
  description:
    'Which users; exactly one branch. A user belongs to a group when the profile has a property named as the group key, ' +
    'holding the group’s id or a list of ids.',
})
export class UserFilterInput {
  @Field(() => [UserFilterInput], { nullable: true, description: all })
  and?: UserFilterInput[];

  @Field(() => [UserFilterInput], { nullable: true, description: any })
  or?: UserFilterInput[];

  @Field(() => UserFilterInput, { nullable: true, description: 'This does not hold.' })
  not?: UserFilterInput;

  @Field(() => PropertyFilterInput, { nullable: true, description: 'A property of the user’s profile.' })
  property?: PropertyFilterInput;

  @Field(() => IdFilterInput, { nullable: true, description: 'The distinct id.' })
  id?: IdFilterInput;

  @Field(() => SomeGroupFilterInput, {
    nullable: true,
    description: 'Belongs to some group such that …: users by the properties of their group.',
  })
  someGroup?: SomeGroupFilterInput;

  @Field(() => BelongsToFilterInput, {
    nullable: true,
    description: 'Belongs to any group of a key, or to more than so many.',
  })
  belongsTo?: BelongsToFilterInput;

  @Field(() => DidFilterInput, { nullable: true, description: 'Events the user did.' })
  did?: DidFilterInput;

  @Field(() => ID, {
    nullable: true,
    description:
      'Belongs to the saved cohort of users with this id. Errors: NOT_FOUND; COHORT_WRONG_UNIT for a cohort of groups.',
  })
  cohort?: string;

  /** Made a field in reports/figures.ts. */
  behind?: UserFigureInput;
}
