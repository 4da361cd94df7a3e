import { slicesOf } from '../../src/ingestion/backfill.js';

const month = (year: number, number: number, events: number) => ({ startMs: Date.UTC(year, number - 1), events });

describe('the slices of a backfill', () => {
  it('join months of one year up to the size, and start at the time asked for', () => {
    const from = Date.UTC(2025, 9, 15);
    const months = [month(2025, 10, 4), month(2025, 11, 5), month(2025, 12, 2), month(2026, 1, 1), month(2026, 3, 20)];
    expect(slicesOf(months, from, 10)).toEqual([
      { fromMs: from, toMs: Date.UTC(2025, 11), events: 9 },
      { fromMs: Date.UTC(2025, 11), toMs: Date.UTC(2026, 0), events: 2 },
      { fromMs: Date.UTC(2026, 0), toMs: Date.UTC(2026, 1), events: 1 },
      { fromMs: Date.UTC(2026, 2), toMs: Date.UTC(2026, 3), events: 20 },
    ]);
  });

  it('are none where there is nothing to do', () => {
    expect(slicesOf([], 0, 10)).toEqual([]);
  });
});
