import { startTestServer, type TestProject, type TestServer } from '../../support/server.js';
import { farthestPairs } from '../../support/store-pairs.js';
import { type Asking, ask, linesOf, refusalOf } from './support.js';

interface User {
  readonly $distinct_id: string;
  readonly $properties: Readonly<Record<string, unknown>>;
}

interface Group {
  readonly $group_key: string;
  readonly $group_id: string;
  readonly $properties: Readonly<Record<string, unknown>>;
}

const users = '/api/export/users';
const groups = '/api/export/groups';

const isPlan = (plan: string) => ({ property: { name: 'plan', is: { text: { isOneOf: [plan] } } } });

describe.each(farthestPairs())('lists that are exported on %s', (_, pair) => {
  let server: TestServer;
  let other: TestProject;
  let proUsers: string;

  beforeAll(async () => {
    server = await startTestServer(pair);
    other = await server.addProject('Other');
    const change = async (query: string, variables: object = {}, credential?: string) => {
      const answer = await server.ask(query, { ...variables }, credential);
      expect(answer.errors).toBeUndefined();
      return answer.data;
    };
    await change('mutation { addGroupKey(key: "company_id", displayName: "Company") { key } }');
    await change('mutation { setCompanyKey(groupKey: "company_id", nameProperty: "name") { nameProperty } }');
    const set = (distinctId: string, properties: object) => ({ people_set: { distinctId, properties } });
    const company = (groupId: string, properties: object) => ({
      group_set: { groupKey: 'company_id', groupId, properties },
    });
    const apply =
      'mutation ($operations: [ProfileOperationInput!]!) { profileBatch(operations: $operations) { refused } }';
    await change(apply, {
      operations: [
        set('ann', { plan: 'pro', seats: 3, tags: ['a', 'b'], company_id: ['acme'], born: '2001-02-03' }),
        set('bob', { plan: 'free', seats: 20, note: null, company_id: ['zeta'] }),
        set('cleo', { plan: 'pro', note: '' }),
        company('acme', { name: 'Acme Corp', plan: 'enterprise', size: 5 }),
        company('zeta', { name: 'Zeta', plan: 'trial', size: 50 }),
      ],
    });
    const track = 'mutation ($events: [EventInput!]!) { trackBatch(events: $events) { refused } }';
    await change(track, {
      events: [
        { name: 'View', deviceId: 'd1' },
        { name: 'View', deviceId: 'd2' },
        { name: 'Login', deviceId: 'd2', userId: 'dora' },
        { name: 'View', distinctId: 'ann', properties: { company_id: 'unprofiled' } },
      ],
    });
    await change(track, { events: [{ name: 'View', distinctId: 'eve' }] }, other.token);
    const saved = await change(
      'mutation ($where: UserFilter!) { createUserCohort(name: "Pro", where: $where) { id } }',
      { where: isPlan('pro') },
    );
    proUsers = saved.createUserCohort.id;
  });
  afterAll(() => server.stop());

  const exported = async <Line>(path: string, body?: unknown, asking: Asking = {}): Promise<Line[]> =>
    linesOf<Line>(await ask(server, path, { ...asking, body }));
  const idsOf = async (body: object): Promise<string[]> =>
    (await exported<User>(users, body)).map(({ $distinct_id: id }) => id);

  describe('as NDJSON', () => {
    it('have every user by id, those without a profile too, and devices that belong to one not again', async () => {
      expect(await exported<User>(users, {})).toEqual([
        { $distinct_id: '$device:d1', $properties: {} },
        {
          $distinct_id: 'ann',
          $properties: { plan: 'pro', seats: 3, tags: ['a', 'b'], company_id: ['acme'], born: '2001-02-03' },
        },
        { $distinct_id: 'bob', $properties: { plan: 'free', seats: 20, note: null, company_id: ['zeta'] } },
        { $distinct_id: 'cleo', $properties: { plan: 'pro', note: '' } },
        { $distinct_id: 'dora', $properties: {} },
      ]);
    });

    it('have every group of the key, those known by an event alone too', async () => {
      expect(await exported<Group>(groups, { key: 'company_id' })).toEqual([
        {
          $group_key: 'company_id',
          $group_id: 'acme',
          $properties: { name: 'Acme Corp', plan: 'enterprise', size: 5 },
        },
        { $group_key: 'company_id', $group_id: 'unprofiled', $properties: {} },
        { $group_key: 'company_id', $group_id: 'zeta', $properties: { name: 'Zeta', plan: 'trial', size: 50 } },
      ]);
    });

    it('have the columns asked for', async () => {
      expect(await exported<User>(users, { columns: ['seats', 'none'], where: isPlan('pro') })).toEqual([
        { $distinct_id: 'ann', $properties: { seats: 3 } },
        { $distinct_id: 'cleo', $properties: {} },
      ]);
    });

    it('are named for saving', async () => {
      const named = async (path: string, body: object) =>
        (await ask(server, path, { body })).headers.get('content-disposition');
      expect(await named(users, {})).toBe('attachment; filename="users.ndjson"');
      expect(await named(groups, { key: 'company_id', format: 'csv' })).toBe(
        'attachment; filename="groups-company_id.csv"',
      );
    });
  });

  describe('as CSV', () => {
    it('have all properties there are, by name', async () => {
      const answer = await ask(server, users, { body: { format: 'csv' } });
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
      expect(answer.text).toBe(
        [
          '$distinct_id,born,company_id,note,plan,seats,tags',
          '$device:d1,,,,,,',
          'ann,2001-02-03,"[""acme""]",,pro,3,"[""a"",""b""]"',
          'bob,,"[""zeta""]",,free,20,',
          'cleo,,,"",pro,,',
          'dora,,,,,,',
          '',
        ].join('\r\n'),
      );
    });

    it('have the columns asked for, in their order', async () => {
      const body = { format: 'csv', key: 'company_id', columns: ['size', '$group_id', 'name'], bom: true };
      expect((await ask(server, groups, { body })).text).toBe(
        '$group_key,$group_id,size,name\r\ncompany_id,acme,5,Acme Corp\r\ncompany_id,unprofiled,,\r\ncompany_id,zeta,50,Zeta\r\n',
      );
    });

    it('have only the properties of those on the list, and a header where nobody is', async () => {
      const csv = async (where: object) => (await ask(server, users, { body: { format: 'csv', where } })).text;
      expect(await csv({ id: { isOneOf: ['cleo'] } })).toBe('$distinct_id,note,plan\r\ncleo,"",pro\r\n');
      expect(await csv({ id: { isOneOf: ['nobody'] } })).toBe('$distinct_id\r\n');
    });

    it('come where `Accept` asks for them, and the format asked for by name counts more', async () => {
      const typeOf = async (accept: string, body: object = {}) =>
        (await ask(server, users, { body, headers: { accept } })).headers.get('content-type')?.split(';')[0];
      expect(await typeOf('text/csv')).toBe('text/csv');
      expect(await typeOf('text/csv; q=0.9, */*; q=0.1')).toBe('text/csv');
      expect(await typeOf('application/x-ndjson')).toBe('application/x-ndjson');
      expect(await typeOf('*/*')).toBe('application/x-ndjson');
      expect(await typeOf('text/csv', { format: 'ndjson' })).toBe('application/x-ndjson');
    });

    it('begin with a byte order mark where that is asked for', async () => {
      const response = await fetch(`${server.url}${users}?format=csv&bom=true&columns=plan`, {
        headers: { authorization: `Bearer ${server.project.secrets.OWNER}` },
      });
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    });
  });

  describe('hold whom GraphQL’s lists hold', () => {
    const filters = [
      { someGroup: { key: 'company_id', where: isPlan('enterprise') } },
      { not: isPlan('pro') },
      { and: [isPlan('pro'), { property: { name: 'seats', is: { number: { atLeast: 1 } } } }] },
      // One filter where a list of them is expected, as GraphQL takes it.
      { or: isPlan('free') },
      { belongsTo: { key: 'company_id' } },
      { did: { event: 'View' } },
      { did: { event: 'View', within: { between: { from: '2026-01-01', to: '2099-01-01T00:00:00Z' } } } },
      { property: { name: 'born', is: { date: { before: '2010-01-01' } } } },
    ];

    it.each(filters)('%j', async (where) => {
      const answer = await server.ask('query ($where: UserFilter!) { users(where: $where) { nodes { distinctId } } }', {
        where,
      });
      const expected = answer.data.users.nodes.map(({ distinctId }: { distinctId: string }) => distinctId);
      expect(expected.length).toBeGreaterThan(0);
      expect(await idsOf({ where })).toEqual(expected);
    });

    it('in the same order', async () => {
      for (const direction of ['ASC', 'DESC']) {
        const orderBy = { property: 'seats', direction };
        const answer = await server.ask('query ($o: UserOrder!) { users(orderBy: $o) { nodes { distinctId } } }', {
          o: orderBy,
        });
        const expected = answer.data.users.nodes.map(({ distinctId }: { distinctId: string }) => distinctId);
        expect(await idsOf({ orderBy })).toEqual(expected);
      }
      const bySize = await exported<Group>(groups, {
        key: 'company_id',
        orderBy: { property: 'size', direction: 'DESC' },
      });
      expect(bySize.map(({ $group_id: id }) => id)).toEqual(['zeta', 'acme', 'unprofiled']);
    });

    it('found by a search, in ids and in names', async () => {
      const found = async (search: string) =>
        (await exported<Group>(groups, { key: 'company_id', search })).map(({ $group_id: id }) => id);
      expect(await found('CORP')).toEqual(['acme']);
      expect(await found('e')).toEqual(['acme', 'unprofiled', 'zeta']);
      expect(await found('')).toHaveLength(3);
    });
  });

  describe('refuse what GraphQL refuses', () => {
    /** Filters that are read, and then found wrong: both doors say the same, the path included. */
    it.each([
      [{ cohort: 'cohort_none' }],
      [{ someGroup: { key: 'company', where: isPlan('a') } }],
      [{ and: [isPlan('a'), { property: { name: 'a', is: { text: {} } } }] }],
      [{ property: { name: 'a', is: { text: { isOneOf: [], ignoreCase: true } } } }],
      [{ property: { name: 'a', is: { number: { between: { from: 2, to: 1 } } } } }],
      [{ did: { atLeast: 3, atMost: 2 } }],
    ])('%j', async (where) => {
      const answer = await server.ask('query ($where: UserFilter!) { userCohort(where: $where) { size } }', { where });
      const { code, path, nearMatches } = answer.errors?.[0]?.extensions ?? { code: 'none' };
      const refused = refusalOf(await ask(server, users, { body: { where } }));
      expect(refused).toMatchObject({ code, ...(path ? { path } : {}), ...(nearMatches ? { nearMatches } : {}) });
      expect(code).not.toBe('none');
    });

    /** Filters that GraphQL cannot read: its words, without the value, and where. */
    it.each([
      [{}, ['where'], 'Exactly one key must be specified for OneOf type "UserFilter".'],
      [{ and: [{}, {}] }, ['where', 'and', 0], 'Exactly one key must be specified for OneOf type "UserFilter".'],
      ['secret', ['where'], 'Expected type "UserFilter" to be an object.'],
      [
        { id: { isOneOf: ['a'], secret: 1 } },
        ['where', 'id', 'secret'],
        'Field "secret" is not defined by type "IdFilter".',
      ],
      [
        { and: [{ someGroup: { key: 1, where: isPlan('a') } }] },
        ['where', 'and', 0, 'someGroup', 'key'],
        'String cannot represent a non string value.',
      ],
      [
        { property: { name: 'a', is: { date: { before: '2026-02-30' } } } },
        ['where', 'property', 'is', 'date', 'before'],
        'DateTime must be ISO 8601 text',
      ],
    ])('%j', async (where, path, message) => {
      const answer = await ask(server, users, { body: { where } });
      expect(refusalOf(answer)).toEqual({ status: 400, code: 'BAD_INPUT', path });
      expect(JSON.parse(answer.text).errors[0].message).toContain(message);
      const inGraphql = await server.ask('query ($where: UserFilter!) { userCohort(where: $where) { size } }', {
        where,
      });
      expect(inGraphql.errors?.[0]?.message).toContain(message);
      expect(inGraphql.errors?.[0]?.extensions.path).toEqual(path);
    });

    it('users where groups are asked for', async () => {
      const body = { key: 'company_id', where: { someGroup: { key: 'company_id', where: isPlan('a') } } };
      expect(refusalOf(await ask(server, groups, { body }))).toMatchObject({
        code: 'BAD_INPUT',
        path: ['where', 'someGroup'],
      });
      const cohort = { key: 'company_id', where: { cohort: proUsers } };
      expect(refusalOf(await ask(server, groups, { body: cohort }))).toMatchObject({ code: 'COHORT_WRONG_UNIT' });
    });

    it('filters that nest without end', async () => {
      let where: object = isPlan('a');
      for (let i = 0; i < 200; i++) where = { not: where };
      expect(refusalOf(await ask(server, users, { body: { where } }))).toMatchObject({
        status: 400,
        code: 'QUERY_TOO_COMPLEX',
      });
    });
  });

  describe('refuse', () => {
    it.each([
      [users, { colums: ['a'] }, { code: 'BAD_INPUT', path: ['colums'], nearMatches: ['columns'] }],
      [users, { format: 'xml' }, { code: 'BAD_INPUT', path: ['format'] }],
      [users, { columns: 'a,b' }, { code: 'BAD_INPUT', path: ['columns'] }],
      [users, { columns: ['a', 1] }, { code: 'BAD_INPUT', path: ['columns', 1] }],
      [users, { columns: ['a', 'a'] }, { code: 'BAD_INPUT', path: ['columns'] }],
      [users, { columns: [''] }, { code: 'BAD_INPUT', path: ['columns'] }],
      [users, { columns: Array.from({ length: 2_001 }, (__, i) => `c${i}`) }, { code: 'BAD_INPUT', path: ['columns'] }],
      [users, { bom: true }, { code: 'BAD_INPUT', path: ['bom'] }],
      [users, { format: 'ndjson', formulas: 'escape' }, { code: 'BAD_INPUT', path: ['formulas'] }],
      [users, { orderBy: { direction: 'UP' } }, { code: 'BAD_INPUT', path: ['orderBy', 'direction'] }],
      [users, { orderBy: { property: '' } }, { code: 'BAD_INPUT', path: ['orderBy', 'property'] }],
      [users, [], { code: 'MALFORMED_REQUEST' }],
      [users, '{', { code: 'MALFORMED_REQUEST' }],
      [groups, {}, { code: 'BAD_INPUT', path: ['key'] }],
      [groups, { key: 'company' }, { code: 'GROUP_KEY_UNKNOWN', nearMatches: ['company_id'] }],
      [`${users}?format=csv`, {}, { code: 'BAD_INPUT', path: ['format'] }],
    ])('%s with %j', async (path, body, refusal) => {
      expect(refusalOf(await ask(server, path, { body }))).toMatchObject(refusal);
    });

    it('a body that is no JSON, and other methods', async () => {
      const form = await ask(server, users, {
        body: 'a=b',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(refusalOf(form)).toEqual({ status: 415, code: 'MALFORMED_REQUEST' });
      const put = await ask(server, users, { method: 'PUT' });
      expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST']);
    });
  });

  describe('as links', () => {
    it('lead to a saved cohort', async () => {
      const answer = await ask(server, `${users}?format=csv&cohort=${proUsers}&columns=plan,seats`);
      expect(answer.text).toBe('$distinct_id,plan,seats\r\nann,pro,3\r\ncleo,pro,\r\n');
    });

    it('take names that have a comma in them', async () => {
      const answer = await ask(server, `${users}?format=csv&columns=${encodeURIComponent('["a,b","plan"]')}`);
      expect(answer.text.split('\r\n')[0]).toBe('$distinct_id,"a,b",plan');
    });

    it('lead to groups', async () => {
      const found = await exported<Group>(`${groups}?key=company_id&search=zet`);
      expect(found.map(({ $group_id: id }) => id)).toEqual(['zeta']);
    });

    it('escape formulas where that is asked for', async () => {
      const answer = await ask(server, `${users}?format=csv&columns=${encodeURIComponent('["=x"]')}&formulas=escape`);
      expect(answer.text.split('\r\n')[0]).toBe("$distinct_id,'=x");
    });

    it.each([
      [`${users}?where={}`, 'where'],
      [`${users}?column=a`, 'column'],
      [`${users}?bom=yes`, 'bom'],
      [`${groups}?format=csv`, 'key'],
    ])('refuse %s', async (path, name) => {
      expect(refusalOf(await ask(server, path))).toMatchObject({ status: 400, code: 'BAD_INPUT', path: [name] });
    });
  });

  describe('are for those alone who may export', () => {
    it.each([users, `${groups}?key=company_id`])('%s', async (path) => {
      const { OWNER, ADMIN, ANALYST, CONSUMER } = server.project.secrets;
      const status = async (credential: string | null) => (await ask(server, path, { credential })).status;
      expect(await Promise.all([OWNER, ADMIN, ANALYST].map(status))).toEqual([200, 200, 200]);
      expect(await Promise.all([CONSUMER, server.project.token, 'muster_wrong', null].map(status))).toEqual([
        403, 403, 401, 401,
      ]);
    });

    it('in their own project', async () => {
      const credential = other.secrets.ANALYST;
      const found = await exported<User>(users, {}, { credential });
      expect(found).toEqual([{ $distinct_id: 'eve', $properties: {} }]);
      const stranger = await ask(server, groups, { body: { key: 'company_id' }, credential });
      expect(refusalOf(stranger)).toMatchObject({ status: 404, code: 'GROUP_KEY_UNKNOWN' });
      const cohort = await ask(server, `${users}?cohort=${proUsers}`, { credential });
      expect(refusalOf(cohort)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    });
  });
});
