import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { GraphqlContext } from '../context.js';
import { argumentMeaning as meaning, operationEnd, operationMeaning } from '../inputs/profile-meanings.js';
import { groupItem } from '../inputs/to-profile-item.js';
import { PropertiesScalar } from '../scalars/json.js';
import { ProfileResultNode } from '../types/profile-result.js';
import { applyOne } from './apply-one.js';

const describe = (op: keyof typeof operationMeaning) => ({
  description: `On one group’s profile. ${operationMeaning[op]} ${operationEnd} GROUP_KEY_UNKNOWN, with near matches: nothing is stored.`,
});
const groupKeyArg = { description: meaning.groupKey };
const groupIdArg = { description: meaning.groupId };
const propertiesArg = { description: meaning.properties };
const operationIdArg = { nullable: true, description: meaning.operationId };
const ignoreTimeArg = { defaultValue: false, description: meaning.ignoreTime };

/** Operations on groups' profiles, under the names the SDKs give them. */
@Resolver()
export class GroupProfilesResolver {
  @Mutation(() => ProfileResultNode, describe('set'))
  group_set(
    @Arg('groupKey', () => String, groupKeyArg) groupKey: string,
    @Arg('groupId', () => ID, groupIdArg) groupId: string,
    @Arg('properties', () => PropertiesScalar, propertiesArg) properties: unknown,
    @Arg('ignoreTime', () => Boolean, ignoreTimeArg) ignoreTime: boolean,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(context, groupItem({ groupKey, groupId, ignoreTime, operationId }, { op: 'set', properties }));
  }

  @Mutation(() => ProfileResultNode, describe('set_once'))
  group_set_once(
    @Arg('groupKey', () => String, groupKeyArg) groupKey: string,
    @Arg('groupId', () => ID, groupIdArg) groupId: string,
    @Arg('properties', () => PropertiesScalar, propertiesArg) properties: unknown,
    @Arg('ignoreTime', () => Boolean, ignoreTimeArg) ignoreTime: boolean,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(context, groupItem({ groupKey, groupId, ignoreTime, operationId }, { op: 'set_once', properties }));
  }

  @Mutation(() => ProfileResultNode, describe('add'))
  group_add(
    @Arg('groupKey', () => String, groupKeyArg) groupKey: string,
    @Arg('groupId', () => ID, groupIdArg) groupId: string,
    @Arg('properties', () => PropertiesScalar, propertiesArg) properties: unknown,
    @Arg('ignoreTime', () => Boolean, ignoreTimeArg) ignoreTime: boolean,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(context, groupItem({ groupKey, groupId, ignoreTime, operationId }, { op: 'add', properties }));
  }

  @Mutation(() => ProfileResultNode, describe('append'))
  group_append(
    @Arg('groupKey', () => String, groupKeyArg) groupKey: string,
    @Arg('groupId', () => ID, groupIdArg) groupId: string,
    @Arg('properties', () => PropertiesScalar, propertiesArg) properties: unknown,
    @Arg('ignoreTime', () => Boolean, ignoreTimeArg) ignoreTime: boolean,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(context, groupItem({ groupKey, groupId, ignoreTime, operationId }, { op: 'append', properties }));
  }

  @Mutation(() => ProfileResultNode, describe('union'))
  group_union(
    @Arg('groupKey', () => String, groupKeyArg) groupKey: string,
    @Arg('groupId', () => ID, groupIdArg) groupId: string,
    @Arg('properties', () => PropertiesScalar, propertiesArg) properties: unknown,
    @Arg('ignoreTime', () => Boolean, ignoreTimeArg) ignoreTime: boolean,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(context, groupItem({ groupKey, groupId, ignoreTime, operationId }, { op: 'union', properties }));
  }

  @Mutation(() => ProfileResultNode, describe('remove'))
  group_remove(
    @Arg('groupKey', () => String, groupKeyArg) groupKey: string,
    @Arg('groupId', () => ID, groupIdArg) groupId: string,
    @Arg('properties', () => PropertiesScalar, propertiesArg) properties: unknown,
    @Arg('ignoreTime', () => Boolean, ignoreTimeArg) ignoreTime: boolean,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(context, groupItem({ groupKey, groupId, ignoreTime, operationId }, { op: 'remove', properties }));
  }

  @Mutation(() => ProfileResultNode, describe('unset'))
  group_unset(
    @Arg('groupKey', () => String, groupKeyArg) groupKey: string,
    @Arg('groupId', () => ID, groupIdArg) groupId: string,
    @Arg('names', () => [String], { description: meaning.names }) names: string[],
    @Arg('ignoreTime', () => Boolean, ignoreTimeArg) ignoreTime: boolean,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(context, groupItem({ groupKey, groupId, ignoreTime, operationId }, { op: 'unset', names }));
  }

  @Mutation(() => ProfileResultNode, describe('delete'))
  group_delete(
    @Arg('groupKey', () => String, groupKeyArg) groupKey: string,
    @Arg('groupId', () => ID, groupIdArg) groupId: string,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(context, groupItem({ groupKey, groupId, operationId }, { op: 'delete' }));
  }
}
