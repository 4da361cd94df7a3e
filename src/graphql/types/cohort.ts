import { Field, ID, InterfaceType, ObjectType } from 'type-graphql';
import type { GroupFilter, UserFilter } from '../../cohorts/filter.js';
import type { GroupKey, Unit } from '../../core/model.js';
import { DateTimeScalar } from '../scalars/time.js';

/** The users of a filter; size and page are asked for by the resolver. */
@ObjectType('UserCohort', {
  description:
    'The users who satisfy a filter, as of now. Nothing is stored; to keep the filter, save it with `createUserCohort`.',
})
export class UserCohortNode {
  readonly where: UserFilter | null;
}

/** GraphQL's names of the two kinds, by what they hold. */
const typeNames: Readonly<Record<Unit, string>> = { USERS: 'SavedUserCohort', GROUPS: 'SavedGroupCohort' };

@InterfaceType('SavedCohort', {
  description:
    'A saved cohort, of users or of groups; `... on SavedUserCohort` and `... on SavedGroupCohort` lead to who is in it.',
  resolveType: ({ unit }: SavedCohortNode) => typeNames[unit],
})
export abstract class SavedCohortNode {
  readonly unit: Unit;

  @Field(() => ID, { description: 'Its id, for the `cohort` branch of filters.' })
  readonly id: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name: string;

  @Field(() => String, { description: 'What it is for; may be empty.' })
  readonly description: string;

  @Field(() => DateTimeScalar, { description: 'When it was saved first.' })
  readonly createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When its name, description or filter was last changed.' })
  readonly updatedAt: Date;
}

@ObjectType('SavedUserCohort', {
  implements: SavedCohortNode,
  description: 'A saved filter over users. Who is in it is asked anew each time: it has no members of its own.',
})
export class SavedUserCohortNode extends SavedCohortNode {
  declare readonly unit: 'USERS';
  readonly filter: UserFilter;
}

@ObjectType('SavedGroupCohort', {
  implements: SavedCohortNode,
  description:
    'A saved filter over the groups of one key. Which are in it is asked anew each time: it has no members of its own.',
})
export class SavedGroupCohortNode extends SavedCohortNode {
  declare readonly unit: 'GROUPS';
  readonly groupKey: GroupKey;
  readonly filter: GroupFilter;
}

@ObjectType('DeletedCohort', { description: 'A saved cohort that is no more.' })
export class DeletedCohortNode {
  @Field(() => ID, { description: 'The id it had.' })
  readonly id: string;
}
