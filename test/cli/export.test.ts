import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { CommandFailed } from '../../src/cli/command-failed.js';
import { createProgram } from '../../src/cli/program.js';

interface Asked {
  readonly method: string | undefined;
  readonly path: string;
  readonly parameters: Record<string, string>;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

describe('muster export', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-export-'));
  const file = (name: string): string => join(folder, name);
  const asked: Asked[] = [];
  let answer: (response: ServerResponse) => void;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((request, response) => void answerTo(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    url = `http://127.0.0.1:${address.port}`;
  });
  beforeEach(() => {
    asked.length = 0;
    answer = (response) => response.end('line\n');
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  async function answerTo(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const at = new URL(request.url ?? '', url);
    asked.push({
      method: request.method,
      path: at.pathname,
      parameters: Object.fromEntries(at.searchParams),
      authorization: request.headers.authorization,
      body: chunks.length === 0 ? null : JSON.parse(Buffer.concat(chunks).toString()),
    });
    answer(response);
  }

  /** Runs the command; what it wrote to the standard output and to that of errors. */
  async function muster(...args: string[]): Promise<{ readonly out: string; readonly err: string }> {
    const written = { out: '', err: '' };
    const keep = (to: 'out' | 'err') => (chunk: string | Uint8Array) => {
      written[to] += Buffer.from(chunk).toString();
      return true;
    };
    const out = jest.spyOn(process.stdout, 'write').mockImplementation(keep('out'));
    const err = jest.spyOn(process.stderr, 'write').mockImplementation(keep('err'));
    try {
      await createProgram().parseAsync(['node', 'muster', 'export', ...args, '--url', url, '--secret', 'muster_s']);
    } finally {
      out.mockRestore();
      err.mockRestore();
    }
    return written;
  }

  it('asks for users as it is told to, and writes a file', async () => {
    const where = { property: { name: 'plan', is: { isSet: true } } };
    const said = await muster(
      'users',
      file('users.csv'),
      '--where',
      JSON.stringify(where),
      '--columns',
      'plan,seats',
      '--bom',
    );
    expect(asked).toEqual([
      {
        method: 'POST',
        path: '/api/export/users',
        parameters: {},
        authorization: 'Bearer muster_s',
        body: { where, columns: ['plan', 'seats'], format: 'csv', bom: true },
      },
    ]);
    expect(readFileSync(file('users.csv'), 'utf8')).toBe('line\n');
    expect(said.err).toMatch(/users\.csv: 5 bytes in [\d.]+ s\n$/);
    expect(said.out).toBe('');
  });

  it('asks for groups of a key, and writes to the standard output', async () => {
    const said = await muster(
      'groups',
      'company_id',
      '--search',
      'ac',
      '--cohort',
      'cohort_1',
      '--format',
      'csv',
      '--escape-formulas',
    );
    expect(asked[0]).toMatchObject({
      path: '/api/export/groups',
      body: {
        key: 'company_id',
        search: 'ac',
        where: { cohort: 'cohort_1' },
        columns: null,
        format: 'csv',
        formulas: 'escape',
      },
    });
    expect(said.out).toBe('line\n');
  });

  it('asks for events, their times in milliseconds unless told otherwise', async () => {
    const days = ['--from', '2026-01-01', '--to', '2026-01-31'];
    await muster('events', file('events.ndjson'), ...days, '--event', 'a', 'b c', '--where', 'properties["x"] == 1');
    await muster('events', file('events.ndjson'), ...days, '--seconds');
    expect(asked.map(({ method, path }) => [method, path])).toEqual([
      ['GET', '/api/2.0/export'],
      ['GET', '/api/2.0/export'],
    ]);
    expect(asked.map(({ parameters }) => parameters)).toEqual([
      {
        from_date: '2026-01-01',
        to_date: '2026-01-31',
        event: '["a","b c"]',
        where: 'properties["x"] == 1',
        time_in_ms: 'true',
      },
      { from_date: '2026-01-01', to_date: '2026-01-31' },
    ]);
  });

  it('compresses a file whose name says so', async () => {
    await muster('users', file('users.ndjson.gz'));
    expect(gunzipSync(readFileSync(file('users.ndjson.gz'))).toString()).toBe('line\n');
    expect(asked[0]).toMatchObject({ body: { format: 'ndjson' } });
  });

  it.each([
    [
      'plain',
      (response: ServerResponse) => {
        response.write('line\n'.repeat(1_000));
        setTimeout(() => response.destroy(), 20);
      },
    ],
    [
      'in gzip',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.write(gzipSync('line\n'.repeat(100_000)).subarray(0, 200));
        setTimeout(() => response.destroy(), 20);
      },
    ],
  ])('leaves no file behind when the server breaks off, %s', async (_, breakOff) => {
    answer = breakOff;
    await expect(muster('users', file('broken.ndjson'))).rejects.toThrow(
      /^The export broke off after \d+ bytes and is not complete/,
    );
    expect(readdirSync(folder).filter((name) => name.startsWith('broken'))).toEqual([]);
  });

  it('keeps an older file when the server breaks off', async () => {
    await muster('users', file('kept.ndjson'));
    answer = (response) => {
      response.write('other');
      setTimeout(() => response.destroy(), 20);
    };
    await expect(muster('users', file('kept.ndjson'))).rejects.toThrow(CommandFailed);
    expect(readFileSync(file('kept.ndjson'), 'utf8')).toBe('line\n');
  });

  it.each([
    ['{"errors":[{"message":"The role CONSUMER may not do this."}]}', 'The role CONSUMER may not do this.'],
    ['{"error":"`to_date` lies before `from_date`.","status":"error"}', '`to_date` lies before `from_date`.'],
    ['<html>', 'The server answered 400.'],
  ])('says what the server says: %s', async (body, message) => {
    answer = (response) => response.writeHead(400).end(body);
    await expect(muster('users', file('refused'))).rejects.toThrow(message);
    expect(existsSync(file('refused'))).toBe(false);
  });

  it.each([
    [['users', '--where', '{'], /--where takes JSON/],
    [['users', '--where', '{}', '--cohort', 'c'], /--where or --cohort/],
  ])('refuses %j before it asks', async (args, message) => {
    await expect(muster(...args)).rejects.toThrow(message);
    expect(asked).toEqual([]);
  });

  it('wants a secret, and an address', async () => {
    const run = (...args: string[]) => createProgram().parseAsync(['node', 'muster', 'export', 'users', ...args]);
    await expect(run('--url', url)).rejects.toThrow(/--secret/);
    await expect(run('--url', 'localhost:4000', '--secret', 's')).rejects.toThrow(/is no address of a server/);
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const address = nobody.address();
    nobody.close();
    const port = typeof address === 'object' ? address?.port : undefined;
    await expect(run('--url', `http://127.0.0.1:${port}`, '--secret', 's')).rejects.toThrow(
      /does not answer \(ECONNREFUSED\)/,
    );
  });
});
