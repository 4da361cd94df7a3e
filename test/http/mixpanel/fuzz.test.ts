import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { openShop, type Shop } from '../../contract/shop.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { send, type WireRequest } from './sdk-requests.js';

const verboseAnswer = /^\{"status":[01],"error":(?:null|".+")\}$/s;

/** One way of damaging bytes; `at` is a share of their length. */
interface Damage {
  readonly kind: 'flip' | 'cut' | 'insert' | 'repeat' | 'end';
  readonly at: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('flip', 'cut', 'insert', 'repeat', 'end'),
  at: fc.integer({ min: 0, max: 1_000 }).map((thousandths) => thousandths / 1_000),
  length: fc.integer({ min: 1, max: 12 }),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 6 }),
    fc.constantFrom(
      ...[
        '"',
        '{',
        '}',
        '[',
        ']',
        ',',
        '\\u0000',
        '%',
        '&',
        '=',
        '+',
        '\0',
        '\n',
        'ÿ',
        '\\ud800',
        '1e999',
        'null',
        '-',
      ].map((text) => new TextEncoder().encode(text)),
    ),
  ),
});

function damaged(given: Buffer, damages: readonly Damage[]): Buffer {
  return damages.reduce((bytes, { kind, at, length, bytes: some }) => {
    const from = Math.floor(at * bytes.length);
    const [before, after] = [bytes.subarray(0, from), bytes.subarray(from)];
    if (kind === 'end') return before;
    if (kind === 'cut') return Buffer.concat([before, after.subarray(length)]);
    if (kind === 'insert') return Buffer.concat([before, some, after]);
    if (kind === 'repeat') return Buffer.concat([before, after.subarray(0, length), after]);
    return Buffer.concat([before, some, after.subarray(some.length)]);
  }, given);
}

/** How data gets into a body; damage is done to what is inside, or to what is sent. */
const envelopes: ReadonlyArray<readonly [Record<string, string>, (data: Buffer) => Buffer]> = [
  [{ 'content-type': 'application/json' }, (data) => data],
  [{ 'content-type': 'application/json', 'content-encoding': 'gzip' }, (data) => gzipSync(data)],
  [{}, (data) => gzipSync(data)],
  [
    { 'content-type': 'application/x-www-form-urlencoded' },
    (data) => Buffer.from(`data=${encodeURIComponent(data.toString('base64'))}&verbose=1`),
  ],
  [{ 'content-type': 'application/x-www-form-urlencoded' }, (data) => Buffer.from(`data=${data.toString('base64')}`)],
  [
    { 'content-type': 'text/plain;charset=UTF-8' },
    (data) => Buffer.from(`data=${encodeURIComponent(data.toString())}`),
  ],
];

const sending = fc.record({
  envelope: fc.constantFrom(...envelopes),
  inside: fc.array(damage, { maxLength: 2 }),
  outside: fc.array(damage, { maxLength: 1 }),
});
type Sending = typeof sending extends fc.Arbitrary<infer Value> ? Value : never;

const request = (
  url: string,
  data: unknown,
  { envelope, inside, outside }: Sending,
  headers: Record<string, string> = {},
): WireRequest => {
  const [labels, wrap] = envelope;
  const body = damaged(wrap(damaged(Buffer.from(JSON.stringify(data)), inside)), outside);
  return { method: 'POST', url, headers: { ...labels, ...headers }, body };
};

