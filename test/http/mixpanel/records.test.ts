import fc from 'fast-check';
import {
  attributedToAddress,
  isRepeatableEvent,
  readEvent,
  readImportedEvent,
} from '../../../src/http/mixpanel/events.js';
import { isRepeatableItem, readGroupRecord, readUserRecord } from '../../../src/http/mixpanel/profiles.js';
import type { Reading } from '../../../src/http/mixpanel/records.js';
import type { IncomingEvent } from '../../../src/ingestion/event.js';

const token = '0123456789abcdef0123456789abcdef';

const itemsOf = <Item>(reading: Reading<Item>): readonly Item[] => {
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading.items;
};
const eventOf = (properties: Record<string, unknown>, event: unknown = 'Page View'): IncomingEvent => {
  const [read] = itemsOf(readEvent({ event, properties: { token, ...properties } }));
  if (read === undefined) throw new Error('no event');
  return read;
};
const fieldOf = <Item>(reading: Reading<Item>): string | null => (reading.ok ? null : reading.problem.field);

describe('an event', () => {
  it('leaves its token, address and key behind, and what has a place of its own', () => {
    const properties = { time: 1, distinct_id: 'u', $device_id: 'd', $user_id: 'u', $insert_id: 'i' };
    expect(eventOf({ ...properties, ip: '192.0.2.1', api_key: 'k', plan: 'Free', $os: 'Linux' })).toEqual({
      name: 'Page View',
      time: 1,
      distinctId: 'u',
      deviceId: 'd',
      userId: 'u',
      insertId: 'i',
      properties: { plan: 'Free', $os: 'Linux' },
    });
  });

  it('keeps properties whose names mean something to JavaScript', () => {
    const { properties } = eventOf(JSON.parse('{"__proto__":{"x":1},"constructor":2}'));
    expect(Object.entries(Object(properties))).toEqual([
      ['__proto__', { x: 1 }],
      ['constructor', 2],
    ]);
  });

  it('may be anything, and is then for ingestion to refuse', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (event, properties) => {
        const reading = readEvent({ event, properties });
        expect(reading.ok).toBe(true);
      }),
    );
    for (const record of [null, 1, 'a', [], undefined]) expect(fieldOf(readEvent(record))).toBe('');
  });

  describe('$identify', () => {
    const uuid = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

    it.each([
      ['the browser SDK', { distinct_id: 'ada', $anon_distinct_id: '$device:d1', $device_id: 'd1', $user_id: 'ada' }],
      ['the older spelling', { distinct_id: 'ada', $anon_distinct_id: '$device:d1' }],
      ['the spelling of the HTTP reference', { $identified_id: 'ada', $anon_id: '$device:d1' }],
      ['both spellings', { distinct_id: 'x', $identified_id: 'ada', $anon_distinct_id: 'y', $anon_id: '$device:d1' }],
      ['a given user', { distinct_id: 'x', $user_id: 'ada', $anon_distinct_id: '$device:d1' }],
      ['a given device', { distinct_id: 'ada', $device_id: 'd1', $anon_distinct_id: '$device:other' }],
    ])('links a device to a user as %s says it', (_, properties) => {
      expect(eventOf(properties, '$identify')).toMatchObject({ userId: 'ada', deviceId: 'd1' });
    });

    it('takes a bare UUID for a device', () => {
      const { userId, deviceId } = eventOf({ distinct_id: 'ada', $anon_distinct_id: uuid }, '$identify');
      expect({ userId, deviceId }).toEqual({ userId: 'ada', deviceId: uuid });
    });

    it('takes a numeric user id', () => {
      expect(eventOf({ distinct_id: 42, $anon_distinct_id: '$device:d1' }, '$identify')).toMatchObject({
        userId: 42,
        deviceId: 'd1',
      });
    });

    it('links nothing to another user', () => {
      expect(eventOf({ distinct_id: 'ada', $anon_distinct_id: 'grace' }, '$identify').deviceId).toBeUndefined();
    });

    it('makes no user of a device', () => {
      const event = eventOf({ distinct_id: '$device:d1', $anon_distinct_id: '$device:d2' }, '$identify');
      expect(event).toMatchObject({ userId: undefined, distinctId: '$device:d1' });
    });

    it('is the only event whose anonymous id counts', () => {
      const event = eventOf({ distinct_id: 'ada', $anon_distinct_id: '$device:d1' }, 'Login');
      expect(event).toMatchObject({ userId: undefined, deviceId: undefined, distinctId: 'ada' });
    });
  });

  describe('that names nobody', () => {
    const attributed = (properties: Record<string, unknown>, address: string, by = token): unknown =>
      itemsOf(attributedToAddress(readEvent({ event: 'e', properties: { token: by, ...properties } }), address))[0]
        ?.distinctId;

    it('is its address’s: the same each time, another for another address or project, and not the address', () => {
      const id = attributed({}, '192.0.2.1');
      expect(id).toMatch(/^\$device:[0-9a-f]{32}$/);
      expect(attributed({ distinct_id: null }, '192.0.2.1')).toBe(id);
      expect(attributed({}, '192.0.2.2')).not.toBe(id);
      expect(attributed({}, '192.0.2.1', 'f'.repeat(32))).not.toBe(id);
    });

    it.each([
      { distinct_id: 'ada' },
      { distinct_id: '' },
      { distinct_id: 0 },
      { $user_id: 'ada' },
      { $device_id: 'd1' },
    ])('is not one with %j', (properties) => {
      expect(attributed(properties, '192.0.2.1')).toBe(
        Object.hasOwn(properties, 'distinct_id') ? Object.values(properties)[0] : undefined,
      );
    });
  });

  it('may be sent again only with a time and an insert id', () => {
    expect(isRepeatableEvent(eventOf({ time: 1, $insert_id: 'i' }))).toBe(true);
    expect(isRepeatableEvent(eventOf({ time: 1 }))).toBe(false);
    expect(isRepeatableEvent(eventOf({ $insert_id: 'i' }))).toBe(false);
  });

  it('that is imported needs its time, and in strict mode its insert id', () => {
    const record = (properties: unknown) => ({ event: 'e', properties });
    expect(fieldOf(readImportedEvent(record({ distinct_id: 'a' }), false))).toBe('properties.time');
    expect(fieldOf(readImportedEvent(record({ distinct_id: 'a', time: 1 }), false))).toBeNull();
    expect(fieldOf(readImportedEvent(record({ distinct_id: 'a', time: 1 }), true))).toBe('properties.$insert_id');
    expect(fieldOf(readImportedEvent(record({ distinct_id: 'a', time: 1, $insert_id: 'i' }), true))).toBeNull();
  });
});

