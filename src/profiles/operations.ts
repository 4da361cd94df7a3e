import { MusterError } from '../core/errors.js';
import { canonicalJson, emptyProperties, type Properties, type PropertyValue } from '../core/property-values.js';

/** One change to one profile, with the names and the meaning the Mixpanel SDKs give them. */
export type ProfileOperation =
  | { readonly op: 'set' | 'set_once' | 'append' | 'remove'; readonly properties: Properties }
  | { readonly op: 'add'; readonly properties: Readonly<Record<string, number>> }
  | { readonly op: 'union'; readonly properties: Readonly<Record<string, readonly PropertyValue[]>> }
  | { readonly op: 'unset'; readonly names: readonly string[] }
  | { readonly op: 'delete' };

/** The operations' names, for enumerations at the edges. */
export const profileOperationNames = [
  'set',
  'set_once',
  'add',
  'append',
  'union',
  'remove',
  'unset',
  'delete',
] as const satisfies ReadonlyArray<ProfileOperation['op']>;

/** What one property becomes, given what it is (undefined where absent); undefined leaves the profile as it is. */
type Change<Argument> = (
  present: PropertyValue | undefined,
  argument: Argument,
  name: string,
) => PropertyValue | undefined;

const isList = (value: PropertyValue): value is readonly PropertyValue[] => Array.isArray(value);

/** A property that is missing and one that is null are both "not set". */
const isNotSet = (value: PropertyValue | undefined): value is null | undefined => value === undefined || value === null;

/** A value that is no list counts as a list of one, one not set as an empty list: the rule filters use too. */
function asList(value: PropertyValue | undefined): readonly PropertyValue[] {
  if (isNotSet(value)) return [];
  return isList(value) ? value : [value];
}

/** A list or an object; any other value equals another if it is the same, and needs no JSON text, which costs much. */
const isNested = (value: PropertyValue): value is object & PropertyValue => typeof value === 'object' && value !== null;

/** Each value once, where it first appears. */
function distinct(values: readonly PropertyValue[]): PropertyValue[] {
  const plain = new Set<PropertyValue>();
  const nested = new Set<string>();
  return values.filter((value) => {
    const seen: Set<PropertyValue> = isNested(value) ? nested : plain;
    const key = isNested(value) ? canonicalJson(value) : value;
    return !seen.has(key) && seen.add(key);
  });
}

/** Whether a value is equal to this one. */
function equalTo(wanted: PropertyValue): (value: PropertyValue) => boolean {
  if (!isNested(wanted)) return (value) => value === wanted;
  const text = canonicalJson(wanted);
  return (value) => isNested(value) && canonicalJson(value) === text;
}

const setOnce: Change<PropertyValue> = (present, value) => (isNotSet(present) ? value : undefined);

const add: Change<number> = (present, amount, name) => {
  const base = isNotSet(present) ? 0 : present;
  const sum = typeof base === 'number' ? base + amount : Number.NaN;
  if (Number.isFinite(sum)) return sum;
  const why = typeof base === 'number' ? 'the sum is too large a number' : 'its value is no number; set it first';
  throw new MusterError('BAD_INPUT', `Nothing can be added to the property: ${why}.`, { path: ['properties', name] });
};

const append: Change<PropertyValue> = (present, value) => [...asList(present), value];

const union: Change<readonly PropertyValue[]> = (present, values) => distinct([...asList(present), ...values]);

const remove: Change<PropertyValue> = (present, value) => {
  if (isNotSet(present)) return undefined;
  const isWanted = equalTo(value);
  const before = asList(present);
  const rest = before.filter((element) => !isWanted(element));
  return rest.length === before.length ? undefined : rest;
};

function change<Argument>(
  current: Properties,
  changes: Readonly<Record<string, Argument>>,
  apply: Change<Argument>,
): Properties {
  const result = Object.assign(emptyProperties(), current);
  for (const [name, argument] of Object.entries(changes)) {
    const value = apply(result[name], argument, name);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

function unset(current: Properties, names: readonly string[]): Properties {
  const result = Object.assign(emptyProperties(), current);
  for (const name of names) delete result[name];
  return result;
}

/**
 * What a profile is after one operation; null means there is no profile. Neither argument is changed. Arguments
 * must have passed check.ts.
 *
 * - `set` overwrites. `set_once` writes where nothing is set: a property that is missing or null.
 * - `add` adds to a number; not set counts as 0. On a value that is no number (text that looks like one included), or
 *   where the sum leaves the range of numbers, the whole operation is refused with BAD_INPUT.
 * - `append` adds one element (a list given is one element), repeated or not. `union` adds the elements not there yet
 *   and leaves each value once, where it first appeared. `remove` takes out every element equal to the value.
 *   For these three a value that is no list counts as a list of one: `union` of `["b"]` into `"a"` is
 *   `["a", "b"]`, and `remove` of `"a"` from `"a"` is `[]`, so that membership written as plain text can be
 *   extended and taken back. Values are equal if their canonical JSON is: `42` and `"42"` differ here.
 * - `unset` deletes properties. `delete` deletes the profile.
 * - `set`, `set_once`, `add`, `append` and `union` create a missing profile; `remove` and `unset` do not.
 */
export function applyOperation(current: Properties | null, operation: ProfileOperation): Properties | null {
  if (operation.op === 'delete') return null;
  if (current === null && (operation.op === 'remove' || operation.op === 'unset')) return null;
  const present = current ?? emptyProperties();
  switch (operation.op) {
    case 'set':
      return change<PropertyValue>(present, operation.properties, (_, value) => value);
    case 'set_once':
      return change(present, operation.properties, setOnce);
    case 'add':
      return change(present, operation.properties, add);
    case 'append':
      return change(present, operation.properties, append);
    case 'union':
      return change(present, operation.properties, union);
    case 'remove':
      return change(present, operation.properties, remove);
    case 'unset':
      return unset(present, operation.names);
  }
}
