import * as fc from 'fast-check';
import type { ExpressionNode } from '../../../src/cohorts/expressions/ast.js';
import { parseExpression } from '../../../src/cohorts/expressions/parse.js';
import { MusterError } from '../../../src/core/errors.js';
import { conditionTexts } from './arbitrary-expressions.js';

const name = (property: string, at: number): ExpressionNode => ({ kind: 'name', of: 'properties', name: property, at });
const literal = (value: string | number | boolean): ExpressionNode => ({ kind: 'literal', value });

/** Whatever the text: a tree, or a refusal in the caller's language. */
function treeOrRefusal(text: string): ExpressionNode | MusterError {
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof MusterError) return error;
    throw error;
  }
}

describe('reading an expression', () => {
  it('makes a frozen tree of it', () => {
    const tree = parseExpression('not properties["a"] in [1, -2, "x"] and properties[\'b\'] >= 1.5e1');
    expect(tree).toEqual({
      kind: 'and',
      operands: [
        { kind: 'not', operand: { kind: 'inList', left: name('a', 5), values: [1, -2, 'x'] } },
        { kind: 'comparison', operator: '>=', left: name('b', 41), right: literal(15) },
      ],
    });
    expect(Object.isFrozen(tree)).toBe(true);
  });

  it.each([
    ['true or false and false', 'true or (false and false)'],
    ['not 1 == 2', 'not (1 == 2)'],
    ['1 + 2 * 3 == 7', '(1 + (2 * 3)) == 7'],
    ['10 - 4 - 3 == 3', '((10 - 4) - 3) == 3'],
    ['8 / 4 % 3 == 2', '((8 / 4) % 3) == 2'],
    ['-properties["a"] * 2 < 1', '(-(properties["a"])) * 2 < 1'],
    ['"a" + "b" in "abc"', '("a" + "b") in "abc"'],
    ['NOT TRUE Or False AND tRuE', 'not true or false and true'],
    ['  true\n\tor\r\nfalse ', 'true or false'],
    ['(((true)))', 'true'],
    ["'a' == 'a'", '"a" == "a"'],
    ['"\\u00e9\\n\\\'\\"\\/" == \'é\\n\\\'"/\'', '"é\\n\'\\"/" == "é\\n\'\\"/"'],
    ['.5 < 1.', '0.5 < 1'],
    ['1E3 == 1000', '1e+3 == 1000'],
    ['- -1 == 1', '1 == 1'],
    ['1 in []', '1 in [ ]'],
    ['properties["a"] < datetime("2026-01-01")', 'datetime(properties["a"]) < datetime("2026-01-01")'],
    ['properties["a"] > datetime(5) + 60', 'datetime(properties["a"]) > datetime(5) + 60'],
  ])('takes %s for %s', (text, same) => {
    const withoutPlaces = (tree: ExpressionNode): unknown =>
      JSON.parse(JSON.stringify(tree, (key, value) => (key === 'at' ? 0 : value)));
    expect(withoutPlaces(parseExpression(text))).toEqual(withoutPlaces(parseExpression(same)));
  });

  it.each([
    ['', 1, 'expected'],
    ['   ', 4, 'expected'],
    ['properties["a"', 15, '"]"'],
    ['properties["a"] = 1', 17, 'a comparison'],
    ['(true', 6, '")"'],
    ['true)', 5, 'end of input'],
    ['properties[a] == 1', 12, 'a text in quotes'],
    ['"a\\q" == "a"', 3, 'an escape such as \\n'],
    ['properties["\\u12g4"] == 1', 13, 'an escape such as \\n'],
    ['1 in ["\\"', 10, '"\\""'],
    ['"abc', 5, '"\\""'],
    ['group["a"] == 1', 1, '"properties"'],
    ['1 < properties["a"] < 3', 21, 'end of input'],
    ['properties["a"] in [1, properties["b"]]', 24, 'a number'],
    ['floor 1 == 1', 7, '"("'],
    ['truely', 1, 'expected'],
    ['5and true', 1, 'expected'],
    ['😀 == 1', 1, 'expected'],
    ['"😀😀" = 1', 6, 'a comparison'],
    ['properties[""] == 1', 12, 'not empty'],
    ['1e999 == 1', 1, 'too large'],
    ['1 in [1e999]', 7, 'too large'],
    ['1', 1, 'never either'],
    ['"true"', 1, 'never either'],
    ['properties["a"] + 1', 1, 'never either'],
    ['true and "yes"', 10, 'never either'],
    ['1 or true', 1, 'never either'],
    ['true and (false or -properties["a"])', 20, 'never either'],
    ['datetime("2026-02-30") < 1', 10, 'expected a date'],
    ['properties["a"] < datetime("2026-02-28") and properties["b"] == datetime("soon")', 74, 'expected a date'],
    ['datetime("2026-01-01") > "soon"', 26, 'expected a date'],
  ])('refuses %j and says where and why', (text, place, why) => {
    const refusal = treeOrRefusal(text);
    expect(refusal).toMatchObject({ code: 'BAD_INPUT', details: { path: ['where'] } });
    expect(refusal).toHaveProperty('message', expect.stringContaining(`at character ${place}: `));
    expect(refusal).toHaveProperty('message', expect.stringContaining(why));
  });

  it('names the place in the input that the caller gives', () => {
    expect(() => parseExpression('1 +', ['body', 'where'])).toThrow(
      expect.objectContaining({ details: { path: ['body', 'where'] } }),
    );
  });
});

