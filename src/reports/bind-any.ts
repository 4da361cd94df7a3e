import type { Path } from '../cohorts/bind-checks.js';
import { assertNever } from '../core/errors.js';
import type { AnyQuestion } from './any-question.js';
import { bindFlows } from './flows/bind.js';
import { bindFrequency } from './frequency/bind.js';
import { bindFunnel } from './funnel/bind.js';
import { bindInsights } from './insights/bind.js';
import { bindLifecycle } from './lifecycle/bind.js';
import { bindRetention } from './retention/bind.js';
import type { Binding } from './subject.js';

/**
 * Resolves a question of any report, which tells whether it could be answered now.
 * @throws MusterError BAD_INPUT, GROUP_KEY_UNKNOWN, NOT_FOUND, COHORT_WRONG_UNIT, each with the path
 */
export function bindAny(asked: AnyQuestion, binding: Binding, path: Path): void {
  const at = [...path, asked.report];
  switch (asked.report) {
    case 'insights':
      bindInsights(asked.question, binding, at);
      return;
    case 'funnel':
      bindFunnel(asked.question, binding, at);
      return;
    case 'retention':
      bindRetention(asked.question, binding, at);
      return;
    case 'frequency':
      bindFrequency(asked.question, binding, at);
      return;
    case 'lifecycle':
      bindLifecycle(asked.question, binding, at);
      return;
    case 'flows':
      bindFlows(asked.question, binding, at);
      return;
    default:
      assertNever(asked);
  }
}
