import { connect } from 'node:net';
import { until } from '../support/until.js';
import { refusal, secret, startFake } from './fake-app.js';

const slow = (ms: number) => ({ query: `query Slow { slow(ms: ${ms}) }` });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a request', () => {
  test('is aborted when its client goes away', async () => {
    const fake = await startFake();
    const client = new AbortController();
    const answer = fetch(`${fake.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify({ query: '{ untilAborted }' }),
      signal: client.signal,
    }).catch(() => 'gone');
    await until(() => fake.seen.begun === 1);
    expect(fake.seen.aborts).toEqual([]);
    client.abort();
    expect(await answer).toBe('gone');
    await until(() => fake.seen.aborts.length === 1);
    expect(fake.seen.aborts[0]).toMatchObject({ code: 'QUERY_CANCELLED' });
    await until(() => fake.lines.some((line) => line.includes('left by its client') && line.includes('499')));
    await fake.stop();
  });

  test('is aborted when its time is up', async () => {
    const fake = await startFake({ env: { MUSTER_QUERY_TIMEOUT_MS: '200' } });
    const response = await fake.ask({ query: '{ untilAborted }' });
    expect(await refusal(response)).toMatchObject({ code: 'QUERY_TIMEOUT' });
    expect(fake.seen.aborts).toMatchObject([{ code: 'QUERY_TIMEOUT' }]);
    await fake.stop();
  });

  test('is answered in bounded time even when nothing heeds its signal', async () => {
    const fake = await startFake({ env: { MUSTER_QUERY_TIMEOUT_MS: '100', MUSTER_SHUTDOWN_TIMEOUT_MS: '0' } });
    const response = await fake.ask({ query: '{ never }' });
    expect(await refusal(response)).toMatchObject({ status: 503, code: 'QUERY_TIMEOUT' });
    await fake.stop();
  });

  test.each([
    ['headers', 'POST /graphql HTTP/1.1\r\nHost: x\r\n'],
    [
      'body',
      `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${secret}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"q`,
    ],
  ])('whose %s never arrive is cut off', async (_, start) => {
    const fake = await startFake({
      timeouts: { headersMs: 300, requestMs: 600, keepAliveMs: 1_000, checkEveryMs: 100 },
    });
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(fake.port, '127.0.0.1', () => socket.write(start));
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1.1 408/);
    await fake.stop();
  });
});

describe('an orderly stop', () => {
  test('finishes what is in flight and refuses the rest as retryable', async () => {
    const fake = await startFake();
    const begun = fake.ask(slow(600));
    await pause(150);
    const stopped = fake.stop();
    const late = await fake.ask({ query: '{ hello }' });
    expect(late.headers.get('connection')).toBe('close');
    expect(late.headers.get('retry-after')).toBe('1');
    expect(await refusal(late)).toMatchObject({ status: 503, code: 'SHUTTING_DOWN' });
    const ready = await fetch(`${fake.origin}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'stopping' });
    expect((await fetch(`${fake.origin}/healthz`)).status).toBe(200);
    expect(await (await begun).json()).toEqual({ data: { slow: 'done' } });
    await stopped;
    await expect(fetch(`${fake.origin}/healthz`)).rejects.toThrow();
  });

  test('waits no longer than it may', async () => {
    const fake = await startFake({ env: { MUSTER_SHUTDOWN_TIMEOUT_MS: '200' } });
    const heeding = fake.ask({ query: '{ untilAborted }' });
    const deaf = fake.ask({ query: '{ never }' }).catch(() => 'cut off');
    await until(() => fake.seen.begun === 1);
    await pause(100);
    const begun = performance.now();
    await fake.stop();
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(await refusal(await heeding)).toMatchObject({ code: 'SHUTTING_DOWN' });
    expect(await deaf).toBe('cut off');
  });

  test('can be asked for twice, and with nothing in flight is at once', async () => {
    const fake = await startFake();
    await fake.ask({ query: '{ hello }' });
    const begun = performance.now();
    await Promise.all([fake.stop(), fake.stop()]);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  test('does not wait for a client that was refused before its body and holds on to the connection', async () => {
    const fake = await startFake();
    const socket = connect(fake.port, '127.0.0.1');
    const refused = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n');
    expect(await refused).toContain('401');
    await fake.stop();
    await closed;
  });
});
