import type { Browser, Response } from 'playwright-core';
import { startTestServer, type TestServer } from '../support/server.js';
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

const prefix = '/mp/api';

describeInBrowser('beside tracking, the official browser SDK', () => {
  let server: TestServer;
  let website: Website;
  let browser: Browser;
  let shop: Shop;
  let visitor: Visitor;
  let answers: Response[];

  beforeAll(async () => {
    server = await startTestServer(
      { catalog: 'sqlite', warehouse: 'chdb' },
      { env: { MUSTER_SDK_PATH_PREFIX: prefix } },
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
    visitor = await Visitor.open(browser, shop.token);
    answers = [];
    visitor.page.on('response', (response) => {
      if (response.url().startsWith(server.url)) answers.push(response);
    });
  });
  afterEach(async () => {
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });

  /** Statuses of the answers under a path, preflights left out. */
  const statusesOf = (path: string): number[] =>
    answers
      .filter((answer) => new URL(answer.url()).pathname === path && answer.request().method() !== 'OPTIONS')
      .map((answer) => answer.status());
  const stored = (...names: string[]) =>
    eventually(async () => expect(namesOf(await shop.events()).sort()).toEqual([...names].sort()));

  describe.each(newestBrowserSdk)('mixpanel-browser $version', (sdk) => {
    const open = async (options: InitOptions = {}, file = 'mixpanel.umd.js'): Promise<void> => {
      const all = { api_host: server.url, batch_flush_interval_ms: 100, ...options };
      await visitor.page.goto(website.publish(pageWith(website.sdkFile(sdk, file), shop.token, all)));
    };

    it.each([
      ['at the root', ''],
      ['under a path prefix', prefix],
    ])('finds no feature flags, and goes by the fallbacks of the page, %s', async (_, path) => {
      await open({ flags: true, api_host: server.url + path });
      expect(await visitor.value("mixpanel.flags.get_variant_value('new checkout', 'old')")).toBe('old');
      expect(await visitor.value("mixpanel.flags.is_enabled('new checkout')")).toBe(false);
      expect(await visitor.value('mixpanel.flags.are_flags_ready()')).toBe(true);
      await visitor.run("mixpanel.identify('ann')");
      await eventually(() => expect(statusesOf(`${path}/flags/`)).toEqual([200, 200]));
    });

    it.each(['strict', 'fallback'])('finds no remote settings and keeps its own, in mode %s', async (mode) => {
      await open({ remote_settings_mode: mode });
      await visitor.done("mixpanel.track('clicked', {}, done)");
      await stored('clicked');
      await eventually(() => expect(statusesOf('/settings/')).toEqual([200]));
    });

    it('may send session recordings, which are taken and not kept', async () => {
      await open({ record_sessions_percent: 100, record_min_ms: 0 });
      await visitor.page.waitForFunction('mixpanel.get_session_recording_properties().$mp_replay_id !== undefined');
      await visitor.done("mixpanel.track('clicked', {}, done)");
      await stored('clicked');
      expect((await shop.events())[0]?.properties.$mp_replay_id).toEqual(expect.any(String));
      // The SDK sends a recording every ten seconds, whatever the page says.
      await eventually(() => expect(statusesOf('/record/')).toEqual([200]));
      const recording = answers.find((answer) => answer.url().includes('/record/'));
      expect(recording?.request().headers()['content-type']).toBe('application/octet-stream');
      await visitor.value('mixpanel.stop_session_recording()');
    });

    it('heeds a visitor who asks not to be tracked, unless the page says otherwise', async () => {
      await visitor.context.addInitScript("Object.defineProperty(navigator, 'doNotTrack', { get: () => '1' })");
      await open();
      expect(await visitor.done("mixpanel.track('unseen', {}, done)")).toBe(0);
      await open({ ignore_dnt: true });
      expect(await visitor.done("mixpanel.track('seen', {}, done)")).toBe(1);
      await stored('seen');
    });

    it('forgets a visitor who opts out, and starts anew with one who opts in', async () => {
      await open({ batch_requests: false });
      await visitor.run("mixpanel.identify('ann'); mixpanel.people.set({ plan: 'pro' })");
      await eventually(async () => expect(await shop.user('ann')).toEqual({ plan: 'pro' }));
      await visitor.run('mixpanel.opt_out_tracking()');
      expect(await visitor.done("mixpanel.track('unseen', {}, done)")).toBe(0);
      // It deletes the profile and empties the list of charges, in two requests at once: either may come last.
      await eventually(async () => {
        const { user } = await shop.ask('{ user(distinctId: "ann") { property(name: "plan") } }');
        expect(user.property).toBeNull();
      });
      await visitor.run('mixpanel.opt_in_tracking()');
      await stored('$identify', '$opt_in');
    });

    it.each([
      ['an option', { track_pageview: true }, ['$mp_web_page_view']],
      ['autocapture', { autocapture: { pageview: 'full-url', click: true } }, ['$mp_click', '$mp_web_page_view']],
    ])('tells of page views and clicks by itself, by %s', async (_, options, names) => {
      await open(options);
      await stored('$mp_web_page_view');
      await visitor.page.click('h1');
      await stored(...names);
    });

    it('may send each event as a picture', async () => {
      await open({ img: true, api_method: 'GET', batch_requests: false });
      await visitor.run("mixpanel.track('clicked', { company_id: 'acme' })");
      await stored('clicked');
      await visitor.page.waitForFunction(
        '[...document.images].some((image) => image.complete && image.naturalWidth === 1)',
      );
      expect((await shop.events())[0]?.groups).toEqual(['company_id/acme']);
    });

    it('works in the build of the snippet, which is loaded later and finds what was called before', async () => {
      const library = website.sdkFile(sdk, 'mixpanel.min.js');
      const snippet = website.sdkFile(sdk, 'mixpanel-jslib-snippet.min.js');
      const options = { api_host: server.url, batch_flush_interval_ms: 100 };
      await visitor.page.goto(
        website.publish(`<!doctype html>
<title>A shop</title>
<script>const MIXPANEL_CUSTOM_LIB_URL = ${JSON.stringify(library)};</script>
<script src="${snippet}"></script>
<script>
  mixpanel.init(${JSON.stringify(shop.token)}, ${JSON.stringify(options)});
  mixpanel.identify('ann');
  mixpanel.add_group('company_id', 'acme');
  mixpanel.track('login');
  mixpanel.get_group('company_id', 'acme').set({ plan: 'pro' });
</script>`),
      );
      await stored('$identify', 'login');
      await eventually(async () => expect(await shop.usersOfCompaniesWith('plan', 'pro')).toEqual(['ann']));
      const login = (await shop.events()).find(({ name }) => name === 'login');
      expect(login?.groups).toEqual(['company_id/acme']);
    });

    it('works in the build for bundlers', async () => {
      const options = { api_host: server.url, batch_flush_interval_ms: 100 };
      await visitor.page.goto(
        website.publish(`<!doctype html>
<title>A shop</title>
<script type="module">
  import mixpanel from ${JSON.stringify(website.sdkFile(sdk, 'mixpanel.module.js'))};
  mixpanel.init(${JSON.stringify(shop.token)}, ${JSON.stringify(options)});
  mixpanel.track('clicked', { company_id: 'acme' });
</script>`),
      );
      await stored('clicked');
    });
  });
});
