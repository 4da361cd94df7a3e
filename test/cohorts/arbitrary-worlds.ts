import * as fc from 'fast-check';
import type { EventFilter, GroupFilter, PropertyCondition, TimeRange, UserFilter } from '../../src/cohorts/filter.js';
import type { PropertyValue } from '../../src/core/property-values.js';
import type { World } from './oracle.js';

/*
 * Small worlds full of trouble, and filters about them. Values of worlds and of filters come from the same few, so
 * that most filters find something and equal values of different types meet.
 */

export const now = Date.UTC(2026, 2, 1, 12);
const keys = ['company', 'it\'s "a" key'] as const;
const userIds = ['ann', 'Ann', 'änn', 'bob ', 'bob', '😀', "o'hara", '$device:d1', '$device:d2', '$device:d3'] as const;
const deviceIds = ['d1', 'd2', 'd3'] as const;
const groupIds = ['acme', 'Acme', 'ACMÉ', 'acme ', '42', '1e+21', '😀'] as const;
const names = ['plan', 'n.x', 'we`ird "\\ {p0:String}', 'company'] as const;
const eventNames = ['open', 'Open', "pay'd"] as const;

const texts = [
  '',
  'a',
  'A',
  'abc',
  'n',
  '\n',
  '\\n',
  'a"b',
  "a'b",
  '\u0000x',
  'Σ',
  'ΟΔΟΣ',
  'οδος',
  'ÄÖ',
  'äö',
  '1',
  'true',
  'null',
  '[1]',
  '😀x',
  'acme',
  'a\u2028b',
  '/',
] as const;
const dates = [
  '2026-02-28',
  '2026-02-29',
  '2024-02-29',
  '1900-02-29',
  '2000-02-29',
  '2026-03-01T12:00:00Z',
  '2026-03-01T12:00:00.001Z',
  '2026-03-01 13:00:00+01:00',
  '2026-03-01T10:30-0130',
  '2026-02-29T00:00:00Z',
  '0000-01-01',
  '0000-02-29T23:59:59.999999999Z',
  '0001-03-01',
  '1969-12-31T23:59:59.9999Z',
  '9999-12-31T23:59:59.9Z',
  '2026-2-1',
  '2026-13-01',
  '2026-01-01T24:00:00Z',
  '2026-01-01T00:60Z',
  '2026-01-01T00:00:60Z',
  '20260101',
  '2026-01-01T',
  '2026-01-01\n',
  ' 2026-01-01',
  '2026-01-01T00:00+24:00',
  'inf',
  'nan',
] as const;
const numbers = [
  0, 1, -1, 1.5, 42, 0.1, 0.30000000000000004, 1e21, 1e20, -1e-7, 9007199254740992, 1.7e308, 18446744073709552000,
] as const;

const text = fc.constantFrom(...texts, ...dates);
const number = fc.oneof(
  fc.constantFrom(...numbers),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter(normal),
);
const scalar: fc.Arbitrary<string | number | boolean> = fc.oneof(text, number, fc.boolean());

/** Not so near to zero that the engine's parser flushes it; −0 is not JSON's. */
function normal(value: number): boolean {
  return Math.abs(value) > 1e-300;
}

const value: fc.Arbitrary<PropertyValue> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.array(fc.oneof(scalar, fc.constant(null)), { maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<PropertyValue>(
      { a: 1 },
      { a: ['x', { b: 'a' }] },
      [['a'], { a: 'abc' }],
      [[1, [42]], 'a,b', ']', '1'],
      [{}, [], 'last'],
    ),
  },
);

const properties = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 });
const belongs: fc.Arbitrary<PropertyValue> = fc.oneof(
  fc.constantFrom<PropertyValue>(...groupIds, '', null, 42, 1e21, true),
  fc.array(fc.constantFrom<PropertyValue>(...groupIds, '', null, 42, true), { maxLength: 4 }),
);
const userProperties = fc
  .tuple(properties, fc.dictionary(fc.constantFrom(...keys), belongs, { maxKeys: 2 }))
  .map(([some, groups]) => ({ ...some, ...groups }));

const moment = fc.constantFrom(now, now - 1, now + 1, now - 86_400_000, now - 86_400_001, now - 10 * 86_400_000);

/** Days of a few times around `now`, and events, profiles and links among few ids. */
export const worlds: fc.Arbitrary<World> = fc.record({
  keys: fc.constant(keys),
  users: fc.uniqueArray(fc.record({ id: fc.constantFrom(...userIds), properties: userProperties, deleted: rarely() }), {
    selector: ({ id }) => id,
    maxLength: 8,
  }),
  groups: fc.uniqueArray(
    fc.record({ key: fc.constantFrom(...keys), id: fc.constantFrom(...groupIds), properties, deleted: rarely() }),
    { selector: ({ key, id }) => `${key} ${id}`, maxLength: 8 },
  ),
  events: fc.array(
    fc.record({
      distinctId: fc.constantFrom(...userIds),
      name: fc.constantFrom(...eventNames),
      timeMs: moment,
      groups: fc.uniqueArray(fc.record({ key: fc.constantFrom(...keys), id: fc.constantFrom(...groupIds) }), {
        selector: ({ key, id }) => `${key} ${id}`,
        maxLength: 3,
      }),
      properties,
    }),
    { maxLength: 10 },
  ),
  links: fc.uniqueArray(
    fc.record({ deviceId: fc.constantFrom(...deviceIds), userId: fc.constantFrom('ann', 'bob', 'cleo') }),
    { selector: ({ deviceId }) => deviceId, maxLength: 2 },
  ),
  now: fc.constant(now),
});

