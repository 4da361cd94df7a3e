import { MusterError } from '../../core/errors.js';
import { warehouseError } from './engine-errors.js';

interface Waiter<T> {
  readonly give: (item: T) => void;
  readonly fail: (error: Error) => void;
}

/** A session, or how to open one where another was given up. */
type Place<T> = { readonly session: T } | { readonly open: () => T };

/** A fixed set of sessions handed out one question at a time; more questions wait in a bounded queue. */
export class SessionPool<T> {
  readonly #free: Array<Place<T>>;
  readonly #size: number;
  readonly #waiting = new Set<Waiter<Place<T>>>();
  /** Sessions in use that are not to be handed out again. */
  readonly #givenUp = new Map<T, () => T>();
  #idle: (() => void) | null = null;

  constructor(
    sessions: readonly T[],
    private readonly maxWaiting: number,
  ) {
    this.#free = sessions.map((session) => ({ session }));
    this.#size = sessions.length;
  }

  /** Runs `work` with a session of its own. `signal` ends the wait for one with its reason. */
  async with<R>(signal: AbortSignal, work: (session: T) => Promise<R>): Promise<R> {
    let place = await this.#take(signal);
    try {
      const session = 'open' in place ? place.open() : place.session;
      place = { session };
      return await work(session);
    } finally {
      this.#release(this.#withoutGivenUp(place));
    }
  }

  /** A session in use is given up: whoever comes next gets one that `open` makes. If that fails, so does who comes next. */
  giveUp(session: T, open: () => T): void {
    this.#givenUp.set(session, open);
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

  #withoutGivenUp(place: Place<T>): Place<T> {
    if ('open' in place) return place;
    const open = this.#givenUp.get(place.session);
    this.#givenUp.delete(place.session);
    return open === undefined ? place : { open };
  }

  #take(signal: AbortSignal): Promise<Place<T>> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const free = this.#free.pop();
    if (free !== undefined) return Promise.resolve(free);
    if (this.#waiting.size >= this.maxWaiting) {
      const message = 'Too many questions are waiting for the warehouse. Ask again later.';
      return Promise.reject(new MusterError('OVERLOADED', message, { retryAfterMs: 1_000 }));
    }
    return new Promise<Place<T>>((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.delete(waiter);
        reject(signal.reason instanceof Error ? signal.reason : warehouseError('QUERY_CANCELLED'));
      };
      const waiter: Waiter<Place<T>> = {
        give: (place) => {
          signal.removeEventListener('abort', onAbort);
          resolve(place);
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

  #release(place: Place<T>): void {
    const [next] = this.#waiting;
    if (next !== undefined) {
      this.#waiting.delete(next);
      next.give(place);
      return;
    }
    this.#free.push(place);
    if (this.#free.length === this.#size) this.#idle?.();
  }
}
