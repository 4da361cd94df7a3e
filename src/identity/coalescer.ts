/**
 * Group commit: while one batch is being worked on, what arrives waits, and then goes together as the next. One
 * batch at a time, in order of arrival.
 */
export class Coalescer<Item> {
  #waiting: Item[] = [];
  #next: Promise<void> | null = null;
  #running: Promise<void> = Promise.resolve();

  /** `work` is given the items of one batch, at least one; its rejection reaches all who added to that batch. */
  constructor(private readonly work: (items: readonly Item[]) => Promise<void>) {}

  /** Resolves when the batch these items went with is done. */
  add(items: readonly Item[]): Promise<void> {
    for (const item of items) this.#waiting.push(item);
    this.#next ??= this.#running.then(() => this.#run());
    return this.#next;
  }

  /** Resolves, never rejects, when all that was added before this call has been worked on. */
  async idle(): Promise<void> {
    await (this.#next ?? this.#running).catch(() => undefined);
  }

  #run(): Promise<void> {
    const items = this.#waiting;
    this.#waiting = [];
    this.#next = null;
    const work = this.work(items);
    this.#running = work.catch(() => undefined);
    return work;
  }
}
