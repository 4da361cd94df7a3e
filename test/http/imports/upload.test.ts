import { gzipSync } from 'node:zlib';
import { limits } from '../../../src/core/limits.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { farthestPairs } from '../../support/store-pairs.js';
import { type UploadOptions, upload } from './send.js';

const companies = ['company_id,plan,seats,since', 'c1,free,3,2026-01-01', 'c2,enterprise,250,2026-02-01'].join('\n');
const users = [
  'distinct_id;$name;company_id;active',
  'u1;"Ann\nfrom Berlin";c1;true',
  'u2;Bob;"[""c1"",""c2""]";false',
  'u3;Cyd;c2;',
].join('\r\n');

describe.each(farthestPairs())('an upload, on %s', (_name, pair) => {
  let server: TestServer;
  const send = (path: string, file: string | Uint8Array, options: UploadOptions = {}) =>
    upload(server.url, path, file, { secret: server.project.secrets.OWNER, ...options });
  const usersOf = async (plan: string): Promise<string[]> => {
    const { data, errors } = await server.ask(
      `query ($plan: String!) { userCohort(where: { someGroup: { key: "company_id", where: { property: {
        name: "plan", is: { text: { isOneOf: [$plan] } } } } } }) { users { nodes { distinctId } } } }`,
      { plan },
    );
    expect(errors).toBeUndefined();
    return data.userCohort.users.nodes.map(({ distinctId }: { distinctId: string }) => distinctId).sort();
  };
  const propertiesOf = async (distinctId: string): Promise<Record<string, unknown>> =>
    (await server.ask('query ($id: ID!) { user(distinctId: $id) { properties } }', { id: distinctId })).data.user
      ?.properties ?? {};

  beforeAll(async () => {
    server = await startTestServer(pair);
    await server.ask('mutation { addGroupKey(key: "company_id", displayName: "Company") { key } }');
  });
  afterAll(() => server.stop());

  it('of companies and their users is there to be asked about when it is answered', async () => {
    expect(await send('groups-csv?group_key=company_id', companies)).toMatchObject({
      status: 200,
      body: { rows: 2, applied: 2, refused: 0, refusals: [], truncated: false },
    });
    expect(await send('users-csv', users)).toMatchObject({ status: 200, body: { rows: 3, applied: 3, refused: 0 } });
    expect(await usersOf('enterprise')).toEqual(['u2', 'u3']);
    expect(await usersOf('free')).toEqual(['u1', 'u2']);
    expect(await propertiesOf('u1')).toEqual({ $name: 'Ann\nfrom Berlin', company_id: 'c1', active: true });
  });

  it('of the same files again changes nothing, gzip or not', async () => {
    const before = await propertiesOf('u2');
    const packed = await send('users-csv', gzipSync(users), { headers: { 'content-encoding': 'gzip' } });
    expect(packed).toMatchObject({ status: 200, body: { rows: 3, applied: 3 } });
    expect(await propertiesOf('u2')).toEqual(before);
    expect(await usersOf('enterprise')).toEqual(['u2', 'u3']);
  });

  it('keeps ids of groups as they are written where the project knows the column for one of groups', async () => {
    await send('users-csv', 'distinct_id,company_id,version\nu9,1.10,1.10\n');
    expect(await propertiesOf('u9')).toEqual({ company_id: '1.10', version: 1.1 });
  });

  it('names the group key by its dataGroupId, or in a column', async () => {
    const { data } = await server.ask('{ groupKeys { dataGroupId } }');
    const [{ dataGroupId }] = data.groupKeys;
    const file = 'company_id,plan\nc3,trial\n';
    expect(await send(`groups-csv?group_key=${dataGroupId}`, file)).toMatchObject({ body: { applied: 1 } });
    const mixed = '$group_key,$group_id,plan\ncompany_id,c4,trial\nnope,c5,trial\n';
    expect((await send('groups-csv', mixed)).body).toMatchObject({
      applied: 1,
      refusals: [{ line: 3, column: '$group_key', code: 'GROUP_KEY_UNKNOWN' }],
    });
  });

  it('tells of each refused row where and why, and applies the others', async () => {
    const long = 'x'.repeat(limits.idLength + 1);
    const file = [
      'id,seats,tags',
      'u10,5,',
      ',6,',
      '"u11\n",many,',
      `${long},7,`,
      'u12,8,"[[[[1]]]]"',
      'u13,9',
      'u14,10,"[""a""]"',
    ].join('\n');
    expect((await send('users-csv?id_column=id&column=seats:number', file)).body).toEqual({
      rows: 7,
      applied: 2,
      refused: 5,
      refusals: [
        { line: 3, column: 'id', code: 'BAD_INPUT', message: 'The row has no id.' },
        { line: 4, column: 'seats', code: 'BAD_INPUT', message: 'The cell is not a number.' },
        { line: 6, column: 'id', code: 'BAD_INPUT', message: expect.stringContaining('255') },
        { line: 7, column: 'tags', code: 'BAD_INPUT', message: expect.stringContaining('nested') },
        { line: 8, column: null, code: 'BAD_INPUT', message: 'The row has 2 cells; the file has 3 columns.' },
      ],
      truncated: false,
    });
    expect(await propertiesOf('u14')).toEqual({ seats: 10, tags: ['a'] });
    expect(await propertiesOf('u12')).toEqual({});
  });

  it('unsets, sets once and adds to lists when asked to', async () => {
    await send('users-csv', 'distinct_id,a,b,l\nu20,1,1,x\n');
    await send('users-csv?operation=set_once', 'distinct_id,a,c\nu20,2,2\n');
    await send('users-csv?operation=union', 'distinct_id,l\nu20,"[""x"",""y""]"\n');
    await send('users-csv?empty=unset', 'distinct_id,b\nu20,\n');
    expect(await propertiesOf('u20')).toEqual({ a: 1, c: 2, l: ['x', 'y'] });
  });

  it('with preview shows the first rows and stores nothing', async () => {
    const { status, body } = await send(
      'users-csv?preview=1&column=%24name=Name',
      `${users.replaceAll(/u(?=\d)/g, 'p')}\r\n;x;;\r\n`,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      delimiter: 'semicolon',
      columns: [
        { name: 'distinct_id', use: 'id' },
        { name: '$name', use: 'property', property: 'Name' },
        { name: 'company_id', type: 'group' },
        { name: 'active', found: [{ kind: 'boolean', cells: 2 }], empty: 1 },
      ],
      rows: [{ line: 2, id: 'p1', set: { Name: 'Ann\nfrom Berlin', company_id: 'c1', active: true } }],
      rowsRead: 4,
      refused: 1,
      refusals: [{ line: 6, column: 'distinct_id', code: 'BAD_INPUT' }],
    });
    expect(await propertiesOf('p1')).toEqual({});
  });

  it('is refused to all but service accounts that may edit profiles', async () => {
    const { secrets, token } = server.project;
    for (const [secret, status, code] of [
      [null, 401, 'UNAUTHENTICATED'],
      ['muster_wrong', 401, 'UNAUTHENTICATED'],
      [token, 403, 'FORBIDDEN'],
      [secrets.ANALYST, 403, 'FORBIDDEN'],
      [secrets.CONSUMER, 403, 'FORBIDDEN'],
    ] as const) {
      const answer = await send('users-csv', 'distinct_id,a\nu30,1\n', { secret });
      expect(answer).toMatchObject({ status, body: { errors: [{ extensions: { code } }] } });
    }
    expect(await propertiesOf('u30')).toEqual({});
    expect(await send('users-csv', 'distinct_id,a\nu30,1\n', { secret: secrets.ADMIN })).toMatchObject({ status: 200 });
  });

  it.each([
    ['users-csv', 'a file whose ids are in no known column', 'id,a\nu,1\n', 400, 'id_column'],
    ['users-csv', 'empty', '', 400, 'The file is empty'],
    ['users-csv', 'in UTF-16', Buffer.from('\uFEFFdistinct_id\ta\n', 'utf16le'), 400, 'UTF-16'],
    ['users-csv?colum=a', 'asked for with an unknown option', 'distinct_id,a\n', 400, 'There is no option colum'],
    ['users-csv?group_key=company_id', 'said to be of groups', 'distinct_id,a\n', 400, 'files of groups'],
    ['users-csv?preview=x', 'a preview of no number of rows', 'distinct_id,a\n', 400, 'preview takes a number'],
    ['users-csv?preview=1001', 'a preview of too many rows', 'distinct_id,a\n', 400, 'at most 1000'],
    ['groups-csv', 'said to be of no group key', 'company_id,a\n', 400, 'group_key'],
    [
      'groups-csv?group_key=compny_id',
      'said to be of an unknown group key',
      'company_id,a\n',
      404,
      'no such group key',
    ],
  ])('to %s is refused as a whole when it is %s', async (path, _what, file, status, reason) => {
    const answer = await send(path, file);
    expect(answer.status).toBe(status);
    expect(answer.body.errors[0].message).toContain(reason);
    expect(answer.body.errors[0].extensions).toMatchObject({ retryable: false, requestId: expect.any(String) });
  });

  it('names what may have been meant', async () => {
    const { body } = await send('groups-csv?group_key=compny_id', 'company_id,a\n');
    expect(body.errors[0].extensions.nearMatches).toEqual(['company_id']);
  });

  it('must say that it is CSV, and come by POST', async () => {
    for (const type of [
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      '',
    ]) {
      const answer = await send('users-csv', Buffer.from('distinct_id,a\nu,1\n'), {
        headers: { 'content-type': type },
      });
      expect(answer).toMatchObject({ status: 415, body: { errors: [{ extensions: { code: 'MALFORMED_REQUEST' } }] } });
    }
    const asked = await send('users-csv', '', { method: 'GET' });
    expect(asked.status).toBe(405);
    expect(asked.headers.get('allow')).toBe('POST');
  });
});
