import { startTestServer, type TestServer } from '../support/server.js';

describe('a server with introspection and GraphiQL switched off', () => {
  let server: TestServer;
  beforeAll(async () => {
    const env = { MUSTER_INTROSPECTION: 'false', MUSTER_GRAPHIQL: 'false' };
    server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' }, { env });
  });
  afterAll(() => server.stop());

  it('refuses to show its schema, in its own words', async () => {
    const answer = await server.ask('{ __schema { types { name } } }');
    expect(answer.errors?.map(({ message, extensions }) => [extensions.code, message])).toEqual([
      ['FORBIDDEN', expect.stringMatching(/^Introspection is switched off/)],
    ]);
  });

  it('suggests no names to who guesses', async () => {
    const answer = await server.ask('{ usres { totalCount } }');
    expect(answer.errors?.[0]?.message).not.toMatch(/did you mean/i);
  });

  it('serves no page', async () => {
    expect((await fetch(`${server.url}/graphiql`)).status).toBe(404);
  });

  it('answers questions as ever', async () => {
    expect((await server.ask('{ users { totalCount } }')).data).toEqual({ users: { totalCount: 0 } });
  });
});
