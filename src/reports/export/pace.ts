import { type ErrorCode, MusterError } from '../../core/errors.js';

/** How large a page may be. */
export interface PageBounds {
  /** Rows at most. */
  readonly rows: number;
  /** Bytes to aim at; with {@link leeway} times as many the engine gives the page up, however few rows they are. */
  readonly bytes: number;
}

/** Large enough that asking costs little beside reading. */
export const usualBounds: PageBounds = { rows: 10_000, bytes: 8_388_608 };

/** See {@link PageBounds}. */
export const leeway = 2;
/** How often in a row a page may be asked for anew as a smaller one: the last is a 4096th of the first. */
const mostRetries = 6;
const shrink = 4;
/** Slowly, so that few pages are asked for in vain where the engine's bounds are near. */
const grow = 1.25;
/** A page that took longer, milliseconds, is not made larger. */
const quickMs = 2_000;

const costs: ReadonlySet<ErrorCode> = new Set(['QUERY_MEMORY', 'QUERY_TIMEOUT', 'QUERY_TOO_LARGE']);

const isTooMuch = (error: unknown): boolean => error instanceof MusterError && costs.has(error.code);

/**
 * How much to ask for at a time. Strangers write the events, so pages are bounded in bytes and not only in rows; and
 * few events of many may be wanted, so they are bounded in the time they look through, lest a question over years takes
 * longer than one may.
 */
export class Pace {
  #rows: number;
  #spanMs: number;
  #retries = 0;

  /** @param wholeMs all the time there is to look through */
  constructor(
    private readonly wholeMs: number,
    private readonly bounds: PageBounds = usualBounds,
  ) {
    this.#rows = bounds.rows;
    this.#spanMs = wholeMs;
  }

  /** Rows to ask for. */
  get rows(): number {
    return this.#rows;
  }

  /** Milliseconds of event time to look through. */
  get spanMs(): number {
    return this.#spanMs;
  }

  /** After a page that came. */
  succeeded(page: { readonly rows: number; readonly bytes: number; readonly elapsedMs: number }): void {
    this.#retries = 0;
    const { rows, bytes } = this.bounds;
    const fitting = page.rows === 0 ? rows : Math.floor((bytes / page.bytes) * page.rows);
    this.#rows = clamp(Math.ceil(Math.min(fitting, this.#rows * grow)), rows);
    if (page.elapsedMs < quickMs) this.#spanMs = clamp(Math.ceil(this.#spanMs * grow), this.wholeMs);
  }

  /**
   * After a page that did not.
   * @throws the error itself if less would not help
   */
  failed(error: unknown): void {
    if (!isTooMuch(error) || this.#retries === mostRetries) throw error;
    this.#retries++;
    this.#rows = clamp(Math.floor(this.#rows / shrink), this.bounds.rows);
    this.#spanMs = clamp(Math.floor(this.#spanMs / shrink), this.wholeMs);
  }
}

const clamp = (value: number, most: number): number => Math.min(Math.max(value, 1), most);
