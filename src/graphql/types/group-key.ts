import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../scalars/time.js';

@ObjectType('GroupKey', {
  description:
    'The name of an event property whose values are group ids, such as `company_id`. From the moment it is registered, every ' +
    'event that carries the property belongs to the groups it names. Wherever a group key is asked for, its name or its ' +
    '`dataGroupId` will do.',
})
export class GroupKeyNode {
  @Field(() => String, {
    description: 'The exact name of the property, in events and in user profiles. Never changes.',
  })
  key: string;

  @Field(() => String, { description: 'The name people see. Changed by `renameGroupKey`.' })
  displayName: string;

  @Field(() => String, {
    description:
      'An opaque signed 64-bit number, as text because JSON readers lose its last digits otherwise. Never changes.',
  })
  dataGroupId: string;

  @Field(() => DateTimeScalar, {
    description: 'When it was registered; events that came before are attributed by `backfillGroupKey` only.',
  })
  createdAt: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Since when no new event is attributed by it; null while it is in use. What was attributed before stays and can be asked for.',
  })
  archivedAt: Date | null;
}

@ObjectType('CompanyKey', {
  description: 'The one group key whose groups are companies, and the group property that holds a company’s name.',
})
export class CompanyKeyNode {
  @Field(() => GroupKeyNode, { description: 'The group key.' })
  groupKey: GroupKeyNode;

  @Field(() => String, { description: 'The group property that `Group.name` shows for groups of this key.' })
  nameProperty: string;
}
