import { type Client, createClient, type Store } from '../../src/sdk/index.js';
import { memoryStore } from '../../src/sdk/store.js';
import { FakeMuster } from './support/fake-muster.js';

const operationId = expect.stringMatching(/^[0-9a-z]{8}-[0-9a-f]{20}$/);

describe('operations on profiles', () => {
  let muster: FakeMuster;
  let store: Store;
  let client: Client;
  const open = (): Client => createClient({ url: 'https://muster.example', token: 't', store, fetch: muster.fetch });
  const sent = async () => {
    await client.flush();
    return muster.records('profile');
  };
  /** The operations by name, with their properties or names. */
  const brief = async () =>
    (await sent()).map((operation) =>
      Object.entries<{ properties?: unknown; names?: unknown }>(operation).map(([name, { properties, names }]) => [
        name,
        properties ?? names,
      ]),
    );

  beforeEach(() => {
    muster = new FakeMuster();
    store = memoryStore();
    client = open();
  });
  afterEach(() => client.close());

  it('are those of the API, on the user who is here', async () => {
    client.identify('ada');
    const { people } = client;
    people.set({ plan: 'pro', seats: 3 });
    people.set('plan', 'free');
    people.setOnce({ first: new Date(0) });
    people.add({ logins: 2 });
    people.add('logins');
    people.increment('logins', -1);
    people.append({ pages: '/' });
    people.union('tags', ['a', 'b']);
    people.remove({ tags: 'a' });
    people.unset('plan');
    people.unset(['seats', 'first']);
    people.delete();
    expect((await brief()).flat()).toEqual([
      ['people_set', { plan: 'pro', seats: 3 }],
      ['people_set', { plan: 'free' }],
      ['people_set_once', { first: '1970-01-01T00:00:00.000Z' }],
      ['people_add', { logins: 2 }],
      ['people_add', { logins: 1 }],
      ['people_add', { logins: -1 }],
      ['people_append', { pages: '/' }],
      ['people_union', { tags: ['a', 'b'] }],
      ['people_remove', { tags: 'a' }],
      ['people_unset', ['plan']],
      ['people_unset', ['seats', 'first']],
      ['people_delete', undefined],
    ]);
    expect(muster.records('profile')[0]).toEqual({
      people_set: { distinctId: 'ada', properties: { plan: 'pro', seats: 3 }, operationId },
    });
    expect(muster.records('profile').at(-1)).toEqual({ people_delete: { distinctId: 'ada', operationId } });
  });

  it('are those of the API, on a group, whoever is here', async () => {
    const company = client.group('company_id', 'company 1');
    company.set({ plan: 'enterprise' });
    company.setOnce('since', 2026);
    company.union({ features: ['a'] });
    company.remove('features', 'a');
    company.add('seats', 5);
    company.append('notes', 'hello');
    company.unset('since');
    client.group('company_id', 42).delete();
    const [first, ...others] = await sent();
    expect(first).toEqual({
      group_set: { groupKey: 'company_id', groupId: 'company 1', properties: { plan: 'enterprise' }, operationId },
    });
    expect(others.flatMap((operation) => Object.keys(operation))).toEqual([
      'group_set_once',
      'group_union',
      'group_remove',
      'group_add',
      'group_append',
      'group_unset',
      'group_delete',
    ]);
    expect(others.at(-1)).toEqual({ group_delete: { groupKey: 'company_id', groupId: 42, operationId } });
  });

  it('have an id of their own each', async () => {
    client.identify('ada');
    for (let i = 0; i < 50; i++) client.people.add('logins');
    const ids = (await sent()).map(({ people_add }) => people_add.operationId);
    expect(new Set(ids).size).toBe(50);
  });

  it('say what was so at the call', async () => {
    client.identify('ada');
    const properties = { plan: 'pro' };
    client.people.set(properties);
    properties.plan = 'free';
    expect(await brief()).toEqual([[['people_set', { plan: 'pro' }]]]);
  });

  describe('on a user who is not known yet', () => {
    it('wait for identify, in the store, and go out in the order of the calls', async () => {
      client.people.set({ plan: 'pro' });
      client.people.add('visits');
      client.addGroup('company_id', 'company 1');
      expect(await client.flush()).toEqual({ pending: 0, held: 3 });
      client = open();
      client.people.unset('plan');
      expect(await client.flush()).toEqual({ pending: 0, held: 4 });
      expect(muster.requests).toEqual([]);
      client.identify('ada');
      client.people.set({ plan: 'free' });
      expect((await brief()).flat()).toEqual([
        ['people_set', { plan: 'pro' }],
        ['people_add', { visits: 1 }],
        ['people_union', { company_id: ['company 1'] }],
        ['people_unset', ['plan']],
        ['people_set', { plan: 'free' }],
      ]);
      expect(muster.records('profile').every((operation) => JSON.stringify(operation).includes('"ada"'))).toBe(true);
      expect(await client.flush()).toEqual({ pending: 0, held: 0 });
    });

    it('stand where they were called among those on groups', async () => {
      client.people.set({ n: 1 });
      client.group('company_id', 'company 1').set({ n: 2 });
      client.people.set({ n: 3 });
      client.identify('ada');
      expect((await brief()).flat().map(([, properties]) => properties)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    });

    it('do not hold up those on groups', async () => {
      client.people.set({ n: 1 });
      client.group('company_id', 'company 1').set({ n: 2 });
      expect(await client.flush()).toEqual({ pending: 0, held: 1 });
      expect(muster.records('profile')).toHaveLength(1);
    });

    it('are nobody’s after a log-out, and dropped', async () => {
      client.people.set({ plan: 'pro' });
      client.reset();
      client.identify('grace');
      expect(await sent()).toEqual([]);
      expect(await client.flush()).toEqual({ pending: 0, held: 0 });
    });

    it('keep their user if the log-out comes before they are delivered', async () => {
      client.people.set({ plan: 'pro' });
      client.identify('ada');
      client.reset();
      client.identify('grace');
      client.people.set({ plan: 'free' });
      expect((await sent()).map(({ people_set }) => people_set.distinctId)).toEqual(['ada', 'grace']);
    });

    it('are sent once if the page ended while they were released', async () => {
      client.people.add('visits');
      const [held = ''] = [...store.keys()].filter((key) => key.includes(':held:'));
      const kept = store.getItem(held) ?? '';
      client.identify('ada');
      const [first] = await sent();
      // The release stopped between writing the operation and removing the held one.
      store.setItem(held, kept);
      client = open();
      const [, again] = await sent();
      expect(again).toEqual(first);
      expect(await client.flush()).toEqual({ pending: 0, held: 0 });
    });

    it('are dropped if a page that had not heard of the log-out made them', async () => {
      client.people.add('visits');
      const [held = ''] = [...store.keys()].filter((key) => key.includes(':held:'));
      const kept = store.getItem(held) ?? '';
      client.reset();
      store.setItem(held, kept);
      client.identify('grace');
      expect(await sent()).toEqual([]);
    });
  });
});
