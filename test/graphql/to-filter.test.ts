import { graphql } from 'graphql';
import { MusterError } from '../../src/core/errors.js';
import type { PropertyConditionInput } from '../../src/graphql/inputs/conditions.js';
import { toGroupFilter, toUserFilter } from '../../src/graphql/inputs/to-filter.js';
import { musterSchema } from '../../src/graphql/schema.js';

const conditionOf = (is: PropertyConditionInput) => {
  const filter = toUserFilter({ property: { name: 'p', is } }, ['where']);
  return filter.kind === 'property' ? filter.condition : undefined;
};

/** The error a conversion ends with. */
function refusal(work: () => unknown): MusterError {
  try {
    work();
  } catch (error) {
    if (error instanceof MusterError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('conditions on properties', () => {
  it.each<[string, PropertyConditionInput, unknown]>([
    [
      'isOneOf',
      { text: { isOneOf: ['a', ''], ignoreCase: false } },
      { kind: 'textIsOneOf', values: ['a', ''], ignoreCase: false },
    ],
    [
      'isNoneOf',
      { text: { isNoneOf: ['a'], ignoreCase: true } },
      { kind: 'textIsNoneOf', values: ['a'], ignoreCase: true },
    ],
    ['contains', { text: { contains: '', ignoreCase: false } }, { kind: 'textContains', text: '', ignoreCase: false }],
    [
      'startsWith',
      { text: { startsWith: 'a', ignoreCase: false } },
      { kind: 'textStartsWith', text: 'a', ignoreCase: false },
    ],
    [
      'endsWith',
      { text: { endsWith: 'a', ignoreCase: false } },
      { kind: 'textEndsWith', text: 'a', ignoreCase: false },
    ],
    ['equals', { number: { equals: 0 } }, { kind: 'number', operator: 'equals', value: 0 }],
    ['notEquals', { number: { notEquals: 1 } }, { kind: 'number', operator: 'notEquals', value: 1 }],
    ['lessThan', { number: { lessThan: 1 } }, { kind: 'number', operator: 'lessThan', value: 1 }],
    ['atMost', { number: { atMost: 1 } }, { kind: 'number', operator: 'atMost', value: 1 }],
    ['greaterThan', { number: { greaterThan: 1 } }, { kind: 'number', operator: 'greaterThan', value: 1 }],
    ['atLeast', { number: { atLeast: 1 } }, { kind: 'number', operator: 'atLeast', value: 1 }],
    ['between', { number: { between: { from: 1, to: 2 } } }, { kind: 'numberBetween', from: 1, to: 2 }],
    ['boolean', { boolean: false }, { kind: 'booleanIs', value: false }],
    ['before', { date: { before: new Date(5) } }, { kind: 'dateBefore', instant: 5 }],
    ['after', { date: { after: new Date(5) } }, { kind: 'dateAfter', instant: 5 }],
    ['inLastDays', { date: { inLastDays: 7 } }, { kind: 'dateInLastDays', days: 7 }],
    ['anyOf', { list: { anyOf: ['a', 1, true] } }, { kind: 'listAnyOf', values: ['a', 1, true] }],
    ['allOf', { list: { allOf: ['a'] } }, { kind: 'listAllOf', values: ['a'] }],
    ['noneOf', { list: { noneOf: ['a'] } }, { kind: 'listNoneOf', values: ['a'] }],
    ['isSet', { isSet: true }, { kind: 'isSet' }],
    ['is not set', { isSet: false }, { kind: 'isNotSet' }],
  ])('converts %s', (_name, input, expected) => {
    expect(conditionOf(input)).toEqual(expected);
  });

  it.each<[string, PropertyConditionInput]>([
    ['no text operator', { text: { ignoreCase: true } }],
    ['two text operators', { text: { contains: 'a', startsWith: 'b', ignoreCase: false } }],
    ['text operators that are null', { text: { isOneOf: null, contains: null, ignoreCase: false } }],
  ])('refuses %s with the place', (_name, is) => {
    const error = refusal(() => toUserFilter({ and: [{ property: { name: 'p', is } }] }, ['where']));
    expect(error.code).toBe('BAD_INPUT');
    expect(error.details.path).toEqual(['where', 'and', 0, 'property', 'is', 'text']);
  });

  it('refuses list elements that are objects, with the place', () => {
    const error = refusal(() => conditionOf({ list: { anyOf: ['a', { b: 1 }] } }));
    expect(error.code).toBe('BAD_INPUT');
    expect(error.details.path).toEqual(['where', 'property', 'is', 'list', 'anyOf', 1]);
  });
});

describe('filters', () => {
  it('converts every branch of a filter over users', () => {
    expect(
      toUserFilter(
        {
          and: [
            { someGroup: { key: 'company_id', where: { or: [{ id: { isOneOf: ['1'] } }, { cohort: 'cohort_1' }] } } },
            { not: { belongsTo: { key: 'team', moreThan: 2 } } },
            { did: { event: 'login', atLeast: 3, within: { lastDays: 7 } } },
            { cohort: 'cohort_2' },
          ],
        },
        ['where'],
      ),
    ).toEqual({
      kind: 'and',
      filters: [
        {
          kind: 'someGroup',
          groupKey: 'company_id',
          where: {
            kind: 'or',
            filters: [
              { kind: 'id', values: ['1'] },
              { kind: 'cohort', cohortId: 'cohort_1' },
            ],
          },
        },
        { kind: 'not', filter: { kind: 'belongsTo', groupKey: 'team', moreThan: 2 } },
        { kind: 'did', event: 'login', atLeast: 3, atMost: null, within: { kind: 'lastDays', days: 7 }, where: null },
        { kind: 'cohort', cohortId: 'cohort_2' },
      ],
    });
  });

  it('takes did without anything as any event, ever', () => {
    expect(toGroupFilter({ did: {} }, ['where'])).toEqual({
      kind: 'did',
      event: null,
      atLeast: null,
      atMost: null,
      within: { kind: 'ever' },
      where: null,
    });
  });

  it('converts conditions on events and open ends of time', () => {
    const where = { not: { property: { name: 'plan', is: { isSet: true } } } };
    expect(toGroupFilter({ did: { atMost: 0, within: { between: { from: new Date(1) } }, where } }, ['where'])).toEqual(
      {
        kind: 'did',
        event: null,
        atLeast: null,
        atMost: 0,
        within: { kind: 'between', from: 1, to: null },
        where: { kind: 'not', filter: { kind: 'property', name: 'plan', condition: { kind: 'isSet' } } },
      },
    );
  });
});

describe('a crafted filter over groups', () => {
  const isSet = '{ name: "plan", is: { isSet: true } }';

  it.each([
    ['a filter over users', `{ someGroup: { key: "company_id", where: { property: ${isSet} } } }`],
    ['membership', '{ belongsTo: { key: "company_id" } }'],
    ['a property of users', `{ userProperty: ${isSet} }`],
    ['users', `{ someUser: { where: { property: ${isSet} } } }`],
    ['a property of users inside', `{ and: [{ not: { user: { property: ${isSet} } } }] }`],
    ['a property of users of events', `{ did: { where: { user: ${isSet} } } }`],
  ])('with %s is refused by validation', async (_name, where) => {
    const source = `{ groups(key: "company_id", where: ${where}) { nodes { id } } }`;
    const { data, errors } = await graphql({ schema: musterSchema(), source });
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toMatch(/^Field "\w+" is not defined by type "(Group|Event)Filter"/);
  });

  it('is refused as a variable, too', async () => {
    const source = 'query ($where: GroupFilter) { groups(key: "company_id", where: $where) { nodes { id } } }';
    const variableValues = { where: { belongsTo: { key: 'company_id' } } };
    const { data, errors } = await graphql({ schema: musterSchema(), source, variableValues });
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toContain('Field "belongsTo" is not defined by type "GroupFilter"');
  });

  it('cannot lead from a group to users', async () => {
    for (const field of ['users', 'user', 'members', 'cohort']) {
      const source = `{ group(key: "company_id", id: "1") { ${field} { __typename } } }`;
      const { errors } = await graphql({ schema: musterSchema(), source });
      expect(errors?.[0]?.message).toMatch(new RegExp(`^Cannot query field "${field}" on type "Group"`));
    }
  });
});
