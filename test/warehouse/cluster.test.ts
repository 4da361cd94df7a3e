import { openWarehouse } from '../../src/warehouse/open-warehouse.js';
import { compiled } from '../../src/warehouse/sql/compiled.js';
import { EventWriter } from '../../src/warehouse/writer/event-writer.js';
import { startClickHouse } from '../support/clickhouse/launch.js';
import { openTestWarehouse, testLimits, warehouseKinds } from '../support/warehouses.js';
import { eventsOf } from './samples.js';

const options = { flushIntervalMs: 1, maxPendingEvents: 100_000, maxPendingBytes: 1e8 };
const available = warehouseKinds().includes('cluster') ? describe : describe.skip;

available('a cluster of two shards', () => {
  it('keeps every user on one node, uses both, and answers from either', async () => {
    const store = await openTestWarehouse('cluster');
    const writer = new EventWriter(store.warehouse, options);
    await writer.write(eventsOf(200, { projectId: 1 }));
    await writer.write(eventsOf(200, { projectId: 1, name: 'Second' }));
    const local = compiled('SELECT count() AS n, uniqExact(distinct_id) AS users FROM events_local');
    const whole = compiled('SELECT count() AS n FROM events');
    let events = 0;
    let users = 0;
    for (const url of store.config.urls) {
      const node = await openWarehouse({ ...store.config, urls: [url], cluster: null }, testLimits);
      const [here] = (await node.query<{ n: string; users: string }>(local)).rows;
      expect(Number(here?.n)).toBeGreaterThan(0);
      events += Number(here?.n);
      users += Number(here?.users);
      expect((await node.query(whole)).rows).toEqual([{ n: '400' }]);
      await node.close();
    }
    expect([events, users]).toEqual([400, 200]);
    await writer.close();
    await store.drop();
  });
});

available('a server that goes away', () => {
  it('is STORE_UNAVAILABLE while away, keeps what was stored through kill -9, and is used again without restart', async () => {
    const server = await startClickHouse();
    const config = { urls: [server.url], cluster: null, database: 'muster', readSessions: 1 };
    const warehouse = await openWarehouse(config, testLimits);
    const whole = compiled('SELECT count() AS n, uniqExact(event_id) AS u FROM events');
    await warehouse.prepare();
    const writer = new EventWriter(warehouse, options);
    const events = eventsOf(100, { projectId: 1 });
    await writer.write(events.slice(0, 60));
    await server.kill('SIGKILL');
    await expect(warehouse.ping()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(warehouse.query(whole)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(writer.write(events)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await server.restart();
    const outcomes = await writer.write(events);
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(40);
    expect((await warehouse.query(whole)).rows).toEqual([{ n: '100', u: '100' }]);
    await writer.close();
    await warehouse.close();
    await server.stop();
  });
});
