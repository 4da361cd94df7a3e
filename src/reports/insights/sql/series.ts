import { isNumber, isPresent } from '../../../cohorts/lower/json-values.js';
import {
  as,
  call,
  col,
  eq,
  gt,
  mapValue,
  num,
  param,
  plus,
  select,
  subquery,
} from '../../../warehouse/sql/builders.js';
import type { Expression, Projection, Select } from '../../../warehouse/sql/nodes.js';
import { isOfInterval } from '../../rows/breakdowns.js';
import { eventsOnce } from '../../rows/events-once.js';
import { ofAll } from '../../rows/in-segments.js';
import { intervalPlace } from '../../rows/intervals.js';
import { below, isWithout, layer, ofRow, type Rows, rowsOf } from '../../rows/layers.js';
import { bucket, type SegmentedQuestion, segmentColumns, segmentedRows } from '../../rows/segmented-rows.js';
import { places, unitPlaces, unitsAtPlaces, unitWords } from '../../rows/unit-places.js';
import { unit } from '../../rows/units.js';
import { unzipped } from '../../rows/unzipped.js';
import { aggregated } from '../aggregate.js';
import type { Aggregate, Measure } from '../question.js';
import { eventCount, eventFigure, eventId, measured } from './counting.js';

/** A row of the answer to {@link seriesOf}. */
export interface SeriesRow {
  /** 1: of the whole range. */
  readonly of_range: number;
  /** 1: of all segments together. */
  readonly of_all: number;
  /** The interval's first moment, milliseconds as text; meaningless for the whole range. */
  readonly b?: string;
  /** How many values the figure is of, as text. */
  readonly n: string;
  /** Null where there is none. */
  readonly value: number | string | null;
  /** `s0`, `s1`, …: meaningless for all segments together. */
  readonly [segment: string]: string | number | null | undefined;
}

/** Measures that are worked out interval by interval: all but `active`. */
export type PlainMeasure = Exclude<Measure, { readonly kind: 'active' }>;

/** The columns a question divides its rows by: the interval, and the segments. */
interface Divisions {
  readonly buckets: readonly Expression[];
  readonly segments: readonly Expression[];
}

const divisionsOf = (question: SegmentedQuestion): Divisions => ({
  buckets: question.isWhole ? [] : [col(bucket)],
  segments: segmentColumns(question),
});

/** Each combination of intervals and segments, each without the other, and neither: in one reading. */
function setsOf({ buckets, segments }: Divisions, more: readonly Expression[] = []): Expression[][] {
  const sets = [[...buckets, ...segments, ...more]];
  if (buckets.length > 0) sets.push([...segments, ...more]);
  if (segments.length > 0) sets.push([...buckets, ...more]);
  if (buckets.length > 0 && segments.length > 0) sets.push([...more]);
  return sets;
}

/** Which set a row is of. */
function marksOf({ buckets, segments }: Divisions): Projection[] {
  return [as(isWithout(buckets), 'of_range'), as(isWithout(segments), 'of_all')];
}

export interface SeriesBounds {
  /** At most so many rows; null: all. */
  readonly rowLimit: number | null;
  /** Units in more intervals than this have a list of theirs instead of bits. */
  readonly mostPlaces: number;
}

/**
 * The figures of a metric: for each interval and segment, each interval, each segment, and in all. Rows as
 * {@link SeriesRow}; what has no row has no value.
 */
export function seriesOf(question: SegmentedQuestion, measure: PlainMeasure, bounds: SeriesBounds): Select {
  const { rowLimit } = bounds;
  const divisions = divisionsOf(question);
  const grouped = (rows: Rows, value: Expression, n: Expression): Select => {
    const sets = setsOf(divisions);
    return select({
      columns: [...marksOf(divisions), ...divisions.buckets, ...divisions.segments, as(n, 'n'), as(value, 'value')],
      from: below(rows),
      groupingSets: sets.length > 1 ? sets : null,
      groupBy: sets.length > 1 ? [] : (sets[0] ?? []),
      limit: rowLimit,
    });
  };
  switch (measure.kind) {
    case 'units':
      if (!question.isWhole && !hasIntervalBreakdown(question)) return unitsByPlace(question, divisions, bounds);
      return grouped(
        segmentedRows(question, { hasUnit: true, columns: [], marksAlone: false, distinct: true }),
        call('uniqExact', col(unit)),
        call('count'),
      );
    case 'events': {
      const once = eventsOnce(question);
      const marks = mayHaveRows(once);
      const rows = segmentedRows(once, { hasUnit: false, columns: idIf(marks), marksAlone: marks });
      return grouped(rows, eventCount(marks), call('count'));
    }
    case 'property': {
      const once = eventsOnce(question);
      const marks = mayHaveRows(once);
      const columns = [...idIf(marks), as(valueToMeasure(measure.name, measure.aggregate), measured)];
      const more = hasValue(measure.name, measure.aggregate);
      const rows = segmentedRows(once, { hasUnit: false, columns, more, marksAlone: marks });
      return grouped(rows, eventFigure(measure.aggregate, marks), call('count'));
    }
    case 'eventsPerUnit':
    case 'propertyPerUnit':
      return perUnit(question, measure, divisions, rowLimit);
  }
}

