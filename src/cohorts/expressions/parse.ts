import type * as ohm from 'ohm-js';
import { MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import { codePointLength, wellFormed } from '../../core/property-values.js';
import {
  type ArithmeticOperator,
  type ComparisonOperator,
  type ExpressionNode,
  nameSpaces,
  partsOf,
  type Scalar,
  unaryFunctions,
} from './ast.js';
import { secondsOfDate } from './dates.js';
import { grammar } from './grammar.js';
import { kindsOf } from './kinds.js';

type Path = ReadonlyArray<string | number>;

/** A refusal found while the tree is built; {@link parseExpression} adds where the text came from. */
class Refusal extends Error {
  constructor(
    readonly index: number,
    readonly why: string,
  ) {
    super(why);
  }
}

/**
 * Reads an expression that is meant as a condition.
 * @throws MusterError BAD_INPUT with `path`: the text is too long or nests too deep, is not in the language (with the
 * place and what was expected there), or can be seen to be wrong whatever the data are
 */
export function parseExpression(text: string, path: Path = ['where']): ExpressionNode {
  if (text.length > limits.expressionLength) {
    const most = limits.expressionLength.toLocaleString('en-US');
    throw new MusterError('BAD_INPUT', `An expression has at most ${most} characters.`, { path });
  }
  try {
    return readCondition(wellFormed(text));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const place = codePointLength(text.slice(0, error.index)) + 1;
    throw new MusterError('BAD_INPUT', `The expression is wrong at character ${place}: ${error.why}.`, { path });
  }
}

function readCondition(text: string): ExpressionNode {
  // Before the parser, which recurses once for each bracket.
  checkBrackets(text);
  const match = grammar.match(text);
  if (match.failed()) throw new Refusal(match.getRightmostFailurePosition(), expected(match.getExpectedText()));
  const tree: ExpressionNode = semantics(match).tree();
  checkDepth(tree);
  if (!kindsOf(tree).has('boolean')) throw new Refusal(0, 'a condition is true or false, and this is never either');
  return tree;
}

const expected = (what: string): string => `expected ${what}`;
const tooDeep = `parts nest at most ${limits.expressionDepth} deep`;

/** Refuses brackets that nest too deep. Texts are passed over as the grammar does. */
function checkBrackets(text: string): void {
  let depth = 0;
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (quote !== '') {
      if (character === '\\') index++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '(' || character === '[') {
      if (++depth > limits.expressionDepth) throw new Refusal(index, tooDeep);
    } else if (character === ')' || character === ']') depth--;
  }
}

/** Refuses trees that nest too deep, as a long sum does. Works on any depth. */
function checkDepth(tree: ExpressionNode): void {
  const open = [{ node: tree, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (depth > limits.expressionDepth) throw new Refusal(0, `${tooDeep}; this counts signs in a row as well`);
    for (const part of partsOf(node)) open.push({ node: part, depth: depth + 1 });
  }
}

const freeze = <const Node extends ExpressionNode>(node: Node): Readonly<Node> => Object.freeze(node);

const treeOf = (node: ohm.Node): ExpressionNode => node.tree();
const scalarOf = (node: ohm.Node): Scalar => node.scalar();

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** The characters between the quotes of a text, escapes undone. */
function unquoted({ sourceString, source }: ohm.Node): string {
  const inside = sourceString.slice(1, -1);
  const plain = inside.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code: string | undefined, letter: string, at) => {
    const character = code === undefined ? escapes[letter] : String.fromCharCode(Number.parseInt(code, 16));
    if (character !== undefined) return character;
    throw new Refusal(source.startIdx + 1 + Number(at), 'expected an escape such as \\n, \\" or \\u00e9');
  });
  return wellFormed(plain);
}

function numberOf(node: ohm.Node): number {
  const value = Number(node.sourceString);
  if (Number.isFinite(value)) return value;
  throw new Refusal(node.source.startIdx, 'this number is too large');
}

/** `and` and `or` take what may be true, false or undefined; other kinds are a mistake. */
function conjunction(kind: 'and' | 'or', first: ohm.Node, rest: ohm.Node): ExpressionNode {
  if (rest.numChildren === 0) return treeOf(first);
  const operands = [first, ...rest.children].map((part) => {
    const operand = treeOf(part);
    if (kindsOf(operand).has('boolean')) return operand;
    throw new Refusal(part.source.startIdx, `\`${kind}\` joins what is true or false, and this is never either`);
  });
  return freeze({ kind, operands: Object.freeze(operands) });
}

/** Signs of one rank: the first two are one operand of the next. */
function fromLeft(first: ohm.Node, { children: signs }: ohm.Node, rest: ohm.Node): ExpressionNode {
  return rest.children.reduce<ExpressionNode>(
    (left, part, index) =>
      freeze({
        kind: 'arithmetic',
        operator: signs[index]?.sourceString as ArithmeticOperator,
        left,
        right: treeOf(part),
      }),
    treeOf(first),
  );
}

