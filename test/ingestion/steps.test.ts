import fc from 'fast-check';
import { forbiddenIds } from '../../src/core/forbidden-ids.js';
import { limits } from '../../src/core/limits.js';
import { codePointLength } from '../../src/core/property-values.js';
import { EventDraft, type IncomingEvent } from '../../src/ingestion/event.js';
import { type Refusal, type RefusalReason, refusalReasons } from '../../src/ingestion/refusal.js';
import { steps, takeThroughSteps } from '../../src/ingestion/steps.js';

const nowMs = Date.UTC(2026, 10, 23, 12);

/** Takes an event through all steps; what is not given is good. */
function take(
  given: Partial<IncomingEvent>,
  groupKeys: Record<string, number> = {},
): { draft: EventDraft; refusal: Refusal | null } {
  const draft = new EventDraft({ name: 'login', distinctId: 'ann', ...given });
  const refusal = takeThroughSteps(draft, {
    nowMs,
    groupKeys: new Map(Object.entries(groupKeys)),
    repairRemovedGroups: false,
  });
  return { draft, refusal };
}

function accepted(given: Partial<IncomingEvent>, groupKeys?: Record<string, number>): EventDraft {
  const { draft, refusal } = take(given, groupKeys);
  expect(refusal).toBeNull();
  return draft;
}

function expectRefused(given: Partial<IncomingEvent>, reason: RefusalReason, field: string, keys = {}): void {
  expect(take(given, keys).refusal).toMatchObject({ reason, field });
}

const properties = (given: unknown) => accepted({ properties: given }).properties;
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it('an event goes through named steps in this order', () => {
  expect(steps.map(({ name }) => name)).toEqual([
    'check',
    'time',
    'repairRemovedGroups',
    'normalise',
    'identify',
    'attachGroups',
  ]);
});

describe('any input', () => {
  it('is taken or refused with a reason of the list, never thrown at', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSparseArray: true,
    });
    const keys = new Map([['k', 1]]);
    fc.assert(
      fc.property(
        fc.record({
          name: fc.oneof(fc.constant('login'), anything),
          time: fc.oneof(fc.constant(undefined), anything),
          distinctId: fc.oneof(fc.constant('ann'), anything),
          deviceId: fc.oneof(fc.constant(undefined), anything),
          userId: fc.oneof(fc.constant(undefined), anything),
          insertId: fc.oneof(fc.constant(undefined), anything),
          properties: fc.oneof(
            fc.dictionary(fc.oneof(fc.constant('k'), fc.string({ unit: 'binary' })), anything),
            fc.record({ mp_lib: fc.constant('web'), k: anything, group_key: fc.oneof(fc.array(anything), anything) }),
            anything,
          ),
        }),
        (event) => {
          const draft = new EventDraft(event);
          const refusal = takeThroughSteps(draft, { nowMs, groupKeys: keys, repairRemovedGroups: true });
          if (refusal !== null) expect(Object.keys(refusalReasons)).toContain(refusal.reason);
          else expect(plain(JSON.parse(JSON.stringify(draft.properties)))).toEqual(plain(draft.properties));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('keeps JSON properties as they are, apart from -0 and over-long text', () => {
    const value = fc.jsonValue({ maxDepth: 2, stringUnit: 'grapheme' });
    const bag = fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), value, { maxKeys: 20 });
    fc.assert(
      fc.property(bag, (given) => {
        const { draft, refusal } = take({
          properties: { ...given, $ignore: false, time: 1e9, $user_id: 'ann', $device_id: null, $insert_id: 'x' },
        });
        fc.pre(refusal === null);
        for (const [name, each] of Object.entries(given)) {
          if (!['$ignore', 'time', '$user_id', '$device_id', '$insert_id'].includes(name)) {
            expect(JSON.stringify(draft.properties[name])).toBe(JSON.stringify(each));
          }
        }
      }),
    );
  });

  it('does not change what was given', () => {
    const event = { name: 'a\ud800', distinctId: 'x', properties: { t: 'x'.repeat(300), l: ['\ud800', -0] } };
    const before = structuredClone(event);
    accepted(event);
    expect(event).toEqual(before);
  });
});

describe('the name', () => {
  it('is text of 1 to 255 characters without NUL', () => {
    expect(accepted({ name: '😀'.repeat(255) }).name).toBe('😀'.repeat(255));
    for (const name of ['', 'x'.repeat(256), 'a\0', 42, null, undefined, ['a'], {}]) {
      expectRefused({ name }, 'NAME_INVALID', 'name');
    }
  });

  it('has U+FFFD for half of a surrogate pair', () => {
    expect(accepted({ name: 'a\ud800b' }).name).toBe('a\ufffdb');
  });
});

