import type { Readable } from 'node:stream';
import { MusterError } from '../core/errors.js';

/** Reads to the end, handing each piece on; rejects past `limitBytes`, or when the client goes away. */
function read(payload: Readable, limitBytes: number, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let length = 0;
    const stop = (error: Error): void => {
      payload.off('data', onData);
      reject(error);
    };
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length <= limitBytes) take(chunk);
      else stop(new MusterError('PAYLOAD_TOO_LARGE', `The request body is larger than ${limitBytes} bytes.`));
    };
    payload.on('data', onData);
    payload.once('end', resolve);
    payload.once('error', stop);
    payload.once('close', () => stop(new MusterError('QUERY_CANCELLED', 'The client went away.')));
  });
}

/** Bodies of the largest size that are held at once. */
const largestAtOnce = 8;
/** What part of the largest size a body may have to be held in any case: an ordinary batch never waits for large ones. */
const smallPart = 1 / 256;

/**
 * Bodies as bytes, within a bound on what all that are under way hold: to some routes one sends without credentials, and
 * the project token, which opens others, is public.
 */
export class Bodies {
  #held = 0;
  readonly #most: number;
  readonly #small: number;

  /** @param limitBytes of one body */
  constructor(private readonly limitBytes: number) {
    this.#most = largestAtOnce * limitBytes;
    this.#small = smallPart * limitBytes;
  }

  /**
   * One body. What is too large, or more than can be held now, is read on a while and thrown away: a server that answers
   * and hangs up while the browser still sends may not be heard, and the browser SDK takes that for a network error and
   * drops its events.
   *
   * @throws MusterError PAYLOAD_TOO_LARGE, OVERLOADED, QUERY_CANCELLED; zlib's errors
   */
  async collect(payload: Readable): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let length = 0;
    let held = 0;
    let refused = false;
    const letGo = (): void => {
      chunks.length = 0;
      this.#held -= held;
      held = 0;
    };
    try {
      await read(payload, 2 * this.limitBytes, (chunk) => {
        length += chunk.length;
        refused ||= length > this.limitBytes || (length > this.#small && this.#held + chunk.length > this.#most);
        if (refused) return letGo();
        chunks.push(chunk);
        held += chunk.length;
        this.#held += chunk.length;
      });
      if (!refused) return Buffer.concat(chunks, length);
    } finally {
      letGo();
    }
    if (length <= this.limitBytes) throw new MusterError('OVERLOADED', 'Too many large bodies at once; send it again.');
    const message = `The request body is larger than ${this.limitBytes} bytes; send smaller batches.`;
    throw new MusterError('PAYLOAD_TOO_LARGE', message);
  }
}

/**
 * Reads a body that nobody wants, keeping nothing.
 *
 * @throws MusterError PAYLOAD_TOO_LARGE, QUERY_CANCELLED; zlib's errors
 */
export const discard = (payload: Readable, limitBytes: number): Promise<void> => read(payload, limitBytes, () => {});
