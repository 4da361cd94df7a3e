import { createHash } from 'node:crypto';
import type { PropertyValue } from '../../core/property-values.js';
import { type ParsedLine, parseObject, refuse, textOf } from './parsed-line.js';

/** One event as `trackBatch` takes it. */
export interface EventInput {
  readonly name: string;
  readonly time: number | string;
  readonly distinctId?: string;
  readonly deviceId?: string;
  readonly userId?: string;
  readonly insertId: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
}

/** Properties of an export line that have a place of their own in an event, and so leave the properties. */
const ownPlace = new Set(['time', 'distinct_id', '$device_id', '$user_id', '$insert_id', 'token']);

/**
 * The insert id of a line that has none. It is made of the line and its number, so that loading the same file again
 * counts nothing twice, while two equal lines of one file stay two events.
 */
const derivedInsertId = (number: number, text: string): string =>
  createHash('sha256').update(`${number}\n${text}`).digest('hex').slice(0, 32);

/** Reads a line of a Mixpanel raw export: `{"event": …, "properties": {"time": …, "distinct_id": …, …}}`. */
export function parseEventLine(number: number, text: string): ParsedLine<EventInput> {
  const line = parseObject(text);
  if (line.kind === 'refused') return line;
  const { event, properties } = line.value;
  if (typeof event !== 'string' || event === '') return refuse('event', 'The line has no event name in "event".');
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) {
    return refuse('properties', 'The line has no object in "properties".');
  }
  const given = new Map(Object.entries(properties));
  const time = given.get('time') ?? line.value.time;
  if (typeof time !== 'number' && typeof time !== 'string') {
    return refuse(
      'properties.time',
      'An imported event needs its time; without one it would count anew at every import.',
    );
  }
  const ids = {
    distinctId: textOf(given.get('distinct_id')),
    deviceId: textOf(given.get('$device_id')),
    userId: textOf(given.get('$user_id')),
  };
  for (const [field, id] of Object.entries(ids)) {
    if (id === null) return refuse(`properties.${field}`, 'An id must be text or a number.');
  }
  const insertId = textOf(given.get('$insert_id'));
  if (insertId === null) return refuse('properties.$insert_id', 'The insert id must be text or a number.');
  for (const name of ownPlace) given.delete(name);
  const item: EventInput = {
    name: event,
    time,
    ...(ids.distinctId ? { distinctId: ids.distinctId } : {}),
    ...(ids.deviceId ? { deviceId: ids.deviceId } : {}),
    ...(ids.userId ? { userId: ids.userId } : {}),
    insertId: insertId ? insertId : derivedInsertId(number, text),
    properties: Object.fromEntries(given),
  };
  return { kind: 'items', items: [item] };
}
