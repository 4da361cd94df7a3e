import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseEventLine } from '../../src/cli/import/event-lines.js';
import { askOnce } from '../support/ask.js';
import { muster, type Serving, serve, storesIn } from './muster.js';

/** What Mixpanel adds to an event when it takes it in. */
const added = {
  $import: true,
  $mp_api_endpoint: 'api.mixpanel.com',
  $mp_api_timestamp_ms: 1_772_442_000_500,
  mp_processing_time_ms: 1_772_442_001_000,
  mp_lib: 'web',
  $city: 'Berlin',
};

const at = (iso: string): number => Date.parse(iso) / 1_000;

/** A raw export: an anonymous visitor who logs in, works for two companies, and others. */
const events = [
  // Before the login; the export names the user all the same, since Mixpanel merged the two.
  {
    event: 'page_view',
    properties: {
      time: at('2026-03-02T09:00:00Z'),
      distinct_id: 'ann',
      $distinct_id_before_identity: '$device:d-1',
      $device_id: 'd-1',
      $insert_id: 'hpuDqcvpltpCjBse',
      page: '/pricing',
      ...added,
    },
  },
  {
    event: 'login',
    properties: {
      // `time_in_ms`.
      time: at('2026-03-02T09:05:00Z') * 1_000,
      distinct_id: 'ann',
      $device_id: 'd-1',
      $user_id: 'ann',
      $insert_id: 'jajcebutltmvhbda',
      company_id: ['c1'],
      ...added,
    },
  },
  {
    event: 'report',
    properties: {
      time: at('2026-03-03T10:00:00Z'),
      distinct_id: 'ann',
      $user_id: 'ann',
      // As some integrations make them: of a form that only Mixpanel itself once took.
      $insert_id: 'ajs-next-1772442000000-6e3d9cc0-8b1f-4a55-9a43-0c1d0f6c7d2e',
      company_id: ['c1', 'c2'],
      ...added,
    },
  },
  // Another device of hers, merged by other means: nothing but the distinct id tells whose it is.
  {
    event: 'report',
    properties: { time: at('2026-03-04T10:00:00Z'), distinct_id: 'ann', $device_id: 'd-2', company_id: 'c2', ...added },
  },
  // Somebody who never logged in.
  {
    event: 'page_view',
    properties: {
      time: at('2026-03-02T11:00:00Z'),
      distinct_id: '$device:d-9',
      $device_id: 'd-9',
      $insert_id: 'a'.repeat(16),
    },
  },
  // An older project: ids are numbers, and groups too.
  {
    event: 'report',
    properties: {
      time: at('2026-03-05T10:00:00Z'),
      distinct_id: 4711,
      $insert_id: 'b'.repeat(16),
      company_id: 3,
      ...added,
    },
  },
];

const engage = (page: number, results: readonly object[]) => ({
  page,
  page_size: 1_000,
  results,
  session_id: '1772442000-abcdef',
  status: 'ok',
  total: 3,
});

const users = [
  engage(0, [
    {
      $distinct_id: 'ann',
      $properties: {
        $name: 'Ann',
        $created: '2026-01-05T08:00:00',
        $last_seen: '2026-03-05T10:00:00',
        company_id: ['c1', 'c2'],
        score: 12.5,
        tags: ['a', 'b'],
      },
    },
    { $distinct_id: '4711', $properties: { $name: 'Bob', company_id: [3], $last_seen: '2026-03-05T10:00:00' } },
  ]),
  engage(1, [{ $distinct_id: 'cyd', $properties: { $name: 'Cyd', company_id: 'c1' } }]),
];

const companies = engage(0, [
  { $distinct_id: 'c1', $properties: { $name: 'One', plan: 'free' } },
  { $distinct_id: 'c2', $properties: { $name: 'Two', plan: 'enterprise' } },
  { $distinct_id: '3', $properties: { $name: 'Three', plan: 'enterprise' } },
]);

