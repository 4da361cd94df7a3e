import { now, randomHex } from './environment.js';
import type { Identity } from './identity.js';
import { parseJson } from './json.js';
import type { Lane, Queue, RecordKind } from './queue.js';
import type { TrackOptions } from './schema.js';
import type { Refusal } from './types.js';

/** Makes records of calls: what they say is read at once, and time stamps and ids are made. */
export interface Recorder {
  event(name: unknown, properties: object | undefined, options?: TrackOptions): void;
  /** On the profile of who is here; held while that is not known. */
  people(operation: string, argument: object): void;
  group(key: string, groupId: unknown, operation: string, argument: object): void;
  /** Sends off, under the name of the user who is here, what was held for this device. */
  release(): void;
  /** Drops what is held. */
  drop(): void;
}

export interface RecorderParts {
  readonly queue: Queue;
  readonly identity: Identity;
  onRefused(refusal: Refusal): void;
  /** A record waits to be delivered that did not before. */
  onAdded(kind: RecordKind): void;
  isClosed(): boolean;
}

export const notJson = 'Give values that JSON can hold: no BigInt, and nothing that contains itself.';

/** An event's time as the API takes it. What is no time stays what it is, for the server to refuse: it must not become "now". */
function timeOf(time: Date | number | string = now()): number | string {
  const moment = time instanceof Date ? time.getTime() : time;
  return typeof moment === 'number' && Number.isFinite(moment) ? moment : String(moment);
}

/** Begins with the time, as the API asks of ids it remembers: neighbours in time are then neighbours in its index. */
const operationId = (): string => `${now().toString(36)}-${randomHex(10)}`;

/** A held operation, as it is kept. */
interface Held {
  readonly device: string;
  readonly operation: string;
  readonly argument: object;
}

export function createRecorder({ queue, identity, onRefused, onAdded, isClosed }: RecorderParts): Recorder {
  function add(kind: RecordKind, record: object, lane: Lane = kind): void {
    const refuse = (reason: string, message: string): void => onRefused({ kind, reason, field: null, message, record });
    let body: string;
    try {
      body = JSON.stringify(record);
    } catch {
      refuse('NOT_JSON', notJson);
      return;
    }
    if (isClosed()) refuse('CLOSED', 'The client is closed; make another.');
    else if (!queue.add(lane, body)) refuse('QUEUE_FULL', 'As much waits to be delivered as may wait.');
    else if (lane === kind) onAdded(kind);
  }

  const onUser = (distinctId: string, operation: string, argument: object) => ({
    [`people_${operation}`]: { distinctId, ...argument },
  });

  return {
    event(name, properties, options) {
      const { device, user, properties: registered } = identity.read();
      add('event', {
        name,
        time: timeOf(options?.time),
        insertId: randomHex(),
        deviceId: device,
        userId: user ?? undefined,
        properties: { ...registered, ...properties },
      });
    },
    people(operation, given) {
      const { device, user } = identity.read();
      const argument = { ...given, operationId: operationId() };
      if (user !== null) add('profile', onUser(user, operation, argument));
      else add('profile', { device, operation, argument } satisfies Held, 'held');
    },
    group(groupKey, groupId, operation, argument) {
      add('profile', {
        [`group_${operation}`]: { groupKey, groupId, ...argument, operationId: operationId() },
      });
    },
    release() {
      const { device, user } = identity.read();
      if (user === null) return;
      for (const key of queue.keys('held')) {
        const held = parseJson(queue.read(key) ?? '') as Held | undefined;
        // Of another device: made by a page that had not heard of the log-out yet.
        if (held?.device !== device) queue.remove(key);
        else {
          queue.release(key, JSON.stringify(onUser(user, held.operation, held.argument)));
          onAdded('profile');
        }
      }
    },
    drop() {
      for (const key of queue.keys('held')) queue.remove(key);
    },
  };
}
