import { type Client, createClient, type DeliveryError, type Store } from '../../src/sdk/index.js';
import { memoryStore } from '../../src/sdk/store.js';
import { FakeMuster, taken } from './support/fake-muster.js';

describe('the store of a client', () => {
  let muster: FakeMuster;
  let errors: DeliveryError[];
  const open = (store: Store, token = 't', name?: string): Client =>
    createClient({
      url: 'https://muster.example',
      token,
      store,
      fetch: muster.fetch,
      flushIntervalMs: 3_600_000,
      retryMinMs: 3_600_000,
      retryMaxMs: 3_600_000,
      onError: (error) => errors.push(error),
      ...(name === undefined ? {} : { name }),
    });
  const records = (store: Store): string[] => [...store.keys()].filter((key) => !key.endsWith(':person'));

  beforeEach(() => {
    muster = new FakeMuster();
    errors = [];
  });

  it('holds an entry for each record, which only the server’s word removes', async () => {
    const store = memoryStore();
    muster.reply = () => Promise.reject(new TypeError('offline'));
    const client = open(store);
    for (let i = 0; i < 3; i++) client.track('page_view');
    client.group('company_id', 'company 1').add('seats');
    await client.flush();
    expect(records(store)).toHaveLength(4);
    muster.reply = () => taken();
    await client.flush();
    expect(records(store)).toEqual([]);
  });

  it('holds no credentials', () => {
    const store = memoryStore();
    open(store, 'muster_a-secret-that-does-not-belong-here').track('page_view');
    const held = [...store.keys()].map((key) => `${key}=${store.getItem(key)}`);
    expect(held).toHaveLength(2);
    expect(held.join()).not.toContain('secret');
  });

  it('is shared by the clients of a project, who are one person', async () => {
    const store = memoryStore();
    const one = open(store);
    const two = open(store);
    one.identify('ada');
    one.addGroup('company_id', 'company 1');
    two.track('page_view');
    two.addGroup('company_id', 'company 2');
    // Records of two pages are ordered by the millisecond.
    await new Promise((resolve) => setTimeout(resolve, 5));
    one.track('page_view');
    await two.flush();
    expect(muster.records('event')).toMatchObject([
      { userId: 'ada', properties: { company_id: ['company 1'] } },
      { userId: 'ada', properties: { company_id: ['company 1', 'company 2'] } },
    ]);
    expect(new Set(muster.records('event').map(({ deviceId }) => deviceId)).size).toBe(1);
    expect(await one.flush()).toEqual({ pending: 0, held: 0 });
  });

  it('keeps projects apart, unless they are given one name', async () => {
    const store = memoryStore();
    open(store, 'one').track('of one');
    const two = open(store, 'two');
    expect(await two.flush()).toEqual({ pending: 0, held: 0 });
    expect(muster.requests).toEqual([]);
    open(store, 'old token', 'shop').track('of the shop');
    await open(store, 'new token', 'shop').flush();
    expect(muster.requests).toMatchObject([{ authorization: 'Bearer new token', records: [{ name: 'of the shop' }] }]);
  });

  it('leaves the entries of others alone', async () => {
    const store = memoryStore();
    store.setItem('theirs', 'x');
    store.setItem('muster:other:event:000000001', '{}');
    const client = open(store);
    client.track('page_view');
    client.reset();
    await client.flush();
    expect(store.getItem('theirs')).toBe('x');
    expect(store.getItem('muster:other:event:000000001')).toBe('{}');
    expect(muster.records('event')).toHaveLength(1);
  });

  it.each([
    '',
    'no JSON',
    'null',
    '[]',
    '{"device":1}',
    '{"device":"d","user":1,"properties":{}}',
    '{"device":"d","user":null}',
  ])('with %p in place of the person begins anew', async (broken) => {
    const store = memoryStore();
    open(store);
    const person = [...store.keys()][0] ?? '';
    store.setItem(person, broken);
    const client = open(store);
    client.track('page_view');
    await client.flush();
    expect(muster.records('event')).toMatchObject([{ deviceId: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
  });

  it('that the application empties makes a new person, and nothing fails', async () => {
    const store = memoryStore();
    const client = open(store);
    client.identify('ada');
    client.track('one');
    client.people.add('visits');
    for (const key of [...store.keys()]) store.removeItem(key);
    client.track('two');
    expect(await client.flush()).toEqual({ pending: 0, held: 0 });
    expect(muster.records('event')).toMatchObject([{ name: 'two' }]);
    expect(muster.records('event')[0].userId).toBeUndefined();
  });

  it('sets entries right that were written before the clock was set back', async () => {
    const store = memoryStore();
    muster.reply = () => Promise.reject(new TypeError('offline'));
    jest.useFakeTimers({ now: Date.UTC(2026, 2, 2), doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    open(store).track('one');
    jest.setSystemTime(Date.UTC(2026, 2, 1));
    const client = open(store);
    client.track('two');
    jest.useRealTimers();
    muster.reply = () => taken();
    await client.flush();
    expect(muster.requests.at(-1)?.records.map(({ name }) => name)).toEqual(['one', 'two']);
  });

  describe('without room', () => {
    /** A store that takes so many entries. */
    const small = (room: number): Store & { room: number } => {
      const inner = memoryStore();
      return {
        ...inner,
        room,
        setItem(key, value) {
          if (inner.getItem(key) === null && [...inner.keys()].length >= this.room)
            throw new Error('QuotaExceededError');
          inner.setItem(key, value);
        },
      };
    };

    it('leaves the rest in memory, delivers it in order, and says so once', async () => {
      const store = small(3);
      const client = open(store);
      const made = Array.from({ length: 6 }, (_, i) => `e${i}`);
      for (const name of made) client.track(name);
      expect(records(store)).toHaveLength(2);
      await client.flush();
      expect(muster.records('event').map(({ name }) => name)).toEqual(made);
      expect(errors).toMatchObject([{ code: 'STORE_FULL', retryInMs: null }]);
      expect(records(store)).toEqual([]);
    });

    it('that finds room again is the one that counts', async () => {
      const store = small(0);
      const one = open(store);
      one.identify('ada');
      store.room = 10;
      one.register({ plan: 'pro' });
      open(store).register({ plan: 'free' });
      one.track('page_view');
      await one.flush();
      expect(muster.records('event')).toMatchObject([{ userId: 'ada', properties: { plan: 'free' } }]);
    });

    it('for anything is one in memory', async () => {
      const client = open(small(0));
      client.identify('ada');
      client.track('page_view');
      await client.flush();
      expect(muster.records('event')).toMatchObject([{ userId: 'ada' }]);
      expect(errors).toHaveLength(1);
    });
  });
});
