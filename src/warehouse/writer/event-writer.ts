import { LRUCache } from 'lru-cache';
import { MusterError } from '../../core/errors.js';
import { InsertCutShort } from '../engine/engine-errors.js';
import { alterDelete, and, col, eq, gt, inSubquery, param, select, table, tuple } from '../sql/builders.js';
import type { Expression } from '../sql/nodes.js';
import { print } from '../sql/print.js';
import type { Warehouse } from '../warehouse.js';
import type { DedupeWindow } from './dedupe-window.js';
import { findStored, loadWindow } from './event-lookups.js';
import { repairKnown } from './known-repair.js';
import { KnownWriter, type SeenEvent } from './known-writer.js';
import { eventRow } from './rows.js';
import { eventIdOf, type StoredEvent, type WriteOutcome } from './stored-event.js';
import type { FreshEvent, StoredListener } from './stored-listener.js';

export interface EventWriterOptions {
  /** How long the first event of an idle writer waits for company, milliseconds. */
  readonly flushIntervalMs: number;
  /** Events accepted and not yet stored; more are refused with OVERLOADED. */
  readonly maxPendingEvents: number;
  /** The same in bytes of stored JSON. */
  readonly maxPendingBytes: number;
}

/** Gives every insert of events a number, higher than that of any before. */
export interface Batches {
  nextBatch(): number;
  /** To be told when the insert of that number is over, whatever became of it, or is waited for no longer. */
  ended(batch: number): void;
  /** To be told when the insert of a number that had ended changed the events all the same: what follows them begins anew. */
  forget(): Promise<void>;
}

/** Numbers that begin anew with the process: for a warehouse whose events nothing follows. */
function countedBatches(): Batches {
  let last = 0;
  return { nextBatch: () => ++last, ended: () => undefined, forget: async () => undefined };
}

/** Events of one insert, at most. */
const maxBatchEvents = 20_000;
/** Ids of one project held in memory, and projects they are held for. */
const windowIds = 200_000;
const windowProjects = 20;

/** An event on its way. Its properties are in the row alone: held twice, they would cost the collector dearly. */
type Prepared = FreshEvent;

interface Seen {
  readonly window: DedupeWindow;
  readonly ids: Set<string>;
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
  readonly #known: KnownWriter;
  /** Commits whose events are stored and whose actors and groups are not yet. */
  readonly #finishing = new Set<Promise<void>>();
  #pending: PendingWrite[] = [];
  #pendingEvents = 0;
  #pendingBytes = 0;
  #running: Promise<void> | null = null;
  #closing = false;
  #repairDue = false;

  constructor(
    private readonly warehouse: Warehouse,
    private readonly options: EventWriterOptions,
    private readonly batches: Batches = countedBatches(),
    private readonly listener?: StoredListener,
  ) {
    this.#known = new KnownWriter(warehouse);
  }

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
      const { projectId, timeMs, distinctId, groups } = event;
      return { event: { projectId, timeMs, distinctId, groups }, id, row };
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
    await Promise.all(this.#finishing);
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

  /** Stores events; the next commit may start when it returns, though the calls are answered only by `#finish`. */
  async #commit(writes: readonly PendingWrite[]): Promise<void> {
    try {
      const outcomes = await this.#store(writes);
      const finishing = this.#finish(writes, outcomes).finally(() => this.#finishing.delete(finishing));
      this.#finishing.add(finishing);
    } catch (error) {
      this.#settle(writes, (write) => write.reject(error));
    }
  }

