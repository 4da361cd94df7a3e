import { LRUCache } from 'lru-cache';
import { MusterError } from '../../core/errors.js';
import { newInsertId } from '../../core/ids.js';

/** Places kept in memory: as many pages of as many lists. */
const keptPlaces = 50_000;
const keptTotals = 10_000;

/** Where a page begins: after the item this cursor stands for, and so many items on. */
export interface Place {
  /** Null: from the start of the list. */
  readonly after: string | null;
  readonly skip: number;
}

/**
 * Lists whose pages are numbered. A session is one walk through one list. It remembers after which item each page ended,
 * so that the next begins there whatever was written meanwhile. What memory has lost, or another process had, is counted
 * out from the nearest page that is known.
 */
export class Sessions {
  readonly #ends = new LRUCache<string, string>({ max: keptPlaces });
  readonly #totals = new LRUCache<string, number>({ max: keptTotals });

  /** A new session for a question. */
  open(question: string): string {
    return `${question}-${newInsertId()}`;
  }

  /**
   * Refuses the session of another question.
   * @throws MusterError CURSOR_INVALID
   */
  check(session: string, question: string): void {
    if (/^[\w-]{16}-[0-9a-f]{32}$/.test(session) && session.startsWith(`${question}-`)) return;
    const message = 'This session_id was issued for another question; ask for page 0 without one.';
    throw new MusterError('CURSOR_INVALID', message, { path: ['session_id'] });
  }

  /** Where a page begins. */
  placeOf(session: string, page: number, pageSize: number): Place {
    for (let before = page - 1; before >= 0 && before >= page - keptPlaces; before--) {
      const after = this.#ends.get(`${session} ${before}`);
      if (after !== undefined) return { after, skip: (page - before - 1) * pageSize };
    }
    return { after: null, skip: page * pageSize };
  }

  /** Notes where a page ended. */
  ended(session: string, page: number, cursor: string | null): void {
    if (cursor !== null) this.#ends.set(`${session} ${page}`, cursor);
  }

  /** How many items the list has, counted once a session. */
  async total(session: string, count: () => Promise<number>): Promise<number> {
    const known = this.#totals.get(session);
    if (known !== undefined) return known;
    const total = await count();
    this.#totals.set(session, total);
    return total;
  }
}
