import { isOverWithin } from '../core/within.js';

/** Counts requests that have begun and not ended, and lets a stopping server wait for the last. */
export class InFlight {
  private readonly controllers = new Set<AbortController>();
  private waiting: Array<() => void> = [];
  private begun = 0;

  get count(): number {
    return this.begun;
  }

  /** Notes that something began; the returned function, called once or more, notes its end. */
  begin(): () => void {
    this.begun++;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.begun--;
      if (this.begun === 0) for (const done of this.waiting.splice(0)) done();
    };
  }

  /** A signal that ends with the request; {@link abortAll} aborts it. */
  track(controller: AbortController): () => void {
    this.controllers.add(controller);
    return () => this.controllers.delete(controller);
  }

  abortAll(reason: Error): void {
    for (const controller of this.controllers) controller.abort(reason);
  }

  /** Waits until nothing is in flight, at most `timeoutMs`. True when nothing is. */
  async idle(timeoutMs: number): Promise<boolean> {
    if (this.begun === 0) return true;
    await isOverWithin(new Promise<void>((resolve) => this.waiting.push(resolve)), timeoutMs);
    return this.begun === 0;
  }
}
