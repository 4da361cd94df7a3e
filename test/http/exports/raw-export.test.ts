import { gunzipSync } from 'node:zlib';
import { startTestServer, type TestProject, type TestServer } from '../../support/server.js';
import { farthestPairs } from '../../support/store-pairs.js';
import { hostileTexts } from '../../warehouse/samples.js';
import { ask, linesOf, rawBytes, refusalOf } from './support.js';

interface Line {
  readonly event: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const seconds = (day: string, time = '12:00:00.000') => Date.parse(`${day}T${time}Z`) / 1_000;

const trackBatch = 'mutation ($events: [EventInput!]!) { trackBatch(events: $events) { accepted duplicate refused } }';
const profileBatch =
  'mutation ($operations: [ProfileOperationInput!]!) { profileBatch(operations: $operations) { refused } }';

describe.each(farthestPairs())('the raw export on %s', (_, pair) => {
  let server: TestServer;
  let other: TestProject;

  beforeAll(async () => {
    server = await startTestServer(pair);
    other = await server.addProject('Other');
    await track([
      { name: 'View', time: seconds('2026-01-09', '23:59:59.999'), deviceId: 'd1', insertId: 'v0' },
      { name: 'View', time: seconds('2026-01-10', '00:00:00.000'), deviceId: 'd1', insertId: 'v1' },
      { name: 'Login', time: seconds('2026-01-10'), deviceId: 'd1', userId: 'ann', insertId: 'l1' },
      {
        name: 'Order placed',
        time: seconds('2026-01-11', '23:59:59.999'),
        distinctId: 'ann',
        insertId: 'o1',
        properties: { total: 12.5, items: ['a', { sku: 1 }], gift: false, note: null },
      },
      {
        name: 'Order placed',
        time: seconds('2026-01-12'),
        distinctId: 'bob',
        insertId: 'o2',
        properties: { total: 3 },
      },
    ]);
    const set = (distinctId: string, properties: object) => ({ people_set: { distinctId, properties } });
    await server.ask(profileBatch, { operations: [set('ann', { plan: 'pro' }), set('bob', { plan: 'free' })] });
    await track(
      [{ name: 'Order placed', time: seconds('2026-01-11'), distinctId: 'eve', insertId: 'x1' }],
      other.token,
    );
  });
  afterAll(() => server.stop());

  async function track(events: readonly object[], credential = server.project.token) {
    const answer = await server.ask(trackBatch, { events }, credential);
    expect(answer.data?.trackBatch.refused).toBe(0);
    return answer.data.trackBatch;
  }

  const pathOf = (parameters: Record<string, string>, path = '/api/2.0/export'): string =>
    `${path}?${new URLSearchParams(parameters)}`;
  const days = { from_date: '2026-01-10', to_date: '2026-01-11' };
  const ids = async (parameters: Record<string, string> = {}, path?: string): Promise<unknown[]> => {
    const lines = linesOf<Line>(await ask(server, pathOf({ ...days, ...parameters }, path)));
    return lines.map(({ properties }) => properties.$insert_id);
  };

  it('has the events of the days asked for, both included, in the order of time', async () => {
    expect(await ids()).toEqual(['v1', 'l1', 'o1']);
    expect(await ids({ from_date: '2026-01-09', to_date: '2026-01-12' })).toEqual(['v0', 'v1', 'l1', 'o1', 'o2']);
    expect(await ids({ from_date: '2027-01-01', to_date: '2027-12-31' })).toEqual([]);
    expect(await ids({}, '/api/2.0/export/')).toEqual(['v1', 'l1', 'o1']);
  });

  it('has every event as it was sent, and whose it is now', async () => {
    expect(linesOf<Line>(await ask(server, pathOf(days)))).toEqual([
      {
        event: 'View',
        properties: {
          time: seconds('2026-01-10', '00:00:00.000'),
          distinct_id: 'ann',
          $distinct_id_before_identity: '$device:d1',
          $insert_id: 'v1',
          $device_id: 'd1',
        },
      },
      {
        event: 'Login',
        properties: {
          time: seconds('2026-01-10'),
          distinct_id: 'ann',
          $insert_id: 'l1',
          $device_id: 'd1',
          $user_id: 'ann',
        },
      },
      {
        event: 'Order placed',
        properties: {
          time: Math.floor(seconds('2026-01-11', '23:59:59.999')),
          distinct_id: 'ann',
          $insert_id: 'o1',
          $user_id: 'ann',
          total: 12.5,
          items: ['a', { sku: 1 }],
          gift: false,
          note: null,
        },
      },
    ]);
  });

  it('has times in milliseconds where that is asked for', async () => {
    for (const yes of ['1', 'true', 'True']) {
      const lines = linesOf<Line>(await ask(server, pathOf({ ...days, event: 'Order placed', time_in_ms: yes })));
      expect(lines.map(({ properties }) => properties.time)).toEqual([Date.parse('2026-01-11T23:59:59.999Z')]);
    }
  });

  it('has the events of the names asked for', async () => {
    expect(await ids({ event: 'Login' })).toEqual(['l1']);
    expect(await ids({ event: '"Login"' })).toEqual(['l1']);
    expect(await ids({ event: '["Login", "View"]' })).toEqual(['v1', 'l1']);
    expect(await ids({ event: 'login' })).toEqual([]);
    expect(await ids({ event: '' })).toEqual(['v1', 'l1', 'o1']);
  });

  it('has as many as were asked for', async () => {
    expect(await ids({ limit: '2' })).toEqual(['v1', 'l1']);
    expect(await ids({ limit: '100000' })).toEqual(['v1', 'l1', 'o1']);
  });

  it('has the events for which the expression is true, of the event and of its user', async () => {
    const all = { from_date: '2026-01-01', to_date: '2026-01-31' };
    expect(await ids({ ...all, where: 'properties["total"] > 5' })).toEqual(['o1']);
    expect(await ids({ ...all, where: 'user["plan"] == "free"' })).toEqual(['o2']);
    // Ann's plan counts for what she did before she logged in.
    expect(await ids({ ...all, where: 'user["plan"] == "pro"' })).toEqual(['v0', 'v1', 'l1', 'o1']);
    expect(await ids({ ...all, where: 'properties["distinct_id"] == "ann"' })).toEqual(['v0', 'v1', 'l1', 'o1']);
    expect(await ids({ ...all, where: 'defined(properties["$distinct_id_before_identity"])' })).toEqual(['v0', 'v1']);
    expect(await ids({ ...all, where: 'user["plan"] == "pro"', event: 'View', limit: '1' })).toEqual(['v0']);
    expect(await ids({ ...all, where: `event["$time"] < ${seconds('2026-01-10')}` })).toEqual(['v0', 'v1']);
  });

  it('gives back what went in, whatever it was', async () => {
    const values = Object.fromEntries(
      hostileTexts.map((text, index) => [text.replaceAll('\0', '') || '?', { index, text }]),
    );
    const properties = {
      ...values,
      ['__proto__']: 'own',
      constructor: 1e21,
      '': undefined,
      number: -0.1,
      text: '😀'.repeat(255),
      nested: { a: [{ b: 'c' }] },
    };
    const own = JSON.parse(JSON.stringify(properties));
    Object.defineProperty(own, '__proto__', { value: 'own', enumerable: true });
    for (const [index, name] of hostileTexts.filter((text) => !text.includes('\0')).entries()) {
      const event = {
        name,
        time: seconds('2026-02-01'),
        distinctId: `u${index}`,
        insertId: `h${index}`,
        properties: own,
      };
      expect((await track([event])).accepted).toBe(1);
    }
    const lines = linesOf<Line>(await ask(server, pathOf({ from_date: '2026-02-01', to_date: '2026-02-01' })));
    expect(new Set(lines.map(({ event }) => event))).toEqual(
      new Set(hostileTexts.filter((text) => !text.includes('\0'))),
    );
    for (const line of lines) {
      const { time, distinct_id, $insert_id, $user_id, ...sent } = line.properties;
      expect(Object.entries(sent).sort()).toEqual(Object.entries(own).sort());
    }
  });

  it('has an event once, however often it was sent', async () => {
    const event = { name: 'Twice', time: seconds('2026-03-01'), distinctId: 'ann', insertId: 't1' };
    expect(await track([event, event])).toEqual({ accepted: 1, duplicate: 1, refused: 0 });
    await Promise.all(Array.from({ length: 5 }, () => track([event])));
    const march = { from_date: '2026-03-01', to_date: '2026-03-01' };
    expect(await ids(march)).toEqual(['t1']);
  });

  it('is compressed for clients that take gzip, and the same', async () => {
    const url = `${server.url}${pathOf(days)}`;
    const authorization = `Bearer ${server.project.secrets.ANALYST}`;
    const plain = await rawBytes(url, { authorization });
    expect(plain.toString()).toContain('"event":"View"');
    expect(gunzipSync(await rawBytes(url, { authorization, 'accept-encoding': 'gzip' }))).toEqual(plain);
  });

  it('takes credentials as Mixpanel’s clients send them, and ignores which project they name', async () => {
    const basic = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString('base64')}` });
    const parameters = { ...days, project_id: '12345', workspace_id: '1' };
    const { ANALYST } = server.project.secrets;
    for (const headers of [basic(`analyst:${ANALYST}`), basic(`${ANALYST}:`)]) {
      const answer = await ask(server, pathOf(parameters), { credential: null, headers });
      expect(linesOf(answer)).toHaveLength(3);
    }
  });

  it('is for those alone who may export', async () => {
    const { OWNER, ADMIN, ANALYST, CONSUMER } = server.project.secrets;
    const status = async (credential: string | null) => (await ask(server, pathOf(days), { credential })).status;
    expect(await Promise.all([OWNER, ADMIN, ANALYST].map(status))).toEqual([200, 200, 200]);
    expect(await status(CONSUMER)).toBe(403);
    expect(await status(server.project.token)).toBe(403);
    expect(await status('muster_wrong')).toBe(401);
    expect(await status(null)).toBe(401);
  });

  it('has nothing of another project', async () => {
    const answer = await ask(server, pathOf(days), { credential: other.secrets.ANALYST });
    expect(linesOf<Line>(answer).map(({ properties }) => properties.$insert_id)).toEqual(['x1']);
  });

  it.each([
    [{ to_date: '2026-01-11' }, 'from_date'],
    [{ from_date: '2026-01-11' }, 'to_date'],
    [{ from_date: '', to_date: '2026-01-11' }, 'from_date'],
    [{ from_date: '2026-1-11', to_date: '2026-01-11' }, 'from_date'],
    [{ from_date: '2026-02-29', to_date: '2026-03-01' }, 'from_date'],
    [{ from_date: '2026-01-10T00:00:00Z', to_date: '2026-01-11' }, 'from_date'],
    [{ ...days, to_date: '2026-01-09' }, 'to_date'],
    [{ ...days, limit: '0' }, 'limit'],
    [{ ...days, limit: '100001' }, 'limit'],
    [{ ...days, limit: '1e3' }, 'limit'],
    [{ ...days, time_in_ms: 'yes' }, 'time_in_ms'],
    [{ ...days, event: '["a"' }, 'event'],
    [{ ...days, event: '[1]' }, 'event'],
    [{ ...days, event: '[]' }, 'event'],
    [{ ...days, where: 'properties["a"' }, 'where'],
    [{ ...days, where: 'user["$last_seen"] == "x"' }, 'where'],
    [{ ...days, bucket: 'b' }, 'bucket'],
  ])('refuses %j, and says which it is', async (parameters, name) => {
    const answer = await ask(server, pathOf(parameters as Record<string, string>));
    expect(answer.status).toBe(400);
    const { error, status, code } = JSON.parse(answer.text);
    expect({ status, code }).toEqual({ status: 'error', code: 'BAD_INPUT' });
    expect(error).toContain(name === 'where' ? '' : `\`${name}\``);
  });

  it('does not overlook a parameter that is misspelt', async () => {
    const answer = await ask(server, pathOf({ ...days, events: 'Login' }));
    expect(refusalOf(answer)).toMatchObject({ status: 400, code: 'BAD_INPUT', nearMatches: ['event'] });
  });

  it('is asked for by GET alone', async () => {
    const answer = await ask(server, pathOf(days), { method: 'POST' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET');
  });

  it('has days before and after all that are known, without harm', async () => {
    expect(await ids({ from_date: '0001-01-01', to_date: '9999-12-31', event: 'Login' })).toEqual(['l1']);
  });
});
