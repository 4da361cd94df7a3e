import { createServer, type Server } from 'node:http';
import { createClient, type DeliveryError, type Store } from '../../src/sdk/index.js';
import { memoryStore } from '../../src/sdk/store.js';
import { FakeMuster, refusal, taken } from './support/fake-muster.js';
import { until } from './support/until.js';

const second = 1_000;
const hour = 3_600 * second;

describe('a server that asks to be left alone', () => {
  let muster: FakeMuster;
  let store: Store;
  const errors: DeliveryError[] = [];
  const open = () =>
    createClient({
      url: 'https://muster.example',
      token: 't',
      store,
      fetch: muster.fetch,
      flushIntervalMs: 10,
      retryMinMs: 10,
      retryMaxMs: 100,
      onError: (error) => errors.push(error),
    });

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    muster = new FakeMuster();
    store = memoryStore();
  });
  afterEach(() => jest.useRealTimers());

  const header =
    (value: string, status = 429) =>
    () =>
      refusal(status, 'OVERLOADED', { retryable: true, headers: { 'retry-after': value } });

  it.each([
    ['seconds in Retry-After, with 429', () => header('20')],
    ['seconds in Retry-After, with 503', () => header('20', 503)],
    ['a date in Retry-After', () => header(new Date(Date.now() + 20 * second).toUTCString())],
    ['retryAfterMs', () => () => refusal(200, 'OVERLOADED', { retryable: true, retryAfterMs: 20 * second })],
    ['a proxy’s Retry-After', () => () => new Response('busy', { status: 503, headers: { 'retry-after': '20' } })],
  ])('by %s is, whatever happens meanwhile', async (_, replying) => {
    muster.reply = replying();
    const client = open();
    client.track('one');
    await client.flush();
    muster.reply = () => taken();
    expect(muster.requests).toHaveLength(1);
    client.track('two');
    expect(await client.flush()).toEqual({ pending: 2, held: 0 });
    await jest.advanceTimersByTimeAsync(18 * second);
    expect(muster.requests).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(3 * second);
    expect(muster.records('event').map(({ name }) => name)).toEqual(['one', 'one', 'two']);
  });

  it('is by other pages and later ones too', async () => {
    muster.reply = header('20');
    const client = open();
    client.track('one');
    await client.flush();
    muster.reply = () => taken();
    const later = open();
    later.track('two');
    await later.flush();
    await jest.advanceTimersByTimeAsync(18 * second);
    expect(muster.requests).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(3 * second);
    expect(muster.requests.length).toBeGreaterThan(1);
  });

  it('is no longer than an hour, and not for a clock that was set back', async () => {
    muster.reply = header('864000');
    const client = open();
    client.track('one');
    await client.flush();
    expect(errors.at(-1)?.retryInMs).toBeLessThanOrEqual(hour + 10);
    muster.reply = () => taken();
    jest.setSystemTime(Date.now() - 2 * hour);
    expect(await client.flush()).toEqual({ pending: 0, held: 0 });
  });

  it('is not by an odd Retry-After, which asks for nothing', async () => {
    muster.reply = header('soon');
    const client = open();
    client.track('one');
    await client.flush();
    muster.reply = () => taken();
    await jest.advanceTimersByTimeAsync(second);
    expect(muster.requests).toHaveLength(2);
  });
});

describe('a server on the network that asks to be left alone', () => {
  let server: Server;
  const arrivals: number[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        arrivals.push(performance.now());
        if (arrivals.length === 1) response.writeHead(503, { 'retry-after': '1' }).end('starting');
        else response.writeHead(200).end('{"data":{"r":{"refusals":[]}}}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  it('is for at least as long as it asked', async () => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const client = createClient({
      url: `http://127.0.0.1:${address.port}`,
      token: 't',
      flushIntervalMs: 1,
      retryMinMs: 1,
      retryMaxMs: 2,
    });
    client.track('one');
    await until('the second attempt', () => arrivals.length === 2);
    expect((arrivals[1] ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThanOrEqual(990);
    expect(await client.close()).toEqual({ pending: 0, held: 0 });
  });
});
