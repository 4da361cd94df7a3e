import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { authorize } from '../../projects/permissions.js';
import type { GraphqlContext } from '../context.js';
import { ProfileOperationInput } from '../inputs/profile-operations.js';
import { toProfileItem } from '../inputs/to-profile-item.js';
import { GroupNode } from '../types/group.js';
import { ProfileBatchResultNode, ProfileResultNode } from '../types/profile-result.js';
import { UserNode } from '../types/user.js';

const needsRead = 'Needs a role that may read: with the project token this field is FORBIDDEN, and the change stands.';

@Resolver(() => ProfileResultNode)
export class ProfileResultResolver {
  @FieldResolver(() => UserNode, {
    nullable: true,
    description: `The user whose profile it was; null for a group. ${needsRead}`,
  })
  user(@Root() result: ProfileResultNode, @Ctx() { request }: GraphqlContext): UserNode | null {
    authorize(request.actor, 'READ');
    return result.changedUser;
  }

  @FieldResolver(() => GroupNode, {
    nullable: true,
    description: `The group whose profile it was; null for a user. ${needsRead}`,
  })
  group(@Root() result: ProfileResultNode, @Ctx() { request }: GraphqlContext): GroupNode | null {
    authorize(request.actor, 'READ');
    return result.changedGroup;
  }
}

@Resolver()
export class ProfileBatchResolver {
  @Mutation(() => ProfileBatchResultNode, {
    description:
      'Applies up to 2,000 operations on profiles of users and groups, in order. Each is applied wholly or not at all, and a refused one ' +
      'does not hold up the others. When it answers, what was applied is on disk and every later question sees it. More ' +
      'than 2,000: BAD_INPUT. Sent again, `add` and `append` count again, unless they carry an `operationId`.',
  })
  async profileBatch(
    @Arg('operations', () => [ProfileOperationInput], { description: 'The operations, at most 2,000.' })
    operations: ProfileOperationInput[],
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<ProfileBatchResultNode> {
    const outcomes = await services.profiles.apply(request, operations.map(toProfileItem));
    const refusals = outcomes.filter(({ status }) => status === 'REFUSED');
    const duplicate = outcomes.filter(({ status }) => status === 'DUPLICATE').length;
    const applied = outcomes.length - refusals.length - duplicate;
    return { applied, duplicate, refused: refusals.length, outcomes, refusals };
  }
}
