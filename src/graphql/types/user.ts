import { Field, ID, ObjectType } from 'type-graphql';

/** What the resolvers of User know at first: which user it is. Everything else is loaded when asked for. */
@ObjectType('User', {
  description:
    'One user: a canonical distinct id, known by a profile or by an event. Ids of devices that logged in as a user are ' +
    'merged into that user and are no users of their own.',
})
export class UserNode {
  @Field(() => ID, {
    description:
      'The canonical distinct id: the user id, or `$device:` and the device id for one who never logged in. Compared byte by byte.',
  })
  readonly distinctId: string;
}
