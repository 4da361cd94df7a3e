import type { RequestContext } from '../../core/model.js';
import { type Answered, Inquiry } from '../inquiry.js';
import type { Stretch } from '../question/range.js';
import { otherOf, type SegmentTexts, segmentOfRow } from '../rows/segment-texts.js';
import { bindingOf, type ReportParts, type ReportSubject } from '../subject.js';
import { largestSegments, noSegments, type ToldSegments } from '../told-segments.js';
import { type AnyLifecycle, type BoundLifecycle, bindLifecycle } from './bind.js';
import { type LifecycleStage, lifecycleStages } from './question.js';
import { isOfBits, stageCountsAsBits } from './sql/stage-bits.js';
import { rankingOf, type StageRow, stageCounts } from './sql/stages.js';

export type { AnyLifecycle } from './bind.js';

/** How many units are what in one interval. */
export type StageCounts = { readonly [Stage in LifecycleStage]: number };

/** As many as there are intervals. */
export type LifecycleLines = readonly StageCounts[];

/** The answer to a question of life cycles. */
export interface LifecycleAnswer {
  readonly bound: BoundLifecycle;
  readonly intervals: ReadonlyArray<Stretch & { readonly isComplete: boolean }>;
  /** How many segments there are in all; 0 without breakdowns. */
  readonly segmentCount: number;
  readonly overall: LifecycleLines;
  readonly segments: ReadonlyArray<{ readonly segment: SegmentTexts; readonly lines: LifecycleLines }>;
  readonly other: LifecycleLines | null;
}

/** New, retained, resurrected and dormant units over time. */
export class Lifecycle {
  /** @param asBits whether stages are counted from bits, where intervals are few enough; tests compare both ways */
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
    question: AnyLifecycle,
  ): Promise<Answered<LifecycleAnswer>> {
    const binding = await bindingOf(this.parts, ctx, subject, question);
    const bound = bindLifecycle(question, binding, ['question']);
    const inquiry = new Inquiry(this.parts, ctx);
    const { told, count } = await segmentsOf(inquiry, bound);
    const rows = await inquiry.rows<StageRow>(
      this.asBits && isOfBits(bound) ? stageCountsAsBits(bound, told) : stageCounts(bound, told),
    );
    const found = new Map<string, number>();
    for (const row of rows) {
      const segment = row.of_all === 1 ? null : segmentOfRow(row, bound.by.length);
      found.set(keyOf(segment, Number(row.place), row.stage), Number(row.units));
    }
    const lines = (segment: SegmentTexts | null): LifecycleLines =>
      bound.intervals.map((_, place) => countsOf((stage) => found.get(keyOf(segment, place, stage)) ?? 0));
    const other = lines(otherOf(bound.by.length));
    return {
      answer: {
        bound,
        intervals: bound.intervals.map((stretch) => ({ ...stretch, isComplete: stretch.to <= binding.now })),
        segmentCount: count,
        overall: lines(null),
        segments: told.map((segment) => ({ segment, lines: lines(segment) })),
        other: count > told.length ? other : null,
      },
      inquiry,
    };
  }
}

const keyOf = (segment: SegmentTexts | null, place: number, stage: number): string =>
  JSON.stringify([segment, place, stage]);

const countsOf = (count: (stage: number) => number): StageCounts => {
  const [fresh = 0, retained = 0, resurrected = 0, dormant = 0] = lifecycleStages.map((_, stage) => count(stage));
  return { NEW: fresh, RETAINED: retained, RESURRECTED: resurrected, DORMANT: dormant };
};

const segmentsOf = async (inquiry: Inquiry, bound: BoundLifecycle): Promise<ToldSegments> =>
  bound.by.length === 0 ? noSegments : largestSegments(inquiry, rankingOf(bound), bound.segmentLimit);
