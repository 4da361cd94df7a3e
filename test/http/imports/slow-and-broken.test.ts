import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { MusterError } from '../../../src/core/errors.js';
import type { ProfileItem } from '../../../src/profiles/profile-service.js';
import { until } from '../../support/until.js';
import { secret } from '../fake-app.js';
import { applied, csv, exchange, known, startWith, streamOf, upload } from './send.js';

const away = new MusterError('STORE_UNAVAILABLE', 'The catalog cannot be reached.', { retryAfterMs: 1_500 });
const quick = { headersMs: 300, requestMs: 600, keepAliveMs: 1_000, checkEveryMs: 100 };
const rows = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, n) => `u${from + n},${from + n}\n`).join('');
const idOf = ({ subject }: ProfileItem): string =>
  String(subject.kind === 'user' ? subject.distinctId : subject.groupId);

/** Goes on writing a byte now and then, until the connection is closed. */
function drip(write: (text: string) => void): () => void {
  const timer = setInterval(() => write(' '), 50);
  return () => clearInterval(timer);
}

describe('an upload that a store breaks off', () => {
  it('says how many rows were applied and where to go on, when the store is gone before a batch', async () => {
    let calls = 0;
    const fake = await startWith(async (items) => {
      if (++calls === 3) throw away;
      return applied(items);
    });
    const answer = await upload(fake.origin, 'users-csv', `distinct_id,a\n${rows(0, 10_000)}`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('2');
    const { errors, import: progress } = answer.body;
    const { applied: count, nextLine } = progress;
    expect(count).toBeGreaterThan(3_000);
    expect(progress).toEqual({
      rows: count,
      applied: count,
      refused: 0,
      refusals: [],
      truncated: false,
      nextLine: count + 2,
    });
    expect(errors).toMatchObject([{ extensions: { code: 'STORE_UNAVAILABLE', retryable: true, retryAfterMs: 1_500 } }]);
    expect(errors[0].message).toContain(`${count} rows were applied`);
    expect(errors[0].message).toContain(`line ${nextLine}`);
    await fake.stop();
  });

  it('counts to the row, when it breaks off within a batch', async () => {
    const fake = await startWith(async (items) =>
      items.map((_, index) =>
        index < 400
          ? { index, status: 'APPLIED' }
          : {
              index,
              status: 'REFUSED',
              code: 'STORE_UNAVAILABLE',
              field: '',
              nearMatches: [],
              message: 'The catalog cannot be reached.',
            },
      ),
    );
    const file = `distinct_id,a\n"u\n\n",1\n,2\n${rows(0, 1_000)}`;
    const { status, body } = await upload(fake.origin, 'users-csv', file);
    expect(status).toBe(503);
    // Lines 1 to 5 are the header, the long row and the refused one; 399 of the others were applied.
    expect(body.import).toMatchObject({ rows: 401, applied: 400, refused: 1, nextLine: 405 });
    expect(file.split('\n')[body.import.nextLine - 1]).toBe('u399,399');
    await fake.stop();
  });

  it('can be gone on with from there', async () => {
    const stored = new Map<string, unknown>();
    let left = 5;
    const fake = await startWith(async (items) => {
      if (left-- === 0) throw away;
      for (const item of items) stored.set(idOf(item), 'properties' in item.operation && item.operation.properties);
      return applied(items);
    });
    const lines = rows(0, 20_000).split('\n');
    let rest = lines;
    for (let status = 0; status !== 200; ) {
      const answer = await upload(fake.origin, 'users-csv', ['distinct_id,a', ...rest].join('\n'));
      status = answer.status;
      rest = rest.slice((answer.body.import?.nextLine ?? 0) - 2);
      if (status !== 200) left = 100;
    }
    expect(stored.size).toBe(20_000);
    await fake.stop();
  });

  it('is a fault of the server when the store’s error is no known one, without a word of it', async () => {
    const fake = await startWith(async () => {
      throw new Error("Duplicate entry 'private' for key");
    });
    const { status, body } = await upload(fake.origin, 'users-csv', 'distinct_id,a\nu,1\n');
    expect(status).toBe(500);
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL' } }], import: { rows: 0, nextLine: null } });
    expect(JSON.stringify(body)).not.toContain('private');
    await fake.stop();
  });
});

describe('an upload that takes its time', () => {
  it('may take longer than any other request, as long as something comes', async () => {
    const fake = await startWith(async (items) => applied(items), { timeouts: quick });
    async function* slowly() {
      yield 'distinct_id,a\n';
      for (let n = 0; n < 10; n++) {
        await pause(150);
        yield `u${n},1\n`;
      }
    }
    expect(await upload(fake.origin, 'users-csv', streamOf(slowly()))).toMatchObject({
      status: 200,
      body: { applied: 10 },
    });
    await fake.stop();
  });

  it('may wait for the store as long as that takes', async () => {
    const fake = await startWith(
      async (items) => {
        await pause(500);
        return applied(items);
      },
      { timeouts: quick },
    );
    const file = streamOf(
      Array.from({ length: 8 }, (_, n) => (n === 0 ? 'distinct_id,a\n' : rows(n * 1_000, n * 1_000 + 1_000))),
    );
    expect(await upload(fake.origin, 'users-csv', file)).toMatchObject({ status: 200, body: { applied: 7_000 } });
    await fake.stop();
  });

  it('is given up when nothing comes, and says how far it came', async () => {
    const fake = await startWith(async (items) => applied(items), { timeouts: quick });
    const text = `distinct_id,a\n${rows(0, 20_000)}`;
    const answer = await exchange(fake, [csv, known, `Content-Length: ${text.length + 1_000_000}`], (write) => {
      write(text);
      return undefined;
    });
    expect(answer).toMatch(/^HTTP\/1.1 408/);
    expect(answer).toContain('nothing arrived');
    expect(answer).toMatch(/"applied":\d{4}/);
    await fake.stop();
  });

  it.each([
    ['without credentials', [csv], /^HTTP\/1.1 401/],
    ['that was answered already', [csv, known], /^HTTP\/1.1 400/],
  ])('%s has no more time than any other request', async (_, head, refused) => {
    const fake = await startWith(async (items) => applied(items), { timeouts: quick });
    const answer = await exchange(fake, [...head, 'Content-Length: 10000000'], (write) => {
      // No CSV: refused at once, and yet it drips on.
      write('\0\0\0\0'.repeat(20_000));
      return drip(write);
    });
    expect(answer).toMatch(refused);
    await fake.stop();
  });

  it('is the only request that may drip', async () => {
    const fake = await startWith(async (items) => applied(items), { timeouts: quick });
    const head = ['Content-Type: application/json', known, 'Content-Length: 1000'];
    expect(await exchange(fake, head, drip, '/graphql')).toMatch(/^HTTP\/1.1 408/);
    await fake.stop();
  });

  it('is answered early and can go on sending meanwhile', async () => {
    const fake = await startWith(async (items) => applied(items));
    const large = Buffer.alloc(20_000_000, 'no csv, this\n');
    expect(await upload(fake.origin, 'users-csv', large)).toMatchObject({ status: 400 });
    const packed = { headers: { 'content-encoding': 'gzip' } };
    const answer = await upload(fake.origin, 'users-csv', gzipSync(large, { level: 0 }), packed);
    expect(answer).toMatchObject({ status: 400 });
    // The connection is good for another.
    expect(await upload(fake.origin, 'users-csv', 'distinct_id,a\nu,1\n')).toMatchObject({ status: 200 });
    await fake.stop();
  });
});

describe('an upload whose client goes away', () => {
  it('stops, and does not go on with what has not arrived', async () => {
    let calls = 0;
    const fake = await startWith(async (items) => {
      calls++;
      await pause(100);
      return applied(items);
    });
    const leaving = new AbortController();
    // Long rows: what sockets hold when the client goes has arrived, and is few rows then.
    const hundred = `u,${'x'.repeat(2_000)}\n`.repeat(100);
    async function* endless() {
      yield 'distinct_id,a\n';
      for (;;) {
        yield hundred;
        await nextTurn();
      }
    }
    const answer = upload(fake.origin, 'users-csv', streamOf(endless()), { signal: leaving.signal }).catch(
      () => 'gone',
    );
    await until(() => calls >= 2);
    leaving.abort();
    expect(await answer).toBe('gone');
    await until(() => fake.lines.some((line) => line.includes('left by its client') && line.includes('users-csv')));
    const then = calls;
    await pause(500);
    expect(calls).toBe(then);
    await fake.stop();
  });

  it('in the middle of a row does not store half of it', async () => {
    const stored: string[] = [];
    const fake = await startWith(async (items) => {
      stored.push(...items.map(idOf));
      return applied(items);
    });
    const socket = connect(fake.port, '127.0.0.1');
    const head = [
      'POST /api/import/users-csv HTTP/1.1',
      'Host: x',
      'Content-Type: text/csv',
      `Authorization: Bearer ${secret}`,
    ];
    socket.write(`${[...head, 'Content-Length: 1000'].join('\r\n')}\r\n\r\ndistinct_id,a\nu1,1\nu2,12`);
    await pause(100);
    socket.destroy();
    await until(() => fake.lines.some((line) => line.includes('left by its client')));
    await pause(100);
    expect(stored).not.toContain('u2');
    const cut = gzipSync(`distinct_id,a\n${rows(0, 3)}u9,99`).subarray(0, -12);
    const answer = await upload(fake.origin, 'users-csv', cut, { headers: { 'content-encoding': 'gzip' } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ extensions: { code: 'MALFORMED_REQUEST' } }] } });
    expect(stored).not.toContain('u9');
    await fake.stop();
  });
});

