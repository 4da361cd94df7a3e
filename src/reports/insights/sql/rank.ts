import { col, eq, num, select, subquery } from '../../../warehouse/sql/builders.js';
import { isDecidedByIntervals } from '../../rows/breakdowns.js';
import type { Ranking } from '../../rows/rank.js';
import { type SegmentedQuestion, segmentColumns } from '../../rows/segmented-rows.js';
import { type PlainMeasure, seriesOf } from './series.js';

/** The segments by the figure of the whole range. */
export function rankingOf(question: SegmentedQuestion, measure: PlainMeasure): Ranking {
  const segments = segmentColumns(question);
  const bounds = { rowLimit: null, mostPlaces: 0 };
  if (!isDecidedByIntervals(question)) {
    const figures = seriesOf({ ...question, isWhole: true, told: null }, measure, bounds);
    return { figures, size: col('value'), segments };
  }
  const ofRange = select({
    columns: [col('of_all'), ...segments, col('value')],
    from: subquery(seriesOf({ ...question, told: null }, measure, bounds)),
    where: eq(col('of_range'), num(1)),
  });
  return { figures: ofRange, size: col('value'), segments };
}
