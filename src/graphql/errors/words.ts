import type { GraphQLError } from 'graphql';
import type { Path } from '../inputs/path.js';

/*
 * GraphQL's errors tell some facts in their words only: where in a variable a value stands, which field is missing, what
 * may have been meant. Here these are read out of the words, and nowhere else.
 */

/** What an error of GraphQL's says, in parts. */
export interface Words {
  /** Of a value that came in a variable: which variable, and where in it. */
  readonly variable: { readonly name: string; readonly place: Path } | null;
  /** What is wrong. May quote the value. */
  readonly reason: string;
}

/** `question.steps[1].event` without the name it begins with; undefined for a text that is no place. */
function stepsOf(text: string): Path | undefined {
  if (!/^\w+(?:\.\w+|\[\d+\])*$/.test(text)) return undefined;
  return [...text.matchAll(/\.(\w+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}

/** `Variable "$events" got invalid value {…} at "events[0].name"; reason`, of which the value may be anything. */
export function wordsOf({ message, originalError }: GraphQLError): Words {
  const name = /^Variable "\$(\w+)" got invalid value /.exec(message)?.[1];
  const reason = originalError?.message ?? '';
  if (name === undefined || reason === '' || !message.endsWith(`; ${reason}`)) {
    return { variable: null, reason: message };
  }
  // From the end: a place is the last before the reason, and a quoted value cannot end like one.
  const before = message.slice(0, -`"; ${reason}`.length).split(' at "');
  return { variable: { name, place: stepsOf(before.at(-1) ?? '') ?? [] }, reason };
}

/** The field that an object has and its type does not. */
export const unknownFieldIn = (reason: string): string | undefined =>
  /^Field "([^"]{1,200})" is not defined by type "/.exec(reason)?.[1];

/** The field at fault of an object that the error is about: one that is missing, null, or unknown. */
export const fieldBelow = (reason: string): string | undefined =>
  /^Field "(?:\w+\.)?(\w+)" of required type "[^"]+" was not provided\.$/.exec(reason)?.[1] ??
  // In a variable the error is about the null itself, and says no type.
  /^Field "\w+\.(\w+)" must be non-null\.$/.exec(reason)?.[1] ??
  unknownFieldIn(reason);

/** The argument that was not given. */
export const missingArgumentIn = (reason: string): string | undefined =>
  /^(?:Field|Directive) "[^"]+" argument "(\w+)" of type "[^"]+" is required/.exec(reason)?.[1];

/** Whether an object of which one branch must be chosen has none, or several. */
export const isWrongChoice = (reason: string): boolean =>
  /^(?:Exactly one key must be specified for OneOf type|OneOf Input Object) "/.test(reason);

/** The names that may have been meant. */
export function suggestionsIn(reason: string): string[] {
  const question = / Did you mean (?:the enum value )?((?:"\w+"(?:, or |, | or )?)+)\?$/.exec(reason)?.[1] ?? '';
  return [...question.matchAll(/"(\w+)"/g)].map(([, name = '']) => name);
}
