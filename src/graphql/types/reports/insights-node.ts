import type { Which } from '../../../reports/behind/segment.js';
import type { Line } from '../../../reports/insights/answer.js';
import type { InsightsAnswer } from '../../../reports/insights/insights.js';
import { encodePoint } from '../../../reports/point.js';
import { stretchNode } from './common.js';
import type { InsightsLineNode, InsightsPointNode, InsightsReportNode, InsightsSeriesNode } from './insights.js';
import type { ReportNode } from './report.js';
import { segmentOf } from './segment-values.js';

/** An answer as the schema has it. */
export function insightsNode(
  { bound, intervals, segmentCount, lines }: InsightsAnswer,
  base: Pick<ReportNode, 'subject' | 'asked' | 'inquiry'>,
): InsightsReportNode {
  const seriesOf = (line: number, which: Which, main: Line, before: Line | null): InsightsSeriesNode => {
    const point = (place: number | null): InsightsPointNode => ({
      id: encodePoint([line, which, place]),
      value: valueAt(main, place),
      before: before === null ? null : valueAt(before, place),
      beforeId: before === null ? null : encodePoint([line, which, place, 'BEFORE']),
    });
    return {
      segment: segmentOf(which, bound.by),
      total: point(null),
      points: main.points.map((_, place) => point(place)),
    };
  };
  return {
    ...base,
    intervals: intervals.map(stretchNode),
    segmentCount,
    lines: lines.map(
      ({ name, isFormula, main, before }, line): InsightsLineNode => ({
        name,
        isFormula,
        overall: seriesOf(line, 'ALL', main.overall, before?.overall ?? null),
        segments: main.segments.map((one, index) => seriesOf(line, one.segment, one, before?.segments[index] ?? null)),
        other: main.other === null ? null : seriesOf(line, 'OTHER', main.other, before?.other ?? null),
      }),
    ),
  };
}

const valueAt = ({ total, points }: Line, place: number | null): number | null =>
  place === null ? total : (points[place] ?? null);
