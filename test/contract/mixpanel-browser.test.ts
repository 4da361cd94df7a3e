import type { Browser } from 'playwright-core';
import { startTestServer, type TestServer } from '../support/server.js';
import { eventually, namesOf, openShop, type Shop, type TrackedEvent } from './shop.js';
import {
  browserSdks,
  describeInBrowser,
  type InitOptions,
  launchBrowser,
  pageWith,
  startWebsite,
  Visitor,
  type Website,
} from './website.js';

const prefix = '/mp/api';

/** Ways in which a page may configure the SDK, beside the host. */
const ways: ReadonlyArray<readonly [string, InitOptions]> = [
  ['as it comes', {}],
  ['with plain JSON', { api_payload_format: 'json' }],
  ['each call by itself', { batch_requests: false }],
  ['each call by itself, verbose', { batch_requests: false, verbose: true, test: true }],
  ['each call by GET', { batch_requests: false, api_method: 'GET' }],
  ['each call by beacon', { batch_requests: false, api_transport: 'sendBeacon' }],
  ['with a header of its own', { xhr_headers: { 'X-Shop': 'front' } }],
  ['in localStorage', { persistence: 'localStorage', ip: false }],
];

describeInBrowser('the official browser SDK', () => {
  let server: TestServer;
  let website: Website;
  let browser: Browser;
  let shop: Shop;
  let visitor: Visitor;

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
  });
  afterEach(async () => {
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });

  /** Waits until exactly these events are stored, in any order, and answers with them by name. */
  const stored = async (...names: string[]): Promise<Map<string, TrackedEvent>> => {
    const events = await eventually(async () => {
      const found = await shop.events();
      expect(namesOf(found).sort()).toEqual([...names].sort());
      return found;
    });
    return new Map(events.map((event) => [event.name, event]));
  };
  const userIs = (id: string, profile: unknown) => eventually(async () => expect(await shop.user(id)).toEqual(profile));
  const companyIs = (id: string, profile: unknown) =>
    eventually(async () => expect(await shop.company(id)).toEqual(profile));

  describe.each(browserSdks)('mixpanel-browser $version', (sdk) => {
    const open = async (options: InitOptions = {}): Promise<void> => {
      const file = website.sdkFile(sdk, 'mixpanel.umd.js');
      const all = { api_host: server.url, batch_flush_interval_ms: 100, ...options };
      await visitor.page.goto(website.publish(pageWith(file, shop.token, all)));
    };

    // How records are put on the wire is the same in both versions: the older one is seen to do so once.
    const all = [...ways, ['under a path prefix', { prefixed: true }] as const];
    it.each(sdk === browserSdks[0] ? all : all.slice(0, 1))(
      'begins the user’s journey at the anonymous view, the company’s at the login, %s',
      async (_way, { prefixed, ...options }: InitOptions) => {
        await open({ ...options, ...(prefixed === true ? { api_host: server.url + prefix } : {}) });
        await visitor.run("mixpanel.track('page_view')");
        await stored('page_view');
        await visitor.run("mixpanel.identify('ann')");
        await stored('page_view', '$identify');
        await visitor.run(`
          mixpanel.add_group('company_id', 'acme');
          mixpanel.track('login');
          mixpanel.get_group('company_id', 'acme').set({ plan: 'enterprise', 'Company name': 'Acme' });
        `);
        const events = await stored('page_view', '$identify', 'login');
        await userIs('ann', { company_id: ['acme'] });
        await companyIs('acme', { plan: 'enterprise', 'Company name': 'Acme' });

        const [view, identify, login] = ['page_view', '$identify', 'login'].map((name) => events.get(name));
        const device = view?.deviceId;
        expect(device).toMatch(/^[0-9a-f-]{36}$/);
        expect([view?.distinctId, view?.userId, view?.groups]).toEqual([`$device:${device}`, '', []]);
        expect([identify?.distinctId, identify?.deviceId, identify?.groups]).toEqual(['ann', device, []]);
        expect([login?.distinctId, login?.deviceId, login?.groups]).toEqual(['ann', device, ['company_id/acme']]);
        const answers = () =>
          shop.ask(
            `query ($device: ID!) {
            ann: user(distinctId: "ann") { distinctId firstSeen groups(key: "company_id") { id name } }
            device: user(distinctId: $device) { distinctId }
            company: group(key: "company_id", id: "acme") { name firstSeen }
            viewers: userCohort(where: { did: { event: "page_view" } }) { users { nodes { distinctId } } }
            everybody: users { totalCount }
            viewed: groups(key: "company_id", where: { did: { event: "page_view" } }) { totalCount }
            loggedIn: groups(key: "company_id", where: { did: { event: "login", atLeast: 1, atMost: 1 } }) { nodes { id } }
          }`,
            { device: `$device:${device}` },
          );
        const told = {
          ann: {
            distinctId: 'ann',
            firstSeen: new Date(view?.time ?? 0).toISOString(),
            groups: [{ id: 'acme', name: 'Acme' }],
          },
          device: { distinctId: 'ann' },
          company: { name: 'Acme', firstSeen: new Date(login?.time ?? 0).toISOString() },
          viewers: { users: { nodes: [{ distinctId: 'ann' }] } },
          everybody: { totalCount: 1 },
          viewed: { totalCount: 0 },
          loggedIn: { nodes: [{ id: 'acme' }] },
        };
        // What is not acknowledged yet may show up in parts.
        await eventually(async () => expect(await answers()).toEqual(told));
        expect(await shop.usersOfCompaniesWith('plan', 'enterprise')).toEqual(['ann']);
      },
    );

    it('tells a page that sends each call by itself that it arrived', async () => {
      await open({ batch_requests: false });
      expect(await visitor.done("mixpanel.track('plain', {}, done)")).toBe(1);
      await visitor.run('mixpanel.set_config({ verbose: true })');
      expect(await visitor.done("mixpanel.track('verbose', {}, done)")).toEqual({ status: 1, error: null });
      expect(await visitor.done("mixpanel.get_group('company', 'acme').set({ a: 1 }, done)")).toEqual({
        status: 0,
        error: expect.stringContaining('company'),
      });
      await stored('plain', 'verbose');
    });

    describe('groups of the visitor', () => {
      it('are those of set_group, one or several, and numbers as they are', async () => {
        await open();
        await visitor.run("mixpanel.identify(7); mixpanel.set_group('company_id', ['acme', 42])");
        await visitor.done("mixpanel.track('of two', {}, done)");
        await visitor.run("mixpanel.set_group('team', 5)");
        await visitor.done("mixpanel.track('of two and a team', {}, done)");
        const events = await stored('$identify', 'of two', 'of two and a team');
        expect(events.get('of two')?.groups).toEqual(['company_id/42', 'company_id/acme']);
        expect(events.get('of two and a team')?.groups).toEqual(['company_id/42', 'company_id/acme', 'team/5']);
        expect(events.get('of two')?.distinctId).toBe('7');
        await userIs('7', { company_id: ['acme', 42], team: [5] });
        const { user } = await shop.ask('{ user(distinctId: "7") { groups(key: "company_id") { id } } }');
        expect(user.groups).toEqual([{ id: 'acme' }, { id: '42' }]);
      });

      it('grow by add_group, each once, also before the visitor is known', async () => {
        await open();
        await visitor.run("mixpanel.add_group('company_id', 'acme')");
        await visitor.done("mixpanel.track('of one', {}, done)");
        await visitor.run("mixpanel.add_group('company_id', 'acme'); mixpanel.add_group('company_id', 'umbrella')");
        await visitor.run("mixpanel.identify('ann')");
        await visitor.done("mixpanel.track('of both', {}, done)");
        const events = await stored('of one', '$identify', 'of both');
        expect(events.get('of one')?.groups).toEqual(['company_id/acme']);
        expect(events.get('$identify')?.groups).toEqual(['company_id/acme', 'company_id/umbrella']);
        expect(events.get('of both')?.groups).toEqual(['company_id/acme', 'company_id/umbrella']);
        await userIs('ann', { company_id: ['acme', 'umbrella'] });
      });

      it('are put aside by track_with_groups, and by a list in the event, for that event only', async () => {
        await open();
        await visitor.run("mixpanel.identify('ann'); mixpanel.set_group('company_id', 'acme')");
        await visitor.done(
          "mixpanel.track_with_groups('given', { price: 2 }, { company_id: ['b', 'c'], team: 1 }, done)",
        );
        await visitor.done("mixpanel.track('listed', { company_id: ['company 1', 'company 2'] }, done)");
        await visitor.done("mixpanel.track('own', {}, done)");
        const events = await stored('$identify', 'given', 'listed', 'own');
        expect(events.get('given')?.groups).toEqual(['company_id/b', 'company_id/c', 'team/1']);
        expect(events.get('given')?.properties.price).toBe(2);
        expect(events.get('listed')?.groups).toEqual(['company_id/company 1', 'company_id/company 2']);
        expect(events.get('own')?.groups).toEqual(['company_id/acme']);
        await userIs('ann', { company_id: ['acme'] });
      });

      it('end with reset: the next visitor is another device in no group', async () => {
        await open();
        await visitor.run("mixpanel.identify('ann'); mixpanel.set_group('company_id', 'acme')");
        await visitor.done("mixpanel.track('before', {}, done)");
        await userIs('ann', { company_id: ['acme'] });
        await visitor.run('mixpanel.reset()');
        await visitor.done("mixpanel.track('after', {}, done)");
        const events = await stored('$identify', 'before', 'after');
        const [before, after] = [events.get('before'), events.get('after')];
        expect([after?.groups, after?.userId]).toEqual([[], '']);
        expect(after?.distinctId).toBe(`$device:${after?.deviceId}`);
        expect(after?.deviceId).not.toBe(before?.deviceId);
        // Who is new is listed a moment after the event is stored, and both before the SDK is answered.
        await eventually(async () => expect((await shop.ask('{ users { totalCount } }')).users.totalCount).toBe(2));
      });
    });

    describe('remove_group', () => {
      const removeOneOfTwo = async () => {
        await open();
        await visitor.run(`
          mixpanel.identify('ann');
          mixpanel.set_group('company_id', ['acme', 'umbrella']);
        `);
        await userIs('ann', { company_id: ['acme', 'umbrella'] });
        await visitor.run("mixpanel.remove_group('company_id', 'umbrella')");
        await visitor.done("mixpanel.track('later', {}, done)");
        await userIs('ann', { company_id: ['acme'] });
        return (await stored('$identify', 'later')).get('later');
      };

      it('of one of several leaves the SDK sending the old list, as its known fault has it', async () => {
        const later = await removeOneOfTwo();
        expect(later?.properties).toMatchObject({ company_id: ['acme', 'umbrella'], group_key: ['acme'] });
        expect(later?.groups).toEqual(['company_id/acme', 'company_id/umbrella']);
      });

      it('does what it says in a project that repairs it', async () => {
        await shop.ask('mutation { updateProject(repairRemovedGroups: true) { repairRemovedGroups } }');
        const later = await removeOneOfTwo();
        expect(later?.groups).toEqual(['company_id/acme']);
      });

      it('of the last one ends membership', async () => {
        await open();
        await visitor.run("mixpanel.identify('ann'); mixpanel.add_group('company_id', 'acme')");
        await userIs('ann', { company_id: ['acme'] });
        await visitor.run("mixpanel.remove_group('company_id', 'acme')");
        await visitor.done("mixpanel.track('later', {}, done)");
        const later = (await stored('$identify', 'later')).get('later');
        expect(later?.groups).toEqual([]);
        await userIs('ann', { company_id: [] });
      });
    });

    describe('profiles', () => {
      it('of groups change by every operation of get_group', async () => {
        await open();
        const acme = (operation: string) =>
          visitor.done(`mixpanel.get_group('company_id', 'acme').${operation.replace(/\)$/, ', done)')}`);
        await acme("set({ plan: 'pro', seats: 3, since: new Date(0) })");
        await acme("set('city', 'Bern')");
        await acme("set_once({ plan: 'free', first: 'yes' })");
        await acme("set_once('city', 'Basel')");
        await acme("union('tags', ['a', 'b'])");
        await acme("union('tags', 'c')");
        await acme("remove('tags', 'a')");
        await acme("unset('seats')");
        await visitor.done("mixpanel.get_group('company_id', 42).set('plan', 'free', done)");
        await companyIs('acme', {
          plan: 'pro',
          since: '1970-01-01T00:00:00',
          city: 'Bern',
          first: 'yes',
          tags: ['b', 'c'],
        });
        await companyIs('42', { plan: 'free' });
        await visitor.done("mixpanel.get_group('company_id', 'acme').delete(done)");
        await companyIs('acme', null);
      });

      it('of people wait for identify, then change by every operation', async () => {
        await open();
        await visitor.run("mixpanel.people.set_once('first', 'yes'); mixpanel.people.increment('visits', 2)");
        await visitor.done("mixpanel.track('anonymous', {}, done)");
        await stored('anonymous');
        await visitor.nothingQueued();
        expect(
          (await shop.ask('{ users(where: { property: { name: "visits", is: { isSet: true } } }) { totalCount } }'))
            .users.totalCount,
        ).toBe(0);
        await visitor.run("mixpanel.identify('ann')");
        await userIs('ann', { first: 'yes', visits: 2 });
        for (const operation of [
          "set({ plan: 'pro', age: 30, since: new Date(0) }, done)",
          "set('city', 'Bern', done)",
          "set_once({ plan: 'free' }, done)",
          "increment('visits', 1, done)",
          'increment({ visits: 3, credits: -1.5 }, done)',
          "append('pages', 'home', done)",
          "append({ pages: 'home' }, done)",
          "union('tags', ['a', 'b'], done)",
          "union({ tags: 'b' }, done)",
          "remove('tags', 'a', done)",
          "unset('age', done)",
          "unset(['city'], done)",
        ]) {
          await visitor.done(`mixpanel.people.${operation}`);
        }
        await userIs('ann', {
          first: 'yes',
          visits: 6,
          credits: -1.5,
          plan: 'pro',
          since: '1970-01-01T00:00:00',
          pages: ['home', 'home'],
          tags: ['b'],
        });
        await visitor.done('mixpanel.people.clear_charges(done)');
        await eventually(async () => expect((await shop.user('ann'))?.$transactions).toEqual([]));
        await visitor.run('mixpanel.people.delete_user()');
        await eventually(async () => {
          const { user } = await shop.ask('{ user(distinctId: "ann") { hasProfile } }');
          expect(user).toEqual({ hasProfile: false });
        });
      });
    });

    it('sends super properties with every event until they are unregistered', async () => {
      await open();
      await visitor.run(
        "mixpanel.register({ plan: 'pro', company_id: 'acme' }); mixpanel.register_once({ plan: 'free', from: 'ad' })",
      );
      await visitor.done("mixpanel.track('one', { plan: 'own' }, done)");
      await visitor.done("mixpanel.track('two', {}, done)");
      await visitor.run("mixpanel.unregister('plan'); mixpanel.time_event('three')");
      await visitor.done("mixpanel.track('three', {}, done)");
      const events = await stored('one', 'two', 'three');
      const facts = (name: string) => {
        const { plan, from, mp_lib: library, $lib_version: number } = events.get(name)?.properties ?? {};
        return [plan, from, library, number, events.get(name)?.groups];
      };
      expect(facts('one')).toEqual(['own', 'ad', 'web', sdk.version, ['company_id/acme']]);
      expect(facts('two')).toEqual(['pro', 'ad', 'web', sdk.version, ['company_id/acme']]);
      expect(facts('three')).toEqual([undefined, 'ad', 'web', sdk.version, ['company_id/acme']]);
      expect(events.get('three')?.properties.$duration).toEqual(expect.any(Number));
    });

    it('keeps the first user of a device, and gives each later one what they did', async () => {
      await open();
      await visitor.done("mixpanel.track('anonymous', {}, done)");
      await visitor.run("mixpanel.identify('ann')");
      await visitor.done("mixpanel.track('hers', {}, done)");
      await visitor.run("mixpanel.identify('bob')");
      await visitor.done("mixpanel.track('his', {}, done)");
      await stored('anonymous', '$identify', 'hers', '$identify', 'his');
      const who = async (event: string) => {
        const { userCohort } = await shop.ask(
          'query ($event: String!) { userCohort(where: { did: { event: $event } }) { users { nodes { distinctId } } } }',
          { event },
        );
        return userCohort.users.nodes.map((user: { distinctId: string }) => user.distinctId);
      };
      expect(await who('anonymous')).toEqual(['ann']);
      expect(await who('hers')).toEqual(['ann']);
      expect(await who('his')).toEqual(['bob']);
    });

    it('sends an alias as an event, and what follows under the user id it names', async () => {
      await open();
      await visitor.run("mixpanel.alias('ann')");
      await stored('$create_alias', '$identify');
      await visitor.done("mixpanel.track('later', {}, done)");
      const events = await stored('$create_alias', '$identify', 'later');
      expect(events.get('$create_alias')?.properties.alias).toBe('ann');
      expect(events.get('later')?.userId).toBe('ann');
      expect(events.get('later')?.distinctId).toBe('ann');
    });
  });
});
