import fc from 'fast-check';
import { canonicalJson, groupIdsOf, type PropertyValue } from '../../src/core/property-values.js';
import { groupIdsOfSql } from '../../src/profiles/group-ids-sql.js';
import { as, call, col, param, select, subquery } from '../../src/warehouse/sql/builders.js';
import { print } from '../../src/warehouse/sql/print.js';
import type { Warehouse } from '../../src/warehouse/warehouse.js';
import { openTestWarehouse, warehouseKinds } from '../support/warehouses.js';
import { anyValue } from './arbitraries.js';

const traps: PropertyValue[] = [
  '',
  'acme',
  ' acme ',
  '"',
  '\\',
  '\\"',
  '[',
  '["a"]',
  '{"a":"b"}',
  'a,b',
  'line\nbreak\r\t\u2028',
  'nul\0byte',
  '😀 é ß',
  42,
  -0,
  0.1,
  1e21,
  -1e-7,
  123456789012345680000,
  true,
  null,
  [],
  [[]],
  ['a', 'a', 'b', 1, '1', 1, '', null, true, ['c'], { d: 'e' }, 'f'],
  [{ a: ['x'] }, 'y', [['z'], 'w'], 'v'],
  ['[', ']', '{', '}', '"]', '\\"', ',', ':'],
  { a: 'b', c: ['d'] },
  {},
];

/** Values with brackets, quotes and numbers of every form, in lists and alone. */
const nasty: fc.Arbitrary<PropertyValue> = fc.oneof(
  anyValue,
  fc.array(
    fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
      fc.stringMatching(/^[[\]{}"\\,: a1-]{0,8}$/),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      anyValue,
    ),
    { maxLength: 12 },
  ),
);

describe.each(warehouseKinds())('the groups a property names, read in SQL on %s', (kind) => {
  let warehouse: Warehouse;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    ({ warehouse, drop } = await openTestWarehouse(kind));
  });

  afterAll(() => drop());

  const inSql = async (texts: readonly string[]): Promise<string[][]> => {
    const values = select({ columns: [as(call('arrayJoin', param(texts, 'Array(String)')), 'value')] });
    const question = select({ columns: [as(groupIdsOfSql(col('value')), 'ids')], from: subquery(values) });
    const { rows } = await warehouse.query<{ ids: string[] }>(print(question));
    return rows.map(({ ids }) => ids);
  };

  it('are those of core’s rule, for values meant to trip it', async () => {
    expect(await inSql(traps.map(canonicalJson))).toEqual(traps.map(groupIdsOf));
    expect(await inSql([''])).toEqual([[]]);
  });

  it('are those of core’s rule, for any value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(nasty, { minLength: 1, maxLength: 100 }), async (values) => {
        expect(await inSql(values.map(canonicalJson))).toEqual(values.map(groupIdsOf));
      }),
      { numRuns: 40 },
    );
  });

  it('are found in a list of many', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => (index % 2 === 0 ? `group ${index}` : index));
    expect(await inSql([canonicalJson(many)])).toEqual([groupIdsOf(many)]);
  });
});
