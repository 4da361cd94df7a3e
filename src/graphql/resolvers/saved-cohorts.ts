import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { GraphqlContext } from '../context.js';
import { GroupFilterInput, UserFilterInput } from '../inputs/filters.js';
import { GroupOrderInput, UserOrderInput } from '../inputs/order.js';
import { toGroupFilter, toUserFilter } from '../inputs/to-filter.js';
import { DeletedCohortNode, SavedCohortNode, SavedGroupCohortNode, SavedUserCohortNode } from '../types/cohort.js';
import { type Connection, GroupConnectionNode, UserConnectionNode } from '../types/connections.js';
import type { GroupNode } from '../types/group.js';
import { GroupKeyNode } from '../types/group-key.js';
import type { UserNode } from '../types/user.js';
import { groupsConnection, usersConnection } from './page-questions.js';
import { afterArg, firstArg, pageCost, questionCost } from './pages.js';

const nameArg = { description: 'Its name, 1 to 255 characters.' };
const newNameArg = { nullable: true, description: 'The new name, 1 to 255 characters. Left out: stays.' };
const descriptionArg = { defaultValue: '', description: 'What it is for. Default: empty.' };
const newDescriptionArg = { nullable: true, description: 'What it is for. Left out: stays.' };
const idArg = { description: 'Its id.' };
const errors =
  'Errors: GROUP_KEY_UNKNOWN, NOT_FOUND and COHORT_WRONG_UNIT for names in the filter, with `path`; COHORT_CYCLE if it would use itself; BAD_INPUT.';

@Resolver()
export class SavedCohortsResolver {
  @Query(() => [SavedUserCohortNode], { description: 'The saved cohorts of users, in the order they were created.' })
  async userCohorts(@Ctx() { services, request }: GraphqlContext): Promise<SavedUserCohortNode[]> {
    return [...(await services.savedCohorts.listUserCohorts(request))];
  }

  @Query(() => [SavedGroupCohortNode], {
    description: 'The saved cohorts of groups, of all keys, in the order they were created.',
  })
  async groupCohorts(@Ctx() { services, request }: GraphqlContext): Promise<SavedGroupCohortNode[]> {
    return [...(await services.savedCohorts.listGroupCohorts(request))];
  }

