import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { askOnce } from '../support/ask.js';
import { muster, type Serving, serve, storesIn } from './muster.js';

const lines = (values: readonly unknown[]): string => `${values.map((value) => JSON.stringify(value)).join('\n')}\n`;

const groups = ['free', 'enterprise', 'enterprise'].map((plan, n) => ({
  group_key: 'company_id',
  group_id: `c${n}`,
  $set: { plan },
}));
const users = Array.from({ length: 50 }, (_, n) => ({
  $distinct_id: `u${n}`,
  $set: { company_id: [`c${n % 3}`] },
  $set_once: { first: n },
}));
const events = Array.from({ length: 4_321 }, (_, n) => ({
  event: 'login',
  properties: { time: 1_700_000_000 + n, distinct_id: `u${n % 50}`, $insert_id: `i${n}`, company_id: `c${n % 3}` },
}));

describe('the muster command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-cli-'));
  const stores = storesIn(folder);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows its help, and refuses what it does not know with exit code 2', async () => {
    expect(await muster(['--help'], {})).toMatchObject({ code: 0, out: expect.stringContaining('service-accounts') });
    expect(await muster(['--version'], {})).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect(await muster(['frob'], {})).toMatchObject({ code: 2 });
    expect(await muster(['import', 'events'], {})).toMatchObject({ code: 2 });
  });

  it('says what to do when there is no catalog yet', async () => {
    const { code, err } = await muster(['projects', 'list'], stores);
    expect(code).toBe(2);
    expect(err).toContain('muster migrate');
  });

  it('finds nothing wrong with a place where nothing is yet', async () => {
    const { code, out } = await muster(['doctor'], storesIn(join(folder, 'new')));
    expect(out).toContain('Nothing fails');
    expect(code).toBe(0);
  });

  it('names settings that cannot be used, without a stack', async () => {
    expect(await muster(['serve'], { ...stores, MUSTER_PORT: 'x' })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/MUSTER_PORT: must be a whole number\n$/),
    });
    expect(await muster(['doctor'], { ...stores, MUSTER_PRT: '1' })).toMatchObject({
      code: 0,
      out: expect.stringContaining('MUSTER_PRT (MUSTER_PORT?)'),
    });
  });
});

