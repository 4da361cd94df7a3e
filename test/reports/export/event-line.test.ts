import fc from 'fast-check';
import { canonicalJson, type PropertyValue } from '../../../src/core/property-values.js';
import { eventLine } from '../../../src/reports/export/event-line.js';
import type { EventRow } from '../../../src/reports/export/event-statements.js';
import { hostileTexts } from '../../warehouse/samples.js';

const row = (changes: Partial<EventRow> = {}): EventRow => ({
  ms: '1790000000999',
  id: '00000000-0000-0000-0000-000000000001',
  name: 'Order placed',
  distinct_id: 'ann',
  device_id: '',
  user_id: 'ann',
  insert_id: 'i1',
  properties: {},
  ...changes,
});

const read = (line: string) => {
  expect(line.endsWith('\n')).toBe(true);
  expect(line.slice(0, -1)).not.toContain('\n');
  return JSON.parse(line);
};

describe('a line of the raw export', () => {
  it('has the event’s own fields among its properties, the time in whole seconds', () => {
    expect(read(eventLine(row({ properties: { seats: '3' } }), 'ann', false))).toEqual({
      event: 'Order placed',
      properties: { time: 1_790_000_000, distinct_id: 'ann', $insert_id: 'i1', $user_id: 'ann', seats: 3 },
    });
  });

  it('has the time in milliseconds where that is asked for', () => {
    expect(read(eventLine(row(), 'ann', true)).properties.time).toBe(1_790_000_000_999);
  });

  it('says whose the event is now, and whose it was', () => {
    const anonymous = row({ distinct_id: '$device:d1', device_id: 'd1', user_id: '' });
    expect(read(eventLine(anonymous, 'ann', false)).properties).toEqual({
      time: 1_790_000_000,
      distinct_id: 'ann',
      $distinct_id_before_identity: '$device:d1',
      $insert_id: 'i1',
      $device_id: 'd1',
    });
    expect(read(eventLine(anonymous, '$device:d1', false)).properties).not.toHaveProperty(
      '$distinct_id_before_identity',
    );
  });

  it('lets no property stand in for what the event is known to be', () => {
    const sent = { time: '1', distinct_id: '"eve"', $insert_id: '"x"', $user_id: '"eve"', $device_id: '"kept"' };
    expect(read(eventLine(row({ properties: sent }), 'ann', false)).properties).toEqual({
      time: 1_790_000_000,
      distinct_id: 'ann',
      $insert_id: 'i1',
      $user_id: 'ann',
      $device_id: 'kept',
    });
  });

  it('gives every value back as it was sent, whatever its name', () => {
    const reserved = new Set(['time', 'distinct_id', '$insert_id', '$user_id']);
    const name = fc.oneof(
      fc.constantFrom(...hostileTexts, '__proto__', 'constructor', 'toString', '0', ''),
      fc.string({ unit: 'binary' }),
    );
    const value = fc.jsonValue({ maxDepth: 3 }).map((json): PropertyValue => JSON.parse(JSON.stringify(json)));
    const bags = fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 8 });
    fc.assert(
      fc.property(bags, name, (bag, eventName) => {
        const given = bag.filter(([key]) => !reserved.has(key));
        const texts = new Map(given.map(([key, json]) => [key, canonicalJson(json)]));
        const line = eventLine(row({ name: eventName, properties: Object.fromEntries(texts) }), 'ann', false);
        const { event, properties } = read(line);
        expect(event).toBe(eventName);
        for (const [key, json] of given) {
          expect(Object.getOwnPropertyDescriptor(properties, key)?.value).toEqual(json);
        }
        expect(Object.keys(properties)).toHaveLength(4 + given.length);
      }),
    );
  });
});
