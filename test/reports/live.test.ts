import type { Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { startTestServer, type TestServer } from '../support/server.js';
import { farthestPairs, storePairs } from '../support/store-pairs.js';
import { Subscribed, subscriber } from '../support/subscriber.js';
import { until } from '../support/until.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Sent {
  readonly name: string;
  readonly distinctId?: string;
  readonly deviceId?: string;
  readonly userId?: string;
  readonly insertId?: string;
  readonly time?: string;
  readonly properties?: Record<string, unknown>;
}

async function track(server: TestServer, ...events: Sent[]): Promise<void> {
  const { data } = await server.ask(
    'mutation ($events: [EventInput!]!) { trackBatch(events: $events) { accepted duplicate refused } }',
    { events },
  );
  expect(data?.trackBatch.refused).toBe(0);
}

const feed = (where: string) =>
  `subscription { liveEvents(where: ${where}) { skipped events { id name time distinctId groups { key id } properties } } }`;

const question = (events = '{ names: ["pay"] }') =>
  `{ range: { last: { count: 7, unit: DAY } }, interval: WHOLE, metrics: [{ events: { event: ${events}, measure: { count: EVENTS } } }] }`;
const userInsights = (everyMs: number, asked = question()) =>
  `subscription { liveUserInsights(everyMs: ${everyMs}, question: ${asked}) { lines { overall { total { value } } } } }`;

interface Batch {
  readonly skipped: number;
  readonly events: ReadonlyArray<{ readonly name: string; readonly distinctId: string }>;
}

const batches = ({ told }: Subscribed): Batch[] => told.map(({ data }) => data?.liveEvents);
const names = (subscribed: Subscribed): string[] =>
  batches(subscribed).flatMap(({ events }) => events.map(({ name }) => name));
const totals = ({ told }: Subscribed, field = 'liveUserInsights'): number[] =>
  told.map(({ data }) => data?.[field].lines[0].overall.total.value);

