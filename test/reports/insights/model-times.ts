import type { Interval, ReportRange } from '../../../src/reports/question/range.js';
import { daysApart, sameTimeLater, startOfLocalDay, startOfLocalInterval } from '../support/local-time.js';

/*
 * The times that insights tell of, as JavaScript's own formatter has them.
 */

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A range of the questions of tests. */
export type ModelRange = Extract<ReportRange, { readonly kind: 'between' }>;

/** The intervals of a range, and those that rolling means are taken of. */
export interface ModelPeriod {
  readonly intervals: readonly Stretch[];
  readonly averaged: readonly Stretch[];
}

/** @param width of rolling means; null where there are none */
export function periodOf(range: ModelRange, interval: Interval, width: number | null, timeZone: string): ModelPeriod {
  const { from, to } = range;
  if (interval === 'WHOLE') return { intervals: [{ from, to }], averaged: [] };
  const intervals: Stretch[] = [];
  for (let at = from; at < to; ) {
    const next = Math.min(startOfLocalInterval(at, interval, 1, timeZone), to);
    intervals.push({ from: at, to: next });
    at = next;
  }
  if (width === null) return { intervals, averaged: [] };
  const startOf = (moment: number): number => startOfLocalInterval(moment, interval, 0, timeZone);
  const averaged = intervals.map((one, place) => (place === 0 ? { from: startOf(one.from), to: one.to } : one));
  for (let more = 1; more < width; more++) {
    const end = averaged[0]?.from ?? from;
    averaged.unshift({ from: startOf(end - 1), to: end });
  }
  return { intervals, averaged };
}

/** The period before one. */
export function periodBefore({ intervals, averaged }: ModelPeriod, range: ModelRange, timeZone: string): ModelPeriod {
  const earlier = earlierBy(range, timeZone);
  const moved = (stretches: readonly Stretch[]): Stretch[] => {
    const ends = stretches.map(({ to }) => earlier(to));
    // No part ends after a later one, as the clock would have it where an hour is there twice.
    return stretches.map(({ from }, place) => ({
      from: Math.min(earlier(from), ...ends.slice(place)),
      to: Math.min(...ends.slice(place)),
    }));
  };
  return { intervals: moved(intervals), averaged: moved(averaged) };
}

function earlierBy({ from, to }: ModelRange, timeZone: string): (moment: number) => number {
  const isMidnight = (moment: number): boolean => startOfLocalDay(moment, timeZone) === moment;
  if (!isMidnight(from) || !isMidnight(to)) return (moment) => moment - (to - from);
  const days = daysApart(from, to, timeZone);
  return (moment) => sameTimeLater(moment, -days, timeZone);
}
