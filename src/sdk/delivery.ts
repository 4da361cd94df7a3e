import { byteLength, exclusively, inBackground, now } from './environment.js';
import type { Queue, RecordKind } from './queue.js';
import type { Store } from './store.js';
import {
  type Failure,
  longestAskedMs,
  mostInRequest,
  type Reason,
  type RecordRefusal,
  type Send,
  type Verdict,
} from './transport.js';
import type { DeliveryError } from './types.js';

export interface DeliveryOptions {
  readonly flushIntervalMs: number;
  readonly batchSize: number;
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
}

/** What delivery works with, and whom it tells. */
export interface DeliveryParts {
  readonly queue: Queue;
  readonly store: Store;
  /** Begins the names of entries and locks. */
  readonly prefix: string;
  readonly send: Send;
  onRefused(kind: RecordKind, body: string, reason: Reason): void;
  onError(error: DeliveryError): void;
}

/** Carries the records of one kind to the server: one request at a time, in order, until each is acknowledged. */
export interface Delivery {
  /** A record was added: sees to it that it will be sent. */
  wake(): void;
  /** Sends what waits now, even if the wait after a failure is not over, but not before the server allows it. */
  flush(): Promise<void>;
  /** Sends the oldest records in a request that outlives the page, up to so many bytes; answers with how many it took. */
  hide(budget: number): number;
  /** How many records wait. */
  pending(): number;
  /** How long until the next attempt may be made, milliseconds. */
  waitMs(): number;
  /** No attempt but by `flush` from now on. */
  stop(): void;
}

interface Batch {
  readonly keys: readonly string[];
  readonly bodies: readonly string[];
  readonly bytes: number;
}

/** Bytes of the records of one request; a single record may have more. */
const batchBytes = 1_000_000;
/** A batch whose connection breaks is sent so often as it is before it is made smaller. */
const triesInFull = 3;
/** A record that brings out a fault of the server so often when sent alone, at growing intervals, is given up. */
const mostFaults = 12;

export function createDelivery(kind: RecordKind, parts: DeliveryParts, options: DeliveryOptions): Delivery {
  const { queue, store, prefix, send } = parts;
  const { batchSize, flushIntervalMs, retryMinMs, retryMaxMs } = options;
  const waitKey = `${prefix}wait:${kind}`;
  /** Records in the next request: halved where one is refused as a whole, doubled where one is taken. */
  let limit = batchSize;
  let failures = 0;
  let faults = 0;
  let retryAt = 0;
  /** Records added since the last attempt. */
  let fresh = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let work: Promise<void> = Promise.resolve();
  /** The last record of the request under way that outlives the page. */
  let hidden: string | undefined;

  /** Until when the server wants to be left alone; other pages, and this one when it is loaded again, heed it too. */
  const askedUntil = (): number => {
    const until = Number(store.getItem(waitKey));
    // A clock that was set back must not silence the client.
    return until - now() > longestAskedMs ? 0 : until;
  };
  const waitMs = (): number => Math.max(0, retryAt - now(), askedUntil() - now());

  const schedule = (ms: number): void => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => void flush(), ms);
    inBackground(timer);
  };

  function take(keys: readonly string[], least: number, most: number, budget: number): Batch {
    const batch: Batch & { keys: string[]; bodies: string[]; bytes: number } = { keys: [], bodies: [], bytes: 0 };
    for (const key of keys) {
      const body = queue.read(key);
      if (body === null) continue;
      const bytes = byteLength(body) + 1;
      const count = batch.keys.length;
      if (count >= most || (count >= least && batch.bytes + bytes > budget)) break;
      batch.keys.push(key);
      batch.bodies.push(body);
      batch.bytes += bytes;
    }
    return batch;
  }

  /** Ends with one record, whatever became of it. A refusal is told once, even if two attempts learn of it. */
  function settle({ keys, bodies }: Batch, index: number, reason?: Reason): void {
    const present = queue.remove(keys[index] ?? '');
    if (reason !== undefined && present) parts.onRefused(kind, bodies[index] ?? '', reason);
  }

  function settleAll(batch: Batch, acknowledged: number, refusals: readonly RecordRefusal[]): void {
    const reasons = new Map(refusals.map(({ index, ...reason }) => [index, reason]));
    for (let index = 0; index < acknowledged; index++) settle(batch, index, reasons.get(index));
  }

  /** Looks for the record at fault by halves; alone, it is done with. */
  function narrow(batch: Batch, reason: Reason): void {
    if (batch.keys.length === 1) settle(batch, 0, reason);
    else limit = batch.keys.length >> 1;
  }

  function fail(batch: Batch, { code, message, retryable, askedMs }: Failure): void {
    const alone = batch.keys.length === 1;
    // Networks may carry small requests where they break large ones.
    const tooMuch = code === 'INTERNAL' || code === 'TIMEOUT' || (code === 'UNREACHABLE' && failures >= triesInFull);
    if (tooMuch && !alone) limit = batch.keys.length >> 1;
    if (code === 'INTERNAL' && alone && ++faults === mostFaults) {
      faults = 0;
      settle(batch, 0, { reason: code, field: null, message });
    }
    const backOff = retryable ? Math.min(retryMaxMs, retryMinMs * 2 ** failures++) : retryMaxMs;
    const jittered = backOff * (0.5 + Math.random() / 2);
    // Clients that were asked to come back at the same moment come one by one.
    const wait = askedMs > 0 ? Math.max(jittered, askedMs + Math.random() * retryMinMs) : jittered;
    retryAt = now() + wait;
    if (askedMs > 0) store.setItem(waitKey, String(now() + askedMs));
    parts.onError({ code, message, retryable, retryInMs: wait });
  }

  /** True if the next request may follow. */
  function heed(batch: Batch, verdict: Verdict): boolean {
    if ('refused' in verdict) {
      narrow(batch, verdict.refused);
      return true;
    }
    settleAll(batch, verdict.acknowledged, verdict.refusals);
    if (verdict.failure !== undefined) {
      fail(batch, verdict.failure);
      return false;
    }
    failures = faults = retryAt = 0;
    limit = Math.min(batchSize, limit * 2);
    return true;
  }

  async function drain(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    fresh = 0;
    // Those that are there now: a flush ends even if records come faster than they go.
    const keys = queue.keys(kind);
    let going = true;
    while (going && now() >= askedUntil()) {
      const batch = take(keys, 1, limit, batchBytes);
      if (batch.keys.length === 0) return;
      going = heed(batch, await send(kind, batch.bodies, false));
      while (keys[0] !== undefined && queue.read(keys[0]) === null) keys.shift();
    }
    schedule(waitMs());
  }

  function flush(): Promise<void> {
    work = work.then(() => exclusively(`${prefix}${kind}`, drain));
    return work;
  }

  return {
    wake() {
      if (++fresh === batchSize && waitMs() === 0) schedule(0);
      else if (timer === undefined) schedule(Math.max(flushIntervalMs, waitMs()));
    },
    flush,
    hide(budget) {
      if (now() < askedUntil()) return 0;
      const batch = take(queue.keys(kind), 0, mostInRequest, budget);
      const last = batch.keys.at(-1);
      if (last === undefined || last === hidden) return 0;
      hidden = last;
      // The records under way are sent along: requests that overlap in this way apply each record once and in order.
      void send(kind, batch.bodies, true).then((verdict) => {
        if (hidden === last) hidden = undefined;
        if ('acknowledged' in verdict) settleAll(batch, verdict.acknowledged, verdict.refusals);
      });
      return batch.bytes;
    },
    pending: () => queue.count(kind),
    waitMs,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
