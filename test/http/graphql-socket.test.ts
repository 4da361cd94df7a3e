import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { MusterError } from '../../src/core/errors.js';
import { limits } from '../../src/core/limits.js';
import { Subscribed, subscriber } from '../support/subscriber.js';
import { until } from '../support/until.js';
import { type Fake, secret, startFake } from './fake-app.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const times = { pingMs: 60_000, unreadMs: 60_000 };

const socketTo = ({ origin }: Fake, path = '/graphql', protocol = 'graphql-transport-ws'): WebSocket =>
  new WebSocket(`${origin.replace('http', 'ws')}${path}`, protocol, { headers: { authorization: `Bearer ${secret}` } });

/** Opens a connection, speaks the first words, and hands it over when the server has taken it. */
async function acknowledged(fake: Fake): Promise<WebSocket> {
  const socket = socketTo(fake);
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  return socket;
}

async function refusalOf(socket: WebSocket): Promise<number | undefined> {
  socket.on('error', () => undefined);
  const [, response] = await once(socket, 'unexpected-response');
  response.resume();
  return response.statusCode;
}

describe('a connection for subscriptions', () => {
  test('tells results and completes', async () => {
    const fake = await startFake();
    const client = subscriber(fake.origin, secret);
    const counted = new Subscribed(client, 'subscription { counted }');
    await until(() => counted.isComplete);
    expect(counted.told.map(({ data }) => data.counted)).toEqual([1, 2, 3]);
    await client.dispose();
    await fake.stop();
  });

  test('is for /graphql only, and only where the server is ready', async () => {
    let isReady = true;
    const fake = await startFake({ app: { isReady: () => isReady } });
    expect(await refusalOf(socketTo(fake, '/nothing'))).toBe(404);
    isReady = false;
    expect(await refusalOf(socketTo(fake))).toBe(503);
    await fake.stop();
  });

  test('needs the protocol, and words the protocol knows', async () => {
    const fake = await startFake();
    const old = socketTo(fake, '/graphql', 'graphql-ws');
    old.on('error', () => undefined);
    await new Promise((resolve) => old.once('close', resolve));
    const socket = await acknowledged(fake);
    socket.send('no JSON');
    expect((await once(socket, 'close'))[0]).toBe(4400);
    const large = await acknowledged(fake);
    large.send('x'.repeat(limits.liveMessageBytes + 1));
    expect((await once(large, 'close'))[0]).toBe(1009);
    await fake.stop();
  });

  test('is closed where the client does not say who it is in time', async () => {
    const fake = await startFake();
    const socket = socketTo(fake);
    expect((await once(socket, 'close'))[0]).toBe(4408);
    await fake.stop();
  });

  test('is to be tried again while a store cannot be reached', async () => {
    const authenticate = async () => {
      throw new MusterError('STORE_UNAVAILABLE', 'The catalog cannot be reached.');
    };
    const fake = await startFake({ app: { authenticate } });
    const counted = new Subscribed(subscriber(fake.origin, secret), 'subscription { counted }');
    await until(() => counted.failure !== undefined);
    expect(counted.closed).toBe(1013);
    await fake.stop();
  });

  test('is one of so many', async () => {
    const fake = await startFake();
    const sockets = await Promise.all(Array.from({ length: limits.liveConnections }, () => acknowledged(fake)));
    expect(await refusalOf(socketTo(fake))).toBe(429);
    sockets[0]?.close();
    await until(() => sockets[0]?.readyState === WebSocket.CLOSED);
    await pause(50);
    (await acknowledged(fake)).close();
    await fake.stop();
    await until(() => sockets.every(({ readyState }) => readyState === WebSocket.CLOSED));
  });

  test('ends where pings are not answered', async () => {
    const fake = await startFake({ socketTimes: { ...times, pingMs: 100 } });
    const deaf = new WebSocket(`${fake.origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      autoPong: false,
      headers: { authorization: `Bearer ${secret}` },
    });
    const answering = await acknowledged(fake);
    await once(deaf, 'close');
    await pause(300);
    expect(answering.readyState).toBe(WebSocket.OPEN);
    await fake.stop();
  });

  test('ends with its reason where messages are left unread, and nothing more is made for it', async () => {
    const fake = await startFake({ socketTimes: { ...times, unreadMs: 500 } });
    const socket = await acknowledged(fake);
    socket.pause();
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: 'subscription { flood }' } }));
    await until(() => fake.seen.floods > 0);
    await pause(300);
    const made = fake.seen.floods;
    await pause(300);
    expect(fake.seen.floods).toBe(made);
    expect(made).toBeLessThan(100);
    await until(() =>
      fake.lines.some((line) => line.includes('connection closed') && line.includes('"route":"/graphql"')),
    );
    expect(fake.seen.floodsEnded).toBe(1);
    socket.terminate();
    await fake.stop();
  });

  test('does not get into the way of requests that offer another protocol', async () => {
    const fake = await startFake();
    const body = JSON.stringify({ query: '{ hello(name: "h2c") }' });
    const socket = connect(fake.port, '127.0.0.1');
    const head = [
      'POST /graphql HTTP/1.1',
      'Host: x',
      'Connection: Upgrade, HTTP2-Settings, close',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA',
      `Authorization: Bearer ${secret}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 10)}`);
    await pause(100);
    socket.write(body.slice(10));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    expect(answer).toContain('h2c of Acme');
    await fake.stop();
  });
});
