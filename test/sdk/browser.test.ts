import type { Browser, BrowserContext } from 'playwright-core';
import { bundleSdk } from '../../src/http/sdk/bundle.js';
import { type App, inBrowser, launchBrowser, openApp, type Site, startSite } from './support/browser.js';
import { type Stand, startStand } from './support/stand.js';
import { until } from './support/until.js';

const never = 3_600_000;

inBrowser('a client in a page of another origin, with a real server', () => {
  let stand: Stand;
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  const opened: App[] = [];
  const open = async (options: Record<string, unknown> = {}): Promise<App> => {
    const pace = { flushIntervalMs: 20, retryMinMs: 10, retryMaxMs: 100 };
    const app = await openApp(context, site, { url: stand.url, token: stand.token, ...pace, ...options });
    opened.push(app);
    return app;
  };
  const users = async (event: string): Promise<number> => {
    const { userCohort } = await stand.ask(
      'query ($event: String!) { userCohort(where: { did: { event: $event } }) { size } }',
      { event },
    );
    return userCohort.size;
  };

  beforeAll(async () => {
    await bundleSdk();
    const limited = startStand({ MUSTER_BODY_LIMIT_BYTES: '100000' });
    [stand, site, browser] = await Promise.all([limited, startSite(), launchBrowser()]);
  });
  beforeEach(async () => {
    context = await browser.newContext();
  });
  afterEach(async () => {
    for (const { page, get } of opened.splice(0)) {
      if (!page.isClosed() && page.url().includes('/app')) expect(await get('refused')).toEqual([]);
    }
    await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    await stand?.stop();
  });

  it('walks the guide, loaded from the server itself', async () => {
    const app = await open({ from: `${stand.url}/sdk/muster.js` });
    await app.run(`
      client.track('page_view');
    `);
    await app.page.waitForTimeout(5);
    await app.run(`
      client.identify('existing_user');
      client.addGroup('company_id', 'company 1');
      client.track('login');
      client.group('company_id', 'company 1').set({ 'Company Type': 'Analytics', 'Company name': 'Mixpanel' });
    `);
    await app.deliver();
    const { user, group, userCohort } = await stand.ask(`{
      user(distinctId: "existing_user") { firstSeen properties }
      group(key: "company_id", id: "company 1") { firstSeen }
      userCohort(where: { someGroup: { key: "company_id", where: {
        property: { name: "Company Type", is: { text: { isOneOf: ["Analytics"] } } }
      } } }) { users { nodes { distinctId } } }
    }`);
    expect(await stand.did('page_view')).toEqual({ existing_user: 1 });
    expect(user.properties).toEqual({ company_id: ['company 1'] });
    expect(Date.parse(user.firstSeen)).toBeLessThan(Date.parse(group.firstSeen));
    expect(userCohort.users.nodes).toEqual([{ distinctId: 'existing_user' }]);
  });

  it('asks once whether it may, and not before each request', async () => {
    const app = await open();
    const [asked, posted] = [stand.door.count('OPTIONS'), stand.door.count('POST')];
    for (let i = 0; i < 5; i++) {
      await app.run(`client.track('allowed')`);
      await app.deliver();
    }
    expect(stand.door.count('POST') - posted).toBe(5);
    expect(stand.door.count('OPTIONS') - asked).toBe(1);
  });

  it('keeps who is here, and their groups, over a reload', async () => {
    const app = await open();
    await app.run(`
      client.identify('returning');
      client.setGroup('company_id', ['left inc', 'kept inc']);
      client.track('before');
    `);
    await app.reload();
    await app.run(`
      client.removeGroup('company_id', 'left inc');
      client.track('after');
    `);
    await app.deliver();
    const { groups } = await stand.ask(
      '{ groups(key: "company_id", where: { did: { event: "after" } }) { nodes { id } } }',
    );
    expect(groups.nodes).toEqual([{ id: 'kept inc' }]);
    expect(await stand.did('after')).toEqual({ returning: 1 });
    expect(await stand.userProperties('returning')).toEqual({ company_id: ['kept inc'] });
  });

  it('keeps the order of 200 operations over reloads and a killed server', async () => {
    const app = await open({ batchSize: 20 });
    await app.run(`client.identify('orderly')`);
    const half = (from: number) =>
      app.run(`
        const company = client.group('company_id', 'orderly inc');
        for (let i = ${from}; i < ${from + 100}; i++) {
          company.append('log', i);
          client.people.append('log', i);
          company.set({ last: i });
        }
      `);
    await half(0);
    await until('something is there', async () => (await stand.groupProperties('orderly inc')).log !== undefined);
    await stand.kill();
    await app.reload();
    await half(100);
    await app.reload();
    await stand.restart();
    await app.deliver();
    const all = Array.from({ length: 200 }, (_, i) => i);
    expect(await stand.groupProperties('orderly inc')).toEqual({ log: all, last: 199 });
    expect(await stand.userProperties('orderly')).toEqual({ log: all });
  });

  it('delivers what was recorded while connections were refused, after a crash of its tab too', async () => {
    const app = await open();
    await app.run(`client.identify('patient')`);
    await stand.kill();
    const work = `for (let i = 0; i < 10; i++) { client.track('waited'); client.people.add('count'); }`;
    await app.run(work);
    await app.page.waitForFunction(`failures.some(({ code }) => code === 'UNREACHABLE')`);
    await app.reload();
    await app.run(work);
    const crashed = app.page.waitForEvent('crash');
    await app.page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    await app.page.close();
    await stand.restart();
    await (await open()).deliver();
    expect(await stand.did('waited')).toEqual({ patient: 20 });
    expect(await stand.userProperties('patient')).toEqual({ count: 20 });
  });

  it('counts once what was applied without the answer arriving', async () => {
    const app = await open({ batchSize: 10 });
    await app.run(`client.identify('counter')`);
    const lost = stand.door.loseReplies(6);
    await app.run(`for (let i = 0; i < 30; i++) { client.people.add('count'); client.track('counted'); }`);
    await lost;
    await app.deliver();
    expect(await stand.userProperties('counter')).toEqual({ count: 30 });
    expect(await stand.did('counted')).toEqual({ counter: 30 });
  });

  it('sends in smaller requests what a server with a low limit does not take at once', async () => {
    const app = await open({ flushIntervalMs: never });
    await app.run(`
      client.identify('large');
      const text = Array.from({ length: 20 }, () => 'x'.repeat(250));
      for (let i = 0; i < 60; i++) client.track('sizeable', { text });
    `);
    await app.deliver();
    expect(await stand.did('sizeable')).toEqual({ large: 60 });
  });

  describe('that goes away', () => {
    const leave = `location.href = '/elsewhere';`;
    const left = (app: App) => app.page.waitForURL('**/elsewhere');

    it('has sent its last records, without a request before that', async () => {
      const app = await open({ flushIntervalMs: never });
      await app.run(`
        client.identify('leaving');
        client.people.add('visits');
        client.track('left');
        ${leave}
      `);
      await left(app);
      await until('it is there', async () => (await users('left')) === 1);
      await until('so is the profile', async () => (await stand.userProperties('leaving')).visits === 1);
      expect(await stand.did('left')).toEqual({ leaving: 1 });
    });

    it('again and again loses and doubles nothing, whether the answer reaches it or not', async () => {
      const options = { flushIntervalMs: never };
      let app = await open(options);
      for (let i = 0; i < 12; i++) {
        const lost = i % 3 === 1 ? stand.door.loseReplies(2) : Promise.resolve();
        await app.run(`
          client.identify('restless');
          client.people.add('visits');
          client.track('came by');
          ${i % 2 === 0 ? 'void client.flush();' : ''}
          ${leave}
        `);
        await left(app);
        await lost;
        await app.page.close();
        app = await open(options);
      }
      await app.deliver();
      expect(await stand.userProperties('restless')).toEqual({ visits: 12 });
      expect(await stand.did('came by')).toEqual({ restless: 12 });
    });

    it('while the server is down delivers when it is opened again', async () => {
      const app = await open({ flushIntervalMs: never });
      await stand.kill();
      await app.run(`
        client.identify('unlucky');
        client.people.add('visits');
        client.track('left in vain');
        ${leave}
      `);
      await left(app);
      await stand.restart();
      await (await open()).deliver();
      expect(await stand.userProperties('unlucky')).toEqual({ visits: 1 });
      expect(await stand.did('left in vain')).toEqual({ unlucky: 1 });
    });

    it('with more than a browser lets go sends the oldest, and the rest when it is opened again', async () => {
      const app = await open({ flushIntervalMs: never });
      await app.run(`
        client.identify('busy');
        for (let i = 0; i < 300; i++) client.track('much', { text: 'é'.repeat(250) });
        client.people.append('log', 'last');
        ${leave}
      `);
      await left(app);
      await until('some is there', async () => (await users('much')) === 1);
      await until('so is the profile', async () => (await stand.userProperties('busy')).log !== undefined);
      expect((await stand.did('much')).busy).toBeLessThan(300);
      await (await open()).deliver();
      expect(await stand.did('much')).toEqual({ busy: 300 });
      expect(await stand.userProperties('busy')).toEqual({ log: ['last'] });
    });

    it('sends once when it is hidden and then left, and goes on if it is only hidden', async () => {
      const app = await open({ flushIntervalMs: never });
      const sent: string[] = [];
      app.page.on('request', (request) => {
        if (request.method() === 'POST') sent.push(request.postData() ?? '');
      });
      await app.run(`
        client.identify('hidden');
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
        client.track('went under');
        document.dispatchEvent(new Event('visibilitychange'));
        dispatchEvent(new Event('pagehide'));
      `);
      await until('it is there', async () => (await users('went under')) === 1);
      await app.page.waitForFunction('Object.keys(localStorage).length === 1');
      await app.run(`client.track('went under')`);
      await app.deliver();
      expect(sent).toHaveLength(2);
      expect(await stand.did('went under')).toEqual({ hidden: 2 });
    });
  });

  describe('in two tabs', () => {
    const work = (tab: number, from: number) => `
      for (let i = ${from}; i < ${from + 10}; i++) {
        client.track('in tabs');
        client.people.append('log', '${tab}.' + i);
      }
    `;

    it('is one person, takes turns, and loses and doubles nothing', async () => {
      await context.addInitScript(`{
        const send = window.fetch;
        const now = () => performance.timeOrigin + performance.now();
        window.spans = [];
        window.fetch = async (url, request) => {
          const span = { kind: /(track|profile)Batch/.exec(request.body)[0], from: now() };
          spans.push(span);
          const response = await send(url, request);
          span.to = now();
          return response;
        };
      }`);
      const tabs = [await open(), await open()] as const;
      await tabs[0].run(`client.identify('tabbed')`);
      for (let from = 0; from < 50; from += 10) {
        await Promise.all(tabs.map((tab, i) => tab.run(work(i, from))));
        await Promise.all(tabs.map((tab) => tab.deliver()));
      }
      expect(await stand.did('in tabs')).toEqual({ tabbed: 100 });
      const { log } = await stand.userProperties('tabbed');
      const kept = Array.isArray(log) ? log.map(String) : [];
      expect(kept).toHaveLength(100);
      for (const tab of [0, 1]) {
        expect(kept.filter((entry) => entry.startsWith(`${tab}.`))).toEqual(
          Array.from({ length: 50 }, (_, i) => `${tab}.${i}`),
        );
      }
      const spans = (await Promise.all(tabs.map((tab) => tab.get('spans')))).flat();
      for (const kind of ['trackBatch', 'profileBatch']) {
        const turns = spans.filter((span) => span.kind === kind).sort((one, other) => one.from - other.from);
        expect(turns.length).toBeGreaterThanOrEqual(5);
        for (const [i, turn] of turns.entries()) expect(turns[i - 1]?.to ?? 0).toBeLessThanOrEqual(turn.from);
      }
    });

    it('one of which is closed at once, delivers through the other', async () => {
      const tabs = [await open({ flushIntervalMs: never }), await open({ flushIntervalMs: never })] as const;
      await tabs[0].run(`client.identify('survivor'); client.track('of two'); client.people.add('visits')`);
      await tabs[0].page.close({ runBeforeUnload: false });
      await tabs[1].run(`client.track('of two')`);
      await tabs[1].deliver();
      expect(await stand.did('of two')).toEqual({ survivor: 2 });
      expect(await stand.userProperties('survivor')).toEqual({ visits: 1 });
    });
  });

  describe('whose storage', () => {
    it('is forbidden keeps its records in memory', async () => {
      await context.addInitScript(`Object.defineProperty(window, 'localStorage', {
        get() { throw new DOMException('Access is denied.', 'SecurityError'); },
      })`);
      const app = await open();
      await app.run(`client.identify('careful'); client.track('in memory')`);
      await app.deliver();
      expect(await stand.did('in memory')).toEqual({ careful: 1 });
    });

    it('is full keeps the rest in memory, and says so once', async () => {
      const app = await open({ flushIntervalMs: never });
      await app.run(`
        client.identify('full');
        for (let size = 1 << 20; size >= 1; size >>= 1) {
          for (let i = 0; ; i++) {
            try { localStorage.setItem('filler' + size + '.' + i, 'x'.repeat(size)); } catch { break; }
          }
        }
        for (let i = 0; i < 20; i++) { client.track('overflowed'); client.people.add('count'); }
      `);
      await app.deliver();
      expect(await app.get(`failures.map(({ code }) => code)`)).toEqual(['STORE_FULL']);
      expect(await stand.did('overflowed')).toEqual({ full: 20 });
      expect(await stand.userProperties('full')).toEqual({ count: 20 });
    });
  });
});
