import {
  type Client,
  type ClientOptions,
  createClient,
  type DeliveryError,
  type Refusal,
  type Store,
} from '../../src/sdk/index.js';
import { memoryStore } from '../../src/sdk/store.js';
import { FakeMuster, refusal, type Seen, taken } from './support/fake-muster.js';
import { until } from './support/until.js';

describe('delivery', () => {
  let muster: FakeMuster;
  let store: Store;
  let refused: Refusal[];
  let errors: DeliveryError[];
  const clients: Client[] = [];
  const open = (options: Partial<ClientOptions> = {}): Client => {
    const client = createClient({
      url: 'https://muster.example',
      token: 't',
      store,
      fetch: muster.fetch,
      flushIntervalMs: 5,
      retryMinMs: 1,
      retryMaxMs: 4,
      onRefused: (refusal) => refused.push(refusal),
      onError: (error) => errors.push(error),
      ...options,
    });
    clients.push(client);
    return client;
  };
  const names = (): string[] => muster.records('event').map(({ name }) => name);
  const track = (client: Client, count: number, prefix = 'e'): string[] => {
    const made = Array.from({ length: count }, (_, i) => `${prefix}${i}`);
    for (const name of made) client.track(name);
    return made;
  };

  beforeEach(() => {
    muster = new FakeMuster();
    store = memoryStore();
    refused = [];
    errors = [];
  });
  afterEach(async () => {
    muster.reply = () => taken();
    await Promise.all(clients.splice(0).map((client) => client.close({ timeoutMs: 100 })));
  });

  describe('of what the server takes', () => {
    it('is in batches, one request at a time, in order', async () => {
      let underWay = 0;
      muster.reply = async () => {
        expect(++underWay).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 2));
        underWay--;
        return taken();
      };
      const client = open({ batchSize: 3 });
      const made = track(client, 8);
      await Promise.all([client.flush(), client.flush()]);
      expect(muster.requests.map(({ records }) => records.length)).toEqual([3, 3, 2]);
      expect(names()).toEqual(made);
    });

    it('begins by itself after the interval', async () => {
      const client = open();
      client.track('one');
      await until('it is sent', () => names().length === 1);
    });

    it('begins at once when a batch is full', async () => {
      const client = open({ batchSize: 3, flushIntervalMs: 3_600_000 });
      track(client, 3);
      await until('it is sent', () => names().length === 3);
    });

    it('begins at once with what an earlier page left behind', async () => {
      muster.reply = () => Promise.reject(new TypeError('refused'));
      const client = open({ retryMinMs: 3_600_000, retryMaxMs: 3_600_000 });
      const made = track(client, 3);
      await client.flush();
      const before = muster.requests.length;
      muster.reply = () => taken();
      open({ flushIntervalMs: 3_600_000 });
      await until('it is sent', () => muster.requests.length > before);
      expect(muster.requests.at(-1)?.records.map(({ name }) => name)).toEqual(made);
    });

    it('ends a flush with what was there at the call', async () => {
      const client = open({ batchSize: 1, flushIntervalMs: 3_600_000 });
      muster.reply = () => {
        if (muster.requests.length < 20) client.track('one more');
        return taken();
      };
      client.track('one');
      expect(await client.flush()).toEqual({ pending: 1, held: 0 });
    });

    it('keeps requests to a megabyte of records', async () => {
      const client = open({ maxQueueLength: 10_000_000 });
      for (let i = 0; i < 5; i++) client.track(`e${i}`, { text: 'é'.repeat(200_000) });
      await client.flush();
      expect(muster.requests.map(({ records }) => records.length)).toEqual([2, 2, 1]);
    });
  });

  describe('of what the server cannot take now', () => {
    const attempts: ReadonlyArray<readonly [string, string, () => Response | Promise<Response>]> = [
      ['a connection refused', 'UNREACHABLE', () => Promise.reject(new TypeError('fetch failed'))],
      ['429', 'OVERLOADED', () => refusal(429, 'OVERLOADED', { retryable: true })],
      ['503', 'STORE_UNAVAILABLE', () => refusal(503, 'STORE_UNAVAILABLE', { retryable: true })],
      ['a retryable code with status 200', 'SHUTTING_DOWN', () => refusal(200, 'SHUTTING_DOWN', { retryable: true })],
      ['a proxy’s 502', 'NOT_MUSTER', () => new Response('<h1>Bad gateway</h1>', { status: 502 })],
      ['a network’s login page', 'NOT_MUSTER', () => new Response('<form>', { status: 200 })],
      ['a proxy’s 404', 'NOT_MUSTER', () => new Response('not here', { status: 404 })],
      ['a wrong token', 'UNAUTHENTICATED', () => refusal(401, 'UNAUTHENTICATED')],
      ['a token without rights', 'FORBIDDEN', () => refusal(403, 'FORBIDDEN')],
      ['an answer cut off', 'NOT_MUSTER', () => new Response('{"data":{"r":{"refu')],
      ['a null', 'NOT_MUSTER', () => new Response('null')],
    ];
    it.each(attempts)('begins again after %s, with the same records', async (_, code, reply) => {
      const client = open();
      const made = track(client, 3);
      client.group('company_id', 'company 1').add('seats');
      muster.reply = reply;
      expect(await client.flush()).toEqual({ pending: 4, held: 0 });
      expect(errors.map((error) => error.code)).toContain(code);
      const first = muster.requests.find(({ kind }) => kind === 'event');
      muster.reply = () => taken();
      await until('it is sent', () => [...store.keys()].filter((key) => !key.endsWith(':person')).length === 0);
      expect(muster.requests.filter(({ kind }) => kind === 'event').at(-1)?.records).toEqual(first?.records);
      expect(first?.records.map(({ name }) => name)).toEqual(made);
      expect(refused).toEqual([]);
    });

    it('waits twice as long each time, somewhere between half of it and all', async () => {
      muster.reply = () => refusal(503, 'STORE_UNAVAILABLE', { retryable: true });
      const client = open({ flushIntervalMs: 3_600_000, retryMinMs: 1_000, retryMaxMs: 8_000 });
      client.track('one');
      for (let i = 0; i < 6; i++) await client.flush();
      const waits = errors.map(({ retryInMs }) => retryInMs ?? 0);
      for (const [i, full] of [1_000, 2_000, 4_000, 8_000, 8_000, 8_000].entries()) {
        expect(waits[i]).toBeGreaterThanOrEqual(full / 2);
        expect(waits[i]).toBeLessThanOrEqual(full);
      }
      expect(new Set(waits.map((wait) => wait % 1)).size).toBeGreaterThan(1);
      muster.reply = () => taken();
      await client.flush();
      muster.reply = () => refusal(503, 'STORE_UNAVAILABLE', { retryable: true });
      client.track('two');
      await client.flush();
      expect(errors.at(-1)?.retryInMs).toBeLessThanOrEqual(1_000);
    });

    it('waits long where waiting does not help, and says so', async () => {
      muster.reply = () => refusal(401, 'UNAUTHENTICATED');
      const client = open({ flushIntervalMs: 3_600_000, retryMinMs: 1_000, retryMaxMs: 300_000 });
      client.track('one');
      await client.flush();
      expect(errors).toMatchObject([{ code: 'UNAUTHENTICATED', retryable: false }]);
      expect(errors[0]?.retryInMs).toBeGreaterThanOrEqual(150_000);
    });

    it('sends fewer records after a request that took too long', async () => {
      const sizes: number[] = [];
      const slow: typeof fetch = (_, init) =>
        new Promise((resolve, reject) => {
          const { variables } = JSON.parse(String(init?.body));
          sizes.push(variables.r.length);
          if (variables.r.length <= 2) resolve(taken());
          else init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        });
      const client = open({ fetch: slow, timeoutMs: 20 });
      track(client, 8);
      await until('all is sent', async () => (await client.flush()).pending === 0);
      expect(sizes.slice(0, 3)).toEqual([8, 4, 2]);
      expect(errors.map(({ code }) => code)).toContain('TIMEOUT');
    });

    it('sends fewer records where large requests break', async () => {
      muster.reply = ({ records }) => (records.length > 2 ? Promise.reject(new TypeError('reset')) : taken());
      const client = open();
      track(client, 8);
      await until('all is sent', async () => (await client.flush()).pending === 0);
      expect(muster.requests.slice(0, 6).map(({ records }) => records.length)).toEqual([8, 8, 8, 8, 4, 2]);
    });

    it('goes on behind what a store could not apply any more', async () => {
      const client = open();
      for (let i = 0; i < 5; i++) client.group('company_id', 'company 1').set({ n: i });
      muster.reply = ({ records }) =>
        taken(
          records.slice(2).map((_, i) => ({ index: i + 2, reason: 'STORE_UNAVAILABLE', field: '', message: 'Later.' })),
        );
      expect((await client.flush()).pending).toBe(3);
      muster.reply = () => taken();
      await client.flush();
      const sent = muster.requests.map(({ records }) => records.map(({ group_set }) => group_set.properties.n));
      expect(sent).toEqual([
        [0, 1, 2, 3, 4],
        [2, 3, 4],
      ]);
      expect(refused).toEqual([]);
    });

    it('of one kind does not hold up the other', async () => {
      muster.reply = ({ kind }) =>
        kind === 'event' ? refusal(503, 'STORE_UNAVAILABLE', { retryable: true }) : taken();
      const client = open();
      client.track('one');
      client.group('company_id', 'company 1').add('seats');
      expect(await client.flush()).toEqual({ pending: 1, held: 0 });
      expect(muster.records('profile')).toHaveLength(1);
    });
  });

  describe('of what the server refuses', () => {
    it('ends, and tells for each record why', async () => {
      muster.reply = ({ records }) =>
        taken(
          records.flatMap(({ name }, index) =>
            name === 'bad' ? [{ index, reason: 'TIME_IN_FUTURE', field: 'time', message: 'Mend the clock.' }] : [],
          ),
        );
      const client = open();
      for (const name of ['good', 'bad', 'better']) client.track(name);
      expect(await client.flush()).toEqual({ pending: 0, held: 0 });
      expect(refused).toEqual([
        {
          kind: 'event',
          reason: 'TIME_IN_FUTURE',
          field: 'time',
          message: 'Mend the clock.',
          record: expect.objectContaining({ name: 'bad' }),
        },
      ]);
      await client.flush();
      expect(muster.requests).toHaveLength(1);
    });

    it('as a whole looks for the record at fault, and delivers all others in order', async () => {
      muster.reply = ({ records }) =>
        records.some(({ name }) => name === 'e37') ? refusal(400, 'BAD_INPUT') : taken();
      const client = open({ batchSize: 64, flushIntervalMs: 3_600_000 });
      const made = track(client, 64);
      expect(await client.flush()).toEqual({ pending: 0, held: 0 });
      expect(refused).toMatchObject([{ kind: 'event', reason: 'BAD_INPUT', record: { name: 'e37' } }]);
      const accepted = muster.requests.filter(({ records }) => !records.some(({ name }) => name === 'e37'));
      expect(accepted.flatMap(({ records }) => records.map(({ name }) => name))).toEqual(
        made.filter((name) => name !== 'e37'),
      );
      expect(muster.requests.length).toBeLessThan(20);
      expect(errors).toEqual([]);
    });

    it.each([
      ['Muster', () => refusal(413, 'PAYLOAD_TOO_LARGE')],
      ['a proxy', () => new Response('<h1>Too large</h1>', { status: 413 })],
    ])('for its size sends it in halves, as %s wants it', async (_, tooLarge) => {
      const size = ({ records }: Seen): number => JSON.stringify(records).length;
      muster.reply = (seen) => (size(seen) > 2_000 ? tooLarge() : taken());
      const client = open();
      for (let i = 0; i < 20; i++) client.track(`e${i}`, { text: 'x'.repeat(i === 13 ? 3_000 : 100) });
      expect(await client.flush()).toEqual({ pending: 0, held: 0 });
      expect(refused).toMatchObject([{ reason: 'PAYLOAD_TOO_LARGE', record: { name: 'e13' } }]);
      const accepted = muster.requests.filter((seen) => size(seen) <= 2_000).flatMap(({ records }) => records);
      expect(accepted.map(({ name }) => name)).toEqual(
        Array.from({ length: 20 }, (_, i) => `e${i}`).filter((name) => name !== 'e13'),
      );
    });

    it('with a fault of its own is given up only after many attempts alone', async () => {
      muster.reply = ({ records }) => (records.some(({ name }) => name === 'e5') ? refusal(500, 'INTERNAL') : taken());
      const client = open();
      const made = track(client, 8);
      await until('the others are there', async () => (await client.flush()).pending === 0);
      const alone = muster.requests.filter(({ records }) => records.length === 1 && records[0].name === 'e5');
      expect(alone).toHaveLength(12);
      expect(refused).toMatchObject([{ reason: 'INTERNAL', record: { name: 'e5' } }]);
      const accepted = muster.requests.filter(({ records }) => !records.some(({ name }) => name === 'e5'));
      expect(accepted.flatMap(({ records }) => records.map(({ name }) => name))).toEqual(
        made.filter((name) => name !== 'e5'),
      );
    });

    it('is not stopped by a listener that fails', async () => {
      const complain = jest.spyOn(console, 'error').mockImplementation(() => undefined);
      muster.reply = ({ records }) =>
        taken(records.map((_, index) => ({ index, reason: 'NAME_INVALID', field: 'name', message: 'No.' })));
      const client = open({
        onRefused: () => {
          throw new Error('of the application');
        },
      });
      track(client, 2);
      expect(await client.flush()).toEqual({ pending: 0, held: 0 });
      expect(complain).toHaveBeenCalledTimes(2);
      complain.mockRestore();
    });

    it('is told on the console unless there is a listener', async () => {
      const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
      muster.reply = ({ kind }) =>
        kind === 'event'
          ? taken([{ index: 0, reason: 'NAME_INVALID', field: 'name', message: 'No.' }])
          : refusal(403, 'FORBIDDEN');
      const client = createClient({ url: 'https://muster.example', token: 't', fetch: muster.fetch, store });
      clients.push(client);
      client.track('');
      client.group('company_id', 'company 1').add('seats');
      await client.flush();
      expect(warn.mock.calls.flat().sort()).toEqual([
        'Muster (FORBIDDEN): It is FORBIDDEN.',
        'Muster refused (event, NAME_INVALID): No.',
      ]);
      warn.mockRestore();
    });
  });

  describe('of more than may wait', () => {
    beforeEach(() => {
      muster.reply = () => Promise.reject(new TypeError('offline'));
    });

    it.each([
      ['records', { maxQueue: 3 }],
      ['text', { maxQueueLength: 500 }],
    ])('refuses the newest, past the bound on %s, and keeps what it has', async (_, bound) => {
      const client = open(bound);
      const made = track(client, 6);
      await client.flush();
      const kept = made.slice(0, made.length - refused.length);
      expect(kept).toHaveLength(3);
      expect(refused).toMatchObject(
        made.slice(3).map((name) => ({ kind: 'event', reason: 'QUEUE_FULL', record: { name } })),
      );
      muster.requests.length = 0;
      muster.reply = () => taken();
      await client.flush();
      expect(names()).toEqual(kept);
      client.track('again');
      await client.flush();
      expect(names()).toEqual([...kept, 'again']);
    });

    it('counts what an earlier page left behind, and what is held', async () => {
      track(open({ maxQueue: 4 }), 2);
      const client = open({ maxQueue: 4 });
      client.people.add('visits');
      client.track('last');
      expect(refused).toEqual([]);
      client.track('one too many');
      expect(refused).toMatchObject([{ reason: 'QUEUE_FULL', record: { name: 'one too many' } }]);
    });
  });

  describe('at the end of a process', () => {
    it('goes on until everything is acknowledged', async () => {
      muster.reply = () =>
        muster.requests.length < 4 ? refusal(503, 'STORE_UNAVAILABLE', { retryable: true }) : taken();
      const client = open();
      const made = track(client, 3);
      expect(await client.close()).toEqual({ pending: 0, held: 0 });
      expect(muster.requests).toHaveLength(4);
      expect(muster.requests.at(-1)?.records.map(({ name }) => name)).toEqual(made);
    });

    it('goes on at once where it need not wait', async () => {
      muster.reply = () => (muster.requests.length < 4 ? Promise.reject(new TypeError('refused')) : taken());
      const client = open({ retryMinMs: 0, retryMaxMs: 0 });
      track(client, 3);
      expect(await client.close({ timeoutMs: 2_000 })).toEqual({ pending: 0, held: 0 });
    });

    it('ends in time, and says what is left', async () => {
      muster.reply = () => new Promise(() => undefined);
      const client = open();
      track(client, 3);
      expect(await client.close({ timeoutMs: 20 })).toEqual({ pending: 3, held: 0 });
    });

    it('takes nothing any more', async () => {
      const client = open();
      await client.close();
      client.track('too late');
      expect(refused).toMatchObject([{ reason: 'CLOSED', record: { name: 'too late' } }]);
    });
  });
});
