import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import type { PropertyValue } from '../../../src/core/property-values.js';
import { all, inPieces, open, optionsOf, read, refusalOf, setBy } from './kit.js';

describe('a file of users', () => {
  it('sets the properties of each row, by type, and leaves alone what is empty', async () => {
    const file = [
      'distinct_id,plan,seats,active,since,tags,note,company_id',
      'u1,free,3,TRUE,2026-03-02,"[""a"",""b""]","two\nlines",c1',
      'u2,,4.5,false,,,"""quoted"", yes","[""c1"",""1.10""]"',
    ].join('\n');
    expect(await read(file, optionsOf('user'), ['company_id'])).toEqual([
      {
        line: 2,
        id: 'u1',
        set: {
          properties: {
            plan: 'free',
            seats: 3,
            active: true,
            since: '2026-03-02',
            tags: ['a', 'b'],
            note: 'two\nlines',
            company_id: 'c1',
          },
        },
      },
      {
        line: 4,
        id: 'u2',
        set: { properties: { seats: 4.5, active: false, note: '"quoted", yes', company_id: ['c1', '1.10'] } },
      },
    ]);
  });

  it('unsets what is empty when asked to', async () => {
    expect(await read('distinct_id,a,b\nu,1,\nv,,\n', optionsOf('user', { empty: 'unset' }))).toEqual([
      { line: 2, id: 'u', set: { properties: { a: 1 } }, unset: { names: ['b'] } },
      { line: 3, id: 'v', unset: { names: ['a', 'b'] } },
    ]);
  });

  it('may set once, or add to lists', async () => {
    for (const operation of ['set_once', 'union']) {
      const rows = await read('distinct_id,a\nu,1\n', optionsOf('user', { operation }));
      expect(rows).toEqual([{ line: 2, id: 'u', [operation]: { properties: { a: 1 } } }]);
    }
  });

  it('takes ids as text, to the letter', async () => {
    const { entries } = await open('distinct_id,a\n007,1\n1.0,1\n "x",1\ntrue,1\n', optionsOf('user'));
    const ids = (await all(entries)).map(({ read: row }) =>
      'items' in row ? row.items[0]?.subject : row.refusal.line,
    );
    expect(ids).toEqual([
      { kind: 'user', distinctId: '007' },
      { kind: 'user', distinctId: '1.0' },
      4,
      { kind: 'user', distinctId: 'true' },
    ]);
  });

  it('takes columns under other names and types, and leaves columns out', async () => {
    const file = 'Id,Full name,Zip,Secret\nu1,Ann,01234,x\n';
    const given = { 'id-column': 'Id', column: ['Full name=$name', 'Zip=zip:text'], drop: 'Secret' };
    expect(await setBy(file, given)).toEqual([{ $name: 'Ann', zip: '01234' }]);
  });

  it('needs no header when the columns are named by their places', async () => {
    const given = { 'no-header': 'true', 'id-column': '2', column: ['1=plan', '4=seats:number'] };
    expect(await read('free,u1,ignored,3\npro,u2,,4\n', optionsOf('user', given))).toEqual([
      { line: 1, id: 'u1', set: { properties: { plan: 'free', seats: 3 } } },
      { line: 2, id: 'u2', set: { properties: { plan: 'pro', seats: 4 } } },
    ]);
  });

  it('refuses single rows with line and column, and takes the others', async () => {
    const file = [
      'distinct_id;seats;note',
      'u1;3;"a',
      'b"',
      ';4;no id',
      'u2;many;',
      'u3;5',
      'u4;6;x;y',
      '',
      'u5;;',
      'u6;7;5" pipe',
      'u7;8;last',
    ].join('\r\n');
    expect(await read(file, optionsOf('user', { column: 'seats:number' }))).toEqual([
      { line: 2, id: 'u1', set: { properties: { seats: 3, note: 'a\r\nb' } } },
      { line: 4, column: 'distinct_id', message: 'The row has no id.' },
      { line: 5, column: 'seats', message: 'The cell is not a number.' },
      { line: 6, column: null, message: 'The row has 2 cells; the file has 3 columns.' },
      { line: 7, column: null, message: 'The row has 4 cells; the file has 3 columns.' },
      { line: 9, column: null, message: expect.stringContaining('says nothing') },
      { line: 10, column: null, message: expect.stringContaining('quote') },
      { line: 11, id: 'u7', set: { properties: { seats: 8, note: 'last' } } },
    ]);
  });

  it('refuses a value that stands under no name, and bears empty columns at the end', async () => {
    expect(await read('distinct_id,a,,\nu,1,,\nv,1,,2\n', optionsOf('user'))).toEqual([
      { line: 2, id: 'u', set: { properties: { a: 1 } } },
      { line: 3, column: null, message: expect.stringContaining('without a name') },
    ]);
  });

  it('takes any name for a property, also those objects are born with', async () => {
    const [set] = await setBy('distinct_id,__proto__,constructor,a.b\nu,1,2,3\n');
    expect(Object.entries(set ?? {})).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
      ['a.b', 3],
    ]);
  });
});