describe('the insert id', () => {
  it('is generated where missing, each time anew', () => {
    const ids = Array.from({ length: 100 }, () => accepted({}).insertId);
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is 1 to 36 letters, digits and hyphens, from the field or from $insert_id', () => {
    expect(accepted({ insertId: 'aZ-09' }).insertId).toBe('aZ-09');
    expect(accepted({ properties: { $insert_id: 'from-sdk' } }).insertId).toBe('from-sdk');
    expect(accepted({ insertId: 'mine', properties: { $insert_id: '!' } }).insertId).toBe('mine');
    expect(accepted({ insertId: 12345 }).insertId).toBe('12345');
    for (const insertId of ['', 'x'.repeat(37), 'a b', 'a_b', 'é', 'a\n', true, {}, Number.NaN, ...forbiddenIds]) {
      expectRefused({ insertId }, 'INSERT_ID_INVALID', 'insertId');
    }
    expectRefused({ properties: { $insert_id: '0' } }, 'INSERT_ID_INVALID', 'properties.$insert_id');
  });
});

describe('$ignore', () => {
  it('drops the event if true or non-empty text, and does nothing otherwise', () => {
    for (const $ignore of [true, 'true', 'false', 'x'])
      expectRefused({ properties: { $ignore } }, 'IGNORED', 'properties.$ignore');
    for (const $ignore of [false, '', null, 0]) accepted({ properties: { $ignore } });
  });
});

describe('who did it', () => {
  const who = (given: Partial<IncomingEvent>) => {
    const { distinctId, deviceId, userId } = accepted({ distinctId: undefined, ...given });
    return [distinctId, deviceId, userId];
  };

  it('is the user, else the device, else what the distinct id says', () => {
    expect(who({ userId: 'u', deviceId: 'd', distinctId: 'other' })).toEqual(['u', 'd', 'u']);
    expect(who({ userId: 'u' })).toEqual(['u', '', 'u']);
    expect(who({ deviceId: 'd', distinctId: 'u' })).toEqual(['$device:d', 'd', '']);
    expect(who({ distinctId: '$device:d' })).toEqual(['$device:d', 'd', '']);
    expect(who({ distinctId: 'u' })).toEqual(['u', '', 'u']);
  });

  it("is read from the SDKs' properties where the fields are missing", () => {
    expect(who({ properties: { $user_id: 'u', $device_id: 'd' } })).toEqual(['u', 'd', 'u']);
    expect(who({ properties: { distinct_id: '$device:d' } })).toEqual(['$device:d', 'd', '']);
    expect(who({ userId: 'field', properties: { $user_id: 'property' } })).toEqual(['field', '', 'field']);
    expect(who({ userId: null, properties: { $user_id: 42, $device_id: null } })).toEqual(['42', '', '42']);
  });

  it('must be somebody', () => {
    for (const distinctId of [undefined, null, '']) expectRefused({ distinctId }, 'DISTINCT_ID_MISSING', 'distinctId');
    expect(who({ userId: '', distinctId: 'u' })).toEqual(['u', '', 'u']);
  });

  it('must not be a placeholder', () => {
    for (const id of forbiddenIds) {
      expectRefused({ distinctId: id }, 'DISTINCT_ID_FORBIDDEN', 'distinctId');
      expectRefused({ distinctId: `$device:${id}` }, 'DISTINCT_ID_FORBIDDEN', 'distinctId');
      expectRefused({ userId: id }, 'DISTINCT_ID_FORBIDDEN', 'userId');
      expectRefused({ properties: { $device_id: id } }, 'DISTINCT_ID_FORBIDDEN', 'properties.$device_id');
    }
    expectRefused({ distinctId: 0 }, 'DISTINCT_ID_FORBIDDEN', 'distinctId');
    expect(who({ distinctId: 'Anonymous' })[0]).toBe('Anonymous');
  });

  it('has an id of at most 255 characters, $device: included, without NUL', () => {
    expect(who({ deviceId: 'x'.repeat(247) })[0]).toHaveLength(255);
    expect(who({ userId: '😀'.repeat(255) })[0]).toBe('😀'.repeat(255));
    expectRefused({ deviceId: 'x'.repeat(248) }, 'DISTINCT_ID_INVALID', 'deviceId');
    expectRefused({ userId: 'x'.repeat(256) }, 'DISTINCT_ID_INVALID', 'userId');
    for (const distinctId of ['a\0', '$device:', true, {}, ['a'], Number.NaN]) {
      expectRefused({ distinctId }, 'DISTINCT_ID_INVALID', 'distinctId');
    }
    expectRefused({ userId: '$device:d' }, 'DISTINCT_ID_INVALID', 'userId');
  });
});

