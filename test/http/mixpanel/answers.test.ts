import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { MusterError } from '../../../src/core/errors.js';
import type { Project } from '../../../src/core/model.js';
import type { DoorServices } from '../../../src/http/door.js';
import type { HttpApp } from '../../../src/http/http-app.js';
import { type Fake, type FakeContext, noServices, startFake } from '../fake-app.js';

const token = '0123456789abcdef0123456789abcdef';
const project: Project = {
  id: 7,
  name: 'Shop',
  token,
  timeZone: 'UTC',
  createdAt: new Date(0),
  repairRemovedGroups: false,
};
const origin = 'https://shop.example';
const basic = { authorization: `Basic ${Buffer.from(`${token}:`).toString('base64')}` };

/** Services that store everything, after what a test wants to happen first. */
const storing = (before: () => Promise<void> = async () => {}): DoorServices => ({
  ...noServices,
  projects: { byToken: async (given) => (given === token ? project : null) },
  ingestion: {
    async accept(_context, events) {
      await before();
      return events.map((_each, index) => ({ index, status: 'ACCEPTED', insertId: `${index}` }));
    },
  },
  profiles: {
    ...noServices.profiles,
    async apply(_context, items) {
      await before();
      return items.map((_each, index) => ({ index, status: 'APPLIED' }));
    },
  },
});

const authenticate: HttpApp<FakeContext>['authenticate'] = async ({ authorization }) => {
  if (authorization === basic.authorization) return { project, actor: { kind: 'token' } };
  throw new MusterError('UNAUTHENTICATED', 'Send credentials.');
};

const start = (app: Partial<HttpApp<FakeContext>> = {}): Promise<Fake> =>
  startFake({
    env: { MUSTER_SDK_PATH_PREFIX: '/mp/api', MUSTER_BODY_LIMIT_BYTES: '10000' },
    app: { services: storing(), authenticate, ...app },
  });

/** One record that every endpoint takes. */
const record = {
  event: 'a',
  properties: { token, distinct_id: 'ada', time: 1_790_000_000 },
  $token: token,
  $distinct_id: 'ada',
  $group_key: 'company_id',
  $group_id: 'acme',
  $set: { a: 1 },
};
const form = `data=${encodeURIComponent(JSON.stringify([record]))}`;

const ingestion = ['/track', '/engage', '/groups', '/import'];
const asked = ['/flags', '/flags/definitions', '/settings'];
const posted = ['/record', '/flags/f1/first-time-events'];
const everywhere = (paths: readonly string[]): string[] =>
  ['', '/mp/api'].flatMap((prefix) => paths.flatMap((path) => [`${prefix}${path}`, `${prefix}${path}/`]));

