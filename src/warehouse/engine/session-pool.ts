import { MusterError } from '../../core/errors.js';
import { warehouseError } from './engine-errors.js';

interface Waiter<T> {
  readonly give: (item: T) => void;
  readonly fail: (error: Error) => void;
}

/** A fixed set of sessions handed out one question at a time; more questions wait in a bounded queue. */
export class SessionPool<T> {
  readonly #free: T[];
  readonly #size: number;
  readonly #waiting = new Set<Waiter<T>>();
  readonly #replacements = new Map<T, T>();
  #idle: (() => void) | null = null;

  constructor(
    sessions: readonly T[],
    private readonly maxWaiting: number,
  ) {
    this.#free = [...sessions];
    this.#size = sessions.length;
  }

  /** Runs `work` with a session of its own. `signal` ends the wait for one with its reason. */
  async with<R>(signal: AbortSignal, work: (session: T) => Promise<R>): Promise<R> {
    const session = await this.#take(signal);
    try {
      return await work(session);
    } finally {
      this.#release(this.#replacements.get(session) ?? session);
      this.#replacements.delete(session);
    }
  }

  /** A session in use is given up: once the work with it is over, `fresh` is handed out in its place. */
  replace(session: T, fresh: T): void {
    this.#replacements.set(session, fresh);
  }

  /** Refuses all that wait and resolves when no session is in use. */
  async drain(): Promise<void> {
    for (const waiter of this.#waiting) waiter.fail(new MusterError('SHUTTING_DOWN', 'The server is stopping.'));
    this.#waiting.clear();
    if (this.#free.length === this.#size) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
  }

  #take(signal: AbortSignal): Promise<T> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const free = this.#free.pop();
    if (free !== undefined) return Promise.resolve(free);
    if (this.#waiting.size >= this.maxWaiting) {
      const message = 'Too many questions are waiting for the warehouse. Ask again later.';
      return Promise.reject(new MusterError('OVERLOADED', message, { retryAfterMs: 1_000 }));
    }
    return new Promise<T>((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.delete(waiter);
        reject(signal.reason instanceof Error ? signal.reason : warehouseError('QUERY_CANCELLED'));
      };
      const waiter: Waiter<T> = {
        give: (item) => {
          signal.removeEventListener('abort', onAbort);
          resolve(item);
        },
        fail: (error) => {
          signal.removeEventListener('abort', onAbort);
          reject(error);
        },
      };
      this.#waiting.add(waiter);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  #release(session: T): void {
    const [next] = this.#waiting;
    if (next !== undefined) {
      this.#waiting.delete(next);
      next.give(session);
      return;
    }
    this.#free.push(session);
    if (this.#free.length === this.#size) this.#idle?.();
  }
}
