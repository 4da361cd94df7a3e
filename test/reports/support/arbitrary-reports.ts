import * as fc from 'fast-check';
import type { GroupFilter, PropertyCondition, UserFilter } from '../../../src/cohorts/filter.js';
import type { PropertyValue } from '../../../src/core/property-values.js';
import type {
  Buckets,
  EventBreakdown,
  EventChoice,
  GroupBreakdown,
  GroupWhere,
  UserBreakdown,
  UserWhere,
} from '../../../src/reports/question/question.js';
import type { World } from '../../cohorts/oracle.js';
import type { ModelSubject } from './model-rows.js';

/*
 * Small projects with much trouble in few events: ties in time, events of several groups, devices that become users,
 * properties of changing types, clocks that change, profiles that come and go.
 */

export const keys = ['company', 'team'] as const;
const userIds = ['ann', 'bob', 'cleo', '$device:d1', '$device:d2'] as const;
const groupIds = ['acme', 'beta', '42', 'é'] as const;
export const eventNames = ['open', 'pay', "o'close"] as const;
export const propertyNames = ['plan', 'amount'] as const;

const minute = 60_000;

/** Zones with clocks that change, by half an hour too, at midnight too, forward and back; and a moment of change of each. */
export const zones: ReadonlyArray<readonly [string, number]> = [
  ['UTC', Date.UTC(2026, 2, 1)],
  ['Asia/Kolkata', Date.UTC(2026, 2, 1)],
  ['Europe/Berlin', Date.UTC(2026, 2, 29, 1)],
  ['America/St_Johns', Date.UTC(2025, 10, 2, 4, 30)],
  ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 15)],
  ['Africa/Cairo', Date.UTC(2026, 3, 23, 22)],
  ['America/Sao_Paulo', Date.UTC(2018, 10, 4, 3)],
  ['America/Havana', Date.UTC(2025, 10, 2, 5)],
  ['Antarctica/Troll', Date.UTC(2025, 9, 26, 1)],
];

/** Times around a moment: many alike, some a millisecond apart, up to some days away. */
export const timesAround = (moment: number, days = 4): fc.Arbitrary<number> =>
  fc
    .tuple(fc.integer({ min: -days * 16, max: days * 16 }), fc.constantFrom(0, 0, 0, 1, -1, 1_500, -2_000, 2_001))
    .map(([steps, more]) => moment + steps * 90 * minute + more);

/** Ranges between two such times. */
export const rangesAround = (moment: number): fc.Arbitrary<{ kind: 'between'; from: number; to: number }> =>
  fc
    .tuple(timesAround(moment), timesAround(moment))
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => ({ kind: 'between', from: Math.min(a, b), to: Math.max(a, b) }));

const scalar: fc.Arbitrary<PropertyValue> = fc.constantFrom<PropertyValue>(
  'pro',
  'free',
  '',
  'p"r\\o',
  5,
  1.5,
  -2,
  0,
  true,
  null,
);
const value: fc.Arbitrary<PropertyValue> = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<PropertyValue>({ a: 1 }, [['x'], 'y'], [{ b: ']' }], ['a,b', '[x]', 'free']),
  },
);
const properties = fc.dictionary(fc.constantFrom(...propertyNames), value, { maxKeys: 2 });
const belongs: fc.Arbitrary<PropertyValue> = fc.oneof(
  fc.constantFrom<PropertyValue>(...groupIds),
  fc.uniqueArray(fc.constantFrom<PropertyValue>(...groupIds), { maxLength: 3 }),
);
const userProperties = fc
  .tuple(properties, fc.dictionary(fc.constantFrom(...keys), belongs, { maxKeys: 2 }))
  .map(([some, groups]) => ({ ...some, ...groups }));

