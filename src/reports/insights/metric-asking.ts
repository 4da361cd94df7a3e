import { isDeepStrictEqual } from 'node:util';
import type { Inquiry } from '../inquiry.js';
import type { Calendar } from '../question/calendar.js';
import type { Stretch } from '../question/range.js';
import { isDecidedByIntervals } from '../rows/breakdowns.js';
import { mostRows } from '../rows/rank.js';
import { largestFirst, type SegmentRow, type SegmentTexts, segmentOfRow } from '../rows/segment-texts.js';
import type { SegmentedQuestion } from '../rows/segmented-rows.js';
import type { Told } from '../rows/told.js';
import { largestSegments, noSegments, type ToldSegments } from '../told-segments.js';
import { accumulated, emptyFigure, type Figure, Found, linesOf, type MetricLines, mapLines, rolled } from './answer.js';
import type { BoundEventMetric, BoundInsights, BoundMetric, Period } from './bound.js';
import { Cells } from './cells.js';
import type { InsightsLimits } from './limits.js';
import { type ActiveRow, activeOf } from './sql/active.js';
import { type CellRow, cellsOf, isOfCells } from './sql/cells.js';
import { firstTimesOf } from './sql/cumulative.js';
import { type ProfilesRow, profilesOf } from './sql/profiles.js';
import { rankingOf } from './sql/rank.js';
import { type PlainMeasure, type SeriesRow, seriesOf } from './sql/series.js';

/** Puts the metrics of one question to the warehouse, each as the statements it needs. */
export class MetricAsking {
  /** What was found of the first metric while its segments were looked for, if that was everything. */
  #everything: Found | null = null;
  readonly #activeAsked = new Map<string, Promise<Found[]>>();
  /** Likewise, of a metric that is made of cells. */
  #cells: Cells | null = null;

  constructor(
    private readonly inquiry: Inquiry,
    private readonly bound: BoundInsights,
    private readonly calendar: Calendar,
    private readonly limits: InsightsLimits,
  ) {}

