import { MusterError } from '../core/errors.js';
import { limits } from '../core/limits.js';
import { onceIdOf } from '../core/once-ids.js';
import {
  canonicalJson,
  emptyProperties,
  isIdText,
  type Properties,
  type PropertyValue,
  wellFormed,
} from '../core/property-values.js';
import type { ProfileOperation } from './operations.js';

/** A profile operation as it comes in: the name is known, the rest is a stranger's. */
export type IncomingOperation =
  | { readonly op: Exclude<ProfileOperation['op'], 'unset' | 'delete'>; readonly properties: unknown }
  | { readonly op: 'unset'; readonly names: unknown }
  | { readonly op: 'delete' };

export type SubjectKind = 'user' | 'group';

type Path = ReadonlyArray<string | number>;

/**
 * Names a profile may not hold because they are how its record is addressed. `$group_id` is free on users: it may be
 * registered as a group key, and then a user's property of that name is membership.
 */
const reservedNames: Readonly<Record<SubjectKind, ReadonlySet<string>>> = {
  user: new Set(['$distinct_id', '$token']),
  group: new Set(['$group_key', '$group_id', '$token']),
};

const badInput = (message: string, path: Path) => new MusterError('BAD_INPUT', message, { path });
const tooLarge = (message: string, path: Path) => new MusterError('PROFILE_TOO_LARGE', message, { path });

/** Plain objects of any realm; a Date, a Map and the like are none. */
const isObject = (value: unknown): value is Record<string, unknown> =>
  Object.prototype.toString.call(value) === '[object Object]';

/** An id as text: numbers become their decimal text, lone surrogates U+FFFD. Throws BAD_INPUT at `field`. */
export function checkId(value: unknown, field: string): string {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text === 'string' && isIdText(text, limits.idLength)) return wellFormed(text);
  throw badInput(`Give an id of 1 to ${limits.idLength} characters, without NUL.`, [field]);
}

/** The id of an operation, or null where it has none. Throws BAD_INPUT at `operationId` for what can be no id. */
export function checkOperationId(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const id = onceIdOf(value);
  if (id !== null) return id;
  const form = `1 to ${limits.insertIdLength} ASCII letters, digits or hyphens, and no placeholder such as "null" or "0"`;
  throw badInput(`An operation id must be ${form}.`, ['operationId']);
}

function checkName(name: unknown, path: Path): string {
  if (typeof name === 'string' && isIdText(name, limits.propertyTextLength)) return wellFormed(name);
  throw badInput(`A property name must be 1 to ${limits.propertyTextLength} characters, without NUL.`, path);
}

/** For paths in answers: a name long enough to be refused is not sent back whole. */
const shown = (name: string): string => (name.length > 300 ? `${wellFormed(name.slice(0, 40))}…` : wellFormed(name));

function checkObject(value: Record<string, unknown>, path: Path, depth: number): PropertyValue {
  const entries = Object.entries(value);
  if (entries.length > limits.nestedElements) {
    throw badInput(`An object may have at most ${limits.nestedElements} keys.`, path);
  }
  const result = emptyProperties();
  for (const [name, element] of entries) {
    const inner = [...path, shown(name)];
    result[checkName(name, inner)] = checkValue(element, inner, depth + 1);
  }
  return result;
}

/** A value with its text well-formed. Throws BAD_INPUT for anything JSON cannot hold and for nesting too deep. */
function checkValue(value: unknown, path: Path, depth: number): PropertyValue {
  if (typeof value === 'string') return wellFormed(value);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    throw badInput('A number must be finite.', path);
  }
  const nested = Array.isArray(value) || isObject(value);
  if (!nested) throw badInput('A value must be JSON: text, number, boolean, null, list or object.', path);
  if (depth >= limits.propertyDepth) {
    throw badInput(`Lists and objects may be nested at most ${limits.propertyDepth} deep.`, path);
  }
  return Array.isArray(value)
    ? value.map((element, index) => checkValue(element, [...path, index], depth + 1))
    : checkObject(value, path, depth);
}

/** Reads a bag of properties, each value by `read`. The bag must not be empty: every operation needs something to do. */
function checkBag<Value extends PropertyValue>(
  value: unknown,
  reserved: ReadonlySet<string>,
  read: (value: unknown, path: Path) => Value,
): Record<string, Value> {
  if (!isObject(value)) throw badInput('Give the properties as an object.', ['properties']);
  const entries = Object.entries(value);
  if (entries.length === 0) throw badInput('Give at least one property.', ['properties']);
  if (entries.length > limits.profileProperties) {
    throw tooLarge(`A profile may have at most ${limits.profileProperties} properties.`, ['properties']);
  }
  const result: Record<string, Value> = Object.create(null);
  for (const [name, element] of entries) {
    const path = ['properties', shown(name)];
    const checked = checkName(name, path);
    if (reserved.has(checked)) throw badInput('This name is reserved: it addresses the profile; leave it out.', path);
    result[checked] = read(element, path);
  }
  return result;
}

