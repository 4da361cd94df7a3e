import fc from 'fast-check';
import type { Properties, PropertyValue } from '../../src/core/property-values.js';

const scalar = fc.oneof(
  fc.constantFrom<PropertyValue>('a', 'b', '', 1, '1', true, false, null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'binary', maxLength: 6 }).map((text) => text.toWellFormed()),
);

const nest = (inner: fc.Arbitrary<PropertyValue>): fc.Arbitrary<PropertyValue> =>
  fc.oneof(
    { arbitrary: scalar, weight: 3 },
    { arbitrary: fc.array(inner, { maxLength: 5 }), weight: 2 },
    { arbitrary: fc.dictionary(fc.constantFrom('x', 'y', '__proto__', 'é"\\'), inner, { maxKeys: 3 }), weight: 1 },
  );

/** JSON values up to three deep, with near-equal ones often. */
export const anyValue: fc.Arbitrary<PropertyValue> = nest(nest(nest(scalar)));

/** Few names, so that operations meet each other; some of them are traps. */
export const anyName = fc.constantFrom('company', 'plan', '__proto__', 'constructor', 'a.b`"\' {}', '😀');

/** A bag without a prototype, as check.ts makes them. */
export const bagOf = <Value>(value: fc.Arbitrary<Value>, minKeys = 1): fc.Arbitrary<Record<string, Value>> =>
  fc.dictionary(anyName, value, { minKeys, maxKeys: 5 }).map((bag) => Object.assign(Object.create(null), bag));

export const anyProfile: fc.Arbitrary<Properties> = bagOf(anyValue, 0);
