/** Ids of one second of event time. */
type Second = Set<string>;

/** Uncertain seconds kept apart; with more of them the whole window is given up. */
const maxUncertain = 20_000;

const secondOf = (timeMs: number): number => Math.floor(timeMs / 1_000);

/**
 * The newest event ids of one project. It holds every stored id whose time is at or after `completeFrom`, so such an
 * id is new if and only if it is not held; older times must be looked up in the store. Bounded: the oldest seconds go
 * first, and `completeFrom` moves up with them.
 */
export class DedupeWindow {
  readonly #seconds = new Map<number, Second>();
  /** Times whose ids are uncertain because an insert failed; they are looked up until one of them is. */
  readonly #uncertain = new Set<number>();
  #size = 0;
  #completeFromSecond: number;

  constructor(
    completeFromMs: number,
    private readonly maxIds: number,
  ) {
    this.#completeFromSecond = Math.ceil(completeFromMs / 1_000);
  }

  get size(): number {
    return this.#size;
  }

  /** True if ids of that time are all held, so that absence here means absence in the store. */
  covers(timeMs: number): boolean {
    const second = secondOf(timeMs);
    return second >= this.#completeFromSecond && !this.#uncertain.has(second);
  }

  has(timeMs: number, id: string): boolean {
    return this.#seconds.get(secondOf(timeMs))?.has(id) ?? false;
  }

  /** Remembers a stored id. */
  add(timeMs: number, id: string): void {
    const key = secondOf(timeMs);
    if (key < this.#completeFromSecond) return;
    let second = this.#seconds.get(key);
    if (second === undefined) {
      second = new Set();
      this.#seconds.set(key, second);
    }
    const before = second.size;
    second.add(id);
    this.#size += second.size - before;
    if (this.#size > this.maxIds) this.#evict();
  }

  /** After an insert that may or may not have happened: ids of that second are looked up from now on. */
  doubt(timeMs: number): void {
    const second = secondOf(timeMs);
    if (second < this.#completeFromSecond) return;
    this.#uncertain.add(second);
    if (this.#uncertain.size > maxUncertain) this.#distrustAll();
  }

  /** Drops whole seconds, oldest first, until a tenth of the room is free. At least the newest second stays. */
  #evict(): void {
    const target = this.maxIds * 0.9;
    const ordered = [...this.#seconds.keys()].sort((a, b) => a - b);
    for (const key of ordered.slice(0, -1)) {
      if (this.#size <= target) break;
      this.#drop(key);
    }
    const [last] = ordered.slice(-1);
    if (this.#size > this.maxIds && last !== undefined) this.#drop(last);
  }

  /** Gives up knowing anything: every id is looked up from now on. Slow, but never wrong. */
  #distrustAll(): void {
    this.#seconds.clear();
    this.#uncertain.clear();
    this.#size = 0;
    this.#completeFromSecond = Number.POSITIVE_INFINITY;
  }

  #drop(key: number): void {
    this.#size -= this.#seconds.get(key)?.size ?? 0;
    this.#seconds.delete(key);
    this.#completeFromSecond = key + 1;
    for (const second of this.#uncertain) if (second <= key) this.#uncertain.delete(second);
  }
}