describe('a file of groups', () => {
  it('holds groups of one key', async () => {
    const file = 'company_id,plan\nc1,free\n';
    expect(await read(file, optionsOf('group', { 'group-key': 'company_id' }))).toEqual([
      { line: 2, id: 'c1', set: { properties: { plan: 'free' } } },
    ]);
  });

  it('or of several, each row saying which', async () => {
    const { entries } = await open(
      '$group_key,$group_id,plan\ncompany_id,c1,free\nteam,t1,x\n,t2,x\n',
      optionsOf('group'),
    );
    const rows = await all(entries);
    expect(rows.map(({ read: row }) => ('items' in row ? row.items[0]?.subject : row.refusal.column))).toEqual([
      { kind: 'group', groupKey: 'company_id', groupId: 'c1' },
      { kind: 'group', groupKey: 'team', groupId: 't1' },
      '$group_key',
    ]);
  });
});

describe('the form of a file', () => {
  const expected = [{ a: 1.5, b: 'x;y,z' }];

  it.each([
    ['commas', 'distinct_id,a,b\nu,1.5,"x;y,z"\n'],
    ['semicolons', 'distinct_id;a;b\nu;1.5;"x;y,z"\n'],
    ['tabs', 'distinct_id\ta\tb\nu\t1.5\tx;y,z\n'],
    ['Windows line ends', 'distinct_id,a,b\r\nu,1.5,"x;y,z"\r\n'],
    ['no line end at the end', 'distinct_id,a,b\nu,1.5,"x;y,z"'],
    ['a byte order mark', '\uFEFFdistinct_id,a,b\nu,1.5,"x;y,z"\n'],
    ['a byte order mark before a quote', '\uFEFF"distinct_id","a","b"\nu,1.5,"x;y,z"\n'],
    ['blank lines around', '\n\r\ndistinct_id,a,b\n\nu,1.5,"x;y,z"\n\n'],
    ['blanks around the names', 'distinct_id, a ,b\nu,1.5,"x;y,z"\n'],
  ])('may have %s', async (_, file) => {
    expect(await setBy(file)).toEqual(expected);
  });

  it('is found by the rows where the header alone does not tell', async () => {
    expect(await setBy('distinct_id;"Name, first"\nu1;"a,b"\nu2;c\n')).toEqual([
      { 'Name, first': 'a,b' },
      { 'Name, first': 'c' },
    ]);
    const given = { 'no-header': 'true', 'id-column': '1', column: '2=price:text' };
    expect(await setBy('u1;1,5\nu2;2,5\n', given)).toEqual([{ price: '1,5' }, { price: '2,5' }]);
    expect(await setBy('distinct_id,a;b,c;d\nu,1,2\n')).toEqual([{ 'a;b': 1, 'c;d': 2 }]);
  });

  it('is the one that is said', async () => {
    expect(await setBy('distinct_id,a;b\nu,1;2\n', { delimiter: 'comma' })).toEqual([{ 'a;b': '1;2' }]);
    await expect(setBy('distinct_id,a;b\n', { delimiter: 'semicolon' })).rejects.toThrow('Which column holds the ids');
  });

  it.each([
    ['UTF-16, as spreadsheets save "Unicode text"', Buffer.from('\uFEFFdistinct_id\ta\n', 'utf16le')],
    ['UTF-16 the other way round', Buffer.from('\uFEFFdistinct_id\ta\n', 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from('distinct_id\ta\n', 'utf16le')],
    ['a spreadsheet', Buffer.from('PK\x03\x04rest', 'latin1')],
    ['gzip within', Buffer.from([0x1f, 0x8b, 8, 0])],
  ])('cannot be %s', async (_, bytes) => {
    expect((await refusalOf(bytes, optionsOf('user'))).message).toContain('CSV in UTF-8');
  });

  it.each([
    ['nothing', '', 'empty'],
    ['nothing but blank lines', '\n\r\n \n', 'empty'],
    ['a header that is not UTF-8', Buffer.from('distinct_id,pr\xe9nom\n', 'latin1'), 'not valid UTF-8'],
    ['a header with a quote in the wrong place', 'distinct_id,a"b\n', 'line 1'],
    ['a header whose quote is never closed', `"distinct_id,a\n${'x,y\n'.repeat(10)}`, 'never closed'],
    ['100,000 columns', Array.from({ length: 100_000 }, (_, n) => `c${n}`).join(','), '100000 columns'],
    ['a header without end', 'c,'.repeat(3_000_000), 'longer than 1048576 bytes'],
    ['the same name twice', 'distinct_id,a,a\nu,1,2', 'given twice: "a"'],
    ['text that is no table', 'Dear all,\nhow are you?\n', 'Which column holds the ids'],
  ])('cannot be %s', async (_, content, message) => {
    expect((await refusalOf(content, optionsOf('user'))).message).toContain(message);
  });

  it('bears a row of 100,000 cells, and NUL in a cell', async () => {
    const rows = await read(`distinct_id,a\n${'x,'.repeat(100_000)}\nu,a\0b\n`, optionsOf('user'));
    expect(rows).toEqual([
      { line: 2, column: null, message: 'The row has 100001 cells; the file has 2 columns.' },
      { line: 3, id: 'u', set: { properties: { a: 'a\0b' } } },
    ]);
  });

  it('with a header alone has no rows', async () => {
    expect(await read('distinct_id,a', optionsOf('user'))).toEqual([]);
  });
});

describe('what is printed', () => {
  /** A value as it is written into a cell: JSON for lists and objects, and text that would be taken for something else. */
  const printed = (value: PropertyValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

  it('is read back as the same values, whatever they are', async () => {
    const nasty = fc.constantFrom('"', ',', ';', '\n', '\r\n', 'x', '😀', '[', '{', ' ');
    const text = fc.array(nasty, { minLength: 1, maxLength: 8 }).map((parts) => `t${parts.join('')}`);
    const scalar = fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean());
    const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }), fc.dictionary(text, scalar, { maxKeys: 3 }));
    const row = fc.record({ id: text, values: fc.array(value, { minLength: 3, maxLength: 3 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',', ';', '\t'),
        fc.boolean(),
        fc.integer({ min: 1, max: 100 }),
        async (rows, delimiter, bom, size) => {
          const table = [
            ['distinct_id', 'a', 'b', 'c'],
            ...rows.map(({ id, values }) => [id, ...values.map((each) => printed(each as PropertyValue))]),
          ];
          const content = stringify(table, { delimiter, bom, quoted_match: /[\r\n]/ });
          const { entries } = await open(inPieces(content, size), optionsOf('user'));
          const back = (await all(entries)).map(({ read: each }) => ('items' in each ? each.items[0] : each.refusal));
          expect(back).toEqual(
            rows.map(({ id, values: [a, b, c] }) => ({
              subject: { kind: 'user', distinctId: id },
              operation: { op: 'set', properties: JSON.parse(JSON.stringify({ a, b, c })) },
            })),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
