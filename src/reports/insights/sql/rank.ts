import { col } from '../../../warehouse/sql/builders.js';
import type { Select } from '../../../warehouse/sql/nodes.js';
import { largestOf } from '../../rows/rank.js';
import { type SegmentedQuestion, segmentColumns } from '../../rows/segmented-rows.js';
import { type PlainMeasure, seriesOf } from './series.js';

/** The segments by the figure of the whole range, largest first, equal ones by their texts: the first so many. */
export function rankOf(question: SegmentedQuestion, measure: PlainMeasure, count: number): Select {
  const series = seriesOf({ ...question, isWhole: true, told: null }, measure, null);
  return largestOf(series, col('value'), segmentColumns(question), count);
}
