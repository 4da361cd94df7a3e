import { type Client, createClient, type Refusal, type Store } from '../../src/sdk/index.js';
import { memoryStore } from '../../src/sdk/store.js';
import { FakeMuster } from './support/fake-muster.js';

const anId = expect.stringMatching(/^[0-9a-f]{32}$/);

describe('what a client records', () => {
  let muster: FakeMuster;
  let store: Store;
  let refused: Refusal[];
  let client: Client;
  const open = (): Client =>
    createClient({
      url: 'https://muster.example/',
      token: 'token',
      store,
      fetch: muster.fetch,
      onRefused: (refusal) => refused.push(refusal),
    });
  const events = async () => {
    await client.flush();
    return muster.records('event');
  };
  const operations = async () => {
    await client.flush();
    return muster.records('profile');
  };

  beforeEach(() => {
    muster = new FakeMuster();
    store = memoryStore();
    refused = [];
    client = open();
  });
  afterEach(() => client.close());

  it('goes to /graphql with the token', async () => {
    client.track('page_view');
    await client.flush();
    expect(muster.requests).toMatchObject([
      { url: 'https://muster.example/graphql', authorization: 'Bearer token', keepalive: false },
    ]);
  });

  it('needs an url and a token', () => {
    expect(() => createClient({ url: 'https://muster.example', token: '' })).toThrow(TypeError);
  });

  describe('of an event', () => {
    it('is made at the call: time, insert id, device and properties', async () => {
      const properties = { page: '/', tags: ['a'] };
      const before = Date.now();
      client.track('page_view', properties);
      const after = Date.now();
      properties.tags.push('b');
      await new Promise((resolve) => setTimeout(resolve, 20));
      const [event] = await events();
      expect(event).toEqual({
        name: 'page_view',
        time: expect.any(Number),
        insertId: anId,
        deviceId: anId,
        properties: { page: '/', tags: ['a'] },
      });
      expect(event.time).toBeGreaterThanOrEqual(before);
      expect(event.time).toBeLessThanOrEqual(after);
    });

    it('has an insert id of its own, and the device of all others', async () => {
      for (let i = 0; i < 50; i++) client.track('page_view');
      const made = await events();
      expect(new Set(made.map(({ insertId }) => insertId)).size).toBe(50);
      expect(new Set(made.map(({ deviceId }) => deviceId)).size).toBe(1);
    });

    it.each([
      ['a Date', new Date('2026-03-02T09:05:00.123Z'), Date.UTC(2026, 2, 2, 9, 5, 0, 123)],
      ['milliseconds', 1_772_442_300_123, 1_772_442_300_123],
      ['ISO text', '2026-03-02T09:05:00Z', '2026-03-02T09:05:00Z'],
      ['a Date that is none, for the server to refuse', new Date('x'), 'NaN'],
    ])('takes its time from %s', async (_, time, sent) => {
      client.track('login', {}, { time });
      expect((await events())[0].time).toBe(sent);
    });

    it('writes dates as ISO text and leaves out what is undefined', async () => {
      client.track('login', { at: new Date(0), none: undefined });
      expect((await events())[0].properties).toEqual({ at: '1970-01-01T00:00:00.000Z' });
    });

    it('is refused at the call if JSON cannot hold it, and holds up no other', async () => {
      const circle: Record<string, never[]> = {};
      Object.assign(circle, { self: circle });
      client.track('odd', circle);
      client.register(circle);
      client.track('even');
      expect((await events()).map(({ name }) => name)).toEqual(['even']);
      expect(refused.map(({ kind, reason }) => [kind, reason])).toEqual([
        ['event', 'NOT_JSON'],
        ['identity', 'NOT_JSON'],
      ]);
    });
  });

  describe('once the user is known', () => {
    it('names the user beside the device', async () => {
      client.track('page_view');
      client.identify('existing_user');
      client.track('login');
      const [before, after] = await events();
      expect(before.userId).toBeUndefined();
      expect(after).toMatchObject({ userId: 'existing_user', deviceId: before.deviceId });
    });

    it('does so after the page is loaded again', async () => {
      client.identify(42);
      client.addGroup('company_id', 'company 1');
      client = open();
      client.track('page_view');
      expect(await events()).toMatchObject([{ userId: '42', properties: { company_id: ['company 1'] } }]);
    });

    it.each([undefined, null, '', Number.NaN, {}, '$device:abc'])('does not take %p for a user', async (wrong) => {
      Reflect.apply(client.identify, client, [wrong]);
      client.track('page_view');
      expect((await events())[0].userId).toBeUndefined();
      expect(refused).toMatchObject([{ kind: 'identity', reason: 'ID_INVALID', field: 'userId' }]);
    });

    it('forgets the user at a log-out: another device, no groups, no registered properties', async () => {
      client.identify('ada');
      client.addGroup('company_id', 'company 1');
      client.register({ plan: 'pro' });
      client.track('during');
      client.reset();
      client.track('after');
      const [during, after] = await events();
      expect(during).toMatchObject({ userId: 'ada', properties: { company_id: ['company 1'], plan: 'pro' } });
      expect(after.userId).toBeUndefined();
      expect(after.properties).toEqual({});
      expect(after.deviceId).not.toBe(during.deviceId);
    });

    it('keeps a device with its first user: another user is a log-out and a log-in', async () => {
      client.identify('ada');
      client.addGroup('company_id', 'company 1');
      client.track('first');
      client.identify('ada');
      client.track('still first');
      client.identify('grace');
      client.track('second');
      const [first, still, second] = await events();
      expect(still).toMatchObject({ deviceId: first.deviceId, properties: { company_id: ['company 1'] } });
      expect(second).toMatchObject({ userId: 'grace', properties: {} });
      expect(second.deviceId).not.toBe(first.deviceId);
    });
  });

  describe('of registered properties', () => {
    it('is with every event until it is taken back; properties of the event win', async () => {
      client.register({ plan: 'pro', theme: 'dark' });
      client.register({ theme: 'light' });
      client.track('one');
      client.track('two', { plan: 'free' });
      client.unregister('plan');
      client.track('three');
      expect((await events()).map(({ properties }) => properties)).toEqual([
        { plan: 'pro', theme: 'light' },
        { plan: 'free', theme: 'light' },
        { theme: 'light' },
      ]);
    });

    it('is what it was at the call', async () => {
      const tags = ['a'];
      client.register({ tags });
      tags.push('b');
      client.track('one');
      expect((await events())[0].properties).toEqual({ tags: ['a'] });
    });
  });

  describe('of groups', () => {
    beforeEach(() => client.identify('ada'));
    const groups = async () => (await events()).map(({ properties }) => properties.company_id);

    it('adds them one by one, each once, as text', async () => {
      client.addGroup('company_id', 'company 1');
      client.track('one');
      client.addGroup('company_id', 42);
      client.addGroup('company_id', '42');
      client.track('two');
      expect(await groups()).toEqual([['company 1'], ['company 1', '42']]);
      expect(await operations()).toMatchObject([
        { people_union: { distinctId: 'ada', properties: { company_id: ['company 1'] } } },
        { people_union: { distinctId: 'ada', properties: { company_id: ['42'] } } },
        { people_union: { distinctId: 'ada', properties: { company_id: ['42'] } } },
      ]);
    });

    it('sets them in place of others', async () => {
      client.addGroup('company_id', 'company 1');
      client.setGroup('company_id', ['company 2', 3]);
      client.track('one');
      client.setGroup('company_id', 'company 4');
      client.track('two');
      client.setGroup('company_id', []);
      client.track('three');
      expect(await groups()).toEqual([['company 2', '3'], ['company 4'], undefined]);
      expect((await operations()).slice(1)).toMatchObject([
        { people_set: { properties: { company_id: ['company 2', '3'] } } },
        { people_set: { properties: { company_id: ['company 4'] } } },
        { people_set: { properties: { company_id: [] } } },
      ]);
    });

    it('stops them for good when they are removed, and leaves nothing else behind', async () => {
      client.setGroup('company_id', ['company 1', 'company 2']);
      client.removeGroup('company_id', 'company 1');
      client.track('one');
      client.removeGroup('company_id', 'company 2');
      client.track('two');
      expect((await events()).map(({ properties }) => properties)).toEqual([{ company_id: ['company 2'] }, {}]);
      expect((await operations()).slice(1)).toMatchObject([
        { people_remove: { properties: { company_id: 'company 1' } } },
        { people_remove: { properties: { company_id: 'company 2' } } },
      ]);
    });

    it('adds to a group that was registered as plain text', async () => {
      client.register({ company_id: 'company 1' });
      client.addGroup('company_id', 'company 2');
      client.track('one');
      expect(await groups()).toEqual([['company 1', 'company 2']]);
    });

    it('lets the event’s own groups win', async () => {
      client.addGroup('company_id', 'company 1');
      client.track('one', { company_id: ['company 2'] });
      client.trackWithGroups('two', { company_id: 'company 3', page: '/' }, { company_id: 'company 4', team_id: null });
      client.trackWithGroups('three', {}, { company_id: [5, 'company 6'] });
      client.trackWithGroups('four', {}, { company_id: null });
      client.trackWithGroups('five', {}, { company_id: [] });
      client.track('six');
      expect((await events()).map(({ properties }) => properties)).toEqual([
        { company_id: ['company 2'] },
        { company_id: ['company 4'], page: '/' },
        { company_id: ['5', 'company 6'] },
        { company_id: ['company 1'] },
        { company_id: [] },
        { company_id: ['company 1'] },
      ]);
      expect(await operations()).toHaveLength(1);
    });

    it.each([
      ['addGroup', undefined],
      ['addGroup', ''],
      ['removeGroup', null],
      ['setGroup', undefined],
      ['setGroup', ['company 2', undefined]],
    ] as const)('does nothing for %s of %p', async (method, wrong) => {
      client.setGroup('company_id', 'company 1');
      Reflect.apply(client[method], client, ['company_id', wrong]);
      client.track('one');
      expect(await groups()).toEqual([['company 1']]);
      expect(await operations()).toHaveLength(1);
      expect(refused).toMatchObject([{ kind: 'identity', reason: 'ID_INVALID', field: 'company_id', record: wrong }]);
    });
  });
});