/** A project around a moment, with so many events at most. */
export function worldAround(moment: number, mostEvents = 40): fc.Arbitrary<World> {
  const times = timesAround(moment);
  const group = fc.record({ key: fc.constantFrom(...keys), id: fc.constantFrom(...groupIds) });
  const change = fc.record({
    key: fc.constantFrom(...keys),
    id: fc.constantFrom(...groupIds),
    name: fc.constantFrom(...propertyNames),
    atMs: times,
    value,
  });
  return fc.record({
    keys: fc.constant(keys),
    users: fc.uniqueArray(
      fc.record({ id: fc.constantFrom(...userIds), properties: userProperties, deleted: fc.constant(false) }),
      { selector: ({ id }) => id, maxLength: 4 },
    ),
    groups: fc.uniqueArray(
      fc.record({
        key: fc.constantFrom(...keys),
        id: fc.constantFrom(...groupIds),
        properties,
        deleted: fc.boolean().map((one) => one && false),
      }),
      { selector: ({ key, id }) => `${key} ${id}`, maxLength: 6 },
    ),
    events: fc.array(
      fc.record({
        distinctId: fc.constantFrom(...userIds),
        name: fc.constantFrom(...eventNames),
        timeMs: times,
        groups: fc.uniqueArray(group, { selector: ({ key, id }) => `${key} ${id}`, maxLength: 4 }),
        properties,
      }),
      { minLength: 5, maxLength: mostEvents },
    ),
    history: fc.array(change, { maxLength: 10 }),
    links: fc.uniqueArray(
      fc.record({ deviceId: fc.constantFrom('d1', 'd2'), userId: fc.constantFrom('ann', 'bob', 'dora') }),
      { selector: ({ deviceId }) => deviceId, maxLength: 2 },
    ),
    now: fc.constant(moment),
  });
}

const condition: fc.Arbitrary<PropertyCondition> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('textIsOneOf' as const, 'textIsNoneOf' as const),
    values: fc.constantFrom(['pro'], ['free', '']),
    ignoreCase: fc.constant(false),
  }),
  fc.record({
    kind: fc.constant('number' as const),
    operator: fc.constantFrom('greaterThan', 'notEquals'),
    value: fc.constantFrom(0, 5),
  }),
  fc.record({ kind: fc.constantFrom('isSet' as const, 'isNotSet' as const) }),
);
const property = fc.record({
  kind: fc.constant('property' as const),
  name: fc.constantFrom(...propertyNames),
  condition,
});
const id = <Id extends string>(ids: readonly Id[]) =>
  fc.record({ kind: fc.constant('id' as const), values: fc.constantFrom(...ids).map((one) => [one]) });

const negated = <Filter>(filter: fc.Arbitrary<Filter>) =>
  fc.tuple(fc.boolean(), filter).map(([negate, one]) => (negate ? { kind: 'not' as const, filter: one } : one));

const did = fc.record({
  kind: fc.constant('did' as const),
  event: fc.constantFrom(...eventNames),
  atLeast: fc.constantFrom(null, 2),
  atMost: fc.constant(null),
  within: fc.constant({ kind: 'ever' as const }),
  where: fc.constant(null),
});
export const groupFilter = negated(fc.oneof(property, id(groupIds), did)) as fc.Arbitrary<GroupFilter>;
export const userFilter = negated(
  fc.oneof(
    property,
    id(userIds),
    did,
    fc.record({ kind: fc.constant('someGroup' as const), groupKey: fc.constantFrom(...keys), where: groupFilter }),
    fc.record({
      kind: fc.constant('belongsTo' as const),
      groupKey: fc.constantFrom(...keys),
      moreThan: fc.constantFrom(0, 1),
    }),
  ),
) as fc.Arbitrary<UserFilter>;

const propertyTime = fc.constantFrom('CURRENT' as const, 'AS_OF_EVENT' as const);
const eventGroup = fc.record({
  kind: fc.constant('eventGroup' as const),
  groupKey: fc.constantFrom(...keys),
  where: groupFilter,
  properties: propertyTime,
});

