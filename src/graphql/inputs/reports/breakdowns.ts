import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { limits } from '../../../core/limits.js';
import { OneOf } from '../conditions.js';
import { type PropertyTime, PropertyTimeEnum } from '../filters.js';
import { EventChoiceInput } from './event-filters.js';

const bucketsField = {
  nullable: true,
  description: `Numbers between which the values are put into buckets: below the first, from each up to the next, from the last on. 1 to ${limits.reportBuckets}, ascending. Left out: each value is a segment.`,
};
const timeField = { defaultValue: 'CURRENT', description: 'Of which moment the property is meant. Default: CURRENT.' };
const keyField = {
  description: 'The group key: its name or its `dataGroupId`. Error: GROUP_KEY_UNKNOWN, with near matches.',
};
const ownOrProperty = 'A property of these groups. Left out: by the groups themselves.';
const listsDivide = 'A list divides by each of its elements.';

@InputType('PropertyBreakdown', { description: `By the value of a property. ${listsDivide}` })
export class PropertyBreakdownInput {
  @Field(() => String, { description: 'The property’s exact name.' })
  name: string;

  @Field(() => [Float], bucketsField)
  buckets?: number[] | null;
}

@InputType('EventGroupBreakdown', {
  description:
    'By the groups of a key that the event carried: an event of several groups falls into the segment of each; one that carried none ' +
    'into the segment that is not set.',
})
export class EventGroupBreakdownInput {
  @Field(() => String, keyField)
  key: string;

  @Field(() => String, { nullable: true, description: ownOrProperty })
  property?: string | null;

  @Field(() => PropertyTimeEnum.values, timeField)
  properties: PropertyTime;

  @Field(() => [Float], bucketsField)
  buckets?: number[] | null;
}

@InputType('MembershipBreakdown', {
  description:
    'By the groups of a key that the user belongs to, whatever the event carried: a user of several groups falls into the segment of each.',
})
export class MembershipBreakdownInput {
  @Field(() => String, keyField)
  key: string;

  @Field(() => String, { nullable: true, description: ownOrProperty })
  property?: string | null;

  @Field(() => [Float], bucketsField)
  buckets?: number[] | null;
}

@OneOf()
@InputType('UserBreakdown', {
  description:
    'What a report on users is divided by; exactly one branch. A unit counts in every segment it falls into.',
})
export class UserBreakdownInput {
  @Field(() => PropertyBreakdownInput, { nullable: true, description: 'A property of the event.' })
  eventProperty?: PropertyBreakdownInput;

  @Field(() => EventGroupBreakdownInput, { nullable: true, description: 'The groups the event carried.' })
  eventGroup?: EventGroupBreakdownInput;

  @Field(() => PropertyBreakdownInput, {
    nullable: true,
    description: 'A property of the user’s profile, as it is now.',
  })
  userProperty?: PropertyBreakdownInput;

  @Field(() => MembershipBreakdownInput, { nullable: true, description: 'The groups the user belongs to.' })
  membership?: MembershipBreakdownInput;

  @Field(() => ID, {
    nullable: true,
    description: 'Whether the user is in this saved cohort of users, as of now. Errors: NOT_FOUND; COHORT_WRONG_UNIT.',
  })
  cohort?: string;
}

@InputType('GroupPropertyBreakdown', { description: `By a property of the group that is analysed. ${listsDivide}` })
export class GroupPropertyBreakdownInput {
  @Field(() => String, { nullable: true, description: 'The property’s exact name. Left out: by the group itself.' })
  name?: string | null;

  @Field(() => PropertyTimeEnum.values, timeField)
  properties: PropertyTime;

  @Field(() => [Float], bucketsField)
  buckets?: number[] | null;
}

@InputType('UsersWhoDidBreakdown', {
  description:
    'By how many different users did something for the group: in insights and frequency in each interval by itself, so that the total of a segment is of ' +
    'all that falls into it in any of them; in other reports, and with WHOLE, in the whole range. Which users, and what they are like, cannot be asked.',
})
export class UsersWhoDidBreakdownInput {
  @Field(() => EventChoiceInput, { description: 'What they did.' })
  event: EventChoiceInput;

  @Field(() => Int, {
    defaultValue: 1,
    description: 'How often a user must have done it to count, at least 1. Default: 1.',
  })
  times: number;

  @Field(() => [Float], bucketsField)
  buckets?: number[] | null;
}

@OneOf()
@InputType('GroupBreakdown', {
  description:
    'What a report on groups is divided by; exactly one branch. There is none for properties of users. A unit counts in every segment it falls into.',
})
export class GroupBreakdownInput {
  @Field(() => PropertyBreakdownInput, { nullable: true, description: 'A property of the event.' })
  eventProperty?: PropertyBreakdownInput;

  @Field(() => EventGroupBreakdownInput, {
    nullable: true,
    description: 'The groups of another key that the event carried.',
  })
  eventGroup?: EventGroupBreakdownInput;

  @Field(() => GroupPropertyBreakdownInput, { nullable: true, description: 'The group, or a property of it.' })
  groupProperty?: GroupPropertyBreakdownInput;

  @Field(() => ID, {
    nullable: true,
    description:
      'Whether the group is in this saved cohort of groups of the key, as of now. Errors: NOT_FOUND; COHORT_WRONG_UNIT.',
  })
  cohort?: string;

  @Field(() => UsersWhoDidBreakdownInput, {
    nullable: true,
    description: 'How many users did something for the group.',
  })
  usersWhoDid?: UsersWhoDidBreakdownInput;
}
