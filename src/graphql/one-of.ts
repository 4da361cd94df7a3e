import { type GraphQLInputObjectType, type GraphQLSchema, isInputObjectType, isNonNullType } from 'graphql';

function makeOneOf(type: GraphQLInputObjectType): void {
  for (const field of Object.values(type.getFields())) {
    if (isNonNullType(field.type) || field.defaultValue !== undefined) {
      throw new Error(`${type.name}.${field.name} must be nullable and have no default: its type is @oneOf`);
    }
  }
  type.isOneOf = true;
}

/** Turns the marks left by the `OneOf` decorator into GraphQL's own `@oneOf`, which type-graphql does not know. */
export function applyOneOf(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInputObjectType(type) && type.extensions.oneOf === true) makeOneOf(type);
  }
}
