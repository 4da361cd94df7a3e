import type { Browser } from 'playwright-core';
import { startTestServer, type TestServer } from '../support/server.js';
import { eventually, namesOf, openShop, type Shop } from './shop.js';
import {
  browserSdks,
  describeInBrowser,
  launchBrowser,
  pageWith,
  startWebsite,
  Visitor,
  type Website,
} from './website.js';

/**
 * The timeline of Mixpanel's implementation guide of group analytics, as GraphQL tells it. The guide's Python is tested
 * in test/http/mixpanel/wire.test.ts, as the requests of an SDK that cannot be installed from npm.
 */
async function timelineOf(shop: Shop) {
  return shop.ask(`{
    user(distinctId: "existing_user") { distinctId firstSeen lastSeen }
    company: group(key: "company_id", id: "company 1") { firstSeen lastSeen }
    users { totalCount }
    viewers: userCohort(where: { did: { event: "page_view" } }) { users { nodes { distinctId } } }
    companies: groups(key: "company_id") { nodes { id } }
  }`);
}

const iso = (time: number | undefined): string => new Date(time ?? Number.NaN).toISOString();

let server: TestServer;
let shop: Shop;
beforeAll(async () => {
  server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' });
});
afterAll(() => server?.stop());
beforeEach(async () => {
  shop = await openShop(server, 'Shop');
});

describeInBrowser('the guide’s JavaScript', () => {
  let website: Website;
  let browser: Browser;
  let visitor: Visitor;

  beforeAll(async () => {
    website = await startWebsite();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await website?.stop();
  });
  beforeEach(async () => {
    visitor = await Visitor.open(browser, shop.token);
  });
  afterEach(async () => {
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });

  describe.each(browserSdks)('with mixpanel-browser $version', (sdk) => {
    beforeEach(async () => {
      const options = { api_host: server.url, batch_flush_interval_ms: 100 };
      await visitor.page.goto(website.publish(pageWith(website.sdkFile(sdk, 'mixpanel.umd.js'), shop.token, options)));
    });

    it('begins the journey of the user with the anonymous page view, and of the company with the login', async () => {
      await visitor.run(`
mixpanel.track("page_view"); // event while anonymous
mixpanel.identify("existing_user");
mixpanel.add_group("company_id","company 1");
mixpanel.track("login"); //event after authentication and part of the group "company 1"
`);
      const events = await eventually(async () => {
        const found = await shop.events();
        expect(namesOf(found).sort()).toEqual(['$identify', 'login', 'page_view']);
        return new Map(found.map((event) => [event.name, event]));
      });
      await eventually(async () => expect(await shop.user('existing_user')).toEqual({ company_id: ['company 1'] }));
      await visitor.nothingQueued();
      expect(events.get('page_view')).toMatchObject({ distinctId: expect.stringMatching(/^\$device:/), groups: [] });
      expect(events.get('login')).toMatchObject({ distinctId: 'existing_user', groups: ['company_id/company 1'] });
      const login = iso(events.get('login')?.time);
      expect(await timelineOf(shop)).toEqual({
        user: { distinctId: 'existing_user', firstSeen: iso(events.get('page_view')?.time), lastSeen: login },
        company: { firstSeen: login, lastSeen: login },
        users: { totalCount: 1 },
        viewers: { users: { nodes: [{ distinctId: 'existing_user' }] } },
        companies: { nodes: [{ id: 'company 1' }] },
      });
    });

    it('puts one event in several groups', async () => {
      await visitor.run('mixpanel.track("Some Event", { company_id: ["company 1", "company 2", "company 3"] });');
      await eventually(async () =>
        expect((await shop.events())[0]?.groups).toEqual([
          'company_id/company 1',
          'company_id/company 2',
          'company_id/company 3',
        ]),
      );
      await visitor.nothingQueued();
      const { groups } = await shop.ask(
        '{ groups(key: "company_id", where: { did: { event: "Some Event" } }) { nodes { id } } }',
      );
      expect(groups.nodes).toEqual([{ id: 'company 1' }, { id: 'company 2' }, { id: 'company 3' }]);
    });

    it('connects a user to several groups by a list in the profile', async () => {
      await visitor.run(`
        mixpanel.get_group("company_id", "1").set({ "Company Type": "Analytics" });
        mixpanel.identify("existing_user");
        mixpanel.people.set({ "company_id": ["1", "2"] });
      `);
      await eventually(async () =>
        expect(await shop.usersOfCompaniesWith('Company Type', 'Analytics')).toEqual(['existing_user']),
      );
    });
  });
});
