import type { RequestContext } from '../../core/model.js';
import { type Answered, Inquiry } from '../inquiry.js';
import type { Told } from '../rows/told.js';
import { bindingOf, type ReportParts, type ReportSubject } from '../subject.js';
import { type InsightsAnswer, linesOfFormula, type MetricLines, toldLines } from './answer.js';
import { type AnyInsights, bindInsights } from './bind.js';
import type { BoundInsights, Period } from './bound.js';
import { type InsightsLimits, usualLimits } from './limits.js';
import { MetricAsking } from './metric-asking.js';

export type { InsightsAnswer } from './answer.js';
export type { AnyInsights } from './bind.js';

/** Numbers over time: events, units, figures of properties, by segments, compared and combined. */
export class Insights {
  constructor(
    private readonly parts: ReportParts,
    private readonly limits: InsightsLimits = usualLimits,
  ) {}

  /**
   * Answers a question.
   * @throws MusterError FORBIDDEN; BAD_INPUT, GROUP_KEY_UNKNOWN, NOT_FOUND, COHORT_WRONG_UNIT with the path; the warehouse's
   */
  async answer(ctx: RequestContext, subject: ReportSubject, question: AnyInsights): Promise<Answered<InsightsAnswer>> {
    const binding = await bindingOf(this.parts, ctx, subject, question);
    const { bound, formulas } = bindInsights(question, binding, ['question']);
    const inquiry = new Inquiry(this.parts, ctx);
    const asking = new MetricAsking(inquiry, bound, binding.calendar, this.limits);
    const { told, count } = await asking.segments();
    const main = await this.#lines(asking, bound, bound.period, told);
    const before = bound.periodBefore === null ? null : await this.#lines(asking, bound, bound.periodBefore, told);
    const formulaLines = formulas.map((formula) => ({
      name: formula.name,
      isFormula: true,
      main: linesOfFormula(formula, main, told),
      before: before === null ? null : linesOfFormula(formula, before, told),
    }));
    const metricLines = [...main].map(([name, lines]) => ({
      name,
      isFormula: false,
      main: lines,
      before: before?.get(name) ?? null,
    }));
    const intervals = bound.period.intervals.map((stretch) => ({ ...stretch, isComplete: stretch.to <= binding.now }));
    return { answer: { bound, intervals, segmentCount: count, lines: [...metricLines, ...formulaLines] }, inquiry };
  }

  async #lines(
    asking: MetricAsking,
    bound: BoundInsights,
    period: Period,
    told: Told,
  ): Promise<Map<string, MetricLines>> {
    const lines = bound.metrics.map(async (metric): Promise<[string, MetricLines]> => {
      return [metric.name, toldLines(metric, await asking.lines(metric, period, told))];
    });
    return new Map(await Promise.all(lines));
  }
}