const readValue = (value: unknown, path: Path): PropertyValue => checkValue(value, path, 0);
/** An element of a list: one level deeper than a value of its own. */
const readElement = (value: unknown, path: Path): PropertyValue => checkValue(value, path, 1);
/** The SDKs wrap a lone value of `union` into a list; clients without an SDK may leave it to us. */
const readList = (value: unknown, path: Path): readonly PropertyValue[] =>
  Array.isArray(value)
    ? value.map((element, index) => readElement(element, [...path, index]))
    : [readElement(value, path)];

function readNumber(value: unknown, path: Path): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw badInput('Only a finite number can be added.', path);
}

function checkNames(names: unknown): string[] {
  if (!Array.isArray(names)) throw badInput('Give the names to unset as a list.', ['names']);
  if (names.length === 0) throw badInput('Give at least one property name.', ['names']);
  if (names.length > limits.profileProperties) {
    throw badInput(`Give at most ${limits.profileProperties} names.`, ['names']);
  }
  return names.map((name, index) => checkName(name, ['names', index]));
}

function readOperation(operation: IncomingOperation, subject: SubjectKind): ProfileOperation {
  const reserved = reservedNames[subject];
  switch (operation.op) {
    case 'set':
    case 'set_once':
      return { op: operation.op, properties: checkBag(operation.properties, reserved, readValue) };
    case 'append':
    case 'remove':
      return { op: operation.op, properties: checkBag(operation.properties, reserved, readElement) };
    case 'add':
      return { op: 'add', properties: checkBag(operation.properties, reserved, readNumber) };
    case 'union':
      return { op: 'union', properties: checkBag(operation.properties, reserved, readList) };
    case 'unset':
      return { op: 'unset', names: checkNames(operation.names) };
    case 'delete':
      return { op: 'delete' };
  }
}

/** UTF-8 bytes of an operation's argument as JSON. */
export function operationBytes(operation: ProfileOperation): number {
  if (operation.op === 'delete') return 0;
  return Buffer.byteLength(JSON.stringify(operation.op === 'unset' ? operation.names : operation.properties));
}

/**
 * An operation as {@link applyOperation} takes it: names and text well-formed, property bags without a prototype.
 * Throws BAD_INPUT or PROFILE_TOO_LARGE, with the place in `details.path`.
 */
export function checkOperation(operation: IncomingOperation, subject: SubjectKind): ProfileOperation {
  const checked = readOperation(operation, subject);
  if (operationBytes(checked) > limits.profileOperationBytes) {
    throw tooLarge(`One operation may carry at most ${limits.profileOperationBytes} bytes; split it.`, ['properties']);
  }
  return checked;
}

const namesOf = (operation: ProfileOperation): string[] =>
  operation.op === 'delete' || operation.op === 'unset' ? [] : Object.keys(operation.properties);

/**
 * Holds what an operation made of a profile to the limits: properties in all, and the size of each value it touched.
 * Throws PROFILE_TOO_LARGE. A value that only shrank is let pass by `remove`, `unset` and `delete`.
 */
export function checkResult(result: Properties | null, operation: ProfileOperation): void {
  if (result === null || operation.op === 'remove' || operation.op === 'unset' || operation.op === 'delete') return;
  if (Object.keys(result).length > limits.profileProperties) {
    throw tooLarge(`A profile may have at most ${limits.profileProperties} properties; unset some first.`, [
      'properties',
    ]);
  }
  for (const name of namesOf(operation)) {
    const value = result[name];
    const couldBeLong =
      typeof value === 'string' ? value.length * 6 > limits.profileValueBytes : Object(value) === value;
    if (value === undefined || !couldBeLong) continue;
    if (Buffer.byteLength(canonicalJson(value)) > limits.profileValueBytes) {
      throw tooLarge(`One value may have at most ${limits.profileValueBytes} bytes as JSON.`, ['properties', name]);
    }
  }
}

/** Throws PROFILE_TOO_LARGE if the profile as a whole is larger than `limits.profileBytes`; returns its size in bytes. */
export function checkProfileSize(properties: Properties): number {
  const bytes = Buffer.byteLength(JSON.stringify(properties));
  if (bytes <= limits.profileBytes) return bytes;
  throw tooLarge(`A profile may have at most ${limits.profileBytes} bytes as JSON; unset something first.`, [
    'properties',
  ]);
}
