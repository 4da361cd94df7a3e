import { openWarehouse } from '../../src/warehouse/open-warehouse.js';
import { EventWriter } from '../../src/warehouse/writer/event-writer.js';
import { openTestWarehouse, type TestWarehouse, testLimits, warehouseKinds } from '../support/warehouses.js';
import { eventsOf } from './samples.js';

const options = { flushIntervalMs: 1, maxPendingEvents: 100_000, maxPendingBytes: 1e8 };

describe.each(warehouseKinds())('a bound on the rows of a question (%s)', (kind) => {
  let store: TestWarehouse;
  beforeAll(async () => {
    store = await openTestWarehouse(kind);
  });
  afterAll(() => store.drop());

  test('does not keep a server with more events than that from starting and storing each once', async () => {
    const events = eventsOf(20_000);
    const first = new EventWriter(store.warehouse, options);
    await first.open();
    await first.write(events);
    await first.close();
    const bounded = await openWarehouse(store.config, { ...testLimits, maxRowsToRead: 1_000 });
    try {
      const writer = new EventWriter(bounded, options);
      await writer.open();
      const known = events.slice(0, 1);
      const later = eventsOf(1, { insertId: 'later' });
      expect(await writer.write([...known, ...later])).toEqual(['duplicate', 'stored']);
      await writer.close();
    } finally {
      await bounded.close();
    }
  });
});
