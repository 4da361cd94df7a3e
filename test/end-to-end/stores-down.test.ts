import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { type App, createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config/config.js';
import { createHttpServer } from '../../src/http/server.js';
import { type Answer, askOnce } from '../support/ask.js';
import { catalogKinds, freshStore } from '../support/catalogs.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { openTestWarehouse, warehouseKinds } from '../support/warehouses.js';

const codesOf = (answer: Answer): string[] => (answer.errors ?? []).map((error) => error.extensions.code);
const everywhere = catalogKinds().includes('mysql') && warehouseKinds().includes('server');

/** Asks until the answer is good, as a client that heeds `retryable` does; gives up after half a minute. */
async function untilAnswered(ask: () => Promise<Answer>): Promise<Answer> {
  for (let i = 0; ; i++) {
    const answer = await ask();
    if (answer.errors === undefined || i > 120) return answer;
    await sleep(250);
  }
}

(everywhere ? describe : describe.skip)('a server whose stores are behind a network', () => {
  let app: App;
  let url: string;
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
    const account = await app.serviceAccounts.create({ kind: 'operator' }, project.id, {
      name: 'owner',
      role: 'OWNER',
    });
    secret = account.secret;
    stop = async () => {
      await http.drain();
      await app.stop();
      await catalogDoor.close();
      await warehouseDoor.close();
      await warehouse.drop();
      await store.remove();
    };
    await ask('mutation { addGroupKey(key: "company_id", displayName: "Company") { key } }');
  });
  afterAll(() => stop());

  const ask = (query: string, variables: Record<string, unknown> = {}): Promise<Answer> =>
    askOnce(url, secret, query, variables);
  const track = (id: string): Promise<Answer> =>
    ask(
      'mutation ($id: String!) { track(event: { name: "e", distinctId: "u", time: 1790000000, insertId: $id }) { status } }',
      { id },
    );
  const union = (member: string): Promise<Answer> =>
    ask(
      'mutation ($p: Properties!) { group_union(groupKey: "company_id", groupId: "acme", properties: $p) { applied } }',
      { p: { members: [member] } },
    );
  const count = (): Promise<Answer> => ask('{ userCohort(where: { did: { event: "e" } }) { size } }');
  const isReady = async (): Promise<number> => (await fetch(`${url}/readyz`)).status;

  it('refuses at once and as retryable while the warehouse is away, and recovers without a restart', async () => {
    expect((await track('before')).data.track.status).toBe('ACCEPTED');
    await warehouseDoor.shut();
    for (const answer of [await track('during'), await count()]) {
      expect(codesOf(answer)).toEqual(['STORE_UNAVAILABLE']);
      expect(answer.errors?.[0]?.extensions.retryable).toBe(true);
    }
    expect(await isReady()).toBe(503);
    await warehouseDoor.open();
    const after = await untilAnswered(() => track('during'));
    expect(['ACCEPTED', 'DUPLICATE']).toContain(after.data.track.status);
    expect((await track('during')).data.track.status).toBe('DUPLICATE');
    expect((await untilAnswered(count)).data.userCohort.size).toBe(1);
  });

  it('keeps profile changes it acknowledged while the warehouse was away, and answers with them afterwards', async () => {
    await warehouseDoor.shut();
    const answer = await union('kept');
    await warehouseDoor.open();
    if (answer.errors !== undefined) {
      expect(answer.errors[0]?.extensions.retryable).toBe(true);
      await untilAnswered(() => union('kept'));
    }
    const found = await untilAnswered(() =>
      ask(
        '{ groups(key: "company_id", where: { property: { name: "members", is: { list: { anyOf: ["kept"] } } } }) { totalCount } }',
      ),
    );
    expect(found.data.groups.totalCount).toBe(1);
  });

  it('refuses at once and as retryable while the catalog is away, and recovers without a restart', async () => {
    await catalogDoor.shut();
    await sleep(2_500);
    const answer = await union('lost?');
    expect(codesOf(answer)).toEqual(['STORE_UNAVAILABLE']);
    expect(answer.errors?.[0]?.extensions.retryable).toBe(true);
    expect(await isReady()).toBe(503);
    await catalogDoor.open();
    expect((await untilAnswered(() => union('back'))).data.group_union.applied).toBe(true);
    // A connection that broke unnoticed may cost one more refusal.
    while ((await isReady()) !== 200) await sleep(100);
    const { data } = await untilAnswered(() => ask('{ group(key: "company_id", id: "acme") { properties } }'));
    expect(data.group.properties.members).toEqual(expect.arrayContaining(['kept', 'back']));
  });
});
