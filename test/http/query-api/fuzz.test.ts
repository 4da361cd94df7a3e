import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { startWorld, type World } from './world.js';

describe('whatever is sent to the HTTP query API', () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld({ catalog: 'sqlite', warehouse: 'chdb' });
  });

  afterAll(() => world.stop());

  /** Sends and looks at the answer: it has the API's form, and is no fault of the server. */
  async function send(path: string, body: Uint8Array | null, headers: Record<string, string> = {}): Promise<number> {
    const response = await fetch(`${world.server.url}${path}`, {
      method: body === null ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${world.server.project.secrets.ANALYST}`, ...headers },
      ...(body === null ? {} : { body }),
    });
    const told = JSON.parse(await response.text());
    expect(response.status).toBeLessThan(500);
    if (response.status === 200) expect(told).toMatchObject({ status: 'ok', results: expect.any(Array) });
    else expect(told).toMatchObject({ status: 'error', error: expect.any(String), code: expect.any(String) });
    return response.status;
  }

  const path = fc.constantFrom('/api/query/engage', '/api/2.0/engage/');
  const types = [
    'application/x-www-form-urlencoded',
    'application/json',
    'application/json; charset=utf-16',
    'text/plain',
    'multipart/form-data; boundary=x',
    'nonsense',
    '',
  ];
  const headers = fc.record({
    'content-type': fc.constantFrom(...types),
    'content-encoding': fc.constantFrom('identity', 'identity', 'identity', 'gzip', 'deflate', 'br'),
  });

  it('random bytes are answered or refused', async () => {
    await fc.assert(
      fc.asyncProperty(path, fc.uint8Array({ maxLength: 600 }), headers, async (to, bytes, some) => {
        await send(to, bytes, some);
      }),
      { numRuns: 250, endOnFailure: true },
    );
  });

  const sound = () =>
    fc.constantFrom(
      'where=properties%5B%22plan%22%5D%20%3D%3D%20%22pro%22&page=0&output_properties=%5B%22plan%22%5D',
      `distinct_ids=%5B%22ann%22%2C%22bob%22%5D&include_all_users=true&filter_by_cohort={"id":"${world.proUsers}"}`,
      `data_group_id=${world.dataGroupId}&where=properties["seats"]+<+50&page_size=10`,
      '{"distinct_ids":["ann"],"where":"user[\\"seats\\"] > 3","page":0,"filter_by_cohort":null}',
    );

  it('sound requests with some bytes changed are answered or refused', async () => {
    const change = fc.record({
      at: fc.nat(),
      remove: fc.nat({ max: 4 }),
      insert: fc.oneof(fc.uint8Array({ maxLength: 3 }), fc.constantFrom(...['%', '&', '=', '"', '[', '\\u'])),
    });
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(path, sound(), fc.array(change, { maxLength: 4 }), async (to, text, changes) => {
        const mutated = changes.reduce((bytes, { at, remove, insert }) => {
          const place = at % (bytes.length + 1);
          const inserted = typeof insert === 'string' ? Buffer.from(insert) : insert;
          return Buffer.concat([bytes.subarray(0, place), inserted, bytes.subarray(place + remove)]);
        }, Buffer.from(text));
        seen.add(await send(to, mutated));
      }),
      { numRuns: 300, endOnFailure: true },
    );
    expect(seen).toContain(200);
    expect(seen).toContain(400);
  });

  it.each([
    ['a hundred thousand fields', Buffer.from('a=1&'.repeat(100_000))],
    [
      'a hundred thousand keys',
      Buffer.from(JSON.stringify(Object.fromEntries([...Array(100_000).keys()].map((k) => [k, 1])))),
    ],
    ['a JSON of a thousand brackets', Buffer.from(`{"where":${'['.repeat(1_000)}${']'.repeat(1_000)}}`)],
    ['a list in a list', Buffer.from(`distinct_ids=${'['.repeat(5_000)}`)],
    ['a name of a megabyte', Buffer.from(`${'x'.repeat(1_000_000)}=1`)],
    ['a condition of a megabyte', Buffer.from(`where=${'1+'.repeat(500_000)}1`)],
    ['an id of a megabyte', Buffer.from(`distinct_id=${'x'.repeat(1_000_000)}`)],
    ['a page of many digits', Buffer.from(`page=${'9'.repeat(10_000)}&session_id=x`)],
    ['another prototype', Buffer.from('{"__proto__":{"where":"true"},"constructor":1}')],
    ['nothing but a brace', Buffer.from('{')],
    ['a NUL', Buffer.from('distinct_id=a%00b')],
  ])('%s is refused, or found to be nobody', async (_, body) => {
    await send('/api/query/engage', body);
  });

  it('a body that is not what its encoding says, or inflates without end, is refused', async () => {
    const whole = gzipSync(Buffer.from('where=true'));
    const encoding = { 'content-encoding': 'gzip' };
    expect(await send('/api/query/engage', whole, encoding)).toBe(200);
    expect(await send('/api/query/engage', whole.subarray(0, 12), encoding)).toBe(400);
    expect(await send('/api/query/engage', gzipSync(Buffer.alloc(200_000_000, 'a')), encoding)).toBe(413);
  });
});
