import { defaultFieldResolver, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { Permission } from '../projects/permissions.js';
import { authorize } from '../projects/permissions.js';
import type { GraphqlContext } from './context.js';
import { operationPermissions } from './operation-permissions.js';

const permissions: Readonly<Record<string, Permission | undefined>> = operationPermissions;

type RootField = GraphQLField<unknown, GraphqlContext>;

function guard(field: RootField, permission: Permission, after: (context: GraphqlContext) => void): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = async (source, args, context, info) => {
    authorize(context.request.actor, permission);
    const result: unknown = await resolve(source, args, context, info);
    after(context);
    return result;
  };
}

const fieldsOf = (type: GraphQLObjectType | null | undefined): RootField[] => Object.values(type?.getFields() ?? {});

/**
 * Puts the permission of {@link operationPermissions} before every query and mutation, and makes fields that follow a
 * mutation in the same document see what it changed.
 *
 * @throws Error while the table and the schema do not name the same operations.
 */
export function guardRootFields(schema: GraphQLSchema): void {
  const queries = fieldsOf(schema.getQueryType());
  const mutations = fieldsOf(schema.getMutationType());
  const missing = new Set(Object.keys(operationPermissions));
  for (const field of [...queries, ...mutations]) {
    const permission = permissions[field.name];
    if (permission === undefined) throw new Error(`operation-permissions.ts does not name ${field.name}`);
    missing.delete(field.name);
    guard(field, permission, mutations.includes(field) ? ({ loaders }) => loaders.forget() : () => undefined);
  }
  if (missing.size > 0) throw new Error(`operation-permissions.ts names what is not there: ${[...missing].join(', ')}`);
}
