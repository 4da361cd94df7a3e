import { badInput, checkName, type Path } from '../../cohorts/bind-checks.js';
import type { GroupBreakdown, GroupWhere, UserBreakdown, UserWhere } from '../question/question.js';
import { boundRange } from '../question/range.js';
import { checkWindow } from '../question/window.js';
import type { Binding } from '../subject.js';
import type { BoundFlows } from './bound.js';
import type { FlowsQuestion } from './question.js';

/** The questions of both analyses; which one it is stands beside it. */
export type AnyFlows = FlowsQuestion<{
  readonly where: UserWhere | GroupWhere;
  readonly breakdown: UserBreakdown | GroupBreakdown;
}>;

const mostSteps = 5;
const [mostHidden, mostExclusions] = [1_000, 10];
const [mostEvents, mostPaths] = [50, 200];

/**
 * Resolves a question of flows.
 * @throws MusterError BAD_INPUT, GROUP_KEY_UNKNOWN, NOT_FOUND, COHORT_WRONG_UNIT, each with the path
 */
export function bindFlows(question: AnyFlows, { binder, calendar, now }: Binding, path: Path): BoundFlows {
  const { before, after, hidden, exclusions } = question;
  const range = boundRange(question.range, calendar, now, [...path, 'range']);
  if (hidden.length > mostHidden) throw badInput(`Hide at most ${mostHidden} events.`, [...path, 'hidden']);
  if (exclusions.length > mostExclusions) {
    throw badInput(`Flows have at most ${mostExclusions} exclusions.`, [...path, 'exclusions']);
  }
  checkWhole(before, 0, mostSteps, [...path, 'before']);
  checkWhole(after, 0, mostSteps, [...path, 'after']);
  if (before + after === 0) throw badInput('Ask for at least one step before or after the anchor.', [...path, 'after']);
  return {
    analysis: binder.analysis,
    anchor: binder.choice(question.anchor, [...path, 'anchor']),
    before,
    after,
    windowMs: checkWindow(question.windowMs, [...path, 'window']),
    counting: question.counting,
    steps: binder.choice(question.steps, [...path, 'steps']),
    hidden: hidden.map((name, index) => checkName(name, 'The name of an event', [...path, 'hidden', index])),
    mergesRepeats: question.mergesRepeats,
    exclusions: exclusions.map((one, index) => binder.choice(one, [...path, 'exclusions', index])),
    counted: question.countsUsers && binder.analysis.unit === 'GROUPS' ? 'users' : 'own',
    range,
    where: binder.where(question.where, [...path, 'where']),
    eventLimit: checkWhole(question.eventLimit, 1, mostEvents, [...path, 'eventLimit']),
    pathLimit: checkWhole(question.pathLimit, 1, mostPaths, [...path, 'pathLimit']),
  };
}

function checkWhole(value: number, least: number, most: number, path: Path): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw badInput(`Give a whole number from ${least} to ${most}.`, path);
}
