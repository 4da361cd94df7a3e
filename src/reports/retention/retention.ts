import type { RequestContext } from '../../core/model.js';
import { type Answered, Inquiry } from '../inquiry.js';
import { bindingOf, type ReportParts, type ReportSubject } from '../subject.js';
import type { RetentionAnswer } from './answer.js';
import { type AnyRetention, bindRetention } from './bind.js';
import { RetentionAsking } from './retention-asking.js';

export type { RetentionAnswer } from './answer.js';
export type { AnyRetention } from './bind.js';

/** Who comes back. */
export class Retention {
  constructor(private readonly parts: ReportParts) {}

  /**
   * Answers a question.
   * @throws MusterError FORBIDDEN; BAD_INPUT, GROUP_KEY_UNKNOWN, NOT_FOUND, COHORT_WRONG_UNIT with the path; the warehouse's
   */
  async answer(
    ctx: RequestContext,
    subject: ReportSubject,
    question: AnyRetention,
  ): Promise<Answered<RetentionAnswer>> {
    const binding = await bindingOf(this.parts, ctx, subject, question);
    const bound = bindRetention(question, binding, ['question']);
    const inquiry = new Inquiry(this.parts, ctx);
    const asking = new RetentionAsking(inquiry, bound, binding.now);
    const { told, count } = await asking.segments();
    const lines = await asking.lines(told);
    const intervals = bound.intervals.map((stretch) => ({ ...stretch, isComplete: stretch.to <= binding.now }));
    return { answer: { bound, intervals, segmentCount: count, ...lines }, inquiry };
  }
}
