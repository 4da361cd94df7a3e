import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' }, { env: { MUSTER_GRAPHQL_MAX_DEPTH: '6' } });
});

afterAll(async () => {
  await server.stop();
});

/** Asks and gives the first error with the HTTP status. */
async function refusal(query: string, variables?: Record<string, unknown>) {
  const answer = await server.ask(query, variables);
  const [first] = answer.errors ?? [];
  if (first === undefined) throw new Error('no error');
  return { status: answer.status, message: first.message, code: first.extensions.code, extensions: first.extensions };
}

const secret = 'a-value-nobody-may-see';
const trackBatch = 'mutation ($events: [EventInput!]!) { trackBatch(events: $events) { accepted } }';

describe('errors', () => {
  it('of the parser are MALFORMED_REQUEST', async () => {
    expect(await refusal('{ users(')).toMatchObject({ status: 400, code: 'MALFORMED_REQUEST' });
    expect((await refusal(`{ users(where: { a "${secret}" }) }`)).message).not.toContain(secret);
  });

  it('of validation are BAD_INPUT and keep what GraphQL says of names', async () => {
    expect(await refusal('{ usres { nodes { distinctId } } }')).toMatchObject({
      status: 400,
      code: 'BAD_INPUT',
      message: expect.stringContaining('Cannot query field "usres" on type "Query".'),
    });
  });

  it('carry the code, whether to retry, and what helps, and nothing of HTTP', async () => {
    const { extensions } = await refusal('{ groups(key: "nothing") { nodes { id } } }');
    expect(extensions).toEqual({ code: 'GROUP_KEY_UNKNOWN', retryable: false, path: ['key'], nearMatches: [] });
  });

  describe.each(['application/json', 'application/graphql-response+json'])('asked for as %s', (accept) => {
    const statusOf = async (query: string, credential = server.project.secrets.OWNER) => {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}`, accept },
        body: JSON.stringify({ query }),
      });
      expect(response.headers.get('content-type')).toContain(credential === 'wrong' ? 'application/json' : accept);
      return response.status;
    };

    it.each([
      ['of a field', '{ groups(key: "nothing") { nodes { id } } }'],
      ['of one field among others', '{ me { id } groups(key: "nothing") { nodes { id } } }'],
    ])('%s come with status 200, as the request was executed', async (_, query) => {
      expect(await statusOf(query)).toBe(200);
    });

    it.each([
      ['that cannot be parsed', '{ users('],
      ['that does not fit the schema', '{ usres }'],
      ['whose variables do not fit', 'query ($key: String!) { groups(key: $key) { totalCount } }'],
      ['that is too deep', '{ userCohorts { users { edges { node { groups(key: "k") { key { displayName } } } } } } }'],
    ])('of a document %s come with the status of the code', async (_, query) => {
      expect(await statusOf(query)).toBe(400);
    });

    it('of who asks come with the status of the code', async () => {
      expect(await statusOf('{ me { id } }', 'wrong')).toBe(401);
    });
  });

  it('name the place in the input', async () => {
    const where = '{ and: [{ property: { name: "a", is: { text: { contains: "b", endsWith: "c" } } } }] }';
    const { code, extensions } = await refusal(`{ userCohort(where: ${where}) { size } }`);
    expect(code).toBe('BAD_INPUT');
    expect(extensions.path).toEqual(['where', 'and', 0, 'property', 'is', 'text']);
  });

  it.each<[string, string, Record<string, unknown>?]>([
    ['a wrong type in a variable', trackBatch, { events: [{ name: { [secret]: secret } }] }],
    ['a wrong scalar in a variable', trackBatch, { events: [{ name: 'a', properties: secret }] }],
    ['an unknown field beside a value', trackBatch, { events: [{ name: secret, properties: { a: secret }, more: 1 }] }],
    ['a missing field', trackBatch, { events: [{ properties: { a: `x" at "y"; ${secret}` } }] }],
    ['a null', trackBatch, { events: [null, { name: secret }] }],
    ['a wrong type in a literal', `mutation { track(event: { name: ["${secret}"] }) { status } }`],
    ['an object for text', `mutation { track(event: { name: { a: "${secret}" } }) { status } }`],
    ['a wrong scalar in a literal', `mutation { people_set(distinctId: "a", properties: "${secret}") { applied } }`],
    [
      'a wrong date',
      `{ users(where: { did: { within: { between: { from: "${secret}" } } } }) { nodes { distinctId } } }`,
    ],
    ['an unknown enum value', `{ users(orderBy: { direction: "${secret}" }) { nodes { distinctId } } }`],
    [
      'two branches',
      `query ($f: UserFilter) { users(where: $f) { nodes { distinctId } } }`,
      { f: { id: { isOneOf: [secret] }, cohort: secret } },
    ],
    ['a null branch', `query ($f: UserFilter) { users(where: $f) { nodes { distinctId } } }`, { f: { cohort: null } }],
    [
      'a variable inside a literal',
      `query ($c: String) { users(where: { and: [{ id: { isOneOf: ["${secret}"] } }, { property: { name: "a", is: { text: { isOneOf: [$c] } } } }] }) { nodes { distinctId } } }`,
      { c: null },
    ],
  ])('of %s are BAD_INPUT and never show a value', async (_name, query, variables = {}) => {
    const answer = await server.ask(query, variables);
    expect(answer.errors?.length).toBeGreaterThan(0);
    for (const { extensions } of answer.errors ?? []) expect(extensions.code).toBe('BAD_INPUT');
    expect(JSON.stringify(answer)).not.toContain(secret);
    expect(JSON.stringify(answer)).not.toContain('stacktrace');
  });

  it('of ours are masked, with an id', async () => {
    const broken = jest.spyOn(server.app.warehouse, 'query').mockRejectedValue(new TypeError(secret));
    try {
      const { code, message, extensions } = await refusal('{ users { nodes { distinctId } } }');
      expect(code).toBe('INTERNAL');
      expect(message).not.toContain(secret);
      expect(extensions.errorId).toMatch(/^[0-9a-f-]{36}$/);
    } finally {
      broken.mockRestore();
    }
  });
});