const send = (fake: Fake, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(fake.origin + path, { redirect: 'manual', ...init, headers: { origin, ...init.headers } });
const post = (
  fake: Fake,
  path: string,
  body: string | Buffer = form,
  headers: Record<string, string> = basic,
): Promise<Response> => send(fake, path, { method: 'POST', body, headers });

/** That a page of the origin may read the answer, which is what the browser checks before it shows one to the SDK. */
function expectReadable({ headers }: Response): void {
  expect({
    origin: headers.get('access-control-allow-origin'),
    credentials: headers.get('access-control-allow-credentials'),
    exposed: headers.get('access-control-expose-headers'),
    vary: headers.get('vary'),
  }).toEqual({ origin, credentials: 'true', exposed: 'retry-after, x-request-id', vary: 'Origin' });
}

/** An answer that is an error in the SDKs' form, readable by pages. */
async function expectRefusal(response: Response, code: number): Promise<void> {
  expectReadable(response);
  expect(await response.json()).toEqual({ code, error: expect.any(String), status: expect.any(String) });
  expect(response.status).toBe(code);
}

describe('the SDKs’ endpoints', () => {
  let fake: Fake;
  beforeAll(async () => {
    fake = await start();
  });
  afterAll(() => fake.stop());

  it.each(everywhere(ingestion))(
    'answer at %s, by GET and POST, where they are asked and readable by any page',
    async (path) => {
      for (const response of [await post(fake, path), await send(fake, `${path}?${form}`, { headers: basic })]) {
        expectReadable(response);
        expect({ status: response.status, text: await response.text() }).toEqual({ status: 200, text: '1' });
        expect(response.headers.get('cache-control')).toBe('no-store');
      }
    },
  );

  it.each(everywhere(asked))('say at %s that there is nothing', async (path) => {
    const response = await send(fake, `${path}?context=%7B%7D&token=${token}&mp_lib=web`, { headers: basic });
    expectReadable(response);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(
      path.includes('definitions')
        ? { flags: [] }
        : path.includes('flags')
          ? { flags: {} }
          : { sdk_config: { config: {} } },
    );
  });

  it.each(everywhere(posted))('take at %s what is not kept', async (path) => {
    const response = await post(fake, `${path}?seq=0&format=gzip`, gzipSync('[]'), {
      ...basic,
      'content-type': 'application/octet-stream',
    });
    expectReadable(response);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(path.includes('record') ? { code: 200, status: 'OK' } : {});
  });

  it.each(everywhere([...asked, ...posted]))('want the project token at %s', async (path) => {
    const isAsked = asked.some((each) => path.replace(/\/$/, '').endsWith(each));
    const by = (headers: Record<string, string>) =>
      isAsked ? send(fake, path, { headers }) : post(fake, path, 'x', headers);
    await expectRefusal(await by({}), 401);
    await expectRefusal(await by({ authorization: `Basic ${Buffer.from('wrong:').toString('base64')}` }), 401);
  });

  it.each(everywhere(['/import']))('want credentials at %s', async (path) => {
    await expectRefusal(await post(fake, path, form, {}), 401);
  });

  it.each(everywhere([...ingestion, ...asked, ...posted]))('answer a browser’s question at %s', async (path) => {
    const response = await send(fake, path, {
      method: 'OPTIONS',
      headers: {
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,X-Shop, bad header,é,traceparent',
      },
    });
    expectReadable(response);
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, POST, OPTIONS');
    expect(response.headers.get('access-control-allow-headers')).toBe(
      'authorization, content-type, content-encoding, traceparent, x-request-id, x-shop',
    );
    expect(response.headers.get('access-control-max-age')).toBe('86400');
  });

  it('allow no more headers than a browser may ask for', async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => `x-${i}`).join(',');
    const response = await send(fake, '/track/', {
      method: 'OPTIONS',
      headers: { 'access-control-request-headers': many },
    });
    expect(response.headers.get('access-control-allow-headers')?.split(', ')).toHaveLength(55);
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('refuse %s readably', async (method) => {
    for (const path of everywhere([...ingestion, '/flags', '/record'])) {
      const response = await send(fake, path, { method, body: form });
      expect(response.headers.get('allow')).toBe('GET, POST, OPTIONS');
      await expectRefusal(response, 405);
    }
  });

  it('do not store by HEAD', async () => {
    expect((await send(fake, `/track?${form}`, { method: 'HEAD' })).status).toBe(404);
  });

  it('say readably that there is nothing', async () => {
    for (const path of ['/flags/other', '/mp/api/flags/other/'])
      await expectRefusal(await send(fake, path, { headers: basic }), 404);
  });

  it.each(everywhere(ingestion))('refuse readably at %s what is too large', async (path) => {
    const large = `data=${' '.repeat(15_000)}`;
    await expectRefusal(await post(fake, path, large), 413);
    await expectRefusal(await post(fake, path, `data=${' '.repeat(100_000)}`), 413);
    const bomb = gzipSync(Buffer.alloc(5_000_000, 0x20));
    await expectRefusal(await post(fake, path, bomb, { ...basic, 'content-encoding': 'gzip' }), 413);
    await expectRefusal(await post(fake, path, bomb), 413);
  });

  it.each([
    ['gzip that is none', { 'content-encoding': 'gzip' }, form],
    ['an encoding nobody knows', { 'content-encoding': 'zstd' }, form],
    ['another charset', { 'content-type': 'text/plain; charset=utf-16' }, form],
    ['no data', {}, 'a=b'],
  ])('answer 0 readably to %s', async (_, headers, body) => {
    const response = await post(fake, '/track/?verbose=1', body, headers);
    expectReadable(response);
    expect({ status: response.status, answer: await response.json() }).toEqual({
      status: 200,
      answer: { status: 0, error: expect.any(String) },
    });
  });

  it('read the rest of a body that is a little too large, so that the browser hears the answer', async () => {
    const socket = connect(fake.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST /track/ HTTP/1.1\r\nHost: x\r\nOrigin: ${origin}\r\nContent-Length: 15000\r\n\r\n${'a'.repeat(11_000)}`,
    );
    const early = await Promise.race([
      once(socket, 'data'),
      new Promise((resolve) => setTimeout(resolve, 200, 'silent')),
    ]);
    expect(early).toBe('silent');
    socket.write('a'.repeat(4_000));
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1.1 413 [\s\S]*access-control-allow-origin: https:\/\/shop.example/i);
    socket.destroy();
  });

  it('keep nothing of a recording, and read no more of it than of any body', async () => {
    expect((await post(fake, '/record/', Buffer.alloc(9_000))).status).toBe(200);
    await expectRefusal(await post(fake, '/record/', Buffer.alloc(12_000)), 413);
  });

  it('say which page they answer, whichever it is, and nothing to who is no page', async () => {
    const fromFile = await send(fake, '/track', { headers: { origin: 'null' } });
    expect(fromFile.headers.get('access-control-allow-origin')).toBe('null');
    const fromProgram = await fetch(`${fake.origin}/track?${form}`);
    expect(fromProgram.headers.get('access-control-allow-origin')).toBeNull();
    expect(fromProgram.headers.get('vary')).toBe('Origin');
  });
});

describe('a failure is answered readably, and so that clients keep what they have', () => {
  it.each([
    [
      'a store is away',
      new MusterError('STORE_UNAVAILABLE', 'The store cannot be reached.', { retryAfterMs: 2_500 }),
      503,
      '3',
    ],
    ['too much is waiting', new MusterError('OVERLOADED', 'Too much is waiting.'), 429, '1'],
    ['the server stops', new MusterError('SHUTTING_DOWN', 'The server is stopping.'), 503, '1'],
    ['the server has a fault', new TypeError('x is undefined'), 500, null],
  ])('when %s', async (_, fault, status, retryAfter) => {
    const fake = await start({
      services: storing(async () => {
        throw fault;
      }),
    });
    for (const path of ingestion) {
      const response = await post(fake, `${path}/?verbose=1`);
      expect(response.headers.get('retry-after')).toBe(retryAfter);
      await expectRefusal(response, status);
    }
    await fake.stop();
    if (status === 500) expect(fake.lines.filter((line) => line.includes('fault while answering'))).toHaveLength(4);
  });

  it('unless something is stored that would count twice: then the rest is refused, and the log has the reason', async () => {
    const otherToken = 'f'.repeat(32);
    const other: Project = { ...project, id: 8, token: otherToken };
    const services = storing();
    const fake = await start({
      services: {
        ...services,
        projects: { byToken: async (given) => (given === otherToken ? other : project) },
        profiles: {
          ...services.profiles,
          async apply(context, items, options) {
            expect(options).toEqual({ inOneTransaction: true });
            if (context.project.id === other.id)
              throw new MusterError('STORE_UNAVAILABLE', 'The store cannot be reached.');
            return services.profiles.apply(context, items, options);
          },
        },
      },
    });
    const add = (by: string) => ({ $token: by, $distinct_id: 'ada', $add: { visits: 1 } });
    const sendAll = (records: unknown[]) => post(fake, '/engage/?verbose=1', JSON.stringify(records));
    await expectRefusal(await sendAll([{ ...add(token), $add: undefined, $set: { a: 1 } }, add(otherToken)]), 503);
    const response = await sendAll([add(token), add(otherToken)]);
    expectReadable(response);
    expect({ status: response.status, answer: await response.json() }).toEqual({
      status: 200,
      answer: { status: 0, error: expect.stringMatching(/^1 of 2 records were refused: record 1: Not stored/) },
    });
    await fake.stop();
    const codes = fake.lines.map((line) => JSON.parse(line).codes).filter((each) => each !== undefined);
    expect(codes).toEqual([['STORE_UNAVAILABLE'], ['STORE_UNAVAILABLE']]);
  });

  it('while the server starts; a browser’s question is answered all the same', async () => {
    let ready = false;
    const fake = await start({ isReady: () => ready });
    for (const path of [...ingestion, ...posted]) {
      const response = await post(fake, path);
      expect(response.headers.get('retry-after')).toBe('1');
      await expectRefusal(response, 503);
      expect((await send(fake, path, { method: 'OPTIONS' })).status).toBe(204);
    }
    ready = true;
    expect((await post(fake, '/track')).status).toBe(200);
    await fake.stop();
  });

  it('while the server stops, which finishes what it has begun', async () => {
    let finish = (): void => {};
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const fake = await start({
      services: storing(() => {
        begin();
        return new Promise((resolve) => {
          finish = resolve;
        });
      }),
    });
    const first = post(fake, '/track/');
    await begun;
    const stopped = fake.server.drain();
    for (const path of everywhere([...ingestion, ...posted])) {
      const response = await post(fake, path);
      expect(response.headers.get('retry-after')).toBe('1');
      await expectRefusal(response, 503);
      const preflight = await send(fake, path, { method: 'OPTIONS' });
      expectReadable(preflight);
      expect(preflight.status).toBe(204);
    }
    finish();
    expect(await (await first).text()).toBe('1');
    await stopped;
  });

  it('while others send large bodies and do not finish; small ones are taken all the same', async () => {
    const fake = await start();
    const sockets = Array.from({ length: 12 }, () => connect(fake.port, '127.0.0.1'));
    for (const socket of sockets) {
      socket.write(`POST /track HTTP/1.1\r\nHost: x\r\nContent-Length: 10000\r\n\r\n${'a'.repeat(9_990)}`);
    }
    const large = form.padEnd(9_000, '&');
    // Until the server has read what was sent; each attempt waits for an answer.
    let response = await post(fake, '/track', large);
    for (let attempt = 0; attempt < 1_000 && response.status !== 429; attempt++) {
      response = await post(fake, '/track', large);
    }
    expect(response.headers.get('retry-after')).toBe('1');
    await expectRefusal(response, 429);
    expect(await (await post(fake, '/track', '[]')).text()).toBe('1');
    for (const socket of sockets) socket.destroy();
    for (let attempt = 0; attempt < 1_000 && response.status === 429; attempt++) {
      response = await post(fake, '/track', large);
    }
    expect(response.status).toBe(200);
    await fake.stop();
  });

  it('when the server stops while a store never answers: were it only to hang up, the browser would drop its events', async () => {
    let begin = (): void => {};
    const fake = await startFake({
      env: { MUSTER_SHUTDOWN_TIMEOUT_MS: '50' },
      app: {
        services: storing(() => {
          begin();
          return new Promise(() => {});
        }),
        authenticate,
      },
    });
    const answers: Array<Promise<Response>> = [];
    for (const path of ingestion) {
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      answers.push(post(fake, path));
      await begun;
    }
    const stopped = fake.server.drain();
    for (const answer of answers) await expectRefusal(await answer, 503);
    await stopped;
  });
});

describe('a request of an SDK', () => {
  it.each([
    ['off', false],
    ['on', true],
  ])('is its sender’s address’s, as the proxy tells it if that is believed: %s', async (trustProxy, isBelieved) => {
    const ids: unknown[] = [];
    const services = storing();
    const fake = await startFake({
      env: { MUSTER_TRUST_PROXY: trustProxy },
      app: {
        services: {
          ...services,
          ingestion: {
            accept(context, events) {
              ids.push(...events.map(({ distinctId }) => distinctId));
              return services.ingestion.accept(context, events);
            },
          },
        },
      },
    });
    const nobodys = `data=${JSON.stringify({ event: 'a', properties: { token } })}`;
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.1']) {
      await (await post(fake, '/track', nobodys, { 'x-forwarded-for': address })).text();
    }
    await fake.stop();
    expect(ids).toEqual(Array(3).fill(expect.stringMatching(/^\$device:[0-9a-f]{32}$/)));
    expect([ids[0] === ids[2], ids[0] === ids[1]]).toEqual([true, !isBelieved]);
  });

  it('is logged with its project and codes, without a word of what it holds', async () => {
    const fake = await start();
    const secretEvent = { ...record, properties: { ...record.properties, plan: 'private-value' } };
    await (await send(fake, `/track/?data=${encodeURIComponent(JSON.stringify(secretEvent))}`)).text();
    await (await post(fake, '/engage', 'private-value')).text();
    await fake.stop();
    const lines = fake.lines.map((line) => JSON.parse(line)).filter(({ route }) => route !== undefined);
    expect(lines).toMatchObject([
      { route: '/track/', method: 'GET', status: 200, projectId: 7, actor: 'token' },
      { route: '/engage', method: 'POST', status: 200, codes: ['MALFORMED_REQUEST'] },
    ]);
    expect(lines[0]).not.toHaveProperty('operation');
    expect(fake.lines.join()).not.toMatch(new RegExp(`private-value|${token}`));
  });
});
