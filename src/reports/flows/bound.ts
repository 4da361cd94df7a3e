import type { BoundAnalysis, BoundChoice, BoundWhere } from '../question/bound.js';
import type { AnalysisTypes } from '../question/question.js';
import type { Stretch } from '../question/range.js';
import type { FlowsQuestion } from './question.js';

/** A question of flows whose names are resolved and whose times are moments. */
export interface BoundFlows {
  readonly analysis: BoundAnalysis;
  readonly anchor: BoundChoice;
  readonly before: number;
  readonly after: number;
  readonly windowMs: number;
  readonly counting: FlowsQuestion<AnalysisTypes>['counting'];
  readonly steps: BoundChoice;
  readonly hidden: readonly string[];
  readonly mergesRepeats: boolean;
  readonly exclusions: readonly BoundChoice[];
  readonly counted: 'own' | 'users';
  readonly range: Stretch;
  readonly where: BoundWhere | null;
  readonly eventLimit: number;
  readonly pathLimit: number;
}

/** The positions of a path, the anchor's being 0. */
export const positionsOf = ({ before, after }: BoundFlows): number[] =>
  Array.from({ length: before + 1 + after }, (_, index) => index - before);
