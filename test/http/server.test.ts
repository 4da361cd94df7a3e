import { connect } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { MusterError } from '../../src/core/errors.js';
import { type Fake, refusal, secret, startFake } from './fake-app.js';

const hello = { query: 'query Hello { hello(name: "you") }' };

/** Sends bytes to the port and returns what comes back until the server closes. */
const exchange = (port: number, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });

describe('the HTTP server', () => {
  let fake: Fake;
  beforeAll(async () => {
    fake = await startFake({ env: { MUSTER_BODY_LIMIT_BYTES: '100000' } });
  });
  afterAll(() => fake.stop());

  describe('answers GraphQL', () => {
    test('to those with credentials', async () => {
      const response = await fake.ask(hello);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ data: { hello: 'you of Acme' } });
      expect(response.headers.get('cache-control')).toBe('no-store');
    });

    test('with a request id that the resolvers see too', async () => {
      const response = await fake.ask({ query: '{ requestId }' });
      expect(await response.json()).toEqual({ data: { requestId: response.headers.get('x-request-id') } });
    });

    test.each([
      ['no credentials', undefined],
      ['a wrong secret', 'Bearer wrong'],
    ])('never with %s, not even introspection', async (_, authorization) => {
      const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
      const body = JSON.stringify({ query: '{ __schema { queryType { name } } }' });
      const response = await fetch(`${fake.origin}/graphql`, { method: 'POST', headers, body });
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="muster"');
      expect(await refusal(response)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    });

    test('by POST only', async () => {
      const response = await fetch(`${fake.origin}/graphql?query={hello}`);
      expect(response.headers.get('allow')).toBe('POST, OPTIONS');
      expect(await refusal(response)).toMatchObject({ status: 405, code: 'MALFORMED_REQUEST' });
    });

    test('to pages of any origin, without cookies', async () => {
      const preflight = await fetch(`${fake.origin}/graphql`, {
        method: 'OPTIONS',
        headers: { origin: 'https://x.example' },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
      const refused = await fake.ask(hello, { authorization: 'Bearer wrong' });
      for (const { headers } of [preflight, refused]) {
        expect(headers.get('access-control-allow-origin')).toBe('*');
        expect(headers.get('access-control-allow-credentials')).toBeNull();
      }
    });
  });

  describe('reads bodies', () => {
    const large = JSON.stringify({ ...hello, variables: { x: 'a'.repeat(50_000) } });

    test.each([
      ['gzip', gzipSync(large)],
      ['deflate', deflateSync(large)],
      ['GZIP', gzipSync(large)],
    ])('compressed by %s', async (encoding, body) => {
      const response = await fake.ask(body, { 'content-encoding': encoding });
      expect(await response.json()).toEqual({ data: { hello: 'you of Acme' } });
    });

    test.each([
      ['text that is no JSON', '{"query": '],
      ['nothing', ''],
      ['a list', '[{"query":"{ hello }"}]'],
      ['null', 'null'],
      ['a number', '42'],
      ['an object without a query', '{}'],
      ['a query that is no text', '{"query":{"a":1}}'],
      ['an empty query', '{"query":""}'],
      ['variables that are no object', '{"query":"{ hello }","variables":[1]}'],
      ['an operation name that is no text', '{"query":"{ hello }","operationName":7}'],
      ['a byte order mark', '\ufeff{"query":"{ hello }"}'],
      [
        '5,000 lists in one another',
        `{"query":"{ hello }","variables":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`,
      ],
      ['10,000 unclosed objects', '{"a":'.repeat(10_000)],
    ])('and refuses %s as malformed', async (_, body) => {
      expect(await refusal(await fake.ask(body))).toMatchObject({ status: 400, code: 'MALFORMED_REQUEST' });
    });

    test.each([
      ['text/plain', 415],
      ['application/x-www-form-urlencoded', 415],
      ['multipart/form-data; boundary=x', 415],
    ])('and refuses the type %s', async (type, status) => {
      const response = await fake.ask(JSON.stringify(hello), { 'content-type': type });
      expect(await refusal(response)).toMatchObject({ status, code: 'MALFORMED_REQUEST' });
    });

    test('and refuses more than the bound', async () => {
      const body = JSON.stringify({ ...hello, variables: { x: 'a'.repeat(100_000) } });
      expect(await refusal(await fake.ask(body))).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
    });

    test.each([
      ['gzip', gzipSync(Buffer.alloc(50_000_000, 0x20))],
      ['deflate', deflateSync(Buffer.alloc(50_000_000, 0x20))],
    ])('and stops inflating a %s bomb at the bound', async (encoding, bomb) => {
      expect(bomb.length).toBeLessThan(100_000);
      const response = await fake.ask(bomb, { 'content-encoding': encoding });
      expect(await refusal(response)).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
    });

    test.each([
      ['no gzip at all', 'gzip', Buffer.from('{"query":"{ hello }"}')],
      ['gzip cut short', 'gzip', gzipSync(large).subarray(0, 40)],
      ['an unknown encoding', 'zstd', Buffer.from('x')],
    ])('and refuses %s', async (_, encoding, body) => {
      const response = await fake.ask(body, { 'content-encoding': encoding });
      expect(await refusal(response)).toMatchObject({ status: 400, code: 'MALFORMED_REQUEST' });
    });

    test('with brackets, quotes and backslashes inside texts', async () => {
      const name = `${'['.repeat(2_000)}"\\\\"\\`;
      const response = await fake.ask({ query: 'query ($n: String) { hello(name: $n) }', variables: { n: name } });
      expect(await response.json()).toEqual({ data: { hello: `${name} of Acme` } });
    });

    test.each([
      ['__proto__', '{"query":"{ hello }","__proto__":{"query":"{ fails }"},"variables":{"__proto__":{"x":1}}}'],
      ['constructor', '{"query":"{ hello }","constructor":{"prototype":{"x":1}}}'],
      ['lone surrogates', '{"query":"{ hello(name: \\"\\ud800\\") }"}'],
      ['NUL', '{"query":"{ hello }","variables":{"a":"\\u0000"}}'],
      ['numbers beyond 2^53', '{"query":"{ hello }","variables":{"a":1e999,"b":99999999999999999999}}'],
    ])('with %s and never fails', async (_, body) => {
      const response = await fake.ask(body);
      expect(response.status).toBeLessThan(500);
      expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
    });
  });

  describe('is robust against what is no proper HTTP', () => {
    test('garbage on the socket', async () => {
      const answer = await exchange(fake.port, 'garbage\r\n\r\n');
      expect(answer).toMatch(/^HTTP\/1.1 400/);
      expect(answer).toContain('MALFORMED_REQUEST');
    });

    test('headers beyond 256 KiB', async () => {
      const answer = await exchange(fake.port, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(300_000)}\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1.1 431/);
    });

    test('a Host header that is no host', async () => {
      const body = JSON.stringify(hello);
      const head = `POST /graphql HTTP/1.1\r\nHost: a b[\r\nAuthorization: Bearer ${secret}\r\nConnection: close`;
      const type = `Content-Type: application/json\r\nContent-Length: ${body.length}`;
      expect(await exchange(fake.port, `${head}\r\n${type}\r\n\r\n${body}`)).toMatch(/^HTTP\/1.1 400/);
    });

    test.each([
      '/%zz',
      '/%00',
      '/graphiql/assets/..%2f..%2fpackage.json',
      '/graphiql/assets/%2e%2e/%2e%2e/package.json',
      '//',
      '/nothing',
    ])('the address %s', async (path) => {
      const answer = await exchange(fake.port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1.1 40[04]/);
      expect(answer).toContain('"code":');
    });
  });

  test('says what it is at /', async () => {
    expect(await (await fetch(`${fake.origin}/`)).json()).toMatchObject({ name: 'muster', graphql: '/graphql' });
    const browser = await fetch(`${fake.origin}/`, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect(browser.status).toBe(302);
    expect(browser.headers.get('location')).toBe('graphiql');
  });

  test('shows measures without a word of any project', async () => {
    await fake.ask(hello);
    const text = await (await fetch(`${fake.origin}/metrics`)).text();
    expect(text).toMatch(/muster_http_request_duration_seconds_count\{route="\/graphql",status="200"\} \d/);
    expect(text).toContain('muster_errors_total{code="UNAUTHENTICATED"}');
    expect(text).not.toContain('Acme');
  });

  test('logs each request once, without values, variables or secrets', async () => {
    fake.lines.length = 0;
    await (
      await fake.ask({
        query: 'query Named($n: String) { hello(name: $n) fails }',
        variables: { n: 'private-value' },
        operationName: 'Named',
      })
    ).text();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(fake.lines).toHaveLength(1);
    expect(JSON.parse(fake.lines[0] ?? '')).toMatchObject({
      level: 'info',
      route: '/graphql',
      operation: 'Named',
      status: 200,
      codes: ['FORBIDDEN'],
      projectId: 7,
      requestId: expect.any(String),
      durationMs: expect.any(Number),
    });
    expect(fake.lines.join()).not.toMatch(/private-value|test-secret|authorization/i);
  });
});

describe('a fault of the server', () => {
  test('is masked, and found in the log under its id', async () => {
    const fake = await startFake({
      app: {
        authenticate: async () => {
          throw Object.assign(new Error("Duplicate entry 'private-value' for key"), {
            sql: 'SELECT private',
            parameters: ['private'],
          });
        },
      },
    });
    const response = await fake.ask(hello);
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toMatch(/Duplicate|private/);
    const errorId = /"errorId":"([^"]+)"/.exec(text)?.[1] ?? 'none';
    await fake.stop();
    const logged = fake.lines.find((line) => line.includes(errorId)) ?? '';
    expect(logged).toContain('Duplicate entry … for key');
    expect(fake.lines.join()).not.toContain('private');
  });

  test('of a store is retryable, and says when', async () => {
    const fake = await startFake({
      app: {
        authenticate: async () => {
          throw new MusterError('STORE_UNAVAILABLE', 'The catalog cannot be reached.', { retryAfterMs: 1_500 });
        },
      },
    });
    const response = await fake.ask(hello);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(await refusal(response)).toMatchObject({ status: 503, code: 'STORE_UNAVAILABLE' });
    await fake.stop();
  });
});

