import { interpolated } from '../interpolated.js';
import type { Stretch } from '../question/range.js';
import { isOther, otherOf, type SegmentTexts } from '../rows/segment-texts.js';
import type { Told } from '../rows/told.js';
import { figureOfNothing, isInterpolated } from './aggregate.js';
import type { NamedFormula } from './bind.js';
import type { BoundInsights, BoundMetric } from './bound.js';
import type { Aggregate } from './question.js';

/** A value, or null where there is none: the mean of nothing, a division by zero. */
export type Figure = number | null;

/** One line: its value over the whole range, and at each interval. */
export interface Line {
  readonly total: Figure;
  /** As many as the report has intervals. */
  readonly points: readonly Figure[];
}

export interface SegmentLine extends Line {
  readonly segment: SegmentTexts;
}

/** The lines of one metric in one period. */
export interface MetricLines {
  /** Of all segments together; does not depend on how many are told one by one. */
  readonly overall: Line;
  /** Largest first. */
  readonly segments: readonly SegmentLine[];
  /** Of all segments that are not told one by one; null if there are none. */
  readonly other: Line | null;
}

/** What was found of a metric: values by place, `null` for the whole range. */
export class Found {
  readonly #lines = new Map<string, Map<number | null, Figure>>();
  readonly #segments = new Map<string, SegmentTexts>();

  add(segment: SegmentTexts | null, at: number | null, value: Figure): void {
    const key = segment === null ? '' : JSON.stringify(segment);
    let line = this.#lines.get(key);
    if (line === undefined) {
      line = new Map();
      this.#lines.set(key, line);
      if (segment !== null) this.#segments.set(key, segment);
    }
    line.set(at, value);
  }

  /** What was found of intervals here, and of the whole range there. */
  withTotalsOf(there: Found): Found {
    const both = new Found();
    const take = (from: Found, isWanted: (place: number | null) => boolean): void => {
      for (const [key, line] of from.#lines) {
        for (const [place, value] of line) if (isWanted(place)) both.add(from.#segments.get(key) ?? null, place, value);
      }
    };
    take(this, (place) => place !== null);
    take(there, (place) => place === null);
    return both;
  }

  /** The segments found, all others as one not among them. */
  get segments(): SegmentTexts[] {
    return [...this.#segments.values()].filter((segment) => !isOther(segment));
  }

  get hasOther(): boolean {
    return [...this.#segments.values()].some(isOther);
  }

  /** The line of a segment (null: of all), with `empty` where nothing was found. */
  line(segment: SegmentTexts | null, points: number, empty: Figure): Line {
    const found = this.#lines.get(segment === null ? '' : JSON.stringify(segment));
    const at = (place: number | null): Figure => found?.get(place) ?? (found?.has(place) === true ? null : empty);
    return { total: at(null), points: Array.from({ length: points }, (_, index) => at(index)) };
  }
}

/** What a metric is where there is nothing to measure. */
export function emptyFigure(metric: BoundMetric): Figure {
  const aggregate = aggregatesOf(metric).at(-1);
  return aggregate === undefined ? 0 : figureOfNothing(aggregate);
}

/** The figures that a metric takes, one of another; none where it counts. */
function aggregatesOf(metric: BoundMetric): readonly Aggregate[] {
  if (metric.kind === 'profiles') return metric.property === null ? [] : [metric.property.aggregate];
  const { measure } = metric;
  switch (measure.kind) {
    case 'events':
    case 'units':
    case 'active':
      return [];
    case 'eventsPerUnit':
    case 'property':
      return [measure.aggregate];
    case 'propertyPerUnit':
      return [measure.perUnit, measure.aggregate];
  }
}

/** The lines of a metric, its segments in this order. */
export function linesOf(found: Found, told: Told, points: number, empty: Figure, parts: number): MetricLines {
  return {
    overall: found.line(null, points, empty),
    segments: told.map((segment) => ({ segment, ...found.line(segment, points, empty) })),
    other: found.hasOther ? found.line(otherOf(parts), points, empty) : null,
  };
}

/** Each point with all before it. */
export const accumulated = ({ points }: Line): Line => {
  let sum = 0;
  const added = points.map((point) => {
    sum += point ?? 0;
    return sum;
  });
  return { total: sum, points: added };
};

/** Each of the last `points` points as the mean of `width` up to it; nothing counts as no interval. */
export function rolled(line: Line, points: number, width: number): Line {
  const first = line.points.length - points;
  const means = Array.from({ length: points }, (_, index) => {
    const end = first + index + 1;
    const window = line.points.slice(Math.max(0, end - width), end).filter((point) => point !== null);
    return window.length === 0 ? null : window.reduce((sum, point) => sum + point, 0) / window.length;
  });
  return { total: line.total, points: means };
}

/** Every line of some lines turned into another. */
export const mapLines = (lines: MetricLines, turn: (line: Line) => Line): MetricLines => ({
  overall: turn(lines.overall),
  segments: lines.segments.map((line) => ({ segment: line.segment, ...turn(line) })),
  other: lines.other === null ? null : turn(lines.other),
});

/** The lines as they are told: where figures are interpolated between values, or made of such, without digits that mean nothing. */
export function toldLines(metric: BoundMetric, lines: MetricLines): MetricLines {
  if (!aggregatesOf(metric).some(isInterpolated)) return lines;
  const told = (figure: Figure): Figure => (figure === null ? null : interpolated(figure));
  return mapLines(lines, ({ total, points }) => ({ total: told(total), points: points.map(told) }));
}

/** The lines of a formula: worked out point by point, segment by segment. */
export function linesOfFormula(
  formula: NamedFormula,
  metrics: ReadonlyMap<string, MetricLines>,
  told: Told,
): MetricLines {
  const of = (pick: (lines: MetricLines) => Line | null | undefined): Line => {
    const lines = new Map([...formula.uses].map((name) => [name, pickLine(metrics.get(name), pick)]));
    const value = (at: (line: Line) => Figure): Figure =>
      formula.valueOf(new Map([...lines].map(([name, line]) => [name, line === null ? null : at(line)])));
    const points = Math.max(0, ...[...metrics.values()].map(({ overall }) => overall.points.length));
    return {
      total: value(({ total }) => total),
      points: Array.from({ length: points }, (_, index) => value((line) => line.points[index] ?? null)),
    };
  };
  const hasOther = [...formula.uses].some((name) => (metrics.get(name)?.other ?? null) !== null);
  return {
    overall: of(({ overall }) => overall),
    segments: told.map((segment, index) => ({ segment, ...of((lines) => lines.segments[index]) })),
    other: hasOther ? of(({ other }) => other) : null,
  };
}

const pickLine = (
  lines: MetricLines | undefined,
  pick: (lines: MetricLines) => Line | null | undefined,
): Line | null => (lines === undefined ? null : (pick(lines) ?? null));

/** The answer to a question of insights. */
export interface InsightsAnswer {
  readonly bound: BoundInsights;
  readonly intervals: ReadonlyArray<Stretch & { readonly isComplete: boolean }>;
  /** How many segments there are in all; 0 without breakdowns. */
  readonly segmentCount: number;
  readonly lines: ReadonlyArray<{
    readonly name: string;
    readonly isFormula: boolean;
    readonly main: MetricLines;
    /** The period before; null unless asked for. */
    readonly before: MetricLines | null;
  }>;
}
