import { periodBefore, periodOf } from '../../../src/reports/insights/periods.js';
import { Calendar } from '../../../src/reports/question/calendar.js';
import { intervalsOf } from '../../../src/reports/question/range.js';

/*
 * Where the calendar has a hole; what is usual is worked out in by-hand.test.ts, and generated in meaning.test.ts.
 */

const plain = { kind: 'plain' } as const;

describe('the times of insights', () => {
  it('have means of two days where the calendar skips the day between', () => {
    // Samoa had no 30 December 2011: the 31st began at the end of the 29th.
    const calendar = new Calendar('Pacific/Apia');
    const [from, to] = [calendar.startOfDate('2011-12-31') ?? 0, calendar.startOfDate('2012-01-01') ?? 0];
    const { averaged } = periodOf([{ from, to }], 'DAY', { kind: 'rolling', intervals: 3 }, calendar);
    expect(averaged.map((one) => one.from)).toEqual([
      calendar.startOfDate('2011-12-28'),
      calendar.startOfDate('2011-12-29'),
      from,
    ]);
  });

  it('begin before with a whole day, where the range begins with one that has no midnight', () => {
    // In São Paulo the clocks went from midnight to one o'clock.
    const calendar = new Calendar('America/Sao_Paulo');
    const range = { from: calendar.startOfDate('2018-11-04') ?? 0, to: calendar.startOfDate('2018-11-06') ?? 0 };
    const days = periodOf(intervalsOf(range, 'DAY', calendar, []), 'DAY', plain, calendar);
    const before = ['2018-11-02', '2018-11-03', '2018-11-04'].map((day) => calendar.startOfDate(day));
    const { intervals } = periodBefore(days, range, calendar);
    expect(intervals.map(({ from, to }) => [from, to])).toEqual([before.slice(0, 2), before.slice(1)]);
  });

  it('begin a day of active units at its midnight, where the next day has none', () => {
    const calendar = new Calendar('America/Sao_Paulo');
    const end = calendar.startOfDate('2018-11-04') ?? 0;
    expect(calendar.daysLater(end, -1)).toBe(calendar.startOfDate('2018-11-03'));
  });
});
