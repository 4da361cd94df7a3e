import { badInput, type Path } from '../../cohorts/bind-checks.js';
import { call, param, parametric } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import type { Aggregate } from './question.js';

/** @throws MusterError BAD_INPUT for a percentile outside 0 to 100 */
export function checkAggregate(aggregate: Aggregate, path: Path): Aggregate {
  if (aggregate.function !== 'PERCENTILE') return aggregate;
  const { percentile } = aggregate;
  if (Number.isFinite(percentile) && percentile >= 0 && percentile <= 100) return aggregate;
  throw badInput('Give a percentile from 0 to 100.', [...path, 'percentile']);
}

/**
 * The figure of a column of numbers (of texts, for DISTINCT). Exact: percentiles are taken of all values, interpolated
 * between the two nearest as spreadsheets do.
 */
export function aggregated(aggregate: Aggregate, value: Expression): Expression {
  switch (aggregate.function) {
    case 'SUM':
      return call('sum', value);
    case 'AVERAGE':
      return call('avg', value);
    case 'MEDIAN':
      return parametric('quantileExactInclusive', [0.5], value);
    case 'PERCENTILE':
      return parametric('quantileExactInclusive', [aggregate.percentile / 100], value);
    case 'MINIMUM':
      return call('min', value);
    case 'MAXIMUM':
      return call('max', value);
    case 'DISTINCT':
      return call('uniqExact', value);
  }
}

/** The same of an array of values. */
export function aggregatedArray(aggregate: Aggregate, values: Expression): Expression {
  return call('arrayReduce', param(nameOf(aggregate), 'String'), values);
}

function nameOf(aggregate: Aggregate): string {
  switch (aggregate.function) {
    case 'SUM':
      return 'sum';
    case 'AVERAGE':
      return 'avg';
    case 'MEDIAN':
      return 'quantileExactInclusive(0.5)';
    case 'PERCENTILE':
      return `quantileExactInclusive(${aggregate.percentile / 100})`;
    case 'MINIMUM':
      return 'min';
    case 'MAXIMUM':
      return 'max';
    case 'DISTINCT':
      return 'uniqExact';
  }
}

/** Whether the same value twice changes the figure. */
export const countsEach = ({ function: name }: Aggregate): boolean =>
  name === 'SUM' || name === 'AVERAGE' || name === 'MEDIAN' || name === 'PERCENTILE';

/** The figure of no value at all: a sum of nothing is 0, a mean of nothing is no number. */
export const figureOfNothing = ({ function: name }: Aggregate): number | null =>
  name === 'SUM' || name === 'DISTINCT' ? 0 : null;

/** Whether the figure may lie between two of the values. */
export const isInterpolated = ({ function: name }: Aggregate): boolean => name === 'MEDIAN' || name === 'PERCENTILE';
