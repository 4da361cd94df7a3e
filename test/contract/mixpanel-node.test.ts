import { startTestServer, type TestServer } from '../support/server.js';
import { storePairs } from '../support/store-pairs.js';
import { allTaken, type Configuration, type NodeSdk, nodeSdks, outcome } from './node-sdk.js';
import { namesOf, openShop, type Shop } from './shop.js';

const prefix = '/mp/api';
const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Ways in which the same SDK talks to the same server. */
const ways: ReadonlyArray<readonly [string, Configuration]> = [
  ['as it comes', {}],
  ['verbose', { verbose: true }],
  ['under a path prefix', { path: prefix }],
  ['verbose, with geolocate and test set', { verbose: true, geolocate: true, test: true }],
];

/** The cluster is left to the acceptance test: to an SDK it is another server of the same kind. */
// What the SDK puts on the wire does not depend on the stores; test/http/mixpanel/wire.test.ts takes the same to others.
const pairs = storePairs().slice(0, 1);

describe.each(pairs)('the official Node SDK, on %s', (_, stores) => {
  let server: TestServer;
  let shop: Shop;
  let host: string;

  beforeAll(async () => {
    server = await startTestServer(stores, { env: { MUSTER_SDK_PATH_PREFIX: prefix } });
    host = new URL(server.url).host;
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    shop = await openShop(server, 'Shop');
  });

  describe.each(nodeSdks)('mixpanel $version', ({ init, version }) => {
    const connect = (configuration: Configuration = {}, token = shop.token): NodeSdk =>
      init(token, { host, protocol: 'http', logger: quiet, ...configuration });

    it.each(ways)('shows up in cohorts by group property, %s', async (_way, configuration) => {
      const { track, people, groups } = connect(configuration);
      await allTaken(
        (done) => groups.set('company_id', 'acme', { plan: 'enterprise', 'Company name': 'Acme' }, done),
        (done) => groups.set('company_id', 'umbrella', 'plan', 'free', done),
        (done) => people.set('ann', { company_id: ['acme', 'umbrella'] }, done),
        (done) => people.set('bob', 'company_id', 'umbrella', done),
        (done) => people.set('cid', { company_id: ['acme'] }, done),
        (done) => track('login', { distinct_id: 'ann', company_id: ['acme', 'umbrella'] }, done),
        (done) => track('login', { distinct_id: 'bob', company_id: 'umbrella' }, done),
      );
      expect(await shop.usersOfCompaniesWith('plan', 'enterprise')).toEqual(['ann', 'cid']);
      expect(await shop.usersOfCompaniesWith('plan', 'free')).toEqual(['ann', 'bob']);
      const { groups: active } = await shop.ask(
        '{ groups(key: "company_id", where: { did: { event: "login", atLeast: 2 } }) { nodes { id name } } }',
      );
      expect(active.nodes).toEqual([{ id: 'umbrella', name: 'umbrella' }]);
      expect((await shop.events()).map(({ distinctId, groups: of }) => [distinctId, of])).toEqual(
        expect.arrayContaining([
          ['ann', ['company_id/acme', 'company_id/umbrella']],
          ['bob', ['company_id/umbrella']],
        ]),
      );
    });

    describe('track', () => {
      it('stores what it was given, and when', async () => {
        const at = new Date(Date.now() - 60_000);
        const seconds = Math.floor(at.getTime() / 1_000) + 10;
        const before = Date.now();
        const { track } = connect();
        await allTaken(
          (done) =>
            track('by date', { distinct_id: 'ann', time: at, bought: new Date(0), price: 9.5, tags: ['a'] }, done),
          (done) => track('by seconds', { distinct_id: 'ann', time: seconds }, done),
          (done) => track('by the clock', { distinct_id: 'ann' }, done),
        );
        const [byDate, bySeconds, byClock] = await shop.events();
        expect([byDate?.name, byDate?.time]).toEqual(['by date', at.getTime()]);
        expect(byDate?.properties).toEqual({
          bought: '1970-01-01T00:00:00.000Z',
          price: 9.5,
          tags: ['a'],
          mp_lib: 'node',
          $lib_version: version,
        });
        expect([bySeconds?.name, bySeconds?.time]).toEqual(['by seconds', seconds * 1_000]);
        expect(byClock?.time).toBeGreaterThanOrEqual(before);
        expect(byClock?.time).toBeLessThanOrEqual(Date.now());
      });

      it('counts each call, as it sends no insert id, and once those that have the same one', async () => {
        const { track } = connect();
        const time = new Date();
        const twice = { distinct_id: 'ann', time };
        await allTaken(
          (done) => track('clicked', { ...twice }, done),
          (done) => track('clicked', { ...twice }, done),
          (done) => track('bought', { ...twice, $insert_id: 'order-1' }, done),
          (done) => track('bought', { ...twice, $insert_id: 'order-1' }, done),
        );
        expect(namesOf(await shop.events())).toEqual(['bought', 'clicked', 'clicked']);
      });

      it('takes a number for an id, of users and of groups', async () => {
        const { track, people, groups } = connect();
        await allTaken(
          (done) => track('login', { distinct_id: 7, company_id: [42, '43'], team: 42 }, done),
          (done) => people.set(7, { company_id: [42] }, done),
          (done) => groups.set('company_id', 42, { plan: 'pro' }, done),
        );
        const [login] = await shop.events();
        expect(login?.distinctId).toBe('7');
        expect(login?.groups).toEqual(['company_id/42', 'company_id/43', 'team/42']);
        expect(await shop.company('42')).toEqual({ plan: 'pro' });
        expect(await shop.usersOfCompaniesWith('plan', 'pro')).toEqual(['7']);
      });

      it('links device and user by an event that names both', async () => {
        const { track } = connect();
        await allTaken(
          (done) => track('page_view', { distinct_id: '$device:d1', $device_id: 'd1' }, done),
          (done) => track('login', { distinct_id: 'ann', $device_id: 'd1', $user_id: 'ann', company_id: 'acme' }, done),
        );
        const { users } = await shop.ask('{ users { nodes { distinctId isAnonymous } } }');
        expect(users.nodes).toEqual([{ distinctId: 'ann', isAnonymous: false }]);
      });

      it('knows an event without an id by the address it came from, and keeps no address', async () => {
        const { track } = connect({ geolocate: true });
        await allTaken(
          (done) => track('ping', { ip: '203.0.113.7' }, done),
          (done) => track('ping', {}, done),
        );
        const [first, second] = await shop.events();
        expect(first?.distinctId).toMatch(/^\$device:.+/);
        expect(second?.distinctId).toMatch(/^\$device:.+/);
        expect(JSON.stringify([first, second])).not.toContain('203.0.113.7');
        expect(JSON.stringify([first, second])).not.toContain('127.0.0.1');
      });

      it('sends an alias as the event it is, which merges nobody', async () => {
        const { alias } = connect({ verbose: true });
        await allTaken((done) => alias('ann', 'annie', done));
        const [event] = await shop.events();
        expect([event?.name, event?.distinctId]).toEqual(['$create_alias', 'ann']);
      });
    });

    describe('track_batch', () => {
      const clicks = (count: number) =>
        Array.from({ length: count }, (__, i) => ({
          event: 'clicked',
          properties: { distinct_id: `user ${i}`, time: new Date(), company_id: 'acme', note: 'äöü+/=?&>>>' },
        }));

      it.each(ways)('stores every event of several requests, %s', async (_way, configuration) => {
        const { track_batch } = connect(configuration);
        await allTaken((done) => track_batch(clicks(120), done));
        const events = await shop.events();
        expect(new Set(events.map(({ distinctId }) => distinctId)).size).toBe(120);
        expect(events).toHaveLength(120);
        expect(events.every(({ properties }) => properties.note === 'äöü+/=?&>>>')).toBe(true);
        expect(events.every(({ groups }) => groups.join() === 'company_id/acme')).toBe(true);
      });

      it('heeds its options', async () => {
        const { track_batch } = connect();
        await allTaken((done) => track_batch(clicks(25), { max_batch_size: 4, max_concurrent_requests: 2 }, done));
        expect(await shop.events()).toHaveLength(25);
      });

      it('puts each event where its own token says', async () => {
        const other = await openShop(server, 'Another shop');
        const { track_batch } = connect();
        const theirs = { event: 'theirs', properties: { token: other.token, distinct_id: 'ann', company_id: 'acme' } };
        const ours = { event: 'ours', properties: { distinct_id: 'ann', company_id: 'acme' } };
        await allTaken((done) => track_batch([theirs, ours], done));
        expect(namesOf(await shop.events())).toEqual(['ours']);
        expect(namesOf(await other.events())).toEqual(['theirs']);
      });
    });

    describe('import', () => {
      const old = new Date('2019-05-01T12:00:00.250Z');

      it.each(ways)('takes events of long ago with the key of a service account, %s', async (_way, configuration) => {
        const sdk = connect({ ...configuration, key: shop.project.secrets.ADMIN });
        await allTaken(
          (done) => sdk.import('signed up', old, { distinct_id: 'ann', company_id: ['acme'] }, done),
          (done) => sdk.import('paid', 1_556_712_001, { distinct_id: 'ann', company_id: 'acme' }, done),
        );
        const events = await shop.events();
        expect(events.map(({ name, time, groups }) => [name, time, groups])).toEqual([
          ['signed up', old.getTime(), ['company_id/acme']],
          ['paid', 1_556_712_001_000, ['company_id/acme']],
        ]);
      });

      it.each(ways)('takes a batch of them, %s', async (_way, configuration) => {
        const sdk = connect({ ...configuration, key: shop.project.secrets.OWNER });
        const events = Array.from({ length: 60 }, (__, i) => ({
          event: 'imported',
          properties: { distinct_id: 'ann', time: new Date(old.getTime() + i), $insert_id: `old-${i}` },
        }));
        await allTaken(
          (done) => sdk.import_batch(events, done),
          (done) => sdk.import_batch(events, { max_batch_size: 20 }, done),
        );
        expect(await shop.events()).toHaveLength(60);
      });

      it('is refused with a key that is none', async () => {
        const sdk = connect({ key: 'muster_wrong' });
        expect(await outcome((done) => sdk.import('x', old, { distinct_id: 'ann' }, done))).toMatch(/Server Error/);
        const verbose = connect({ key: 'muster_wrong', verbose: true });
        expect(await outcome((done) => verbose.import('x', old, { distinct_id: 'ann' }, done))).toMatch(
          /Mixpanel Server Error: .*(credentials|secret|token)/i,
        );
        expect(await shop.events()).toEqual([]);
      });

      it('is refused with the key of one who may only read', async () => {
        const sdk = connect({ key: shop.project.secrets.CONSUMER, verbose: true });
        expect(await outcome((done) => sdk.import('x', old, { distinct_id: 'ann' }, done))).toMatch(/Server Error/);
        expect(await shop.events()).toEqual([]);
      });

      it('without any credentials is refused by the SDK itself', () => {
        expect(() => connect().import('x', old, { distinct_id: 'ann' })).toThrow(/import/);
      });
    });

    describe('people', () => {
      it.each(ways)('does to the profile what it says, %s', async (_way, configuration) => {
        const { people } = connect(configuration);
        await allTaken(
          (done) => people.set('ann', { plan: 'pro', age: 30, since: new Date(0), tags: ['a'] }, done),
          (done) => people.set('ann', 'city', 'Bern', done),
          (done) => people.set_once('ann', 'plan', 'free', done),
          (done) => people.set_once('ann', { first: 'yes', plan: 'free' }, done),
          (done) => people.increment('ann', 'logins', done),
          (done) => people.increment('ann', 'logins', 4, done),
          (done) => people.increment('ann', { logins: -2, credits: 1.5 }, done),
          (done) => people.append('ann', 'pages', 'home', done),
          (done) => people.append('ann', { pages: 'home' }, done),
          (done) => people.union('ann', { tags: ['a', 'b'], devices: 'phone' }, done),
          (done) => people.union('ann', { tags: 'c' }, done),
          (done) => people.remove('ann', { tags: 'a' }, done),
          (done) => people.unset('ann', 'age', done),
          (done) => people.unset('ann', ['city', 'nothing'], done),
        );
        expect(await shop.user('ann')).toEqual({
          plan: 'pro',
          since: '1970-01-01T00:00:00.000Z',
          first: 'yes',
          logins: 3,
          credits: 1.5,
          pages: ['home', 'home'],
          tags: ['b', 'c'],
          devices: ['phone'],
        });
        await allTaken((done) => people.delete_user('ann', done));
        expect(await shop.user('ann')).toBeNull();
      });

      it('keeps and clears what was charged', async () => {
        const { people } = connect();
        await allTaken(
          (done) => people.track_charge('ann', 29.99, { $time: new Date(0), order: 'o-1' }, done),
          (done) => people.track_charge('ann', '5', done),
        );
        expect(await shop.user('ann')).toEqual({
          $transactions: [{ $amount: 29.99, $time: '1970-01-01T00:00:00.000Z', order: 'o-1' }, { $amount: 5 }],
        });
        await allTaken((done) => people.clear_charges('ann', done));
        expect(await shop.user('ann')).toEqual({ $transactions: [] });
      });

      it('takes the modifiers, and keeps none of them', async () => {
        const { people } = connect({ verbose: true });
        await allTaken(
          (done) => people.set('ann', { plan: 'pro' }, { $ip: '203.0.113.7', $latitude: 47, $longitude: 7 }, done),
          (done) => people.set('ann', { ip: '203.0.113.7', city: 'Bern' }, done),
        );
        const { user } = await shop.ask('{ user(distinctId: "ann") { updatedAt } }');
        await allTaken(
          (done) => people.set('ann', { plan: 'max', $ignore_time: true }, done),
          (done) => people.increment('ann', 'visits', 2, { $ignore_time: true }, done),
          (done) => people.unset('ann', 'city', { $ignore_time: true, $ignore_alias: true }, done),
        );
        expect(await shop.user('ann')).toEqual({ plan: 'max', visits: 2 });
        expect((await shop.ask('{ user(distinctId: "ann") { updatedAt } }')).user).toEqual(user);
        await allTaken((done) => people.delete_user('ann', { $ignore_alias: true }, done));
        expect(await shop.user('ann')).toBeNull();
      });

      it('takes an update as large as the URL it is sent in can be', async () => {
        const { people } = connect();
        const note = 'ü'.repeat(20_000);
        await allTaken((done) => people.set('ann', { note }, done));
        expect(await shop.user('ann')).toEqual({ note });
      });
    });

    describe('groups', () => {
      it.each(ways)('does to the profile what it says, %s', async (_way, configuration) => {
        const { groups } = connect(configuration);
        await allTaken(
          (done) => groups.set('company_id', 'acme', { plan: 'pro', seats: 3, since: new Date(0) }, done),
          (done) => groups.set('company_id', 'acme', 'city', 'Bern', done),
          (done) => groups.set_once('company_id', 'acme', 'plan', 'free', done),
          (done) => groups.set_once('company_id', 'acme', { first: 'yes', plan: 'free' }, done),
          (done) => groups.union('company_id', 'acme', { tags: ['a', 'b'], regions: 'emea' }, done),
          (done) => groups.union('company_id', 'acme', { tags: 'c' }, done),
          (done) => groups.remove('company_id', 'acme', { tags: 'a', regions: 'apac' }, done),
          (done) => groups.unset('company_id', 'acme', 'seats', done),
          (done) => groups.unset('company_id', 'acme', ['city', 'nothing'], done),
          (done) => groups.set('company_id', 'acme', { mood: 'good' }, { $ignore_time: true }, done),
        );
        expect(await shop.company('acme')).toEqual({
          plan: 'pro',
          since: '1970-01-01T00:00:00.000Z',
          first: 'yes',
          tags: ['b', 'c'],
          regions: ['emea'],
          mood: 'good',
        });
        await allTaken((done) => groups.delete_group('company_id', 'acme', done));
        expect(await shop.company('acme')).toBeNull();
      });

      it('keeps a group whose profile was deleted as long as its events are there', async () => {
        const { groups, track } = connect();
        await allTaken(
          (done) => groups.set('company_id', 'acme', { plan: 'pro' }, done),
          (done) => track('login', { distinct_id: 'ann', company_id: 'acme' }, done),
          (done) => groups.delete_group('company_id', 'acme', done),
        );
        expect(await shop.company('acme')).toEqual({});
        expect((await shop.events())[0]?.groups).toEqual(['company_id/acme']);
      });
    });

    describe('is told what was refused', () => {
      const wrong = '0123456789abcdef0123456789abcdef';

      it('for a token nobody has', async () => {
        const plain = connect({}, wrong);
        const verbose = connect({ verbose: true }, wrong);
        for (const call of [
          (sdk: NodeSdk) => outcome((done) => sdk.track('x', { distinct_id: 'ann' }, done)),
          (sdk: NodeSdk) => outcome((done) => sdk.people.set('ann', { a: 1 }, done)),
          (sdk: NodeSdk) => outcome((done) => sdk.groups.set('company_id', 'acme', { a: 1 }, done)),
        ]) {
          expect(await call(plain)).toBe('Mixpanel Server Error: 0');
          expect(await call(verbose)).toMatch(/^Mixpanel Server Error: .*token/i);
        }
        const batch = [{ event: 'x', properties: { distinct_id: 'ann' } }];
        expect(await outcome((done) => plain.track_batch(batch, done))).toBe('Mixpanel Server Error: 0');
      });

      it('for a group key that is not registered, by name where it asks', async () => {
        const plain = connect();
        const verbose = connect({ verbose: true });
        const call = (sdk: NodeSdk) => outcome((done) => sdk.groups.set('company', 'acme', { plan: 'pro' }, done));
        expect(await call(plain)).toBe('Mixpanel Server Error: 0');
        expect(await call(verbose)).toMatch(/^Mixpanel Server Error: .*company/);
        expect(await shop.company('acme')).toBeNull();
      });

      it('for an event that cannot be stored', async () => {
        const verbose = connect({ verbose: true });
        const tooLate = new Date(Date.now() + 86_400_000);
        expect(await outcome((done) => verbose.track('x', { distinct_id: 'ann', time: tooLate }, done))).toMatch(
          /^Mixpanel Server Error: .*time/i,
        );
        expect(await outcome((done) => verbose.track('', { distinct_id: 'ann' }, done))).toMatch(/Server Error: .+/);
        expect(await shop.events()).toEqual([]);
      });

      it('but not of a batch of which some were stored, as sending it again would store them twice', async () => {
        const { track_batch } = connect();
        const good = { event: 'good', properties: { distinct_id: 'ann' } };
        const bad = { event: 'bad', properties: { distinct_id: 'ann', time: Date.now() + 86_400_000 } };
        await allTaken((done) => track_batch([good, bad], done));
        expect(namesOf(await shop.events())).toEqual(['good']);
      });
    });
  });
});
