import { profileOperationNames } from '../../profiles/operations.js';
import type { ProfileItem, ProfileOutcome, ProfileSubject } from '../../profiles/profile-service.js';
import { isRecord, notAnObject, type Problem, type Reading, type SentRecord, unread } from './records.js';

type Operation = ProfileItem['operation'];

/** `$set`, `$set_once` and so on: the names operations have on the wire. */
const operationNames = new Map<string, Operation['op']>(profileOperationNames.map((op) => [`$${op}`, op]));

/** A number as JSON writes it. */
const decimal = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The browser SDK hands on text where a page increments by what a form field held. */
function withNumbers(properties: unknown): unknown {
  if (!isRecord(properties)) return properties;
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      typeof value === 'string' && decimal.test(value) ? Number(value) : value,
    ]),
  );
}

/** One operation of a record. The value of `$delete` means nothing: each SDK sends another. */
function operationOf(op: Operation['op'], value: unknown): Operation {
  if (op === 'delete') return { op };
  if (op === 'unset') return { op, names: typeof value === 'string' ? [value] : value };
  return { op, properties: op === 'add' ? withNumbers(value) : value };
}

const isOn = (value: unknown): boolean => value === true || value === 1 || value === 'true' || value === '1';

const isId = (value: unknown): value is string | number =>
  (typeof value === 'string' && value !== '') || typeof value === 'number';

/** Modifiers that mean something here; the place of the user and the time of the update are not taken from clients. */
function itemsOf(record: SentRecord, subject: ProfileSubject): ProfileItem[] {
  const ignoreTime = isOn(record.$ignore_time);
  const ignoreAlias = isOn(record.$ignore_alias);
  const items: ProfileItem[] = [];
  for (const [name, value] of Object.entries(record)) {
    const op = operationNames.get(name);
    if (op !== undefined) items.push({ subject, operation: operationOf(op, value), ignoreTime, ignoreAlias });
  }
  return items;
}

function reading(record: SentRecord, subject: ProfileSubject): Reading<ProfileItem> {
  const items = itemsOf(record, subject);
  if (items.length > 0) return { ok: true, token: record.$token, items };
  return unread('', `The record holds no operation; it needs one of ${[...operationNames.keys()].join(', ')}.`);
}

/** The operations of a record of `/engage`, in the order they stand in it. */
export function readUserRecord(record: unknown): Reading<ProfileItem> {
  if (!isRecord(record)) return notAnObject;
  const { $distinct_id: distinctId } = record;
  if (!isId(distinctId)) return unread('$distinct_id', 'Give the id of the user, text or a number.');
  return reading(record, { kind: 'user', distinctId });
}

/** The operations of a record of `/groups`, in the order they stand in it. */
export function readGroupRecord(record: unknown): Reading<ProfileItem> {
  if (!isRecord(record)) return notAnObject;
  const { $group_key: groupKey, $group_id: groupId } = record;
  if (typeof groupKey !== 'string' || groupKey === '') return unread('$group_key', 'Give the group key, as text.');
  if (!isId(groupId)) return unread('$group_id', 'Give the id of the group, text or a number.');
  return reading(record, { kind: 'group', groupKey, groupId });
}

/** True if the operation may be applied again without changing more. */
export const isRepeatableItem = ({ operation }: ProfileItem): boolean =>
  operation.op !== 'add' && operation.op !== 'append';

/** Places in a record whose name on the wire is another than the service's. */
const places: Readonly<Record<string, string>> = {
  groupKey: '$group_key',
  groupId: '$group_id',
  distinctId: '$distinct_id',
};

/** What is to be told of an operation's outcome; null if it was applied. */
export function problemOfItem(outcome: ProfileOutcome, { operation }: ProfileItem): Problem | null {
  if (outcome.status !== 'REFUSED') return null;
  const { field, message } = outcome;
  // On the wire the operation's own name stands where the service says `properties` or `names`.
  const within = field.replace(/^(?:properties|names)(?=\.|$)/, `$$${operation.op}`);
  return { field: places[field] ?? within, message };
}
