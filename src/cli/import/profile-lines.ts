import type { PropertyValue } from '../../core/property-values.js';
import { asObject, firstOf, type ParsedLine, parseObject, type RefusedLine, refuse, textOf } from './parsed-line.js';

type JsonObject = Readonly<Record<string, PropertyValue>>;

/** One operation of a profile line, by the name it has in the SDKs without the dollar sign. */
export type LineOperation =
  | { readonly op: 'set' | 'set_once' | 'add' | 'append' | 'union' | 'remove'; readonly properties: JsonObject }
  | { readonly op: 'unset'; readonly names: readonly string[] }
  | { readonly op: 'delete' };

/** One profile operation of one subject, before it is put into the API's form. */
export interface ProfileItem {
  readonly subject:
    | { readonly kind: 'user'; readonly distinctId: string }
    | { readonly kind: 'group'; readonly groupKey: string; readonly groupId: string };
  readonly operation: LineOperation;
  readonly ignoreTime: boolean;
  readonly ignoreAlias: boolean;
}

/** `$properties` is what Mixpanel's profile export calls the whole profile: loading it sets it. */
const withProperties = new Map([
  ['$set', 'set'],
  ['$properties', 'set'],
  ['$set_once', 'set_once'],
  ['$add', 'add'],
  ['$append', 'append'],
  ['$union', 'union'],
  ['$remove', 'remove'],
] as const);

const operationNames = [...withProperties.keys(), '$unset', '$delete'];

/**
 * What addresses a profile is no property of it. Exports may repeat it among the properties, where the server would
 * refuse it.
 */
const addresses: Readonly<Record<ProfileItem['subject']['kind'], readonly string[]>> = {
  user: ['$distinct_id', '$token'],
  group: ['$group_key', '$group_id', '$distinct_id', '$token'],
};

/** Reads `{"distinct_id" | "$distinct_id": …, "$set" | "$set_once" | …: …}`. */
export function parseUserLine(_number: number, text: string): ParsedLine<ProfileItem> {
  const line = parseObject(text);
  if (line.kind === 'refused') return line;
  const distinctId = textOf(firstOf(line.value, ['distinct_id', '$distinct_id']));
  if (!distinctId) return refuse('distinct_id', 'The line names no user in "distinct_id" or "$distinct_id".');
  return itemsOf(line.value, { kind: 'user', distinctId });
}

/**
 * Reads `{"group_key" | "$group_key": …, "group_id" | "$group_id": …, "$set" | …: …}`.
 *
 * @param key the group key of lines that name none, as in Mixpanel's exports: there the group's id is in the place of
 *   the user's, `$distinct_id`
 */
export function parseGroupLine(_number: number, text: string, key: string | null = null): ParsedLine<ProfileItem> {
  const line = parseObject(text);
  if (line.kind === 'refused') return line;
  const own = firstOf(line.value, ['group_key', '$group_key']);
  const groupKey = own ?? key;
  if (typeof groupKey !== 'string' || groupKey === '') {
    const reason =
      'The line names no group key in "group_key" or "$group_key"; --group-key names it for all such lines.';
    return refuse('group_key', reason);
  }
  const exported = own === undefined ? ['$distinct_id', 'distinct_id'] : [];
  const groupId = textOf(firstOf(line.value, ['group_id', '$group_id', ...exported]));
  if (!groupId) return refuse('group_id', 'The line names no group in "group_id" or "$group_id".');
  return itemsOf(line.value, { kind: 'group', groupKey, groupId });
}

function itemsOf(line: JsonObject, subject: ProfileItem['subject']): ParsedLine<ProfileItem> {
  const items: ProfileItem[] = [];
  let isProfile = false;
  for (const [name, value] of Object.entries(line)) {
    if (!operationNames.includes(name)) continue;
    if (name === '$properties') isProfile = true;
    // An exported list holds those without a profile too: there is nothing to set, and nothing wrong.
    if (name === '$properties' && isEmptyObject(value)) continue;
    const operation = operationOf(name, value, subject);
    if ('kind' in operation) return operation;
    items.push({
      subject,
      operation,
      ignoreTime: line.$ignore_time === true,
      ignoreAlias: line.$ignore_alias === true,
    });
  }
  return items.length > 0 || isProfile
    ? { kind: 'items', items }
    : refuse(null, `The line says nothing to do; it needs one of ${operationNames.join(', ')}.`);
}

function isEmptyObject(value: PropertyValue): boolean {
  const object = asObject(value);
  return object !== null && Object.keys(object).length === 0;
}

function operationOf(
  name: string,
  value: PropertyValue,
  { kind }: ProfileItem['subject'],
): LineOperation | RefusedLine {
  if (name === '$delete') return { op: 'delete' };
  if (name === '$unset') {
    const names = Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
    return Array.isArray(value) && names.length === value.length
      ? { op: 'unset', names }
      : refuse(name, '"$unset" needs a list of property names.');
  }
  const op = [...withProperties].find(([key]) => key === name)?.[1];
  const properties = asObject(value);
  if (op === undefined || properties === null) return refuse(name, `"${name}" needs an object of properties.`);
  return { op, properties: name === '$properties' ? without(properties, addresses[kind]) : properties };
}

const without = (properties: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
