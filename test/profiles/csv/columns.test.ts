import fc from 'fast-check';
import { MusterError } from '../../../src/core/errors.js';
import { planColumns, readMapping } from '../../../src/profiles/csv/columns.js';
import type { CsvOptions } from '../../../src/profiles/csv/options.js';
import { optionsOf } from './kit.js';

const plan = (names: readonly string[], options: CsvOptions, groupKeys: readonly string[] = []) =>
  planColumns(names, options, groupKeys);
const refusal = (names: readonly string[], options: CsvOptions): MusterError => {
  try {
    plan(names, options);
  } catch (error) {
    if (error instanceof MusterError) return error;
  }
  throw new Error('the plan was not refused');
};

describe('the column of the ids', () => {
  it.each([
    ['user', '$distinct_id'],
    ['user', 'distinct_id'],
    ['user', 'Distinct ID'],
    ['group', '$group_id'],
    ['group', 'group_id'],
    ['group', 'company_id'],
    ['group', '$distinct_id'],
    ['group', 'Distinct ID'],
  ] as const)('of a file of %ss is found by the name %s', (kind, name) => {
    const options = optionsOf(kind, kind === 'group' ? { 'group-key': 'company_id' } : {});
    expect(plan(['name', name], options).id).toEqual({ index: 1, source: name });
  });

  it('is the group’s own rather than the user’s', () => {
    const { id, properties } = plan(['$distinct_id', 'company_id'], optionsOf('group', { 'group-key': 'company_id' }));
    expect(id.source).toBe('company_id');
    expect(properties.map(({ property }) => property)).toEqual(['$distinct_id']);
  });

  it('is the one chosen, and then no property unless it is mapped', () => {
    const chosen = plan(['name', 'email'], optionsOf('user', { 'id-column': 'email' }));
    expect(chosen).toMatchObject({ id: { index: 1, source: 'email' }, properties: [{ property: 'name' }] });
  });

  it('may be a property beside', () => {
    const options = optionsOf('user', { 'id-column': 'email', column: 'email=$email' });
    expect(plan(['email'], options).properties).toMatchObject([{ index: 0, property: '$email' }]);
  });

  it.each([
    ['id', '$email', 'name'],
    ['$email', 'email'],
    ['Distinct Id', 'DISTINCT_ID'],
    ['user_id', 'uuid'],
  ])('is never guessed: not from %s, %s', (...names) => {
    const { message } = refusal(names, optionsOf('user'));
    expect(message).toContain('--id-column');
    for (const name of names) expect(message).toContain(JSON.stringify(name));
  });

  it('is asked for when two could be it', () => {
    expect(refusal(['$distinct_id', 'distinct_id', 'a'], optionsOf('user')).message).toContain('--id-column');
    const options = optionsOf('user', { drop: 'distinct_id' });
    expect(plan(['$distinct_id', 'distinct_id', 'a'], options).id.source).toBe('$distinct_id');
  });

  it('is asked for again when there is none of that name, with those that look like it', () => {
    const error = refusal(['e-mail', 'name'], optionsOf('user', { 'id-column': 'email' }));
    expect(error.details.nearMatches).toEqual(['e-mail']);
  });

  it('must be chosen where there is no header', () => {
    expect(refusal(['1', '2'], optionsOf('user', { 'no-header': 'true' })).message).toContain('--id-column');
  });
});

describe('the group key', () => {
  it('is said once for all rows, or in a column', () => {
    const byColumn = plan(['$group_key', 'group_id', 'plan'], optionsOf('group'));
    expect(byColumn.groupKey).toEqual({ index: 0, source: '$group_key' });
    expect(byColumn.properties.map(({ property }) => property)).toEqual(['plan']);
    expect(plan(['group_id', 'plan'], optionsOf('group', { 'group-key': 'k' })).groupKey).toBeNull();
  });

  it('is asked for where it is said nowhere, or twice', () => {
    expect(refusal(['group_id', 'plan'], optionsOf('group')).message).toContain('--group-key');
    const twice = refusal(['group_id', 'group_key', 'plan'], optionsOf('group', { 'group-key': 'k' }));
    expect(twice.message).toContain('drop one');
    const dropped = optionsOf('group', { 'group-key': 'k', drop: 'group_key' });
    expect(plan(['group_id', 'group_key', 'plan'], dropped).properties).toHaveLength(1);
  });

  it('named as a user’s property makes a column of groups, unless another type is said', () => {
    const typesOf = (given: Record<string, string>) =>
      plan(['distinct_id', 'company_id', 'Team'], optionsOf('user', given), ['company_id', 'team']).properties.map(
        ({ type }) => type,
      );
    expect(typesOf({})).toEqual(['group', 'auto']);
    expect(typesOf({ column: 'Team=team' })).toEqual(['group', 'group']);
    expect(typesOf({ column: 'company_id:number' })).toEqual(['number', 'auto']);
  });
});