  /**
   * The segments to tell one by one: the largest of the first metric, by its value over the whole range. All metrics of a
   * question tell the same, so that they can be compared and combined.
   */
  async segments(): Promise<ToldSegments> {
    const { by, metrics, segmentLimit, period, shape } = this.bound;
    const lead = metrics.find((metric) => metric.kind === 'events');
    if (by.length === 0) return noSegments;
    if (lead === undefined) return this.#segmentsOfProfiles();
    const measure: PlainMeasure = lead.measure.kind === 'active' ? { kind: 'units' } : lead.measure;
    const cells = await this.#cellsOf(lead, period.intervals, this.bound.isWhole);
    if (cells instanceof Cells) {
      if (shape.kind === 'plain') this.#cells = cells;
      const sized = cells.segments();
      return { told: largestFirst(sized).slice(0, segmentLimit), count: sized.length };
    }
    if (cells === 'NONE' && lead.measure.kind !== 'active' && shape.kind === 'plain') {
      const rows = await this.#series(lead, measure, period.intervals, null, mostRows);
      if (rows.length < mostRows) {
        const found = this.#foundIn(rows, period.intervals, emptyFigure(lead));
        const all = bySize(found);
        if (all.length <= segmentLimit) this.#everything = found;
        return { told: all.slice(0, segmentLimit), count: all.length };
      }
    }
    const ranking = rankingOf(this.#question(lead, period.intervals, null), measure);
    return largestSegments(this.inquiry, ranking, segmentLimit);
  }

  /** The lines of a metric in one period. */
  async lines(metric: BoundMetric, period: Period, told: Told): Promise<MetricLines> {
    const { by, shape } = this.bound;
    const points = period.intervals.length;
    const of = (found: Found, count: number, empty: Figure): MetricLines =>
      linesOf(found, told, count, empty, by.length);
    const empty = emptyFigure(metric);
    if (metric.kind === 'profiles') return of(await this.#profiles(metric, told, points), points, empty);
    if (shape.kind === 'cumulative' && metric.measure.kind === 'units' && !this.bound.isWhole) {
      const rows = await this.inquiry.rows<SeriesRow>(firstTimesOf(this.#question(metric, period.intervals, told)));
      return mapLines(of(this.#foundIn(rows, period.intervals, empty), points, empty), accumulated);
    }
    if (shape.kind !== 'rolling') {
      const lines = of(await this.#found(metric, period.intervals, told), points, empty);
      return shape.kind === 'cumulative' ? mapLines(lines, accumulated) : lines;
    }
    const around = await this.#found(metric, period.averaged, told);
    const isAtOnce = !isDecidedByIntervals(this.#question(metric, period.intervals, told));
    const ofRange = await this.#found(metric, period.intervals, told, isAtOnce);
    const lines = of(around.withTotalsOf(ofRange), period.averaged.length, empty);
    return mapLines(lines, (line) => rolled(line, points, shape.intervals));
  }

  async #found(
    metric: BoundEventMetric,
    intervals: readonly Stretch[],
    told: Told,
    isWhole = this.bound.isWhole,
  ): Promise<Found> {
    const { measure } = metric;
    if (measure.kind === 'active') return this.#active(metric, measure.days, intervals, told);
    const isLead = metric === this.bound.metrics.find(({ kind }) => kind === 'events');
    const isAsked = isLead && intervals === this.bound.period.intervals;
    if (this.#everything !== null && isAsked) return this.#everything;
    const cells = isAsked && this.#cells !== null ? this.#cells : await this.#cellsOf(metric, intervals, isWhole);
    if (cells instanceof Cells) return this.#foundInCells(cells, told);
    const rows = await this.#series(metric, measure, intervals, told, null, isWhole);
    return this.#foundIn(rows, intervals, emptyFigure(metric));
  }

  #series(
    metric: BoundEventMetric,
    measure: PlainMeasure,
    intervals: readonly Stretch[],
    told: Told | null,
    limit: number | null,
    isWhole = this.bound.isWhole,
  ): Promise<readonly SeriesRow[]> {
    return this.inquiry.rows<SeriesRow>(
      seriesOf({ ...this.#question(metric, intervals, told), isWhole }, measure, {
        rowLimit: limit,
        mostPlaces: this.limits.places,
      }),
    );
  }

  /** The cells of a metric; NONE if its figures are not made of such, or nothing divides them. */
  async #cellsOf(
    metric: BoundEventMetric,
    intervals: readonly Stretch[],
    isWhole: boolean,
  ): Promise<Cells | 'NONE' | 'TOO_MANY'> {
    const { measure } = metric;
    if (this.bound.by.length === 0 || !isOfCells(measure)) return 'NONE';
    const question = { ...this.#question(metric, intervals, null), isWhole };
    const rowLimit = Math.ceil(this.limits.cells / intervals.length);
    const statement = cellsOf(question, measure, rowLimit);
    if (statement === null) return 'NONE';
    const rows = await this.inquiry.rows<CellRow>(statement);
    if (rows.length === rowLimit) return 'TOO_MANY';
    return new Cells(rows, new Map(intervals.map(({ from }, index) => [from, index])), measure);
  }

  #foundInCells(cells: Cells, told: Told): Found {
    const found = new Found();
    for (const { segment, total, points } of cells.lines(told)) {
      found.add(segment, null, total);
      // A report of the whole range has it as its one interval too.
      if (this.bound.isWhole) found.add(segment, 0, total);
      points.forEach((point, place) => {
        if (point !== undefined) found.add(segment, place, point);
      });
    }
    return found;
  }

  #question(metric: BoundEventMetric, intervals: readonly Stretch[], told: Told | null): SegmentedQuestion {
    const { analysis, where, by, isWhole } = this.bound;
    const { choice, counted } = metric;
    return { analysis, choice, counted, where, by, intervals, isWhole, told };
  }

  /** Values by the place of their interval. A report of the whole range has it as its one interval too. */
  #foundIn(rows: readonly SeriesRow[], intervals: readonly Stretch[], empty: Figure): Found {
    const places = new Map(intervals.map(({ from }, index) => [from, index]));
    const found = new Found();
    for (const row of rows) {
      const segment = row.of_all === 1 ? null : this.#segmentOf(row);
      const value = row.value === null ? null : Number(row.value);
      const figure = row.n === '0' ? empty : value;
      if (row.of_range === 1) {
        found.add(segment, null, figure);
        if (this.bound.isWhole) found.add(segment, 0, figure);
        continue;
      }
      const place = places.get(Number(row.b));
      if (place !== undefined) found.add(segment, place, figure);
    }
    return found;
  }

  #segmentOf(row: SegmentRow): SegmentTexts {
    return segmentOfRow(row, this.bound.by.length);
  }

  /** Metrics that differ only in how many days units are active within are asked as one. */
  async #active(metric: BoundEventMetric, days: number, intervals: readonly Stretch[], told: Told): Promise<Found> {
    const lengths = this.bound.metrics.map((other) => daysAlike(other, metric));
    const allDays = lengths.filter((one) => one !== null);
    const key = JSON.stringify([lengths.findIndex((one) => one !== null), intervals[0], intervals.length]);
    const asked = this.#activeAsked.get(key) ?? this.#activeWithin(metric, allDays, intervals, told);
    this.#activeAsked.set(key, asked);
    return (await asked)[allDays.indexOf(days)] ?? new Found();
  }

  async #activeWithin(
    metric: BoundEventMetric,
    allDays: readonly number[],
    intervals: readonly Stretch[],
    told: Told,
  ): Promise<Found[]> {
    const lists = allDays.map((days) => intervals.map(({ to }) => ({ from: this.calendar.daysLater(to, -days), to })));
    const { select, tells } = activeOf(this.#question(metric, intervals, told), lists, this.limits.places);
    const rows = await this.inquiry.rows<ActiveRow>(select);
    return lists.map((windows, list) =>
      this.#activeIn(
        rows.filter((row) => row.list === list),
        windows.length,
        tells === 'CHANGES',
      ),
    );
  }

  /** The figures of windows; changes from window to window are added up. */
  #activeIn(rows: readonly ActiveRow[], windows: number, areChanges: boolean): Found {
    const told = new Map<string, { segment: SegmentTexts | null; at: Map<number, number> }>();
    for (const row of rows) {
      const segment = row.of_all === 1 ? null : this.#segmentOf(row);
      const key = JSON.stringify(segment);
      const line = told.get(key) ?? { segment, at: new Map<number, number>() };
      told.set(key, line);
      line.at.set(Number(row.place), Number(row.n));
    }
    const found = new Found();
    for (const { segment, at } of told.values()) {
      let active = 0;
      for (let place = 0; place < windows; place++) {
        active = (areChanges ? active : 0) + (at.get(place) ?? 0);
        found.add(segment, place, active);
      }
      // Active units of a range are those at its end.
      found.add(segment, null, active);
    }
    return found;
  }

