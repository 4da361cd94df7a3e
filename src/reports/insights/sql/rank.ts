import { col } from '../../../warehouse/sql/builders.js';
import type { Ranking } from '../../rows/rank.js';
import { type SegmentedQuestion, segmentColumns } from '../../rows/segmented-rows.js';
import { type PlainMeasure, seriesOf } from './series.js';

/** The segments by the figure of the whole range. */
export const rankingOf = (question: SegmentedQuestion, measure: PlainMeasure): Ranking => ({
  figures: seriesOf({ ...question, isWhole: true, told: null }, measure, null),
  size: col('value'),
  segments: segmentColumns(question),
});
