import { LRUCache } from 'lru-cache';
import type { Clock } from '../../core/clock.js';
import { MusterError } from '../../core/errors.js';
import type { Warehouse } from '../warehouse.js';
import type { DedupeWindow } from './dedupe-window.js';
import { findStored, loadWindow } from './event-lookups.js';
import { repairKnown } from './known-repair.js';
import { actorRow, eventRow, groupRow } from './rows.js';
import { eventIdOf, type StoredEvent, type WriteOutcome } from './stored-event.js';

export interface EventWriterOptions {
  /** How long the first event of an idle writer waits for company, milliseconds. */
  readonly flushIntervalMs: number;
  /** Events accepted and not yet stored; more are refused with OVERLOADED. */
  readonly maxPendingEvents: number;
  /** The same in bytes of stored JSON. */
  readonly maxPendingBytes: number;
}

/** Events of one insert, at most. */
const maxBatchEvents = 20_000;
/** Ids of one project held in memory, and projects they are held for. */
const windowIds = 200_000;
const windowProjects = 20;
/** Distinct ids and groups remembered as known. */
const knownCacheSize = 300_000;

interface Prepared {
  readonly event: StoredEvent;
  readonly id: string;
  readonly row: string;
}

interface PendingWrite {
  readonly events: readonly Prepared[];
  readonly bytes: number;
  readonly resolve: (outcomes: WriteOutcome[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Stores events once each. Calls that arrive while an insert runs are stored together by the next one (group commit),
 * and each is answered only when its events are on disk. It relies on being the only writer of its warehouse.
 */
export class EventWriter {
  readonly #windows = new LRUCache<number, DedupeWindow>({ max: windowProjects });
  readonly #known = new LRUCache<string, true>({ max: knownCacheSize });
  #pending: PendingWrite[] = [];
  #pendingEvents = 0;
  #pendingBytes = 0;
  #running: Promise<void> | null = null;
  #closing = false;
  #repairDue = false;

  constructor(
    private readonly warehouse: Warehouse,
    private readonly options: EventWriterOptions,
    readonly clock?: Clock,
  ) {}

  /** Events accepted and not yet stored, for metrics. */
  get backlog(): { readonly events: number; readonly bytes: number } {
    return { events: this.#pendingEvents, bytes: this.#pendingBytes };
  }

  /** Mends what a crash between two inserts may have left out. Call it before the first write. */
  async open(): Promise<void> {
    await repairKnown(this.warehouse);
  }

  /**
   * Stores the events and says of each whether it is new; resolves when they are on disk. Throws OVERLOADED at once
   * when too much is waiting, SHUTTING_DOWN after close, STORE_UNAVAILABLE when the insert failed: then some may be
   * stored, and the same call again stores the rest once.
   */
  async write(events: readonly StoredEvent[]): Promise<WriteOutcome[]> {
    if (events.length === 0) return [];
    if (this.#closing) throw new MusterError('SHUTTING_DOWN', 'The server is stopping. Send the events again.');
    if (this.#pendingEvents > 0 && this.#pendingEvents + events.length > this.options.maxPendingEvents)
      throw overloaded();
    if (this.#pendingBytes > this.options.maxPendingBytes) throw overloaded();
    let bytes = 0;
    const prepared = events.map((event): Prepared => {
      const id = eventIdOf(event);
      const row = eventRow(event, id);
      bytes += row.length;
      return { event, id, row };
    });
    if (this.#pendingBytes > 0 && this.#pendingBytes + bytes > this.options.maxPendingBytes) throw overloaded();
    this.#pendingEvents += events.length;
    this.#pendingBytes += bytes;
    const answer = new Promise<WriteOutcome[]>((resolve, reject) => {
      this.#pending.push({ events: prepared, bytes, resolve, reject });
    });
    this.#running ??= this.#run();
    return answer;
  }

  /** Stores what is waiting and refuses what comes after. */
  async close(): Promise<void> {
    this.#closing = true;
    while (this.#running !== null) await this.#running;
  }

  async #run(): Promise<void> {
    if (!this.#closing && this.options.flushIntervalMs > 0) {
      await new Promise((resolve) => setTimeout(resolve, this.options.flushIntervalMs));
    }
    while (this.#pending.length > 0) await this.#commit(this.#take());
    this.#running = null;
  }

  /** Whole calls, in order, up to the size of one insert. */
  #take(): PendingWrite[] {
    let events = 0;
    let calls = 0;
    for (const { events: some } of this.#pending) {
      if (calls > 0 && events + some.length > maxBatchEvents) break;
      events += some.length;
      calls += 1;
    }
    return this.#pending.splice(0, calls);
  }

  async #commit(writes: readonly PendingWrite[]): Promise<void> {
    try {
      const outcomes = await this.#store(writes);
      writes.forEach((write, index) => {
        write.resolve(outcomes[index] ?? []);
      });
    } catch (error) {
      for (const write of writes) write.reject(error);
    } finally {
      for (const { events, bytes } of writes) {
        this.#pendingEvents -= events.length;
        this.#pendingBytes -= bytes;
      }
    }
  }

  async #store(writes: readonly PendingWrite[]): Promise<WriteOutcome[][]> {
    if (this.#repairDue) {
      await repairKnown(this.warehouse);
      this.#repairDue = false;
    }
    const stored = await this.#alreadyStored(writes);
    const fresh: Prepared[] = [];
    const outcomes = writes.map(({ events }) =>
      events.map((prepared): WriteOutcome => {
        const ids = stored.get(prepared.event.projectId);
        if (ids === undefined || ids.has(prepared.id)) return 'duplicate';
        const { timeMs, projectId } = prepared.event;
        if (this.#windows.get(projectId)?.has(timeMs, prepared.id)) return 'duplicate';
        ids.add(prepared.id);
        fresh.push(prepared);
        return 'stored';
      }),
    );
    await this.#insertEvents(fresh);
    await this.#insertKnown(writes);
    return outcomes;
  }

  /** By project, the ids of the batch that the store has, as far as the windows cannot tell. */
  async #alreadyStored(writes: readonly PendingWrite[]): Promise<Map<number, Set<string>>> {
    const candidates = new Map<number, Array<{ timeMs: number; id: string }>>();
    const windows = new Map<number, DedupeWindow>();
    for (const { events } of writes) {
      for (const { event, id } of events) {
        const { projectId, timeMs } = event;
        const window = windows.get(projectId) ?? (await this.#windowOf(projectId));
        windows.set(projectId, window);
        let unsure = candidates.get(projectId);
        if (unsure === undefined) {
          unsure = [];
          candidates.set(projectId, unsure);
        }
        if (!window.covers(timeMs) && !window.has(timeMs, id)) unsure.push({ timeMs, id });
      }
    }
    const stored = new Map<number, Set<string>>();
    for (const [projectId, unsure] of candidates) {
      stored.set(projectId, unsure.length === 0 ? new Set() : await findStored(this.warehouse, projectId, unsure));
    }
    return stored;
  }

  async #windowOf(projectId: number): Promise<DedupeWindow> {
    const held = this.#windows.get(projectId);
    if (held !== undefined) return held;
    const window = await loadWindow(this.warehouse, projectId, windowIds);
    this.#windows.set(projectId, window);
    return window;
  }

  async #insertEvents(fresh: readonly Prepared[]): Promise<void> {
    if (fresh.length === 0) return;
    try {
      await this.warehouse.insert(
        'events',
        fresh.map(({ row }) => row),
      );
    } catch (error) {
      for (const { event } of fresh) this.#windows.get(event.projectId)?.doubt(event.timeMs);
      this.#repairDue = true;
      throw error;
    }
    for (const { event, id } of fresh) this.#windows.get(event.projectId)?.add(event.timeMs, id);
  }

  /** After the events, also for duplicates: their first write may have failed between the two inserts. */
  async #insertKnown(writes: readonly PendingWrite[]): Promise<void> {
    const actors = new Map<string, string>();
    const groups = new Map<string, string>();
    for (const { events } of writes) {
      for (const { event } of events) {
        const { projectId, distinctId } = event;
        const actor = `${projectId}:${distinctId}`;
        if (this.#known.get(actor) === undefined && !actors.has(actor))
          actors.set(actor, actorRow(projectId, distinctId));
        for (const { groupKeyId, groupId } of event.groups) {
          const group = `${projectId}.${groupKeyId}:${groupId}`;
          if (this.#known.get(group) === undefined && !groups.has(group)) {
            groups.set(group, groupRow(projectId, groupKeyId, groupId));
          }
        }
      }
    }
    try {
      await Promise.all([
        this.warehouse.insert('known_actors', [...actors.values()]),
        this.warehouse.insert('known_groups', [...groups.values()]),
      ]);
    } catch (error) {
      this.#repairDue = true;
      throw error;
    }
    for (const key of actors.keys()) this.#known.set(key, true);
    for (const key of groups.keys()) this.#known.set(key, true);
  }
}

const overloaded = (): MusterError =>
  new MusterError('OVERLOADED', 'Too many events are waiting to be stored. Send them again later.', {
    retryAfterMs: 500,
  });
