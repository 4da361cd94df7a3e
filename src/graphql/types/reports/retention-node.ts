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
  const series = (which: RetentionPoint[0], { cohorts, averages }: RetentionLines): RetentionSeriesNode => ({
    segment: segmentOf(which, bound.by),
    averages,
    cohorts: cohorts.map(({ size, cells }, place) => {
      const figure = (count: number, bucket: number | null, who: RetentionPoint[3]): CountedFigureNode => ({
        id: encodePoint([which, place, bucket, who] satisfies RetentionPoint),
        count,
      });
      return {
        size: figure(size, null, 'BACK'),
        cells: cells.map(({ retained, state, sum }, bucket) => ({
          retained: figure(retained, bucket, 'BACK'),
          notRetained: figure(size - retained, bucket, 'AWAY'),
          rate: size === 0 ? null : retained / size,
          state,
          sum,
        })),
      };
    }),
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
