import { gzipSync } from 'node:zlib';
import { openShop, type Shop } from '../../contract/shop.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { nodeBatch, nodeSingle, python, send, type WireRequest } from './sdk-requests.js';

const time = 1_500_000_000;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('/import', () => {
  let server: TestServer;
  let shop: Shop;
  beforeAll(async () => {
    server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    shop = await openShop(server, 'Shop');
  });

  const to = (request: WireRequest) => send(server.url, request);
  const event = (name: string, properties: Record<string, unknown> = {}) => ({
    event: name,
    properties: { distinct_id: 'ada', time, $insert_id: name, ...properties },
  });
  const posted = (body: unknown, query = '', headers: Record<string, string> = {}): WireRequest => ({
    method: 'POST',
    url: `/import${query}`,
    headers: { 'content-type': 'application/json', authorization: `Basic ${base64(`${shop.token}:`)}`, ...headers },
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
  const names = async (): Promise<string[]> => (await shop.events()).map(({ name }) => name);
  const secret = (): string => shop.project.secrets.ADMIN;

  describe('takes events from', () => {
    const withHeader = (authorization: string): WireRequest => posted([event('a')], '?project_id=1', { authorization });

    it.each<[string, () => WireRequest]>([
      ['a service account by name and secret', () => withHeader(`Basic ${base64(`admin:${secret()}`)}`)],
      ['a service account by name and secret, not in base64', () => withHeader(`Basic admin:${secret()}`)],
      ['a secret as the user', () => withHeader(`Basic ${base64(`${secret()}:`)}`)],
      ['the project token as the user', () => withHeader(`Basic ${base64(`${shop.token}:`)}`)],
      ['the project token as the user, not in base64', () => withHeader(`Basic ${shop.token}:`)],
      ['a bearer of a secret', () => withHeader(`Bearer ${secret()}`)],
      ['a bearer of the project token', () => withHeader(`Bearer ${shop.token}`)],
      [
        'a token as api_key in the address',
        () => ({ ...nodeBatch(`/import`, [event('a')], `ip=0&verbose=0&api_key=${shop.token}`) }),
      ],
      [
        'a secret as api_key in the address',
        () => nodeSingle('/import', event('a'), `ip=0&verbose=0&api_key=${secret()}`),
      ],
      ['a secret as api_key in the form', () => python('/import', event('a'), { api_key: secret() })],
    ])('%s', async (_, request) => {
      const { status, text } = await to(request());
      expect([status, text === '1' || JSON.parse(text).status === 1]).toEqual([200, true]);
      expect(await names()).toEqual(['a']);
    });

    it.each<[string, number, () => WireRequest]>([
      ['nobody', 401, () => ({ ...posted([event('a')]), headers: {} })],
      ['a wrong secret', 401, () => withHeader(`Basic ${base64('admin:muster_wrong')}`)],
      ['a secret under a wrong name', 401, () => withHeader(`Basic ${base64(`owner:${secret()}`)}`)],
      ['a token that no project has', 401, () => withHeader(`Basic ${base64(`${'f'.repeat(32)}:`)}`)],
      ['a token with a password', 401, () => withHeader(`Basic ${base64(`${shop.token}:x`)}`)],
      ['a header that is none', 401, () => withHeader('Basic')],
      [
        'a wrong header, though api_key is right',
        401,
        () => posted([event('a')], `?api_key=${shop.token}`, { authorization: 'Bearer wrong' }),
      ],
      ['a wrong api_key', 401, () => nodeSingle('/import', event('a'), 'api_key=wrong%20key')],
      ['those who may only read', 403, () => withHeader(`Bearer ${shop.project.secrets.ANALYST}`)],
    ])('but not from %s', async (_, status, request) => {
      const answer = await to(request());
      expect(JSON.parse(answer.text)).toEqual({
        code: status,
        error: expect.any(String),
        status: status === 401 ? 'Unauthorized' : 'Forbidden',
      });
      expect(answer.status).toBe(status);
      // A browser would ask its user for a password if it said Basic.
      expect(answer.headers.get('www-authenticate') ?? 'none').not.toMatch(/basic/i);
      expect(await names()).toEqual([]);
    });
  });

  it('stores in the project of the credentials, whatever token an event names', async () => {
    const other = await openShop(server, 'Other');
    expect(await to(posted([event('a', { token: other.token }), event('b', { token: 'nonsense' })]))).toMatchObject({
      status: 200,
      text: '1',
    });
    expect(await names()).toEqual(['a', 'b']);
    expect(await other.events()).toEqual([]);
  });

  it('keeps what is old, once, with its groups', async () => {
    const old = event('old', { time: '2001-02-03T04:05:06Z', company_id: ['acme'], plan: 'Free', token: shop.token });
    for (let i = 0; i < 2; i++) expect(await to(posted([old]))).toMatchObject({ status: 200, text: '1' });
    expect(await shop.events()).toEqual([
      expect.objectContaining({
        time: Date.UTC(2001, 1, 3, 4, 5, 6),
        distinctId: 'ada',
        insertId: 'old',
        groups: ['company_id/acme'],
        properties: { company_id: ['acme'], plan: 'Free' },
      }),
    ]);
  });

  it('adds nothing: an event without a time or without anybody is refused', async () => {
    const { event: name, properties } = event('a');
    const { time: _time, ...timeless } = properties;
    const { distinct_id: _id, ...nobodys } = properties;
    const { text } = await to(
      posted(
        [
          { event: name, properties: timeless },
          { event: name, properties: nobodys },
        ],
        '?verbose=1',
      ),
    );
    expect(JSON.parse(text)).toEqual({
      status: 0,
      error: expect.stringMatching(/record 0: properties\.time: .*record 1: properties\.distinct_id: /),
    });
    expect(await names()).toEqual([]);
  });

  it.each([
    ['lines', 'application/x-ndjson', (lines: string) => lines],
    ['lines in gzip', 'application/x-ndjson', (lines: string) => gzipSync(lines)],
    ['lines under another name', 'text/plain', (lines: string) => lines],
  ])('reads %s', async (_, type, encode) => {
    const lines = `${['a', 'b', 'c'].map((name) => JSON.stringify(event(name))).join('\n')}\n`;
    const body = encode(lines);
    const encoding: Record<string, string> = Buffer.isBuffer(body) ? { 'content-encoding': 'gzip' } : {};
    expect(await to(posted(body, '?strict=1', { 'content-type': type, ...encoding }))).toMatchObject({
      status: 200,
      text: '{"code":200,"num_records_imported":3,"status":"OK"}',
    });
    expect(await names()).toEqual(['a', 'b', 'c']);
  });

  it('says in strict mode what failed, where, and under which id, and stores the rest', async () => {
    const { $insert_id: _id, ...idless } = event('c').properties;
    const lines = [
      event('a'),
      event('b', { time: 'soon' }),
      { event: 'c', properties: idless },
      event('', { $insert_id: 'd' }),
      event('e'),
    ];
    const body = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n{"event":`;
    const { status, text } = await to(posted(body, '?strict=1'));
    const failed = (index: number, id: string, field: string) => ({
      index,
      $insert_id: id,
      insert_id: id,
      field,
      message: expect.any(String),
    });
    expect({ status, answer: JSON.parse(text) }).toEqual({
      status: 400,
      answer: {
        code: 400,
        error: 'some data points in the request failed validation',
        failed_records: [
          failed(1, 'b', 'properties.time'),
          failed(2, '', 'properties.$insert_id'),
          failed(3, 'd', 'event'),
          failed(5, '', ''),
        ],
        num_records_imported: 2,
        status: 'Bad Request',
      },
    });
    expect(await names()).toEqual(['a', 'e']);
  });

  it('says in strict mode that a body is no data at all', async () => {
    const { status, text } = await to(posted('{"event"', '?strict=1'));
    expect({ status, answer: JSON.parse(text) }).toEqual({
      status: 400,
      answer: {
        code: 400,
        error: 'The body is not JSON.',
        failed_records: [],
        num_records_imported: 0,
        status: 'Bad Request',
      },
    });
  });

  it('takes 2,000 events at once, and not one more', async () => {
    const events = Array.from({ length: 2_001 }, (_, i) => event(`e${i}`));
    expect((await to(posted(events, '?strict=1'))).status).toBe(413);
    expect(await to(posted(events.slice(1), '?strict=1'))).toMatchObject({
      text: '{"code":200,"num_records_imported":2000,"status":"OK"}',
    });
    expect(await shop.events()).toHaveLength(2_000);
  });
});
