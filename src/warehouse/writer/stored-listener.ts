import type { SeenEvent } from './known-writer.js';

/** An event that was just stored: what it is attributed to, and its row as it was written. */
export interface FreshEvent {
  readonly event: SeenEvent;
  readonly id: string;
  /** A row of `events`, JSON text; to be read only by who needs it. */
  readonly row: string;
}

/** Who wants to know of events when they are stored and acknowledged. */
export interface StoredListener {
  /** Whether anybody wants events of this project. Asked for each event while anybody wants any: it must be quick. */
  wants(projectId: number): boolean;
  /** Whether anybody wants events at all. */
  readonly isListening: boolean;
  /** Takes the new events of one commit, in the order they were stored. Must return soon, and never throw. */
  stored(projectId: number, events: readonly FreshEvent[]): void;
}
