import { randomHex } from './environment.js';
import { parseJson } from './json.js';
import type { Store } from './store.js';

/** Who is here: what all pages of the origin share, and what outlives them. */
export interface Person {
  readonly device: string;
  /** Null until `identify`. */
  readonly user: string | null;
  /** The properties of every event, group keys with their lists of ids among them. */
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Identity {
  read(): Person;
  /** Changes what is given. Throws, and changes nothing, for values that JSON cannot hold. */
  change(part: Partial<Person>): void;
  /** A new device that is nobody's. */
  forget(): void;
}

const isBag = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Null for what a client has not written. */
function personOf(value: unknown): Person | null {
  if (!isBag(value)) return null;
  const { device, user, properties } = value;
  if (typeof device !== 'string' || !(user === null || typeof user === 'string') || !isBag(properties)) return null;
  return { device, user, properties };
}

/** @param key of the one entry that holds it. It is read each time: another page may have changed it. */
export function openIdentity(store: Store, key: string): Identity {
  let text: string | null = null;
  let person: Person | null = null;
  const write = (next: Person): Person => {
    text = JSON.stringify(next);
    // Not `next` itself: the caller may change what it gave.
    person = JSON.parse(text) as Person;
    store.setItem(key, text);
    return person;
  };
  const forget = (): Person => write({ device: randomHex(), user: null, properties: {} });
  const read = (): Person => {
    const stored = store.getItem(key);
    if (person === null || stored !== text) {
      text = stored;
      person = personOf(parseJson(stored ?? ''));
    }
    return person ?? forget();
  };
  read();
  return {
    read,
    change(part) {
      write({ ...read(), ...part });
    },
    forget,
  };
}
