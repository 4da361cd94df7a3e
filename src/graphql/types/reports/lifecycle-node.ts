import type { LifecyclePoint } from '../../../reports/lifecycle/behind.js';
import type { LifecycleAnswer, LifecycleLines } from '../../../reports/lifecycle/lifecycle.js';
import type { LifecycleStage } from '../../../reports/lifecycle/question.js';
import { encodePoint } from '../../../reports/point.js';
import { stretchNode } from './common.js';
import type { LifecycleReportNode, LifecycleSeriesNode } from './lifecycle.js';
import type { CountedFigureNode, ReportNode } from './report.js';
import { segmentOf } from './segment-values.js';

/** An answer as the schema has it. */
export function lifecycleNode(
  { bound, intervals, segmentCount, overall, segments, other }: LifecycleAnswer,
  base: Pick<ReportNode, 'subject' | 'asked' | 'inquiry'>,
): LifecycleReportNode {
  const series = (which: LifecyclePoint[0], lines: LifecycleLines): LifecycleSeriesNode => ({
    segment: segmentOf(which, bound.by),
    points: lines.map((counts, place) => {
      const figure = (stage: LifecycleStage): CountedFigureNode => ({
        id: encodePoint([which, place, stage] satisfies LifecyclePoint),
        count: counts[stage],
      });
      return {
        new: figure('NEW'),
        retained: figure('RETAINED'),
        resurrected: figure('RESURRECTED'),
        dormant: figure('DORMANT'),
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
