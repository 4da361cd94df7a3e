import { assertNever } from '../../../core/errors.js';
import type { AnyQuestion, QuestionOf } from '../../../reports/any-question.js';
import type { ReportSubject } from '../../../reports/subject.js';
import type { GraphqlContext } from '../../context.js';
import type { FlowsReportNode } from '../../types/reports/flows.js';
import { flowsNode } from '../../types/reports/flows-node.js';
import type { FrequencyReportNode } from '../../types/reports/frequency.js';
import { frequencyNode } from '../../types/reports/frequency-node.js';
import type { FunnelReportNode } from '../../types/reports/funnel.js';
import { funnelNode } from '../../types/reports/funnel-node.js';
import type { InsightsReportNode } from '../../types/reports/insights.js';
import { insightsNode } from '../../types/reports/insights-node.js';
import type { LifecycleReportNode } from '../../types/reports/lifecycle.js';
import { lifecycleNode } from '../../types/reports/lifecycle-node.js';
import type { ReportNode } from '../../types/reports/report.js';
import type { RetentionReportNode } from '../../types/reports/retention.js';
import { retentionNode } from '../../types/reports/retention-node.js';

/*
 * Asks a report, and puts its answer into the schema's shape. Errors are the report's.
 */

type Context = Pick<GraphqlContext, 'services' | 'request'>;

export async function insightsReport(
  { services, request }: Context,
  subject: ReportSubject,
  asked: QuestionOf<'insights'>,
): Promise<InsightsReportNode> {
  const { answer, inquiry } = await services.reports.insights.answer(request, subject, asked.question);
  return insightsNode(answer, { subject, asked, inquiry });
}

export async function funnelReport(
  { services, request }: Context,
  subject: ReportSubject,
  asked: QuestionOf<'funnel'>,
): Promise<FunnelReportNode> {
  const { answer, inquiry } = await services.reports.funnel.answer(request, subject, asked.question);
  return funnelNode(answer, { subject, asked, inquiry });
}

export async function retentionReport(
  { services, request }: Context,
  subject: ReportSubject,
  asked: QuestionOf<'retention'>,
): Promise<RetentionReportNode> {
  const { answer, inquiry } = await services.reports.retention.answer(request, subject, asked.question);
  return retentionNode(answer, { subject, asked, inquiry });
}

export async function frequencyReport(
  { services, request }: Context,
  subject: ReportSubject,
  asked: QuestionOf<'frequency'>,
): Promise<FrequencyReportNode> {
  const { answer, inquiry } = await services.reports.frequency.answer(request, subject, asked.question);
  return frequencyNode(answer, { subject, asked, inquiry });
}

export async function lifecycleReport(
  { services, request }: Context,
  subject: ReportSubject,
  asked: QuestionOf<'lifecycle'>,
): Promise<LifecycleReportNode> {
  const { answer, inquiry } = await services.reports.lifecycle.answer(request, subject, asked.question);
  return lifecycleNode(answer, { subject, asked, inquiry });
}

export async function flowsReport(
  { services, request }: Context,
  subject: ReportSubject,
  asked: QuestionOf<'flows'>,
): Promise<FlowsReportNode> {
  const { answer, inquiry } = await services.reports.flows.answer(request, subject, asked.question);
  return flowsNode(answer, { subject, asked, inquiry });
}

/** The report that a question asks for. */
export function reportOf(context: Context, subject: ReportSubject, asked: AnyQuestion): Promise<ReportNode> {
  switch (asked.report) {
    case 'insights':
      return insightsReport(context, subject, asked);
    case 'funnel':
      return funnelReport(context, subject, asked);
    case 'retention':
      return retentionReport(context, subject, asked);
    case 'frequency':
      return frequencyReport(context, subject, asked);
    case 'lifecycle':
      return lifecycleReport(context, subject, asked);
    case 'flows':
      return flowsReport(context, subject, asked);
    default:
      return assertNever(asked);
  }
}
