import { MusterError } from '../core/errors.js';
import { limits } from '../core/limits.js';
import { codePointLength } from '../core/property-values.js';

/** Names that mean something else in every event. */
const reservedNames: readonly string[] = ['token', 'time', 'distinct_id'];

/** The one name with `$` that is free: integrations send a group under it when nothing else is configured. */
const freeServerName = '$group_id';

const invalid = (message: string): MusterError => new MusterError('GROUP_KEY_INVALID', message, { path: ['key'] });

/**
 * Holds the exact property name a group key is to be registered under against the rules.
 * @throws MusterError GROUP_KEY_INVALID, whose message says which rule
 */
export function checkGroupKeyName(key: string): void {
  if (key === '') throw invalid('The group key is empty; give the exact name of the event property.');
  if (key.includes('\0')) throw invalid('The group key holds a NUL character; remove it.');
  if (!key.isWellFormed()) throw invalid('The group key holds half of a surrogate pair; send well-formed text.');
  if (codePointLength(key) > limits.idLength) {
    throw invalid(`The group key is longer than ${limits.idLength} characters; shorten it.`);
  }
  if (reservedNames.includes(key)) {
    throw invalid(`"${key}" is reserved: every event uses it for something else; choose another property.`);
  }
  if (key.startsWith('$') && key !== freeServerName) {
    throw invalid(
      `Names that start with "$" belong to the server, except "${freeServerName}"; choose another property.`,
    );
  }
}

/**
 * Checks text that people read: a display name, or the name of a property.
 * @param field the argument's name, for the error's path
 * @returns the text, unchanged
 * @throws MusterError BAD_INPUT
 */
export function checkLabel(text: string, field: string): string {
  const bad = (problem: string): MusterError => new MusterError('BAD_INPUT', problem, { path: [field] });
  if (text === '') throw bad(`${field} is empty; give 1 to ${limits.idLength} characters.`);
  if (text.includes('\0') || !text.isWellFormed()) throw bad(`${field} holds characters that cannot be stored.`);
  if (codePointLength(text) > limits.idLength) throw bad(`${field} is longer than ${limits.idLength} characters.`);
  return text;
}
