import type { Durations, FunnelAnswer, FunnelLine, FunnelLines } from '../../../reports/funnel/answer.js';
import type { FunnelPoint } from '../../../reports/funnel/behind.js';
import { encodePoint } from '../../../reports/point.js';
import type { SegmentTexts } from '../../../reports/rows/segment-texts.js';
import { stretchNode } from './common.js';
import type { FunnelReportNode, FunnelSeriesNode, FunnelWholeNode, StepDurationsNode } from './funnel.js';
import type { CountedFigureNode, ReportNode } from './report.js';
import { segmentOf } from './segment-values.js';

/** An answer as the schema has it. */
export function funnelNode(
  { bound, segmentCount, whole, intervals }: FunnelAnswer,
  base: Pick<ReportNode, 'subject' | 'asked' | 'inquiry'>,
): FunnelReportNode {
  const series = (which: FunnelPoint[0], place: number | null, line: FunnelLine): FunnelSeriesNode => ({
    segment: segmentOf(which, bound.by),
    steps: line.map((step, index) => {
      const [first, previous, next] = [line[0], line[index - 1], line[index + 1]];
      const figure = (count: number, who: FunnelPoint[3]): CountedFigureNode => ({
        id: encodePoint([which, place, index, who] satisfies FunnelPoint),
        count,
      });
      return {
        reached: figure(step.count, 'REACHED'),
        dropped: next === undefined ? null : figure(step.count - next.count, 'DROPPED'),
        conversion: shareOf(step.count, first?.count),
        conversionFromPrevious: shareOf(step.count, previous?.count),
        sinceFirst: durationsNode(step.sinceFirst),
        sincePrevious: durationsNode(step.sincePrevious),
      };
    }),
  });
  const lines = (place: number | null, of: FunnelLines): Omit<FunnelWholeNode, 'isComplete'> => ({
    overall: series('ALL', place, of.overall),
    segments: of.segments.map(({ segment, steps }: { segment: SegmentTexts; steps: FunnelLine }) =>
      series(segment, place, steps),
    ),
    other: of.other === null ? null : series('OTHER', place, of.other),
  });
  return {
    ...base,
    labels: bound.steps.map(({ label }) => label),
    segmentCount,
    whole: { isComplete: whole.isComplete, ...lines(null, whole) },
    intervals: intervals.map((interval, place) => ({
      interval: stretchNode(interval),
      ...lines(place, interval.lines),
    })),
  };
}

const shareOf = (part: number, whole: number | undefined): number | null =>
  whole === undefined || whole === 0 ? null : part / whole;

const durationsNode = (durations: Durations | null): StepDurationsNode | null =>
  durations === null
    ? null
    : { averageMs: durations.average, medianMs: durations.median, percentilesMs: durations.percentiles };
