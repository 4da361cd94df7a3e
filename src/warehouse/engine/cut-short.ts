import { MusterError } from '../../core/errors.js';
import type { QueryOptions } from '../warehouse.js';
import { warehouseError } from './engine-errors.js';

/** How long after its own limit an engine may take to give up before it is told to, milliseconds. */
const graceMs = 500;

/** One signal for both reasons to stop a question; its reason is the MusterError the caller gets. */
export interface CutShort {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Must be called when the question is over. */
  done(): void;
}

/** Joins the caller's signal and the time limit of a question. */
export function cutShort(options: QueryOptions, defaultTimeoutMs: number): CutShort {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const controller = new AbortController();
  const onAbort = () => {
    const reason: unknown = options.signal?.reason;
    // Whoever limits a whole request says so with the reason: the question took too long then, too.
    const isTimeout = reason instanceof MusterError && reason.code === 'QUERY_TIMEOUT';
    controller.abort(warehouseError(isTimeout ? 'QUERY_TIMEOUT' : 'QUERY_CANCELLED', reason));
  };
  const timer = setTimeout(() => controller.abort(warehouseError('QUERY_TIMEOUT')), timeoutMs + graceMs);
  if (options.signal?.aborted) onAbort();
  options.signal?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    timeoutMs,
    done: () => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
    },
  };
}
