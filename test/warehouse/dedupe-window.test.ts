import { DedupeWindow } from '../../src/warehouse/writer/dedupe-window.js';

const second = 1_000;

describe('the dedupe window', () => {
  it('knows every id from where it is complete, and nothing of earlier times', () => {
    const window = new DedupeWindow(90_500, 100);
    expect(window.covers(90_999)).toBe(false);
    expect(window.covers(91_000)).toBe(true);
    window.add(91_000, 'a');
    expect(window.has(91_000, 'a')).toBe(true);
    expect(window.has(91_000, 'b')).toBe(false);
  });

  it('stays bounded: the oldest seconds go, and are no longer covered', () => {
    const window = new DedupeWindow(0, 100);
    for (let i = 0; i < 1_000; i++) {
      window.add(i * second, `id ${i}`);
      expect(window.size).toBeLessThanOrEqual(100);
    }
    expect(window.covers(999 * second)).toBe(true);
    expect(window.has(999 * second, 'id 999')).toBe(true);
    expect(window.covers(0)).toBe(false);
  });

  it('stays bounded when all ids fall into one second', () => {
    const window = new DedupeWindow(0, 100);
    for (let i = 0; i < 1_000; i++) window.add(5 * second, `id ${i}`);
    expect(window.size).toBeLessThanOrEqual(100);
    expect(window.covers(5 * second)).toBe(false);
    expect(window.covers(6 * second)).toBe(true);
  });

  it('does not trust a second whose insert failed', () => {
    const window = new DedupeWindow(0, 100);
    window.doubt(3 * second + 5);
    expect(window.covers(3 * second)).toBe(false);
    expect(window.covers(4 * second)).toBe(true);
  });

  it('trusts nothing after too many failures', () => {
    const window = new DedupeWindow(0, 100);
    for (let i = 0; i < 30_000; i++) window.doubt(i * second);
    expect(window.covers(40_000 * second)).toBe(false);
  });
});
