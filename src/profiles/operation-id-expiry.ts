import { setTimeout as sleep } from 'node:timers/promises';
import type { Catalog } from '../catalog/catalog.js';
import type { Clock } from '../core/clock.js';
import { limits } from '../core/limits.js';

/** What is told to the log; pino's loggers fit. */
export interface ExpiryLog {
  warn(details: object, message: string): void;
}

/** How often old ids are looked for, milliseconds. */
const everyMs = 3_600_000;
/** Ids deleted by one write: few enough that no other write waits long behind it. */
const sliceSize = 500;
/** Between two slices, milliseconds: most of the store's time belongs to those who wait for an answer. */
const pauseMs = 20;

/**
 * Forgets the ids of profile operations applied longer than `limits.operationIdMs` ago, beside everything else: when the
 * server starts and every hour, slice by slice. Being late does no harm, an id is then remembered longer.
 */
export class OperationIdExpiry {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(
    private readonly catalog: Catalog,
    private readonly clock: Clock,
    private readonly log?: ExpiryLog,
  ) {}

  /** Begins in the background; returns at once. */
  start(): void {
    this.#timer = setInterval(() => void this.run(), everyMs);
    this.#timer.unref();
    void this.run();
  }

  /** Forgets what is old now; resolves when nothing old is left. Never rejects: what a store refused is tried next hour. */
  run(): Promise<void> {
    this.#running ??= this.#forgetAll()
      .catch((err: unknown) => this.log?.warn({ err }, 'Old operation ids could not be forgotten; trying again later.'))
      .finally(() => {
        this.#running = null;
      });
    return this.#running;
  }

  /** Ends after the slice under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #forgetAll(): Promise<void> {
    const before = this.clock.now() - limits.operationIdMs;
    while (!this.#stopped) {
      const forgotten = await this.catalog.write((transaction) =>
        transaction.appliedOperations.forget(before, sliceSize),
      );
      if (forgotten < sliceSize) return;
      await sleep(pauseMs);
    }
  }
}