  async #finish(writes: readonly PendingWrite[], outcomes: readonly WriteOutcome[][]): Promise<void> {
    try {
      await this.#known.ensure(eventsOf(writes));
      this.#settle(writes, (write, index) => write.resolve(outcomes[index] ?? []));
    } catch (error) {
      this.#repairDue = true;
      this.#settle(writes, (write) => write.reject(error));
      return;
    }
    if (this.listener?.isListening === true) tell(this.listener, writes, outcomes);
  }

  #settle(writes: readonly PendingWrite[], answer: (write: PendingWrite, index: number) => void): void {
    writes.forEach((write, index) => {
      this.#pendingEvents -= write.events.length;
      this.#pendingBytes -= write.bytes;
      answer(write, index);
    });
  }

  async #store(writes: readonly PendingWrite[]): Promise<WriteOutcome[][]> {
    if (this.#repairDue) {
      await repairKnown(this.warehouse);
      this.#repairDue = false;
    }
    const seen = await this.#alreadyStored(writes);
    const fresh: Prepared[] = [];
    const outcomes = writes.map(({ events }) =>
      events.map((prepared): WriteOutcome => {
        if (isStored(prepared, seen)) return 'duplicate';
        seen.get(prepared.event.projectId)?.ids.add(prepared.id);
        fresh.push(prepared);
        return 'stored';
      }),
    );
    try {
      await this.#insertEvents(fresh);
    } catch (error) {
      this.#repairDue = true;
      throw error;
    }
    return outcomes;
  }

  /** By project, what is known to be stored: its window, and ids of the batch that the window cannot tell of. */
  async #alreadyStored(writes: ReadonlyArray<Pick<PendingWrite, 'events'>>): Promise<Map<number, Seen>> {
    const seen = new Map<number, Seen>();
    const unsure = new Map<number, Array<{ timeMs: number; id: string }>>();
    for (const { events } of writes) {
      for (const { event, id } of events) {
        const { projectId, timeMs } = event;
        let known = seen.get(projectId);
        if (known === undefined) {
          known = { window: await this.#windowOf(projectId), ids: new Set() };
          seen.set(projectId, known);
          unsure.set(projectId, []);
        }
        if (!known.window.covers(timeMs) && !known.window.has(timeMs, id)) unsure.get(projectId)?.push({ timeMs, id });
      }
    }
    for (const [projectId, candidates] of unsure) {
      if (candidates.length === 0) continue;
      const found = await findStored(this.warehouse, projectId, candidates);
      for (const id of found) seen.get(projectId)?.ids.add(id);
    }
    return seen;
  }

  async #windowOf(projectId: number): Promise<DedupeWindow> {
    const held = this.#windows.get(projectId);
    if (held !== undefined) return held;
    const window = await loadWindow(this.warehouse, projectId, windowIds);
    this.#windows.set(projectId, window);
    return window;
  }

  /** An insert that was cut short has a second try: who sends to the endpoints of an SDK may have none. */
  async #insertEvents(fresh: readonly Prepared[], mayTryAgain = true): Promise<void> {
    if (fresh.length === 0) return;
    const batch = this.batches.nextBatch();
    try {
      await this.#insertAs(batch, fresh);
    } catch (error) {
      for (const { event } of fresh) this.#windows.get(event.projectId)?.doubt(event.timeMs);
      if (!(error instanceof InsertCutShort)) throw error;
      const rest = mayTryAgain ? this.#insertRest(fresh) : Promise.reject(error);
      this.#tidyIfStored(batch, error.outcome, rest);
      await rest;
      return;
    }
    for (const { event, id } of fresh) this.#windows.get(event.projectId)?.add(event.timeMs, id);
  }

  async #insertRest(fresh: readonly Prepared[]): Promise<void> {
    const seen = await this.#alreadyStored([{ events: fresh }]);
    await this.#insertEvents(
      fresh.filter((event) => !isStored(event, seen)),
      false,
    );
  }

  async #insertAs(batch: number, events: readonly Prepared[]): Promise<void> {
    const ending = `,"batch":${batch}}`;
    try {
      await this.warehouse.insert(
        'events',
        events.map(({ row }) => row.slice(0, -1) + ending),
      );
    } finally {
      this.batches.ended(batch);
    }
  }

  /** An insert that was left alone may store its events after all: those that its second try stored too go. */
  #tidyIfStored(batch: number, outcome: Promise<unknown>, secondTry: Promise<void>): void {
    const tidy = async () => {
      await secondTry.catch(() => undefined);
      await this.warehouse.command(print(alterDelete('events', storedAgain(batch))));
      await this.batches.forget();
    };
    // Nobody waits for it. Should it fail, `muster doctor` tells that the copy by unit differs.
    outcome.then(tidy).catch(() => undefined);
  }
}

/** Events of a batch that a later one has, too. */
function storedAgain(batch: number): Expression {
  const number = param(batch, 'UInt64');
  const event = tuple(col('project_id'), col('event_id'));
  const later = select({
    columns: [col('project_id'), col('event_id')],
    from: table('events'),
    where: gt(col('batch'), number),
  });
  return and(eq(col('batch'), number), inSubquery(event, later));
}

function isStored({ event, id }: Prepared, seen: ReadonlyMap<number, Seen>): boolean {
  const known = seen.get(event.projectId);
  if (known === undefined) throw new Error('unreachable: every project of the batch was looked at');
  return known.ids.has(id) || known.window.has(event.timeMs, id);
}

function* eventsOf(writes: readonly PendingWrite[]): Iterable<SeenEvent> {
  for (const { events } of writes) for (const { event } of events) yield event;
}

/** Hands what is new to the listener, a project at a time. */
function tell(
  listener: StoredListener,
  writes: readonly PendingWrite[],
  outcomes: ReadonlyArray<readonly WriteOutcome[]>,
): void {
  const byProject = new Map<number, FreshEvent[]>();
  for (const [call, { events }] of writes.entries()) {
    for (const [index, fresh] of events.entries()) {
      const { projectId } = fresh.event;
      if (outcomes[call]?.[index] !== 'stored' || !listener.wants(projectId)) continue;
      const found = byProject.get(projectId);
      if (found === undefined) byProject.set(projectId, [fresh]);
      else found.push(fresh);
    }
  }
  for (const [projectId, events] of byProject) listener.stored(projectId, events);
}

const overloaded = (): MusterError =>
  new MusterError('OVERLOADED', 'Too many events are waiting to be stored. Send them again later.', {
    retryAfterMs: 500,
  });
