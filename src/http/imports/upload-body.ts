import type { Readable } from 'node:stream';
import { MusterError } from '../../core/errors.js';

export interface BodyBounds {
  /** Bytes in all. */
  readonly maxBytes: number;
  /** How long the client may send nothing while the server waits for it, milliseconds. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

/** The client let the server wait too long in the middle of its upload. */
export class UploadStalled extends MusterError {
  constructor(idleMs: number) {
    super('MALFORMED_REQUEST', `The upload was given up: nothing arrived for ${Math.ceil(idleMs / 1_000)} s.`);
  }
}

/** What the promise gives, unless the time is up or the signal aborted before. */
async function within<Value>(promise: Promise<Value>, { idleMs, signal }: BodyBounds): Promise<Value> {
  // Whichever loses may still fail, when nobody listens any more.
  promise.catch(() => undefined);
  signal.throwIfAborted();
  let release = () => {};
  const over = new Promise<never>((_resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    const timer = setTimeout(() => reject(new UploadStalled(idleMs)), idleMs);
    signal.addEventListener('abort', onAbort, { once: true });
    release = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
  });
  try {
    return await Promise.race([promise, over]);
  } finally {
    release();
  }
}

/**
 * An upload's bytes, taken as slowly as they are asked for. Whoever stops early must see to the rest of the body: the
 * stream is left as it is, since destroying it would cut the client off before it is answered.
 *
 * @throws MusterError PAYLOAD_TOO_LARGE, MALFORMED_REQUEST when nothing comes, the signal's reason when it is aborted
 */
export async function* uploadedBytes(body: Readable, bounds: BodyBounds): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = body.iterator({ destroyOnReturn: false });
  let taken = 0;
  for (;;) {
    const next = await within(chunks.next(), bounds);
    if (next.done) return;
    taken += next.value.length;
    if (taken > bounds.maxBytes) throw tooLarge(bounds.maxBytes);
    yield next.value;
  }
}

export const tooLarge = (maxBytes: number): MusterError =>
  new MusterError('PAYLOAD_TOO_LARGE', `A file may have at most ${maxBytes} bytes; split it.`);
