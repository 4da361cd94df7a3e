import { Field, ID, ObjectType } from 'type-graphql';
import type { GroupKey } from '../../core/model.js';

/** What the resolvers of Group know at first: which group it is. Everything else is loaded when asked for. */
@ObjectType('Group', {
  description:
    'One group of a group key, such as one company: known by a profile, by a user who belongs to it or by an event that ' +
    'carried it. It tells about itself and has no field that leads to users.',
})
export class GroupNode {
  readonly groupKey: GroupKey;

  @Field(() => ID, {
    description:
      'The group id, unique within its key. Compared byte by byte: `acme`, `Acme` and `acme ` are three groups. Always text; `42` and `"42"` are one group.',
  })
  readonly id: string;
}
