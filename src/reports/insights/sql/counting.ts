import { call, col, dividedBy, eq, lambda, not, num, plus, tuple } from '../../../warehouse/sql/builders.js';
import type { Expression } from '../../../warehouse/sql/nodes.js';
import { alone } from '../../rows/layers.js';
import { aggregated, aggregatedArray, countsEach } from '../aggregate.js';
import type { Aggregate } from '../question.js';

/*
 * Rows stand for an event more than once where it carried several groups of the key, or falls into several segments. Each
 * event counts once all the same: rows that stand alone are counted as they are, the others by the event's id.
 */

/** The column of the event's id, wanted wherever rows mark who stands alone. */
export const eventId = 'id';
/** The column of what is measured. */
export const measured = 'x';

const standsAlone: Expression = eq(col(alone), num(1));
const isRepeated: Expression = not(standsAlone);
const second = (pair: Expression): Expression => call('tupleElement', pair, num(2));

/** How many events the rows are of. */
export const eventCount = (marked: boolean): Expression =>
  marked ? plus(call('countIf', standsAlone), call('uniqExactIf', col(eventId), isRepeated)) : call('count');

/** The values of events with several rows, each event's once. */
const repeatedValues: Expression = call(
  'arrayMap',
  lambda(['pair'], second(col('pair'))),
  call('groupUniqArrayIf', tuple(col(eventId), col(measured)), isRepeated),
);

/** One figure of the values of the events the rows are of. */
export function eventFigure(aggregate: Aggregate, marked: boolean): Expression {
  if (!marked || !countsEach(aggregate)) return aggregated(aggregate, col(measured));
  if (aggregate.function === 'SUM') return sumOfEvents;
  if (aggregate.function === 'AVERAGE') return dividedBy(sumOfEvents, eventCount(true));
  const all = call('arrayConcat', call('groupArrayIf', col(measured), standsAlone), repeatedValues);
  return aggregatedArray(aggregate, all);
}

const sumOfEvents: Expression = plus(call('sumIf', col(measured), standsAlone), call('arraySum', repeatedValues));
