import { setTimeout as pause } from 'node:timers/promises';
import type { Catalog } from '../catalog/catalog.js';
import type { JobRow as Row } from '../catalog/repositories/jobs.js';
import type { Clock } from '../core/clock.js';
import { MusterError } from '../core/errors.js';
import { newObjectId } from '../core/ids.js';
import { limits } from '../core/limits.js';
import type { GroupKey, RequestContext } from '../core/model.js';
import type { GroupKeys } from '../projects/group-keys.js';
import { authorize } from '../projects/permissions.js';
import type { Warehouse } from '../warehouse/warehouse.js';
import type { UnitEvents } from '../warehouse/writer/unit-events.js';
import {
  type Attributed,
  attributeSql,
  copyByGroupSql,
  knownGroupsSql,
  monthsToAttributeSql,
  remainsSql,
  removeRemainsSql,
  type Slice,
} from './backfill-sql.js';

const kind = 'BACKFILL_GROUP_KEY';

/** A job that attributes stored events to a key registered after they came. */
export interface BackfillJob {
  readonly id: string;
  /** Name of the group key. */
  readonly groupKey: string;
  /** Events from this time on. */
  readonly from: Date;
  readonly state: 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED';
  /** Events attributed so far. */
  readonly done: number;
  /** Events to attribute in all; null until they are counted. */
  readonly total: number | null;
  /** Why it failed, in words for the caller. */
  readonly error: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** What is told to the log. */
export interface BackfillLog {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface BackfillParts {
  readonly catalog: Catalog;
  readonly warehouse: Warehouse;
  readonly groupKeys: GroupKeys;
  readonly unitEvents: Pick<UnitEvents, 'rewritten'>;
  readonly clock: Clock;
  readonly log?: BackfillLog;
  /** Months with few events are attributed together, up to about so many events. */
  readonly eventsPerSlice?: number;
}

function parametersOf(row: Row): { groupKey: string; fromMs: number } {
  const { groupKey, fromMs } = row.parameters;
  if (typeof groupKey === 'string' && typeof fromMs === 'number') return { groupKey, fromMs };
  throw new Error(`job ${row.id} has no parameters of a backfill`);
}

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

function jobOf(row: Row): BackfillJob {
  const { groupKey, fromMs } = parametersOf(row);
  const { id, state, done, total, error } = row;
  const [createdAt, startedAt, finishedAt] = [new Date(row.createdAt), dateOf(row.startedAt), dateOf(row.finishedAt)];
  return { id, groupKey, from: new Date(fromMs), state, done, total, error, createdAt, startedAt, finishedAt };
}

/** First and longest pause between attempts while a store fails, milliseconds. */
const pauses = { first: 500, longest: 30_000 };
/** Counting what is to be done reads the property of every event, which may take longer than a question may. */
const planTimeoutMs = 600_000;
/** Events whose rows of an attempt before are removed at a time. */
const remainsAtOnce = 20_000;
/** After so many failures in a row the job has failed. */
const attempts = 12;

/** A slice must end with its year, as a year is a partition and the engine rewrites whole parts. */
const endOfMonth = (ms: number): number => {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
};

/** Joins months into slices of about `size` events, none across a year's end. */
export function slicesOf(
  months: ReadonlyArray<{ startMs: number; events: number }>,
  fromMs: number,
  size: number,
): Slice[] {
  const slices: Slice[] = [];
  for (const { startMs, events } of months) {
    const last = slices.at(-1);
    const toMs = endOfMonth(startMs);
    const sameYear =
      last !== undefined && new Date(last.fromMs).getUTCFullYear() === new Date(startMs).getUTCFullYear();
    if (last !== undefined && sameYear && last.events + events <= size) {
      slices[slices.length - 1] = { fromMs: last.fromMs, toMs, events: last.events + events };
    } else {
      slices.push({ fromMs: Math.max(startMs, fromMs), toMs, events });
    }
  }
  return slices;
}

/**
 * Attributes events that arrived before their key was registered. Jobs run one after another, a slice of time at a
 * time; progress is in the catalog, and what an interrupted job has done is not done again.
 */
export class Backfill {
  #queue: Promise<void> = Promise.resolve();
  readonly #stopping = new AbortController();

  constructor(private readonly parts: BackfillParts) {}

  /**
   * Queues a backfill and returns its job at once.
   * @param groupKey name or dataGroupId
   * @param from events from this time on; null: all
   * @throws MusterError FORBIDDEN, GROUP_KEY_UNKNOWN, GROUP_KEY_ARCHIVED, JOB_CONFLICT, BAD_INPUT
   */
  async start(ctx: RequestContext, groupKey: string, from: Date | null): Promise<BackfillJob> {
    authorize(ctx.actor, 'MANAGE_KEYS');
    const fromMs = Math.max(from?.getTime() ?? limits.earliestTimeMs, limits.earliestTimeMs);
    if (Number.isNaN(fromMs)) throw new MusterError('BAD_INPUT', 'from is no date.', { path: ['from'] });
    const found = await this.parts.groupKeys.resolve(ctx.project.id, groupKey, ['key']);
    if (found.archivedAt !== null) {
      throw new MusterError('GROUP_KEY_ARCHIVED', `The group key "${found.key}" is archived; restore it first.`);
    }
    const row: Row = {
      id: newObjectId('job'),
      projectId: ctx.project.id,
      kind,
      subject: String(found.id),
      parameters: { groupKey: found.key, fromMs },
      state: 'QUEUED',
      done: 0,
      total: null,
      error: null,
      createdAt: this.parts.clock.now(),
      startedAt: null,
      finishedAt: null,
    };
    await this.parts.catalog.write(async (tx) => {
      await tx.projects.lock(row.projectId);
      if ((await tx.jobs.activeFor(row.projectId, kind, row.subject)) !== null) {
        throw new MusterError('JOB_CONFLICT', `A backfill of "${found.key}" is under way; wait until it is done.`);
      }
      await tx.jobs.insert(row);
    });
    this.#enqueue(row.id);
    return jobOf(row);
  }

