import type { Inquiry } from '../inquiry.js';
import { interpolated } from '../interpolated.js';
import { mostRows } from '../rows/rank.js';
import { largestFirst, otherOf, type SegmentTexts, segmentOfRow } from '../rows/segment-texts.js';
import type { Told } from '../rows/told.js';
import { largestSegments, type ToldSegments } from '../told-segments.js';
import { type Durations, emptyLine, type FunnelLine, type FunnelLines } from './answer.js';
import type { BoundFunnel } from './bound.js';
import { bucket, type FigureRow, figuresOf, rankingOf, reached, sinceEntry, sincePrevious } from './sql/figures.js';

/** The lines found, by the key of their segment; '' for all of them. */
type Found = Map<string, { readonly segment: SegmentTexts | null; readonly steps: FunnelLine }>;

const keyOf = (segment: SegmentTexts | null): string => (segment === null ? '' : JSON.stringify(segment));

/** Puts one funnel to the warehouse, as the statements it needs. */
export class FunnelAsking {
  /** The question about the range as a whole. */
  readonly #whole: BoundFunnel;

  constructor(
    private readonly inquiry: Inquiry,
    private readonly bound: BoundFunnel,
  ) {
    this.#whole = { ...bound, isWhole: true, intervals: [bound.range] };
  }

  /** All attempts of the range, and the segments to tell one by one: those that most attempts began in. */
  async whole(): Promise<{ readonly told: Told; readonly count: number; readonly lines: FunnelLines }> {
    const { by, segmentLimit } = this.bound;
    const rows = await this.inquiry.rows<FigureRow>(figuresOf(this.#whole, null, mostRows));
    const found = this.#found(rows);
    if (by.length === 0) return { told: [], count: 0, lines: this.#lines(found, []) };
    if (rows.length < mostRows) {
      const all = largestFirst(
        [...found.values()].flatMap(({ segment, steps }) =>
          segment === null ? [] : [{ segment, size: steps[0]?.count ?? 0 }],
        ),
      );
      if (all.length <= segmentLimit) return { told: all, count: all.length, lines: this.#lines(found, all) };
      return this.#toldOnly(all.slice(0, segmentLimit), all.length);
    }
    const { told, count } = await this.#rank();
    return this.#toldOnly(told, count);
  }

  /** The segments to tell one by one. */
  async told(): Promise<Told> {
    return this.bound.by.length === 0 ? [] : (await this.#rank()).told;
  }

  /** The attempts of each interval. */
  async intervals(told: Told): Promise<FunnelLines[]> {
    const rows = await this.inquiry.rows<FigureRow>(figuresOf(this.bound, told, null));
    const byInterval = new Map<number, FigureRow[]>();
    for (const row of rows) {
      const at = Number(row[bucket]);
      byInterval.set(at, [...(byInterval.get(at) ?? []), row]);
    }
    return this.bound.intervals.map(({ from }) => this.#lines(this.#found(byInterval.get(from) ?? []), told));
  }

  #rank(): Promise<ToldSegments> {
    return largestSegments(this.inquiry, rankingOf(this.#whole), this.bound.segmentLimit);
  }

  async #toldOnly(told: Told, count: number) {
    const rows = await this.inquiry.rows<FigureRow>(figuresOf(this.#whole, told, null));
    return { told, count, lines: this.#lines(this.#found(rows), told) };
  }

  #found(rows: readonly FigureRow[]): Found {
    const found: Found = new Map();
    for (const row of rows) {
      const segment = row.of_all === 1 ? null : segmentOfRow(row, this.bound.by.length);
      found.set(keyOf(segment), { segment, steps: this.#steps(row) });
    }
    return found;
  }

  #lines(found: Found, told: Told): FunnelLines {
    const line = (segment: SegmentTexts | null): FunnelLine =>
      found.get(keyOf(segment))?.steps ?? emptyLine(this.bound);
    const { by } = this.bound;
    return {
      overall: line(null),
      segments: told.map((segment) => ({ segment, steps: line(segment) })),
      other: (by.length === 0 ? undefined : found.get(keyOf(otherOf(by.length)))?.steps) ?? null,
    };
  }

  #steps(row: FigureRow): FunnelLine {
    return this.bound.steps.map((_, place) => {
      const count = Number(row[reached(place)]);
      const hasTimes = place > 0 && count > 0;
      return {
        count,
        sincePrevious: hasTimes ? durationsOf(row[sincePrevious(place)]) : null,
        sinceFirst: hasTimes ? durationsOf(row[sinceEntry(place)]) : null,
      };
    });
  }
}

/** The average, the median, and the percentiles asked for. */
function durationsOf(figures: unknown): Durations {
  if (!Array.isArray(figures)) throw new Error('unreachable: durations are a list');
  const [average = 0, median = 0, ...percentiles] = figures.map(Number);
  return { average, median: interpolated(median), percentiles: percentiles.map(interpolated) };
}
