import type { FlowsQuestion } from '../../../reports/flows/question.js';
import type { FrequencyQuestion } from '../../../reports/frequency/question.js';
import type { Attribution, FunnelQuestion } from '../../../reports/funnel/question.js';
import type { LifecycleQuestion } from '../../../reports/lifecycle/question.js';
import type { AnalysisTypes } from '../../../reports/question/question.js';
import type { RetentionQuestion } from '../../../reports/retention/question.js';
import { badInput, given, type Path } from '../path.js';
import { type Dialect, segmentsOf, whereOf } from './dialect.js';
import { toMs } from './duration.js';
import type { FlowsInput } from './flows.js';
import type { FrequencyInput } from './frequency.js';
import type { FunnelInput } from './funnel.js';
import type { LifecycleInput } from './lifecycle.js';
import { toRange } from './range.js';
import type { RetentionInput } from './retention.js';
import type { GroupReportUnit } from './shared.js';

/*
 * Questions of reports as plain data. `path` is where the question stands in the arguments; each throws BAD_INPUT with the
 * place for what GraphQL's types cannot refuse.
 */

/** What the questions of one analysis have of its own sort. */
interface Segmented<Where, Breakdown> {
  readonly where?: Where | null;
  readonly breakdowns: readonly Breakdown[];
  /** Only where groups are analysed. */
  readonly count?: GroupReportUnit;
}

const countsUsers = ({ count }: { readonly count?: GroupReportUnit }): boolean => count === 'USERS';

const defaultBuckets = 12;

type FunnelInputOf<Choice, Where, Breakdown> = FunnelInput &
  Segmented<Where, Breakdown> & {
    readonly steps: ReadonlyArray<{
      readonly label?: string | null;
      readonly event: Choice;
      readonly anchored: boolean;
    }>;
    readonly exclusions: ReadonlyArray<{
      readonly event: Choice;
      readonly afterStep: number;
      readonly beforeStep: number;
    }>;
  };

export const toFunnel = <Of extends AnalysisTypes, Choice, Where, Breakdown>(
  input: FunnelInputOf<Choice, Where, Breakdown>,
  dialect: Dialect<Of, Choice, Where, Breakdown>,
  path: Path,
): FunnelQuestion<Of> => ({
  steps: input.steps.map(({ label, event, anchored }, index) => ({
    label: label ?? null,
    event: dialect.choice(event, [...path, 'steps', index, 'event']),
    isAnchored: anchored,
  })),
  order: input.order,
  windowMs: toMs(input.window),
  counting: input.counting,
  exclusions: input.exclusions.map(({ event, afterStep, beforeStep }, index) => ({
    event: dialect.choice(event, [...path, 'exclusions', index, 'event']),
    afterStep,
    beforeStep,
  })),
  holdConstant: input.holdConstant,
  range: toRange(input.range, [...path, 'range']),
  interval: input.interval,
  where: whereOf(input.where, dialect, path),
  segments: segmentsOf(input, dialect, path),
  attribution: toAttribution(input, path),
  percentiles: input.percentiles,
});

function toAttribution({ attribution, attributionStep: step }: FunnelInput, path: Path): Attribution {
  const at = [...path, 'attributionStep'];
  if (attribution === 'STEP') {
    if (given(step)) return { kind: 'step', step };
    throw badInput(at, 'Say which step, counted from 1.');
  }
  if (given(step)) throw badInput(at, 'Only the attribution STEP takes a step.');
  return { kind: attribution === 'FIRST' ? 'first' : 'last' };
}

export const toRetention = <Of extends AnalysisTypes, Choice, Where, Breakdown>(
  input: RetentionInput & Segmented<Where, Breakdown> & { readonly birth: Choice; readonly returns: Choice },
  dialect: Dialect<Of, Choice, Where, Breakdown>,
  path: Path,
): RetentionQuestion<Of> => ({
  birth: dialect.choice(input.birth, [...path, 'birth']),
  birthKind: input.birthKind,
  returns: dialect.choice(input.returns, [...path, 'returns']),
  unit: input.unit,
  alignment: input.alignment,
  buckets: toBuckets(input, path),
  mode: input.mode,
  countsUsers: countsUsers(input),
  sumOf: input.sumOf ?? null,
  range: toRange(input.range, [...path, 'range']),
  where: whereOf(input.where, dialect, path),
  segments: segmentsOf(input, dialect, path),
});

function toBuckets({ buckets, brackets }: RetentionInput, path: Path): number | readonly number[] {
  if (!given(brackets)) return buckets ?? defaultBuckets;
  if (given(buckets)) throw badInput([...path, 'brackets'], 'Give `buckets` or `brackets`, not both.');
  return brackets;
}

export const toFrequency = <Of extends AnalysisTypes, Choice, Where, Breakdown>(
  input: FrequencyInput & Segmented<Where, Breakdown> & { readonly event: Choice },
  dialect: Dialect<Of, Choice, Where, Breakdown>,
  path: Path,
): FrequencyQuestion<Of> => ({
  event: dialect.choice(input.event, [...path, 'event']),
  active: input.active,
  interval: input.interval,
  countsUsers: countsUsers(input),
  range: toRange(input.range, [...path, 'range']),
  where: whereOf(input.where, dialect, path),
  segments: segmentsOf(input, dialect, path),
});

export const toLifecycle = <Of extends AnalysisTypes, Choice, Where, Breakdown>(
  input: LifecycleInput & Segmented<Where, Breakdown> & { readonly event: Choice },
  dialect: Dialect<Of, Choice, Where, Breakdown>,
  path: Path,
): LifecycleQuestion<Of> => ({
  event: dialect.choice(input.event, [...path, 'event']),
  interval: input.interval,
  countsUsers: countsUsers(input),
  range: toRange(input.range, [...path, 'range']),
  where: whereOf(input.where, dialect, path),
  segments: segmentsOf(input, dialect, path),
});

type FlowsInputOf<Choice, Where> = FlowsInput &
  Pick<Segmented<Where, never>, 'where' | 'count'> & {
    readonly anchor: Choice;
    readonly steps?: Choice | null;
    readonly exclusions: readonly Choice[];
  };

export const toFlows = <Of extends AnalysisTypes, Choice, Where>(
  input: FlowsInputOf<Choice, Where>,
  dialect: Pick<Dialect<Of, Choice, Where, never>, 'choice' | 'where'>,
  path: Path,
): FlowsQuestion<Of> => ({
  anchor: dialect.choice(input.anchor, [...path, 'anchor']),
  before: input.before,
  after: input.after,
  windowMs: toMs(input.window),
  counting: input.counting,
  steps: given(input.steps) ? dialect.choice(input.steps, [...path, 'steps']) : { names: null, where: null },
  hidden: input.hidden,
  mergesRepeats: input.mergeRepeats,
  exclusions: input.exclusions.map((one, index) => dialect.choice(one, [...path, 'exclusions', index])),
  countsUsers: countsUsers(input),
  range: toRange(input.range, [...path, 'range']),
  where: whereOf(input.where, dialect, path),
  eventLimit: input.eventLimit,
  pathLimit: input.pathLimit,
});
