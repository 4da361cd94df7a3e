import { Field, ID, Int, ObjectType } from 'type-graphql';
import { PropertiesScalar } from '../../scalars/json.js';
import { DateTimeScalar } from '../../scalars/time.js';

@ObjectType('LiveEventGroup', { description: 'A group an event belongs to.', simpleResolvers: true })
export class LiveEventGroupNode {
  @Field(() => String, { description: 'Its group key, by name.' })
  key: string;

  @Field(() => ID, { description: 'The group id.' })
  id: string;
}

@ObjectType('LiveEvent', { description: 'An event that was just stored.', simpleResolvers: true })
export class LiveEventNode {
  @Field(() => ID, { description: 'Its id; the same event has no other.' })
  id: string;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => DateTimeScalar, {
    description: 'When it happened, as its sender says; events need not arrive in order.',
  })
  time: Date;

  @Field(() => ID, {
    description: 'Whose it is; of an event of a device, the user’s to whom the device was linked when it arrived.',
  })
  distinctId: string;

  @Field(() => [LiveEventGroupNode], { description: 'The groups it belongs to, of all keys.' })
  groups: readonly LiveEventGroupNode[];

  @Field(() => PropertiesScalar, { description: 'Its properties.' })
  properties: object;
}

@ObjectType('LiveEventBatch', { description: 'Events that arrived since the last message.', simpleResolvers: true })
export class LiveEventBatchNode {
  @Field(() => [LiveEventNode], { description: 'The events, in the order they were stored; at most 100.' })
  events: readonly LiveEventNode[];

  @Field(() => Int, {
    description: 'How many more arrived after them that this message does not hold, and no other will; ask for those.',
  })
  skipped: number;
}
