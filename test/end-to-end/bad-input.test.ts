import fc from 'fast-check';
import type { Answer } from '../support/ask.js';
import { startTestServer, type TestProject, type TestServer } from '../support/server.js';
import { farthestPairs } from '../support/store-pairs.js';

const codesOf = (answer: Answer): string[] => (answer.errors ?? []).map((error) => error.extensions.code);

/** Text that has broken parsers, quoting and comparisons before. */
const attacks = [
  "' OR 1=1 --",
  '" OR ""="',
  "\\' OR 1=1 --",
  "'; DROP TABLE muster.events; --",
  "') UNION ALL SELECT distinct_id FROM user_profiles --",
  '{p0:String}',
  '$[7*7] {{7*7}} %s %n',
  '`id`',
  'a`b"c\'d\\e',
  'new\nline\ttab\r',
  '..dots.and.. spaces ',
  '{"json":true}',
  '[1,2]',
  '__proto__',
  'constructor',
  '%_%',
  '😀'.repeat(255),
  'ACMÉ',
  'İı',
  '\u202eright to left',
  '\u0001\u001f',
  '\\N',
  'NULL',
  'NaN',
  'Infinity',
  '-0',
];

const trackBatch = `mutation ($events: [EventInput!]!) {
  trackBatch(events: $events) { accepted refused outcomes { index status reason field } }
}`;

