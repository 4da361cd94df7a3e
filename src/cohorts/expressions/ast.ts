/**
 * A condition as frozen plain data with a closed `kind`. Names are still as written: what `properties` and `user` mean
 * depends on what is asked about.
 */
export type ExpressionNode =
  | { readonly kind: 'literal'; readonly value: Scalar }
  /** `properties["name"]`, `user["name"]` or `event["name"]`; `at` is the place in the text, from 1. */
  | { readonly kind: 'name'; readonly of: NameSpace; readonly name: string; readonly at: number }
  | { readonly kind: 'negate' | 'not'; readonly operand: ExpressionNode }
  /** Two or more. */
  | { readonly kind: 'and' | 'or'; readonly operands: readonly ExpressionNode[] }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
    }
  | {
      readonly kind: 'comparison';
      readonly operator: ComparisonOperator;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
    }
  /** `left in [values]`. */
  | { readonly kind: 'inList'; readonly left: ExpressionNode; readonly values: readonly Scalar[] }
  /** `left in right`: part of a text, or element of a list that a property holds. */
  | { readonly kind: 'in'; readonly left: ExpressionNode; readonly right: ExpressionNode }
  | { readonly kind: 'call'; readonly name: UnaryFunction; readonly operand: ExpressionNode }
  | { readonly kind: 'hasPrefix'; readonly text: ExpressionNode; readonly prefix: ExpressionNode };

/** What can be written as a literal. There is none for null and undefined; `defined` tells. */
export type Scalar = string | number | boolean;

export const nameSpaces = ['properties', 'user', 'event'] as const;
export type NameSpace = (typeof nameSpaces)[number];

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

export const unaryFunctions = ['floor', 'ceil', 'round', 'boolean', 'number', 'string', 'defined', 'datetime'] as const;
export type UnaryFunction = (typeof unaryFunctions)[number];

/** The parts a node is made of. */
export function partsOf(node: ExpressionNode): readonly ExpressionNode[] {
  switch (node.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'negate':
    case 'not':
    case 'call':
      return [node.operand];
    case 'and':
    case 'or':
      return node.operands;
    case 'arithmetic':
    case 'comparison':
    case 'in':
      return [node.left, node.right];
    case 'inList':
      return [node.left];
    case 'hasPrefix':
      return [node.text, node.prefix];
  }
}

/** Every name in an expression, in no particular order. */
export function* namesIn(expression: ExpressionNode): Generator<Extract<ExpressionNode, { kind: 'name' }>> {
  const open = [expression];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'name') yield node;
    else open.push(...partsOf(node));
  }
}
