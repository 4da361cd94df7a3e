import { LRUCache } from 'lru-cache';
import type { Warehouse } from '../warehouse.js';
import { insertAgain } from './insert-again.js';
import { actorRow, groupRow } from './rows.js';
import type { StoredEvent } from './stored-event.js';

/** Distinct ids and groups remembered as stored. */
const cacheSize = 300_000;

/** Who did an event, for which groups, and when. */
export type SeenEvent = Pick<StoredEvent, 'projectId' | 'timeMs' | 'distinctId' | 'groups'>;

interface Rows {
  readonly actors: Map<string, string>;
  readonly groups: Map<string, string>;
}

const noRows = (): Rows => ({ actors: new Map(), groups: new Map() });

/**
 * Keeps `known_actors` and `known_groups`: every distinct id and every group that some event has. Most events name
 * only what is known already and cost nothing here. The rest is stored beside the next events, not before them, so
 * that a new user does not hold up everybody's commit.
 */
export class KnownWriter {
  readonly #known = new LRUCache<string, true>({ max: cacheSize });
  #next: Rows = noRows();
  #waiting: Promise<void> | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly warehouse: Warehouse) {}

  /**
   * Resolves when all that these events name is stored as known. To be called when the events themselves are stored,
   * also for duplicates, as their first write may have ended in between.
   */
  ensure(events: Iterable<SeenEvent>): Promise<void> {
    if (!this.#collect(events)) return Promise.resolve();
    this.#waiting ??= this.#after(this.#running);
    return this.#waiting;
  }

  /** Adds what is not known to the next insert; says whether anything these events name is part of one. */
  #collect(events: Iterable<SeenEvent>): boolean {
    const { actors, groups } = this.#next;
    let found = false;
    for (const { projectId, distinctId, groups: memberships } of events) {
      const actor = `${projectId}:${distinctId}`;
      if (!this.#known.has(actor)) {
        if (!actors.has(actor)) actors.set(actor, actorRow(projectId, distinctId));
        found = true;
      }
      for (const { groupKeyId, groupId } of memberships) {
        const group = `${projectId}.${groupKeyId}:${groupId}`;
        if (this.#known.has(group)) continue;
        if (!groups.has(group)) groups.set(group, groupRow(projectId, groupKeyId, groupId));
        found = true;
      }
    }
    return found;
  }

  async #after(previous: Promise<void>): Promise<void> {
    await previous.catch(() => undefined);
    const rows = this.#next;
    this.#next = noRows();
    this.#waiting = null;
    const insert = this.#insert(rows);
    this.#running = insert;
    await insert;
  }

  async #insert({ actors, groups }: Rows): Promise<void> {
    await Promise.all([
      insertAgain(this.warehouse, 'known_actors', [...actors.values()]),
      insertAgain(this.warehouse, 'known_groups', [...groups.values()]),
    ]);
    for (const key of actors.keys()) this.#known.set(key, true);
    for (const key of groups.keys()) this.#known.set(key, true);
  }
}
