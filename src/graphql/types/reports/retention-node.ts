import { encodePoint } from '../../../reports/point.js';
import type { RetentionAnswer, RetentionLines } from '../../../reports/retention/answer.js';
import type { RetentionPoint } from '../../../reports/retention/behind.js';
import { stretchNode } from './common.js';
import type { CountedFigureNode, ReportNode } from './report.js';
import type { RetentionReportNode, RetentionSeriesNode } from './retention.js';
import { segmentOf } from './segment-values.js';

/** An answer as the schema has it. */
export function retentionNode(
  { bound, intervals, segmentCount, overall, segments, other }: RetentionAnswer,
  base: Pick<ReportNode, 'subject' | 'asked' | 'inquiry'>,
): RetentionReportNode {
  const figure = (count: number, ...point: RetentionPoint): CountedFigureNode => ({ id: encodePoint(point), count });
  const series = (which: RetentionPoint[0], { cohorts, averages }: RetentionLines): RetentionSeriesNode => ({
    segment: segmentOf(which, bound.by),
    averages: averages.map(({ size, retained, pooled, weighted }, bucket) => ({
      size: figure(size, which, null, bucket, 'BORN'),
      retained: figure(retained, which, null, bucket, 'BACK'),
      pooled,
      weighted,
    })),
    cohorts: cohorts.map(({ size, cells }, place) => ({
      size: figure(size, which, place, null, 'BACK'),
      cells: cells.map(({ retained, state, sum }, bucket) => ({
        retained: figure(retained, which, place, bucket, 'BACK'),
        notRetained: figure(size - retained, which, place, bucket, 'AWAY'),
        rate: size === 0 ? null : retained / size,
        state,
        sum,
      })),
    })),
  });
  return {
    ...base,
    intervals: intervals.map(stretchNode),
    buckets: bound.buckets,
    segmentCount,
    overall: series('ALL', overall),
    segments: segments.map((lines) => series(lines.segment, lines)),
    other: other === null ? null : series('OTHER', other),
  };
}
