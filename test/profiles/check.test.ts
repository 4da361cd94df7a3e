import fc from 'fast-check';
import { limits } from '../../src/core/limits.js';
import { canonicalJson, emptyProperties, type PropertyValue } from '../../src/core/property-values.js';
import {
  checkId,
  checkOperation,
  checkProfileSize,
  checkResult,
  type IncomingOperation,
} from '../../src/profiles/check.js';

const refused = (code: string, ...path: Array<string | number>) => expect.objectContaining({ code, details: { path } });
const set = (properties: unknown): IncomingOperation => ({ op: 'set', properties });
const setOne = (name: string, value: unknown) => () => checkOperation(set({ [name]: value }), 'user');
const nested = (depth: number): unknown => (depth === 0 ? 'leaf' : { inner: nested(depth - 1) });

describe('the check of an operation', () => {
  it.each(['set', 'set_once', 'add', 'append', 'union', 'remove'] as const)('asks %s for a property', (op) => {
    expect(() => checkOperation({ op, properties: {} }, 'user')).toThrow(refused('BAD_INPUT', 'properties'));
    for (const properties of [null, undefined, 'text', 1, [], new Map(), new Date(0)]) {
      expect(() => checkOperation({ op, properties }, 'user')).toThrow(refused('BAD_INPUT', 'properties'));
    }
  });

  it('asks unset for names', () => {
    for (const names of [[], null, 'plan', {}]) {
      expect(() => checkOperation({ op: 'unset', names }, 'user')).toThrow(refused('BAD_INPUT', 'names'));
    }
    expect(() => checkOperation({ op: 'unset', names: ['a', 7] }, 'user')).toThrow(refused('BAD_INPUT', 'names', 1));
    expect(checkOperation({ op: 'unset', names: ['a', '$distinct_id'] }, 'user')).toEqual({
      op: 'unset',
      names: ['a', '$distinct_id'],
    });
  });

  it('takes names of 1 to 255 code points of any script, without NUL', () => {
    for (const name of ['x', ' ', '"`\'', 'a.b', '{}', '😀'.repeat(255), 'ÄÖ', '__proto__', 'constructor']) {
      const properties = Object.defineProperty({}, name, { value: 1, enumerable: true });
      const checked = checkOperation(set(properties), 'user');
      expect(checked.op === 'set' && Object.keys(checked.properties)).toEqual([name]);
    }
    expect(setOne('', 1)).toThrow(refused('BAD_INPUT', 'properties', ''));
    expect(setOne('a\0b', 1)).toThrow(refused('BAD_INPUT', 'properties', 'a\0b'));
    expect(setOne('😀'.repeat(256), 1)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });

  it('does not send a name of any length back', () => {
    expect.assertions(1);
    try {
      setOne('x'.repeat(10_000_000), 1)();
    } catch (error) {
      expect(JSON.stringify(error).length).toBeLessThan(1_000);
    }
  });

  it('makes names and text well-formed, however deep', () => {
    const checked = checkOperation(set({ 'n\ud800': ['\udc00', { 'k\ud800': 'v\ud800' }] }), 'user');
    expect(checked).toMatchObject({ properties: { 'n\ufffd': ['\ufffd', { 'k\ufffd': 'v\ufffd' }] } });
  });

  it.each<[string, unknown]>([
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['undefined', undefined],
    ['a bigint', 1n],
    ['a date object', new Date(0)],
    ['a function', () => 1],
  ])('refuses %s as a value, also inside a list', (_, value) => {
    expect(setOne('p', value)).toThrow(refused('BAD_INPUT', 'properties', 'p'));
    expect(setOne('p', [1, value])).toThrow(refused('BAD_INPUT', 'properties', 'p', 1));
  });

  it('lets values be nested three deep and no deeper', () => {
    expect(setOne('p', nested(3))).not.toThrow();
    expect(setOne('p', nested(4))).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
    expect(() => checkOperation({ op: 'append', properties: { p: nested(3) } }, 'user')).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT' }),
    );
    const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    expect(setOne('p', deep)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });

  it('leaves every JSON value within the limits as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), (json) => {
        const value = JSON.parse(JSON.stringify(json).toWellFormed()) as PropertyValue;
        fc.pre(!JSON.stringify(value).includes('\\ud') && !/"":|\\u0000/.test(JSON.stringify(value)));
        const checked = checkOperation(set({ p: value }), 'user');
        expect(checked.op === 'set' && canonicalJson(checked.properties.p ?? null)).toBe(canonicalJson(value));
      }),
    );
  });

  it('adds finite numbers only', () => {
    expect(checkOperation({ op: 'add', properties: { n: -0.5 } }, 'group')).toEqual({
      op: 'add',
      properties: Object.assign(emptyProperties(), { n: -0.5 }),
    });
    for (const n of ['1', null, true, Number.NaN, [1]]) {
      expect(() => checkOperation({ op: 'add', properties: { n } }, 'user')).toThrow(
        refused('BAD_INPUT', 'properties', 'n'),
      );
    }
  });

  it('takes a lone value of union for a list of one, as the SDKs do', () => {
    expect(checkOperation({ op: 'union', properties: { a: 'x', b: [1, 2] } }, 'user')).toMatchObject({
      properties: { a: ['x'], b: [1, 2] },
    });
  });

  it('refuses the names that address a profile, but $group_id on users, where it may be a group key', () => {
    expect(setOne('$distinct_id', 'x')).toThrow(refused('BAD_INPUT', 'properties', '$distinct_id'));
    expect(setOne('$group_id', 'x')).not.toThrow();
    for (const name of ['$group_key', '$group_id', '$token']) {
      expect(() => checkOperation(set({ [name]: 'x' }), 'group')).toThrow(refused('BAD_INPUT', 'properties', name));
    }
    expect(() => checkOperation(set({ $name: 'Acme', $created: '2026-01-01' }), 'group')).not.toThrow();
  });

  it('refuses more properties than a profile may have and more bytes than an operation may carry', () => {
    const many = Object.fromEntries(Array.from({ length: limits.profileProperties + 1 }, (_, i) => [`p${i}`, i]));
    expect(() => checkOperation(set(many), 'user')).toThrow(refused('PROFILE_TOO_LARGE', 'properties'));
    const big = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`p${i}`, 'x'.repeat(100_000)]));
    expect(() => checkOperation(set(big), 'user')).toThrow(refused('PROFILE_TOO_LARGE', 'properties'));
  });
});

