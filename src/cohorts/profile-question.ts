import type { ExpressionNode } from './expressions/ast.js';

/**
 * What is asked of profiles beside a filter. Not a kind of filter, so that no saved cohort and no GraphQL input can say
 * it: expressions are written where Mixpanel's HTTP API takes them.
 */
export interface ProfileQuestion {
  /** A condition on the profile; null: none. Parsed, not yet checked against what is asked about. */
  readonly expression: ExpressionNode | null;
  /** Leaves out who is known by events, or by memberships, alone. */
  readonly onlyWithProfile: boolean;
}
