import { z } from 'zod';
import { badInput, type Path } from '../../cohorts/bind-checks.js';
import { col } from '../../warehouse/sql/builders.js';
import { ofSegment, type Which, whichShape } from '../behind/segment.js';
import { type UnitsBehind, unitsOfRows } from '../behind/units.js';
import type { Calendar } from '../question/calendar.js';
import type { Stretch } from '../question/range.js';
import { segmentColumn } from '../rows/layers.js';
import type { Ranking } from '../rows/rank.js';
import { type SegmentedQuestion, segmentedRows, spanOf } from '../rows/segmented-rows.js';
import type { InsightsBinding } from './bind.js';
import type { BoundEventMetric, BoundInsights, Period } from './bound.js';
import { isDividedByUnits, profilesOf, profileUnits } from './sql/profiles.js';
import { rankingOf } from './sql/rank.js';
import { hasValue, type PlainMeasure } from './sql/series.js';

/** Names a figure: the line, the segment, the interval (null: the whole range), and whether of the period before. */
export type InsightsPoint = readonly [line: number, which: Which, place: number | null, period?: 'BEFORE'];

export const insightsPoint: z.ZodType<InsightsPoint> = z.union([
  z.tuple([z.int(), whichShape, z.int().nullable()]),
  z.tuple([z.int(), whichShape, z.int().nullable(), z.literal('BEFORE')]),
]);

/**
 * The units behind a figure: those that did any of the events it is made of.
 * @throws MusterError BAD_INPUT if the question has no such figure, or it is one that is worked out from others
 */
export function unitsBehindInsights(
  { bound }: Pick<InsightsBinding, 'bound'>,
  [line, which, place, whichPeriod]: InsightsPoint,
  calendar: Calendar,
  path: Path,
): UnitsBehind {
  const metric = bound.metrics[line];
  if (metric === undefined) {
    throw badInput('Nobody is behind a formula: ask for who is behind one of its metrics.', path);
  }
  const period = whichPeriod === 'BEFORE' ? bound.periodBefore : bound.period;
  if (period === null || (place !== null && period.intervals[place] === undefined)) {
    throw badInput('The question has no such figure: its range or its intervals are others.', path);
  }
  const parts = bound.by.length;
  const one = { parts, hasOfAll: false, ranking: () => ranking(bound), limit: bound.segmentLimit };
  if (metric.kind === 'profiles') {
    if (which !== 'ALL' && !isDividedByUnits(bound.by)) {
      throw badInput(
        'The question has no such figure: profiles are not divided by what events or intervals decide.',
        path,
      );
    }
    const rows = profileUnits(bound.analysis, metric, bound.by);
    return unitsOfRows(ofSegment(rows, which, one, path), 'own');
  }
  const rows = segmentedRows(...rowsBehind(bound, metric, period, place, calendar));
  return unitsOfRows(ofSegment(rows, which, one, path), metric.counted);
}

/** The events a figure is made of: a window of time that may reach back beyond its interval. */
function rowsBehind(
  bound: BoundInsights,
  metric: BoundEventMetric,
  period: Period,
  place: number | null,
  calendar: Calendar,
): Parameters<typeof segmentedRows> {
  const { measure } = metric;
  const wanted = {
    hasUnit: true,
    columns: [],
    marksAlone: false,
    ...('name' in measure
      ? { more: hasValue(measure.name, measure.kind === 'property' ? measure.aggregate : measure.perUnit) }
      : {}),
  };
  const question = { ...questionOf(bound, metric), intervals: period.intervals };
  if (measure.kind === 'active') {
    const at = place === null ? period.intervals.at(-1) : period.intervals[place];
    const to = at?.to ?? bound.range.to;
    const stretch = { from: calendar.daysLater(to, -measure.days), to };
    return [{ ...question, intervals: [stretch], isWhole: true }, wanted];
  }
  if (place === null) return [question, wanted];
  const intervals = intervalsBehind(bound, period, place);
  return [
    { ...question, intervals, isWhole: bound.isWhole },
    { ...wanted, stretch: spanOf(intervals) },
  ];
}

/** The intervals that a figure is made of. */
function intervalsBehind({ shape }: BoundInsights, period: Period, place: number): readonly Stretch[] {
  if (shape.kind === 'plain') return period.intervals.slice(place, place + 1);
  if (shape.kind === 'cumulative') return period.intervals.slice(0, place + 1);
  const { intervals, averaged } = period;
  const end = averaged.length - intervals.length + place + 1;
  return averaged.slice(Math.max(0, end - shape.intervals), end);
}

const questionOf = (
  { analysis, where, by, isWhole }: BoundInsights,
  metric: BoundEventMetric,
): Omit<SegmentedQuestion, 'intervals'> => ({
  analysis,
  choice: metric.choice,
  counted: metric.counted,
  where,
  by,
  isWhole,
  told: null,
});

/** What decides which segments are told one by one: the first metric of events over the whole range, or else of profiles. */
function ranking(bound: BoundInsights): Ranking {
  const { analysis, by, metrics, period } = bound;
  const lead = metrics.find((metric) => metric.kind === 'events');
  if (lead !== undefined) {
    const measure: PlainMeasure = lead.measure.kind === 'active' ? { kind: 'units' } : lead.measure;
    return rankingOf({ ...questionOf(bound, lead), intervals: period.intervals }, measure);
  }
  const [metric] = metrics;
  if (metric?.kind !== 'profiles') throw new Error('unreachable: a question has a metric');
  const segments = by.map((_, index) => col(segmentColumn(index)));
  return { figures: profilesOf(analysis, metric, by, null), size: col('value'), segments };
}
