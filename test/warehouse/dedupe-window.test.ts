import { DedupeWindow } from '../../src/warehouse/writer/dedupe-window.js';

const minute = 60_000;

describe('the dedupe window', () => {
  it('knows every id from where it is complete, and nothing of earlier times', () => {
    const window = new DedupeWindow(90_000, 100);
    expect(window.covers(119_999)).toBe(false);
    expect(window.covers(120_000)).toBe(true);
    window.add(120_000, 'a');
    expect(window.has(120_000, 'a')).toBe(true);
    expect(window.has(120_000, 'b')).toBe(false);
  });

  it('stays bounded: the oldest minutes go, and are no longer covered', () => {
    const window = new DedupeWindow(0, 100);
    for (let i = 0; i < 1_000; i++) {
      window.add(i * minute, `id ${i}`);
      expect(window.size).toBeLessThanOrEqual(100);
    }
    expect(window.covers(999 * minute)).toBe(true);
    expect(window.has(999 * minute, 'id 999')).toBe(true);
    expect(window.covers(0)).toBe(false);
  });

  it('stays bounded when all ids fall into one minute', () => {
    const window = new DedupeWindow(0, 100);
    for (let i = 0; i < 1_000; i++) window.add(5 * minute, `id ${i}`);
    expect(window.size).toBeLessThanOrEqual(100);
    expect(window.covers(5 * minute)).toBe(false);
    expect(window.covers(6 * minute)).toBe(true);
  });

  it('does not trust a minute whose insert failed', () => {
    const window = new DedupeWindow(0, 100);
    window.doubt(3 * minute + 5);
    expect(window.covers(3 * minute)).toBe(false);
    expect(window.covers(4 * minute)).toBe(true);
  });

  it('trusts nothing after too many failures', () => {
    const window = new DedupeWindow(0, 100);
    for (let i = 0; i < 30_000; i++) window.doubt(i * minute);
    expect(window.covers(40_000 * minute)).toBe(false);
  });
});