describe('a profile record', () => {
  const user = (record: Record<string, unknown>) => readUserRecord({ $token: token, $distinct_id: 'ada', ...record });

  it.each([
    ['$set', { a: 1 }, { op: 'set', properties: { a: 1 } }],
    ['$set_once', { a: 1 }, { op: 'set_once', properties: { a: 1 } }],
    ['$add', { a: -1 }, { op: 'add', properties: { a: -1 } }],
    ['$append', { a: 1 }, { op: 'append', properties: { a: 1 } }],
    ['$union', { a: [1] }, { op: 'union', properties: { a: [1] } }],
    ['$union', { a: 'one' }, { op: 'union', properties: { a: 'one' } }],
    ['$remove', { a: 1 }, { op: 'remove', properties: { a: 1 } }],
    ['$unset', ['a', 'b'], { op: 'unset', names: ['a', 'b'] }],
    ['$unset', 'a', { op: 'unset', names: ['a'] }],
    ['$delete', '', { op: 'delete' }],
    ['$delete', null, { op: 'delete' }],
    ['$delete', 'null', { op: 'delete' }],
    ['$delete', 'ada', { op: 'delete' }],
  ])('says %s %j, of users and of groups', (name, value, operation) => {
    expect(itemsOf(user({ [name]: value }))).toEqual([
      { subject: { kind: 'user', distinctId: 'ada' }, operation, ignoreTime: false, ignoreAlias: false },
    ]);
    expect(itemsOf(readGroupRecord({ $token: token, $group_key: 'company', $group_id: 7, [name]: value }))).toEqual([
      { subject: { kind: 'group', groupKey: 'company', groupId: 7 }, operation, ignoreTime: false, ignoreAlias: false },
    ]);
  });

  it('says several things in the order they stand in', () => {
    const operations = itemsOf(user({ $set: { a: 1 }, $add: { n: 1 }, $unset: ['b'] })).map(
      ({ operation }) => operation.op,
    );
    expect(operations).toEqual(['set', 'add', 'unset']);
  });

  it('adds what a page sent as text, if it is a number', () => {
    const [item] = itemsOf(user({ $add: { a: '5', b: '-1.5e2', c: 'five', d: '', e: 7, f: '0x10', g: ' 1' } }));
    expect(item?.operation).toEqual({
      op: 'add',
      properties: { a: 5, b: -150, c: 'five', d: '', e: 7, f: '0x10', g: ' 1' },
    });
  });

  it('is not disturbed by what the SDKs add', () => {
    const modifiers = {
      $ip: '0',
      $time: 1_790_000_000.5,
      $latitude: 1,
      $longitude: 2,
      $device_id: 'd',
      $user_id: 'ada',
      $had_persisted_distinct_id: true,
    };
    expect(itemsOf(user({ $set: { a: 1 }, ...modifiers }))).toHaveLength(1);
  });

  it.each([true, 1, 'true', '1'])('leaves the time of the update, and the alias, as it is by %j', (on) => {
    expect(itemsOf(user({ $set: { a: 1 }, $ignore_time: on, $ignore_alias: on }))[0]).toMatchObject({
      ignoreTime: true,
      ignoreAlias: true,
    });
  });

  it.each([
    ['no object', [], ''],
    ['no user', { $set: { a: 1 } }, '$distinct_id'],
    ['an empty id', { $distinct_id: '', $set: { a: 1 } }, '$distinct_id'],
    ['a list for an id', { $distinct_id: ['a'], $set: { a: 1 } }, '$distinct_id'],
    ['no operation', { $distinct_id: 'a', $increment: { a: 1 } }, ''],
  ])('is refused with %s', (_, record, field) => {
    expect(fieldOf(readUserRecord(record))).toBe(field);
  });

  it.each([
    ['no object', null, ''],
    ['no key', { $group_id: 'a', $set: { a: 1 } }, '$group_key'],
    ['a number for a key', { $group_key: 1, $group_id: 'a', $set: { a: 1 } }, '$group_key'],
    ['no group', { $group_key: 'k', $set: { a: 1 } }, '$group_id'],
    ['no operation', { $group_key: 'k', $group_id: 'a' }, ''],
  ])('of a group is refused with %s', (_, record, field) => {
    expect(fieldOf(readGroupRecord(record))).toBe(field);
  });

  it('may be applied again unless it adds or appends', () => {
    const repeatable = (name: string): boolean => itemsOf(user({ [name]: ['a'] })).every(isRepeatableItem);
    expect(['$set', '$set_once', '$union', '$remove', '$unset', '$delete'].map(repeatable)).toEqual(
      Array(6).fill(true),
    );
    expect(['$add', '$append'].map(repeatable)).toEqual([false, false]);
  });
});