describe.each(storePairs().slice(0, 1))('what is told live on %s', (_, stores) => {
  let server: TestServer;
  let client: Client;

  beforeAll(async () => {
    server = await startTestServer(stores);
    await server.ask('mutation { addGroupKey(key: "company", displayName: "Company") { key } }');
    client = subscriber(server.url, server.project.secrets.CONSUMER);
  });
  afterAll(async () => {
    await client.dispose();
    await server.stop();
  });

  /** Subscribes, and waits for the first message: what is tracked from then on is told. */
  const open: Subscribed[] = [];
  // A test that fails must not leave the next one company.
  afterEach(() => {
    for (const one of open.splice(0)) one.stop();
  });

  async function subscribed(query: string): Promise<Subscribed> {
    const found = new Subscribed(client, query);
    open.push(found);
    await until(() => found.told.length > 0);
    return found;
  }

  describe('the feed', () => {
    it('begins with an empty message', async () => {
      const all = await subscribed(feed('{}'));
      expect(batches(all)).toEqual([{ skipped: 0, events: [] }]);
      all.stop();
    });

    it('of a group has its events and no other’s', async () => {
      const acme = await subscribed(feed('{ key: "company", groupId: "acme" }'));
      await track(
        server,
        { name: 'other', distinctId: 'bob', properties: { company: 'beta' } },
        {
          name: 'visit',
          distinctId: 'ann',
          time: '2026-03-02T10:00:00Z',
          properties: { company: ['acme', 'beta'], plan: 'pro', list: [1, { a: null }] },
        },
        { name: 'alone', distinctId: 'cleo' },
      );
      await track(server, { name: 'last', distinctId: 'ann', properties: { company: 'acme' } });
      await until(() => names(acme).includes('last'));
      expect(names(acme)).toEqual(['visit', 'last']);
      expect(batches(acme)[1]?.events[0]).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: 'visit',
        time: '2026-03-02T10:00:00.000Z',
        distinctId: 'ann',
        groups: [
          { key: 'company', id: 'acme' },
          { key: 'company', id: 'beta' },
        ],
        properties: { company: ['acme', 'beta'], plan: 'pro', list: [1, { a: null }] },
      });
      acme.stop();
    });

    it('of a user has the events of linked devices, as the user’s', async () => {
      const dora = await subscribed(feed('{ distinctId: "dora" }'));
      await track(server, { name: 'anonymous', deviceId: 'phone' });
      await track(server, { name: 'login', deviceId: 'phone', userId: 'dora' });
      await track(server, { name: 'later', deviceId: 'phone' }, { name: 'stranger', deviceId: 'tablet' });
      await until(() => names(dora).includes('later'));
      expect(batches(dora).flatMap(({ events }) => events)).toMatchObject([
        { name: 'login', distinctId: 'dora' },
        { name: 'later', distinctId: 'dora' },
      ]);
      const byDevice = await subscribed(feed('{ distinctId: "$device:phone", names: ["bye"] }'));
      await track(server, { name: 'again', userId: 'dora' }, { name: 'bye', userId: 'dora' });
      await until(() => names(byDevice).length > 0);
      expect(names(byDevice)).toEqual(['bye']);
      dora.stop();
      byDevice.stop();
    });

    it('tells an event once, though it is sent twice', async () => {
      const all = await subscribed(feed('{ names: ["once", "end"] }'));
      const once = { name: 'once', distinctId: 'ann', insertId: 'i-1', time: '2026-03-02T10:00:00Z' };
      await track(server, once, once);
      await track(server, once);
      await track(server, { name: 'end', distinctId: 'ann' });
      await until(() => names(all).includes('end'));
      expect(names(all)).toEqual(['once', 'end']);
      all.stop();
    });

    it('tells at most a hundred at a time, and how many it skipped', async () => {
      const all = await subscribed(feed('{ names: ["many"] }'));
      await track(server, ...Array.from({ length: 250 }, (_each, at) => ({ name: 'many', distinctId: `user-${at}` })));
      await until(() => all.told.length > 1);
      const [, batch] = batches(all);
      expect(batch).toMatchObject({ skipped: 150 });
      expect(batch?.events.map(({ distinctId }) => distinctId)).toEqual(
        Array.from({ length: 100 }, (_each, at) => `user-${at}`),
      );
      all.stop();
    });

    it('has nothing of another project', async () => {
      const other = await server.addProject('Other');
      const theirs = subscriber(server.url, other.secrets.OWNER);
      const all = new Subscribed(theirs, feed('{}'));
      await until(() => all.told.length > 0);
      await track(server, { name: 'ours', distinctId: 'ann' });
      await pause(300);
      expect(names(all)).toEqual([]);
      await theirs.dispose();
    });

    it.each([
      ['{ key: "company" }', 'BAD_INPUT', ['where', 'groupId']],
      ['{ groupId: "acme" }', 'BAD_INPUT', ['where', 'key']],
      ['{ distinctId: "ann", key: "company", groupId: "acme" }', 'BAD_INPUT', ['where', 'distinctId']],
      ['{ names: [] }', 'BAD_INPUT', ['where', 'names']],
      ['{ key: "compony", groupId: "acme" }', 'GROUP_KEY_UNKNOWN', ['where', 'key']],
    ])('refuses %s', async (where, code, path) => {
      const wrong = new Subscribed(client, feed(where));
      await until(() => wrong.codes.length > 0);
      expect(wrong.codes).toEqual([code]);
      expect(wrong.errors[0]?.extensions?.path).toEqual(path);
    });
  });

  describe('insights', () => {
    it('come at once, and again after events, not more often than asked for', async () => {
      const live = await subscribed(userInsights(1_000));
      expect(totals(live)).toEqual([0]);
      await pause(1_200);
      expect(live.told).toHaveLength(1);
      const times: number[] = [];
      const begun = performance.now();
      for (let sent = 0; sent < 12; sent++) {
        await track(server, { name: 'pay', distinctId: `payer-${sent}` });
        await pause(150);
        while (times.length < live.told.length - 1) times.push(performance.now());
      }
      await until(() => totals(live).at(-1) === 12);
      const seconds = (performance.now() - begun) / 1_000;
      expect(live.told.length - 1).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
      for (const [at, time] of times.entries()) if (at > 0) expect(time - (times[at - 1] ?? 0)).toBeGreaterThan(800);
      expect([...totals(live)].sort((a, b) => a - b)).toEqual(totals(live));
      live.stop();
    });

    it('of groups count companies', async () => {
      const live = await subscribed(
        `subscription { liveGroupInsights(key: "company", everyMs: 500, question: {
          range: { last: { count: 7, unit: DAY } }, interval: WHOLE, metrics: [{ events: { event: { names: ["deal"] }, measure: { count: UNITS } } }]
        }) { lines { overall { total { value } } } } }`,
      );
      await track(
        server,
        { name: 'deal', distinctId: 'ann', properties: { company: 'acme' } },
        { name: 'deal', distinctId: 'bob', properties: { company: 'acme' } },
      );
      await until(() => totals(live, 'liveGroupInsights').at(-1) === 1);
      live.stop();
    });

    it.each([
      [userInsights(499), 'BAD_INPUT'],
      [userInsights(60_001), 'BAD_INPUT'],
      [userInsights(500, question('{ where: { user: { cohort: { id: "none" } } } }')), 'BAD_INPUT'],
      [userInsights(500, '{ range: { days: { from: "2026-03-02", to: "2026-03-01" } }, metrics: [] }'), 'BAD_INPUT'],
      ['subscription { nothing }', 'BAD_INPUT'],
      ['subscription {', 'MALFORMED_REQUEST'],
      ['{ groupKeys { key } }', 'MALFORMED_REQUEST'],
    ])('end with the error of a bad question: %s', async (query, code) => {
      const wrong = new Subscribed(client, query);
      await until(() => wrong.codes.length > 0 && (wrong.isComplete || wrong.failure !== undefined));
      expect(wrong.codes).toEqual([code]);
    });

    it('refuse variables that do not fit', async () => {
      const wrong = new Subscribed(
        client,
        'subscription ($q: UserInsights!) { liveUserInsights(question: $q) { segmentCount } }',
        { q: { metrics: 7 } },
      );
      await until(() => wrong.codes.length > 0);
      expect(new Set(wrong.codes)).toEqual(new Set(['BAD_INPUT']));
    });

    it('stop to be worked out when nobody wants them any more', async () => {
      const asked = jest.spyOn(server.app.services.reports.insights, 'answer');
      const live = await subscribed(userInsights(500));
      const signal = asked.mock.calls[0]?.[0].signal;
      expect(signal?.aborted).toBe(false);
      live.stop();
      await until(() => signal?.aborted === true);
      asked.mockClear();
      await track(server, { name: 'pay', distinctId: 'late' });
      await pause(800);
      expect(asked).not.toHaveBeenCalled();
      asked.mockRestore();
    });

    it('stop in the middle of their work', async () => {
      let isStopped = false;
      const asked = jest.spyOn(server.app.services.reports.insights, 'answer').mockImplementation(
        ({ signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              isStopped = true;
              reject(signal.reason);
            });
          }),
      );
      const live = new Subscribed(client, userInsights(500));
      await until(() => asked.mock.calls.length === 1);
      live.stop();
      await until(() => isStopped);
      asked.mockRestore();
    });
  });

  describe('who and how much', () => {
    it.each([
      ['nobody', () => null],
      ['a stranger', () => 'muster_of_nobody'],
      ['the project token', () => server.project.token],
    ])('is not for %s', async (_who, credential) => {
      const theirs = subscriber(server.url, credential());
      const refused = new Subscribed(theirs, feed('{}'));
      await until(() => refused.failure !== undefined);
      expect(refused.closed).toBe(4403);
      expect(refused.told).toEqual([]);
    });

    it('takes the credentials of the request itself, but not from a page of another site', async () => {
      const closedWith = (origin: string | undefined): Promise<number> =>
        new Promise((resolve) => {
          const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
            headers: { authorization: `Bearer ${server.project.secrets.CONSUMER}` },
            ...(origin === undefined ? {} : { origin }),
          });
          socket.on('open', () => socket.send('{"type":"connection_init"}'));
          socket.on('message', () => socket.close(4000));
          socket.on('close', resolve);
        });
      expect(await closedWith(undefined)).toBe(4000);
      expect(await closedWith(server.url)).toBe(4000);
      expect(await closedWith('https://elsewhere.example')).toBe(4403);
    });

    it('ends when the credentials are revoked', async () => {
      const { data } = await server.ask(
        'mutation { createServiceAccount(name: "short-lived", role: ANALYST) { secret account { id } } }',
      );
      const { secret, account } = data.createServiceAccount;
      const theirs = subscriber(server.url, secret);
      const all = new Subscribed(theirs, feed('{}'));
      await until(() => all.told.length > 0);
      await server.ask('mutation ($id: ID!) { revokeServiceAccount(id: $id) { id } }', { id: account.id });
      await track(server, { name: 'secret', distinctId: 'ann' });
      await until(() => all.failure !== undefined);
      expect(all.closed).toBe(4403);
      expect(names(all)).toEqual([]);
    });

    const deep = `subscription { liveUserInsights(question: { range: {}, metrics: ${'['.repeat(160)}${']'.repeat(160)} }) { segmentCount } }`;
    const long = `subscription { liveEvents { events { ${'name '.repeat(100_001)} } } }`;
    const aliased = `subscription { liveEvents { events { ${Array.from({ length: 2_000 }, (_each, at) => `n${at}: name`).join(' ')} } } }`;
    it.each([
      ['deep', deep],
      ['long', long],
      ['wide', aliased],
    ])('refuses what is too %s as HTTP does', async (_how, query) => {
      const { errors } = await server.ask(query);
      const wrong = new Subscribed(client, query);
      await until(() => wrong.codes.length > 0);
      expect(wrong.codes[0]).toBe('QUERY_TOO_COMPLEX');
      expect(errors?.[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX');
    });

    it('has a hundred subscriptions on a connection, and not one more', async () => {
      const theirs = subscriber(server.url, server.project.secrets.OWNER);
      const all = Array.from({ length: 101 }, () => new Subscribed(theirs, feed('{ names: ["none"] }')));
      await until(() => all.every(({ told, failure }) => told.length > 0 || failure !== undefined));
      expect(all.flatMap(({ codes }) => codes)).toEqual(['OVERLOADED']);
      all.find(({ codes }) => codes.length === 0)?.stop();
      await pause(100);
      const after = new Subscribed(theirs, feed('{ names: ["none"] }'));
      await until(() => after.told.length > 0);
      expect(after.codes).toEqual([]);
      await theirs.dispose();
    });

    it('is refused over HTTP, where there is nothing to subscribe to', async () => {
      const { errors } = await server.ask(feed('{}'));
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['MALFORMED_REQUEST']);
    });
  });
});

