import { setTimeout as sleep } from 'node:timers/promises';

/** Lets a reader go on once something has happened, and not more often than it may. */
export class Beat {
  #isDue = false;
  #earliest = 0;
  #wake: (() => void) | undefined;

  /**
   * @param gapMs least time between two beats
   * @param signal ends the waiting
   */
  constructor(
    private readonly gapMs: number,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.#wake?.(), { once: true });
  }

  /** Something has happened; however often before the next beat, it is one. */
  mark(): void {
    this.#isDue = true;
    this.#wake?.();
  }

  /** The gap to the next beat begins now. */
  rest(): void {
    this.#earliest = performance.now() + this.gapMs;
  }

  /** Resolves true when something has happened and the gap is over, false when the signal ended it. */
  async next(): Promise<boolean> {
    const { signal } = this;
    const early = this.#earliest - performance.now();
    if (early > 0) await sleep(early, undefined, { signal }).catch(() => undefined);
    while (!this.#isDue && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#isDue = false;
    return !signal.aborted;
  }
}
