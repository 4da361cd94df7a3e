import { MusterError } from '../../../src/core/errors.js';
import { Pace } from '../../../src/reports/export/pace.js';

const bounds = { rows: 1_000, bytes: 100_000 };
const year = 365 * 86_400_000;
const tooMuch = new MusterError('QUERY_MEMORY', 'too much');
const tooLarge = new MusterError('QUERY_TOO_LARGE', 'too many rows');
const tooLong = new MusterError('QUERY_TIMEOUT', 'too long');
const quick = { elapsedMs: 10 };

describe('the pace of an export', () => {
  it('begins with whole pages over the whole time', () => {
    const pace = new Pace(year, bounds);
    expect([pace.rows, pace.spanMs]).toEqual([1_000, year]);
  });

  it('asks for as many rows as the bytes of the last page say', () => {
    const pace = new Pace(year, bounds);
    pace.succeeded({ rows: 1_000, bytes: 1_000_000, ...quick });
    expect(pace.rows).toBe(100);
    pace.succeeded({ rows: 100, bytes: 10_000, ...quick });
    expect(pace.rows).toBe(125);
  });

  it('asks for less of both after a page that was too much, and no less than one', () => {
    const pace = new Pace(year, bounds);
    pace.failed(tooMuch);
    expect([pace.rows, pace.spanMs]).toEqual([250, year / 4]);
    for (const error of [tooLong, tooLarge, tooLong, tooMuch, tooLarge]) pace.failed(error);
    expect(pace.rows).toBe(1);
    expect(pace.spanMs).toBe(Math.floor(year / 4 ** 6));
  });

  it('gives up when less does not help', () => {
    const pace = new Pace(year, bounds);
    for (let i = 0; i < 6; i++) pace.failed(tooLong);
    expect(() => pace.failed(tooLong)).toThrow(tooLong);
    pace.succeeded({ rows: 0, bytes: 0, ...quick });
    expect(() => pace.failed(tooLong)).not.toThrow();
  });

  it('passes every other failure on at once', () => {
    for (const code of ['STORE_UNAVAILABLE', 'QUERY_CANCELLED', 'INTERNAL'] as const) {
      const error = new MusterError(code, 'other');
      expect(() => new Pace(year, bounds).failed(error)).toThrow(error);
    }
    expect(() => new Pace(year, bounds).failed(new TypeError('a fault'))).toThrow(TypeError);
  });

  it('grows again by and by, also where nothing is found, but not over slow pages', () => {
    const pace = new Pace(year, bounds);
    for (let i = 0; i < 4; i++) pace.failed(tooLong);
    const span = pace.spanMs;
    pace.succeeded({ rows: 0, bytes: 0, elapsedMs: 10_000 });
    expect([pace.rows, pace.spanMs]).toEqual([4, span]);
    for (let i = 0; i < 40; i++) pace.succeeded({ rows: 0, bytes: 0, ...quick });
    expect([pace.rows, pace.spanMs]).toEqual([1_000, year]);
  });
});