describe('the properties', () => {
  it('are an object, or left out', () => {
    expect({ ...properties(undefined) }).toEqual({});
    expect({ ...properties(null) }).toEqual({});
    for (const given of [[], 'x', 1, true, new Date(), new Map()])
      expectRefused({ properties: given }, 'PROPERTIES_INVALID', 'properties');
  });

  it('have text cut to 255 characters and made well-formed, at every depth', () => {
    const given = { t: '😀'.repeat(256), l: [`${'x'.repeat(255)}y`], o: { a: 'a\udc00' }, ten: 'x'.repeat(10_000_000) };
    const made = properties(given);
    expect(made.t).toBe('😀'.repeat(255));
    expect(plain(made.l)).toEqual(['x'.repeat(255)]);
    expect(plain(made.o)).toEqual({ a: 'a\ufffd' });
    expect(codePointLength(String(made.ten))).toBe(255);
  });

  it('keep NUL in text, NaN as text, null, false, empty values and large numbers', () => {
    const given = {
      nul: 'a\0b',
      nan: 'NaN',
      n: null,
      f: false,
      e: '',
      l: [],
      o: {},
      big: 2 ** 60,
      tiny: 5e-324,
      negative: -0,
    };
    expect(plain(properties(given))).toEqual({ ...given, negative: 0 });
    expect(Object.is(properties(given).negative, 0)).toBe(true);
  });

  it('may have any name, also those of JavaScript', () => {
    const given: unknown = JSON.parse(
      `{"__proto__": {"admin": true}, "constructor": 1, "a'\\"\`.{} b": 2, "toString": null, "1": 3}`,
    );
    const made = properties(given);
    expect(Object.getPrototypeOf(made)).toBeNull();
    expect(Object.keys(made).sort()).toEqual(['1', '__proto__', `a'"\`.{} b`, 'constructor', 'toString'].sort());
    expect(Object.getOwnPropertyDescriptor(made, '__proto__')?.value.admin).toBe(true);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('have names cut to 255 characters; two that then are one are refused, empty ones and NUL too', () => {
    const long = 'n'.repeat(255);
    expect(Object.keys(properties({ [`${long}1`]: 1 }))).toEqual([long]);
    expectRefused(
      { properties: { [`${long}1`]: 1, [`${long}2`]: 2 } },
      'PROPERTIES_INVALID',
      `properties.${'n'.repeat(80)}…`,
    );
    expectRefused(
      { properties: { [long]: 1, [`${long}2`]: 2 } },
      'PROPERTIES_INVALID',
      `properties.${'n'.repeat(80)}…`,
    );
    expectRefused({ properties: { '': 1 } }, 'PROPERTIES_INVALID', 'properties');
    expectRefused({ properties: { 'a\0': 1 } }, 'PROPERTIES_INVALID', 'properties');
    expectRefused({ properties: { o: { 'a\0': 1 } } }, 'PROPERTIES_INVALID', 'properties.o');
  });

  it('are nested at most three deep', () => {
    expect(plain(properties({ a: [{ b: [1] }] }))).toEqual({ a: [{ b: [1] }] });
    expectRefused({ properties: { a: [{ b: [[]] }] } }, 'PROPERTIES_INVALID', 'properties.a.b');
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expectRefused({ properties: { deep } }, 'PROPERTIES_INVALID', 'properties.deep');
  });

  it('are at most 255, as are the elements of a list and the names of an object', () => {
    const named = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, i]));
    expect(Object.keys(properties(named(255)))).toHaveLength(255);
    expectRefused({ properties: named(256) }, 'TOO_MANY_PROPERTIES', 'properties');
    expect(Object.keys(properties({ o: named(255) }).o ?? {})).toHaveLength(255);
    expectRefused({ properties: { o: named(256) } }, 'PROPERTIES_INVALID', 'properties.o');
    properties({ l: Array.from({ length: 255 }, () => 1) });
    expectRefused({ properties: { l: Array.from({ length: 256 }, () => 1) } }, 'PROPERTIES_INVALID', 'properties.l');
  });

  it('have lists and objects of at most 8 KiB, counted in UTF-8', () => {
    const list = (text: string, count: number) => Array.from({ length: count }, () => text);
    properties({ l: list('x'.repeat(97), 81) });
    expectRefused({ properties: { l: list('x'.repeat(97), 82) } }, 'PROPERTIES_INVALID', 'properties.l');
    expectRefused({ properties: { l: list('é'.repeat(97), 50) } }, 'PROPERTIES_INVALID', 'properties.l');
  });

  it('take at most 1 MiB together', () => {
    const value = Array.from({ length: 32 }, () => 'x'.repeat(250));
    const named = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, value]));
    properties(named(120));
    expectRefused({ properties: named(140) }, 'EVENT_TOO_LARGE', 'properties');
  });

  it('hold JSON only', () => {
    for (const value of [new Date(), () => 1, Symbol('s'), 1n, Number.POSITIVE_INFINITY, Number.NaN, new Set(), /x/]) {
      expectRefused({ properties: { value } }, 'PROPERTIES_INVALID', 'properties.value');
      expectRefused({ properties: { l: [value] } }, 'PROPERTIES_INVALID', 'properties.l');
    }
    expect(Object.keys(properties({ left: undefined, kept: 1 }))).toEqual(['kept']);
  });
});

