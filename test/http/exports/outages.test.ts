import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { type App, createApp } from '../../../src/app.js';
import { loadConfig } from '../../../src/config/config.js';
import { createLog } from '../../../src/http/log.js';
import { createHttpServer } from '../../../src/http/server.js';
import { askOnce } from '../../support/ask.js';
import { catalogKinds, freshStore } from '../../support/catalogs.js';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.js';
import { openTestWarehouse, warehouseKinds } from '../../support/warehouses.js';

const everywhere = catalogKinds().includes('mysql') && warehouseKinds().includes('server');
const count = 12_000;
const perBatch = 2_000;
/** Text of events is cut at 255 characters, so it takes several to make an event large. */
const wide = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`text${i}`, 'x'.repeat(250)]));

(everywhere ? describe : describe.skip)('exports from stores behind a network', () => {
  let app: App;
  let url: string;
  let secret: string;
  let catalogDoor: TcpProxy;
  let warehouseDoor: TcpProxy;
  let stop: () => Promise<void>;
  const lines: string[] = [];

  beforeAll(async () => {
    const store = await freshStore('mysql');
    const warehouse = await openTestWarehouse('server');
    const catalogUrl = new URL(store.url);
    catalogDoor = await startTcpProxy(Number(catalogUrl.port || 3306));
    catalogUrl.port = String(catalogDoor.port);
    const warehouseUrl = new URL(warehouse.config.urls[0] ?? '');
    warehouseDoor = await startTcpProxy(Number(warehouseUrl.port));
    warehouseUrl.port = String(warehouseDoor.port);
    const config = {
      ...loadConfig({ MUSTER_CATALOG_URL: catalogUrl.href }),
      warehouse: { ...warehouse.config, urls: [warehouseUrl.href] },
    };
    app = await createApp(config, { log: pino({ level: 'silent' }) });
    await app.start();
    const http = await createHttpServer(
      app,
      config,
      createLog('info', { write: (line: string) => void lines.push(line) }),
    );
    url = await http.listen({ host: '127.0.0.1', port: 0 });
    const project = await app.projects.create({ name: 'Fragile' });
    const owner = { name: 'owner', role: 'OWNER' } as const;
    secret = (await app.serviceAccounts.create({ kind: 'operator' }, project.id, owner)).secret;
    stop = async () => {
      await http.drain();
      await app.stop();
      await catalogDoor.close();
      await warehouseDoor.close();
      await warehouse.drop();
      await store.remove();
    };
    for (let from = 0; from < count; from += perBatch) await load(from);
  });
  afterAll(() => stop());

  async function load(from: number): Promise<void> {
    const batch = Array.from({ length: perBatch }, (_, i) => from + i);
    const answer = await askOnce(
      url,
      secret,
      `mutation ($events: [EventInput!]!, $operations: [ProfileOperationInput!]!) {
        trackBatch(events: $events) { accepted } profileBatch(operations: $operations) { applied }
      }`,
      {
        events: batch.map((i) => ({
          name: 'e',
          distinctId: `u${i}`,
          time: 1_790_000_000 + i,
          insertId: `i${i}`,
          properties: wide,
        })),
        operations: batch.map((i) => ({ people_set: { distinctId: `u${i}`, properties: wide } })),
      },
    );
    expect(answer.data).toEqual({ trackBatch: { accepted: perBatch }, profileBatch: { applied: perBatch } });
  }

  async function begin(path: string): Promise<IncomingMessage> {
    const asked = get(`${url}${path}`, { headers: { authorization: `Bearer ${secret}` }, agent: false });
    const [response]: IncomingMessage[] = await once(asked, 'response');
    if (response?.statusCode !== 200) throw new Error('no export');
    return response;
  }

  async function linesIn(response: IncomingMessage): Promise<number> {
    let found = 0;
    for await (const chunk of response) found += (chunk as Buffer).toString('latin1').split('\n').length - 1;
    return found;
  }

  const events = '/api/2.0/export?from_date=2026-09-01&to_date=2026-10-31';
  const users = '/api/export/users';

  it.each([
    ['raw events, when the warehouse goes away', events, () => warehouseDoor],
    ['a list of users, when the catalog goes away', users, () => catalogDoor],
  ])('break off visibly: %s; and are whole when it is back', async (_, path, door) => {
    const response = await begin(path);
    lines.length = 0;
    // The client has read nothing yet, so most of the export is still to be fetched.
    await door().shut();
    await expect(linesIn(response)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(response.complete).toBe(false);
    await door().open();
    expect(lines.join('')).toContain('"codes":["STORE_UNAVAILABLE"]');
    const back = async (): Promise<number> => (await fetch(`${url}/readyz`)).status;
    while ((await back()) !== 200) await sleep(100);
    expect(await linesIn(await begin(path))).toBe(count);
  });

  it('are refused as retryable while a store is away', async () => {
    await warehouseDoor.shut();
    for (const path of [events, users]) {
      const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${secret}` } });
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
      expect(await answer.text()).toContain('STORE_UNAVAILABLE');
    }
    await warehouseDoor.open();
  });
});
