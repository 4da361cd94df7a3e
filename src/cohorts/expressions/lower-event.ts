import { MusterError } from '../../core/errors.js';
import { call, col, dividedBy, mapValue, num } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import type { Predicate } from '../lower/predicate.js';
import { type ExpressionNode, namesIn } from './ast.js';
import { lowerExpression } from './lower.js';
import { numeric, type Operand, plainText, storedJson, textUnlessEmpty } from './operand.js';

export { notThere, numeric, type Operand, plainText, storedJson } from './operand.js';

/** What an expression about events may name, over the rows of some query. */
export interface EventView {
  /** `properties["name"]`. */
  property(name: string): Operand;
  /** `user["name"]`: a property of the profile of the event's user. Null: there are none to ask about. */
  readonly userProperty: ((name: string) => Operand) | null;
  /** The event's time, DateTime64(3). */
  readonly time: Expression;
}

/**
 * A condition on one event seen so: 1 where the expression is true, 0 where it is false or undefined.
 * @throws MusterError BAD_INPUT if it names something that events do not have here
 */
export function lowerEventExpression(
  expression: ExpressionNode,
  view: EventView,
  path: ReadonlyArray<string | number> = ['where'],
): Predicate {
  const refused = (message: string): MusterError => new MusterError('BAD_INPUT', message, { path });
  return lowerExpression(expression, ({ of, name }) => {
    if (of === 'properties') return view.property(name);
    if (of === 'event') {
      if (name === '$time') return eventSeconds(view.time);
      throw refused('`event` has `$time` alone; use `properties["…"]` for the properties of the event.');
    }
    if (view.userProperty !== null) return view.userProperty(name);
    throw refused('Properties of users cannot be asked about here; use `properties["…"]`.');
  });
}

/** The time as expressions see it: seconds since the epoch, milliseconds as a fraction. */
export const eventSeconds = (time: Expression): Operand =>
  numeric(dividedBy(call('toUnixTimestamp64Milli', time), num(1_000)));

/** Names whose values stand in columns of their own, by the column; empty text there means not set. */
const columns: Readonly<Record<string, string>> = {
  $device_id: 'device_id',
  $user_id: 'user_id',
  $insert_id: 'insert_id',
};

/** `properties["name"]` over the columns of the table `events`, which has no alias in that select. */
export function storedEventProperty(name: string): Operand {
  if (name === 'time') return eventSeconds(col('time'));
  if (name === 'distinct_id') return plainText(col('distinct_id'));
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
  return column === undefined ? storedJson(mapValue('properties', name)) : textUnlessEmpty(col(column));
}

/** The names that `user["…"]` reads; where there are none, profiles need not be joined. */
export function userPropertiesIn(expression: ExpressionNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { of, name } of namesIn(expression)) if (of === 'user') names.add(name);
  return names;
}
