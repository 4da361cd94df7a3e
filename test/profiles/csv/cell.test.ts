import fc from 'fast-check';
import { type ColumnType, kindOf, Misfit, readCell } from '../../../src/profiles/csv/cell.js';

const auto = (text: string) => readCell(text, 'auto');
const misfit = (text: string, type: ColumnType): string => {
  const value = readCell(text, type);
  if (!(value instanceof Misfit)) throw new Error(`${text} fits`);
  return value.why;
};

describe('a cell of a column whose type is not said', () => {
  it.each([
    ['42', 42],
    ['-1.5', -1.5],
    ['1.50', 1.5],
    ['0', 0],
    ['-0', 0],
    ['1e3', 1000],
    ['2.5E-3', 0.0025],
    ['52.52000659999999', 52.52000659999999],
    ['9007199254740992', 9_007_199_254_740_992],
    ['100000000000000000000', 1e20],
    ['true', true],
    ['FALSE', false],
    ['["a","b"]', ['a', 'b']],
    ['[1, [2.5], {"c": null}]', [1, [2.5], { c: null }]],
    ['{"a":{"b":[]}}', { a: { b: [] } }],
  ])('reads %s as what it says', (text, value) => {
    expect(auto(text)).toEqual(value);
  });

  it.each([
    '007',
    '+1',
    '.5',
    '5.',
    '1,5',
    '1_000',
    '0x10',
    ' 42',
    '42 ',
    'NaN',
    'Infinity',
    '1e400',
    '1e-400',
    '12345678901234567890',
    '9007199254740993',
    '0.1234567890123456789',
    'yes',
    'null',
    'NULL',
    ' true',
    '[a,b]',
    '["a"',
    '[12345678901234567890]',
    '{"id":0.1234567890123456789}',
    '-',
    '--1',
    '=1+1',
    '\0',
    '٣',
  ])('keeps %j as text', (text) => {
    expect(auto(text)).toBe(text);
  });

  it.each([
    ['2026-03-02', '2026-03-02'],
    ['2026-03-02T09:05:00Z', '2026-03-02T09:05:00Z'],
    ['2026-03-02T09:05:00.123456+01:00', '2026-03-02T09:05:00.123456+01:00'],
    ['2026-03-02 09:05', '2026-03-02 09:05'],
    ['2026-03-02t09:05:00z', '2026-03-02T09:05:00Z'],
  ])('keeps the date %s as it is written, but for the case of its letters', (text, value) => {
    expect(auto(text)).toBe(value);
    expect(kindOf(value)).toBe('date');
  });

  it('keeps as text what is no day of any calendar', () => {
    for (const text of ['2026-02-30', '2026-13-01t00:00:00z']) {
      expect(auto(text)).toBe(text);
      expect(kindOf(text)).toBe('text');
    }
  });

  it('reads every number that JavaScript prints as that number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        // JSON writes 1e+21 as JavaScript does.
        expect(auto(String(number))).toBe(number === 0 ? 0 : number);
      }),
    );
  });

  it('never takes a number for one if a digit would be lost', () => {
    /** A decimal as a whole number of 10^-400. */
    const scaled = (decimal: string): bigint => {
      const [mantissa = '', exponent = '0'] = decimal.split('e');
      const [whole = '', fraction = ''] = mantissa.split('.');
      return BigInt(whole + fraction) * 10n ** BigInt(400 + Number(exponent) - fraction.length);
    };
    const digits = (max: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{0,${max}}$`));
    const decimal = fc.oneof(
      digits(25),
      fc.tuple(digits(8), digits(18)).map((parts) => parts.join('.')),
      fc.tuple(digits(20), fc.integer({ min: -300, max: 300 })).map(([number, exponent]) => `${number}e${exponent}`),
    );
    fc.assert(
      fc.property(decimal, (text) => {
        const value = auto(text);
        if (typeof value === 'number') expect(scaled(String(value))).toBe(scaled(text));
        else expect(value).toBe(text);
      }),
      { numRuns: 1_000 },
    );
    expect(typeof auto('0.1')).toBe('number');
  });

  it('keeps lists as text that nest too deep to be walked, and lists of a megabyte', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(auto(deep)).toBe(deep);
    expect(auto(`["${'\\"x'.repeat(300_000)}"]`)).toHaveLength(1);
  });

  it('gives names in objects no power', () => {
    const value = auto('{"__proto__":{"polluted":true},"constructor":1}');
    expect(Object.keys(Object(value))).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('a cell of a column whose type is said', () => {
  it('fits, or tells why it does not', () => {
    expect(readCell('42', 'text')).toBe('42');
    expect(readCell('["a"]', 'text')).toBe('["a"]');
    expect(readCell('007', 'number')).toBe(7);
    expect(readCell('+1.5', 'number')).toBe(1.5);
    expect(readCell('12345678901234567890', 'number')).toBe(12_345_678_901_234_567_000);
    expect(readCell('1', 'boolean')).toBe(true);
    expect(readCell('0', 'boolean')).toBe(false);
    expect(readCell('True', 'boolean')).toBe(true);
    expect(readCell('2026-03-02', 'date')).toBe('2026-03-02');
    expect(readCell('["a", 1]', 'list')).toEqual(['a', 1]);
    expect(misfit('1,5', 'number')).toBe('is not a number');
    expect(misfit('', 'number')).toBe('is not a number');
    expect(misfit('1e999', 'number')).toBe('is not a number');
    expect(misfit('yes', 'boolean')).toContain('true, false');
    expect(misfit('02.03.2026', 'date')).toContain('2026-03-02');
    expect(misfit('2026-02-30', 'date')).toContain('is not a date');
    expect(misfit('a', 'list')).toContain('JSON list');
    expect(misfit('{"a":1}', 'list')).toContain('JSON list');
    expect(misfit('[a]', 'list')).toBe('is not JSON');
    expect(misfit('[12345678901234567890]', 'list')).toContain('quotes');
    expect(misfit(`${'['.repeat(200)}${']'.repeat(200)}`, 'list')).toContain('deeper');
  });

  it('names groups as they are written', () => {
    expect(readCell('1.10', 'group')).toBe('1.10');
    expect(readCell('true', 'group')).toBe('true');
    expect(readCell('12345678901234567890', 'group')).toBe('12345678901234567890');
    expect(readCell('["a","1.10",7,"a",""]', 'group')).toEqual(['a', '1.10', '7']);
    expect(misfit('["a",{}]', 'group')).toContain('group ids');
    expect(misfit('[null]', 'group')).toContain('group ids');
    expect(misfit('[a', 'group')).toBe('is not JSON');
  });
});
