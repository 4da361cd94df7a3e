import { defaultFieldResolver, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { MusterError } from '../core/errors.js';
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

/** Before the subscription, and before each of its messages; over HTTP, where it has no messages, it is refused. */
function guardSubscription(field: RootField, permission: Permission): void {
  const { subscribe, resolve = defaultFieldResolver } = field;
  if (subscribe === undefined) throw new Error(`${field.name} subscribes to nothing`);
  field.subscribe = (source, args, context, info) => {
    authorize(context.request.actor, permission);
    return subscribe(source, args, context, info);
  };
  field.resolve = (message, args, context, info) => {
    authorize(context.request.actor, permission);
    if (message === undefined) {
      throw new MusterError('MALFORMED_REQUEST', 'Subscribe over WebSocket, with the protocol graphql-transport-ws.');
    }
    // What an earlier message has loaded is of that moment.
    context.loaders.forget();
    return resolve(message, args, context, info);
  };
}

const fieldsOf = (type: GraphQLObjectType | null | undefined): RootField[] => Object.values(type?.getFields() ?? {});

/**
 * Puts the permission of {@link operationPermissions} before every query, mutation and subscription, and makes fields that follow a
 * mutation in the same document see what it changed.
 *
 * @throws Error while the table and the schema do not name the same operations.
 */
export function guardRootFields(schema: GraphQLSchema): void {
  const queries = fieldsOf(schema.getQueryType());
  const mutations = fieldsOf(schema.getMutationType());
  const missing = new Set(Object.keys(operationPermissions));
  const permissionOf = ({ name }: RootField): Permission => {
    const permission = permissions[name];
    if (permission === undefined) throw new Error(`operation-permissions.ts does not name ${name}`);
    missing.delete(name);
    return permission;
  };
  for (const field of fieldsOf(schema.getSubscriptionType())) guardSubscription(field, permissionOf(field));
  for (const field of [...queries, ...mutations]) {
    const permission = permissionOf(field);
    guard(field, permission, mutations.includes(field) ? ({ loaders }) => loaders.forget() : () => undefined);
  }
  if (missing.size > 0) throw new Error(`operation-permissions.ts names what is not there: ${[...missing].join(', ')}`);
}
