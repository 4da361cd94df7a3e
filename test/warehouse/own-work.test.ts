import { compiled } from '../../src/warehouse/sql/compiled.js';
import { EventWriter } from '../../src/warehouse/writer/event-writer.js';
import { openTestWarehouse, type TestWarehouse } from '../support/warehouses.js';
import { eventsOf } from './samples.js';

const options = { flushIntervalMs: 1, maxPendingEvents: 100_000, maxPendingBytes: 1e8 };

describe('events that come while slow questions run', () => {
  let store: TestWarehouse;
  beforeAll(async () => {
    store = await openTestWarehouse('chdb');
  });
  afterAll(() => store.drop());

  test('do not wait for them, though their ids must be looked up first', async () => {
    const writer = new EventWriter(store.warehouse, options);
    const slow = compiled('SELECT count() FROM numbers(10) WHERE sleepEachRow(0.3) = 0');
    const questions = Array.from({ length: 4 }, () => store.warehouse.query(slow));
    const startedAt = performance.now();
    await writer.write(eventsOf(5));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    await Promise.all(questions);
    await writer.close();
  });
});
