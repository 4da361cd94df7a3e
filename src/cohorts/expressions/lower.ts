import type { Predicate } from '../lower/predicate.js';
import type { ExpressionNode } from './ast.js';
import { literal, type Operand } from './operand.js';
import {
  allTrue,
  anyTrue,
  applied,
  arithmetic,
  compared,
  hasPrefix,
  inList,
  inverted,
  isIn,
  negated,
} from './operations.js';

/** What a name of the expression stands for. */
export type Meaning = (name: Extract<ExpressionNode, { kind: 'name' }>) => Operand;

/** The expression as a condition: 1 where it is true, 0 where it is false or undefined. */
export const lowerExpression = (expression: ExpressionNode, meaning: Meaning): Predicate =>
  lowerValue(expression, meaning).truth();

/** The expression as a value. */
export function lowerValue(node: ExpressionNode, meaning: Meaning): Operand {
  const lowered = (part: ExpressionNode): Operand => lowerValue(part, meaning);
  switch (node.kind) {
    case 'literal':
      return literal(node.value);
    case 'name':
      return meaning(node);
    case 'negate':
      return negated(lowered(node.operand));
    case 'not':
      return inverted(lowered(node.operand));
    case 'and':
      return allTrue(node.operands.map(lowered));
    case 'or':
      return anyTrue(node.operands.map(lowered));
    case 'arithmetic':
      return arithmetic(node.operator, lowered(node.left), lowered(node.right));
    case 'comparison':
      return compared(node.operator, lowered(node.left), lowered(node.right));
    case 'inList':
      return inList(lowered(node.left), node.values);
    case 'in':
      return isIn(lowered(node.left), lowered(node.right));
    case 'call':
      return applied(node.name, lowered(node.operand));
    case 'hasPrefix':
      return hasPrefix(lowered(node.text), lowered(node.prefix));
  }
}
