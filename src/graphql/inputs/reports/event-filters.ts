import { Field, InputType, Int } from 'type-graphql';
import { OneOf, PropertyFilterInput } from '../conditions.js';
import {
  EventFilterInput,
  EventGroupFilterInput,
  GroupFilterInput,
  type PropertyTime,
  PropertyTimeEnum,
  UserFilterInput,
} from '../filters.js';

const all = 'Every one of these holds (at least one must be given).';
const any = 'At least one of these holds (at least one must be given).';
const ofEvent = 'A property of the event.';
const carried = 'The event carried some group such that …: events by the properties of their groups.';
const names = 'The event’s exact name, any of these. Left out: whatever its name.';

@OneOf()
@InputType('UserEventFilter', {
  description:
    'Which events, when users are analysed: by the event itself, by groups it carried, by who did it. Exactly one branch.',
})
export class UserEventFilterInput {
  @Field(() => [UserEventFilterInput], { nullable: true, description: all })
  and?: UserEventFilterInput[];

  @Field(() => [UserEventFilterInput], { nullable: true, description: any })
  or?: UserEventFilterInput[];

  @Field(() => UserEventFilterInput, { nullable: true, description: 'This does not hold.' })
  not?: UserEventFilterInput;

  @Field(() => PropertyFilterInput, { nullable: true, description: ofEvent })
  property?: PropertyFilterInput;

  @Field(() => EventGroupFilterInput, { nullable: true, description: carried })
  eventGroup?: EventGroupFilterInput;

  @Field(() => UserFilterInput, {
    nullable: true,
    description:
      'The user who did it is such that …; `someGroup` in it looks at the groups the user belongs to, so that all of the user’s events count, also those that carried no group.',
  })
  user?: UserFilterInput;
}

@InputType('AnalyzedGroupFilter', {
  description: 'The group for which the event is looked at satisfies this.',
})
export class AnalyzedGroupFilterInput {
  @Field(() => GroupFilterInput, { description: 'What it must satisfy.' })
  where: GroupFilterInput;

  @Field(() => PropertyTimeEnum.values, {
    defaultValue: 'CURRENT',
    description:
      'Of which moment the properties in `where` are meant, those of saved cohorts in it included. What groups did is always asked of now. Default: CURRENT.',
  })
  properties: PropertyTime;
}

@InputType('EventChoice', { description: 'Events by name, and what more must hold of the event itself.' })
export class EventChoiceInput {
  @Field(() => [String], { nullable: true, description: names })
  names?: string[] | null;

  @Field(() => EventFilterInput, { nullable: true, description: 'What more must hold. Left out: nothing.' })
  where?: EventFilterInput | null;
}

@InputType('UsersWhoDidFilter', {
  description:
    'So many different users did something for the group: in insights and frequency in the interval of the event, so that groups are chosen anew in each ' +
    'and a total is of all so chosen; in other reports, and with WHOLE, in the whole range. With neither end given: at least one. Which users, and what ' +
    'they are like, cannot be asked.',
})
export class UsersWhoDidFilterInput {
  @Field(() => EventChoiceInput, { description: 'What they did.' })
  event: EventChoiceInput;

  @Field(() => Int, {
    defaultValue: 1,
    description: 'How often a user must have done it to count, at least 1. Default: 1.',
  })
  times: number;

  @Field(() => Int, { nullable: true, description: 'Fewest users, 0 or more. Left out: open.' })
  atLeast?: number | null;

  @Field(() => Int, { nullable: true, description: 'Most users, 0 or more, not below `atLeast`. Left out: open.' })
  atMost?: number | null;
}

@OneOf()
@InputType('GroupEventFilter', {
  description:
    'Which events, when the groups of a key are analysed: by the event itself, by groups it carried, by the group for which it is ' +
    'looked at, by how many users did something for it. There is no branch for users’ properties. Exactly one branch.',
})
export class GroupEventFilterInput {
  @Field(() => [GroupEventFilterInput], { nullable: true, description: all })
  and?: GroupEventFilterInput[];

  @Field(() => [GroupEventFilterInput], { nullable: true, description: any })
  or?: GroupEventFilterInput[];

  @Field(() => GroupEventFilterInput, { nullable: true, description: 'This does not hold.' })
  not?: GroupEventFilterInput;

  @Field(() => PropertyFilterInput, { nullable: true, description: ofEvent })
  property?: PropertyFilterInput;

  @Field(() => EventGroupFilterInput, { nullable: true, description: carried })
  eventGroup?: EventGroupFilterInput;

  @Field(() => AnalyzedGroupFilterInput, {
    nullable: true,
    description: 'The group is such that …: an event of several groups is looked at once for each of them.',
  })
  group?: AnalyzedGroupFilterInput;

  @Field(() => UsersWhoDidFilterInput, {
    nullable: true,
    description: 'So many different users did something for the group.',
  })
  usersWhoDid?: UsersWhoDidFilterInput;
}

@InputType('UserEventChoice', { description: 'Events by name, and what more must hold.' })
export class UserEventChoiceInput {
  @Field(() => [String], { nullable: true, description: names })
  names?: string[] | null;

  @Field(() => UserEventFilterInput, { nullable: true, description: 'What more must hold. Left out: nothing.' })
  where?: UserEventFilterInput | null;
}

@InputType('GroupEventChoice', { description: 'Events by name, and what more must hold.' })
export class GroupEventChoiceInput {
  @Field(() => [String], { nullable: true, description: names })
  names?: string[] | null;

  @Field(() => GroupEventFilterInput, { nullable: true, description: 'What more must hold. Left out: nothing.' })
  where?: GroupEventFilterInput | null;
}
