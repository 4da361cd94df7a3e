import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { type App, createApp } from '../../../src/app.js';
import { loadConfig } from '../../../src/config/config.js';
import { createHttpServer } from '../../../src/http/server.js';
import { askOnce } from '../../support/ask.js';
import { catalogKinds, freshStore } from '../../support/catalogs.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.js';
import { openTestWarehouse, warehouseKinds } from '../../support/warehouses.js';
import { browser, nodeSingle, send, type WireRequest } from './sdk-requests.js';

const everywhere = catalogKinds().includes('mysql') && warehouseKinds().includes('server');

type Answer = Awaited<ReturnType<typeof send>>;

/** Sends until it is answered with 200, as the SDKs do on 429 and 5xx; how often it took is not the matter. */
async function untilTaken(ask: () => Promise<Answer>): Promise<Answer> {
  for (let i = 0; ; i++) {
    const answer = await ask();
    if (answer.status === 200 || i > 120) return answer;
    await sleep(250);
  }
}

/** That an answer makes an SDK keep what it has: its status, when to come back, and readable by the page. */
function expectKept(answer: Answer): void {
  expect([429, 503]).toContain(answer.status);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(JSON.parse(answer.text)).toEqual({
    code: answer.status,
    error: expect.any(String),
    status: expect.any(String),
  });
}

(everywhere ? describe : describe.skip)('the SDKs of a server whose stores are behind a network', () => {
  let app: App;
  let url: string;
  let token: string;
  let otherToken: string;
  let secret: string;
  let catalogDoor: TcpProxy;
  let warehouseDoor: TcpProxy;
  let stop: () => Promise<void>;

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
    const log = pino({ level: process.env.MUSTER_TEST_LOG ?? 'silent' });
    app = await createApp(config, { log });
    await app.start();
    const http = await createHttpServer(app, config, log);
    url = await http.listen({ host: '127.0.0.1', port: 0 });
    const project = await app.projects.create({ name: 'Fragile' });
    token = project.token;
    otherToken = (await app.projects.create({ name: 'Other' })).token;
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
  });
  afterAll(() => stop());

  const to = (request: WireRequest): Promise<Answer> => send(url, request);
  const event = (name: string) => ({
    event: name,
    properties: { token, distinct_id: name, time: 1_790_000_000, $insert_id: name },
  });
  const sizeOf = async (name: string): Promise<number> => {
    const { data } = await askOnce(
      url,
      secret,
      'query ($e: String!) { userCohort(where: { did: { event: $e, atLeast: 1, atMost: 1 } }) { size } }',
      { e: name },
    );
    return data.userCohort.size;
  };
  const visits = async (): Promise<unknown> => {
    const { data } = await askOnce(url, secret, '{ user(distinctId: "ada") { properties } }');
    return data.user?.properties.visits;
  };
  const add = (by: string) => ({ $token: by, $distinct_id: 'ada', $add: { visits: 1 } });

  it('keep their events while the warehouse is away, and bring each once when it is back', async () => {
    expect(await to(browser('/track/', [event('before')]))).toMatchObject({ status: 200 });
    await warehouseDoor.shut();
    expectKept(await to(browser('/track/', [event('during')])));
    expectKept(await to(nodeSingle('/track', event('single'))));
    await warehouseDoor.open();
    expect(await untilTaken(() => to(browser('/track/', [event('during')])))).toMatchObject({
      text: '{"status":1,"error":null}',
    });
    expect(await to(browser('/track/', [event('during')]))).toMatchObject({ text: '{"status":1,"error":null}' });
    expect([await sizeOf('before'), await sizeOf('during')]).toEqual([1, 1]);
  });

  it('keep their profile changes while the catalog is away: what is answered so was not applied', async () => {
    expect(await to(browser('/engage/', [add(token)]))).toMatchObject({ status: 200 });
    await catalogDoor.shut();
    // Longer than a token is remembered, so that both ways of being away are met.
    expectKept(await to(browser('/engage/', [add(token)])));
    await sleep(2_500);
    expectKept(await to(browser('/engage/', [add(token), add(otherToken)])));
    expectKept(await to(browser('/track/', [event('without catalog')])));
    await catalogDoor.open();
    await untilTaken(() => to(browser('/engage/', [add(token)])));
    expect(await visits()).toBe(2);
  });
});

describe('the SDKs of a server that has too much to do', () => {
  let server: TestServer;
  beforeAll(async () => {
    const env = { MUSTER_INGESTION_MAX_PENDING_EVENTS: '2000' };
    server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' }, { env });
  });
  afterAll(() => server.stop());

  it('are told to come back, and lose nothing', async () => {
    const { token } = server.project;
    const batch = (client: number): WireRequest =>
      browser(
        '/track/',
        Array.from({ length: 2_000 }, (_, i) => ({
          event: 'busy',
          properties: { token, distinct_id: `${client}-${i}`, time: 1_790_000_000, $insert_id: `${client}-${i}` },
        })),
      );
    const refusals: Answer[] = [];
    const client = (each: number): Promise<Answer> =>
      untilTaken(async () => {
        const answer = await send(server.url, batch(each));
        if (answer.status !== 200) refusals.push(answer);
        return answer;
      });
    const answers = await Promise.all([0, 1, 2, 3, 4].map(client));
    expect(answers.map(({ text }) => text)).toEqual(Array(5).fill('{"status":1,"error":null}'));
    expect(refusals.length).toBeGreaterThan(0);
    for (const answer of refusals) {
      expect(answer.status).toBe(429);
      expectKept(answer);
    }
    const { data } = await server.ask(
      '{ userCohort(where: { did: { event: "busy", atLeast: 1, atMost: 1 } }) { size } }',
    );
    expect(data.userCohort.size).toBe(10_000);
  });
});
