import { parseValue } from 'graphql';
import { PropertiesScalar, PropertyValueScalar } from '../../src/graphql/scalars/json.js';
import { DateTimeScalar, TimestampScalar } from '../../src/graphql/scalars/time.js';

describe('Properties', () => {
  it('takes names of any kind from variables, without touching a prototype', () => {
    const given: unknown = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1, "a.b": null, "": []}');
    const taken = PropertiesScalar.parseValue(given);
    expect(Object.getPrototypeOf(taken)).toBeNull();
    expect(Object.keys(Object(taken))).toEqual(['__proto__', 'constructor', 'a.b', '']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('takes the same from literals, with variables inside', () => {
    const node = parseValue('{ __proto__: { a: 1 }, list: ["x", 2.5, true, null], inner: $v, none: $w }');
    const taken = PropertiesScalar.parseLiteral(node, { v: 'given' });
    expect(Object.getPrototypeOf(taken)).toBeNull();
    expect(JSON.stringify(taken)).toBe('{"__proto__":{"a":1},"list":["x",2.5,true,null],"inner":"given","none":null}');
  });

  it.each([[null], ['text'], [1], [['a']], [true]])('refuses %j', (value) => {
    expect(() => PropertiesScalar.parseValue(value)).toThrow('Properties must be a JSON object');
  });

  it.each(['[1]', '"text"', 'ENUM', '{a: 1e999}', '{a: ENUM}'])('refuses the literal %s', (text) => {
    expect(() => PropertiesScalar.parseLiteral(parseValue(text))).toThrow(/must be/);
  });
});

describe('PropertyValue', () => {
  it.each([['text'], [0], [false], [['a', 1]], [{ a: 1 }]])('takes %j', (value) => {
    expect(PropertyValueScalar.parseValue(value)).toEqual(value);
  });
});

describe('DateTime', () => {
  it.each([
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01T09:30Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00.1234+02:00', '2026-03-01T07:30:00.123Z'],
    ['2024-02-29t23:59:59z', '2024-02-29T23:59:59.000Z'],
  ])('reads %s as %s', (text, expected) => {
    const moment = DateTimeScalar.parseValue(text);
    expect(DateTimeScalar.serialize(moment)).toBe(expected);
    expect(DateTimeScalar.parseLiteral(parseValue(JSON.stringify(text)))).toEqual(moment);
  });

  it.each([
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-03-01T24:30:00Z',
    '2026-03-01T09:30:00',
    '1st of March',
    '',
  ])('refuses %j', (text) => {
    expect(() => DateTimeScalar.parseValue(text)).toThrow('DateTime must be ISO 8601 text');
  });

  it('refuses numbers', () => {
    expect(() => DateTimeScalar.parseValue(1_700_000_000)).toThrow('DateTime must be ISO 8601 text');
    expect(() => DateTimeScalar.parseLiteral(parseValue('1700000000'))).toThrow('DateTime must be ISO 8601 text');
  });
});

describe('Timestamp', () => {
  it.each([[1_767_225_600], [1_767_225_600_123.5], ['2026-01-01T00:00:00Z'], ['no time at all']])(
    'passes %j on',
    (value) => {
      expect(TimestampScalar.parseValue(value)).toBe(value);
      expect(TimestampScalar.parseLiteral(parseValue(JSON.stringify(value)))).toBe(value);
    },
  );

  it.each([[true], [null], [{}], [[1]], [Number.NaN]])('refuses %j', (value) => {
    expect(() => TimestampScalar.parseValue(value)).toThrow('Timestamp must be');
  });

  it('refuses literals beyond every number', () => {
    expect(() => TimestampScalar.parseLiteral(parseValue('1e999'))).toThrow('Timestamp must be');
  });
});