describe('documents', () => {
  const nested = (depth: number): string => `${'{ not: '.repeat(depth)}{ cohort: "c" }${' }'.repeat(depth)}`;
  const filter = (depth: number): unknown => (depth === 0 ? { cohort: 'c' } : { not: filter(depth - 1) });
  const byVariable = 'query ($f: UserFilter) { users(where: $f) { nodes { distinctId } } }';

  it.each<[string, string, Record<string, unknown>?]>([
    ['too deep', '{ userCohorts { users { edges { node { groups(key: "k") { key { displayName } } } } } } }'],
    ['of too many aliases', `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: me { id }`).join(' ')} }`],
    ['of too many tokens', `{ ${'me { id } '.repeat(40_000)} }`],
    ['of brackets inside brackets', `{ users(where: ${nested(2_000)}) { nodes { distinctId } } }`],
    [
      'of ten thousand lists',
      `mutation { people_set(distinctId: "a", properties: { a: ${'['.repeat(10_000)}${']'.repeat(10_000)} }) { applied } }`,
    ],
    ['of selections inside selections', `{ ${'a { '.repeat(5_000)} b ${'} '.repeat(5_000)} }`],
    ['with variables nested too deep', byVariable, { f: filter(200) }],
    [
      'that cost too much',
      `{ ${['a', 'b', 'c'].map((name) => `${name}: users(first: 1000) { nodes { groups(key: "k", first: 1000) { ${Array.from({ length: 9 }, (_, i) => `p${name}${i}: property(name: "p")`).join(' ')} } x: groups(key: "l") { properties hasProfile name id updatedAt } } }`).join(' ')} }`,
    ],
  ])('%s are refused before anything is asked', async (_name, query, variables = {}) => {
    const asked = jest.spyOn(server.app.warehouse, 'query');
    const { code, status } = await refusal(query, variables);
    expect(code).toBe('QUERY_TOO_COMPLEX');
    expect(status).toBe(400);
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
  });

  it('with fragments that use one another are refused', async () => {
    const fragments = 'fragment A on User { groups(key: "k") { id } ...B } fragment B on User { ...A }';
    expect((await refusal(`{ users { nodes { ...A } } } ${fragments}`)).code).toBe('BAD_INPUT');
  });

  it('that are merely large pass', async () => {
    const query = `{ users(first: 1000) { nodes { distinctId properties firstSeen a: groups(key: "k") { id name properties } } } }`;
    const answer = await server.ask(query);
    expect(answer.errors).toBeUndefined();
  });

  it('may be asked for the schema', async () => {
    const answer = await server.ask('{ __schema { types { name description } } }');
    expect(answer.data.__schema.types.length).toBeGreaterThan(50);
  });
});