describe('the check of an id', () => {
  it('takes text and numbers', () => {
    expect(checkId('acme ', 'groupId')).toBe('acme ');
    expect(checkId(42, 'groupId')).toBe('42');
    expect(checkId('\ud800', 'groupId')).toBe('\ufffd');
    expect(checkId('😀'.repeat(255), 'groupId')).toHaveLength(510);
  });

  it.each(['', 'a\0', 'x'.repeat(256), Number.NaN, null, true, ['a'], {}])('refuses %j', (value) => {
    expect(() => checkId(value, 'groupId')).toThrow(refused('BAD_INPUT', 'groupId'));
  });
});

describe('the check of a result', () => {
  const operation = (name: string) => ({ op: 'append', properties: { [name]: 1 } }) as const;

  it('bounds the number of properties', () => {
    const full = Object.fromEntries(Array.from({ length: limits.profileProperties }, (_, i) => [`p${i}`, i]));
    expect(() => checkResult(full, operation('p0'))).not.toThrow();
    expect(() => checkResult({ ...full, more: 1 }, operation('more'))).toThrow(
      refused('PROFILE_TOO_LARGE', 'properties'),
    );
  });

  it('bounds each value, but lets what only takes away pass', () => {
    const list = Array.from({ length: 40_000 }, () => 'abcdef');
    expect(() => checkResult({ list }, operation('list'))).toThrow(refused('PROFILE_TOO_LARGE', 'properties', 'list'));
    expect(() => checkResult({ list }, { op: 'remove', properties: { list: 'x' } })).not.toThrow();
    expect(() => checkResult({ list: 'é'.repeat(140_000) }, operation('list'))).toThrow();
    expect(() => checkResult({ list: 'e'.repeat(140_000) }, operation('list'))).not.toThrow();
  });

  it('bounds the profile as a whole', () => {
    const text = 'x'.repeat(200_000);
    const large = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`p${i}`, text]));
    expect(checkProfileSize(large(20))).toBeLessThan(limits.profileBytes);
    expect(() => checkProfileSize(large(21))).toThrow(refused('PROFILE_TOO_LARGE', 'properties'));
  });
});