/** A point in time made by `datetime`, perhaps moved by a number of seconds. */
const isTime = (node: ExpressionNode): boolean =>
  node.kind === 'arithmetic'
    ? (node.operator === '+' || node.operator === '-') && isTime(node.left)
    : node.kind === 'call' && node.name === 'datetime';

/** `properties["created"] < datetime("…")` compares times: what may be text there is read as one. */
function asTime(node: ExpressionNode, part: ohm.Node): ExpressionNode {
  return isTime(node) || !kindsOf(node).has('text') ? node : datetime(node, part);
}

function datetime(operand: ExpressionNode, part: ohm.Node): ExpressionNode {
  if (operand.kind === 'literal' && typeof operand.value === 'string' && secondsOfDate(operand.value) === null) {
    throw new Refusal(part.source.startIdx, 'expected a date such as "2026-03-02" or "2026-03-02T09:05:00"');
  }
  return freeze({ kind: 'call', name: 'datetime', operand });
}

function comparison(left: ohm.Node, sign: ohm.Node, right: ohm.Node): ExpressionNode {
  const operator = sign.sourceString as ComparisonOperator;
  const [one, other] = [treeOf(left), treeOf(right)];
  const ordered = operator !== '==' && operator !== '!=';
  if (!ordered || !(isTime(one) || isTime(other)))
    return freeze({ kind: 'comparison', operator, left: one, right: other });
  return freeze({ kind: 'comparison', operator, left: asTime(one, left), right: asTime(other, right) });
}

function named(space: ohm.Node, text: ohm.Node): ExpressionNode {
  const name = unquoted(text);
  if (name === '') throw new Refusal(text.source.startIdx, 'the name of a property is not empty');
  const of = nameSpaces.find((known) => known === space.sourceString);
  if (of === undefined) throw new Error('unreachable: the grammar has no other');
  return freeze({ kind: 'name', of, name, at: space.source.startIdx + 1 });
}

function called(word: ohm.Node, part: ohm.Node): ExpressionNode {
  const name = unaryFunctions.find((known) => known === word.sourceString);
  if (name === undefined) throw new Error('unreachable: the grammar has no other');
  const operand = treeOf(part);
  return name === 'datetime' ? datetime(operand, part) : freeze({ kind: 'call', name, operand });
}

/** Each sign in a row is one more `kind` around the operand; minus before a number is part of the number. */
function prefixed(kind: 'negate' | 'not', signs: ohm.Node, part: ohm.Node): ExpressionNode {
  return signs.children.reduce<ExpressionNode>((operand) => {
    const isNumber = operand.kind === 'literal' && typeof operand.value === 'number';
    if (kind === 'negate' && isNumber) return freeze({ kind: 'literal', value: 0 - Number(operand.value) });
    return freeze({ kind, operand });
  }, treeOf(part));
}

const literal = (value: Scalar): ExpressionNode => freeze({ kind: 'literal', value });

const semantics = grammar
  .createSemantics()
  .addOperation<Scalar>('scalar', {
    Element_number: (minus, number) => (minus.numChildren === 0 ? numberOf(number) : 0 - numberOf(number)),
    text(_text) {
      return unquoted(this);
    },
    boolean: (word) => word.sourceString.toLowerCase() === 'true',
  })
  .addOperation<ExpressionNode>('tree', {
    Or: (first, _words, rest) => conjunction('or', first, rest),
    And: (first, _words, rest) => conjunction('and', first, rest),
    Not: (words, operand) => prefixed('not', words, operand),
    Comparison_inList: (left, _word, list) => freeze({ kind: 'inList', left: treeOf(left), values: list.values() }),
    Comparison_in: (left, _word, right) => freeze({ kind: 'in', left: treeOf(left), right: treeOf(right) }),
    Comparison_signed: comparison,
    Sum: fromLeft,
    Product: fromLeft,
    Minus: (signs, operand) => prefixed('negate', signs, operand),
    Value_group: (_open, inside, _close) => treeOf(inside),
    Value_call: (word, _open, operand, _close) => called(word, operand),
    Value_hasPrefix: (_word, _open, text, _comma, prefix, _close) =>
      freeze({ kind: 'hasPrefix', text: treeOf(text), prefix: treeOf(prefix) }),
    Value_name: (space, _open, text, _close) => named(space, text),
    text(_text) {
      return literal(scalarOf(this));
    },
    number(_decimal, _exponent) {
      return literal(numberOf(this));
    },
    boolean(_word) {
      return literal(scalarOf(this));
    },
  })
  .addOperation<readonly Scalar[]>('values', {
    List: (_open, list, _close) => Object.freeze(list.asIteration().children.map(scalarOf)),
  });
