import { array, as, call, col, select } from '../../../warehouse/sql/builders.js';
import type { Select } from '../../../warehouse/sql/nodes.js';
import { eventsOnce } from '../../rows/events-once.js';
import { below, layer, ofRow, rowsOf, segmentsColumn } from '../../rows/layers.js';
import { bucket, decidedSegments, type SegmentedQuestion, undividedRows } from '../../rows/segmented-rows.js';
import type { Aggregate, Measure } from '../question.js';
import { measured } from './counting.js';
import { hasValue, valueToMeasure } from './series.js';

/*
 * Where figures of parts make the figure of the whole, events are first brought together by interval and by all the segments they
 * fall into: there are few such cells, and whatever is told of some segments or of all of them is made of these, each
 * event counted once.
 */

/** A row of the answer to {@link cellsOf}: the events in the same segments, interval by interval. */
export interface CellRow {
  /** For each breakdown the segments that the events fall into. */
  readonly segments: ReadonlyArray<readonly string[]>;
  /** The first moments of the intervals that have any, milliseconds as text; absent for the whole range. */
  readonly b?: readonly string[];
  /** As many figures as intervals: how many events, as text, and what is measured of them; the latter only where asked for. */
  readonly n: readonly string[];
  readonly x?: readonly number[];
}

/** Measures whose figure of several sets of events is made of those of each. */
export type CellMeasure = Extract<Measure, { readonly kind: 'events' | 'property' }>;

/** Whether a measure is one of {@link CellMeasure}. */
export function isOfCells(measure: Measure): measure is CellMeasure {
  if (measure.kind === 'events') return true;
  return measure.kind === 'property' && ['SUM', 'AVERAGE', 'MINIMUM', 'MAXIMUM'].includes(measure.aggregate.function);
}

const [n, figure, segments] = ['n', 'x', 'segments'];

/**
 * Events by all their segments, at most so many rows, and by interval; null for questions about events that have several rows,
 * one for each of their groups, which cannot be told apart there.
 */
export function cellsOf(asked: SegmentedQuestion, measure: CellMeasure, rowLimit: number): Select | null {
  const question = eventsOnce(asked);
  if (question.analysis.unit === 'GROUPS') return null;
  const isMeasured = measure.kind === 'property';
  const read = undividedRows(question, {
    hasUnit: false,
    columns: isMeasured ? [as(valueToMeasure(measure.name, measure.aggregate), measured)] : [],
    ...(isMeasured ? { more: hasValue(measure.name, measure.aggregate) } : {}),
    marksAlone: false,
  });
  const buckets = question.isWhole ? [] : [col(bucket)];
  const columns = question.by.map((_, index) => segmentsColumn(index));
  const join = isMeasured ? joinedBy(measure.aggregate) : null;
  const byValues = rowsOf(
    select({
      columns: [
        ...buckets,
        ...columns.map((name) => col(name)),
        as(call('count'), n),
        ...(join === null ? [] : [as(call(join, col(measured)), figure)]),
      ],
      from: below(read),
      groupBy: [...buckets, ...columns.map((name) => col(name))],
    }),
  );
  const inOrder = array(...columns.map((name) => call('arraySort', ofRow(name))));
  const decided = layer(decidedSegments(byValues, question), [as(inOrder, segments)], { without: columns });
  // Different values may be in the same segments.
  const cells = rowsOf(
    select({
      columns: [
        ...buckets,
        col(segments),
        as(call('sum', ofRow(n)), n),
        ...(join === null ? [] : [as(call(join, ofRow(figure)), figure)]),
      ],
      from: below(decided),
      groupBy: [...buckets, col(segments)],
    }),
  );
  const names = [...(question.isWhole ? [] : [bucket]), n, ...(join === null ? [] : [figure])];
  return select({
    columns: [col(segments), ...names.map((name) => as(call('groupArray', ofRow(name)), name))],
    from: below(cells),
    groupBy: [col(segments)],
    limit: rowLimit,
  });
}

/** The function that makes the figure of several sets of values of those of each; of an average, its sum. */
function joinedBy({ function: name }: Aggregate): 'sum' | 'min' | 'max' {
  if (name === 'MINIMUM') return 'min';
  return name === 'MAXIMUM' ? 'max' : 'sum';
}
