import { hash } from 'node:crypto';
import type { Properties } from '../../core/property-values.js';

/** One group an event belongs to. */
export interface EventGroup {
  /** The catalog's number of the group key. */
  readonly groupKeyId: number;
  readonly groupId: string;
}

/** An event as the warehouse keeps it: checked, normalised, with its groups. */
export interface StoredEvent {
  readonly projectId: number;
  /** When it happened, milliseconds since the epoch. */
  readonly timeMs: number;
  readonly name: string;
  /** User id, or `$device:` and the device id. */
  readonly distinctId: string;
  /** Without prefix; empty when the event named none. */
  readonly deviceId: string;
  /** Empty when the event named none. */
  readonly userId: string;
  readonly insertId: string;
  readonly groups: readonly EventGroup[];
  readonly properties: Properties;
  readonly ingestedAtMs: number;
}

/** What became of one event: stored now, or known from before (also from earlier in the same call). */
export type WriteOutcome = 'stored' | 'duplicate';

/**
 * The id under which an event is stored once: half of the SHA-256 of its name, distinct id, time and insert id, as
 * UUID text. The four parts are those Mixpanel deduplicates by.
 */
export function eventIdOf(event: Pick<StoredEvent, 'name' | 'distinctId' | 'timeMs' | 'insertId'>): string {
  const hex = hash('sha256', JSON.stringify([event.name, event.distinctId, event.timeMs, event.insertId]));
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
  return uuid;
}