describe('moving over from Mixpanel', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-moving-'));
  let server: Serving;
  let secret = '';
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const load = (...args: string[]) =>
    muster(['import', ...args, '--url', server.url], { MUSTER_SECRET: secret }, { cwd: folder });
  const ask = async (query: string) => {
    const { data, errors } = await askOnce(server.url, secret, query);
    expect(errors).toBeUndefined();
    return data;
  };

  /** Everything the project can be asked that the exports should bring. */
  const picture = async () =>
    ask(`{
      enterprise: userCohort(where: { someGroup: { key: "company_id", where: { property: {
        name: "plan", is: { text: { isOneOf: ["enterprise"] } } } } } }) { users { nodes { distinctId } } }
      reporting: groups(key: "company_id", where: { did: { event: "report" } }) { nodes { id } }
      enterpriseReports: groups(key: "company_id", where: { and: [
        { did: { event: "report" } }
        { property: { name: "plan", is: { text: { isOneOf: ["enterprise"] } } } }
      ] }) { totalCount }
      twice: users(where: { did: { event: "report", atLeast: 2 } }) { nodes { distinctId } }
      anonymous: users(where: { did: { event: "page_view" } }) { nodes { distinctId } }
      ann: user(distinctId: "ann") { firstSeen lastSeen properties }
      one: group(key: "company_id", id: "c1") { firstSeen properties }
      kept: users(where: { did: { event: "page_view", where: { property: {
        name: "$distinct_id_before_identity", is: { text: { isOneOf: ["$device:d-1"] } } } } } }) { totalCount }
    }`);

  const expected = {
    enterprise: { users: { nodes: [{ distinctId: '4711' }, { distinctId: 'ann' }] } },
    reporting: { nodes: [{ id: '3' }, { id: 'c1' }, { id: 'c2' }] },
    enterpriseReports: { totalCount: 2 },
    twice: { nodes: [{ distinctId: 'ann' }] },
    anonymous: { nodes: [{ distinctId: '$device:d-9' }, { distinctId: 'ann' }] },
    ann: {
      firstSeen: '2026-03-02T09:00:00.000Z',
      lastSeen: '2026-03-04T10:00:00.000Z',
      properties: {
        $name: 'Ann',
        $created: '2026-01-05T08:00:00',
        $last_seen: '2026-03-05T10:00:00',
        company_id: ['c1', 'c2'],
        score: 12.5,
        tags: ['a', 'b'],
      },
    },
    one: { firstSeen: '2026-03-02T09:05:00.000Z', properties: { $name: 'One', plan: 'free' } },
    kept: { totalCount: 1 },
  };

  const loadAll = async () => [
    await load('groups', join(folder, 'companies.json'), '--group-key', 'company_id', '--create-keys'),
    await load('users', join(folder, 'users.json')),
    await load('events', join(folder, 'events.jsonl')),
  ];

  beforeAll(async () => {
    server = await serve(storesIn(folder));
    secret = /\b(muster_[\w-]+)/.exec(server.printed)?.[1] ?? '';
    file('companies.json', JSON.stringify(companies, null, 2));
    file('users.json', users.map((page) => JSON.stringify(page)).join('\n'));
    file('events.jsonl', gzipSync(events.map((event) => JSON.stringify(event)).join('\n')));
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('brings events, users and companies as Mixpanel exports them, groups kept', async () => {
    const [groups, people, tracked] = await loadAll();
    expect(groups).toMatchObject({ code: 0, out: expect.stringMatching(/accepted +3\n/) });
    expect(people).toMatchObject({ code: 0, out: expect.stringMatching(/accepted +3\n/) });
    expect(tracked).toMatchObject({ code: 0, out: expect.stringMatching(/accepted +6\n/) });
    expect(await picture()).toEqual(expected);
  });

  it('changes nothing when done twice', async () => {
    const [groups, people, tracked] = await loadAll();
    expect([groups?.code, people?.code, tracked?.code]).toEqual([0, 0, 0]);
    expect(tracked?.out).toMatch(/accepted +0\n +duplicate +6\n/);
    expect(await picture()).toEqual(expected);
  });

  it('takes what the website exports as CSV, ids under their shown name', async () => {
    const people = file(
      'people.csv',
      '\uFEFF"Distinct ID","Name","Plan since","company_id"\r\n"dan","Dan","2026-02-01","[""c2""]"\r\n',
    );
    expect(await load('users-csv', people, '--column', 'Name=$name')).toMatchObject({ code: 0 });
    const groups = file('companies.csv', '$distinct_id,$name,plan\nc4,Four,trial\n');
    expect(await load('groups-csv', groups, '--group-key', 'company_id')).toMatchObject({ code: 0 });
    const data = await ask(`{
      dan: user(distinctId: "dan") { properties }
      four: group(key: "company_id", id: "c4") { properties }
      members: userCohort(where: { someGroup: { key: "company_id", where: { id: { isOneOf: ["c2"] } } } }) { users { nodes { distinctId } } }
    }`);
    expect(data).toEqual({
      dan: { properties: { $name: 'Dan', 'Plan since': '2026-02-01', company_id: ['c2'] } },
      four: { properties: { $name: 'Four', plan: 'trial' } },
      members: { users: { nodes: [{ distinctId: 'ann' }, { distinctId: 'dan' }] } },
    });
  });

  it('reads the times of projects made before 2023 in the project’s zone', async () => {
    const line = (id: string) => ({
      event: 'old',
      properties: { time: at('2020-07-15T12:00:00Z'), distinct_id: id, $insert_id: id },
    });
    expect(
      await load('events', file('old.jsonl', JSON.stringify(line('old1'))), '--time-zone', 'America/New_York'),
    ).toMatchObject({ code: 0 });
    expect(await load('events', file('utc.jsonl', JSON.stringify(line('utc1'))))).toMatchObject({ code: 0 });
    expect(
      await ask('{ old: user(distinctId: "old1") { firstSeen } utc: user(distinctId: "utc1") { firstSeen } }'),
    ).toEqual({
      old: { firstSeen: '2020-07-15T16:00:00.000Z' },
      utc: { firstSeen: '2020-07-15T12:00:00.000Z' },
    });
    expect(await load('events', join(folder, 'old.jsonl'), '--time-zone', 'Nowhere')).toMatchObject({
      code: 2,
      err: expect.stringContaining('IANA'),
    });
  });
});

describe('whose an exported event is', () => {
  const idsOf = (properties: object) => {
    const parsed = parseEventLine(
      1,
      JSON.stringify({ event: 'e', properties: { time: 1_700_000_000, ...properties } }),
    );
    const [item] = parsed.kind === 'items' ? parsed.items : [];
    return { distinctId: item?.distinctId, deviceId: item?.deviceId, userId: item?.userId };
  };

  it('is the user Mixpanel settled on, where the event itself names only a device', () => {
    expect(idsOf({ distinct_id: 'u', $device_id: 'd' })).toEqual({ distinctId: 'u', deviceId: 'd', userId: 'u' });
  });

  it('is a device’s, where the distinct id is the device’s own, with its prefix or, as once, without', () => {
    expect(idsOf({ distinct_id: '$device:d', $device_id: 'd' })).toEqual({ distinctId: '$device:d', deviceId: 'd' });
    expect(idsOf({ distinct_id: 'd', $device_id: 'd' })).toEqual({ distinctId: 'd', deviceId: 'd' });
    expect(idsOf({ distinct_id: '', $device_id: 'd' })).toEqual({ deviceId: 'd' });
  });

  it('is the one it names', () => {
    expect(idsOf({ distinct_id: 'u', $device_id: 'd', $user_id: 'v' })).toMatchObject({ userId: 'v' });
    expect(idsOf({ distinct_id: 'u' })).toEqual({ distinctId: 'u' });
  });
});

describe('the insert id of an exported event', () => {
  const insertIdOf = ($insert_id: unknown, line = 1) => {
    const parsed = parseEventLine(
      line,
      JSON.stringify({ event: 'e', properties: { time: 1, distinct_id: 'u', $insert_id } }),
    );
    return parsed.kind === 'items' ? parsed.items[0]?.insertId : undefined;
  };

  it('is its own where that can be one, else made of it, the same on every line', () => {
    expect(insertIdOf('abc-123')).toBe('abc-123');
    expect(insertIdOf('a_b')).toMatch(/^[0-9a-f]{32}$/);
    expect(insertIdOf('a_b', 1)).toBe(insertIdOf('a_b', 2));
    expect(insertIdOf('a_b')).not.toBe(insertIdOf('a.b'));
  });

  it('is made of the line where it is a placeholder that many events share', () => {
    expect(insertIdOf('null', 1)).not.toBe(insertIdOf('null', 2));
  });
});
