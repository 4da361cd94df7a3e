import type { Asked } from '../cohorts/ask.js';
import type { BindingScope, FigureBinder } from '../cohorts/bind.js';
import { type CohortReader, loadScope } from '../cohorts/scope.js';
import type { Clock } from '../core/clock.js';
import type { GroupKey, Project, RequestContext } from '../core/model.js';
import { authorize } from '../projects/permissions.js';
import { QuestionBinder } from './question/bind.js';
import type { BoundAnalysis } from './question/bound.js';
import { Calendar } from './question/calendar.js';

/** Whose analysis a question is: that of users, or of the groups of a key. */
export type ReportSubject = { readonly unit: 'USERS' } | { readonly unit: 'GROUPS'; readonly groupKey: GroupKey };

/** What reports are made with. */
export interface ReportParts extends Asked {
  readonly catalog: { readonly read: { readonly cohorts: CohortReader } };
  /** All keys of a project, archived ones included. */
  readonly groupKeys: { list(projectId: number): Promise<readonly GroupKey[]> };
  /** Whether any device of a project is linked to a user. */
  readonly identity: { hasLinks(projectId: number): Promise<boolean> };
  readonly clock: Clock;
  /** What finds out who is behind figures of a project's reports. */
  readonly figuresIn: (project: Project) => FigureBinder;
}

/** What a question is bound with. */
export interface Binding {
  readonly binder: QuestionBinder;
  readonly calendar: Calendar;
  /** The moment that times relative to now refer to, milliseconds. */
  readonly now: number;
}

/**
 * Begins to answer a question: who may ask, what its names may refer to, and of which moment it is.
 * @param question what may name cohorts
 * @throws MusterError FORBIDDEN; NOT_FOUND for a cohort that does not exist
 */
export async function bindingOf(
  parts: Pick<ReportParts, 'catalog' | 'groupKeys' | 'identity' | 'clock' | 'figuresIn'>,
  ctx: RequestContext,
  subject: ReportSubject,
  question: object,
): Promise<Binding> {
  authorize(ctx.actor, 'READ');
  const projectId = ctx.project.id;
  const now = parts.clock.now();
  const groupKeys = await parts.groupKeys.list(projectId);
  const given = { now, groupKeys, figures: parts.figuresIn(ctx.project) };
  const scope: BindingScope = await loadScope(projectId, question, given, parts.catalog.read.cohorts);
  const hasLinks = await parts.identity.hasLinks(projectId);
  return {
    binder: new QuestionBinder(scope, analysisOf(projectId, subject, hasLinks)),
    calendar: new Calendar(ctx.project.timeZone),
    now,
  };
}

function analysisOf(projectId: number, subject: ReportSubject, hasLinks: boolean): BoundAnalysis {
  if (subject.unit === 'USERS') return { projectId, hasLinks, unit: 'USERS' };
  if (subject.groupKey.projectId !== projectId) throw new Error('a group key of another project');
  return { projectId, hasLinks, unit: 'GROUPS', groupKeyId: subject.groupKey.id };
}
