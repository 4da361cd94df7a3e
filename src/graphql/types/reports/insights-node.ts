import type { Answered } from '../../../reports/inquiry.js';
import type { Line } from '../../../reports/insights/answer.js';
import type { InsightsAnswer } from '../../../reports/insights/insights.js';
import { encodePoint } from '../../../reports/point.js';
import type { SegmentTexts } from '../../../reports/rows/segment-texts.js';
import type { InsightsLineNode, InsightsPointNode, InsightsReportNode, InsightsSeriesNode } from './insights.js';
import { segmentValues } from './segment-values.js';

/** Which of a line's series: all segments, one, or all that are not told one by one. */
type Which = SegmentTexts | 'ALL' | 'OTHER';

/** An answer as the schema has it. */
export function insightsNode({ answer, inquiry }: Answered<InsightsAnswer>): InsightsReportNode {
  const { bound, intervals, segmentCount, lines } = answer;
  const seriesOf = (line: number, which: Which, main: Line, before: Line | null): InsightsSeriesNode => {
    const point = (place: number | null): InsightsPointNode => ({
      id: encodePoint([line, which, place]),
      value: valueAt(main, place),
      before: before === null ? null : valueAt(before, place),
    });
    return {
      segment: which === 'ALL' || which === 'OTHER' ? [] : segmentValues(which, bound.by),
      total: point(null),
      points: main.points.map((_, place) => point(place)),
    };
  };
  return {
    inquiry,
    intervals: intervals.map(({ from, to, isComplete }) => ({ start: new Date(from), end: new Date(to), isComplete })),
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
