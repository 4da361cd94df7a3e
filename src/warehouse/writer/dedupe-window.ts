/** Ids of one minute of event time. */
type Minute = Set<string>;

/** Uncertain minutes kept apart; with more of them the whole window is given up. */
const maxUncertain = 20_000;

const minuteOf = (timeMs: number): number => Math.floor(timeMs / 60_000);

/**
 * The newest event ids of one project. It holds every stored id whose time is at or after `completeFrom`, so such an
 * id is new if and only if it is not held; older times must be looked up in the store. Bounded: the oldest minutes go
 * first, and `completeFrom` moves up with them.
 */
export class DedupeWindow {
  readonly #minutes = new Map<number, Minute>();
  /** Times whose ids are uncertain because an insert failed; they are looked up until one of them is. */
  readonly #uncertain = new Set<number>();
  #size = 0;
  #completeFromMinute: number;

  constructor(
    completeFromMs: number,
    private readonly maxIds: number,
  ) {
    this.#completeFromMinute = Math.ceil(completeFromMs / 60_000);
  }

  get size(): number {
    return this.#size;
  }

  /** True if ids of that time are all held, so that absence here means absence in the store. */
  covers(timeMs: number): boolean {
    const minute = minuteOf(timeMs);
    return minute >= this.#completeFromMinute && !this.#uncertain.has(minute);
  }

  has(timeMs: number, id: string): boolean {
    return this.#minutes.get(minuteOf(timeMs))?.has(id) ?? false;
  }

  /** Remembers a stored id. */
  add(timeMs: number, id: string): void {
    const key = minuteOf(timeMs);
    if (key < this.#completeFromMinute) return;
    let minute = this.#minutes.get(key);
    if (minute === undefined) {
      minute = new Set();
      this.#minutes.set(key, minute);
    }
    const before = minute.size;
    minute.add(id);
    this.#size += minute.size - before;
    if (this.#size > this.maxIds) this.#evict();
  }

  /** After an insert that may or may not have happened: ids of that minute are looked up from now on. */
  doubt(timeMs: number): void {
    const minute = minuteOf(timeMs);
    if (minute < this.#completeFromMinute) return;
    this.#uncertain.add(minute);
    if (this.#uncertain.size > maxUncertain) this.#distrustAll();
  }

  /** Drops whole minutes, oldest first, until a tenth of the room is free. At least the newest minute stays. */
  #evict(): void {
    const target = this.maxIds * 0.9;
    const ordered = [...this.#minutes.keys()].sort((a, b) => a - b);
    for (const key of ordered.slice(0, -1)) {
      if (this.#size <= target) break;
      this.#drop(key);
    }
    const [last] = ordered.slice(-1);
    if (this.#size > this.maxIds && last !== undefined) this.#drop(last);
  }

  /** Gives up knowing anything: every id is looked up from now on. Slow, but never wrong. */
  #distrustAll(): void {
    this.#minutes.clear();
    this.#uncertain.clear();
    this.#size = 0;
    this.#completeFromMinute = Number.POSITIVE_INFINITY;
  }

  #drop(key: number): void {
    this.#size -= this.#minutes.get(key)?.size ?? 0;
    this.#minutes.delete(key);
    this.#completeFromMinute = key + 1;
    for (const minute of this.#uncertain) if (minute <= key) this.#uncertain.delete(minute);
  }
}
