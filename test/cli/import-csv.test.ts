import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { askOnce } from '../support/ask.js';
import { FakeServer } from './fake-server.js';
import { muster, type Serving, serve, storesIn } from './muster.js';

const companies = ['company_id;plan;seats', 'c1;free;3', 'c2;enterprise;250', '"c3";enterprise;"1,5"'].join('\r\n');
const userRows = Array.from({ length: 30 }, (_, n) => `u${n},"User ${n}\nof c${(n % 3) + 1}",c${(n % 3) + 1}`);
const users = `\uFEFFdistinct_id,$name,company_id\n${userRows.join('\n')}\n`;

describe('CSV by the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-csv-'));
  let server: Serving;
  let secret = '';
  let token = '';
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const load = (
    args: readonly string[],
    input?: Buffer | string,
    credential: Record<string, string> = { MUSTER_SECRET: secret },
  ) =>
    muster(['import', ...args, '--url', server.url], credential, {
      cwd: folder,
      ...(input === undefined ? {} : { input }),
    });
  const refusedOf = (path: string): unknown[] =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const ask = async (query: string) => {
    const { data, errors } = await askOnce(server.url, secret, query);
    expect(errors).toBeUndefined();
    return data;
  };
  const enterpriseUsers = async (): Promise<number> =>
    (
      await ask(
        `{ userCohort(where: { someGroup: { key: "company_id", where: { property: {
          name: "plan", is: { text: { isOneOf: ["enterprise"] } } } } } }) { size } }`,
      )
    ).userCohort.size;
  const propertiesOf = async (id: string) =>
    (await ask(`{ user(distinctId: "${id}") { properties } }`)).user?.properties;

  beforeAll(async () => {
    server = await serve(storesIn(folder));
    secret = /\b(muster_[\w-]+)/.exec(server.printed)?.[1] ?? '';
    token = /\b([0-9a-f]{32})\b/.exec(server.printed)?.[1] ?? '';
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('shows a preview without any server, and says what a file lacks', async () => {
    const path = file('users.csv', users);
    const { code, out } = await muster(
      ['import', 'users-csv', path, '--preview', '2', '--url', 'http://127.0.0.1:9'],
      {},
    );
    expect(out).toMatch(/^users\.csv: 3 columns parted by commas, 30 rows looked at \(all of it\)\n/);
    expect(out).toMatch(/\ndistinct_id +the id\n/);
    expect(out).toMatch(/\n\$name +property \$name +auto +text 30\n/);
    expect(out).toContain('   2  u0  {"$name":"User 0\\nof c1","company_id":"c1"}\n   4  u1');
    expect(out).not.toContain('u2');
    expect(out).toMatch(/Nothing was stored\.\n$/);
    expect(code).toBe(0);
    const lacking = await muster(['import', 'users-csv', file('other.csv', 'id,a\n1,2\n'), '--preview'], {});
    expect(lacking).toMatchObject({ code: 2, err: expect.stringContaining('--id-column; the columns are "id", "a"') });
  });

  it('refuses an unknown group key before anything is sent', async () => {
    const path = file('companies.csv', companies);
    expect(await load(['groups-csv', path, '--group-key', 'company_id'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('no group key "company_id"; register it, or give --create-keys'),
    });
  });

  it('loads groups, registering their key, and users who belong to them', async () => {
    const path = join(folder, 'companies.csv');
    expect(await load(['groups-csv', path, '--group-key', 'company_id', '--create-keys'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/companies\.csv: 3 lines of groups-csv .*\n +accepted +3\n/),
      err: expect.stringContaining('Registered the group key "company_id"'),
    });
    expect(await load(['users-csv', join(folder, 'users.csv')])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/accepted +30\n +duplicate +0\n +refused +0/),
    });
    expect(await enterpriseUsers()).toBe(20);
    const group = await ask('{ group(key: "company_id", id: "c3") { properties } }');
    expect(group.group.properties).toEqual({ plan: 'enterprise', seats: '1,5' });
  });

  it('changes nothing when the same file is loaded again, by gzip, standard input or the project’s token', async () => {
    const before = await propertiesOf('u7');
    expect(await load(['users-csv', '-'], gzipSync(users))).toMatchObject({ code: 0 });
    const byToken = await load(['users-csv', '-'], users, { MUSTER_TOKEN: token });
    expect(byToken).toMatchObject({ code: 0, err: expect.stringContaining('--column company_id:group') });
    expect(await propertiesOf('u7')).toEqual(before);
    expect(await enterpriseUsers()).toBe(20);
  });

  it('knows the group key by its dataGroupId too', async () => {
    const { groupKeys } = await ask('{ groupKeys { key dataGroupId } }');
    const args = ['groups-csv', '-', '--create-keys', `--group-key=${groupKeys[0].dataGroupId}`];
    expect(await load(args, 'company_id,plan\nc9,trial\n')).toMatchObject({ code: 0 });
    expect((await ask('{ groupKeys { key } }')).groupKeys).toHaveLength(1);
    expect((await ask('{ group(key: "company_id", id: "c9") { properties } }')).group.properties).toEqual({
      plan: 'trial',
    });
  });

  it('keeps ids of groups as they are written', async () => {
    await load(['users-csv', '-'], 'distinct_id,company_id,version\nv1,1.10,1.10\n');
    expect(await propertiesOf('v1')).toEqual({ company_id: '1.10', version: 1.1 });
  });

  it('writes refused rows down with the line they begin on, and loads the others', async () => {
    const content = [
      'id,seats,note',
      'w1,1,"two',
      'lines"',
      ',2,',
      'w2,many,',
      'w3,4',
      'w4,5,"stray" quote',
      'w5,6,last',
    ];
    const path = file('mixed.csv', content.join('\r\n'));
    const { code, out } = await load(['users-csv', path, '--id-column', 'id', '--column', 'seats=Seats:number']);
    expect(code).toBe(1);
    expect(out).toMatch(/accepted +2\n +duplicate +0\n +refused +4 {2}see .*mixed\.csv\.refused\.ndjson/);
    expect(refusedOf(`${path}.refused.ndjson`)).toEqual([
      { line: 4, code: 'BAD_INPUT', field: 'id', reason: 'The row has no id.', content: ',2,' },
      { line: 5, code: 'BAD_INPUT', field: 'seats', reason: 'The cell is not a number.', content: 'w2,many,' },
      { line: 6, code: 'BAD_INPUT', field: null, reason: expect.stringContaining('2 cells'), content: 'w3,4' },
      {
        line: 7,
        code: 'BAD_INPUT',
        field: null,
        reason: expect.stringContaining('quote'),
        content: 'w4,5,"stray" quote',
      },
    ]);
    expect(await propertiesOf('w1')).toEqual({ Seats: 1, note: 'two\r\nlines' });
  });

  it('maps, drops and types columns, with a header or without', async () => {
    const given = [
      '--no-header',
      '--id-column',
      '1',
      '--column',
      '2=$name',
      '--column',
      '3=zip:text',
      '--delimiter',
      'tab',
    ];
    expect(await load(['users-csv', '-', ...given], 'x1\tAnn\t01234\tignored\n')).toMatchObject({ code: 0 });
    expect(await propertiesOf('x1')).toEqual({ $name: 'Ann', zip: '01234' });
    const unset = ['--empty', 'unset', '--drop', 'other'];
    expect(await load(['users-csv', '-', ...unset], 'distinct_id,zip,other\nx1,,5\n')).toMatchObject({ code: 0 });
    expect(await propertiesOf('x1')).toEqual({ $name: 'Ann' });
  });

  it.each([
    [['--delimiter', '|'], '--delimiter is one of comma, semicolon, tab'],
    [['--operation', 'add'], '--operation is one of set, set_once, union'],
    [['--drop', 'plan'], '--drop names no column'],
    [['--preview', 'x'], 'number of rows'],
  ])('refuses the options %j', async (args, message) => {
    expect(await load(['users-csv', '-', ...args], 'distinct_id,a\nu,1\n')).toMatchObject({
      code: 2,
      err: expect.stringContaining(message),
    });
  });
});

