import { badInput, checkName, checkText, type Path } from '../../cohorts/bind-checks.js';
import type { GroupBreakdown, GroupWhere, UserBreakdown, UserWhere } from '../question/question.js';
import { boundRange, intervalsOf } from '../question/range.js';
import { checkWindow } from '../question/window.js';
import type { Binding } from '../subject.js';
import type { BoundExclusion, BoundFunnel, BoundStep } from './bound.js';
import type { Attribution, FunnelExclusion, FunnelQuestion, FunnelStep } from './question.js';

/** The questions of both analyses; which one it is stands beside it. */
export type AnyFunnel = FunnelQuestion<{
  readonly where: UserWhere | GroupWhere;
  readonly breakdown: UserBreakdown | GroupBreakdown;
}>;

const [fewestSteps, mostSteps] = [2, 20];
const mostExclusions = 10;
const mostHeld = 3;
const mostPercentiles = 10;

/**
 * Resolves a funnel.
 * @throws MusterError BAD_INPUT, GROUP_KEY_UNKNOWN, NOT_FOUND, COHORT_WRONG_UNIT, each with the path
 */
export function bindFunnel(question: AnyFunnel, { binder, calendar, now }: Binding, path: Path): BoundFunnel {
  const { steps, order } = question;
  if (steps.length < fewestSteps || steps.length > mostSteps) {
    throw badInput(`A funnel has ${fewestSteps} to ${mostSteps} steps.`, [...path, 'steps']);
  }
  const range = boundRange(question.range, calendar, now, [...path, 'range']);
  if (order === 'STRICT' && question.exclusions.length > 0) {
    throw badInput('In strict order anything between two steps ends an attempt: leave the exclusions out.', [
      ...path,
      'exclusions',
    ]);
  }
  const by = binder.breakdowns(question.segments, [...path, 'breakdowns']);
  const intervals = intervalsOf(range, question.interval, calendar, [...path, 'interval']);
  binder.checkFigures([intervals.length, steps.length], question.segments, path);
  return {
    analysis: binder.analysis,
    steps: steps.map(
      (step, index): BoundStep => ({
        label: labelOf(step, [...path, 'steps', index, 'label']),
        choice: binder.choice(step.event, [...path, 'steps', index, 'event']),
      }),
    ),
    order,
    blocks: blocksOf(question),
    windowMs: checkWindow(question.windowMs, [...path, 'window']),
    counting: question.counting,
    exclusions: bindExclusions(question, binder, [...path, 'exclusions']),
    holdConstant: checkHeld(question.holdConstant, [...path, 'holdConstant']),
    range,
    intervals,
    isWhole: question.interval === 'WHOLE',
    where: binder.where(question.where, [...path, 'where']),
    by,
    segmentLimit: binder.segmentLimit(question.segments, [...path, 'segmentLimit']),
    attribution: checkAttribution(question.attribution, steps.length, [...path, 'attributionStep']),
    percentiles: checkPercentiles(question.percentiles, [...path, 'percentiles']),
  };
}

function labelOf({ label, event }: FunnelStep<unknown>, path: Path): string {
  if (label !== null) return checkText(label, path);
  return event.names === null ? 'any event' : event.names.join(' or ');
}

/** Free steps next to each other change places, in a funnel of any order; all others stand alone. */
function blocksOf({ steps, order }: AnyFunnel): number[][] {
  const blocks: number[][] = [];
  steps.forEach(({ isAnchored }, place) => {
    const isFree = order === 'ANY' && !isAnchored;
    const follows = isFree && steps[place - 1]?.isAnchored === false;
    if (follows) blocks.at(-1)?.push(place);
    else blocks.push([place]);
  });
  return blocks;
}

function bindExclusions({ exclusions, steps }: AnyFunnel, binder: Binding['binder'], path: Path): BoundExclusion[] {
  if (exclusions.length > mostExclusions) throw badInput(`A funnel has at most ${mostExclusions} exclusions.`, path);
  return exclusions.map((exclusion, index) => {
    checkPlaces(exclusion, steps.length, [...path, index]);
    return {
      choice: binder.choice(exclusion.event, [...path, index, 'event']),
      after: exclusion.afterStep - 1,
      before: exclusion.beforeStep - 1,
    };
  });
}

function checkPlaces({ afterStep, beforeStep }: FunnelExclusion<unknown>, steps: number, path: Path): void {
  const areSteps = [afterStep, beforeStep].every((step) => Number.isInteger(step) && step >= 1 && step <= steps);
  if (areSteps && afterStep < beforeStep) return;
  throw badInput('`afterStep` must be a step, counted from 1, and `beforeStep` a later one.', path);
}

function checkHeld(names: readonly string[], path: Path): readonly string[] {
  if (names.length > mostHeld) throw badInput(`At most ${mostHeld} properties can be held constant.`, path);
  return [...new Set(names.map((name, index) => checkName(name, 'The name of a property', [...path, index])))];
}

function checkAttribution(attribution: Attribution, steps: number, path: Path): Attribution {
  if (attribution.kind !== 'step') return attribution;
  const { step } = attribution;
  if (Number.isInteger(step) && step >= 1 && step <= steps) return attribution;
  throw badInput(`Give a step from 1 to ${steps}.`, path);
}

function checkPercentiles(percentiles: readonly number[], path: Path): readonly number[] {
  if (percentiles.length > mostPercentiles) throw badInput(`Ask for at most ${mostPercentiles} percentiles.`, path);
  for (const [index, one] of percentiles.entries()) {
    if (!Number.isFinite(one) || one < 0 || one > 100) {
      throw badInput('Give a percentile from 0 to 100.', [...path, index]);
    }
  }
  return percentiles;
}
