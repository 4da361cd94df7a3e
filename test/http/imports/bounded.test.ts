import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { limits } from '../../../src/core/limits.js';
import { until } from '../../support/until.js';
import { applied, csv, exchange, known, startWith, streamOf, upload } from './send.js';

describe('the server’s memory', () => {
  it('does not fill while the store is slower than the client', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let calls = 0;
    const fake = await startWith(async (items) => {
      if (++calls === 1) await held;
      return applied(items);
    });
    let given = 0;
    const padding = 'x'.repeat(900);
    function* pieces() {
      yield 'distinct_id,a\n';
      for (let n = 0; n < 40_000; n += 100) {
        given += 100;
        yield Array.from({ length: 100 }, (_, m) => `u${n + m},${padding}\n`).join('');
      }
    }
    const answer = upload(fake.origin, 'users-csv', streamOf(pieces()));
    await until(() => calls >= 1);
    await pause(1_000);
    // 36 MB are to come; a batch, and what sockets and streams hold, have been taken.
    expect(given).toBeLessThan(20_000);
    release();
    expect(await answer).toMatchObject({ status: 200, body: { applied: 40_000 } });
    await fake.stop();
  });

  it('stays bounded, whatever is uploaded', async () => {
    const fake = await startWith(async (items) => applied(items));
    const megabyte = 'u,"some text, quoted",1\n'.repeat(45_000);
    const endlessRow = 'x,"y'.repeat(262_144);
    function* repeated(piece: string, times: number) {
      yield 'distinct_id,a,b\n"';
      for (let n = 0; n < times; n++) yield piece;
    }
    const bomb = gzipSync(Buffer.concat([Buffer.from('distinct_id,a\n"'), Buffer.alloc(200_000_000, 'a')]));
    const before = process.memoryUsage().rss;
    const long = await upload(fake.origin, 'users-csv', streamOf(repeated(endlessRow, 100)));
    expect(long.body).toMatchObject({ rows: 1, refused: 1, refusals: [{ line: 2 }] });
    const bombed = await upload(fake.origin, 'users-csv', bomb, { headers: { 'content-encoding': 'gzip' } });
    expect(bombed.body).toMatchObject({ rows: 1, refused: 1 });
    const many = await upload(fake.origin, 'users-csv', streamOf(repeated(megabyte, 5)));
    expect(many.body).toMatchObject({ rows: 225_000, refused: 1 });
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1_048_576);
    await fake.stop();
  });

  it('is kept by taking only so many uploads at a time, and as many as before when they are done', async () => {
    const fake = await startWith(async (items) => applied(items));
    const gate = new AbortController();
    async function* waiting() {
      yield 'distinct_id,a\nu,1\n';
      await once(gate.signal, 'abort');
    }
    const open = Array.from({ length: limits.csvUploadsAtOnce }, () =>
      upload(fake.origin, 'users-csv', streamOf(waiting())),
    );
    await pause(300);
    const refused = await upload(fake.origin, 'users-csv', 'distinct_id,a\nu,1\n');
    expect(refused).toMatchObject({ status: 429, body: { errors: [{ extensions: { code: 'OVERLOADED' } }] } });
    expect(refused.headers.get('retry-after')).toBe('10');
    gate.abort();
    for (const answer of open) expect(await answer).toMatchObject({ status: 200, body: { applied: 1 } });
    expect(await upload(fake.origin, 'users-csv', 'distinct_id,a\nu,1\n')).toMatchObject({ status: 200 });
    await fake.stop();
  });

  it('is kept by taking only so many rows and bytes', async () => {
    const fake = await startWith(async (items) => applied(items));
    const thousand = 'u,1\n'.repeat(1_000);
    function* rowsWithoutEnd() {
      yield 'distinct_id,a\n';
      for (let n = 0; n < 1_100; n++) yield thousand;
    }
    const answer = await upload(fake.origin, 'users-csv', streamOf(rowsWithoutEnd()));
    expect(answer).toMatchObject({
      status: 413,
      body: {
        errors: [{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }],
        import: { rows: limits.csvUploadRows, applied: limits.csvUploadRows, nextLine: limits.csvUploadRows + 2 },
      },
    });
    const head = [csv, known, `Content-Length: ${limits.csvUploadBytes + 1}`, 'Connection: close'];
    const said = await exchange(fake, head, () => undefined);
    expect(said).toMatch(/^HTTP\/1.1 413/);
    await fake.stop();
  });

  it('and the answer hold no more refusals than are shown', async () => {
    const fake = await startWith(async (items) => applied(items));
    const { body } = await upload(fake.origin, 'users-csv', `distinct_id,a\n${',1\n'.repeat(5_000)}`);
    expect(body).toMatchObject({ rows: 5_000, applied: 0, refused: 5_000, truncated: true });
    expect(body.refusals).toHaveLength(1_000);
    expect(body.refusals[999]).toMatchObject({ line: 1_001 });
    await fake.stop();
  });
});
