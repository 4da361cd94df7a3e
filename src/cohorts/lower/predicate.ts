import { and, call, not, num, or } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';

/**
 * A condition on its way to SQL: known already (true, false), or an expression that is 0 or 1 and never NULL. Only
 * so is `not` the exact complement.
 */
export type Predicate = boolean | Expression;

/** What a conjunction (or disjunction) joins, so that nested ones print as one. */
const partsOf = (part: Expression, operator: 'AND' | 'OR'): readonly Expression[] =>
  part.kind === 'logical' && part.operator === operator ? part.args : [part];

/** All of them; known ones are folded away. */
export function allOf(...parts: readonly Predicate[]): Predicate {
  const open: Expression[] = [];
  for (const part of parts) {
    if (part === false) return false;
    if (part !== true) open.push(...partsOf(part, 'AND'));
  }
  const [first] = open;
  if (first === undefined) return true;
  return open.length === 1 ? first : and(...open);
}

/** Any of them; known ones are folded away. */
export function anyOf(...parts: readonly Predicate[]): Predicate {
  const open: Expression[] = [];
  for (const part of parts) {
    if (part === true) return true;
    if (part !== false) open.push(...partsOf(part, 'OR'));
  }
  const [first] = open;
  if (first === undefined) return false;
  return open.length === 1 ? first : or(...open);
}

/** The complement; of a complement, the inner one. */
export function complement(part: Predicate): Predicate {
  if (typeof part === 'boolean') return !part;
  if (part.kind === 'not') return part.arg;
  if (part.kind === 'in') return { ...part, negated: !part.negated };
  return not(part);
}

/** For places that need an expression. */
export const expressionOf = (part: Predicate): Expression => (typeof part === 'boolean' ? num(part ? 1 : 0) : part);

/**
 * A predicate as a column of its own, 0 or 1. On a cluster the asking node takes a condition over a set that it knows to be empty for a
 * constant, and then refuses the column that the other nodes send: here it is none.
 */
export const columnOf = (part: Predicate): Expression => call('toUInt8', withoutConstants(expressionOf(part)));

function withoutConstants(node: Expression): Expression {
  switch (node.kind) {
    case 'in':
      return node.right.kind === 'select' || node.right.kind === 'unionAll' ? call('materialize', node) : node;
    case 'not':
      return { ...node, arg: withoutConstants(node.arg) };
    case 'logical':
      return { ...node, args: node.args.map(withoutConstants) };
    default:
      return node;
  }
}