describe('an orderly stop', () => {
  it('lets an upload finish that can, and breaks off the others where they are', async () => {
    const stored = new Set<string>();
    const fake = await startWith(
      async (items) => {
        for (const item of items) stored.add(idOf(item));
        return applied(items);
      },
      { env: { MUSTER_SHUTDOWN_TIMEOUT_MS: '500' } },
    );
    const gate = new AbortController();
    async function* openEnded() {
      yield `distinct_id,a\n${rows(0, 20_000)}`;
      await once(gate.signal, 'abort');
    }
    const broken = upload(fake.origin, 'users-csv', streamOf(openEnded()));
    async function* short() {
      yield `distinct_id,a\n${rows(30_000, 50_000)}`;
      await pause(300);
    }
    const finished = upload(fake.origin, 'users-csv', streamOf(short()));
    await until(() => stored.has('u0') && stored.has('u30000'));
    const stopped = fake.stop();
    expect(await finished).toMatchObject({ status: 200, body: { applied: 20_000 } });
    const { status, body } = await broken;
    expect(status).toBe(503);
    expect(body.errors).toMatchObject([{ extensions: { code: 'SHUTTING_DOWN', retryable: true } }]);
    expect(body.import).toMatchObject({ nextLine: body.import.applied + 2 });
    const missing = Array.from({ length: body.import.applied }, (_, n) => `u${n}`).filter((id) => !stored.has(id));
    expect(missing).toEqual([]);
    gate.abort();
    await stopped;
  });
});
