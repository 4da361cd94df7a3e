import type { GraphQLError } from 'graphql';
import { wordsOf } from './words.js';

/*
 * GraphQL's own messages quote the values they refuse. Values may be property values, and messages end up in logs of
 * clients and servers, so what is quoted is taken out and what is wrong with it stays.
 */

/** Ends of messages that hold nothing of a value: GraphQL's, and those of our scalars. */
const plainReasons = [
  /Field "[^"]{1,200}" of required type "[^"]{1,200}" was not provided\.$/,
  /Field "[^"]{1,200}" is not defined by type "[^"]{1,200}"\.( Did you mean [^?]{1,300}\?)?$/,
  /Expected (value of type|non-nullable type) "[^"]{1,200}"( not to be null\.| to be an object\.)?$/,
  /Expected type "[^"]{1,200}" to be an object\.$/,
  /Exactly one key must be specified for OneOf type "[^"]{1,200}"\.$/,
  /Field "[^"]{1,200}" must be non-null\.$/,
  /(Properties|PropertyValue|DateTime|Timestamp) (must be|can only) [^:;]{1,200}(: numbers must be finite| : text needs quotation marks)?\.?$/,
  /(DateTime must be ISO 8601 text such as [\s\S]{1,200})$/,
];

/** What a scalar or an enum says of a value, without the value. */
const typeReasons = [
  /((?:String|Int|Float|Boolean|ID) cannot represent [a-z0-9 -]{1,80}(?:value|integer)): /,
  /()Value [\s\S]{1,300} does not exist in "([^"]{1,200})" enum/,
  /((?:Enum) "[^"]{1,200}" cannot represent (?:non-string|non-enum|value))/,
];

/** What is wrong according to a message of GraphQL's, without the value; undefined if it cannot be told. */
export function plainReasonOf(text: string): string | undefined {
  for (const pattern of plainReasons) {
    const found = pattern.exec(text);
    if (found !== null) return found[0];
  }
  for (const pattern of typeReasons) {
    const found = pattern.exec(text);
    if (found === null) continue;
    return found[2] === undefined ? `${found[1]}.` : `The value does not exist in the enum "${found[2]}".`;
  }
  return undefined;
}

/** A step of a path, as GraphQL writes places in variables. */
const written = (step: string | number): string => (typeof step === 'number' ? `[${step}]` : `.${step}`);

/** What GraphQL says of a variable's value, without the value. */
function ofVariable(error: GraphQLError): string | undefined {
  const { variable, reason } = wordsOf(error);
  if (variable === null) return undefined;
  const { name, place } = variable;
  const at = place.length === 0 ? '' : ` at "${name}${place.map(written).join('')}"`;
  return `Variable "$${name}"${at}: ${plainReasonOf(reason) ?? 'It does not fit its type.'}`;
}

/** `Argument "where" has invalid value {…}.` without the value. */
function ofArgument(message: string): string | undefined {
  const name = /^Argument "(\w{1,200})" has invalid value /.exec(message)?.[1];
  return name === undefined ? undefined : `Argument "${name}" has an invalid value.`;
}

/** A message of GraphQL's parser, validation or coercion, without any value of the caller's. */
export function safeMessage(error: GraphQLError): string {
  const { message } = error;
  const special = ofVariable(error) ?? ofArgument(message);
  if (special !== undefined) return special;
  const found = /^Expected value of type "([^"]{1,200})", found /.exec(message);
  if (found !== null) return `Expected a value of type "${found[1]}".`;
  if (/ cannot represent |^Value /.test(message)) return plainReasonOf(message) ?? 'A value does not fit its type.';
  if (/^Syntax Error: /.test(message)) return safeSyntaxError(message);
  return message.slice(0, 1_000);
}

/** The parser quotes the text it stumbles over: names and punctuation are of the language, strings are the caller's. */
const safeSyntaxError = (message: string): string =>
  message
    .replace(/(String|BlockString) "[\s\S]*"/, '$1')
    .replace(/: "[\s\S]*"\.$/, '.')
    .slice(0, 300);
