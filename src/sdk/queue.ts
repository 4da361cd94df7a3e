import { now, randomHex } from './environment.js';
import type { Store } from './store.js';

/** What is delivered: events, and operations on profiles. */
export type RecordKind = 'event' | 'profile';
/** Where a record waits: for delivery, or, an operation on a user's profile, for the user. */
export type Lane = RecordKind | 'held';

/** Digits of a moment in milliseconds, to base 36, enough until the year 5188. */
const timeDigits = 9;

/**
 * Records that wait, each an entry of its own in the store: what two pages write at the same time is never one
 * entry that one of them would overwrite. Keys sort in the order of the calls.
 */
export interface Queue {
  /** Keeps a record; false where there is no room. */
  add(lane: Lane, body: string): boolean;
  /** Keys of the records of a lane, those of other pages included, oldest first. */
  keys(lane: Lane): string[];
  /** Null if another page, or another attempt, has delivered it. */
  read(key: string): string | null;
  /** True if it was still there. */
  remove(key: string): boolean;
  /** Moves a held operation to its place among those to be delivered. Doing so twice does it once. */
  release(key: string, body: string): void;
  /** How many records of a lane wait, as far as this client has looked. */
  count(lane: Lane): number;
}

/** @param most how many records may wait, and how many UTF-16 units they may have. */
export function createQueue(store: Store, prefix: string, most: { records: number; length: number }): Queue {
  const lengths = new Map<string, number>();
  const writer = randomHex(3);
  let length = 0;
  let latest = 0;

  const forget = (key: string): void => {
    length -= lengths.get(key) ?? 0;
    lengths.delete(key);
  };
  const note = (key: string, units: number): void => {
    forget(key);
    lengths.set(key, units);
    length += units;
  };
  const put = (key: string, body: string): void => {
    store.setItem(key, body);
    note(key, body.length);
  };
  const remove = (key: string): boolean => {
    const present = store.getItem(key) !== null;
    store.removeItem(key);
    forget(key);
    return present;
  };
  /** Takes account of what other pages have written and delivered. */
  const look = (): void => {
    const present = new Set([...store.keys()].filter((key) => /^(event|profile|held):/.test(ownName(key))));
    for (const key of [...lengths.keys()]) if (!present.has(key)) forget(key);
    for (const key of present) if (!lengths.has(key)) note(key, store.getItem(key)?.length ?? 0);
  };
  const ownName = (key: string): string => (key.startsWith(prefix) ? key.slice(prefix.length) : '');
  const keys = (lane: Lane): string[] =>
    [...lengths.keys()].filter((key) => key.startsWith(`${prefix}${lane}:`)).sort();

  look();
  // The clock may have been set back since a record was written that still waits.
  for (const key of lengths.keys()) {
    const [, moment = ''] = ownName(key).split(':');
    latest = Math.max(latest, Number.parseInt(moment.slice(0, timeDigits), 36) || 0);
  }

  return {
    add(lane, body) {
      if (lengths.size >= most.records || length + body.length > most.length) return false;
      latest = Math.max(now(), latest + 1);
      put(`${prefix}${lane}:${latest.toString(36).padStart(timeDigits, '0')}${writer}`, body);
      return true;
    },
    keys(lane) {
      look();
      return keys(lane);
    },
    read: (key) => store.getItem(key),
    remove,
    release(key, body) {
      put(key.replace(`${prefix}held:`, `${prefix}profile:`), body);
      remove(key);
    },
    count: (lane) => keys(lane).length,
  };
}
