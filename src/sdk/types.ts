import type {
  ClientSchema,
  EventName,
  EventProperties,
  GroupIds,
  GroupKey,
  GroupProperties,
  Id,
  Profile,
  Properties,
  TrackArguments,
  UserProperties,
} from './schema.js';
import type { Store } from './store.js';

/** Something that will not be delivered: the server refused it for good, or there was no place to keep it. */
export interface Refusal {
  readonly kind: 'event' | 'profile' | 'identity';
  /** A reason or error code of the API (docs/api.md), or of the client: `QUEUE_FULL`, `NOT_JSON`, `ID_INVALID`, `CLOSED`. */
  readonly reason: string;
  /** The place in the record, such as `properties.plan`; null where the record as a whole is meant. */
  readonly field: string | null;
  readonly message: string;
  /** What it was, as it would have been sent. */
  readonly record: unknown;
}

/** An attempt that failed. Nothing is lost: everything waits and is sent again. */
export interface DeliveryError {
  /** An error code of the API (docs/api.md), or of the client: `UNREACHABLE`, `TIMEOUT`, `NOT_MUSTER`, `STORE_FULL`. */
  readonly code: string;
  readonly message: string;
  /** False where waiting does not mend it, such as a wrong token: somebody has to do something. */
  readonly retryable: boolean;
  /** When the next attempt is made, milliseconds from now; null where none failed. */
  readonly retryInMs: number | null;
}

export interface ClientOptions {
  /** Where Muster is, without `/graphql`: `https://analytics.example.com`. */
  readonly url: string;
  /** The project's token. It may write and nothing else, so pages may hold it. */
  readonly token: string;
  /**
   * What must outlive the page is kept here. Default: `localStorage` in pages, or memory where that is forbidden; memory in Node and
   * in workers.
   */
  readonly store?: 'localStorage' | 'memory' | Store;
  /** Names the entries in the store. Default: made from the token. */
  readonly name?: string;
  /** How long records are collected before they are sent, milliseconds. Default: 5,000. */
  readonly flushIntervalMs?: number;
  /** Records in one request, at most 2,000; so many waiting are sent at once. Default: 200. */
  readonly batchSize?: number;
  /** Records that may wait; further ones are refused. Default: 5,000. */
  readonly maxQueue?: number;
  /** UTF-16 units of all records that may wait; further ones are refused. Default: 1,000,000, some 2 MB of localStorage. */
  readonly maxQueueLength?: number;
  /** How long a request may take, milliseconds. Default: 30,000. */
  readonly timeoutMs?: number;
  /** How long to wait after a first failure, milliseconds; doubled with each further one. Default: 1,000. */
  readonly retryMinMs?: number;
  /** The longest wait between two attempts, milliseconds, unless the server asks for a longer one. Default: 300,000. */
  readonly retryMaxMs?: number;
  /** In place of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Told of each record that will not be delivered. Default: a warning on the console. */
  readonly onRefused?: (refusal: Refusal) => void;
  /** Told of each attempt that failed. Default: a warning on the console where somebody has to do something. */
  readonly onError?: (error: DeliveryError) => void;
}

/** What still waits after an attempt. */
export interface Pending {
  /** Records that wait to be delivered. */
  readonly pending: number;
  /** Operations on a user's profile that wait for `identify`. */
  readonly held: number;
}

/**
 * Sends what happens to Muster. Methods do not throw: what is wrong is told to `onRefused`. None but `flush` and `close` waits
 * for the network.
 */
export interface Client<Schema extends ClientSchema = ClientSchema> {
  /** Records that something happened, now unless `time` says otherwise. */
  track<Event extends EventName<Schema>>(event: Event, ...rest: TrackArguments<Schema, Event>): void;
  /** `track` for an event of these groups, in place of those that `addGroup` and `setGroup` gave. */
  trackWithGroups<Event extends EventName<Schema>>(
    event: Event,
    properties: EventProperties<Schema, Event>,
    groups: GroupIds<Schema>,
  ): void;
  /**
   * Says who is here: a log-in. Earlier and later events of this device are the user's, and operations on `people` that were
   * held are sent. Another user than before: as if `reset` had been called in between.
   */
  identify(userId: Id): void;
  /** Puts the user into a group: events carry it from now on, and the user's profile names it. */
  addGroup(key: GroupKey<Schema>, groupId: Id): void;
  /** Puts the user into these groups of the key and no others. */
  setGroup(key: GroupKey<Schema>, groupIds: Id | readonly Id[]): void;
  /** Takes the user out of a group: events do not carry it any more, and the user's profile does not name it. */
  removeGroup(key: GroupKey<Schema>, groupId: Id): void;
  /** Properties for every event from now on. Those given to `track` win. */
  register(properties: Properties): void;
  /** Takes back a property of `register`. */
  unregister(name: string): void;
  /**
   * A log-out: from now on a new device, nobody's, in no group, without registered properties. What waits to be delivered
   * still is; operations on `people` that were held are dropped, as they belong to nobody.
   */
  reset(): void;
  /** The profile of the user who is here. Held until `identify` says who that is. */
  readonly people: Profile<UserProperties<Schema>>;
  /** The profile of a group, whoever is here. */
  group<Key extends GroupKey<Schema>>(key: Key, groupId: Id): Profile<GroupProperties<Schema, Key>>;
  /**
   * Sends what waits, now. Resolves when all that waited at the call is acknowledged, or when an attempt has failed; never
   * rejects. While the server wants to be left alone it sends nothing.
   */
  flush(): Promise<Pending>;
  /**
   * Ends the client: sends what waits, again and again until it is acknowledged or `timeoutMs` (default: 10,000) are over. Call it
   * before a process ends.
   */
  close(options?: { readonly timeoutMs?: number }): Promise<Pending>;
}
