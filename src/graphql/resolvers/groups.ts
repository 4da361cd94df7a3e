import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { GroupReference } from '../../cohorts/cohorts.js';
import { checkPageSize } from '../../cohorts/page.js';
import type { Properties, PropertyValue } from '../../core/property-values.js';
import type { GraphqlContext } from '../context.js';
import { GroupFilterInput } from '../inputs/filters.js';
import { GroupOrderInput } from '../inputs/order.js';
import { toGroupFilter } from '../inputs/to-filter.js';
import type { Profile } from '../loaders.js';
import { PropertiesScalar, PropertyValueScalar } from '../scalars/json.js';
import { DateTimeScalar } from '../scalars/time.js';
import { type Connection, GroupConnectionNode } from '../types/connections.js';
import { GroupNode, PropertyChangeNode } from '../types/group.js';
import { GroupKeyNode } from '../types/group-key.js';
import { groupsConnection } from './page-questions.js';
import { afterArg, firstArg, pageCost, questionCost } from './pages.js';
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

const keyArg = {
  description: 'The group key: its name or its `dataGroupId`. Unknown: GROUP_KEY_UNKNOWN, with near matches.',
};

const refOf = ({ groupKey, id }: GroupNode): GroupReference => ({ groupKeyId: groupKey.id, groupId: id });

/** The value of the name property if it names something, else the id. */
function nameOf(value: PropertyValue, id: string): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : id;
}

@Resolver(() => GroupNode)
export class GroupsResolver {
  @Query(() => GroupConnectionNode, {
    complexity: pageCost,
    description:
      'The groups of a key that satisfy a filter, or all: every group known by a profile, by a user who belongs to it or by an event. ' +
      'Errors: GROUP_KEY_UNKNOWN; NOT_FOUND and COHORT_WRONG_UNIT for cohorts in the filter, with `path`; BAD_INPUT; QUERY_TIMEOUT, QUERY_MEMORY and QUERY_TOO_LARGE.',
  })
  async groups(
    @Arg('key', () => String, keyArg) key: string,
    @Arg('where', () => GroupFilterInput, { nullable: true, description: 'Which groups. Left out: all.' })
    where: GroupFilterInput | null | undefined,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Only groups with this text in their id or their name, upper or lower case. Left out or empty: all.',
    })
    search: string | null | undefined,
    @Arg('first', () => Int, firstArg) first: number,
    @Arg('after', () => String, afterArg) after: string | null | undefined,
    @Arg('orderBy', () => GroupOrderInput, {
      nullable: true,
      description: 'The order. Left out: by group id, smallest first.',
    })
    orderBy: GroupOrderInput | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<Connection<GroupNode>> {
    const question = { where: where ? toGroupFilter(where, ['where']) : null, search: search || null };
    return groupsConnection(context, await context.loaders.groupKey(key, ['key']), question, { first, after, orderBy });
  }

  @Query(() => GroupNode, {
    nullable: true,
    complexity: ({ childComplexity }) => questionCost + childComplexity,
    description:
      'One group, or null if there is no profile, no user and no event of that id. Error: GROUP_KEY_UNKNOWN.',
  })
  async group(
    @Arg('key', () => String, keyArg) key: string,
    @Arg('id', () => ID, { description: 'The group id.' }) id: string,
    @Ctx() { services, request, loaders }: GraphqlContext,
  ): Promise<GroupNode | null> {
    const groupKey = await loaders.groupKey(key, ['key']);
    const known = await services.cohorts.groupsByIds(request, groupKey, [id]);
    return known.has(id) ? { groupKey, id } : null;
  }

  @FieldResolver(() => GroupKeyNode, { description: 'The group key it is a group of.' })
  key(@Root() { groupKey }: GroupNode): GroupKeyNode {
    return groupKey;
  }

  @FieldResolver(() => String, {
    description:
      'Its name: for groups of the company key the value of the name property, if that is text or a number; else the group id.',
  })
  async name(@Root() group: GroupNode, @Ctx() { loaders }: GraphqlContext): Promise<string> {
    const companyKey = await loaders.companyKey();
    if (companyKey?.groupKey.id !== group.groupKey.id) return group.id;
    return nameOf(propertyOf(await loaders.groupProfiles.load(refOf(group)), companyKey.nameProperty), group.id);
  }

  @FieldResolver(() => Boolean, {
    description: 'True if there is a profile; false for a group known by users or events only.',
  })
  async hasProfile(@Root() group: GroupNode, @Ctx() context: GraphqlContext): Promise<boolean> {
    return (await this.#profile(group, context)) !== null;
  }

  @FieldResolver(() => PropertiesScalar, { description: propertiesMeaning })
  async properties(
    @Root() group: GroupNode,
    @Arg('names', () => [String], namesArg) names: string[] | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<Properties> {
    return propertiesOf(await this.#profile(group, context), names);
  }

  @FieldResolver(() => PropertyValueScalar, { nullable: true, description: propertyMeaning })
  async property(
    @Root() group: GroupNode,
    @Arg('name', () => String, propertyArg) name: string,
    @Ctx() context: GraphqlContext,
  ): Promise<PropertyValue> {
    return propertyOf(await this.#profile(group, context), name);
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: firstSeenMeaning })
  async firstSeen(@Root() group: GroupNode, @Ctx() { loaders }: GraphqlContext): Promise<Date | null> {
    return firstSeenOf(await loaders.groupSeen.load(refOf(group)));
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: lastSeenMeaning })
  async lastSeen(@Root() group: GroupNode, @Ctx() { loaders }: GraphqlContext): Promise<Date | null> {
    return lastSeenOf(await loaders.groupSeen.load(refOf(group)));
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: updatedAtMeaning })
  async updatedAt(@Root() group: GroupNode, @Ctx() context: GraphqlContext): Promise<Date | null> {
    return updatedAtOf(await this.#profile(group, context));
  }

  @FieldResolver(() => [PropertyChangeNode], {
    complexity: ({ args, childComplexity }) => questionCost + Number(args.first ?? 50) * childComplexity,
    description:
      'What became of a property, latest first: every change since the group was first heard of, or since the server keeps a history.',
  })
  async propertyHistory(
    @Root() { groupKey, id }: GroupNode,
    @Arg('name', () => String, propertyArg) name: string,
    @Arg('first', () => Int, firstArg) first: number,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<PropertyChangeNode[]> {
    const changes = await services.profiles.groupHistory(
      request.project.id,
      groupKey.id,
      id,
      name,
      checkPageSize(first),
    );
    return changes.map(({ at, value }) => ({
      at: new Date(at),
      isSet: value !== null,
      value: value === null ? null : JSON.parse(value),
    }));
  }

  #profile(group: GroupNode, { loaders }: GraphqlContext): Promise<Profile | null> {
    return loaders.groupProfiles.load(refOf(group));
  }
}