  async #segmentsOfProfiles(): Promise<ToldSegments> {
    const [metric] = this.bound.metrics;
    if (metric?.kind !== 'profiles') return { told: [], count: 0 };
    const all = bySize(await this.#profiles(metric, null, 0));
    return { told: all.slice(0, this.bound.segmentLimit), count: all.length };
  }

  async #profiles(
    metric: Extract<BoundMetric, { kind: 'profiles' }>,
    told: Told | null,
    points: number,
  ): Promise<Found> {
    const { analysis, by } = this.bound;
    const rows = await this.inquiry.rows<ProfilesRow>(profilesOf(analysis, metric, by, told));
    const found = new Found();
    for (const row of rows) {
      const segment = row.of_all === 1 ? null : this.#segmentOf(row);
      const value = row.value === null ? null : Number(row.value);
      const figure = row.n === '0' ? emptyFigure(metric) : value;
      for (const place of [null, ...Array.from({ length: points }, (_, index) => index)]) {
        found.add(segment, place, figure);
      }
    }
    return found;
  }
}

/** The segments by their value over the whole range, largest first. */
const bySize = (found: Found): SegmentTexts[] =>
  largestFirst(
    found.segments.map((segment) => ({
      segment,
      size: found.line(segment, 0, null).total ?? Number.NEGATIVE_INFINITY,
    })),
  );

/** Within how many days a metric counts active units, if that is all that may differ from another; else null. */
function daysAlike(one: BoundMetric, other: BoundEventMetric): number | null {
  if (one.kind !== 'events' || one.measure.kind !== 'active') return null;
  return isDeepStrictEqual([one.choice, one.counted], [other.choice, other.counted]) ? one.measure.days : null;
}
