import type { z } from 'zod';
import type { BindingScope, FigureBinder, FigurePaths } from '../../cohorts/bind.js';
import { badInput, type Path } from '../../cohorts/bind-checks.js';
import type { UserFigure } from '../../cohorts/filter.js';
import { assertNever } from '../../core/errors.js';
import type { Project } from '../../core/model.js';
import { findGroupKey } from '../../projects/find-group-key.js';
import type { Questions } from '../any-question.js';
import { flowsPoint, unitsBehindFlows } from '../flows/behind.js';
import { bindFlows } from '../flows/bind.js';
import { frequencyPoint, unitsBehindFrequency } from '../frequency/behind.js';
import { bindFrequency } from '../frequency/bind.js';
import { funnelPoint, unitsBehindFunnel } from '../funnel/behind.js';
import { bindFunnel } from '../funnel/bind.js';
import { insightsPoint, unitsBehindInsights } from '../insights/behind.js';
import { bindInsights } from '../insights/bind.js';
import { lifecyclePoint, unitsBehindLifecycle } from '../lifecycle/behind.js';
import { bindLifecycle } from '../lifecycle/bind.js';
import { decodePoint } from '../point.js';
import { QuestionBinder } from '../question/bind.js';
import type { BoundAnalysis } from '../question/bound.js';
import { Calendar } from '../question/calendar.js';
import { retentionPoint, unitsBehindRetention } from '../retention/behind.js';
import { bindRetention } from '../retention/bind.js';
import type { Binding } from '../subject.js';
import { questionShapes } from './stored-question.js';
import type { UnitsBehind } from './units.js';

/** What finds out who is behind figures of a project's reports: as the reports would be answered now. */
export const figuresIn =
  (project: Project): FigureBinder =>
  (figure, scope, paths) => {
    const analysis = analysisOf(project, figure, scope, paths);
    const binding = {
      binder: new QuestionBinder(scope, analysis),
      calendar: new Calendar(project.timeZone),
      now: scope.now,
    };
    const { hashes, counted } = unitsBehind(figure, binding, paths);
    if (counted === 'users' || (counted === 'own' && analysis.unit === 'USERS')) return { hashes, of: 'USERS' };
    if (typeof counted === 'object') return { hashes, of: counted.groupsOf };
    if (counted === 'own' && analysis.unit === 'GROUPS') return { hashes, of: analysis.groupKeyId };
    throw new Error('unreachable: an analysis of users counts users, and no question those of each group');
  };

function analysisOf(
  { id }: Project,
  { subject }: UserFigure,
  scope: BindingScope,
  { key: path }: FigurePaths,
): BoundAnalysis {
  // Whether devices are linked is not asked here: taking it that they are is right in any case.
  const common = { projectId: id, hasLinks: true };
  if (subject.unit === 'USERS') return { ...common, unit: 'USERS' };
  const key = findGroupKey(subject.groupKey, scope.groupKeys, path);
  return { ...common, unit: 'GROUPS', groupKeyId: key.id };
}

const reportNames = ['insights', 'funnel', 'retention', 'frequency', 'lifecycle', 'flows'] as const;

function unitsBehind(
  figure: UserFigure,
  binding: Binding,
  { question: path, point: pointPath }: FigurePaths,
): UnitsBehind {
  const report = reportNames.find((name) => name === figure.report);
  if (report === undefined) throw badInput('There is no such report.', path);
  const question = <Report extends keyof Questions>(name: Report): Questions[Report] =>
    read<Questions[Report]>(questionShapes[figure.subject.unit][name], figure.question, path);
  const at = [...path, report];
  const point = <Point>(shape: z.ZodType<Point>): Point => decodePoint(figure.point, shape, pointPath);
  switch (report) {
    case 'insights': {
      const bound = bindInsights(question('insights'), binding, at);
      return unitsBehindInsights(bound, point(insightsPoint), binding.calendar, pointPath);
    }
    case 'funnel':
      return unitsBehindFunnel(bindFunnel(question('funnel'), binding, at), point(funnelPoint), pointPath);
    case 'retention':
      return unitsBehindRetention(
        bindRetention(question('retention'), binding, at),
        point(retentionPoint),
        binding.now,
        pointPath,
      );
    case 'frequency':
      return unitsBehindFrequency(bindFrequency(question('frequency'), binding, at), point(frequencyPoint), pointPath);
    case 'lifecycle':
      return unitsBehindLifecycle(bindLifecycle(question('lifecycle'), binding, at), point(lifecyclePoint), pointPath);
    case 'flows':
      return unitsBehindFlows(bindFlows(question('flows'), binding, at), point(flowsPoint), pointPath);
    default:
      return assertNever(report);
  }
}

function read<Question>(shape: z.ZodType<Question>, question: unknown, path: Path): Question {
  const parsed = shape.safeParse(question);
  if (parsed.success) return parsed.data;
  throw badInput('This is no question of this report.', path);
}