describe.each(farthestPairs())('bad input on %s', (_, stores) => {
  let server: TestServer;
  let other: TestProject;

  beforeAll(async () => {
    server = await startTestServer(stores);
    other = await server.addProject('Other');
    await server.ask('mutation { addGroupKey(key: "company_id", displayName: "Company") { key } }');
    await server.ask(
      'mutation { addGroupKey(key: "company_id", displayName: "Company") { key } }',
      {},
      other.secrets.OWNER,
    );
    await server.ask(
      'mutation { people_set(distinctId: "secret user", properties: { company_id: "secret inc", plan: "secret" }) { applied } }',
      {},
      other.secrets.OWNER,
    );
  });
  afterAll(() => server.stop());

  const post = async (body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${server.project.secrets.OWNER}`,
        ...headers,
      },
      body,
    });
    const text = await response.text();
    return { ...JSON.parse(text), status: response.status };
  };

  describe('a body', () => {
    it.each([
      ['that is cut off', '{"query": "{ users { tot'],
      ['that is no object', '[]'],
      ['that is empty', ''],
      ['that is no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
      ['without a query', '{"variables": {}}'],
      ['whose query is no text', '{"query": 7}'],
      ['whose query cannot be parsed', JSON.stringify({ query: '{ users { ' })],
      ['whose variables are no object', JSON.stringify({ query: '{ me { __typename } }', variables: 'x' })],
      ['that asks for a field there is not', JSON.stringify({ query: '{ usres { totalCount } }' })],
    ])('%s is refused with a code', async (_name, body) => {
      const answer = await post(body);
      expect(answer.status).toBeLessThan(500);
      expect(codesOf(answer)).toEqual([expect.stringMatching(/^(MALFORMED_REQUEST|BAD_INPUT)$/)]);
    });

    it('nested deeply is refused', async () => {
      const deep = `{ users ${'{ nodes { groups(key: "company_id") '.repeat(40)} { id } ${'} }'.repeat(40)} }`;
      expect(codesOf(await server.ask(deep))[0]).toMatch(/^(QUERY_TOO_COMPLEX|BAD_INPUT|MALFORMED_REQUEST)$/);
      const filter = JSON.parse(
        `${'{"not":'.repeat(3000)}{"property":{"name":"a","is":{"isSet":true}}}${'}'.repeat(3000)}`,
      );
      const answer = await server.ask('query ($where: UserFilter!) { userCohort(where: $where) { size } }', {
        where: filter,
      });
      expect(answer.status).toBeLessThan(500);
      expect(codesOf(answer).length).toBeGreaterThan(0);
    });

    it('with ten million characters in one place is refused or cut, never a fault', async () => {
      const text = 'x'.repeat(10_000_000);
      const answer = await server.ask(trackBatch, {
        events: [
          { name: text, distinctId: 'a' },
          { name: 'ok', distinctId: text },
          { name: 'long value', distinctId: 'a', properties: { text } },
        ].slice(0, 2),
      });
      expect(answer.data.trackBatch).toMatchObject({ accepted: 0, refused: 2 });
    });
  });

  it('keeps property names and values of every kind as they came', async () => {
    const properties = Object.fromEntries(attacks.map((name, i) => [name, attacks[(i + 1) % attacks.length]]));
    const odd = { 'a.b': { 'c.d': [1, 'two', null, true] }, big: 2 ** 53 + 2, small: 1e-300, nothing: null, none: [] };
    const given = { ...properties, ...odd };
    const set = await server.ask(
      'mutation ($p: Properties!) { people_set(distinctId: "odd", properties: $p) { applied } }',
      { p: given },
    );
    expect(set.errors).toBeUndefined();
    const { data } = await server.ask('{ user(distinctId: "odd") { properties } }');
    expect(data.user.properties).toEqual(JSON.parse(JSON.stringify(given)));
  });

  it('treats __proto__ as a property name like any other', async () => {
    const answer = await post(
      `{"query": "mutation ($p: Properties!) { people_set(distinctId: \\"proto\\", properties: $p) { applied } }",
        "variables": {"p": {"__proto__": {"polluted": true}, "constructor": 1}}}`,
    );
    expect(answer.status).toBeLessThan(500);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    const { data } = await server.ask(
      '{ userCohort(where: { and: [{ id: { isOneOf: ["proto"] } }, { property: { name: "__proto__", is: { isSet: true } } }] }) { size } }',
    );
    expect(answer.errors).toBeUndefined();
    expect(data.userCohort.size).toBe(1);
  });

  it('tells NUL and lone surrogates in ids from text it can keep', async () => {
    const { data } = await server.ask(trackBatch, {
      events: [
        { name: 'nul', distinctId: 'a\u0000b' },
        { name: 'lone', distinctId: 'a\ud800b', properties: { 'key\udc00': 'v\ud800' } },
        { name: 'text', distinctId: 'c', properties: { nul: 'a\u0000b' } },
      ],
    });
    const outcomes = data.trackBatch.outcomes;
    expect(outcomes[0]).toMatchObject({ status: 'REFUSED', field: 'distinctId' });
    expect(outcomes[2]).toMatchObject({ status: 'ACCEPTED' });
    const stored = await server.ask(
      'query ($v: [String!]!) { userCohort(where: { did: { where: { property: { name: "nul", is: { text: { isOneOf: $v } } } } } }) { size } }',
      { v: ['a\u0000b'] },
    );
    expect(stored.data.userCohort.size).toBe(1);
  });

  it.each([
    ['February the 30th', '2026-02-30'],
    ['a thirteenth month', '2026-13-01T00:00:00Z'],
    ['words', 'yesterday'],
    ['NaN', 'NaN'],
    ['too far back', '1970-06-01T00:00:00Z'],
    ['the far future', '2999-01-01T00:00:00Z'],
    ['a number beyond the calendar', 9e18],
    ['a negative number', -5],
  ])('refuses an event at %s, and stores the rest of the batch', async (name, time) => {
    const { data, errors } = await server.ask(trackBatch, {
      events: [
        { name: `time ${name}`, distinctId: 't', time },
        { name: `time ${name}`, distinctId: 't2' },
      ],
    });
    if (errors === undefined) {
      expect(data.trackBatch).toMatchObject({ accepted: 1, refused: 1 });
      expect(data.trackBatch.outcomes[0]).toMatchObject({ status: 'REFUSED', field: 'time' });
    } else expect(errors[0]?.extensions.code).toBe('BAD_INPUT');
  });

  it('takes one property that is text here and number there, and answers for each kind', async () => {
    const values = ['12', 12, true, null, [12], { a: 12 }, ''];
    for (const [i, value] of values.entries()) {
      await server.ask(
        'mutation ($id: ID!, $p: Properties!) { people_set(distinctId: $id, properties: $p) { applied } }',
        {
          id: `mixed-${i}`,
          p: { mixed: value },
        },
      );
    }
    const sizeOf = async (is: string): Promise<number> =>
      (
        await server.ask(
          `{ userCohort(where: { and: [{ id: { isOneOf: [${values.map((_v, i) => `"mixed-${i}"`)}] } }, { property: { name: "mixed", is: ${is} } }] }) { size } }`,
        )
      ).data.userCohort.size;
    expect(await sizeOf('{ text: { isOneOf: ["12"] } }')).toBe(1);
    expect(await sizeOf('{ number: { equals: 12 } }')).toBe(1);
    expect(await sizeOf('{ boolean: true }')).toBe(1);
    expect(await sizeOf('{ isSet: true }')).toBe(6);
    expect(await sizeOf('{ isSet: false }')).toBe(1);
  });

  it('stays healthy with 100,000 distinct property names', async () => {
    for (let batch = 0; batch < 10; batch++) {
      const events = Array.from({ length: 100 }, (_v, i) => ({
        name: 'wide',
        distinctId: `wide-${batch}`,
        insertId: `${batch}-${i}`,
        properties: Object.fromEntries(
          Array.from({ length: 100 }, (_w, k) => [`name ${(batch * 100 + i) * 100 + k}`, k]),
        ),
      }));
      const { data } = await server.ask(trackBatch, { events });
      expect(data.trackBatch).toMatchObject({ accepted: 100, refused: 0 });
    }
    const { data } = await server.ask(
      '{ userCohort(where: { did: { event: "wide", where: { property: { name: "name 54321", is: { number: { equals: 21 } } } } } }) { size } }',
    );
    expect(data.userCohort.size).toBe(1);
  });

  describe('an attack', () => {
    const filters = (text: string): Array<Record<string, unknown>> => [
      { property: { name: text, is: { isSet: true } } },
      { property: { name: 'plan', is: { text: { isOneOf: [text] } } } },
      { property: { name: 'plan', is: { text: { isNoneOf: [text] } } } },
      { property: { name: 'plan', is: { text: { contains: text, ignoreCase: true } } } },
      { property: { name: 'plan', is: { text: { startsWith: text } } } },
      { property: { name: 'plan', is: { text: { endsWith: text } } } },
      { property: { name: 'plan', is: { list: { anyOf: [text] } } } },
      { property: { name: 'plan', is: { list: { allOf: [text] } } } },
      { did: { event: text, where: { property: { name: text, is: { text: { isOneOf: [text] } } } } } },
    ];

    it.each(attacks.map((text, i) => [i, text] as const))(
      '%i through every text position of a user filter finds no secret',
      async (_i, text) => {
        const where = {
          or: [
            ...filters(text),
            { someGroup: { key: 'company_id', where: { or: filters(text) } } },
            { id: { isOneOf: [text, 'secret user'] } },
          ],
        };
        const answer = await server.ask(
          'query ($where: UserFilter!) { userCohort(where: $where) { size users { nodes { distinctId } } } }',
          { where },
        );
        expect(answer.errors).toBeUndefined();
        expect(JSON.stringify(answer.data)).not.toContain('secret');
      },
    );

    it.each(attacks.map((text, i) => [i, text] as const))(
      '%i as a name is answered with a code or taken as a name',
      async (_i, text) => {
        const answers = await Promise.all([
          server.ask('query ($t: String!) { groups(key: $t) { totalCount } }', { t: text }),
          server.ask('query ($t: String!) { groups(key: "company_id", search: $t) { totalCount } }', { t: text }),
          server.ask('query ($t: String!) { users(orderBy: { property: $t }) { totalCount nodes { distinctId } } }', {
            t: text,
          }),
          server.ask('query ($t: String!) { users(after: $t) { nodes { distinctId } } }', { t: text }),
          server.ask(
            'query ($t: ID!) { user(distinctId: $t) { properties } cohort(id: $t) { id } job(id: $t) { id } }',
            { t: text },
          ),
        ]);
        for (const answer of answers) {
          expect(codesOf(answer)).not.toContain('INTERNAL');
          expect(JSON.stringify(answer.data ?? null)).not.toContain('secret');
        }
      },
    );
  });

  it('answers any filter that the schema allows, or says which value is at fault', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom(...attacks));
    const condition = fc.oneof(
      fc.record({ text: fc.record({ isOneOf: fc.array(text, { maxLength: 3 }) }) }),
      fc.record({ number: fc.record({ atLeast: fc.double({ noNaN: true, noDefaultInfinity: true }) }) }),
      fc.record({ date: fc.record({ inLastDays: fc.integer() }) }),
      fc.record({ list: fc.record({ allOf: fc.array(fc.oneof(text, fc.integer(), fc.boolean()), { maxLength: 3 }) }) }),
      fc.record({ isSet: fc.boolean() }),
    );
    const property = fc.record({ property: fc.record({ name: text, is: condition }) });
    const did = fc.record({
      did: fc.record({ event: text, atLeast: fc.integer(), within: fc.record({ lastDays: fc.integer() }) }),
    });
    const leaf = fc.oneof(property, did);
    const where = fc.oneof(
      leaf,
      fc.record({ and: fc.array(leaf, { maxLength: 3 }) }),
      fc.record({ not: leaf }),
      fc.record({ someGroup: fc.record({ key: fc.constantFrom('company_id', 'nope'), where: leaf }) }),
    );
    await fc.assert(
      fc.asyncProperty(where, async (filter) => {
        const answer = await server.ask('query ($where: UserFilter!) { userCohort(where: $where) { size } }', {
          where: filter,
        });
        expect(codesOf(answer)).not.toContain('INTERNAL');
        expect(answer.status).not.toBe(500);
      }),
      { numRuns: 100 },
    );
  });
});
