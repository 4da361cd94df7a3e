import { as, call, col, lambda, ne, param } from '../../../warehouse/sql/builders.js';
import type { Expression, Projection } from '../../../warehouse/sql/nodes.js';
import { segmentsColumn } from '../../rows/layers.js';
import { orNotSet } from '../../rows/values.js';
import type { BoundFunnel } from '../bound.js';
import type { Attribution } from '../question.js';
import { ofEvents } from './events.js';

/**
 * The segments of an attempt, by the steps that give them, as columns of arrays.
 * @param segmentsAt those of the event of a step, by its place, and of a breakdown, by its place among those that events decide;
 *   not set where the step was not reached
 */
export function attributed(
  funnel: BoundFunnel,
  segmentsAt: (step: number, breakdown: number) => Expression,
): Projection[] {
  const { steps, attribution } = funnel;
  return ofEvents(funnel).map(({ by, index }, place): Projection => {
    // The group itself is the same in all steps, those that were not reached too.
    const giver: Attribution = by.kind === 'groupItself' ? { kind: 'first' } : attribution;
    const all = steps.map((_, step) => segmentsAt(step, place));
    const isSet = lambda(['x'], ne(col('x'), call('array', param('', 'String'))));
    const [only] = giver.kind === 'step' ? all.slice(giver.step - 1) : [];
    const found = only ?? call(giver.kind === 'last' ? 'arrayLast' : 'arrayFirst', isSet, call('array', ...all));
    return as(orNotSet(found), segmentsColumn(index));
  });
}
