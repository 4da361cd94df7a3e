import { createHash } from 'node:crypto';
import { forbiddenIds } from '../../core/forbidden-ids.js';
import { onceIdOf } from '../../core/once-ids.js';
import type { PropertyValue } from '../../core/property-values.js';
import type { ToUtc } from './local-time.js';
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

const hash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);

/**
 * The insert id of an event: its own; a hash of its own where that has a form which is not taken; and where it has none,
 * or a placeholder such as `null`, a hash of the line and its number. Loading the same file again so counts nothing
 * twice, while two equal lines of one file stay two events.
 */
function insertIdOf(given: string | undefined, number: number, text: string): string {
  if (given === undefined || forbiddenIds.has(given)) return hash(`${number}\n${text}`);
  return onceIdOf(given) ?? hash(given);
}

interface Ids {
  readonly distinctId?: string;
  readonly deviceId?: string;
  readonly userId?: string;
}

/**
 * Whose the event is. An export's distinct id is the one Mixpanel settled on when it merged identities, perhaps after
 * the event: an event of a device that turned out to be a user's carries the user's, and no user id. Taken as the user
 * id, it settles the same here.
 */
function settled({ distinctId = '', deviceId = '', userId = '' }: { [Name in keyof Ids]: string | undefined }): Ids {
  const isDevice = distinctId === deviceId || distinctId.startsWith('$device:');
  const user = userId === '' && deviceId !== '' && !isDevice ? distinctId : userId;
  return {
    ...(distinctId === '' ? {} : { distinctId }),
    ...(deviceId === '' ? {} : { deviceId }),
    ...(user === '' ? {} : { userId: user }),
  };
}

/**
 * Reads a line of a Mixpanel raw export: `{"event": …, "properties": {"time": …, "distinct_id": …, …}}`.
 *
 * @param toUtc what the times of the file mean
 */
export function parseEventLine(number: number, text: string, toUtc: ToUtc = (time) => time): ParsedLine<EventInput> {
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
  const { distinctId, deviceId, userId } = ids;
  if (distinctId === null || deviceId === null || userId === null) {
    const [field] = Object.entries(ids).find(([, id]) => id === null) ?? [''];
    return refuse(`properties.${field}`, 'An id must be text or a number.');
  }
  const insertId = textOf(given.get('$insert_id'));
  if (insertId === null) return refuse('properties.$insert_id', 'The insert id must be text or a number.');
  for (const name of ownPlace) given.delete(name);
  const item: EventInput = {
    name: event,
    time: toUtc(time),
    ...settled({ distinctId, deviceId, userId }),
    insertId: insertIdOf(insertId, number, text),
    properties: Object.fromEntries(given),
  };
  return { kind: 'items', items: [item] };
}