  /**
   * How far a job is.
   * @throws MusterError NOT_FOUND, also for a job of another project
   */
  async status(projectId: number, jobId: string): Promise<BackfillJob> {
    const row = await this.parts.catalog.read.jobs.byId(jobId);
    if (row === null || row.projectId !== projectId || row.kind !== kind) {
      throw new MusterError('NOT_FOUND', 'The project has no such job.', { path: ['id'] });
    }
    return jobOf(row);
  }

  /** All backfills of the project, as the catalog lists them. */
  async list(projectId: number): Promise<BackfillJob[]> {
    const rows = await this.parts.catalog.read.jobs.list(projectId);
    return rows.filter((row) => row.kind === kind).map(jobOf);
  }

  /** Takes up jobs that were under way when the server stopped; to be called once, at start. Does not wait for them. */
  async resume(): Promise<void> {
    for (const row of await this.parts.catalog.read.jobs.unfinished()) if (row.kind === kind) this.#enqueue(row.id);
  }

  /** Resolves when every job known now has ended or the backfill was stopped. */
  async idle(): Promise<void> {
    await this.#queue;
  }

  /** Stops after the slice at work; what is left is taken up by `resume` at the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#queue;
  }

  #enqueue(jobId: string): void {
    this.#queue = this.#queue.then(() => this.#runWithRetries(jobId));
  }

  /** Never rejects: a fault of ours must not end the queue. */
  async #runWithRetries(jobId: string): Promise<void> {
    for (let attempt = 1; !this.#stopping.signal.aborted; attempt++) {
      try {
        return await this.#run(jobId);
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        const retry = error instanceof MusterError && error.retryable && attempt < attempts;
        this.parts.log?.[retry ? 'warn' : 'error']({ err: error, jobId, attempt }, 'A backfill could not go on.');
        if (!retry) return this.#fail(jobId, error);
        const ms = Math.min(pauses.first * 2 ** (attempt - 1), pauses.longest);
        await pause(ms, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => undefined);
      }
    }
  }

  async #run(jobId: string): Promise<void> {
    const { catalog, clock } = this.parts;
    let row = await catalog.read.jobs.byId(jobId);
    if (row === null || row.finishedAt !== null) return;
    const groupKey = await catalog.read.groupKeys.byId(Number(row.subject));
    if (groupKey === null) throw new Error(`job ${jobId} is about a group key that does not exist`);
    const slices = await this.#plan(groupKey, parametersOf(row).fromMs);
    const left = slices.reduce((sum, { events }) => sum + events, 0);
    const startedAt = row.startedAt ?? clock.now();
    row = await this.#save({ ...row, state: 'RUNNING', startedAt, total: row.done + left });
    for (const slice of slices) {
      if (this.#stopping.signal.aborted) return;
      await this.parts.unitEvents.rewritten((batch) => this.#attribute(groupKey, slice, batch));
      row = await this.#save({ ...row, done: row.done + slice.events });
    }
    await this.#save({ ...row, state: 'DONE', finishedAt: clock.now() });
  }

  /** Attributes a slice, of the events up to a batch: all that came before the key was registered are among them. */
  async #attribute(groupKey: GroupKey, { fromMs, toMs }: Slice, batch: number): Promise<void> {
    const { warehouse } = this.parts;
    const attributed = { fromMs, toMs, batch };
    await warehouse.command(knownGroupsSql(groupKey, attributed));
    await this.#removeRemains(groupKey, attributed);
    await warehouse.command(copyByGroupSql(groupKey, attributed));
    await warehouse.command(attributeSql(groupKey, 'unit_events', attributed));
    await warehouse.command(attributeSql(groupKey, 'events', attributed));
  }

  async #removeRemains(groupKey: GroupKey, attributed: Attributed): Promise<void> {
    const { warehouse } = this.parts;
    const ownWork = { timeoutMs: planTimeoutMs, ownWork: true };
    for (;;) {
      const { rows } = await warehouse.query<{ id: string }>(remainsSql(groupKey, attributed, remainsAtOnce), ownWork);
      if (rows.length === 0) return;
      const ids = rows.map(({ id }) => id);
      await warehouse.command(removeRemainsSql(groupKey, attributed, ids));
    }
  }

  async #plan(groupKey: GroupKey, fromMs: number): Promise<Slice[]> {
    const sql = monthsToAttributeSql(groupKey, fromMs);
    const { rows } = await this.parts.warehouse.query<{ second: string; events: string }>(sql, {
      signal: this.#stopping.signal,
      timeoutMs: planTimeoutMs,
      ownWork: true,
    });
    const months = rows.map(({ second, events }) => ({ startMs: Number(second) * 1000, events: Number(events) }));
    return slicesOf(months, fromMs, this.parts.eventsPerSlice ?? 1_000_000);
  }

  async #fail(jobId: string, error: unknown): Promise<void> {
    const message =
      error instanceof MusterError ? error.message : 'A fault of the server ended the job; its log has more.';
    try {
      const row = await this.parts.catalog.read.jobs.byId(jobId);
      if (row === null) return;
      await this.#save({ ...row, state: 'FAILED', error: message, finishedAt: this.parts.clock.now() });
    } catch (cause) {
      this.parts.log?.error(
        { err: cause, jobId },
        'The failure of a backfill could not be noted; it runs again at start.',
      );
    }
  }

  async #save(row: Row): Promise<Row> {
    await this.parts.catalog.write((tx) => tx.jobs.update(row));
    return row;
  }
}
