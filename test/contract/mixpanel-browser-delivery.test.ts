import type { Browser } from 'playwright-core';
import { startTestServer, type TestServer } from '../support/server.js';
import { type Edge, recordsOf, startEdge } from './edge.js';
import { eventually, namesOf, openShop, type Shop } from './shop.js';
import {
  describeInBrowser,
  type InitOptions,
  launchBrowser,
  newestBrowserSdk,
  pageWith,
  startWebsite,
  Visitor,
  type Website,
} from './website.js';

const bodyLimit = 24_000;
/** Where nobody listens. */
const nowhere = 'http://127.0.0.1:1';

describeInBrowser('what the official browser SDK sends', () => {
  let server: TestServer;
  let edge: Edge;
  let website: Website;
  let browser: Browser;
  let shop: Shop;
  let visitor: Visitor;

  beforeAll(async () => {
    server = await startTestServer(
      { catalog: 'sqlite', warehouse: 'chdb' },
      { env: { MUSTER_BODY_LIMIT_BYTES: String(bodyLimit) } },
    );
    website = await startWebsite();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await website?.stop();
    await server?.stop();
  });
  beforeEach(async () => {
    shop = await openShop(server, 'Shop');
    edge = await startEdge(server.url);
    visitor = await Visitor.open(browser, shop.token);
  });
  afterEach(async () => {
    await visitor.leave();
    await edge.stop();
  });

  /** How often each event arrived at the edge, by insert id, in requests of which `wanted` is true. */
  const arrivals = (wanted: (contentType: string) => boolean): Map<unknown, number> => {
    const counts = new Map<unknown, number>();
    for (const request of edge.passed) {
      if (!request.path.startsWith('/track') || !wanted(request.contentType)) continue;
      for (const { properties } of recordsOf(request)) {
        const { $insert_id: id } = Object(properties);
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
    }
    return counts;
  };
  const isBeacon = (contentType: string) => contentType.startsWith('text/plain');

  const storedOnce = async (name: string, count: number): Promise<void> => {
    await eventually(async () => expect((await shop.events()).length).toBeGreaterThanOrEqual(count));
    await visitor.nothingQueued();
    const events = await shop.events();
    expect(namesOf(events)).toEqual(Array.from({ length: count }, () => name));
    expect(new Set(events.map(({ properties }) => properties.n)).size).toBe(count);
    const { userCohort } = await shop.ask(
      `query ($name: String!, $count: Int!) {
        userCohort(where: { did: { event: $name, atLeast: $count, atMost: $count } }) { size }
      }`,
      { name, count },
    );
    expect(userCohort.size).toBe(1);
  };

  describe.each(newestBrowserSdk)('mixpanel-browser $version', (sdk) => {
    const page = (options: InitOptions = {}): string => {
      const all = { api_host: edge.url, batch_flush_interval_ms: 100, ...options };
      return website.publish(pageWith(website.sdkFile(sdk, 'mixpanel.umd.js'), shop.token, all));
    };
    const track = (name: string, count: number): Promise<unknown> =>
      visitor.value(`Promise.all(Array.from({ length: ${count} }, (_, n) =>
        new Promise((done) => mixpanel.track('${name}', { n, company_id: ['acme'] }, done))))`);

    it('arrives in batches of fifty', async () => {
      await visitor.page.goto(page());
      await track('clicked', 120);
      await storedOnce('clicked', 120);
      expect(Math.max(...edge.passed.map((request) => recordsOf(request).length))).toBeLessThanOrEqual(50);
    });

    it('counts once when the tab is hidden, though it arrives twice', async () => {
      await visitor.page.goto(page({ batch_flush_interval_ms: 2_500 }));
      await track('clicked', 3);
      // A browser without a screen hides no tab of its own accord.
      await visitor.run(`
        Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      `);
      await eventually(() => expect([...arrivals(isBeacon).values()]).toEqual([1, 1, 1]));
      await eventually(() => expect([...arrivals((type) => !isBeacon(type)).values()]).toEqual([1, 1, 1]));
      expect(arrivals(() => true).size).toBe(3);
      await storedOnce('clicked', 3);
      expect(edge.passed.every(({ status }) => status === 200)).toBe(true);
    });

    it('counts once when the visitor goes to another site and comes back', async () => {
      const shopPage = page({ batch_flush_interval_ms: 2_500 });
      await visitor.page.goto(shopPage);
      await track('clicked', 3);
      await visitor.page.goto('about:blank');
      await eventually(() => expect([...arrivals(isBeacon).values()]).toEqual([1, 1, 1]));
      await eventually(async () => expect(await shop.events()).toHaveLength(3));
      await visitor.page.goto(shopPage);
      await eventually(() => expect([...arrivals((type) => !isBeacon(type)).values()]).toEqual([1, 1, 1]));
      await storedOnce('clicked', 3);
    });

    it('counts once from two tabs, one of which is closed with its queue unsent', async () => {
      const shopPage = page({ batch_flush_interval_ms: 2_500 });
      await visitor.page.goto(shopPage);
      const closing = await visitor.context.newPage();
      await closing.goto(shopPage);
      edge.passTo(nowhere);
      await closing.evaluate(`Promise.all([0, 1, 2].map((n) =>
        new Promise((done) => mixpanel.track('clicked', { n, company_id: ['acme'] }, done))))`);
      await closing.close();
      edge.passTo(server.url);
      await visitor.value(`Promise.all([3, 4, 5].map((n) =>
        new Promise((done) => mixpanel.track('clicked', { n, company_id: ['acme'] }, done))))`);
      await storedOnce('clicked', 6);
    });

    it('outlives a reload while the server is away, profiles included', async () => {
      await visitor.page.goto(page());
      await visitor.run("mixpanel.identify('ann')");
      await eventually(async () => expect(namesOf(await shop.events())).toEqual(['$identify']));
      edge.passTo(nowhere);
      await track('clicked', 3);
      await visitor.done("mixpanel.people.union('company_id', ['acme'], done)");
      await visitor.done("mixpanel.people.increment('visits', 2, done)");
      await visitor.done("mixpanel.get_group('company_id', 'acme').set({ plan: 'pro' }, done)");
      await eventually(() => {
        const refused = edge.passed.filter(({ status }) => status === 503).map(({ path }) => path.split('/')[1]);
        expect(refused).toEqual(expect.arrayContaining(['track', 'engage', 'groups']));
      });
      await visitor.page.reload();
      expect(await Promise.all([visitor.queued('ev'), visitor.queued('pp'), visitor.queued('gr')])).toEqual([3, 2, 1]);
      edge.passTo(server.url);
      await eventually(async () => expect(await shop.company('acme')).toEqual({ plan: 'pro' }));
      await eventually(async () => expect(await shop.user('ann')).toEqual({ company_id: ['acme'], visits: 2 }));
      await eventually(async () => expect(await shop.events()).toHaveLength(4));
      await visitor.nothingQueued();
      expect(await shop.user('ann')).toEqual({ company_id: ['acme'], visits: 2 });
      expect(namesOf(await shop.events()).sort()).toEqual(['$identify', 'clicked', 'clicked', 'clicked']);
      expect(await shop.usersOfCompaniesWith('plan', 'pro')).toEqual(['ann']);
    });

    it('is kept while the server starts', async () => {
      await visitor.page.goto(page());
      const starting = jest.spyOn(server.app, 'isReady').mockReturnValue(false);
      await track('clicked', 3);
      await eventually(() => expect(edge.passed.filter(({ status }) => status === 503)).not.toEqual([]));
      expect(await visitor.queued('ev')).toBe(3);
      starting.mockRestore();
      await storedOnce('clicked', 3);
    });

    it('is cut in halves until it is small enough for the server', async () => {
      await visitor.page.goto(page({ batch_flush_interval_ms: 50 }));
      await visitor.run(`mixpanel.register(Object.fromEntries(
        Array.from({ length: 12 }, (_, i) => ['note ' + i, 'x'.repeat(250)])))`);
      await track('clicked', 30);
      await storedOnce('clicked', 30);
      const statuses = edge.passed.map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set([413, 200]));
    });

    it('goes on after a record that is too large by itself, which the SDK drops', async () => {
      await visitor.page.goto(page({ batch_flush_interval_ms: 50 }));
      await visitor.done(`mixpanel.track('huge', Object.fromEntries(
        Array.from({ length: 150 }, (_, i) => ['note ' + i, 'x'.repeat(250)])), done)`);
      await track('clicked', 2);
      await storedOnce('clicked', 2);
      expect(edge.passed.map(({ status }) => status)).toContain(413);
    });

    it('is lost where the connection is refused, as the SDK takes that for an answer', async () => {
      const gone = await startEdge(server.url);
      await gone.stop();
      await visitor.page.goto(page({ api_host: gone.url }));
      await visitor.done("mixpanel.track('clicked', {}, done)");
      await visitor.nothingQueued();
      expect(await shop.events()).toEqual([]);
    });
  });
});
