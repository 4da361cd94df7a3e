import { gzipSync } from 'node:zlib';
import { openShop, type Shop } from '../../contract/shop.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { storePairs } from '../../support/store-pairs.js';
import { beacon, browser, browserJson, nodeBatch, nodeSingle, python, send, type WireRequest } from './sdk-requests.js';

const time = 1_790_000_000;
const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString();
const delivered = { status: 200, text: '1' };
const verbose = { status: 200, text: '{"status":1,"error":null}' };

/** A request with a body as it is, as clients without an SDK send it. */
const posted = (url: string, body: string | Buffer, headers: Record<string, string> = {}): WireRequest => ({
  method: 'POST',
  url,
  headers,
  body,
});

describe.each(storePairs().filter(([, { warehouse }]) => warehouse !== 'cluster'))(
  'the SDKs’ requests on %s',
  (_, stores) => {
    let server: TestServer;
    let shop: Shop;
    beforeAll(async () => {
      server = await startTestServer(stores);
    });
    afterAll(() => server.stop());
    beforeEach(async () => {
      shop = await openShop(server, 'Shop');
    });

    const to = (request: WireRequest) => send(server.url, request);
    const event = (name: string, properties: Record<string, unknown> = {}) => ({
      event: name,
      properties: { token: shop.token, distinct_id: 'ada', time, $insert_id: name, ...properties },
    });
    const names = async (): Promise<string[]> => (await shop.events()).map(({ name }) => name);

    it('are taken where the configured host ends in a slash', async () => {
      const request = browser('/track/', [event('view')]);
      expect(await to({ ...request, url: `/${request.url}` })).toMatchObject(verbose);
      expect(await names()).toEqual(['view']);
    });

    it('tell the guide’s Python story: the user’s journey begins anonymous, the company’s with the login', async () => {
      const track = (distinctId: string, name: string, at: number, properties: Record<string, unknown>) =>
        python('/track', {
          event: name,
          properties: {
            token: shop.token,
            distinct_id: distinctId,
            time: at + 0.123456,
            $insert_id: `${at}`.padStart(32, '0'),
            mp_lib: 'python',
            $lib_version: '5.3.0',
            ...properties,
          },
        });
      const companies = ['company 1'];
      const story = [
        track('$device:anoymous_id', 'page_view', time, { $device_id: 'anoymous_id' }),
        track('existing_user', 'login', time + 60, {
          $device_id: 'anoymous_id',
          $user_id: 'existing_user',
          company_id: companies,
        }),
        track('existing_user', 'page_view', time + 120, { $user_id: 'existing_user', company_id: companies }),
        python('/groups', {
          $group_key: 'company_id',
          $group_id: 'company 1',
          $set: { 'Company Type': 'Analytics', 'Company name': 'Mixpanel' },
          $token: shop.token,
          $time: time + 130.5,
        }),
      ];
      for (const request of story) expect(await to(request)).toMatchObject(verbose);
      expect(
        await shop.ask(`{
        user(distinctId: "existing_user") { firstSeen lastSeen }
        users { totalCount }
        group(key: "company_id", id: "company 1") { name firstSeen lastSeen properties }
      }`),
      ).toEqual({
        user: { firstSeen: iso(time + 0.123), lastSeen: iso(time + 120.123) },
        users: { totalCount: 1 },
        group: {
          name: 'Mixpanel',
          firstSeen: iso(time + 60.123),
          lastSeen: iso(time + 120.123),
          properties: { 'Company Type': 'Analytics', 'Company name': 'Mixpanel' },
        },
      });
    });

    describe('of the browser SDK', () => {
      it('are taken as a batch, as one event alone, and as plain JSON', async () => {
        expect(await to(browser('/track/', [event('a', { plan: 'ä ☃ +/?&=%' }), event('b')]))).toMatchObject(verbose);
        expect(await to(browser('/track/', event('c'), 'ip=1&_=1'))).toMatchObject(delivered);
        expect(await to(browserJson('/track/', [event('d', { plan: 'ä ☃ +/?&=%' })]))).toMatchObject(verbose);
        const [a, , , d] = await shop.events();
        expect(a?.properties).toEqual({ plan: 'ä ☃ +/?&=%' });
        expect(d?.properties).toEqual(a?.properties);
        expect(await names()).toEqual(['a', 'b', 'c', 'd']);
      });

      it('count once though the beacon and the next page send the same events', async () => {
        const batch = [event('a'), event('b')];
        expect(await to(beacon(batch))).toMatchObject(verbose);
        expect(await to(browser('/track/', batch))).toMatchObject(verbose);
        expect(await names()).toEqual(['a', 'b']);
      });

      it('identify a visitor, and join a company', async () => {
        const device = { $device_id: 'd1', distinct_id: '$device:d1' };
        const user = { $device_id: 'd1', $user_id: 42, distinct_id: 42, company_id: ['acme', 7] };
        await to(
          browser('/track/', [
            event('view', device),
            event('$identify', { ...user, $anon_distinct_id: '$device:d1', $insert_id: 'identify' }),
          ]),
        );
        await to(
          browser('/engage/', [
            { $token: shop.token, $distinct_id: 42, $device_id: 'd1', $user_id: 42, $union: { company_id: ['acme'] } },
          ]),
        );
        await to(
          browser('/groups/', [
            { $token: shop.token, $group_key: 'company_id', $group_id: 7, $set: { 'Company name': 'Seven' } },
          ]),
        );
        expect(
          await shop.ask(
            '{ users { nodes { distinctId groups(key: "company_id") { id } } } groups(key: "company_id") { nodes { id name } } }',
          ),
        ).toEqual({
          users: { nodes: [{ distinctId: '42', groups: [{ id: 'acme' }] }] },
          groups: {
            nodes: [
              { id: '7', name: 'Seven' },
              { id: 'acme', name: 'acme' },
            ],
          },
        });
        const [identify, view] = await shop.events();
        expect(identify).toMatchObject({ userId: '42', deviceId: 'd1', groups: ['company_id/7', 'company_id/acme'] });
        expect(view).toMatchObject({ distinctId: '$device:d1', groups: [] });
      });
    });

    describe('of the Node SDK', () => {
      it('are taken from the address, times in milliseconds, insert ids missing', async () => {
        const single = {
          event: 'a',
          properties: {
            distinct_id: 'ada',
            time: time * 1_000,
            token: shop.token,
            mp_lib: 'node',
            $lib_version: '0.24.0',
          },
        };
        expect(await to(nodeSingle('/track', single))).toMatchObject(delivered);
        expect(await to(nodeSingle('/track', single, 'ip=0&verbose=1'))).toMatchObject(verbose);
        const stored = await shop.events();
        expect(stored.map(({ time: at }) => at)).toEqual([time * 1_000, time * 1_000]);
        expect(new Set(stored.map(({ insertId }) => insertId)).size).toBe(2);
      });

      it('may be as long as 100 kB in the address', async () => {
        const list = Array.from({ length: 70 }, (_each, i) => [
          `list ${i}`,
          Array.from({ length: 7 }, () => 'x'.repeat(200)),
        ]);
        const long = event('long', Object.fromEntries(list));
        const request = nodeSingle('/track', long);
        expect(request.url.length).toBeGreaterThan(130_000);
        expect(await to(request)).toMatchObject(delivered);
        expect(Object.keys((await shop.events())[0]?.properties ?? {})).toHaveLength(70);
      });

      it('are taken as a batch whose `+` arrive as blanks', async () => {
        const batch = Array.from({ length: 50 }, (_each, i) => event(`e${i}`, { text: '>>>???~~~'.repeat(i) }));
        const request = nodeBatch('/track', batch);
        expect(request.body).toContain('+');
        expect(await to(request)).toMatchObject(delivered);
        expect(await shop.events()).toHaveLength(50);
        expect((await shop.events()).find(({ name }) => name === 'e9')?.properties).toEqual({
          text: '>>>???~~~'.repeat(9),
        });
      });

      it('change profiles of users and groups by every operation', async () => {
        const people = (operation: Record<string, unknown>) =>
          to(nodeSingle('/engage', { $token: shop.token, $distinct_id: 'ada', ...operation }));
        const group = (operation: Record<string, unknown>) =>
          to(nodeSingle('/groups', { $token: shop.token, $group_key: 'company_id', $group_id: 'acme', ...operation }));
        for (const change of [people, group]) {
          expect(
            await change({ $set: { plan: 'Free', seats: 1, tags: ['a'], gone: 1 }, $ip: '0', $time: 1 }),
          ).toMatchObject(delivered);
          expect(await change({ $set_once: { plan: 'Paid', since: '2026-01-01' } })).toMatchObject(delivered);
          expect(await change({ $add: { seats: 2 }, $ignore_time: true })).toMatchObject(delivered);
          expect(await change({ $append: { tags: 'a' } })).toMatchObject(delivered);
          expect(await change({ $union: { tags: ['b', 'a'] } })).toMatchObject(delivered);
          expect(await change({ $remove: { tags: 'a' } })).toMatchObject(delivered);
          expect(await change({ $unset: ['gone'] })).toMatchObject(delivered);
        }
        const profile = { plan: 'Free', seats: 3, tags: ['b'], since: '2026-01-01' };
        expect(await shop.user('ada')).toEqual(profile);
        expect(await shop.company('acme')).toEqual(profile);
        expect(await people({ $delete: '' })).toMatchObject(delivered);
        expect(await group({ $delete: 'null' })).toMatchObject(delivered);
        expect([await shop.user('ada'), await shop.company('acme')]).toEqual([null, null]);
      });
    });

    it.each([
      [
        'gzip, as mobile SDKs send it',
        (json: string) =>
          posted('/track/?ip=1', gzipSync(json), { 'content-type': 'application/json', 'content-encoding': 'gzip' }),
      ],
      [
        'a form in gzip',
        (json: string) =>
          posted('/track', gzipSync(`data=${encodeURIComponent(json)}`), {
            'content-type': 'application/x-www-form-urlencoded',
            'content-encoding': 'gzip',
          }),
      ],
      [
        'gzip that no header speaks of',
        (json: string) => posted('/track', gzipSync(json), { 'content-type': 'application/json' }),
      ],
      ['JSON', (json: string) => posted('/track', json, { 'content-type': 'application/json' })],
      [
        'JSON labelled as a form',
        (json: string) => posted('/track', json, { 'content-type': 'application/x-www-form-urlencoded' }),
      ],
      ['JSON with a label that is none', (json: string) => posted('/track', json, { 'content-type': ' , ' })],
      ['JSON without a label', (json: string) => posted('/track', Buffer.from(json))],
    ])('may be %s', async (_name, request) => {
      const sent = [event('a'), event('b')];
      expect(await to(request(JSON.stringify(sent)))).toMatchObject(delivered);
      expect(await names()).toEqual(['a', 'b']);
    });

    it('may mix projects, which each get their own', async () => {
      const other = await openShop(server, 'Other');
      const batch = [event('a'), event('b', { token: other.token }), event('c', { token: 'f'.repeat(32) }), event('d')];
      expect(await to(browser('/track/', batch))).toMatchObject({
        status: 200,
        text: '{"status":1,"error":"1 of 4 records were refused: record 2: properties.token: No project has this token; give the project token."}',
      });
      expect(await names()).toEqual(['a', 'd']);
      expect((await other.events()).map(({ name }) => name)).toEqual(['b']);
      const set = (token: string, id: string) => ({ $token: token, $distinct_id: id, $set: { seen: true } });
      await to(browser('/engage/', [set(shop.token, 'ada'), set(other.token, 'bob')]));
      expect([await shop.user('bob'), await other.user('bob')]).toEqual([null, { seen: true }]);
    });

    it('attribute an event that names nobody to its address', async () => {
      const anonymous = { token: shop.token, ip: '192.0.2.1' };
      await to(nodeSingle('/track', { event: 'a', properties: anonymous }));
      await to(python('/track', { event: 'b', properties: anonymous }));
      const stored = await shop.events();
      expect(stored.map(({ distinctId }) => distinctId)).toEqual(
        Array(2).fill(expect.stringMatching(/^\$device:[0-9a-f]{32}$/)),
      );
      expect(stored[0]?.distinctId).toBe(stored[1]?.distinctId);
      expect(stored[0]?.properties).toEqual({});
    });

    describe('are answered', () => {
      const unknownGroup = () => ({ $token: shop.token, $group_key: 'compny_id', $group_id: 'acme', $set: { a: 1 } });

      it('with 0 where nothing could be stored, and in verbose mode with the reason', async () => {
        expect(await to(nodeSingle('/groups', unknownGroup()))).toMatchObject({ status: 200, text: '0' });
        const { status, text } = await to(python('/groups', unknownGroup()));
        expect({ status, answer: JSON.parse(text) }).toEqual({
          status: 200,
          answer: {
            status: 0,
            error: '$group_key: There is no such group key in this project. Did you mean "company_id"?',
          },
        });
      });

      it('with 1 where some were stored, and in verbose mode with what was not', async () => {
        const batch = [event('a'), event('b', { time: 'yesterday' }), event('c')];
        expect(await to(nodeBatch('/track', batch))).toMatchObject(delivered);
        const { text } = await to(browser('/track/', batch));
        expect(JSON.parse(text)).toEqual({
          status: 1,
          error: expect.stringMatching(/^1 of 3 records were refused: record 1: properties\.time: /),
        });
        expect(await names()).toEqual(['a', 'c']);
      });

      it('with 1 where the sender asks for the event to be dropped', async () => {
        expect(await to(browser('/track/', [event('a', { $ignore: true })]))).toMatchObject(verbose);
        expect(await names()).toEqual([]);
      });

      it('with the refused records in strict mode, by /engage and /groups', async () => {
        const set = (id: unknown) => ({ $token: shop.token, $distinct_id: id, $set: { a: 1 } });
        expect(await to(browser('/engage/', [set('ada')], 'strict=1'))).toMatchObject({
          status: 200,
          text: '{"code":200,"num_records_imported":1,"status":"OK"}',
        });
        const { status, text } = await to(
          browser('/groups/', [unknownGroup(), { ...unknownGroup(), $group_key: 'company_id' }], 'strict=1'),
        );
        expect({ status, answer: JSON.parse(text) }).toEqual({
          status: 400,
          answer: {
            code: 400,
            error: 'some data points in the request failed validation',
            failed_records: [
              {
                index: 0,
                $insert_id: '',
                insert_id: '',
                field: '$group_key',
                message: expect.stringContaining('no such group key'),
              },
            ],
            num_records_imported: 1,
            status: 'Bad Request',
          },
        });
      });

      it('as before in strict mode by /track, which has none', async () => {
        expect(await to(nodeSingle('/track', event('a'), 'strict=1'))).toMatchObject(delivered);
      });

      it('with a script that calls what was named', async () => {
        const answer = await to(nodeSingle('/track', event('a'), 'ip=1&callback=mixpanel._jsc.f1'));
        expect(answer).toMatchObject({ status: 200, text: 'mixpanel._jsc.f1(1);' });
        expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
        expect(await to(nodeSingle('/track', event('b'), 'verbose=1&callback=f'))).toMatchObject({
          text: 'f({"status":1,"error":null});',
        });
        const misnamed = await to(nodeSingle('/track', event('c'), 'callback=alert(1)//'));
        expect(misnamed).toMatchObject(delivered);
        expect(misnamed.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      });

      it('with a picture of one pixel', async () => {
        const answer = await to(nodeSingle('/track', event('a'), 'img=1&verbose=1'));
        expect(answer.headers.get('content-type')).toBe('image/gif');
        expect(answer.text).toMatch(/^GIF89a/);
        expect(await names()).toEqual(['a']);
      });

      it.each([
        ['what is no JSON', 'data=%7B%22event%22'],
        ['nothing', ''],
        ['a list of what is no record', 'data=%5B1%2Cnull%5D'],
      ])('with 0 to %s', async (_name, body) => {
        expect(await to(posted('/track', body))).toMatchObject({ status: 200, text: '0' });
        const { status, text } = await to(posted('/engage?verbose=1', body));
        expect({ status, answer: JSON.parse(text) }).toEqual({
          status: 200,
          answer: { status: 0, error: expect.any(String) },
        });
      });

      it('with 413 to more than 2,000 records, of which none is stored', async () => {
        const batch = Array.from({ length: 2_001 }, (_each, i) => event(`e${i}`));
        const { status, text } = await to(browser('/track/', batch));
        expect({ status, answer: JSON.parse(text) }).toEqual({
          status: 413,
          answer: { code: 413, error: 'Send at most 2000 records at once.', status: 'Request Entity Too Large' },
        });
        expect(await names()).toEqual([]);
        expect(await to(browser('/track/', batch.slice(1)))).toMatchObject(verbose);
      });
    });

    it('do not deny a record of which some operations were applied: sent again, they would count twice', async () => {
      const record = {
        $token: shop.token,
        $distinct_id: 'ada',
        $set: { name: 'Ada' },
        $add: { name: 1 },
        $append: { visits: 'Monday' },
      };
      const { text } = await to(python('/engage', record));
      expect(JSON.parse(text)).toEqual({
        status: 1,
        error: expect.stringMatching(/^\$add\.name: Nothing can be added/),
      });
      expect(await shop.user('ada')).toEqual({ name: 'Ada', visits: ['Monday'] });
    });
  },
);