describe('readiness', () => {
  test('is said when both stores answer', async () => {
    const fake = await startFake();
    expect((await fetch(`${fake.origin}/healthz`)).status).toBe(200);
    const response = await fetch(`${fake.origin}/readyz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ready', catalog: 'ok', warehouse: 'ok' });
    await fake.stop();
  });

  test('is denied while starting, and when a store is gone or silent', async () => {
    let ready = false;
    const fake = await startFake({
      app: {
        isReady: () => ready,
        stores: [
          { name: 'catalog', ping: () => Promise.reject(new Error('password=secret')) },
          { name: 'warehouse', ping: () => new Promise(() => {}) },
        ],
      },
    });
    expect(await (await fetch(`${fake.origin}/readyz`)).json()).toEqual({ status: 'starting' });
    expect(await refusal(await fake.ask(hello))).toMatchObject({ status: 503, code: 'STORE_UNAVAILABLE' });
    ready = true;
    const response = await fetch(`${fake.origin}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'unavailable', catalog: 'unavailable', warehouse: 'unavailable' });
    expect((await fetch(`${fake.origin}/healthz`)).status).toBe(200);
    await fake.stop();
  });
});

describe('what is switched off', () => {
  test('is not there', async () => {
    const fake = await startFake({ env: { MUSTER_GRAPHIQL: 'off', MUSTER_METRICS: 'off' } });
    for (const path of ['/graphiql', '/graphiql/assets/graphiql.js', '/metrics']) {
      expect(await refusal(await fetch(`${fake.origin}${path}`))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    }
    const front = await fetch(`${fake.origin}/`, { headers: { accept: 'text/html' } });
    expect(await front.json()).toEqual({ name: 'muster', graphql: '/graphql' });
    await fake.stop();
  });
});
