import { MusterError } from '../../../src/core/errors.js';
import type { DoorServices } from '../../../src/http/door.js';
import { noServices, secret, startFake } from '../fake-app.js';
import { type Asking, put, startWorld, type World } from './world.js';

describe('who may ask the HTTP query API', () => {
  let world: World;
  const lists = '/api/query/cohorts/list';

  beforeAll(async () => {
    world = await startWorld({ catalog: 'sqlite', warehouse: 'chdb' });
  });

  afterAll(() => world.stop());

  const asked = async (authorization: string | null, asking: Asking = {}) => {
    const { status, body, headers } = await put(world.server, {}, { ...asking, authorization });
    return { status, code: body.code ?? 'ok', authenticate: headers.get('www-authenticate') };
  };
  const basic = (user: string, password: string): string =>
    `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

  it.each(['OWNER', 'ADMIN', 'ANALYST'] as const)(
    'a service account that is %s may take profiles out',
    async (role) => {
      const secret = world.server.project.secrets[role];
      expect(await asked(`Bearer ${secret}`)).toMatchObject({ status: 200 });
      expect(await asked(basic(role.toLowerCase(), secret))).toMatchObject({ status: 200 });
      expect(await asked(`Bearer ${secret}`, { path: lists })).toMatchObject({ status: 200 });
    },
  );

  it('a consumer may read the list of cohorts, and take no profiles out', async () => {
    const authorization = `Bearer ${world.server.project.secrets.CONSUMER}`;
    expect(await asked(authorization)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await asked(authorization, { path: lists })).toMatchObject({ status: 200 });
  });

  it('the project token, which is public, may ask nothing', async () => {
    for (const authorization of [`Bearer ${world.server.project.token}`, basic(world.server.project.token, '')]) {
      for (const path of ['/api/query/engage', lists]) {
        expect(await asked(authorization, { path })).toMatchObject({ status: 403, code: 'FORBIDDEN' });
      }
    }
  });

  it.each([
    ['nobody', null],
    ['a stranger', 'Bearer muster_nothing'],
    ['a wrong name', basic('someone', 'muster_nothing')],
    ['something else', 'Digest x'],
  ])('%s is asked for credentials', async (_, authorization) => {
    for (const path of ['/api/query/engage', '/api/2.0/engage/', lists]) {
      expect(await asked(authorization, { path })).toEqual({
        status: 401,
        code: 'UNAUTHENTICATED',
        authenticate: 'Bearer realm="muster"',
      });
    }
  });

  it('nothing but GET and POST is answered', async () => {
    const response = await fetch(`${world.server.url}/api/query/engage`, { method: 'DELETE' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
    expect(await response.json()).toMatchObject({ status: 'error', code: 'MALFORMED_REQUEST' });
  });
});

describe('while the server cannot answer', () => {
  const ask = async (origin: string) => {
    const response = await fetch(`${origin}/api/query/engage`, { headers: { authorization: `Bearer ${secret}` } });
    return { status: response.status, retry: response.headers.get('retry-after'), body: await response.json() };
  };
  const failing = (error: Error): DoorServices => {
    const fail = async (): Promise<never> => {
      throw error;
    };
    return { ...noServices, cohorts: { ...noServices.cohorts, usersPage: fail, usersCount: fail } };
  };

  it('says so while it starts, and when to come back', async () => {
    const fake = await startFake({ app: { isReady: () => false } });
    expect(await ask(fake.origin)).toEqual({
      status: 503,
      retry: '1',
      body: { error: expect.any(String), status: 'error', code: 'STORE_UNAVAILABLE' },
    });
    await fake.stop();
  });

  it.each([
    ['QUERY_MEMORY', 503, '1', {}],
    ['QUERY_TIMEOUT', 503, '1', {}],
    ['STORE_UNAVAILABLE', 503, '5', { retryAfterMs: 4_500 }],
    ['OVERLOADED', 429, '2', { retryAfterMs: 2_000 }],
  ] as const)('answers %s with %i and when to come back', async (code, status, retry, details) => {
    const fake = await startFake({ app: { services: failing(new MusterError(code, 'Later.', details)) } });
    expect(await ask(fake.origin)).toEqual({ status, retry, body: { error: 'Later.', status: 'error', code } });
    await fake.stop();
  });

  it('tells nothing of a fault of its own but where to look', async () => {
    const fake = await startFake({ app: { services: failing(new Error('the password is 1234')) } });
    const { status, body } = await ask(fake.origin);
    expect({ status, body }).toEqual({
      status: 500,
      body: { error: expect.any(String), status: 'error', code: 'INTERNAL', errorId: expect.any(String) },
    });
    expect(JSON.stringify(body)).not.toContain('1234');
    expect(fake.lines.join('\n')).toContain((body as { errorId: string }).errorId);
    await fake.stop();
  });
});
