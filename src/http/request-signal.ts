import type { ServerResponse } from 'node:http';
import { MusterError } from '../core/errors.js';
import type { InFlight } from './in-flight.js';

/** After the time limit the engine is told to stop; this much later the client is answered whatever it does. */
const graceMs = 2_000;

/** Aborts when the client goes away or the time is up; `release` must be called when the request is over. */
export function requestSignal(response: ServerResponse, timeoutMs: number, inFlight: InFlight) {
  const controller = new AbortController();
  const cancel = () => controller.abort(new MusterError('QUERY_CANCELLED', 'The client went away.'));
  const onClose = () => {
    if (!response.writableFinished) cancel();
  };
  if (response.closed || response.destroyed) cancel();
  response.once('close', onClose);
  const timeUp = () =>
    controller.abort(
      new MusterError('QUERY_TIMEOUT', `The question took longer than ${timeoutMs} ms; narrow it or ask again.`),
    );
  const timer = setTimeout(timeUp, timeoutMs);
  const untrack = inFlight.track(controller);
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer);
      untrack();
    },
  };
}

/** Rejects with the abort's reason, a grace after the abort: for work that does not heed its signal. */
export function abandoned(signal: AbortSignal): { promise: Promise<never>; release: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let onAbort = () => {};
  const promise = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      timer = setTimeout(() => reject(signal.reason), graceMs);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  return {
    promise,
    release() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}