describe('groups', () => {
  const groups = (value: unknown) =>
    accepted({ properties: { k: value } }, { k: 7 }).groups.map(({ groupId }) => groupId);

  it('are the values of the property of a registered key: text, number, or a list of them', () => {
    expect(accepted({ properties: { k: 'a', other: 'b' } }, { k: 7 }).groups).toEqual([
      { groupKeyId: 7, groupId: 'a' },
    ]);
    expect(groups(['a', 'b', 'a'])).toEqual(['a', 'b']);
    expect(groups([42, '42', 4.5])).toEqual(['42', '4.5']);
    expect(groups(['acme', 'Acme', 'ACMÉ', 'acme '])).toEqual(['acme', 'Acme', 'ACMÉ', 'acme ']);
  });

  it('are none for empty and other values, and the event is kept', () => {
    for (const value of ['', null, [], {}, true, [''], [null, true, {}, ['x']]]) expect(groups(value)).toEqual([]);
    expect(groups(['a', null, true, { b: 1 }])).toEqual(['a']);
  });

  it('of several keys are all attached', () => {
    const { groups: made } = accepted({ properties: { k: 'a', l: ['b', 'c'] } }, { k: 7, l: 8 });
    expect(made.map(({ groupKeyId, groupId }) => `${groupKeyId} ${groupId}`)).toEqual(['7 a', '8 b', '8 c']);
  });

  it('are at most 300 of one key', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, i) => `company ${i}`);
    expect(groups(ids(300))).toHaveLength(300);
    expectRefused({ properties: { k: ids(301) } }, 'TOO_MANY_GROUPS', 'properties.k', { k: 7 });
  });

  it('have ids of at most 255 characters without NUL, never cut', () => {
    expect(groups('😀'.repeat(255))).toEqual(['😀'.repeat(255)]);
    for (const k of ['x'.repeat(256), ['a', 'x'.repeat(256)], 'a\0', ['a\0']]) {
      expectRefused({ properties: { k } }, 'GROUP_VALUE_INVALID', 'properties.k', { k: 7 });
    }
  });

  it('stay in the properties as they were given', () => {
    const { properties: made } = accepted({ properties: { k: [42, '42', null], n: 42 } }, { k: 7, n: 8 });
    expect(plain(made)).toEqual({ k: [42, '42', null], n: 42 });
  });

  it('may be of keys named like anything', () => {
    const given: unknown = JSON.parse('{"__proto__": "a", "$group_id": "b"}');
    const keys = new Map([
      ['__proto__', 1],
      ['$group_id', 2],
    ]);
    const draft = new EventDraft({ name: 'x', distinctId: 'ann', properties: given });
    expect(takeThroughSteps(draft, { nowMs, groupKeys: keys, repairRemovedGroups: false })).toBeNull();
    expect(draft.groups).toEqual([
      { groupKeyId: 1, groupId: 'a' },
      { groupKeyId: 2, groupId: 'b' },
    ]);
  });
});

it('a message never holds a value', () => {
  const secret = 'hunter2\0';
  for (const given of [
    { name: secret },
    { distinctId: secret },
    { insertId: secret },
    { time: secret },
    { properties: { k: secret } },
    { properties: { other: [[[[secret]]]] } },
  ]) {
    const { refusal } = take(given, { k: 1 });
    expect(refusal).not.toBeNull();
    expect(JSON.stringify(refusal)).not.toContain('hunter2');
  }
});

it('the limits are those of the documents', () => {
  expect([limits.idLength, limits.insertIdLength, limits.eventProperties, limits.groupsPerKeyAndEvent]).toEqual([
    255, 36, 255, 300,
  ]);
});
