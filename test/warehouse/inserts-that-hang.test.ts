import { randomBytes } from 'node:crypto';
import { Session } from 'chdb';
import { ChdbWarehouse } from '../../src/warehouse/engine/chdb.js';
import { dropDatabase } from '../../src/warehouse/schema/ddl.js';
import { compiled } from '../../src/warehouse/sql/compiled.js';
import { EventWriter } from '../../src/warehouse/writer/event-writer.js';
import { processDirectory } from '../support/clickhouse/temporary.js';
import { testLimits } from '../support/warehouses.js';
import { eventsOf } from './samples.js';

const writing = { flushIntervalMs: 1, maxPendingEvents: 100_000, maxPendingBytes: 1e8 };

const row = (value: number): string => JSON.stringify({ name: 'test', value });

/** For what must be quick and for what must be stopped before the test is. */
const patient = 60_000;

describe('an insert into the embedded engine that takes too long', () => {
  const database = `test_${randomBytes(6).toString('hex')}`;
  const open = (timeoutMs: number, graceMs: number) =>
    new ChdbWarehouse(processDirectory('chdb'), database, 1, testLimits, { timeoutMs, graceMs });
  let warehouse: ChdbWarehouse;

  beforeAll(async () => {
    const first = open(patient, patient);
    await first.prepare();
    await first.close();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await warehouse.close();
  });

  afterAll(async () => {
    const last = open(patient, patient);
    await last.command(dropDatabase(database));
    await last.close();
  });

  /** Makes inserts into that table take for ever, until the answer is called. */
  async function slowDown(table: string): Promise<() => Promise<void>> {
    const endless = 'SELECT max(cityHash64(number)) FROM numbers(1000000000000)';
    await warehouse.command(
      compiled(
        `CREATE MATERIALIZED VIEW endless ENGINE = Null AS SELECT 1 AS one FROM ${table} WHERE (${endless}) > 0`,
      ),
    );
    return () => warehouse.command(compiled('DROP VIEW endless'));
  }

  it('is stopped, and its session serves the next', async () => {
    warehouse = open(300, patient);
    const speedUp = await slowDown('watermarks');
    // One more than there are sessions for inserts.
    const inserts = Array.from({ length: 4 }, () => warehouse.insert('watermarks', [row(1)]));
    for (const result of await Promise.allSettled(inserts)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'STORE_UNAVAILABLE' } });
    }
    await speedUp();
    expect(warehouse.isStuck).toBe(false);
  });

  it('leaves its events to be sent again, and to be counted once', async () => {
    warehouse = open(300, patient);
    const writer = new EventWriter(warehouse, writing);
    const speedUp = await slowDown('events');
    const events = eventsOf(50);
    await expect(writer.write(events)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await speedUp();
    await writer.close();
    await warehouse.close();
    warehouse = open(patient, patient);
    const again = new EventWriter(warehouse, writing);
    await again.write(events);
    await again.close();
    const { rows } = await warehouse.query<{ n: string; ids: string }>(
      compiled('SELECT count() AS n, uniqExact(event_id) AS ids FROM events'),
    );
    expect(rows).toEqual([{ n: '50', ids: '50' }]);
  });

  it('is left alone if it cannot be stopped: others are stored, and the warehouse closes', async () => {
    warehouse = open(2_000, 100);
    jest.spyOn(Session.prototype, 'insert').mockReturnValueOnce(new Promise(() => undefined));
    const stuck = warehouse.insert('watermarks', [row(1)]);
    const others = Array.from({ length: 8 }, (_, value) => warehouse.insert('watermarks', [row(value)]));
    await expect(stuck).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await Promise.all(others);
    expect(warehouse.isStuck).toBe(true);
    await Promise.all(Array.from({ length: 8 }, (_, value) => warehouse.insert('watermarks', [row(value)])));
    await warehouse.close();
  });
});
