import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { GraphqlClient } from '../../src/cli/graphql-client.js';
import { MissingKeys } from '../../src/cli/import/missing-keys.js';
import { RefusedFile } from '../../src/cli/import/refused-file.js';
import { ImportStopped, runImport } from '../../src/cli/import/run-import.js';
import { openSource } from '../../src/cli/import/source.js';
import { eventsTarget, groupsTarget, type Target, usersTarget } from '../../src/cli/import/targets.js';
import { FakeServer, tracking } from './fake-server.js';

const eventLine = (id: number, more: object = {}) =>
  JSON.stringify({
    event: 'e',
    properties: { time: 1_700_000_000 + id, distinct_id: 'u', $insert_id: `i${id}`, ...more },
  });

describe('an import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-import-'));
  const server = new FakeServer();
  let client: GraphqlClient;
  const refusedPath = join(folder, 'refused.ndjson');

  beforeAll(async () => {
    const url = await server.start();
    client = new GraphqlClient({ url, credential: { secret: 's' }, retryForMs: 3_000, connections: 8 });
  });
  beforeEach(() => {
    server.requests.length = 0;
  });
  afterAll(async () => {
    client.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const loadInto = async <Item>(content: string | Buffer | Readable, target: Target<Item>) => {
    const path = join(folder, 'input');
    if (!(content instanceof Readable)) writeFileSync(path, content);
    const source = content instanceof Readable ? await openSource('-', content) : await openSource(path, process.stdin);
    return runImport(source, target, new RefusedFile(refusedPath), () => undefined);
  };
  const load = (content: string | Buffer | Readable) => loadInto(content, eventsTarget(client));
  const refusedLines = () =>
    readFileSync(refusedPath, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('counts the same file as duplicates the second time', async () => {
    server.respond = tracking(new Set());
    const file = Array.from({ length: 5_001 }, (_, id) => eventLine(id)).join('\n');
    expect(await load(file)).toEqual({ lines: 5_001, accepted: 5_001, duplicate: 0, refused: 0 });
    expect(server.requests.map(({ variables }) => (variables.events as unknown[]).length)).toEqual([
      2_000, 2_000, 1_001,
    ]);
    expect(server.requests[0]?.authorization).toBe('Bearer s');
    expect(await load(file)).toEqual({ lines: 5_001, accepted: 0, duplicate: 5_001, refused: 0 });
    expect(existsSync(refusedPath)).toBe(false);
  });

  it('takes gzip, whatever the name, and the standard input', async () => {
    server.respond = tracking(new Set());
    const packed = gzipSync([1, 2, 3].map((id) => eventLine(id)).join('\n'));
    expect(await load(packed)).toMatchObject({ accepted: 3 });
    expect(await load(Readable.from([packed.subarray(0, 1), packed.subarray(1)]))).toMatchObject({ duplicate: 3 });
    expect(await load(Readable.from([Buffer.from(eventLine(4))]))).toMatchObject({ accepted: 1 });
  });

  it('stops with what is done when gzip is cut off', async () => {
    server.respond = tracking(new Set());
    const packed = gzipSync(Array.from({ length: 9_000 }, (_, id) => eventLine(id * 7_919)).join('\n'));
    await expect(load(packed.subarray(0, packed.length / 2))).rejects.toThrow(ImportStopped);
  });

  it('writes refused lines in order with number, reason and content, and sends the others', async () => {
    server.respond = ({ events }) => ({
      body: {
        data: {
          trackBatch: {
            accepted: (events as unknown[]).length - 1,
            duplicate: 0,
            refused: 1,
            refusals: [{ index: 1, reason: 'TIME_IN_FUTURE', field: 'time', message: 'The time is wrong.' }],
          },
        },
      },
    });
    const file = [eventLine(1), '{broken', eventLine(2), '', '{"event":"e"}', eventLine(3)].join('\n');
    expect(await load(file)).toEqual({ lines: 5, accepted: 2, duplicate: 0, refused: 3 });
    expect(refusedLines()).toEqual([
      { line: 2, code: 'BAD_INPUT', field: null, reason: expect.stringContaining('JSON'), content: '{broken' },
      { line: 3, code: 'TIME_IN_FUTURE', field: 'time', reason: 'The time is wrong.', content: eventLine(2) },
      { line: 5, code: 'BAD_INPUT', field: 'properties', reason: expect.any(String), content: '{"event":"e"}' },
    ]);
  });

  it('sends a batch again after a retryable error, not before the time it was told', async () => {
    const track = tracking(new Set());
    let refusals = 2;
    server.respond = (variables) =>
      refusals-- > 0
        ? {
            status: 429,
            body: { errors: [{ message: 'full', extensions: { code: 'OVERLOADED', retryAfterMs: 300 } }] },
          }
        : track(variables);
    const begun = performance.now();
    expect(await load(eventLine(1))).toMatchObject({ accepted: 1 });
    expect(performance.now() - begun).toBeGreaterThanOrEqual(600);
  });

  it('gives up when the server stays away, and says how far it came', async () => {
    server.respond = () => ({
      status: 503,
      body: { errors: [{ message: 'x', extensions: { code: 'STORE_UNAVAILABLE', retryAfterMs: 5_000 } }] },
    });
    const stopped = await load(eventLine(1)).catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(ImportStopped);
    expect(stopped).toMatchObject({ doneUpToLine: 0, counts: { accepted: 0 } });
  });

  it('stops at once when the credential is refused', async () => {
    server.respond = () => ({
      status: 401,
      body: { errors: [{ message: 'who?', extensions: { code: 'UNAUTHENTICATED' } }] },
    });
    await expect(load(eventLine(1))).rejects.toThrow('who?');
    expect(server.requests).toHaveLength(1);
  });

  it('finds the one line for which the server refuses the whole request', async () => {
    const track = tracking(new Set());
    server.respond = (variables) =>
      JSON.stringify(variables).includes('poison')
        ? { status: 400, body: { errors: [{ message: 'no', extensions: { code: 'BAD_USER_INPUT' } }] } }
        : track(variables);
    const lines = Array.from({ length: 300 }, (_, id) => eventLine(id, id === 137 ? { text: 'poison' } : {}));
    expect(await load(lines.join('\n'))).toEqual({ lines: 300, accepted: 299, duplicate: 0, refused: 1 });
    expect(refusedLines()).toMatchObject([{ line: 138, code: 'BAD_USER_INPUT', reason: 'no' }]);
  });

  it('sends profile batches one after the other, in order', async () => {
    let open = 0;
    let most = 0;
    server.respond = ({ operations }) => {
      open++;
      most = Math.max(most, open);
      open--;
      return {
        body: { data: { profileBatch: { applied: (operations as unknown[]).length, refused: 0, refusals: [] } } },
      };
    };
    const file = Array.from({ length: 4_500 }, (_, n) => `{"distinct_id":"u","$set":{"n":${n}}}`).join('\n');
    expect(await loadInto(file, usersTarget(client))).toMatchObject({ accepted: 4_500 });
    expect(most).toBe(1);
    expect(server.requests).toHaveLength(3);
  });

  it('registers missing group keys before the groups that need them, each once', async () => {
    const made: string[] = [];
    server.respond = ({ key, operations }, query) => {
      if (query.includes('addGroupKey')) return { body: { data: { addGroupKey: { key } } } };
      if (query.includes('groupKeys')) return { body: { data: { groupKeys: [{ key: 'known' }] } } };
      return {
        body: { data: { profileBatch: { applied: (operations as unknown[]).length, refused: 0, refusals: [] } } },
      };
    };
    const keys = new MissingKeys(client, (key) => made.push(key));
    const file = ['known', 'fresh', 'fresh']
      .map((key) => JSON.stringify({ group_key: key, group_id: 'g', $set: { a: 1 } }))
      .join('\n');
    expect(await loadInto(file, groupsTarget(client, keys))).toMatchObject({ accepted: 3 });
    expect(made).toEqual(['fresh']);
    expect(server.requests.map(({ query }) => /\b(groupKeys|addGroupKey|profileBatch)\b/.exec(query)?.[1])).toEqual([
      'groupKeys',
      'addGroupKey',
      'profileBatch',
    ]);
  });

  it('keeps memory bounded, however long the input', async () => {
    let sent = 0;
    server.remembers = false;
    server.respond = ({ events }) => {
      sent += (events as unknown[]).length;
      return {
        body: {
          data: { trackBatch: { accepted: (events as unknown[]).length, duplicate: 0, refused: 0, refusals: [] } },
        },
      };
    };
    const padding = 'x'.repeat(2_000);
    function* endless() {
      for (let chunk = 0; chunk < 1_000; chunk++) {
        yield Buffer.from(
          `${Array.from({ length: 100 }, (_, n) => eventLine(chunk * 100 + n, { padding })).join('\n')}\n`,
        );
      }
    }
    const before = process.memoryUsage().rss;
    expect(await load(Readable.from(endless()))).toMatchObject({ accepted: 100_000 });
    expect(sent).toBe(100_000);
    // 210 MB went through, and the fake server in this process takes its share.
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });
});
