import { Field, ID, InputType } from 'type-graphql';
import { PropertiesScalar } from '../scalars/json.js';
import { OneOf } from './conditions.js';
import { argumentMeaning as meaning } from './profile-meanings.js';

@InputType('PeoplePropertiesInput', { description: 'A user and properties, for one operation of a batch.' })
export class PeoplePropertiesInput {
  @Field(() => ID, { description: meaning.distinctId })
  distinctId: string;

  @Field(() => PropertiesScalar, { description: meaning.properties })
  properties: unknown;

  @Field(() => Boolean, { defaultValue: false, description: meaning.ignoreTime })
  ignoreTime: boolean;

  @Field(() => Boolean, { defaultValue: false, description: meaning.ignoreAlias })
  ignoreAlias: boolean;

  @Field(() => String, { nullable: true, description: meaning.operationId })
  operationId?: string | null;
}

@InputType('PeopleNamesInput', { description: 'A user and names of properties, for one operation of a batch.' })
export class PeopleNamesInput {
  @Field(() => ID, { description: meaning.distinctId })
  distinctId: string;

  @Field(() => [String], { description: meaning.names })
  names: string[];

  @Field(() => Boolean, { defaultValue: false, description: meaning.ignoreTime })
  ignoreTime: boolean;

  @Field(() => Boolean, { defaultValue: false, description: meaning.ignoreAlias })
  ignoreAlias: boolean;

  @Field(() => String, { nullable: true, description: meaning.operationId })
  operationId?: string | null;
}

@InputType('PeopleDeleteInput', { description: 'A user, for one operation of a batch.' })
export class PeopleDeleteInput {
  @Field(() => ID, { description: meaning.distinctId })
  distinctId: string;

  @Field(() => Boolean, { defaultValue: false, description: meaning.ignoreAlias })
  ignoreAlias: boolean;

  @Field(() => String, { nullable: true, description: meaning.operationId })
  operationId?: string | null;
}

@InputType('GroupPropertiesInput', { description: 'A group and properties, for one operation of a batch.' })
export class GroupPropertiesInput {
  @Field(() => String, { description: meaning.groupKey })
  groupKey: string;

  @Field(() => ID, { description: meaning.groupId })
  groupId: string;

  @Field(() => PropertiesScalar, { description: meaning.properties })
  properties: unknown;

  @Field(() => Boolean, { defaultValue: false, description: meaning.ignoreTime })
  ignoreTime: boolean;

  @Field(() => String, { nullable: true, description: meaning.operationId })
  operationId?: string | null;
}

@InputType('GroupNamesInput', { description: 'A group and names of properties, for one operation of a batch.' })
export class GroupNamesInput {
  @Field(() => String, { description: meaning.groupKey })
  groupKey: string;

  @Field(() => ID, { description: meaning.groupId })
  groupId: string;

  @Field(() => [String], { description: meaning.names })
  names: string[];

  @Field(() => Boolean, { defaultValue: false, description: meaning.ignoreTime })
  ignoreTime: boolean;

  @Field(() => String, { nullable: true, description: meaning.operationId })
  operationId?: string | null;
}

@InputType('GroupDeleteInput', { description: 'A group, for one operation of a batch.' })
export class GroupDeleteInput {
  @Field(() => String, { description: meaning.groupKey })
  groupKey: string;

  @Field(() => ID, { description: meaning.groupId })
  groupId: string;

  @Field(() => String, { nullable: true, description: meaning.operationId })
  operationId?: string | null;
}

const as = (mutation: string): { nullable: true; description: string } => ({
  nullable: true,
  description: `As the mutation \`${mutation}\`.`,
});

@OneOf()
@InputType('ProfileOperationInput', {
  description: 'One operation on one profile, under the name of its mutation; exactly one branch.',
})
export class ProfileOperationInput {
  @Field(() => PeoplePropertiesInput, as('people_set'))
  people_set?: PeoplePropertiesInput;

  @Field(() => PeoplePropertiesInput, as('people_set_once'))
  people_set_once?: PeoplePropertiesInput;

  @Field(() => PeoplePropertiesInput, as('people_add'))
  people_add?: PeoplePropertiesInput;

  @Field(() => PeoplePropertiesInput, as('people_append'))
  people_append?: PeoplePropertiesInput;

  @Field(() => PeoplePropertiesInput, as('people_union'))
  people_union?: PeoplePropertiesInput;

  @Field(() => PeoplePropertiesInput, as('people_remove'))
  people_remove?: PeoplePropertiesInput;

  @Field(() => PeopleNamesInput, as('people_unset'))
  people_unset?: PeopleNamesInput;

  @Field(() => PeopleDeleteInput, as('people_delete'))
  people_delete?: PeopleDeleteInput;

  @Field(() => GroupPropertiesInput, as('group_set'))
  group_set?: GroupPropertiesInput;

  @Field(() => GroupPropertiesInput, as('group_set_once'))
  group_set_once?: GroupPropertiesInput;

  @Field(() => GroupPropertiesInput, as('group_add'))
  group_add?: GroupPropertiesInput;

  @Field(() => GroupPropertiesInput, as('group_append'))
  group_append?: GroupPropertiesInput;

  @Field(() => GroupPropertiesInput, as('group_union'))
  group_union?: GroupPropertiesInput;

  @Field(() => GroupPropertiesInput, as('group_remove'))
  group_remove?: GroupPropertiesInput;

  @Field(() => GroupNamesInput, as('group_unset'))
  group_unset?: GroupNamesInput;

  @Field(() => GroupDeleteInput, as('group_delete'))
  group_delete?: GroupDeleteInput;
}
