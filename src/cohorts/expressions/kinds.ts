import type { ExpressionNode, Scalar } from './ast.js';

/** What a value can be, as far as the text alone tells. */
export type Kind = 'text' | 'number' | 'boolean' | 'null' | 'undefined' | 'other';
export type Kinds = ReadonlySet<Kind>;

const kinds = (...names: Kind[]): Kinds => new Set(names);

/** Lists and objects are `other`. */
export const anything = kinds('text', 'number', 'boolean', 'null', 'undefined', 'other');
export const aNumber = kinds('number', 'undefined');
export const aBoolean = kinds('boolean');
export const perhapsBoolean = kinds('boolean', 'undefined');
export const aText = kinds('text');
export const textOrNothing = kinds('text', 'undefined');
export const nothing = kinds('undefined');

export const kindOfScalar = (value: Scalar): Kinds =>
  kinds(typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean');

/** What `left + right` can be: numbers are added, texts joined, all else is undefined. */
export function kindsOfSum(left: Kinds, right: Kinds): Kinds {
  const both = (['text', 'number'] as const).filter((kind) => left.has(kind) && right.has(kind));
  return kinds(...both, 'undefined');
}

/** What an expression can be. */
export function kindsOf(node: ExpressionNode): Kinds {
  switch (node.kind) {
    case 'literal':
      return kindOfScalar(node.value);
    case 'name':
      return anything;
    case 'negate':
      return aNumber;
    case 'not':
      return perhapsBoolean;
    case 'and':
    case 'or':
    case 'inList':
      return aBoolean;
    case 'arithmetic':
      return node.operator === '+' ? kindsOfSum(kindsOf(node.left), kindsOf(node.right)) : aNumber;
    case 'comparison':
      return node.operator === '==' || node.operator === '!=' ? aBoolean : perhapsBoolean;
    case 'in':
    case 'hasPrefix':
      return perhapsBoolean;
    case 'call':
      return kindsOfCall[node.name];
  }
}

const kindsOfCall = {
  floor: aNumber,
  ceil: aNumber,
  round: aNumber,
  number: aNumber,
  datetime: aNumber,
  boolean: perhapsBoolean,
  defined: aBoolean,
  string: kinds('text', 'null', 'undefined'),
} as const satisfies Record<Extract<ExpressionNode, { kind: 'call' }>['name'], Kinds>;
