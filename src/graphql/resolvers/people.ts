import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { GraphqlContext } from '../context.js';
import { argumentMeaning as meaning, membership, operationEnd, operationMeaning } from '../inputs/profile-meanings.js';
import { userItem } from '../inputs/to-profile-item.js';
import { PropertiesScalar } from '../scalars/json.js';
import { ProfileResultNode } from '../types/profile-result.js';
import { applyOne } from './apply-one.js';

const describe = (op: keyof typeof operationMeaning) => ({
  description: `On one user’s profile. ${operationMeaning[op]} ${op === 'unset' || op === 'delete' ? '' : `${membership} `}${operationEnd}`,
});
const distinctIdArg = { description: meaning.distinctId };
const propertiesArg = { description: meaning.properties };
const operationIdArg = { nullable: true, description: meaning.operationId };
const ignoreTimeArg = { defaultValue: false, description: meaning.ignoreTime };
const ignoreAliasArg = { defaultValue: false, description: meaning.ignoreAlias };

/** Operations on users' profiles, under the names the SDKs give them. */
@Resolver()
export class PeopleResolver {
  @Mutation(() => ProfileResultNode, describe('set'))
  people_set(
    @Arg('distinctId', () => ID, distinctIdArg) distinctId: string,
    @Arg('properties', () => PropertiesScalar, propertiesArg) properties: unknown,
    @Arg('ignoreTime', () => Boolean, ignoreTimeArg) ignoreTime: boolean,
    @Arg('ignoreAlias', () => Boolean, ignoreAliasArg) ignoreAlias: boolean,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(context, userItem({ distinctId, ignoreTime, ignoreAlias, operationId }, { op: 'set', properties }));
  }

  @Mutation(() => ProfileResultNode, describe('set_once'))
  people_set_once(
    @Arg('distinctId', () => ID, distinctIdArg) distinctId: string,
    @Arg('properties', () => PropertiesScalar, propertiesArg) properties: unknown,
    @Arg('ignoreTime', () => Boolean, ignoreTimeArg) ignoreTime: boolean,
    @Arg('ignoreAlias', () => Boolean, ignoreAliasArg) ignoreAlias: boolean,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(
      context,
      userItem({ distinctId, ignoreTime, ignoreAlias, operationId }, { op: 'set_once', properties }),
    );
  }

  @Mutation(() => ProfileResultNode, describe('add'))
  people_add(
    @Arg('distinctId', () => ID, distinctIdArg) distinctId: string,
    @Arg('properties', () => PropertiesScalar, propertiesArg) properties: unknown,
    @Arg('ignoreTime', () => Boolean, ignoreTimeArg) ignoreTime: boolean,
    @Arg('ignoreAlias', () => Boolean, ignoreAliasArg) ignoreAlias: boolean,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(context, userItem({ distinctId, ignoreTime, ignoreAlias, operationId }, { op: 'add', properties }));
  }

  @Mutation(() => ProfileResultNode, describe('append'))
  people_append(
    @Arg('distinctId', () => ID, distinctIdArg) distinctId: string,
    @Arg('properties', () => PropertiesScalar, propertiesArg) properties: unknown,
    @Arg('ignoreTime', () => Boolean, ignoreTimeArg) ignoreTime: boolean,
    @Arg('ignoreAlias', () => Boolean, ignoreAliasArg) ignoreAlias: boolean,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(
      context,
      userItem({ distinctId, ignoreTime, ignoreAlias, operationId }, { op: 'append', properties }),
    );
  }

  @Mutation(() => ProfileResultNode, describe('union'))
  people_union(
    @Arg('distinctId', () => ID, distinctIdArg) distinctId: string,
    @Arg('properties', () => PropertiesScalar, propertiesArg) properties: unknown,
    @Arg('ignoreTime', () => Boolean, ignoreTimeArg) ignoreTime: boolean,
    @Arg('ignoreAlias', () => Boolean, ignoreAliasArg) ignoreAlias: boolean,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(
      context,
      userItem({ distinctId, ignoreTime, ignoreAlias, operationId }, { op: 'union', properties }),
    );
  }

  @Mutation(() => ProfileResultNode, describe('remove'))
  people_remove(
    @Arg('distinctId', () => ID, distinctIdArg) distinctId: string,
    @Arg('properties', () => PropertiesScalar, propertiesArg) properties: unknown,
    @Arg('ignoreTime', () => Boolean, ignoreTimeArg) ignoreTime: boolean,
    @Arg('ignoreAlias', () => Boolean, ignoreAliasArg) ignoreAlias: boolean,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(
      context,
      userItem({ distinctId, ignoreTime, ignoreAlias, operationId }, { op: 'remove', properties }),
    );
  }

  @Mutation(() => ProfileResultNode, describe('unset'))
  people_unset(
    @Arg('distinctId', () => ID, distinctIdArg) distinctId: string,
    @Arg('names', () => [String], { description: meaning.names }) names: string[],
    @Arg('ignoreTime', () => Boolean, ignoreTimeArg) ignoreTime: boolean,
    @Arg('ignoreAlias', () => Boolean, ignoreAliasArg) ignoreAlias: boolean,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(context, userItem({ distinctId, ignoreTime, ignoreAlias, operationId }, { op: 'unset', names }));
  }

  @Mutation(() => ProfileResultNode, describe('delete'))
  people_delete(
    @Arg('distinctId', () => ID, distinctIdArg) distinctId: string,
    @Arg('ignoreAlias', () => Boolean, ignoreAliasArg) ignoreAlias: boolean,
    @Arg('operationId', () => String, operationIdArg) operationId: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<ProfileResultNode> {
    return applyOne(context, userItem({ distinctId, ignoreAlias, operationId }, { op: 'delete' }));
  }
}