describe('a mapping', () => {
  const columns = new Set(['plan', 'a=b', 'a', 'x:text', 'Seats: paid']);
  const read = (mapping: string) => readMapping(mapping, (name) => columns.has(name));

  it.each([
    ['plan', 'plan', null, null],
    ['plan:number', 'plan', null, 'number'],
    ['plan=Plan', 'plan', 'Plan', null],
    ['plan=Plan:text', 'plan', 'Plan', 'text'],
    ['a=b', 'a=b', null, null],
    ['a=b=c', 'a=b', 'c', null],
    ['a=c=d', 'a', 'c=d', null],
    ['x:text', 'x:text', null, null],
    ['x:text:number', 'x:text', null, 'number'],
    ['plan=a:b', 'plan', 'a:b', null],
    ['plan=a:text:auto', 'plan', 'a:text', 'auto'],
    ['Seats: paid=seats:number', 'Seats: paid', 'seats', 'number'],
  ])('%s', (mapping, source, property, type) => {
    expect(read(mapping)).toEqual({ source, property, type });
  });

  it.each(['nope', 'nope=x', ':text', '=x', ''])('%j names no column', (mapping) => {
    expect(read(mapping)).toBeNull();
  });

  it('can say every property and type of every column, whatever the names', () => {
    const name = fc.string({ minLength: 1, unit: fc.constantFrom('a', '=', ':', 'text', 'ü') });
    fc.assert(
      fc.property(name, name, (source, property) => {
        const mapping = readMapping(`${source}=${property}:number`, (each) => each === source);
        expect(mapping).toEqual({ source, property, type: 'number' });
      }),
    );
  });
});

describe('a plan is refused', () => {
  const users = optionsOf('user');

  it.each<[string, readonly string[], CsvOptions, string]>([
    ['for two columns of one name', ['distinct_id', 'a', 'a'], users, 'given twice: "a"'],
    [
      'for two columns of one property',
      ['distinct_id', 'a', 'b'],
      optionsOf('user', { column: 'b=a' }),
      'same property',
    ],
    [
      'for a column that is mapped twice',
      ['distinct_id', 'a'],
      optionsOf('user', { column: ['a=b', 'a=c'] }),
      'mapped twice',
    ],
    [
      'for a column that is mapped and dropped',
      ['distinct_id', 'a'],
      optionsOf('user', { column: 'a=b', drop: 'a' }),
      'both',
    ],
    ['for a mapping of no column', ['distinct_id', 'a'], optionsOf('user', { column: 'b=c' }), '"distinct_id", "a"'],
    ['for a mapping to no property', ['distinct_id', 'a'], optionsOf('user', { column: 'a=' }), 'no property'],
    ['for dropping no column', ['distinct_id', 'a'], optionsOf('user', { drop: 'b' }), '--drop'],
    ['for dropping the ids', ['x', 'a'], optionsOf('user', { 'id-column': 'x', drop: 'x' }), 'cannot be dropped'],
    ['for a reserved name', ['distinct_id', '$token', 'a'], users, 'reserved'],
    ['for a name that is too long', ['distinct_id', 'n'.repeat(256)], users, '255 characters'],
    ['for a name with NUL', ['distinct_id', 'a\0'], users, 'NUL'],
    ['when nothing would be set', ['distinct_id'], users, 'No column would be a property'],
    [
      'without a header and without mappings',
      ['1', '2'],
      optionsOf('user', { 'no-header': 'true', 'id-column': '1' }),
      '--column',
    ],
    ['for too many columns', Array.from({ length: 2_001 }, (_, n) => `c${n}`), users, '2001 columns'],
  ])('%s', (_, names, options, message) => {
    expect(refusal(names, options).message).toContain(message);
  });

  it('with a message that stays readable', () => {
    const names = Array.from({ length: 1_999 }, (_, n) => `column ${n} ${'x'.repeat(200)}`);
    expect(refusal(names, users).message.length).toBeLessThan(5_000);
  });
});

describe('the options', () => {
  it.each([
    [{ operation: 'append' }, '--operation is one of set, set_once, union'],
    [{ empty: 'null' }, '--empty is one of skip, unset'],
    [{ delimiter: '|' }, '--delimiter is one of'],
    [{ 'id-column': ['a', 'b'] }, 'once'],
    [{ 'id-column': '' }, 'empty'],
    [{ 'group-key': 'k' }, 'files of groups'],
    [{ colunm: 'a' }, 'There is no option --colunm'],
  ])('%j are refused', (given, message) => {
    expect(() => optionsOf('user', given)).toThrow(message);
  });

  it.each([
    [',', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
    ['\\t', '\t'],
  ])('take the delimiter as %s', (given, delimiter) => {
    expect(optionsOf('user', { delimiter: given }).delimiter).toBe(delimiter);
  });
});