function rarely(): fc.Arbitrary<boolean> {
  return fc.integer({ min: 0, max: 7 }).map((one) => one === 0);
}

const some = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { minLength: 1, maxLength: 3 });
const days = fc.constantFrom(1, 2, 10, 36_525);

export const conditions: fc.Arbitrary<PropertyCondition> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('textIsOneOf' as const, 'textIsNoneOf' as const),
    values: some(text),
    ignoreCase: fc.boolean(),
  }),
  fc.record({
    kind: fc.constantFrom('textContains' as const, 'textStartsWith' as const, 'textEndsWith' as const),
    text,
    ignoreCase: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('number' as const),
    operator: fc.constantFrom('equals', 'notEquals', 'lessThan', 'atMost', 'greaterThan', 'atLeast'),
    value: number,
  }),
  fc
    .tuple(number, number)
    .map(([a, b]) => ({ kind: 'numberBetween' as const, from: Math.min(a, b), to: Math.max(a, b) })),
  fc.record({ kind: fc.constant('booleanIs' as const), value: fc.boolean() }),
  fc.record({
    kind: fc.constantFrom('dateBefore' as const, 'dateAfter' as const),
    instant: fc.oneof(moment, fc.constantFrom(0, -62_000_000_000_000, 253_402_300_799_900)),
  }),
  fc.record({ kind: fc.constant('dateInLastDays' as const), days }),
  fc.record({
    kind: fc.constantFrom('listAnyOf' as const, 'listAllOf' as const, 'listNoneOf' as const),
    values: some(scalar),
  }),
  fc.record({ kind: fc.constantFrom('isSet' as const, 'isNotSet' as const) }),
);

const property = fc.record({
  kind: fc.constant('property' as const),
  name: fc.constantFrom(...names, 'unknown'),
  condition: conditions,
});

const range: fc.Arbitrary<TimeRange> = fc.oneof(
  fc.constant({ kind: 'ever' as const }),
  fc.record({ kind: fc.constant('lastDays' as const), days }),
  moment.map((from) => ({ kind: 'between' as const, from, to: null })),
  moment.map((to) => ({ kind: 'between' as const, from: null, to })),
  moment.map((from) => ({ kind: 'between' as const, from, to: from + 86_400_000 })),
);

/** The filter, inside and, or and not of more of its kind. */
function tree<Leaf, Filter extends Leaf>(leaf: fc.Arbitrary<Leaf>): fc.Arbitrary<Filter> {
  return fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 3, arbitrary: leaf },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constantFrom('and', 'or'),
          filters: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('not'), filter: tie('tree') }) },
    ),
  })).tree as fc.Arbitrary<Filter>;
}

const eventFilters = tree<unknown, EventFilter>(
  fc.oneof(
    { weight: 3, arbitrary: property },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('eventGroup' as const),
        groupKey: fc.constantFrom(...keys),
        where: tree<unknown, GroupFilter>(
          fc.oneof(
            property,
            fc.record({ kind: fc.constant('id' as const), values: some(fc.constantFrom(...groupIds)) }),
          ),
        ),
        properties: fc.constant('CURRENT' as const),
      }),
    },
  ),
);

const did = fc
  .record({
    kind: fc.constant('did' as const),
    event: fc.option(fc.constantFrom(...eventNames)),
    counts: fc.constantFrom<[number | null, number | null]>(
      [null, null],
      [1, null],
      [2, null],
      [0, null],
      [null, 0],
      [null, 1],
      [1, 2],
      [0, 1],
      [2, 2],
    ),
    within: range,
    where: fc.option(eventFilters),
  })
  .map(({ counts: [atLeast, atMost], ...rest }) => ({ ...rest, atLeast, atMost }));

export const groupFilters: fc.Arbitrary<GroupFilter> = tree<unknown, GroupFilter>(
  fc.oneof(
    { weight: 4, arbitrary: property },
    { weight: 1, arbitrary: did },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('id' as const), values: some(fc.constantFrom(...groupIds)) }),
    },
  ),
);

export const userFilters: fc.Arbitrary<UserFilter> = tree<unknown, UserFilter>(
  fc.oneof(
    { weight: 3, arbitrary: property },
    { weight: 2, arbitrary: did },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('id' as const), values: some(fc.constantFrom(...userIds)) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('someGroup' as const),
        groupKey: fc.constantFrom(...keys),
        where: groupFilters,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('belongsTo' as const),
        groupKey: fc.constantFrom(...keys),
        moreThan: fc.integer({ min: 0, max: 2 }),
      }),
    },
  ),
);

export const propertyNames = names;
export const groupKeyNames = keys;