describe('a store that fails within a batch', () => {
  it('costs no row: the batch is sent again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-csv-'));
    const fake = new FakeServer();
    const url = await fake.start();
    let failures = 2;
    fake.respond = ({ operations }, query) => {
      if (query.includes('groupKeys')) return { body: { data: { groupKeys: [] } } };
      const count = (operations as unknown[]).length;
      const refusals =
        failures-- > 0
          ? [{ index: count - 1, code: 'STORE_UNAVAILABLE', field: '', message: 'The catalog is away.' }]
          : [];
      return {
        body: { data: { profileBatch: { applied: count - refusals.length, refused: refusals.length, refusals } } },
      };
    };
    const file = `distinct_id,a\n${Array.from({ length: 3_000 }, (_, n) => `u${n},1\n`).join('')}`;
    const { code, out } = await muster(
      ['import', 'users-csv', '-', '--url', url, '--secret', 's'],
      {},
      { cwd: folder, input: file },
    );
    expect(out).toMatch(/accepted +3,000\n +duplicate +0\n +refused +0/);
    expect(code).toBe(0);
    const sent = fake.requests.filter(({ query }) => query.includes('profileBatch'));
    expect(sent.map(({ variables }) => (variables.operations as unknown[]).length)).toEqual([
      2_000, 2_000, 2_000, 1_000,
    ]);
    await fake.stop();
    rmSync(folder, { recursive: true });
  });
});