describe('damaged requests', () => {
  let server: TestServer;
  let shop: Shop;
  beforeAll(async () => {
    server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    shop = await openShop(server, 'Shop');
  });

  const event = () => ({
    event: 'e',
    properties: {
      token: shop.token,
      distinct_id: 'ada',
      $device_id: 'd',
      time: 1_790_000_000,
      $insert_id: randomUUID(),
      company_id: ['acme', 1],
      'ä "\\': { a: [1, null, true, -0.5e-7] },
    },
  });

  it('to /track are told the truth: 1 is stored, 0 is not, and nothing is a fault', async () => {
    let acknowledged = 0;
    await fc.assert(
      fc.asyncProperty(sending, async (how) => {
        const { status, text } = await send(server.url, request('/track/?verbose=1', event(), how));
        expect(status).toBe(200);
        expect(text).toMatch(verboseAnswer);
        if (text === '{"status":1,"error":null}') acknowledged += 1;
        else expect(text).toMatch(/^\{"status":0,/);
      }),
      { numRuns: 250, endOnFailure: true },
    );
    expect(acknowledged).toBeGreaterThan(10);
    expect(await shop.events()).toHaveLength(acknowledged);
  });

  it('to /import are told the truth: as many are stored as the answers say', async () => {
    let acknowledged = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(sending, async (how) => {
        const headers = { authorization: `Bearer ${shop.token}` };
        const { status, text } = await send(
          server.url,
          request('/import?strict=1', [event(), { event: 'e', properties: { time: 'soon' } }, event()], how, headers),
        );
        expect([200, 400]).toContain(status);
        expect(JSON.parse(text)).toMatchObject({ code: status, num_records_imported: expect.any(Number) });
        const { num_records_imported: stored, failed_records: failed = [] } = JSON.parse(text);
        acknowledged += stored;
        refused += failed.length;
      }),
      { numRuns: 200, endOnFailure: true },
    );
    expect([acknowledged > 30, refused > 0]).toEqual([true, true]);
    expect(await shop.events()).toHaveLength(acknowledged);
  });

  it.each(['/engage', '/groups'])('to %s are never a fault', async (path) => {
    const record = () => ({
      $token: shop.token,
      $distinct_id: 'ada',
      $group_key: 'company_id',
      $group_id: 'acme',
      $set: { plan: 'Free', list: [1, 'a'] },
      $add: { n: 1 },
      $union: { u: ['a'] },
      $unset: ['x'],
    });
    await fc.assert(
      fc.asyncProperty(sending, async (how) => {
        const { status, text } = await send(server.url, request(`${path}?verbose=1`, [record(), record()], how));
        expect(status).toBe(200);
        expect(text).toMatch(verboseAnswer);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  it('of any bytes at all are never a fault, at any endpoint', async () => {
    const path = fc.constantFrom('/track', '/engage', '/groups', '/import', '/record');
    await fc.assert(
      fc.asyncProperty(
        path,
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('', 'gzip', 'deflate'),
        async (url, bytes, encoding) => {
          const headers: Record<string, string> = {
            authorization: `Bearer ${shop.token}`,
            ...(encoding === '' ? {} : { 'content-encoding': encoding }),
          };
          const { status } = await send(server.url, { method: 'POST', url, headers, body: Buffer.from(bytes) });
          expect(status).toBe(200);
        },
      ),
      { numRuns: 200, endOnFailure: true },
    );
    expect(await shop.events()).toEqual([]);
  });

  it.each<[string, () => Buffer]>([
    [
      'an object of 100,000 names',
      () =>
        Buffer.from(
          JSON.stringify([
            {
              ...event(),
              properties: {
                ...event().properties,
                ...Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`n${i}`, i])),
              },
            },
          ]),
        ),
    ],
    ['a form of 100,000 fields', () => Buffer.from(Array.from({ length: 100_000 }, (_, i) => `f${i}=1`).join('&'))],
    ['a form of one field of 20 MB', () => Buffer.from(`x=${'%41'.repeat(6_600_000)}&verbose=1`)],
    ['20 MB of base64 of blanks', () => Buffer.from(`data=${Buffer.alloc(14_000_000, 0x20).toString('base64')}`)],
    ['20 MB of opening brackets', () => Buffer.alloc(20_000_000, 0x5b)],
    ['a list of ten million zeros', () => Buffer.from(`[${'0,'.repeat(9_999_999)}0]`)],
    ['gzip of 200 MB of blanks', () => gzipSync(Buffer.alloc(200_000_000, 0x20), { level: 1 })],
    ['a name of 10 MB', () => Buffer.from(JSON.stringify({ ...event(), event: 'x'.repeat(10_000_000) }))],
  ])('of %s are refused', async (_, body) => {
    const { status, text } = await send(server.url, {
      method: 'POST',
      url: '/track?verbose=1',
      headers: {},
      body: body(),
    });
    expect([200, 413]).toContain(status);
    if (status === 200) expect(JSON.parse(text)).toMatchObject({ status: 0 });
    expect(await shop.events()).toEqual([]);
  });
});
