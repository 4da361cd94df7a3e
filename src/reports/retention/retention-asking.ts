import type { Inquiry } from '../inquiry.js';
import { otherOf, type SegmentTexts, segmentOfRow } from '../rows/segment-texts.js';
import type { Told } from '../rows/told.js';
import { largestSegments, noSegments, type ToldSegments } from '../told-segments.js';
import { averagesOf, type Cell, type CohortLine, type RetentionLines, stateOf } from './answer.js';
import { type BoundRetention, cellStretch } from './bound.js';
import { noBucket } from './sql/buckets.js';
import { cellsAsBits, isOfBits } from './sql/calendar-bits.js';
import { type CellRow, cellsOf, rankingOf, sumsOf } from './sql/cells.js';

/** Figures by segment, interval of birth and bucket. */
type Found = Map<string, number>;

const keyOf = (segment: SegmentTexts | null, cohort: number, bucket: number): string =>
  JSON.stringify([segment, cohort, bucket]);

/** Puts one question of retention to the warehouse, as the statements it needs. */
export class RetentionAsking {
  constructor(
    private readonly inquiry: Inquiry,
    private readonly bound: BoundRetention,
    private readonly now: number,
  ) {}

  /** The segments to tell one by one, those in which most were born, and how many there are. */
  async segments(): Promise<ToldSegments> {
    if (this.bound.by.length === 0) return noSegments;
    return largestSegments(this.inquiry, rankingOf(this.bound), this.bound.segmentLimit);
  }

  async lines(told: Told) {
    const { by, sumOf } = this.bound;
    const [counts, sums] = await Promise.all([
      this.#ask(isOfBits(this.bound) ? cellsAsBits(this.bound, told) : cellsOf(this.bound, told)),
      sumOf === null ? [] : this.#ask(sumsOf(this.bound, sumOf, told)),
    ]);
    const numbers = this.#found(counts, ({ n }) => Number(n));
    const added = sumOf === null ? null : this.#found(sums, ({ sum }) => Number(sum));
    const lines = (segment: SegmentTexts | null): RetentionLines => this.#lines(numbers, added, segment);
    const other = by.length === 0 ? null : lines(otherOf(by.length));
    return {
      overall: lines(null),
      segments: told.map((segment) => ({ segment, ...lines(segment) })),
      other: other?.cohorts.some(({ size }) => size > 0) === true ? other : null,
    };
  }

  #ask(statement: Parameters<Inquiry['rows']>[0]): Promise<readonly CellRow[]> {
    return this.inquiry.rows<CellRow>(statement);
  }

  #found(rows: readonly CellRow[], figure: (row: CellRow) => number): Found {
    return new Map(
      rows.map((row) => {
        const segment = row.of_all === 1 ? null : segmentOfRow(row, this.bound.by.length);
        return [keyOf(segment, Number(row.cohort), Number(row.bucket)), figure(row)];
      }),
    );
  }

  #lines(numbers: Found, sums: Found | null, segment: SegmentTexts | null): RetentionLines {
    const { intervals, buckets } = this.bound;
    const cohorts = intervals.map((interval): CohortLine => {
      const at = (found: Found, bucket: number): number => found.get(keyOf(segment, interval.from, bucket)) ?? 0;
      const back = buckets.map((_, bucket) => at(numbers, bucket));
      const cells = buckets.map((bucket, place): Cell => {
        // Who was back in a later bucket is there in all before, ON_OR_AFTER.
        const counted = this.bound.mode === 'ON' ? back.slice(place, place + 1) : back.slice(place);
        return {
          retained: counted.reduce((sum, one) => sum + one, 0),
          state: stateOf(cellStretch(this.bound, interval, bucket), this.now),
          sum: sums === null ? null : at(sums, place),
        };
      });
      return { size: at(numbers, noBucket), cells };
    });
    return { cohorts, averages: averagesOf(cohorts, buckets.length) };
  }
}
