import type { AnyInsights } from '../../../src/reports/insights/insights.js';
import type { Aggregate, EventMetric, MetricUnit } from '../../../src/reports/insights/question.js';
import type { GroupWhere, UserWhere } from '../../../src/reports/question/question.js';
import type { World, WorldEvent } from '../../cohorts/oracle.js';
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

/*
 * What insights mean: the rows of a metric, those of an interval and a segment, and one figure of them.
 */

type Metric = EventMetric<UserWhere | GroupWhere>;
type Figure = number | null;

/** A row, whom it counts for in a metric, and the combinations of segments it falls into. */
export interface CountedRow {
  readonly event: WorldEvent;
  readonly counted: string;
  readonly segments: readonly string[];
}

/** All rows a metric could look at, whatever their time. */
export function countedRows(
  world: World,
  subject: ModelSubject,
  question: AnyInsights,
  metric: Metric,
  counting: Counting,
): CountedRow[] {
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

/** What is measured: numbers, or for DISTINCT whatever is set. */
function valuesIn(rows: readonly CountedRow[], name: string, { function: figure }: Aggregate): unknown[] {
  const values = eventsIn(rows).map(({ properties }) => properties[name] ?? null);
  return values.filter((value) => (figure === 'DISTINCT' ? value !== null : typeof value === 'number'));
}

function aggregateOf(values: readonly unknown[], aggregate: Aggregate): Figure {
  if (aggregate.function === 'DISTINCT') return new Set(values.map((value) => JSON.stringify(value))).size;
  const numbers = values.map(Number).sort((a, b) => a - b);
  const sum = numbers.reduce((total, value) => total + value, 0);
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
