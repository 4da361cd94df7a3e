import { and, as, call, col, eq, gt, lte, param, select, table } from '../sql/builders.js';
import type { Expression } from '../sql/nodes.js';
import { print } from '../sql/print.js';
import type { Warehouse } from '../warehouse.js';
import { copyToUnits } from './unit-events-sql.js';

/** How long events may wait to be copied by themselves, milliseconds. */
const copyEveryMs = 1_000;
/** The row of `watermarks` that says up to which batch everything is copied. */
const watermark = 'unit_events';
/** The server's own work is bounded by nothing but this, milliseconds. */
const ownWork = { timeoutMs: 600_000, ownWork: true };

const batch = col('batch');
const uint64 = (value: number): Expression => param(value, 'UInt64');

/**
 * Keeps `unit_events`, the copy of the events sorted by unit, up with the events. Copying in bulk costs a sixth of storing
 * the events, beside each insert it would cost half as much again; so it follows, and questions wait for it. It relies on
 * being the only writer of its warehouse.
 */
export class UnitEvents {
  /** Everything up to this batch is copied. */
  #copied = 0;
  /** The last batch that was stored, or may have been. */
  #stored = 0;
  #copying: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(private readonly warehouse: Warehouse) {}

  /** Finds out how far the copy is and takes away what a copy that was cut short left. Call it before the first write. */
  async open(): Promise<void> {
    this.#copied = await this.#number(
      select({
        columns: [as(call('max', col('value')), 'value')],
        from: table('watermarks'),
        where: eq(col('name'), param(watermark, 'String')),
      }),
    );
    this.#stored = Math.max(
      this.#copied,
      await this.#number(
        select({
          columns: [as(call('max', batch), 'value')],
          from: table('events'),
          where: gt(batch, uint64(this.#copied)),
        }),
      ),
    );
  }

  /** The number of the next insert of events. It counts as used, whatever becomes of the insert. */
  nextBatch(): number {
    this.#stored += 1;
    this.#copyLater();
    return this.#stored;
  }

  /**
   * Resolves when every event stored before this call is copied.
   * @throws MusterError STORE_UNAVAILABLE if it cannot be copied
   */
  async settled(): Promise<void> {
    const wanted = this.#stored;
    while (this.#copied < wanted) {
      this.#copying ??= this.#copy().finally(() => {
        this.#copying = null;
      });
      await this.#copying;
    }
  }

  /** Copies nothing by itself any more; what is left is copied at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#copying?.catch(() => undefined);
  }

  #copyLater(): void {
    if (this.#timer !== null || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.settled().catch(() => this.#copyLater());
    }, copyEveryMs);
    this.#timer.unref();
  }

  async #copy(): Promise<void> {
    const upTo = this.#stored;
    const fresh = and(gt(batch, uint64(this.#copied)), lte(batch, uint64(upTo)));
    await this.warehouse.command(print(copyToUnits(fresh)));
    await this.warehouse.insert('watermarks', [JSON.stringify({ name: watermark, value: upTo })]);
    this.#copied = upTo;
  }

  async #number(query: Parameters<typeof print>[0]): Promise<number> {
    const { rows } = await this.warehouse.query<{ value: string }>(print(query), ownWork);
    return Number(rows[0]?.value ?? 0);
  }
}
