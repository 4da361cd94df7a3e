interface Listening {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

/** What a client uses of its surroundings, if they have it. Types of neither the DOM nor Node are needed to read this. */
interface Surroundings extends Partial<Listening> {
  readonly document?: Listening & { readonly visibilityState: string };
  readonly localStorage?: {
    getItem(key: string): string | null;
    setItem(key: string, value: string): void;
    removeItem(key: string): void;
  };
  readonly navigator?: {
    readonly locks?: { request(name: string, work: () => Promise<void>): Promise<void> };
  };
  readonly crypto: { getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> };
}

/** The page or worker the client runs in; in Node next to nothing of it is there. */
export const surroundings: Surroundings = globalThis;

/** The only reader of the wall clock in the client. Milliseconds since 1970-01-01T00:00:00Z. */
export const now = (): number => Date.now();

/** Random bytes as hexadecimal digits; 16 make an id that is never met twice. */
export const randomHex = (bytes = 16): string =>
  Array.from(surroundings.crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

const encoder = new TextEncoder();

/** Bytes of a text as UTF-8. */
export const byteLength = (text: string): number => encoder.encode(text).length;

/** Lets Node end although the timer is still running; elsewhere timers are numbers and hold up nothing. */
export function inBackground(timer: unknown): void {
  (timer as { unref?: () => void }).unref?.();
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** How long a page may need to see what another has just written into localStorage, milliseconds; browsers copy it. */
const settlingMs = 50;

/**
 * Runs alone among all pages of the origin, where they can agree on that; elsewhere at once. `work` must not reject.
 */
export function exclusively(name: string, work: () => Promise<void>): Promise<void> {
  // Elsewhere than in pages nothing is shared.
  const locks = surroundings.document && surroundings.navigator?.locks;
  if (locks === undefined) return work();
  const settled = async (): Promise<void> => {
    await sleep(settlingMs);
    await work();
  };
  // Refused where storage is, as in sandboxed frames. Sending twice does no harm, it is only needless.
  return locks.request(name, settled).catch(work);
}
