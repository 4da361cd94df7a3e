import type { RequestContext } from '../../core/model.js';
import { type Answered, Inquiry } from '../inquiry.js';
import type { Stretch } from '../question/range.js';
import { otherOf, type SegmentTexts, segmentOfRow } from '../rows/segment-texts.js';
import { bindingOf, type ReportParts, type ReportSubject } from '../subject.js';
import { largestSegments, noSegments, type ToldSegments } from '../told-segments.js';
import { type AnyFrequency, type BoundFrequency, bindFrequency } from './bind.js';
import { type FrequencyRow, isOfBits, rankingOf, timesActive, timesActiveAsBits } from './sql/frequency.js';

export type { AnyFrequency } from './bind.js';

/** Units in one interval. */
export interface FrequencyLine {
  /** Units that were active at all. */
  readonly active: number;
  /** How many were active on exactly one, two, … hours or days; as many as any unit was. */
  readonly exactly: readonly number[];
}

/** As many lines as there are intervals. */
export type FrequencyLines = readonly FrequencyLine[];

/** The answer to a question of frequency. */
export interface FrequencyAnswer {
  readonly bound: BoundFrequency;
  readonly intervals: ReadonlyArray<Stretch & { readonly isComplete: boolean }>;
  /** How many segments there are in all; 0 without breakdowns. */
  readonly segmentCount: number;
  readonly overall: FrequencyLines;
  readonly segments: ReadonlyArray<{ readonly segment: SegmentTexts; readonly lines: FrequencyLines }>;
  readonly other: FrequencyLines | null;
}

/** On how many hours or days units are active. */
export class Frequency {
  /** @param asBits whether units are counted from bits, where hours or days are few enough; tests compare both ways */
  constructor(
    private readonly parts: ReportParts,
    private readonly asBits = true,
  ) {}

  /**
   * Answers a question.
   * @throws MusterError FORBIDDEN; BAD_INPUT, GROUP_KEY_UNKNOWN, NOT_FOUND, COHORT_WRONG_UNIT with the path; the warehouse's
   */
  async answer(
    ctx: RequestContext,
    subject: ReportSubject,
    question: AnyFrequency,
  ): Promise<Answered<FrequencyAnswer>> {
    const binding = await bindingOf(this.parts, ctx, subject, question);
    const bound = bindFrequency(question, binding, ['question']);
    const inquiry = new Inquiry(this.parts, ctx);
    const { told, count } = await segmentsOf(inquiry, bound);
    const rows = await inquiry.rows<FrequencyRow>(
      this.asBits && isOfBits(bound) ? timesActiveAsBits(bound, told) : timesActive(bound, told),
    );
    const found = new Map<string, number[]>();
    for (const row of rows) {
      const segment = row.of_all === 1 ? null : segmentOfRow(row, bound.by.length);
      const key = keyOf(segment, bound.isWhole ? bound.intervals[0]?.from : Number(row.b));
      const exactly = found.get(key) ?? [];
      exactly[Number(row.times) - 1] = Number(row.units);
      found.set(key, exactly);
    }
    const lines = (segment: SegmentTexts | null): FrequencyLine[] =>
      bound.intervals.map(({ from }) => lineOf(found.get(keyOf(segment, from)) ?? []));
    const other = bound.by.length === 0 ? null : lines(otherOf(bound.by.length));
    return {
      answer: {
        bound,
        intervals: bound.intervals.map((stretch) => ({ ...stretch, isComplete: stretch.to <= binding.now })),
        segmentCount: count,
        overall: lines(null),
        segments: told.map((segment) => ({ segment, lines: lines(segment) })),
        other: other?.some(({ active }) => active > 0) === true ? other : null,
      },
      inquiry,
    };
  }
}

const keyOf = (segment: SegmentTexts | null, from: number | undefined): string => JSON.stringify([segment, from]);

const segmentsOf = async (inquiry: Inquiry, bound: BoundFrequency): Promise<ToldSegments> =>
  bound.by.length === 0 ? noSegments : largestSegments(inquiry, rankingOf(bound), bound.segmentLimit);

/** A line of what was found, gaps being nothing. */
function lineOf(found: readonly number[]): FrequencyLine {
  const exactly = Array.from(found, (count) => count ?? 0);
  return { active: exactly.reduce((sum, count) => sum + count, 0), exactly };
}
