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
    const endless = compiled(
      'SELECT count() FROM numbers(1000000) WHERE sleepEachRow(0.3) = 0 SETTINGS max_block_size = 1',
    );
    const enough = new AbortController();
    // More than there are sessions for questions.
    const questions = Array.from({ length: 4 }, () => store.warehouse.query(endless, { signal: enough.signal }));
    await writer.write(eventsOf(5));
    enough.abort();
    for (const question of await Promise.allSettled(questions)) {
      expect(question).toMatchObject({ status: 'rejected', reason: { code: 'QUERY_CANCELLED' } });
    }
    await writer.close();
  });
});