describe('bounds on an expression', () => {
  const long = (text: string, times: number, end: string): string => text.repeat(times) + end;

  it.each([
    ['parentheses', long('(', 50, 'true') + ')'.repeat(50)],
    ['conditions joined', long('properties["a"] == 1 or ', 330, 'true')],
    ['elements of a list', `1 in [${long('1,', 4_000, '1')}]`],
    ['characters of a text', `"${'x'.repeat(8_100)}" == "a"`],
    ['brackets inside a text', `"${'(['.repeat(500)}" == '${'(['.repeat(500)}'`],
    ['white space', long(' ', 8_000, 'true')],
    ['minus signs before a number', long('-', 4_000, '1 == 1')],
    ['signs in a row', `${long('1 + ', 47, '1')} == 48`],
  ])('lets many %s pass', (_, text) => {
    expect(treeOrRefusal(text)).not.toBeInstanceOf(MusterError);
  });

  it.each([
    ['parentheses', long('(', 51, 'true') + ')'.repeat(51), 'at most 50 deep'],
    ['open parentheses', '('.repeat(8_000), 'at most 50 deep'],
    ['open brackets', '['.repeat(8_000), 'at most 50 deep'],
    ['functions', `${long('floor(', 51, '1')}${')'.repeat(51)} == 1`, 'at most 50 deep'],
    ['nots', long('not ', 2_000, 'true'), 'at most 50 deep'],
    ['minus signs', long('- ', 4_000, 'properties["a"] < 1'), 'at most 50 deep'],
    ['signs in a row', `${long('1+', 4_000, '1')} == 1`, 'at most 50 deep'],
    ['characters', ' '.repeat(8_193), 'at most 8,192 characters'],
  ])('refuses too many %s', (_, text, why) => {
    expect(treeOrRefusal(text)).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining(why) });
  });
});

describe('whatever is sent', () => {
  const words = fc.constantFrom(
    ...['properties', 'user', 'event', '[', ']', '(', ')', '"', "'", '\\', 'and', 'or', 'not', 'in', 'true', '-', '+'],
    ...['==', '!=', '<', '<=', '%', '/', ',', '.', 'e', '1', '0x', 'has_prefix', 'datetime', 'number', ' ', '\n', '\0'],
    ...['\u2028', '\ud800', '😀', '$time', '{p0:String}', '--', '/*', ';'],
  );

  it('a text of random characters is read or refused', () => {
    const random = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
      fc.array(words, { maxLength: 120 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(random, (text) => {
        const found = treeOrRefusal(text);
        if (found instanceof MusterError) expect(found.code).toBe('BAD_INPUT');
      }),
      { numRuns: 3_000 },
    );
  });

  it('a sound text with a few characters changed is read or refused', () => {
    const change = fc.record({ at: fc.nat(), remove: fc.nat({ max: 3 }), insert: fc.oneof(words, fc.constant('')) });
    let read = 0;
    let refused = 0;
    fc.assert(
      fc.property(conditionTexts, fc.array(change, { maxLength: 3 }), (text, changes) => {
        const mutated = changes.reduce((whole, { at, remove, insert }) => {
          const place = at % (whole.length + 1);
          return whole.slice(0, place) + insert + whole.slice(place + remove);
        }, text);
        const found = treeOrRefusal(mutated);
        if (found instanceof MusterError) expect(found.code).toBe('BAD_INPUT');
        if (found instanceof MusterError) refused += 1;
        else read += 1;
      }),
      { numRuns: 2_000 },
    );
    expect(Math.min(read, refused)).toBeGreaterThan(100);
  });

  it('a refusal repeats nothing of the text', () => {
    for (const text of ['properties["secret"] = 1', '"secret" == ', 'secret', 'datetime("secret") < 1']) {
      expect(String(treeOrRefusal(text))).not.toContain('secret');
    }
  });
});
