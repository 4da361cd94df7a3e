import { type Client, createClient, type Store } from '../../src/sdk/index.js';
import { memoryStore } from '../../src/sdk/store.js';
import { FakeMuster, refusal, taken } from './support/fake-muster.js';
import { until } from './support/until.js';

/** As much of a page as a client listens to. */
class FakePage {
  visibilityState = 'visible';
  readonly #listeners = new Map<string, Set<() => void>>();

  readonly addEventListener = (type: string, listener: () => void): void => {
    this.#listeners.set(type, (this.#listeners.get(type) ?? new Set()).add(listener));
  };
  readonly removeEventListener = (type: string, listener: () => void): void => {
    this.#listeners.get(type)?.delete(listener);
  };
  tell(type: string): void {
    for (const listener of this.#listeners.get(type) ?? []) listener();
  }
  hide(): void {
    this.visibilityState = 'hidden';
    this.tell('visibilitychange');
  }
}

describe('a client in a page', () => {
  let page: FakePage;
  let muster: FakeMuster;
  let client: Client;
  let store: Store;
  const waiting = (): number => [...store.keys()].filter((key) => !key.endsWith(':person')).length;
  beforeEach(() => {
    page = new FakePage();
    const { addEventListener, removeEventListener } = page;
    Object.assign(globalThis, { document: page, addEventListener, removeEventListener });
    muster = new FakeMuster();
    store = memoryStore();
    client = createClient({
      url: 'https://muster.example',
      token: 't',
      store,
      fetch: muster.fetch,
      flushIntervalMs: 3_600_000,
      retryMinMs: 3_600_000,
      retryMaxMs: 3_600_000,
    });
  });
  afterEach(() => {
    for (const name of ['document', 'addEventListener', 'removeEventListener'])
      Reflect.deleteProperty(globalThis, name);
  });
  const bytes = () => muster.requests.reduce((sum, { records }) => sum + JSON.stringify(records).length, 0);

  it('sends what waits when the page is hidden, in requests that outlive it', async () => {
    client.track('one');
    client.group('company_id', 'company 1').add('seats');
    expect(waiting()).toBe(2);
    page.hide();
    expect(muster.requests).toMatchObject([
      { kind: 'profile', keepalive: true },
      { kind: 'event', keepalive: true },
    ]);
    await until('it is acknowledged', () => waiting() === 0);
    expect(muster.requests).toHaveLength(2);
  });

  it('sends nothing when the page is shown, or when nothing waits', () => {
    page.tell('visibilitychange');
    page.hide();
    page.tell('pagehide');
    expect(muster.requests).toEqual([]);
  });

  it('sends it once while the answer is awaited, and again with what has come since', () => {
    muster.reply = () => new Promise(() => undefined);
    client.track('one');
    page.hide();
    page.tell('pagehide');
    expect(muster.records('event').map(({ name }) => name)).toEqual(['one']);
    client.track('two');
    page.tell('pagehide');
    expect(muster.records('event').map(({ name }) => name)).toEqual(['one', 'one', 'two']);
  });

  it('sends again at the next hiding what could not be sent at the first', async () => {
    muster.reply = () => Promise.reject(new TypeError('too much under way'));
    client.track('one');
    page.hide();
    await new Promise((resolve) => setTimeout(resolve, 5));
    page.hide();
    expect(muster.records('event')).toHaveLength(2);
  });

  it('sends no more than a browser lets go, the oldest first', () => {
    muster.reply = () => new Promise(() => undefined);
    for (let i = 0; i < 500; i++) client.group('company_id', 'company 1').append('log', 'x'.repeat(100));
    client.track('one');
    page.hide();
    expect(bytes()).toBeLessThan(61_000);
    expect(bytes()).toBeGreaterThan(55_000);
    expect(muster.records('profile').length).toBeLessThan(500);
  });

  it('sends nothing while the server wants to be left alone', async () => {
    muster.reply = () => refusal(429, 'OVERLOADED', { retryable: true, retryAfterMs: 60_000 });
    client.track('one');
    await client.flush();
    page.hide();
    expect(muster.requests).toHaveLength(1);
  });

  it('tells of a refusal once, though two requests learn of it', async () => {
    const refused: string[] = [];
    client = createClient({
      url: 'https://muster.example',
      token: 'other',
      store: memoryStore(),
      fetch: muster.fetch,
      onRefused: ({ reason }) => refused.push(reason),
    });
    muster.reply = () => taken([{ index: 0, reason: 'NAME_INVALID', field: 'name', message: 'No.' }]);
    client.track('');
    const flushed = client.flush();
    page.hide();
    await flushed;
    await until('it is gone', async () => (await client.flush()).pending === 0);
    expect(muster.records('event')).toHaveLength(2);
    expect(refused).toEqual(['NAME_INVALID']);
  });

  it('begins again at once when the network is back', async () => {
    muster.reply = () => Promise.reject(new TypeError('offline'));
    client.track('one');
    await client.flush();
    muster.reply = () => taken();
    page.tell('online');
    await until('it is sent', () => muster.requests.length === 2);
  });

  it('listens no more once it is closed', async () => {
    muster.reply = () => Promise.reject(new TypeError('offline'));
    client.track('one');
    await client.close({ timeoutMs: 10 });
    const before = muster.requests.length;
    page.hide();
    page.tell('online');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(muster.requests).toHaveLength(before);
  });
});
