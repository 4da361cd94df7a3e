import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { loadConfig } from '../../../src/config/config.js';
import { MusterError } from '../../../src/core/errors.js';
import type { RequestContext } from '../../../src/core/model.js';
import { acceptsGzip, sendExport } from '../../../src/http/exports/stream.js';
import { InFlight } from '../../../src/http/in-flight.js';
import { newRequestState } from '../../../src/http/request-state.js';
import { asAnalyst } from '../../cohorts/stored-world.js';
import { type Fake, noServices, secret, startFake } from '../fake-app.js';

const path = '/api/2.0/export?from_date=2026-01-01&to_date=2026-01-31';
const piece = `${JSON.stringify({ event: 'e', properties: { text: 'x'.repeat(1_000) } })}\n`.repeat(64);

/** An export whose text a test makes up; remembers what became of it. */
class MadeUp {
  /** Pieces that were asked for. */
  pulled = 0;
  ended = false;
  signal: AbortSignal | undefined;

  constructor(private readonly pieces: (pulled: number) => Promise<string | null> | string | null) {}

  readonly lines = async function* (this: MadeUp, ctx: RequestContext): AsyncGenerator<string> {
    this.signal = ctx.signal;
    try {
      for (;;) {
        const next = await this.pieces(this.pulled++);
        if (next === null) return;
        yield next;
        ctx.signal.throwIfAborted();
      }
    } finally {
      this.ended = true;
    }
  };
}

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await sleep(5);
};

const unavailable = (): MusterError => new MusterError('STORE_UNAVAILABLE', 'The warehouse cannot be reached.');
const failingAt = (at: number) => (pulled: number) => {
  if (pulled === at) throw unavailable();
  return piece;
};

