import * as fc from 'fast-check';
import type { Scalar } from '../../../src/cohorts/expressions/ast.js';
import { unaryFunctions } from '../../../src/cohorts/expressions/ast.js';
import type { Properties, PropertyValue } from '../../../src/core/property-values.js';

/*
 * Expressions as text, and the values they are about. Both are made of the same few scalars, so that most expressions
 * find something and equal values of different kinds meet.
 */

/** Names of properties, some of which would break out of a text, of SQL or of a sub-column's name. */
export const propertyNames = ['a', 'b', 'n.x', 'we`ird "\\ {p0:String}', "o'hara", '日本', 'properties'] as const;

const texts = [
  '',
  'a',
  'A',
  'ab',
  'aba',
  'n',
  '\n',
  '\\n',
  '\\',
  '"',
  'a"b',
  "a'b",
  '\u0000x',
  '\u007f',
  'Σ',
  '😀',
  '😀x',
  'a\u2028b',
  '/',
  '</script>',
  'true',
  'false',
  'null',
  'nan',
  'inf',
  '1',
  '-1.5',
  '+2',
  '.5',
  '5.',
  '1e3',
  '1E-2',
  '1e999',
  ' 1',
  '1 ',
  '0x10',
  '1_0',
  '1,5',
  '-',
  '.',
  'e5',
  '[1]',
  '[',
  ']',
  ',',
  '{"a":1}',
  '2026-03-01',
  '2026-03-01T12:00:00',
  '2026-03-01T12:00:00.5Z',
  '2026-03-01 13:00+01:00',
  '2026-02-29',
  '1969-12-31T23:59:59.999Z',
  '0000-02-29',
  '9999-12-31',
] as const;
const numbers = [
  0, 1, -1, 2, 0.5, -0.5, 1.5, -1.5, 2.5, -2.5, 0.49999999999999994, 0.1, 0.2, 0.30000000000000004, 42, 1772366400,
  31536000000, 1772366400500, 9007199254740991, 9007199254740992, 18446744073709552000, 1e20, 1e21, -1e21, 1e-6, 1e-7,
  5e-324, 1.7976931348623157e308,
] as const;

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...texts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);
const number = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...numbers) },
  { weight: 1, arbitrary: fc.integer({ min: -20, max: 20 }) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0) },
);
const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 4, arbitrary: number },
  { weight: 1, arbitrary: fc.boolean() },
);
const element = fc.oneof({ weight: 8, arbitrary: scalar }, { weight: 1, arbitrary: fc.constant(null) });

/** Every JSON kind; missing ones are made by leaving the name out. */
export const value: fc.Arbitrary<PropertyValue> = fc.oneof(
  { weight: 8, arbitrary: element },
  { weight: 2, arbitrary: fc.array(element, { maxLength: 4 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<PropertyValue>(
      {},
      { a: 1 },
      { a: 'x', b: [1, { c: '1' }] },
      [['a'], 'b'],
      [{ a: 'abc' }, 1, [42]],
      [[1, [42]], 'a,b', ']', '1'],
    ),
  },
);

export const properties: fc.Arbitrary<Properties> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...propertyNames), value), { selector: ([name]) => name })
  .map((entries) => Object.fromEntries(entries));

const quoted = (content: string, quote: string): string =>
  quote + JSON.stringify(content).slice(1, -1).replaceAll('\\"', '"').replaceAll(quote, `\\${quote}`) + quote;

const written = (content: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(content, fc.constantFrom('"', "'")).map(([inside, quote]) => quoted(inside, quote));

const literal = fc.oneof(
  { weight: 4, arbitrary: written(text) },
  { weight: 4, arbitrary: number.map(String) },
  { weight: 1, arbitrary: fc.constantFrom('true', 'false', 'True', 'FALSE') },
);

const name = fc
  .tuple(fc.constantFrom('properties', 'properties', 'user'), written(fc.constantFrom(...propertyNames, 'unknown')))
  .map(([space, inside]) => `${space}[${inside}]`);

const id = fc.constant('properties["$distinct_id"]');

/** Any value, written with parentheses wherever they might be needed. */
const parts = fc.letrec<{ value: string; truth: string }>((tie) => {
  const inner = tie('value');
  const infix = (signs: readonly string[]) =>
    fc.tuple(inner, fc.constantFrom(...signs), inner).map(([left, sign, right]) => `(${left} ${sign} ${right})`);
  return {
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 5, arbitrary: name },
      { weight: 3, arbitrary: literal },
      { weight: 1, arbitrary: id },
      { weight: 4, arbitrary: infix(['+', '+', '-', '*', '/', '%']) },
      { weight: 2, arbitrary: fc.tuple(name, name).map(([left, right]) => `(${left} in ${right})`) },
      {
        weight: 4,
        arbitrary: fc
          .tuple(fc.constantFrom(...unaryFunctions.filter((known) => known !== 'datetime')), inner)
          .map(([called, operand]) => `${called}(${operand})`),
      },
      { weight: 1, arbitrary: name.map((operand) => `datetime(${operand})`) },
      { weight: 1, arbitrary: number.map((operand) => `datetime(${operand})`) },
      { weight: 1, arbitrary: inner.map((operand) => `-(${operand})`) },
      { weight: 2, arbitrary: tie('truth').map((condition) => `(${condition})`) },
    ),
    truth: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 6, arbitrary: infix(['==', '!=', '<', '<=', '>', '>=', 'in']) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(inner, fc.array(literal, { maxLength: 4 }))
          .map(([left, list]) => `${left} in [${list.join(', ')}]`),
      },
      { weight: 2, arbitrary: fc.tuple(inner, inner).map(([whole, start]) => `has_prefix(${whole}, ${start})`) },
      { weight: 1, arbitrary: inner.map((operand) => `defined(${operand})`) },
      { weight: 1, arbitrary: inner.map((operand) => `boolean(${operand})`) },
      { weight: 2, arbitrary: inner.map((operand) => `not ${operand}`) },
      {
        weight: 2,
        arbitrary: fc
          .array(tie('truth'), { minLength: 2, maxLength: 4 })
          .chain((operands) =>
            fc
              .constantFrom('and', 'or', 'AND', 'Or')
              .map((word) => operands.map((operand) => `(${operand})`).join(` ${word} `)),
          ),
      },
      { weight: 1, arbitrary: name },
    ),
  };
});

/** Conditions as people would write them, if they were fond of parentheses. */
export const conditionTexts: fc.Arbitrary<string> = parts.truth;

/** Any part of a condition. */
export const valueTexts: fc.Arbitrary<string> = parts.value;
