import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import type { Browser } from 'playwright-core';
import { askOnce, type SpawnedServer, spawnServer, temporaryFolder } from '../support/spawned-server.js';
import { startEdge } from './edge.js';
import { eventually } from './shop.js';
import {
  describeInBrowser,
  launchBrowser,
  newestBrowserSdk,
  pageWith,
  startWebsite,
  Visitor,
  type Website,
} from './website.js';

/** The SDK waits twice as long after each refusal, so it may come back as late as the server was away. */
const catchUpMs = 90_000;

/** Begins a request and does not end it: a server told to stop waits for it, and refuses the others meanwhile. */
async function beginRequest(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => socket.destroy());
  socket.write('POST /track HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n');
  await once(socket, 'data');
  return socket;
}

describeInBrowser('a page with the official browser SDK, while the server', () => {
  let folder: string;
  let website: Website;
  let browser: Browser;
  let visitor: Visitor;
  let server: SpawnedServer;
  let token: string;

  beforeAll(async () => {
    website = await startWebsite();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await website?.stop();
  });
  beforeEach(async () => {
    folder = await temporaryFolder();
    server = await spawnServer({ folder });
    const project = await ask('mutation { addGroupKey(key: "company_id", displayName: "Company") { key } } ');
    expect(project.addGroupKey.key).toBe('company_id');
    token = (await ask('{ project { token } }')).project.token;
    visitor = await Visitor.open(browser, token);
  });
  afterEach(async () => {
    await visitor.leave();
    await server.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const ask = async (query: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await askOnce(server.url, server.secret, query, variables);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
  /** How many users did the event exactly so often, and how many companies it was done in exactly so often. */
  const didExactly = async (event: string, times: number): Promise<[number, number]> => {
    const did = { event, atLeast: times, atMost: times };
    const answer = await ask(
      `query ($did: DidFilter!) {
        userCohort(where: { did: $did }) { size }
        groups(key: "company_id", where: { did: $did }) { totalCount }
      }`,
      { did },
    );
    return [answer.userCohort.size, answer.groups.totalCount];
  };
  const restart = async (): Promise<void> => {
    const { port } = new URL(server.url);
    server = await spawnServer({ folder, secret: server.secret, port: Number(port) });
  };

  describe.each(newestBrowserSdk)('mixpanel-browser $version', (sdk) => {
    const page = (options: Record<string, unknown>): string =>
      website.publish(
        pageWith(website.sdkFile(sdk, 'mixpanel.umd.js'), token, { batch_flush_interval_ms: 100, ...options }),
      );

    it('finishes its last requests: keeps its queue, and delivers it after the restart', async () => {
      const shopPage = page({ api_host: server.url });
      await visitor.page.goto(shopPage);
      const unfinished = await beginRequest(server.url);
      const stopped = server.kill('SIGTERM');
      await eventually(async () => expect((await fetch(`${server.url}/readyz`)).status).toBe(503));
      const refusal = visitor.page.waitForResponse((response) => response.url().includes('/track/'));
      await visitor.done("mixpanel.track('clicked', { company_id: ['acme'] }, done)");
      expect((await refusal).status()).toBe(503);
      expect(await visitor.queued('ev')).toBe(1);
      await visitor.page.goto('about:blank');
      unfinished.destroy();
      expect(await stopped).toBe(0);
      await restart();
      await visitor.page.goto(shopPage);
      await eventually(async () => expect(await didExactly('clicked', 1)).toEqual([1, 1]));
      await visitor.nothingQueued();
      expect(await didExactly('clicked', 1)).toEqual([1, 1]);
      expect(visitor.complaints).toEqual([]);
    });

    it('is killed and started again behind an edge: loses nothing and counts nothing twice', async () => {
      const edge = await startEdge(server.url);
      await visitor.page.goto(page({ api_host: edge.url, batch_flush_interval_ms: 50 }));
      await visitor.run(`
        mixpanel.identify('ann');
        window.sent = 0;
        const queued = (call) => new Promise(call);
        const click = async () => {
          const n = window.sent++;
          await Promise.all([
            queued((done) => mixpanel.track('clicked', { n, company_id: ['acme'] }, done)),
            queued((done) => mixpanel.people.union('pages', ['page ' + n], done)),
            queued((done) => mixpanel.get_group('company_id', 'acme').union('pages', ['page ' + n], done)),
          ]);
          if (window.enough) window.over = true;
          else setTimeout(click, 50);
        };
        click();
      `);
      const stored = async (): Promise<number> =>
        (await ask('{ user(distinctId: "ann") { properties } }')).user?.properties.pages?.length ?? 0;
      let seen = 0;
      for (let round = 0; round < 3; round++) {
        seen = await eventually(async () => {
          const now = await stored();
          expect(now).toBeGreaterThan(seen + 5);
          return now;
        });
        const before = edge.passed.length;
        await server.kill('SIGKILL');
        await eventually(() => expect(edge.passed.slice(before).map(({ status }) => status)).toContain(503));
        await restart();
      }
      await visitor.run('window.enough = true');
      await visitor.page.waitForFunction('window.over === true');
      const sent = await visitor.value<number>('window.sent');
      await eventually(async () => expect(await didExactly('clicked', sent)).toEqual([1, 1]), catchUpMs);
      const pages = Array.from({ length: sent }, (_, n) => `page ${n}`).sort();
      await eventually(async () => {
        const { user, group } = await ask(`{
          user(distinctId: "ann") { properties } group(key: "company_id", id: "acme") { properties }
        }`);
        expect([...user.properties.pages].sort()).toEqual(pages);
        expect([...group.properties.pages].sort()).toEqual(pages);
      }, catchUpMs);
      await visitor.nothingQueued();
      expect(await didExactly('clicked', sent)).toEqual([1, 1]);
      expect(visitor.complaints).toEqual([]);
      await edge.stop();
    }, 400_000);
  });
});
