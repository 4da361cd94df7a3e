import fc from 'fast-check';
import { type Client, createClient } from '../../src/sdk/index.js';
import { memoryStore } from '../../src/sdk/store.js';
import { FakeMuster, refusal, type Seen, taken } from './support/fake-muster.js';

/** What may become of one request on its way. */
const fates = ['applied', 'reply lost', 'never arrived', 'overloaded', 'applied in part', 'too large', 'slow'] as const;
type Fate = (typeof fates)[number];

/** A server that applies each id once, as Muster does, on a network that does what it likes. */
class Model {
  readonly applied: string[] = [];
  readonly #ids = new Set<string>();
  #requests = 0;

  constructor(private readonly fate: readonly Fate[]) {}

  /** Operations have an `operationId`, events an `insertId`; both carry their number. */
  async reply({ kind, records }: Seen): Promise<Response> {
    const fate = this.fate[this.#requests++] ?? 'applied';
    if (fate === 'never arrived') throw new TypeError('connection refused');
    if (fate === 'overloaded') return refusal(429, 'OVERLOADED', { retryable: true });
    if (fate === 'too large' && records.length > 1) return refusal(413, 'PAYLOAD_TOO_LARGE');
    const some = fate === 'applied in part' && kind === 'profile' ? records.length >> 1 : records.length;
    for (const record of records.slice(0, some)) {
      // Another request may be applied at the same time.
      if (fate === 'slow') await new Promise((resolve) => setImmediate(resolve));
      this.#apply(record);
    }
    if (fate === 'reply lost') throw new TypeError('connection reset');
    const late = { reason: 'STORE_UNAVAILABLE', field: '', message: 'Later.' };
    return taken(records.slice(some).map((_, i) => ({ index: some + i, ...late })));
  }

  #apply(record: object): void {
    const named: object = 'insertId' in record ? record : Object.values(record)[0];
    const { insertId, operationId, properties }: Record<string, unknown> = { ...named };
    const id = String(insertId ?? operationId);
    if (this.#ids.has(id)) return;
    this.#ids.add(id);
    this.applied.push(String(Reflect.get(Object(properties), 'n')));
  }
}

const act = (client: Client, kind: string, n: string): void => {
  if (kind === 'event') client.track('e', { n });
  else client.group('company_id', 'company 1').set({ n });
};

/** What tells each client, in the order they were made, that its page is about to go. */
const hide: Array<() => void> = [];
beforeAll(() => {
  const addEventListener = (type: string, listener: () => void): void => {
    if (type === 'pagehide') hide.push(listener);
  };
  Object.assign(globalThis, { addEventListener, removeEventListener: () => undefined });
});
beforeEach(() => {
  hide.length = 0;
});
afterAll(() => {
  Reflect.deleteProperty(globalThis, 'addEventListener');
  Reflect.deleteProperty(globalThis, 'removeEventListener');
});

describe.each(['event', 'profile'])('whatever the network does, each %s', (kind) => {
  const client = (muster: FakeMuster, store = memoryStore()) =>
    createClient({
      url: 'https://muster.example',
      token: 't',
      store,
      fetch: muster.fetch,
      batchSize: 5,
      flushIntervalMs: 3_600_000,
      retryMinMs: 0,
      retryMaxMs: 0,
      onError: () => undefined,
    });

  it('is applied once, in the order of the calls', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...fates), { maxLength: 30 }),
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 }),
        async (fate, bursts) => {
          const muster = new FakeMuster();
          const model = new Model(fate);
          muster.reply = (seen) => model.reply(seen);
          const store = memoryStore();
          const made: string[] = [];
          for (const [page, count] of bursts.entries()) {
            // A page of its own, which ends without a word; the last one stays until all is delivered.
            const here = client(muster, store);
            for (let i = 0; i < count; i++) {
              made.push(`${page}.${i}`);
              act(here, kind, `${page}.${i}`);
            }
            if (page % 2 === 0) await here.flush();
          }
          const last = client(muster, store);
          while ((await last.flush()).pending > 0);
          expect(model.applied).toEqual(made);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('of several pages at once is applied once, each page’s in the order of its calls', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...fates), { maxLength: 30 }),
        fc.array(
          fc.record({
            page: fc.constantFrom(0 as const, 1 as const, 2 as const),
            does: fc.constantFrom('record', 'record', 'flush', 'hide'),
          }),
          {
            minLength: 1,
            maxLength: 40,
          },
        ),
        async (fate, steps) => {
          hide.length = 0;
          const muster = new FakeMuster();
          const model = new Model(fate);
          muster.reply = (seen) => model.reply(seen);
          const store = memoryStore();
          const pages = [client(muster, store), client(muster, store), client(muster, store)] as const;
          const made: [string[], string[], string[]] = [[], [], []];
          for (const [i, { page, does }] of steps.entries()) {
            if (does === 'flush') void pages[page].flush();
            else if (does === 'hide') hide[page]?.();
            else {
              made[page].push(`${page}.${i}`);
              act(pages[page], kind, `${page}.${i}`);
            }
            if (i % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
          }
          while ((await Promise.all(pages.map((page) => page.flush()))).some(({ pending }) => pending > 0));
          for (const [page, own] of made.entries()) {
            expect(model.applied.filter((n) => n.startsWith(`${page}.`))).toEqual(own);
          }
          expect(model.applied).toHaveLength(made.flat().length);
        },
      ),
      { numRuns: 200 },
    );
  });
});
