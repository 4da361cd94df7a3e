import { MusterError } from '../../core/errors.js';
import { mapValue } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import type { Predicate } from '../lower/predicate.js';
import { type ExpressionNode, namesIn } from './ast.js';
import { lowerExpression, type Meaning } from './lower.js';
import { notThere, plainText, storedJson } from './operand.js';

/** Names that mean the id of the user or group. Neither can be a property of its profile. */
const idNames: Readonly<Record<'user' | 'group', readonly string[]>> = {
  user: ['$distinct_id'],
  group: ['$distinct_id', '$group_id'],
};

/**
 * Refuses names that do not belong into a question about users, or about groups.
 * @throws MusterError BAD_INPUT with `path`
 */
export function checkProfileExpression(
  expression: ExpressionNode,
  subject: 'user' | 'group',
  path: ReadonlyArray<string | number> = ['where'],
): void {
  for (const { of, name, at } of namesIn(expression)) {
    const why = refusal(of, name, subject);
    if (why === null) continue;
    throw new MusterError('BAD_INPUT', `The expression is wrong at character ${at}: ${why}.`, { path });
  }
}

function refusal(of: string, name: string, subject: 'user' | 'group'): string | null {
  if (of === 'event') return 'a question about profiles has no event; use `properties["…"]`';
  if (of === 'user' && subject === 'group') {
    return 'properties of users are not usable when asking about groups; `properties["…"]` are the group’s own';
  }
  if (name === '$last_seen') return '`$last_seen` is told with each profile, but cannot be asked about';
  return null;
}

/**
 * A condition on one user or group: 1 where the expression is true. Over a row of user_profiles or group_profiles, or,
 * without a profile, over `id` alone: no property is there then.
 * @param expression checked by {@link checkProfileExpression}
 */
export const lowerProfileExpression = (
  expression: ExpressionNode,
  subject: 'user' | 'group',
  id: Expression,
  has: 'profile' | 'none',
): Predicate => lowerExpression(expression, meaningInProfile(subject, id, has));

/** What names mean there. */
export const meaningInProfile =
  (subject: 'user' | 'group', id: Expression, has: 'profile' | 'none'): Meaning =>
  ({ name }) => {
    if (idNames[subject].includes(name)) return plainText(id);
    return has === 'none' ? notThere : storedJson(mapValue('properties', name));
  };
