import { alterDelete, and, as, asc, call, col, eq, gt, lte, param, select, table, truncate } from '../sql/builders.js';
import type { Expression } from '../sql/nodes.js';
import { print } from '../sql/print.js';
import type { Warehouse } from '../warehouse.js';
import { copiedUpTo, copyToUnits, unitEventsMark } from './unit-events-sql.js';

/** How long events may wait to be copied by themselves, milliseconds. */
const copyEveryMs = 1_000;
/** The server's own work is bounded by nothing but this, milliseconds. */
const ownWork = { timeoutMs: 600_000, ownWork: true };

const batch = col('batch');
const yearOf = call('toYear', col('time'));
const uint64 = (value: number): Expression => param(value, 'UInt64');

/**
 * Keeps `unit_events`, the copy of the events sorted by unit, up with the events. Copying in bulk costs a sixth of storing
 * the events, beside each insert it would cost half as much again; so it follows, and questions wait for it. It relies on
 * being the only writer of its warehouse.
 */
export class UnitEvents {
  /** Everything up to this batch is copied; null: nothing ever was, not even the events that have no batch. */
  #copied: number | null = 0;
  /** The last batch that was stored, or may have been. */
  #stored = 0;
  /** Batches whose inserts are not over: what a copy would find of them need not be all. */
  readonly #inserting = new Set<number>();
  /** Whether rows of batches that do not count as copied may be there: of a copy that was cut short. */
  #hasRemains = true;
  #working: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(private readonly warehouse: Warehouse) {}

  /** Finds out how far the copy is. Call it before the first write. */
  async open(): Promise<void> {
    const marks = await this.#rows<{ value: string }>(copiedUpTo);
    this.#copied = marks[0] === undefined ? null : Number(marks[0].value);
    const [newest] = await this.#rows<{ value: string }>(
      select({
        columns: [as(call('max', batch), 'value')],
        from: table('events'),
        where: gt(batch, uint64(this.#copied ?? 0)),
      }),
    );
    this.#stored = Math.max(this.#copied ?? 0, Number(newest?.value ?? 0));
  }

  /** The number of the next insert of events. It counts as used, whatever becomes of the insert. */
  nextBatch(): number {
    this.#stored += 1;
    this.#inserting.add(this.#stored);
    return this.#stored;
  }

  /** The insert of that batch is over, whatever became of it, or waited for no longer: from now on it can be copied. */
  ended(batch: number): void {
    this.#inserting.delete(batch);
    this.#copyLater();
  }

  /**
   * Resolves when every event stored before this call is copied.
   * @throws MusterError STORE_UNAVAILABLE if it cannot be copied
   */
  async settled(): Promise<void> {
    const wanted = this.#whole;
    while (this.#copied === null || this.#copied < wanted) await this.#alone(() => this.#copy());
  }

  /**
   * Rewrites what is copied: runs `rewrite` when everything stored so far is, while nothing more is copied, with the number
   * of the last batch that is copied.
   */
  async rewritten(rewrite: (copied: number) => Promise<void>): Promise<void> {
    let isDone = false;
    while (!isDone) {
      await this.settled();
      await this.#alone(async () => {
        if (this.#copied === null) return;
        await rewrite(this.#copied);
        isDone = true;
      });
    }
  }

  /** Takes the copy away, to be made anew from the events by whoever asks next. */
  async forget(): Promise<void> {
    await this.#alone(async () => {
      await this.warehouse.command(print(truncate('watermarks')));
      this.#copied = null;
    });
  }

  /** Copies nothing by itself any more; what is left is copied at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#working?.catch(() => undefined);
  }

  /** The last batch before which, itself included, no insert is under way. */
  get #whole(): number {
    return Math.min(this.#stored, ...[...this.#inserting].map((inserting) => inserting - 1));
  }

  #copyLater(): void {
    if (this.#timer !== null || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.settled().catch(() => this.#copyLater());
    }, copyEveryMs);
    this.#timer.unref();
  }

  /** Does work when none is under way; joins nothing, since what is under way may have begun too early. */
  async #alone(work: () => Promise<void>): Promise<void> {
    if (this.#working !== null) {
      await this.#working;
      return;
    }
    this.#working = work().finally(() => {
      this.#working = null;
    });
    await this.#working;
  }

  async #copy(): Promise<void> {
    const upTo = this.#whole;
    if (this.#copied === null) {
      await this.warehouse.command(print(truncate('unit_events')));
      for (const year of await this.#years(upTo)) {
        await this.warehouse.command(
          print(copyToUnits(and(eq(yearOf, param(year, 'UInt32')), lte(batch, uint64(upTo))))),
        );
      }
    } else {
      const fresh = and(gt(batch, uint64(this.#copied)), lte(batch, uint64(upTo)));
      if (this.#hasRemains) await this.#removeRemains(this.#copied);
      this.#hasRemains = true;
      await this.warehouse.command(print(copyToUnits(fresh)));
    }
    await this.warehouse.insert('watermarks', [JSON.stringify({ name: unitEventsMark, value: upTo })]);
    this.#copied = upTo;
    this.#hasRemains = false;
  }

  async #removeRemains(copied: number): Promise<void> {
    const remains = gt(batch, uint64(copied));
    const columns = [as(call('count'), 'value')];
    const [found] = await this.#rows<{ value: string }>(
      select({ columns, from: table('unit_events'), where: remains }),
    );
    if (Number(found?.value ?? 0) > 0) await this.warehouse.command(print(alterDelete('unit_events', remains)));
  }

  /** The years with events to copy: copied one by one, each is a partition. */
  async #years(upTo: number): Promise<number[]> {
    const rows = await this.#rows<{ year: number }>(
      select({
        columns: [as(yearOf, 'year')],
        from: table('events'),
        where: lte(batch, uint64(upTo)),
        groupBy: [col('year')],
        orderBy: [asc(col('year'))],
      }),
    );
    return rows.map(({ year }) => Number(year));
  }

  async #rows<Row>(query: Parameters<typeof print>[0]): Promise<readonly Row[]> {
    return (await this.warehouse.query<Row>(print(query), ownWork)).rows;
  }
}