describe('from the first start to the first cohort by the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-cli-'));
  const stores = storesIn(folder);
  let server: Serving;
  let secret = '';
  let token = '';
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const load = (args: readonly string[], input?: Buffer) =>
    muster(
      ['import', ...args, '--url', server.url],
      { MUSTER_SECRET: secret },
      { cwd: folder, ...(input ? { input } : {}) },
    );
  const enterpriseUsers = async (): Promise<number> => {
    const { data, errors } = await askOnce(
      server.url,
      secret,
      `{ userCohort(where: { someGroup: { key: "company_id", where: { property: {
        name: "plan", is: { text: { isOneOf: ["enterprise"] } } } } } }) { size } }`,
    );
    expect(errors).toBeUndefined();
    return data?.userCohort.size;
  };

  beforeAll(async () => {
    server = await serve(stores);
    secret = /\b(muster_[\w-]+)/.exec(server.printed)?.[1] ?? '';
    token = /\b([0-9a-f]{32})\b/.exec(server.printed)?.[1] ?? '';
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('prints the secret and the token at the first start', () => {
    expect(secret).not.toBe('');
    expect(token).not.toBe('');
  });

  it('refuses groups of a key that is not registered, line by line', async () => {
    const path = file('groups.ndjson', lines(groups));
    const { code, out } = await load(['groups', path]);
    expect(code).toBe(1);
    expect(out).toMatch(/refused +3 {2}see /);
    const refused = readFileSync(`${path}.refused.ndjson`, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(refused.map(({ line, code: reason }) => [line, reason])).toEqual([
      [1, 'GROUP_KEY_UNKNOWN'],
      [2, 'GROUP_KEY_UNKNOWN'],
      [3, 'GROUP_KEY_UNKNOWN'],
    ]);
  });

  it('registers the keys when asked to, but not for the project’s token', async () => {
    const path = file('groups.ndjson', lines(groups));
    const byToken = await muster(
      ['import', 'groups', path, '--create-keys', '--url', server.url, '--token', token],
      {},
    );
    expect(byToken).toMatchObject({ code: 2, err: expect.stringContaining('--secret') });
    expect(await load(['groups', path, '--create-keys'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/accepted +3\n/),
      err: expect.stringContaining('Registered the group key "company_id"'),
    });
  });

  it('loads users and events, gzip from the standard input too, and the numbers stay when loaded twice', async () => {
    const userFile = file('users.ndjson', lines(users));
    const packed = gzipSync(lines(events));
    expect(await load(['users', userFile])).toMatchObject({ code: 0, out: expect.stringMatching(/accepted +50\n/) });
    expect(await load(['events', '-'], packed)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/accepted +4,321\n +duplicate +0\n +refused +0/),
    });
    expect(await enterpriseUsers()).toBe(33);
    expect(await load(['users', userFile])).toMatchObject({ code: 0 });
    expect(await load(['events', file('events.ndjson.gz', packed)])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/accepted +0\n +duplicate +4,321\n/),
    });
    expect(await enterpriseUsers()).toBe(33);
  });

  it('loads what is right of a file with wrong lines, and says which were wrong', async () => {
    const good = (n: number) => ({
      event: 'e',
      properties: { time: 1_700_000_000, distinct_id: 'u1', $insert_id: `g${n}` },
    });
    const bad = { event: 'e', properties: { time: 1, distinct_id: 'u1', $insert_id: 'old' } };
    const path = file('mixed.ndjson', `${lines([good(1), bad])}{"event":\n${lines([good(2)])}`);
    const { code, out } = await load(['events', path, '--refused', join(folder, 'wrong.ndjson')]);
    expect(code).toBe(1);
    expect(out).toMatch(/accepted +2\n +duplicate +0\n +refused +2 /);
    const refused = readFileSync(join(folder, 'wrong.ndjson'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(refused).toMatchObject([
      { line: 2, field: 'time' },
      { line: 3, content: '{"event":' },
    ]);
  });

  it('refuses wrong credentials and servers that do not answer with exit code 2', async () => {
    const path = join(folder, 'users.ndjson');
    expect(await muster(['import', 'users', path, '--url', server.url, '--secret', 'muster_no'], {})).toMatchObject({
      code: 2,
      err: expect.stringContaining('Check --secret or --token'),
    });
    expect(
      await muster(['import', 'users', path, '--url', 'http://127.0.0.1:9', '--secret', 'x', '--retry-for', '0'], {}),
    ).toMatchObject({ code: 2, err: expect.stringContaining('ECONNREFUSED') });
  });

  it('lets accounts be managed beside the running server, which takes notice', async () => {
    const made = await muster(
      ['service-accounts', 'create', '--project', 'Default', '--name', 'reader', '--role', 'CONSUMER'],
      stores,
    );
    const reader = /\b(muster_[\w-]+)/.exec(made.out)?.[1] ?? '';
    const me = async () => (await askOnce(server.url, reader, '{ me { name role } }')).data?.me.name ?? null;
    expect(await me()).toBe('reader');
    expect(await muster(['service-accounts', 'revoke', 'reader', '--project', 'Default'], stores)).toMatchObject({
      code: 0,
    });
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect(await me()).toBeNull();
    expect((await muster(['service-accounts', 'list', '--project', 'Default'], stores)).out).toMatch(
      /reader +CONSUMER +revoked/,
    );
  });

  it('keeps a second server, a rebuild and a migration of the embedded warehouse away, naming the holder', async () => {
    for (const args of [['serve'], ['rebuild'], ['migrate']]) {
      const { code, err } = await muster(args, { ...stores, MUSTER_PORT: '0' });
      expect(err).toMatch(/A Muster server is running on these stores \(.+:\d+:/);
      expect(code).toBe(2);
    }
    expect(await muster(['migrate', '--catalog-only'], stores)).toMatchObject({ code: 0 });
  });

  it('lets the doctor look beside the running server', async () => {
    const { code, out } = await muster(['doctor'], stores);
    expect(out).toMatch(/server +running: /);
    expect(out).toMatch(/warehouse +chDB at .*, in use by the running server/);
    expect(code).toBe(0);
  });

  it('stops with exit code 0, and gives the same answer after a rebuild and a second start, which shows no secret', async () => {
    expect(await server.stop()).toBe(0);
    expect(await muster(['doctor'], stores)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/warehouse +chDB \d+\.\d+[\s\S]*events by unit +\d+ rows, as many as the events make/),
    });
    expect(await muster(['rebuild'], stores)).toMatchObject({ code: 0, err: expect.stringContaining('53 of 53') });
    server = await serve(stores);
    expect(server.printed).not.toContain('muster_');
    expect(await enterpriseUsers()).toBe(33);
  });
});

describe('muster demo', () => {
  it('is ready, with the answer on the screen, in less than a minute, and again in the same folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-demo-'));
    try {
      for (const _ of ['first', 'second']) {
        const begun = performance.now();
        const { code, out } = await muster(['demo', '--exit', '--port', '0', '--dir', join(folder, 'demo')], {});
        expect(out).toContain('which users belong to a company on the enterprise plan?');
        expect(out).toMatch(/The answer: \d+ users, exactly/);
        expect(out).toMatch(/user-\d+ +.*\(company-\d+\)/);
        expect(out).toMatch(/GraphiQL +http:\/\/127\.0\.0\.1:\d+\/graphiql/);
        expect(out).toMatch(/secret +muster_/);
        expect(code).toBe(0);
        expect(performance.now() - begun).toBeLessThan(60_000);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('leaves a folder alone that holds anything but a demo', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-demo-'));
    try {
      writeFileSync(join(folder, 'catalog.db'), 'precious');
      const { code, err } = await muster(['demo', '--exit', '--port', '0', '--dir', folder], {});
      expect(err).toContain('not a demo');
      expect(code).toBe(2);
      expect(readFileSync(join(folder, 'catalog.db'), 'utf8')).toBe('precious');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