const hasIntervalBreakdown = ({ by }: SegmentedQuestion): boolean =>
  by.some((one, index) => isOfInterval({ by: one, index }));

/** How many units there are at each place, and, at one place more, in the whole range. */
function unitsByPlace(question: SegmentedQuestion, divisions: Divisions, bounds: SeriesBounds): Select {
  const { intervals } = question;
  const { segments } = divisions;
  const count = intervals.length;
  const starts = intervals.map(({ from }) => from);
  const counted = (count <= bounds.mostPlaces ? countedAsBits : countedAsLists)(question, divisions);
  return select({
    columns: [
      as(eq(col('place'), num(count)), 'of_range'),
      col(ofAll),
      as(call('arrayElement', param(starts, 'Array(Int64)'), plus(col('place'), num(1))), bucket),
      ...segments,
      as(col('units'), 'n'),
      as(col('units'), 'value'),
    ],
    from: subquery(counted),
    where: gt(col('units'), num(0)),
    limit: bounds.rowLimit,
  });
}

const placesOf = ({ intervals }: SegmentedQuestion) => ({
  place: intervalPlace(intervals),
  count: intervals.length,
});

function countedAsBits(question: SegmentedQuestion, { segments }: Divisions): Select {
  const at = placesOf(question);
  const groups = { by: [col(ofAll), ...segments], from: below(unitWords(question, at)) };
  return unzipped(groups, [
    ['place', call('range', num(at.count + 1))],
    ['units', call('arrayPushBack', unitsAtPlaces(at.count), call('count'))],
  ]);
}

function countedAsLists(question: SegmentedQuestion, { segments }: Divisions): Select {
  const at = placesOf(question);
  const all = call('arrayPushBack', ofRow(places), param(at.count, 'UInt64'));
  const each = layer(unitPlaces(question, at), [as(call('arrayJoin', all), 'place')], { without: [places] });
  return select({
    columns: [col(ofAll), ...segments, col('place'), as(call('count'), 'units')],
    from: below(each),
    groupBy: [col(ofAll), ...segments, col('place')],
  });
}

const idIf = (marks: boolean): Projection[] => (marks ? [as(col('event_id'), eventId)] : []);

/** Whether an event may have several rows. */
const mayHaveRows = ({ analysis, by }: SegmentedQuestion): boolean => analysis.unit === 'GROUPS' || by.length > 0;

/** Whether an event may have several rows that tell whom they count for. */
const mayRepeat = (question: SegmentedQuestion): boolean =>
  mayHaveRows(question) || typeof question.counted === 'object';

/** What an event has to be measured. */
export const valueToMeasure = (name: string, { function: figure }: Aggregate): Expression => {
  const value = mapValue('properties', name);
  return figure === 'DISTINCT' ? value : call('toFloat64OrZero', value);
};

/** Whether an event has the property as the figure needs it: a number, or anything that is set. */
export const hasValue = (name: string, { function: figure }: Aggregate): Expression => {
  const value = mapValue('properties', name);
  return figure === 'DISTINCT' ? isPresent(value) : isNumber(value);
};

/** First the figure of each unit, then one of these. */
function perUnit(
  question: SegmentedQuestion,
  measure: Extract<PlainMeasure, { kind: 'eventsPerUnit' | 'propertyPerUnit' }>,
  divisions: Divisions,
  rowLimit: number | null,
): Select {
  const marks = mayRepeat(question);
  const ofProperty = measure.kind === 'propertyPerUnit' ? measure : null;
  const rows = segmentedRows(question, {
    hasUnit: true,
    columns: [
      ...idIf(marks),
      ...(ofProperty === null ? [] : [as(valueToMeasure(ofProperty.name, ofProperty.perUnit), measured)]),
    ],
    ...(ofProperty === null ? {} : { more: hasValue(ofProperty.name, ofProperty.perUnit) }),
    marksAlone: marks,
  });
  const ofUnit = ofProperty === null ? eventCount(marks) : eventFigure(ofProperty.perUnit, marks);
  const units = select({
    columns: [
      ...marksOf(divisions),
      ...divisions.buckets,
      ...divisions.segments,
      col(unit),
      as(call('toFloat64', ofUnit), 'of_unit'),
    ],
    from: below(rows),
    groupingSets: setsOf(divisions, [col(unit)]),
  });
  const marksBelow = [col('of_range'), col('of_all')];
  return select({
    columns: [
      ...marksBelow,
      ...divisions.buckets,
      ...divisions.segments,
      as(call('count'), 'n'),
      as(aggregated(measure.aggregate, col('of_unit')), 'value'),
    ],
    from: below(rowsOf(units)),
    groupBy: [...marksBelow, ...divisions.buckets, ...divisions.segments],
    limit: rowLimit,
  });
}