describe.each(storePairs().slice(0, 1))('a stop on %s', (_, stores) => {
  it('completes what is subscribed to and closes the connection', async () => {
    const server = await startTestServer(stores);
    const client = subscriber(server.url, server.project.secrets.OWNER);
    const closed = new Promise((resolve) =>
      client.on('closed', (event) => resolve(Reflect.get(Object(event), 'code'))),
    );
    const all = new Subscribed(client, feed('{}'));
    const insights = new Subscribed(client, userInsights(500));
    await until(() => all.told.length > 0 && insights.told.length > 0);
    const begun = performance.now();
    await server.stop();
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect([all.isComplete, insights.isComplete]).toEqual([true, true]);
    expect([all.failure, insights.failure]).toEqual([undefined, undefined]);
    expect(await Promise.race([closed, pause(2_000)])).toBeDefined();
  });
});

describe.each(farthestPairs())('live on %s', (_, stores) => {
  it('tells events and totals', async () => {
    const server = await startTestServer(stores);
    const client = subscriber(server.url, server.project.secrets.OWNER);
    const all = new Subscribed(client, feed('{}'));
    const insights = new Subscribed(client, userInsights(500));
    await until(() => all.told.length > 0 && insights.told.length > 0);
    await track(server, { name: 'pay', distinctId: 'ann' });
    await until(() => names(all).includes('pay') && totals(insights).at(-1) === 1);
    await client.dispose();
    await server.stop();
  });
});
