import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { checkPageSize } from '../../cohorts/page.js';
import { groupIdsOf, type Properties, type PropertyValue } from '../../core/property-values.js';
import type { GraphqlContext } from '../context.js';
import { UserFilterInput } from '../inputs/filters.js';
import { UserOrderInput } from '../inputs/order.js';
import { toUserFilter } from '../inputs/to-filter.js';
import { PropertiesScalar, PropertyValueScalar } from '../scalars/json.js';
import { DateTimeScalar } from '../scalars/time.js';
import { UserCohortNode } from '../types/cohort.js';
import { type Connection, UserConnectionNode } from '../types/connections.js';
import { GroupNode } from '../types/group.js';
import { UserNode } from '../types/user.js';
import { usersConnection } from './page-questions.js';
import { afterArg, firstArg, innerListCost, pageCost, questionCost } from './pages.js';
import {
  firstSeenMeaning,
  firstSeenOf,
  lastSeenMeaning,
  lastSeenOf,
  namesArg,
  propertiesMeaning,
  propertiesOf,
  propertyArg,
  propertyMeaning,
  propertyOf,
  updatedAtMeaning,
  updatedAtOf,
} from './profile-fields.js';

const whereErrors =
  'Errors: GROUP_KEY_UNKNOWN, NOT_FOUND and COHORT_WRONG_UNIT for names in the filter, each with `path`; BAD_INPUT; QUERY_TIMEOUT, ' +
  'QUERY_MEMORY and QUERY_TOO_LARGE for questions that are too large.';
const orderArg = { nullable: true, description: 'The order. Left out: by distinct id, smallest first.' };

@Resolver(() => UserNode)
export class UsersResolver {
  @Query(() => UserConnectionNode, {
    complexity: pageCost,
    description: `The users who satisfy a filter, or all: everyone with a profile or an event. ${whereErrors}`,
  })
  users(
    @Arg('where', () => UserFilterInput, { nullable: true, description: 'Which users. Left out: all.' }) where:
      | UserFilterInput
      | null
      | undefined,
    @Arg('first', () => Int, firstArg) first: number,
    @Arg('after', () => String, afterArg) after: string | null | undefined,
    @Arg('orderBy', () => UserOrderInput, orderArg) orderBy: UserOrderInput | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<UserNode>> {
    const filter = where ? toUserFilter(where, ['where']) : null;
    return usersConnection(context, filter, { first, after, orderBy });
  }

  @Query(() => UserNode, {
    nullable: true,
    complexity: ({ childComplexity }) => questionCost + childComplexity,
    description:
      'One user, or null if there is no profile and no event of that id. `$device:` and the id of a device that logged in mean the user who logged in.',
  })
  async user(
    @Arg('distinctId', () => ID, { description: 'The distinct id.' }) distinctId: string,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<UserNode | null> {
    const users = await services.cohorts.usersByIds(request, [distinctId]);
    return users.get(distinctId) ?? null;
  }

  @Query(() => UserCohortNode, {
    description: `The users who satisfy a filter: how many, and who. The question at the heart of it, users by the properties of their group, is \`where: {someGroup: {key, where}}\`. ${whereErrors}`,
  })
  userCohort(
    @Arg('where', () => UserFilterInput, { description: 'Which users.' }) where: UserFilterInput,
  ): UserCohortNode {
    return { where: toUserFilter(where, ['where']) };
  }

  @FieldResolver(() => Boolean, {
    description: 'True for a device nobody has logged in from: the distinct id begins with `$device:`.',
  })
  isAnonymous(@Root() { distinctId }: UserNode): boolean {
    return distinctId.startsWith('$device:');
  }

  @FieldResolver(() => Boolean, { description: 'True if there is a profile; false for a user known by events only.' })
  async hasProfile(@Root() { distinctId }: UserNode, @Ctx() { loaders }: GraphqlContext): Promise<boolean> {
    return (await loaders.userProfiles.load(distinctId)) !== null;
  }

  @FieldResolver(() => PropertiesScalar, { description: propertiesMeaning })
  async properties(
    @Root() { distinctId }: UserNode,
    @Arg('names', () => [String], namesArg) names: string[] | null | undefined,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Properties> {
    return propertiesOf(await loaders.userProfiles.load(distinctId), names);
  }

  @FieldResolver(() => PropertyValueScalar, { nullable: true, description: propertyMeaning })
  async property(
    @Root() { distinctId }: UserNode,
    @Arg('name', () => String, propertyArg) name: string,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<PropertyValue> {
    return propertyOf(await loaders.userProfiles.load(distinctId), name);
  }

  @FieldResolver(() => [GroupNode], {
    complexity: innerListCost,
    description:
      'The groups of a key the user belongs to, in the order the profile names them: its property of that name, text or a list. ' +
      'Error: GROUP_KEY_UNKNOWN, with near matches.',
  })
  async groups(
    @Root() { distinctId }: UserNode,
    @Arg('key', () => String, { description: 'The group key: its name or its `dataGroupId`.' }) key: string,
    @Arg('first', () => Int, {
      ...firstArg,
      defaultValue: 100,
      description: 'At most so many, 1 to 1,000. Default: 100.',
    })
    first: number,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<GroupNode[]> {
    const groupKey = await loaders.groupKey(key, ['key']);
    const profile = await loaders.userProfiles.load(distinctId);
    const ids = groupIdsOf(propertyOf(profile, groupKey.key)).slice(0, checkPageSize(first));
    return ids.map((id) => ({ groupKey, id }));
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: firstSeenMeaning })
  async firstSeen(@Root() { distinctId }: UserNode, @Ctx() { loaders }: GraphqlContext): Promise<Date | null> {
    return firstSeenOf(await loaders.userSeen.load(distinctId));
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: lastSeenMeaning })
  async lastSeen(@Root() { distinctId }: UserNode, @Ctx() { loaders }: GraphqlContext): Promise<Date | null> {
    return lastSeenOf(await loaders.userSeen.load(distinctId));
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: updatedAtMeaning })
  async updatedAt(@Root() { distinctId }: UserNode, @Ctx() { loaders }: GraphqlContext): Promise<Date | null> {
    return updatedAtOf(await loaders.userProfiles.load(distinctId));
  }
}

@Resolver(() => UserCohortNode)
export class UserCohortResolver {
  @FieldResolver(() => Int, { complexity: questionCost, description: 'How many users there are in it; exact.' })
  size(@Root() { where }: UserCohortNode, @Ctx() { services, request }: GraphqlContext): Promise<number> {
    return services.cohorts.usersCount(request, where);
  }

  @FieldResolver(() => UserConnectionNode, { complexity: pageCost, description: 'The users in it, a page at a time.' })
  users(
    @Root() { where }: UserCohortNode,
    @Arg('first', () => Int, firstArg) first: number,
    @Arg('after', () => String, afterArg) after: string | null | undefined,
    @Arg('orderBy', () => UserOrderInput, orderArg) orderBy: UserOrderInput | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<UserNode>> {
    return usersConnection(context, where, { first, after, orderBy });
  }
}