describe('an export on its way to a client', () => {
  let fake: Fake | undefined;

  afterEach(async () => {
    await fake?.stop();
    fake = undefined;
  });

  async function start(madeUp: MadeUp, env: Record<string, string> = {}): Promise<Fake> {
    const events = { lines: madeUp.lines.bind(madeUp) };
    const services = { ...noServices, exports: { ...noServices.exports, events } };
    fake = await startFake({ app: { services }, env });
    return fake;
  }

  /** Asks as a client that reads when it likes to. */
  async function ask(origin: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
    const request = get(`${origin}${path}`, {
      headers: { authorization: `Bearer ${secret}`, ...headers },
      agent: false,
    });
    const [response]: IncomingMessage[] = await once(request, 'response');
    if (response === undefined) throw new Error('no response');
    return response;
  }

  async function readAll(response: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  it('is complete, in chunks, with the headers every answer has', async () => {
    const { origin } = await start(new MadeUp((pulled) => (pulled < 50 ? piece : null)));
    const response = await ask(origin);
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'transfer-encoding': 'chunked',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'x-request-id': expect.any(String),
    });
    expect((await readAll(response)).toString()).toBe(piece.repeat(50));
  });

  it('is complete and empty where there is nothing to export', async () => {
    const { origin } = await start(new MadeUp(() => null));
    expect((await readAll(await ask(origin))).length).toBe(0);
  });

  it('is compressed for clients that take gzip', async () => {
    const { origin } = await start(new MadeUp((pulled) => (pulled < 50 ? piece : null)));
    const response = await ask(origin, { 'accept-encoding': 'gzip, deflate' });
    expect(response.headers['content-encoding']).toBe('gzip');
    const packed = await readAll(response);
    expect(packed.length).toBeLessThan(piece.length);
    expect(gunzipSync(packed).toString()).toBe(piece.repeat(50));
  });

  it('is refused with a status while nothing is sent yet', async () => {
    const { origin, lines } = await start(new MadeUp(failingAt(0)));
    const response = await ask(origin);
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('1');
    expect(JSON.parse((await readAll(response)).toString())).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(lines.join('')).toContain('"codes":["STORE_UNAVAILABLE"]');
  });

  it.each([
    ['plain', {}],
    ['in gzip', { 'accept-encoding': 'gzip' }],
  ])('breaks off in the middle when it cannot go on, %s, and cannot be taken for complete', async (_, headers) => {
    const { origin, lines } = await start(new MadeUp(failingAt(40)));
    const response = await ask(origin, headers);
    expect(response.statusCode).toBe(200);
    await expect(readAll(response)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(response.complete).toBe(false);
    await until(() => lines.some((line) => line.includes('"codes":["STORE_UNAVAILABLE"]')));
  });

  it.each([
    ['refuses', '', '400'],
    ['takes', 'Accept-Encoding: gzip\r\n', '200'],
  ])('%s a client that knows no chunks, as its answer would need an end of its own', async (_, header, status) => {
    const { port } = await start(new MadeUp((pulled) => (pulled < 3 ? piece : null)));
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.0\r\nAuthorization: Bearer ${secret}\r\n${header}\r\n`);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk);
    const answer = Buffer.concat(chunks);
    expect(answer.toString('latin1')).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const body = answer.subarray(answer.indexOf('\r\n\r\n') + 4);
    if (status === '200') expect(gunzipSync(body).toString()).toBe(piece.repeat(3));
  });

  it('tells the log of a fault by an id, and nothing of its message', async () => {
    const { origin, lines } = await start(
      new MadeUp((pulled) => {
        if (pulled === 3) throw new Error("value 'secret@example.com' is wrong");
        return piece;
      }),
    );
    await expect(readAll(await ask(origin))).rejects.toThrow();
    await until(() => lines.some((line) => line.includes('"codes":["INTERNAL"]')));
    expect(lines.join('')).toContain('errorId');
    expect(lines.join('')).not.toContain('secret@example.com');
  });

  it('makes no more than a client takes', async () => {
    const madeUp = new MadeUp((pulled) => (pulled < 2_000 ? piece : null));
    const { origin } = await start(madeUp);
    const response = await ask(origin);
    let before = -1;
    while (madeUp.pulled > before) {
      before = madeUp.pulled;
      await sleep(200);
    }
    // What the system buffers between two sockets is a few megabytes of the 130.
    expect(madeUp.pulled).toBeLessThan(1_000);
    expect((await readAll(response)).length).toBe(2_000 * piece.length);
  });

  it('ends the work when its client goes away', async () => {
    const madeUp = new MadeUp(() => piece);
    const { origin } = await start(madeUp);
    const response = await ask(origin);
    response.destroy();
    await until(() => madeUp.ended);
    expect(madeUp.signal?.aborted).toBe(true);
  });

  it('ends a question that is being asked when its client goes away', async () => {
    const madeUp: MadeUp = new MadeUp((pulled) => {
      if (pulled < 3) return piece;
      return new Promise((_, reject) => {
        madeUp.signal?.addEventListener('abort', () => reject(madeUp.signal?.reason), { once: true });
      });
    });
    const { origin } = await start(madeUp);
    const response = await ask(origin);
    response.resume();
    await until(() => madeUp.pulled === 4);
    response.destroy();
    await until(() => madeUp.ended);
  });

  it('breaks off when the server stops', async () => {
    const madeUp = new MadeUp(async () => {
      await sleep(1);
      return piece;
    });
    const { origin, stop } = await start(madeUp, { MUSTER_SHUTDOWN_TIMEOUT_MS: '50' });
    const response = await ask(origin);
    const reading = readAll(response);
    // Expected before it happens, or Node takes it for unhandled.
    const broken = expect(reading).rejects.toMatchObject({ code: 'ECONNRESET' });
    await stop();
    await broken;
    expect(madeUp.ended).toBe(true);
  });

  it('gives up on a client that takes nothing for too long', async () => {
    const madeUp = new MadeUp(() => piece);
    const server = Fastify();
    server.decorateRequest('muster');
    const { project, actor } = asAnalyst(7);
    const door = { config: loadConfig({}), inFlight: new InFlight() };
    server.get('/', async (request, reply) => {
      request.muster = newRequestState();
      const file = { type: 'text/plain', name: null, text: madeUp.lines.bind(madeUp) };
      await sendExport(request, reply, { door, caller: { project, actor }, patience: 100 }, file);
    });
    const origin = await server.listen({ host: '127.0.0.1', port: 0 });
    const request = get(origin, { agent: false });
    request.on('error', () => undefined);
    const [response]: IncomingMessage[] = await once(request, 'response');
    response?.on('error', () => undefined);
    await until(() => madeUp.ended);
    expect(madeUp.signal?.aborted).toBe(true);
    await server.close();
  });

  it('is not made before the server is ready', async () => {
    const madeUp = new MadeUp(() => null);
    const services = { ...noServices, exports: { ...noServices.exports, events: { lines: madeUp.lines } } };
    fake = await startFake({ app: { services, isReady: () => false } });
    const response = await ask(fake.origin);
    expect(response.statusCode).toBe(503);
    expect(JSON.parse((await readAll(response)).toString())).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(madeUp.pulled).toBe(0);
  });
});

describe('whether a client takes gzip', () => {
  it.each([
    ['gzip', true],
    ['GZIP;q=0.5, identity', true],
    ['br, deflate, gzip', true],
    ['x-gzip', true],
    ['*', true],
    ['*;q=0.1', true],
    ['gzip;q=0', false],
    ['gzip; q=0.000, *', false],
    ['*;q=0', false],
    ['br', false],
    ['identity', false],
    ['gzipped', false],
    ['', false],
    [undefined, false],
  ])('%s: %s', (header, answer) => {
    expect(acceptsGzip(header)).toBe(answer);
  });
});
