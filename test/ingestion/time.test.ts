import fc from 'fast-check';
import { millisecondsOfIso } from '../../src/core/iso-time.js';
import { limits } from '../../src/core/limits.js';
import { EventDraft } from '../../src/ingestion/event.js';
import { millisecondsOf } from '../../src/ingestion/steps/time.js';
import { takeThroughSteps } from '../../src/ingestion/steps.js';

const nowMs = Date.UTC(2026, 10, 23, 12);

function take(time: unknown, properties: unknown = {}) {
  const draft = new EventDraft({ name: 'x', distinctId: 'ann', time, properties });
  const refusal = takeThroughSteps(draft, { nowMs, groupKeys: new Map(), repairRemovedGroups: false });
  return refusal === null ? draft.timeMs : `${refusal.reason} ${refusal.field}`;
}

describe('the time of an event', () => {
  it('is now where it is missing', () => {
    expect(take(undefined)).toBe(nowMs);
    expect(take(null, { time: null })).toBe(nowMs);
  });

  it('is seconds or milliseconds, whole or not', () => {
    expect(take(1_795_429_089)).toBe(1_795_429_089_000);
    expect(take(1_795_429_089.504)).toBe(1_795_429_089_504);
    expect(take(1_795_429_089_504)).toBe(1_795_429_089_504);
    expect(take(1_795_429_089_504.4)).toBe(1_795_429_089_504);
    expect(take(undefined, { time: 1_795_429_089 })).toBe(1_795_429_089_000);
  });

  it('is the same in seconds and in milliseconds, for every time that is accepted', () => {
    fc.assert(
      fc.property(fc.integer({ min: limits.earliestTimeMs, max: nowMs + limits.futureToleranceMs }), (ms) => {
        expect(take(ms)).toBe(ms);
        expect(take(ms / 1000)).toBe(ms);
        expect(take(new Date(ms).toISOString())).toBe(ms);
      }),
    );
  });

  it('is refused before 1971 and more than an hour ahead', () => {
    expect(take(limits.earliestTimeMs)).toBe(limits.earliestTimeMs);
    expect(take('1971-01-01')).toBe(limits.earliestTimeMs);
    for (const time of [0, -1, 31_535_999, -1e300, '1970-12-31T23:59:59.999Z', '0000-01-01', '0071-01-01']) {
      expect(take(time)).toBe('TIME_TOO_OLD time');
    }
    expect(take(nowMs + 3_600_000)).toBe(nowMs + 3_600_000);
    for (const time of [nowMs + 3_600_001, 31_535_999_999, 1.7e15, 1e300, '9999-12-31']) {
      expect(take(time)).toBe('TIME_IN_FUTURE time');
    }
    expect(take(undefined, { time: 1 })).toBe('TIME_TOO_OLD properties.time');
  });

  it('is refused if it is no time', () => {
    for (const time of [Number.NaN, Number.POSITIVE_INFINITY, true, {}, [], '', 'now', '1795429089', new Date()]) {
      expect(take(time)).toBe('TIME_INVALID time');
    }
  });

  it('is never an error of ours', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const ms = millisecondsOf(value);
        expect(ms === null || Number.isInteger(ms)).toBe(true);
      }),
      { examples: [[-1.797693134862316e305]] },
    );
  });
});

describe('ISO 8601 text', () => {
  it.each([
    ['2026-11-23', Date.UTC(2026, 10, 23)],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2000-02-29T00:00', Date.UTC(2000, 1, 29)],
    ['2026-11-23T04:05:06', Date.UTC(2026, 10, 23, 4, 5, 6)],
    ['2026-11-23 04:05:06', Date.UTC(2026, 10, 23, 4, 5, 6)],
    ['2026-11-23t04:05:06z', Date.UTC(2026, 10, 23, 4, 5, 6)],
    ['2026-11-23T04:05:06.7Z', Date.UTC(2026, 10, 23, 4, 5, 6, 700)],
    ['2026-11-23T04:05:06.7899999Z', Date.UTC(2026, 10, 23, 4, 5, 6, 789)],
    ['2026-11-23T04:05:06.789+05:30', Date.UTC(2026, 10, 22, 22, 35, 6, 789)],
    ['2026-11-23T04:05-0330', Date.UTC(2026, 10, 23, 7, 35)],
    ['2026-11-23T04:05:06+02', Date.UTC(2026, 10, 23, 2, 5, 6)],
  ])('%s is read', (text, ms) => {
    expect(millisecondsOfIso(text)).toBe(ms);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-01',
    '2026-04-31',
    '2026-01-00',
    '2026-1-1',
    '26-01-01',
    '2026',
    '2026-11',
    '2026-11-23T',
    '2026-11-23T24:00',
    '2026-11-23T23:60',
    '2026-11-23T23:59:60',
    '2026-11-23T1:00',
    '2026-11-23T01:00:00.',
    '2026-11-23T01:00:00.1234567890',
    '2026-11-23T01:00:00+24:00',
    '2026-11-23T01:00:00+01:60',
    '2026-11-23T01:00:00Zx',
    ' 2026-11-23',
    '2026-11-23 ',
    '2026-11-23Z',
    '２０２６-11-23',
    '2026-11-23T01:00:00 Z',
    '+2026-11-23',
  ])('%s is refused', (text) => {
    expect(millisecondsOfIso(text)).toBeNull();
  });

  it('is read as JavaScript reads it, for every time', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          expect(millisecondsOfIso(date.toISOString())).toBe(date.getTime());
        },
      ),
    );
    fc.assert(fc.property(fc.string(), (text) => void millisecondsOfIso(text)));
  });
});
