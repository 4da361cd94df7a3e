import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Clock } from '../core/clock.js';
import { MusterError } from '../core/errors.js';
import type { Catalog } from './catalog.js';

/** What the lease says to the log; pino's loggers fit. */
export interface LeaseLog {
  warn(fields: object, message: string): void;
}

const ttlMs = 20_000;
const renewEveryMs = 5_000;

/**
 * Holds the right to write to the two stores, for as long as the server runs: exactly-once counting and the caches rely
 * on there being one writer (docs/decisions/0002-one-writer.md). A server that dies without giving the lease back is
 * followed after at most twenty seconds; one on the same machine at once, because its process is seen to be gone.
 */
export class LeaseKeeper {
  readonly #holder = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  #timer: NodeJS.Timeout | undefined;

  /** @param lost called once if another server has taken the lease; this one must stop writing at once */
  constructor(
    private readonly catalog: Catalog,
    private readonly clock: Clock,
    private readonly log: LeaseLog,
    private readonly lost: () => void,
  ) {}

  /** @throws MusterError STORE_UNAVAILABLE if another server holds the lease; the message says which */
  async take(): Promise<void> {
    await this.#dropLeaseOfDeadNeighbour();
    const taken = await this.catalog.write((tx) => tx.lease.acquire(this.#holder, this.clock.now(), ttlMs));
    if (!taken) {
      const current = await this.catalog.read.lease.current();
      throw new MusterError(
        'STORE_UNAVAILABLE',
        `Another Muster server (${current?.holder ?? 'unknown'}) is writing to these stores; stop it first.`,
        { retryAfterMs: Math.max(0, (current?.expiresAt ?? 0) - this.clock.now()) },
      );
    }
    this.#timer = setInterval(() => void this.#renew(), renewEveryMs);
    this.#timer.unref();
  }

  /** Gives the lease back, so that the next server need not wait. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.catalog.write((tx) => tx.lease.release(this.#holder));
  }

  async #renew(): Promise<void> {
    try {
      if (await this.catalog.write((tx) => tx.lease.renew(this.#holder, this.clock.now(), ttlMs))) return;
      clearInterval(this.#timer);
      this.lost();
    } catch (error) {
      this.log.warn({ err: error }, 'the writing lease could not be renewed; trying again');
    }
  }

  async #dropLeaseOfDeadNeighbour(): Promise<void> {
    const current = await this.catalog.read.lease.current();
    const [host, pid] = current?.holder.split(':') ?? [];
    if (current === null || host !== hostname() || pid === undefined || isAlive(Number(pid))) return;
    await this.catalog.write((tx) => tx.lease.release(current.holder));
  }
}

/** Whether a process of this machine exists; one of another user counts. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
