import {
  type FloatValueNode,
  GraphQLError,
  GraphQLScalarType,
  type IntValueNode,
  Kind,
  type ObjectValueNode,
  type ValueNode,
} from 'graphql';
import { emptyProperties, type Properties, type PropertyValue } from '../../core/property-values.js';

type Variables = Readonly<Record<string, unknown>> | null | undefined;

/** Messages of scalars never hold the value: errors are logged and shown, property values must not be. */
const refuse = (message: string, nodes: ValueNode | null = null): never => {
  throw new GraphQLError(message, { nodes });
};

function numberOf(node: IntValueNode | FloatValueNode): number {
  const value = Number(node.value);
  return Number.isFinite(value) ? value : refuse('PropertyValue must be JSON: numbers must be finite.', node);
}

/** A variable inside a literal has been through JSON.parse, or was given by this process: its shape is not checked twice. */
const variableOf = (name: string, variables: Variables): PropertyValue =>
  (variables !== null && variables !== undefined && Object.hasOwn(variables, name)
    ? (variables[name] as PropertyValue | undefined)
    : undefined) ?? null;

function objectOf(node: ObjectValueNode, variables: Variables): Properties {
  const properties = emptyProperties();
  for (const field of node.fields) properties[field.name.value] = jsonOf(field.value, variables);
  return properties;
}

function jsonOf(node: ValueNode, variables: Variables): PropertyValue {
  switch (node.kind) {
    case Kind.STRING:
      return node.value;
    case Kind.BOOLEAN:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return numberOf(node);
    case Kind.NULL:
      return null;
    case Kind.LIST:
      return node.values.map((element) => jsonOf(element, variables));
    case Kind.OBJECT:
      return objectOf(node, variables);
    case Kind.VARIABLE:
      return variableOf(node.name.value, variables);
    case Kind.ENUM:
      return refuse('PropertyValue must be JSON: text needs quotation marks.', node);
  }
}

const isBag = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Own names only, into an object without a prototype, so that `__proto__` and `constructor` are names like any other. */
function bagOf(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const bag: Record<string, unknown> = Object.create(null);
  for (const name of Object.keys(value)) bag[name] = value[name];
  return bag;
}

/** Names and values as one JSON object. Only the shape is checked here; names, sizes and depth are the services' part. */
export const PropertiesScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'Properties',
  description:
    'Properties as one JSON object: names (1 to 255 characters) to values. A value is text, a number, a boolean, null, ' +
    'a list or an object, nested at most 3 deep. There is no date type: write dates as ISO 8601 text. Names that GraphQL ' +
    'cannot spell in a literal (with blanks, quotes, dots …) go in through a variable. Anything but an object is ' +
    'refused with BAD_INPUT.',
  serialize: (value) => value,
  parseValue: (value) =>
    isBag(value) ? bagOf(value) : refuse('Properties must be a JSON object of names and values.'),
  parseLiteral: (node, variables) =>
    node.kind === Kind.OBJECT
      ? objectOf(node, variables)
      : refuse('Properties must be a JSON object of names and values.', node),
});

/** One property's value. */
export const PropertyValueScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'PropertyValue',
  description: 'One property’s value: any JSON (text, number, boolean, null, list or object). Dates are ISO 8601 text.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => jsonOf(node, variables),
});
