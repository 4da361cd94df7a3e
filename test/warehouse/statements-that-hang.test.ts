import { randomBytes } from 'node:crypto';
import { Session } from 'chdb';
import { ChdbWarehouse } from '../../src/warehouse/engine/chdb.js';
import { dropDatabase } from '../../src/warehouse/schema/ddl.js';
import { compiled } from '../../src/warehouse/sql/compiled.js';
import { EventWriter } from '../../src/warehouse/writer/event-writer.js';
import { UnitEvents } from '../../src/warehouse/writer/unit-events.js';
import { processDirectory } from '../support/clickhouse/temporary.js';
import { until } from '../support/until.js';
import { testLimits } from '../support/warehouses.js';
import { eventsOf } from './samples.js';

const writing = { flushIntervalMs: 1, maxPendingEvents: 100_000, maxPendingBytes: 1e8 };

const row = (value: number): string => JSON.stringify({ name: 'test', value });

/** For what must be quick and for what must be stopped before the test is. */
const patient = 60_000;

describe('a statement of the embedded engine that takes too long', () => {
  const database = `test_${randomBytes(6).toString('hex')}`;
  const open = (insertMs: number, stopMs: number) =>
    new ChdbWarehouse({
      path: processDirectory('chdb'),
      database,
      readSessions: 1,
      limits: testLimits,
      patience: { insertMs, stopMs },
      log: { info: () => undefined, error: (_, message) => logged.push(message) },
    });
  let warehouse: ChdbWarehouse;
  let logged: string[] = [];

  beforeAll(async () => {
    const first = open(patient, patient);
    await first.prepare();
    await first.close();
  });

  beforeEach(() => {
    logged = [];
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

  async function storedOf(projectId: number, table = 'events'): Promise<unknown> {
    const { rows } = await warehouse.query(
      compiled(`SELECT count() AS n, uniqExact(event_id) AS ids FROM ${table} WHERE project_id = ${projectId}`),
    );
    return rows[0];
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

  it('has a second try after it was stopped, which looks for what the first one stored', async () => {
    warehouse = open(3_000, patient);
    const writer = new EventWriter(warehouse, writing);
    const speedUp = await slowDown('events');
    const events = eventsOf(50, { projectId: 1 });
    // The engine stores the events before it feeds the view on which it is stopped.
    expect(await writer.write(events)).toEqual(events.map(() => 'stored'));
    await speedUp();
    await writer.close();
    expect(await storedOf(1)).toEqual({ n: '50', ids: '50' });
  });

  it.each([
    ['before it stored anything', 2, 0],
    ['after it stored some', 5, 20],
    ['after it stored everything', 3, 50],
  ])('has a second try if it hangs %s: its events are new, and count once', async (_, projectId, stored) => {
    warehouse = open(5_000, 100);
    jest.spyOn(Session.prototype, 'insert').mockImplementationOnce(async function (this: Session, { table, values }) {
      const rows = String(values).split('\n').slice(0, stored).join('\n');
      if (stored > 0) await this.insert({ table, values: Buffer.from(rows), format: 'JSONEachRow' });
      return new Promise(() => undefined);
    });
    const writer = new EventWriter(warehouse, writing);
    const events = eventsOf(50, { projectId });
    expect(await writer.write(events)).toEqual(events.map(() => 'stored'));
    expect(await writer.write(events)).toEqual(events.map(() => 'duplicate'));
    await writer.close();
    expect(await storedOf(projectId)).toEqual({ n: '50', ids: '50' });
  });

  it('leaves its events to be sent again, if the second try hangs too, and to be counted once', async () => {
    warehouse = open(1_000, 100);
    const events = eventsOf(50, { projectId: 4 });
    const hangs = jest.spyOn(Session.prototype, 'insert').mockReturnValue(new Promise(() => undefined));
    const writer = new EventWriter(warehouse, writing);
    await expect(writer.write(events)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(hangs).toHaveBeenCalledTimes(2);
    await writer.close();
    await warehouse.close();
    hangs.mockRestore();
    warehouse = open(patient, patient);
    const again = new EventWriter(warehouse, writing);
    expect(await again.write(events)).toEqual(events.map(() => 'stored'));
    await again.close();
    expect(await storedOf(4)).toEqual({ n: '50', ids: '50' });
  });

  it.each([
    ['succeeded', 6, 1],
    ['was left alone as well', 7, 2],
  ])('may end after its second try %s: its events count once, also by unit', async (_, projectId, hanging) => {
    warehouse = open(5_000, 100);
    // In a session of its own, as everything in that of the first try is told to stop.
    const landing = new Session(processDirectory('chdb'));
    landing.query(`USE ${database}`);
    let land = (): void => undefined;
    const landed = new Promise<void>((resolve) => {
      land = resolve;
    });
    const hangs = jest.spyOn(Session.prototype, 'insert');
    hangs.mockImplementationOnce(async ({ table, values }) => {
      await landed;
      const stored = await landing.insert({ table, values: Buffer.from(String(values)), format: 'JSONEachRow' });
      return { ...stored, rowsSent: 50, chunks: 1 };
    });
    if (hanging === 2) hangs.mockReturnValueOnce(new Promise(() => undefined));
    const unitEvents = new UnitEvents(warehouse);
    const tidied = jest.spyOn(unitEvents, 'forget');
    await unitEvents.open();
    const writer = new EventWriter(warehouse, writing, unitEvents);
    const events = eventsOf(50, { projectId });
    const first = await writer.write(events).catch(() => []);
    expect(first).toEqual(hanging === 1 ? events.map(() => 'stored') : []);
    await unitEvents.settled();
    land();
    await until(() => tidied.mock.results.length > 0);
    await tidied.mock.results[0]?.value;
    expect(await writer.write(events)).toEqual(events.map(() => 'duplicate'));
    expect(await storedOf(projectId)).toEqual({ n: '50', ids: '50' });
    await unitEvents.settled();
    // A row for the user and one for the group.
    expect(await storedOf(projectId, 'unit_events')).toEqual({ n: '100', ids: '50' });
    await writer.close();
    await unitEvents.close();
    landing.close();
  });

  it('is left alone if it cannot be stopped: others are stored, and the warehouse closes', async () => {
    warehouse = open(5_000, 100);
    jest.spyOn(Session.prototype, 'insert').mockReturnValueOnce(new Promise(() => undefined));
    const stuck = warehouse.insert('watermarks', [row(1)]);
    const others = Array.from({ length: 8 }, (_, value) => warehouse.insert('watermarks', [row(value)]));
    await expect(stuck).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await Promise.all(others);
    expect(warehouse.isStuck).toBe(true);
    expect(logged).toEqual([expect.stringContaining('left alone')]);
    await Promise.all(Array.from({ length: 8 }, (_, value) => warehouse.insert('watermarks', [row(value)])));
    await warehouse.close();
  });

  it('is no worse than a question that hangs: that is left alone as well, and others are answered', async () => {
    warehouse = open(patient, 100);
    jest.spyOn(Session.prototype, 'queryAsync').mockReturnValueOnce(new Promise(() => undefined));
    const one = compiled('SELECT 1 AS one');
    const stuck = warehouse.query(one, { timeoutMs: 300 });
    // They wait for the only session there is.
    const others = Array.from({ length: 3 }, () => warehouse.query(one));
    await expect(stuck).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
    for (const { rows } of await Promise.all(others)) expect(rows).toEqual([{ one: 1 }]);
    expect(warehouse.isStuck).toBe(true);
    expect(logged).toEqual([expect.stringContaining('left alone')]);
    await warehouse.close();
  });

  it('is closed with its session if it ends after all', async () => {
    warehouse = open(patient, 100);
    const closed = jest.spyOn(Session.prototype, 'close');
    let end = (): void => undefined;
    const late = new Promise<never>((_, reject) => {
      end = () => reject(new Error('too late'));
    });
    jest.spyOn(Session.prototype, 'queryAsync').mockReturnValueOnce(late);
    const question = warehouse.query(compiled('SELECT 1 AS one'), { timeoutMs: 300 });
    await expect(question).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
    expect(closed).not.toHaveBeenCalled();
    end();
    await until(() => !warehouse.isStuck);
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it('is made up for later if no session can be opened in the place of its own', async () => {
    warehouse = open(patient, 100);
    jest.spyOn(Session.prototype, 'queryAsync').mockReturnValueOnce(new Promise(() => undefined));
    const one = compiled('SELECT 1 AS one');
    await expect(warehouse.query(one, { timeoutMs: 300 })).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
    jest.spyOn(Session.prototype, 'query').mockImplementationOnce(() => {
      throw new Error('no room');
    });
    await expect(warehouse.query(one)).rejects.toThrow();
    expect((await warehouse.query(one)).rows).toEqual([{ one: 1 }]);
  });
});
