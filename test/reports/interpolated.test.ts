import { interpolated } from '../../src/reports/interpolated.js';

describe('an interpolated figure', () => {
  it.each([
    [59.999999999999964, 60],
    [47_999.99999999999, 48_000],
    [-59.999999999999964, -60],
    [0.30000000000000004, 0.3],
    [1 / 3, 0.333333333333333],
    [60.5, 60.5],
    [0, 0],
  ])('%d is told as %d', (found, told) => {
    expect(interpolated(found)).toBe(told);
  });

  it('keeps all digits of large whole numbers, such as microseconds since 1970', () => {
    expect(interpolated(1_764_000_000_123_456)).toBe(1_764_000_000_123_456);
    expect(interpolated(1_764_000_000_123_456.2)).toBe(1_764_000_000_123_456);
  });
});
