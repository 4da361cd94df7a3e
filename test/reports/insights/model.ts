import type { AnyInsights } from '../../../src/reports/insights/insights.js';
import type { Aggregate, EventMetric, MetricUnit } from '../../../src/reports/insights/question.js';
import type { GroupWhere, UserWhere } from '../../../src/reports/question/question.js';
import type { World, WorldEvent } from '../../cohorts/oracle.js';
import { sameTimeLater } from '../support/local-time.js';
import {
  type Counting,
  canonicalUser,
  combinations,
  isChosen,
  type ModelRow,
  type ModelSubject,
  rowSatisfies,
  rowsOf,
  segmentsOf,
} from '../support/model-rows.js';
import { percentileOf } from '../support/percentile.js';
import type { ModelPeriod, Stretch } from './model-times.js';

/*
 * What insights mean: the rows of a metric, those of an interval and a segment, one figure of them, and lines of such.
 */

type Metric = EventMetric<UserWhere | GroupWhere>;
export type Figure = number | null;

export interface ModelLine {
  readonly total: Figure;
  readonly points: readonly Figure[];
}

/** A row, whom it counts for in a metric, and the combinations of segments it falls into. */
export interface CountedRow {
  readonly event: WorldEvent;
  readonly counted: string;
  readonly segments: readonly string[];
}

/** All rows a metric could look at, whatever their time; users who did something are counted in these parts of it. */
export function countedRows(
  world: World,
  subject: ModelSubject,
  question: AnyInsights,
  metric: Metric,
  parts: readonly Stretch[],
): CountedRow[] {
  const counting: Counting = {
    ...spanOf(parts),
    keyOf: (moment) => String(parts.findIndex(({ from, to }) => moment >= from && moment < to)),
  };
  return rowsOf(world, subject)
    .filter((row) => isChosen(world, subject, row, metric.event, counting))
    .filter((row) => question.where === null || rowSatisfies(world, subject, row, question.where, counting))
    .flatMap((row) => {
      const segments = combinations(question.segments.by.map((by) => segmentsOf(world, subject, row, by, counting)));
      return countedIn(world, row, metric.unit).flatMap((counted) =>
        segments.map((segment) => ({ event: row.event, counted, segments: segment })),
      );
    });
}

const spanOf = (parts: readonly Stretch[]): Stretch => ({ from: parts[0]?.from ?? 0, to: parts.at(-1)?.to ?? 0 });

export const inStretch = (rows: readonly CountedRow[], { from, to }: Stretch): CountedRow[] =>
  rows.filter(({ event }) => event.timeMs >= from && event.timeMs < to);

/**
 * The line of some rows of a metric.
 * @param rowsIn the rows where users who did something are counted in these parts of time
 */
export function lineOf(
  { shape }: AnyInsights,
  metric: Metric,
  { intervals, averaged }: ModelPeriod,
  rowsIn: (parts: readonly Stretch[]) => readonly CountedRow[],
  timeZone: string,
): ModelLine {
  const { measure } = metric;
  const figure = (rows: readonly CountedRow[], stretch: Stretch): Figure => figureOf(inStretch(rows, stretch), metric);
  const at = (rows: readonly CountedRow[], { from, to }: Stretch): Figure =>
    figure(rows, { from: measure.kind === 'active' ? sameTimeLater(to, -measure.days, timeZone) : from, to });
  const [rows, whole] = [rowsIn(intervals), spanOf(intervals)];
  const total = at(rows, whole);
  switch (shape.kind) {
    case 'plain':
      return { total, points: intervals.map((one) => at(rows, one)) };
    case 'cumulative':
      return { total, points: intervals.map(({ to }) => figure(rows, { from: whole.from, to })) };
    case 'rolling': {
      const rowsAround = rowsIn(averaged);
      const figures = averaged.map((one) => at(rowsAround, one));
      const first = averaged.length - intervals.length;
      const points = intervals.map((_, place) => {
        const end = first + place + 1;
        return meanOf(figures.slice(end - shape.intervals, end).filter((value) => value !== null));
      });
      return { total, points };
    }
  }
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: readonly number[]): Figure => (values.length === 0 ? null : sumOf(values) / values.length);

function countedIn(world: World, { event, unit }: ModelRow, { ...of }: MetricUnit): string[] {
  switch (of.kind) {
    case 'own':
      return [unit];
    case 'users':
      return [canonicalUser(world, event.distinctId)];
    case 'groupsOf':
      return event.groups.filter(({ key }) => key === of.groupKey).map(({ id }) => id);
  }
}

/** One figure of some rows. */
export function figureOf(rows: readonly CountedRow[], { measure }: Metric): Figure {
  switch (measure.kind) {
    case 'events':
      return eventsIn(rows).length;
    case 'units':
    case 'active':
      return new Set(rows.map(({ counted }) => counted)).size;
    case 'property':
      return aggregateOf(valuesIn(rows, measure.name, measure.aggregate), measure.aggregate);
    case 'eventsPerUnit':
      return aggregateOf(
        perUnit(rows).map((ofUnit) => eventsIn(ofUnit).length),
        measure.aggregate,
      );
    case 'propertyPerUnit': {
      const ofUnits = perUnit(rows)
        .map((ofUnit) => valuesIn(ofUnit, measure.name, measure.perUnit))
        .filter((values) => values.length > 0)
        .map((values) => aggregateOf(values, measure.perUnit));
      return aggregateOf(
        ofUnits.filter((value) => value !== null),
        measure.aggregate,
      );
    }
  }
}

const eventsIn = (rows: readonly CountedRow[]): WorldEvent[] => [...new Set(rows.map(({ event }) => event))];

function perUnit(rows: readonly CountedRow[]): CountedRow[][] {
  const units = new Map<string, CountedRow[]>();
  for (const row of rows) units.set(row.counted, [...(units.get(row.counted) ?? []), row]);
  return [...units.values()];
}

const valuesIn = (rows: readonly CountedRow[], name: string, aggregate: Aggregate): unknown[] =>
  wantedValues(
    eventsIn(rows).map(({ properties }) => properties[name] ?? null),
    aggregate,
  );

/** What is measured: numbers, or for DISTINCT whatever is set. */
export const wantedValues = (values: readonly unknown[], { function: figure }: Aggregate): unknown[] =>
  values.filter((value) => (figure === 'DISTINCT' ? value !== null : typeof value === 'number'));

export function aggregateOf(values: readonly unknown[], aggregate: Aggregate): Figure {
  if (aggregate.function === 'DISTINCT') return new Set(values.map((value) => JSON.stringify(value))).size;
  const numbers = values.map(Number).sort((a, b) => a - b);
  const sum = sumOf(numbers);
  if (aggregate.function === 'SUM') return sum;
  if (numbers.length === 0) return null;
  switch (aggregate.function) {
    case 'AVERAGE':
      return sum / numbers.length;
    case 'MEDIAN':
      return percentileOf(numbers, 50);
    case 'PERCENTILE':
      return percentileOf(numbers, aggregate.percentile);
    case 'MINIMUM':
      return numbers[0] ?? null;
    case 'MAXIMUM':
      return numbers.at(-1) ?? null;
  }
}