/** Conditions on rows: one, its opposite, or two. */
function whereOf<More>(more: fc.Arbitrary<More>): fc.Arbitrary<unknown> {
  const leaf = negated(fc.oneof(property, eventGroup, more as fc.Arbitrary<unknown>));
  const both = fc.record({
    kind: fc.constantFrom('and', 'or'),
    filters: fc.array(leaf, { minLength: 2, maxLength: 2 }),
  });
  return fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 1, arbitrary: both });
}

export const userWhere = whereOf(
  fc.record({ kind: fc.constant('user' as const), where: userFilter }),
) as fc.Arbitrary<UserWhere>;
const plainChoice = fc.record({
  names: fc.constantFrom(null, ...eventNames.map((name) => [name])),
  where: fc.constant(null),
});
const usersWhoDid = fc.record({
  kind: fc.constant('usersWhoDid' as const),
  event: plainChoice,
  times: fc.constantFrom(1, 1, 2),
});
export const groupWhere = whereOf(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('group' as const), where: groupFilter, properties: propertyTime }),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          usersWhoDid,
          fc.constantFrom<[number | null, number | null]>([null, null], [2, null], [null, 0], [null, 1], [1, 1]),
        )
        .map(([did, [atLeast, atMost]]) => ({ ...did, atLeast, atMost })),
    },
  ),
) as fc.Arbitrary<GroupWhere>;
/** Conditions that know neither users nor the group that is analysed. */
export const eventWhere = whereOf(property) as fc.Arbitrary<UserWhere & GroupWhere>;

const buckets: fc.Arbitrary<Buckets> = fc.constantFrom<Buckets>(null, null, [0, 2], [5]);
const nameOrNull = fc.constantFrom<string | null>(null, ...propertyNames);

const byEvent = (groupKeys: readonly string[]): fc.Arbitrary<EventBreakdown> =>
  fc.oneof(
    fc.record({ kind: fc.constant('eventProperty' as const), name: fc.constantFrom(...propertyNames), buckets }),
    fc.record({
      kind: fc.constant('eventGroup' as const),
      groupKey: fc.constantFrom(...groupKeys),
      property: nameOrNull,
      properties: propertyTime,
      buckets,
    }),
  );

const byUser: fc.Arbitrary<UserBreakdown> = fc.oneof(
  byEvent(keys),
  fc.record({ kind: fc.constant('userProperty' as const), name: fc.constantFrom(...propertyNames), buckets }),
  fc.record({
    kind: fc.constant('membership' as const),
    groupKey: fc.constantFrom(...keys),
    property: nameOrNull,
    buckets,
  }),
);

const byGroup = (key: string): fc.Arbitrary<GroupBreakdown> =>
  fc.oneof(
    byEvent(keys.filter((other) => other !== key)),
    fc.record({ kind: fc.constant('groupProperty' as const), name: nameOrNull, properties: propertyTime, buckets }),
    fc.tuple(usersWhoDid, buckets).map(([did, bounds]) => ({ ...did, buckets: bounds })),
  );

export const subjects: fc.Arbitrary<ModelSubject> = fc.constantFrom<ModelSubject>(
  { unit: 'USERS' },
  { unit: 'GROUPS', key: 'company' },
  { unit: 'GROUPS', key: 'team' },
);

export const breakdownsOf = (subject: ModelSubject): fc.Arbitrary<UserBreakdown | GroupBreakdown> =>
  subject.unit === 'USERS' ? byUser : byGroup(subject.key);

export const wheresOf = (subject: ModelSubject): fc.Arbitrary<UserWhere | GroupWhere> =>
  subject.unit === 'USERS' ? userWhere : groupWhere;

export const choicesOf = (subject: ModelSubject): fc.Arbitrary<EventChoice<UserWhere | GroupWhere>> =>
  fc.record({
    names: fc.oneof(fc.constant(null), fc.subarray([...eventNames], { minLength: 1, maxLength: 2 })),
    where: fc.option(wheresOf(subject), { freq: 2 }),
  });
