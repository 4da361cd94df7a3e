import { Field, ID, InputType } from 'type-graphql';
import { PropertiesScalar } from '../scalars/json.js';
import { TimestampScalar } from '../scalars/time.js';

@InputType('EventInput', {
  description:
    'One event: somebody did something. It needs at least one of `distinctId`, `deviceId` and `userId`. It belongs to a group ' +
    'if its properties carry a registered group key: text, a number, or a list of them for several groups (at most 300 a key).',
})
export class EventInput {
  @Field(() => String, { description: 'What happened, 1 to 255 characters; case matters.' })
  name: string;

  @Field(() => TimestampScalar, {
    nullable: true,
    description: 'When. Left out: now. At most an hour in the future; not before 1971.',
  })
  time?: number | string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Who, where `deviceId` and `userId` are left out: with `$device:` before it a device, else a user id.',
  })
  distinctId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The device, for who is not logged in. The first event with both `deviceId` and `userId` makes everything this device did, before ' +
      'and after, the user’s.',
  })
  deviceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The user who is logged in.' })
  userId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Makes sending again safe: the same (name, distinct id, time, insert id) counts once. 1 to 36 letters, digits or `-`. Left ' +
      'out: generated, and the event counts each time it is sent.',
  })
  insertId?: string | null;

  @Field(() => PropertiesScalar, {
    nullable: true,
    description: 'What else is known of it: at most 255 properties. Left out: none.',
  })
  properties?: unknown;
}
