import { Field, ID, ObjectType } from 'type-graphql';
import type { GroupKey } from '../../core/model.js';
import { PropertyValueScalar } from '../scalars/json.js';
import { DateTimeScalar } from '../scalars/time.js';

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

@ObjectType('PropertyChange', { description: 'A property that got another value.', simpleResolvers: true })
export class PropertyChangeNode {
  @Field(() => DateTimeScalar, { description: 'When the server was told.' })
  at: Date;

  @Field(() => PropertyValueScalar, {
    nullable: true,
    description: 'The value from then on; null where it is not set.',
  })
  value: unknown;

  @Field(() => Boolean, { description: 'False if the property was taken away, or its group deleted.' })
  isSet: boolean;
}
