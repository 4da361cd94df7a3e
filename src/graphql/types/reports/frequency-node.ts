import type { FrequencyPoint } from '../../../reports/frequency/behind.js';
import type { FrequencyAnswer, FrequencyLines } from '../../../reports/frequency/frequency.js';
import { encodePoint } from '../../../reports/point.js';
import { stretchNode } from './common.js';
import type { FrequencyReportNode, FrequencySeriesNode } from './frequency.js';
import type { CountedFigureNode, ReportNode } from './report.js';
import { segmentOf } from './segment-values.js';

/** An answer as the schema has it. */
export function frequencyNode(
  { bound, intervals, segmentCount, overall, segments, other }: FrequencyAnswer,
  base: Pick<ReportNode, 'subject' | 'asked' | 'inquiry'>,
): FrequencyReportNode {
  const series = (which: FrequencyPoint[0], lines: FrequencyLines): FrequencySeriesNode => ({
    segment: segmentOf(which, bound.by),
    points: lines.map(({ active, exactly }, place) => {
      const figure = (count: number, times: number, how: FrequencyPoint[3]): CountedFigureNode => ({
        id: encodePoint([which, place, times, how] satisfies FrequencyPoint),
        count,
      });
      const fewer = (times: number): number => exactly.slice(0, times - 1).reduce((sum, count) => sum + count, 0);
      return {
        active: figure(active, 1, 'AT_LEAST'),
        exactly: exactly.map((count, index) => figure(count, index + 1, 'EXACTLY')),
        atLeast: exactly.map((_, index) => figure(active - fewer(index + 1), index + 1, 'AT_LEAST')),
      };
    }),
  });
  return {
    ...base,
    intervals: intervals.map(stretchNode),
    segmentCount,
    overall: series('ALL', overall),
    segments: segments.map(({ segment, lines }) => series(segment, lines)),
    other: other === null ? null : series('OTHER', other),
  };
}