  @Query(() => SavedCohortNode, { description: 'One saved cohort. Error: NOT_FOUND.' })
  cohort(
    @Arg('id', () => ID, idArg) id: string,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<SavedCohortNode> {
    return services.savedCohorts.byId(request, id);
  }

  @Mutation(() => SavedUserCohortNode, { description: `Saves a filter over users. ${errors}` })
  createUserCohort(
    @Arg('name', () => String, nameArg) name: string,
    @Arg('where', () => UserFilterInput, { description: 'Which users.' }) where: UserFilterInput,
    @Arg('description', () => String, descriptionArg) description: string,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<SavedUserCohortNode> {
    const filter = toUserFilter(where, ['where']);
    return services.savedCohorts.createUserCohort(request, { name, description, filter });
  }

  @Mutation(() => SavedGroupCohortNode, { description: `Saves a filter over the groups of one key. ${errors}` })
  async createGroupCohort(
    @Arg('key', () => String, { description: 'The group key: its name or its `dataGroupId`.' }) key: string,
    @Arg('name', () => String, nameArg) name: string,
    @Arg('where', () => GroupFilterInput, { description: 'Which groups.' }) where: GroupFilterInput,
    @Arg('description', () => String, descriptionArg) description: string,
    @Ctx() { services, request, loaders }: GraphqlContext,
  ): Promise<SavedGroupCohortNode> {
    const filter = toGroupFilter(where, ['where']);
    const groupKey = await loaders.groupKey(key, ['key']);
    return services.savedCohorts.createGroupCohort(request, groupKey, { name, description, filter });
  }

  @Mutation(() => SavedUserCohortNode, {
    description: `Changes a saved cohort of users; what is left out stays. NOT_FOUND; COHORT_WRONG_UNIT for a cohort of groups. ${errors}`,
  })
  updateUserCohort(
    @Arg('id', () => ID, idArg) id: string,
    @Arg('name', () => String, newNameArg) name: string | null | undefined,
    @Arg('where', () => UserFilterInput, { nullable: true, description: 'Which users. Left out: stays.' }) where:
      | UserFilterInput
      | null
      | undefined,
    @Arg('description', () => String, newDescriptionArg) description: string | null | undefined,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<SavedUserCohortNode> {
    const filter = where ? { filter: toUserFilter(where, ['where']) } : {};
    return services.savedCohorts.updateUserCohort(request, id, { ...textOf(name, description), ...filter });
  }

  @Mutation(() => SavedGroupCohortNode, {
    description: `Changes a saved cohort of groups; what is left out stays, the group key always. NOT_FOUND; COHORT_WRONG_UNIT for a cohort of users. ${errors}`,
  })
  updateGroupCohort(
    @Arg('id', () => ID, idArg) id: string,
    @Arg('name', () => String, newNameArg) name: string | null | undefined,
    @Arg('where', () => GroupFilterInput, { nullable: true, description: 'Which groups. Left out: stays.' })
    where: GroupFilterInput | null | undefined,
    @Arg('description', () => String, newDescriptionArg) description: string | null | undefined,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<SavedGroupCohortNode> {
    const filter = where ? { filter: toGroupFilter(where, ['where']) } : {};
    return services.savedCohorts.updateGroupCohort(request, id, { ...textOf(name, description), ...filter });
  }

  @Mutation(() => DeletedCohortNode, {
    description:
      'Deletes a saved cohort of users or of groups. Errors: NOT_FOUND; COHORT_IN_USE while other saved cohorts, or saved reports, use it (`usedBy` names them).',
  })
  async deleteCohort(
    @Arg('id', () => ID, idArg) id: string,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<DeletedCohortNode> {
    await services.savedCohorts.delete(request, id);
    return { id };
  }
}

/** Null and left out both mean: stays. */
const textOf = (
  name: string | null | undefined,
  description: string | null | undefined,
): { readonly name?: string; readonly description?: string } => ({
  ...(typeof name === 'string' ? { name } : {}),
  ...(typeof description === 'string' ? { description } : {}),
});

@Resolver(() => SavedUserCohortNode)
export class SavedUserCohortResolver {
  @FieldResolver(() => Int, { complexity: questionCost, description: 'How many users are in it now; exact.' })
  size(@Root() { filter }: SavedUserCohortNode, @Ctx() { services, request }: GraphqlContext): Promise<number> {
    return services.cohorts.usersCount(request, filter);
  }

  @FieldResolver(() => UserConnectionNode, {
    complexity: pageCost,
    description: 'The users in it now, a page at a time.',
  })
  users(
    @Root() { filter }: SavedUserCohortNode,
    @Arg('first', () => Int, firstArg) first: number,
    @Arg('after', () => String, afterArg) after: string | null | undefined,
    @Arg('orderBy', () => UserOrderInput, {
      nullable: true,
      description: 'The order. Left out: by distinct id, smallest first.',
    })
    orderBy: UserOrderInput | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<UserNode>> {
    return usersConnection(context, filter, { first, after, orderBy });
  }
}

@Resolver(() => SavedGroupCohortNode)
export class SavedGroupCohortResolver {
  @FieldResolver(() => GroupKeyNode, { description: 'The group key whose groups it holds.' })
  key(@Root() { groupKey }: SavedGroupCohortNode): GroupKeyNode {
    return groupKey;
  }

  @FieldResolver(() => Int, { complexity: questionCost, description: 'How many groups are in it now; exact.' })
  size(
    @Root() { filter, groupKey }: SavedGroupCohortNode,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<number> {
    return services.cohorts.groupsCount(request, groupKey, { where: filter, search: null });
  }

  @FieldResolver(() => GroupConnectionNode, {
    complexity: pageCost,
    description: 'The groups in it now, a page at a time.',
  })
  groups(
    @Root() { filter, groupKey }: SavedGroupCohortNode,
    @Arg('first', () => Int, firstArg) first: number,
    @Arg('after', () => String, afterArg) after: string | null | undefined,
    @Arg('orderBy', () => GroupOrderInput, {
      nullable: true,
      description: 'The order. Left out: by group id, smallest first.',
    })
    orderBy: GroupOrderInput | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<GroupNode>> {
    return groupsConnection(context, groupKey, { where: filter, search: null }, { first, after, orderBy });
  }
}
