import type { RequestContext } from '../../core/model.js';
import { type Answered, Inquiry } from '../inquiry.js';
import { bindingOf, type ReportParts, type ReportSubject } from '../subject.js';
import type { FunnelAnswer, FunnelLines } from './answer.js';
import { type AnyFunnel, bindFunnel } from './bind.js';
import { FunnelAsking } from './funnel-asking.js';

export type { FunnelAnswer } from './answer.js';
export type { AnyFunnel } from './bind.js';

/** Who goes how far, step by step. */
export class Funnel {
  constructor(private readonly parts: ReportParts) {}

  /**
   * Answers a question.
   * @throws MusterError FORBIDDEN; BAD_INPUT, GROUP_KEY_UNKNOWN, NOT_FOUND, COHORT_WRONG_UNIT with the path; the warehouse's
   */
  async answer(ctx: RequestContext, subject: ReportSubject, question: AnyFunnel): Promise<Answered<FunnelAnswer>> {
    const binding = await bindingOf(this.parts, ctx, subject, question);
    const bound = bindFunnel(question, binding, ['question']);
    const inquiry = new Inquiry(this.parts, ctx);
    const asking = new FunnelAsking(inquiry, bound);
    const { told, count, lines } = await asking.whole();
    const byInterval = bound.isWhole ? [] : await asking.intervals(told);
    const isComplete = (until: number): boolean => until + bound.windowMs <= binding.now;
    return {
      answer: {
        bound,
        segmentCount: count,
        whole: { ...lines, isComplete: isComplete(bound.range.to) },
        intervals: byInterval.map((linesThen: FunnelLines, place) => {
          const interval = bound.intervals[place] ?? bound.range;
          return { ...interval, isComplete: isComplete(interval.to), lines: linesThen };
        }),
      },
      inquiry,
    };
  }
}
