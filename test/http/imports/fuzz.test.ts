import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Fake } from '../fake-app.js';
import { applied, startWith, upload } from './send.js';

const file = ['distinct_id,"a, b",c', 'u1,1,x', '"u2",2,"y\nz"', 'u3,,"[""q""]"', '', 'u4,true,2026-01-01', ''].join(
  '\r\n',
);

/** A file with some of its bytes changed, left out or doubled. */
const mutated = fc
  .array(
    fc.record({
      at: fc.nat({ max: file.length }),
      length: fc.nat({ max: 5 }),
      instead: fc.oneof(
        fc.uint8Array({ maxLength: 4 }),
        fc.constantFrom('"', '\n', ',', ';', '\0', '\uFEFF').map((text) => Buffer.from(text)),
      ),
    }),
    { maxLength: 6 },
  )
  .map((changes) =>
    changes.reduce<Buffer>(
      (bytes, { at, length, instead }) => Buffer.concat([bytes.subarray(0, at), instead, bytes.subarray(at + length)]),
      Buffer.from(file),
    ),
  );

describe('an upload of anything at all', () => {
  let fake: Fake;
  let rows = 0;
  beforeAll(async () => {
    fake = await startWith(async (items) => {
      rows += items.length;
      return applied(items);
    });
  });
  afterAll(() => fake.stop());

  it('is never a fault of the server, and the answer counts what was applied', async () => {
    const bytes = fc.oneof(
      { arbitrary: mutated, weight: 8 },
      fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        rows = 0;
        const { status, body } = await upload(fake.origin, 'users-csv', content);
        expect([200, 400]).toContain(status);
        if (status === 400) expect(rows).toBe(0);
        else {
          expect(body.applied).toBe(rows);
          expect(body.rows).toBe(body.applied + body.refused);
          expect(body.refusals).toHaveLength(body.refused);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is no fault either when it is compressed and cut short or damaged', async () => {
    const packed = gzipSync(file);
    const damage = fc.record({
      end: fc.nat({ max: packed.length }),
      at: fc.nat({ max: packed.length - 1 }),
      xor: fc.nat({ max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ end, at, xor }) => {
        rows = 0;
        const bytes = Buffer.from(packed);
        bytes[at] = (bytes[at] ?? 0) ^ xor;
        const headers = { 'content-encoding': 'gzip' };
        const { status, body } = await upload(fake.origin, 'users-csv', bytes.subarray(0, end), { headers });
        expect([200, 400]).toContain(status);
        expect(status === 200 ? body.applied : (body.import?.applied ?? 0)).toBe(rows);
      }),
      { numRuns: 200 },
    );
  });

  it('and whatever its address asks for', async () => {
    const name = fc.oneof(
      fc.constantFrom(
        'id_column',
        'column',
        'drop',
        'delimiter',
        'no_header',
        'operation',
        'empty',
        'preview',
        'group_key',
        '__proto__',
      ),
      fc.string({ maxLength: 10 }),
    );
    const value = fc.oneof(
      fc.constantFrom('', 'a, b', 'distinct_id', 'c=d:list', '1', 'true', 'tab', 'union', 'unset'),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 5 }), async (options) => {
        const query = new URLSearchParams(options.map(([key, each]): [string, string] => [key, each.toWellFormed()]));
        const { status } = await upload(fake.origin, `users-csv?${query}`, file);
        expect([200, 400]).toContain(status);
      }),
      { numRuns: 300 },
    );
  });
});
