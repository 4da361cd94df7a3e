import fc from 'fast-check';
import { fromZone } from '../../src/cli/import/local-time.js';

const seconds = (iso: string): number => Date.parse(iso) / 1_000;

/** What clocks in a zone show at a moment, as if it were UTC; by another way than the code under test. */
function shown(zone: string, utcMs: number): number {
  const text = new Date(utcMs).toLocaleString('sv-SE', { timeZone: zone });
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

describe('times of an old export', () => {
  it.each([
    ['Europe/Berlin', '2020-01-15T12:00:00Z', '2020-01-15T11:00:00Z'],
    ['Europe/Berlin', '2020-07-15T12:00:00Z', '2020-07-15T10:00:00Z'],
    ['America/New_York', '2020-07-15T20:30:00Z', '2020-07-16T00:30:00Z'],
    ['Asia/Kathmandu', '2020-07-15T00:00:00Z', '2020-07-14T18:15:00Z'],
    ['UTC', '2020-07-15T00:00:00Z', '2020-07-15T00:00:00Z'],
    // Set forward: 02:30 was never shown.
    ['Europe/Berlin', '2020-03-29T01:59:59Z', '2020-03-29T00:59:59Z'],
    ['Europe/Berlin', '2020-03-29T02:30:00Z', '2020-03-29T01:30:00Z'],
    ['Europe/Berlin', '2020-03-29T03:00:00Z', '2020-03-29T01:00:00Z'],
    // Set back: 02:30 was shown twice.
    ['Europe/Berlin', '2020-10-25T01:59:00Z', '2020-10-24T23:59:00Z'],
    ['Europe/Berlin', '2020-10-25T02:30:00Z', '2020-10-25T00:30:00Z'],
    ['Europe/Berlin', '2020-10-25T03:00:00Z', '2020-10-25T02:00:00Z'],
  ])('of %s: what looked like %s was %s', (zone, looked, was) => {
    expect(fromZone(zone)(seconds(looked))).toBe(seconds(was));
  });

  it('keep their unit and their fractions, and text its own zone', () => {
    const toUtc = fromZone('Europe/Berlin');
    expect(toUtc(seconds('2020-01-15T12:00:00Z') + 0.25)).toBe(seconds('2020-01-15T11:00:00Z') + 0.25);
    expect(toUtc(Date.parse('2020-01-15T12:00:00.123Z'))).toBe(Date.parse('2020-01-15T11:00:00.123Z'));
    expect(toUtc('2020-01-15T12:00:00Z')).toBe('2020-01-15T12:00:00Z');
    expect(toUtc(1e300)).toBe(1e300);
    expect(toUtc(Number.NaN)).toBeNaN();
  });

  it('come back from what any zone’s clocks show; in the hour that is shown twice, from one of the two', () => {
    const zones = fc.constantFrom(
      'America/New_York',
      'Europe/London',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Asia/Kolkata',
      'Pacific/Kiritimati',
      'America/St_Johns',
    );
    const moment = fc.integer({ min: Date.UTC(2009, 0), max: Date.UTC(2023, 0) }).map((ms) => ms - (ms % 1_000));
    fc.assert(
      fc.property(zones, moment, (zone, utcMs) => {
        const wall = shown(zone, utcMs);
        const back = fromZone(zone)(wall);
        expect(shown(zone, Number(back))).toBe(wall);
        if (shown(zone, utcMs - 3_600_000) < wall - 3_000_000 && shown(zone, utcMs + 3_600_000) > wall + 3_000_000) {
          expect(back).toBe(utcMs);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('cannot be of a zone that nobody knows', () => {
    expect(() => fromZone('Europe/Atlantis')).toThrow(RangeError);
  });
});
