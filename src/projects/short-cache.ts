import type { Clock } from '../core/clock.js';

interface Entry<Value> {
  readonly value: Promise<Value>;
  readonly loadedAt: number;
}

/**
 * Values loaded on demand and kept for a short while. What was being loaded when the cache was cleared is never kept,
 * so after `clear` nobody is answered from before it.
 */
export class ShortCache<Key, Value> {
  readonly #entries = new Map<Key, Entry<Value>>();

  constructor(
    private readonly clock: Clock,
    /** How long a value may be used, milliseconds. */
    private readonly keepMs: number,
    /** Beyond so many the oldest leave. */
    private readonly capacity = 10_000,
  ) {}

  /** The kept value, or what `load` gives; concurrent callers share one load. A failed load is not kept. */
  get(key: Key, load: () => Promise<Value>): Promise<Value> {
    const now = this.clock.now();
    const kept = this.#entries.get(key);
    if (kept !== undefined && now - kept.loadedAt < this.keepMs && now >= kept.loadedAt) return kept.value;
    const value = load();
    const entry = { value, loadedAt: now };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#shrink();
    value.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    return value;
  }

  /** Forgets one key, or everything. */
  clear(key?: Key): void {
    if (key === undefined) this.#entries.clear();
    else this.#entries.delete(key);
  }

  #shrink(): void {
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.capacity) return;
      this.#entries.delete(oldest);
    }
  }
}
