import { Field, ID, ObjectType } from 'type-graphql';
import { PropertiesScalar } from '../../scalars/json.js';
import { DateTimeScalar } from '../../scalars/time.js';
import { GroupNode } from '../group.js';

@ObjectType('ActivityEvent', { description: 'Something that happened.', simpleResolvers: true })
export class ActivityEventNode {
  @Field(() => ID, { description: 'The id it is stored under.' })
  id: string;

  @Field(() => String, { description: 'The event’s name.' })
  name: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  time: Date;

  @Field(() => ID, {
    description: 'Whose it is now: of a device that was linked to a user, before or after, that user’s distinct id.',
  })
  distinctId: string;

  @Field(() => [GroupNode], { description: 'The groups it carried, of all keys.' })
  groups: readonly GroupNode[];

  @Field(() => PropertiesScalar, { description: 'Its properties.' })
  properties: unknown;
}
