import { otherOf, type SegmentTexts } from '../rows/segment-texts.js';
import type { Told } from '../rows/told.js';
import type { Figure } from './answer.js';
import type { CellMeasure, CellRow } from './sql/cells.js';

/** Figures of some events: how many they are, and what is measured of them. */
interface Sum {
  count: number;
  value: number;
}

/** The events of one line, in the whole range and in each interval. */
interface Sums {
  readonly segment: SegmentTexts | null;
  total: Sum | null;
  readonly points: Array<Sum | null>;
}

/** The events of a row, interval by interval. */
interface Cell {
  readonly segments: readonly SegmentTexts[];
  readonly at: ReadonlyArray<{ readonly place: number | null; readonly of: Sum }>;
}

export interface CellLine {
  /** Null: all of them. */
  readonly segment: SegmentTexts | null;
  readonly total: Figure;
  /** Undefined where there is no event. */
  readonly points: ReadonlyArray<Figure | undefined>;
}

const keyOf = (segment: SegmentTexts | null): string => JSON.stringify(segment);

/** Figures of lines, made of those of cells. */
export class Cells {
  readonly #cells: readonly Cell[];
  readonly #measure: CellMeasure;

  /** @param places of intervals by their first moments */
  constructor(rows: readonly CellRow[], places: ReadonlyMap<number, number>, measure: CellMeasure) {
    this.#measure = measure;
    this.#cells = rows.map(({ segments, b, n, x }) => ({
      segments: combinations(segments),
      at: n.map((count, index) => ({
        place: b === undefined ? null : (places.get(Number(b[index])) ?? null),
        of: { count: Number(count), value: x?.[index] ?? 0 },
      })),
    }));
  }

  /** Every segment, by its figure over the whole range. */
  segments(): Array<{ readonly segment: SegmentTexts; readonly size: number }> {
    return this.#lines(({ segments }) => segments, false).flatMap(({ segment, total }) =>
      segment === null ? [] : [{ segment, size: total ?? Number.NEGATIVE_INFINITY }],
    );
  }

  /** All segments together, those that are told, and the others as one: an event that falls into several of these is once in them. */
  lines(told: Told): CellLine[] {
    const isTold = new Set(told.map(keyOf));
    return this.#lines(({ segments }) => {
      const tells = segments.filter((segment) => isTold.has(keyOf(segment)));
      const hasOther = tells.length < segments.length;
      return [null, ...tells, ...(hasOther ? [otherOf(segments[0]?.length ?? 0)] : [])];
    }, true);
  }

  #lines(linesOf: (cell: Cell) => ReadonlyArray<SegmentTexts | null>, withPoints: boolean): CellLine[] {
    const found = new Map<string, Sums>();
    for (const cell of this.#cells) {
      for (const segment of linesOf(cell)) {
        const key = keyOf(segment);
        const sums = found.get(key) ?? { segment, total: null, points: [] };
        found.set(key, sums);
        for (const { place, of } of cell.at) {
          sums.total = this.#joined(sums.total, of);
          if (withPoints && place !== null) sums.points[place] = this.#joined(sums.points[place], of);
        }
      }
    }
    return [...found.values()].map(({ segment, total, points }) => ({
      segment,
      total: total === null ? null : this.#figure(total),
      points: Array.from(points, (point) => (point == null ? undefined : this.#figure(point))),
    }));
  }

  #joined(known: Sum | null | undefined, more: Sum): Sum {
    if (known == null) return { ...more };
    known.count += more.count;
    known.value = this.#join(known.value, more.value);
    return known;
  }

  #join(one: number, other: number): number {
    const aggregate = this.#measure.kind === 'property' ? this.#measure.aggregate.function : 'SUM';
    if (aggregate === 'MINIMUM') return Math.min(one, other);
    return aggregate === 'MAXIMUM' ? Math.max(one, other) : one + other;
  }

  #figure({ count, value }: Sum): Figure {
    if (this.#measure.kind === 'events') return count;
    return this.#measure.aggregate.function === 'AVERAGE' ? value / count : value;
  }
}

/** Every combination of a segment of each breakdown. */
const combinations = (segments: CellRow['segments']): SegmentTexts[] =>
  segments.reduce<string[][]>((begun, texts) => begun.flatMap((one) => texts.map((text) => [...one, text])), [[]]);
