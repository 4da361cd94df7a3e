import { createHash } from 'node:crypto';
import { devicePrefix } from '../../identity/identity.js';
import type { EventOutcome, IncomingEvent } from '../../ingestion/event.js';
import { isMissing, isRecord, notAnObject, type Problem, type Reading, type SentRecord, unread } from './records.js';

/** The event by which a client says that a visitor has logged in. */
const identifyEvent = '$identify';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const orElse = (value: unknown, other: unknown): unknown => (isMissing(value) || value === '' ? other : value);

/**
 * The device behind an anonymous id, where it stands for one: clients send it with the prefix of devices or, older ones,
 * as a bare UUID. Anything else is another user's id, and two users are never made one.
 */
function deviceOf(anonymousId: unknown): string | undefined {
  if (typeof anonymousId !== 'string') return undefined;
  if (anonymousId.startsWith(devicePrefix)) return anonymousId.slice(devicePrefix.length);
  return uuid.test(anonymousId) ? anonymousId : undefined;
}

interface Ids {
  readonly distinctId: unknown;
  readonly userId: unknown;
  readonly deviceId: unknown;
}

/**
 * Whose the event is. `$identify` says it in two spellings, `$identified_id` with `$anon_id`, or `distinct_id` with
 * `$anon_distinct_id`; the user and device id, where given, count more than both.
 */
function idsOf(name: unknown, properties: SentRecord): Ids {
  const { distinct_id: distinctId, $user_id: userId, $device_id: deviceId } = properties;
  if (name !== identifyEvent) return { distinctId, userId, deviceId };
  const identified = orElse(properties.$identified_id, distinctId);
  const isDevice = typeof identified === 'string' && identified.startsWith(devicePrefix);
  return {
    distinctId: identified,
    userId: orElse(userId, isDevice ? undefined : identified),
    deviceId: orElse(deviceId, deviceOf(orElse(properties.$anon_id, properties.$anon_distinct_id))),
  };
}

/**
 * The event in a record `{"event", "properties"}`. What has a place of its own in an event leaves the properties, and so
 * do the token, the address and the key, which are nobody's business later. Reading judges nothing else: ingestion does.
 */
export function readEvent(record: unknown): Reading<IncomingEvent> {
  if (!isRecord(record)) return notAnObject;
  const { event: name, properties: given } = record;
  if (!isRecord(given)) return { ok: true, token: undefined, items: [{ name, properties: given }] };
  const { distinctId, userId, deviceId } = idsOf(name, given);
  const {
    token,
    ip: _ip,
    api_key: _apiKey,
    time,
    $insert_id: insertId,
    distinct_id: _distinctId,
    $user_id: _userId,
    $device_id: _deviceId,
    ...properties
  } = given;
  return { ok: true, token, items: [{ name, time, insertId, distinctId, userId, deviceId, properties }] };
}

const isNobodys = ({ distinctId, userId, deviceId }: IncomingEvent): boolean =>
  isMissing(distinctId) && isMissing(userId) && isMissing(deviceId);

/**
 * An event that names nobody is its address's, as with Mixpanel. The hash takes in the project, so that two projects'
 * visitors cannot be matched.
 */
export function attributedToAddress(reading: Reading<IncomingEvent>, address: string): Reading<IncomingEvent> {
  if (!reading.ok || !reading.items.some(isNobodys)) return reading;
  const hash = createHash('sha256')
    .update(`${String(reading.token)} ${address}`)
    .digest('hex')
    .slice(0, 32);
  const items = reading.items.map((event) =>
    isNobodys(event) ? { ...event, distinctId: devicePrefix + hash } : event,
  );
  return { ...reading, items };
}

/** As {@link readEvent}, for `/import`: what happened in the past needs its time, and with `strict` its insert id. */
export function readImportedEvent(record: unknown, strict: boolean): Reading<IncomingEvent> {
  const reading = readEvent(record);
  const event = reading.ok ? reading.items[0] : undefined;
  if (event === undefined || !isRecord(event.properties)) return reading;
  if (isMissing(event.time)) return unread('properties.time', 'An imported event needs its time.');
  if (strict && isMissing(event.insertId)) {
    return unread(
      'properties.$insert_id',
      'Strict import needs an insert id, so that sending again counts nothing twice.',
    );
  }
  return reading;
}

/** True if the event may be sent again without counting twice. */
export const isRepeatableEvent = ({ insertId, time }: IncomingEvent): boolean =>
  !isMissing(insertId) && !isMissing(time);

const places: Readonly<Record<string, string>> = {
  name: 'event',
  time: 'properties.time',
  insertId: 'properties.$insert_id',
  distinctId: 'properties.distinct_id',
  userId: 'properties.$user_id',
  deviceId: 'properties.$device_id',
};

/** What is to be told of an event's outcome; null if it was stored, was stored before, or asked to be dropped. */
export function problemOfEvent(outcome: EventOutcome): Problem | null {
  if (outcome.status !== 'REFUSED' || outcome.reason === 'IGNORED') return null;
  return { field: places[outcome.field] ?? outcome.field, message: outcome.message };
}
