import { canonicalJson } from '../../core/property-values.js';
import {
  and,
  call,
  dividedBy,
  eq,
  gt,
  gte,
  iif,
  inValues,
  lt,
  lte,
  minus,
  num,
  or,
  param,
  plus,
  times,
} from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import { contains, isList, isNumber, isText, listElements, notANumber, secondsOrNan } from '../lower/json-values.js';
import { allOf, anyOf, complement, expressionOf, type Predicate } from '../lower/predicate.js';
import type { ArithmeticOperator, ComparisonOperator, Scalar, UnaryFunction } from './ast.js';
import { firstMilliseconds, secondsOfDate } from './dates.js';
import { aNumber, type Kind, kindsOfSum } from './kinds.js';
import {
  bothUndefined,
  condition,
  eitherUndefined,
  emptyText,
  jsonOfNumber,
  jsonOfTruth,
  literal,
  naming,
  notThere,
  numeric,
  type Operand,
  perhaps,
  storedJson,
} from './operand.js';

/*
 * What the signs and functions of the language do. docs/query-language.md says the same in words.
 */

const text = (value: string): Expression => param(value, 'String');
const isOneOf = (value: Expression, values: readonly string[]): Expression => inValues(value, values, 'Array(String)');

/** Beyond the largest number a result is undefined. */
const finite = (number: Expression): Expression => call('ifNotFinite', number, notANumber);

// --- numbers ---

/** `-x`. */
export const negated = (operand: Operand): Operand => numeric(call('negate', operand.number()));

/** `left operator right`. */
export function arithmetic(operator: ArithmeticOperator, left: Operand, right: Operand): Operand {
  switch (operator) {
    case '+':
      return sum(left, right);
    case '-':
      return numeric(finite(minus(left.number(), right.number())));
    case '*':
      return numeric(finite(times(left.number(), right.number())));
    case '/':
      return numeric(finite(dividedBy(left.number(), right.number())));
    case '%':
      return numeric(naming([left.number(), right.number()], remainder));
  }
}

/**
 * Spelled out, because the engine's own operator differs in the last digits from machine to machine. Where rounding
 * would turn the sign, the remainder is 0.
 */
function remainder(a: Expression, b: Expression): Expression {
  const rest = minus(a, times(call('trunc', dividedBy(a, b)), b));
  const zero = num(0);
  const turned = or(and(gt(a, zero), lt(rest, zero)), and(lt(a, zero), gt(rest, zero)));
  return finite(iif(turned, call('toFloat64', zero), rest));
}

function sum(left: Operand, right: Operand): Operand {
  const kinds = kindsOfSum(left.kinds, right.kinds);
  const added = (): Expression => finite(plus(left.number(), right.number()));
  if (!kinds.has('text')) return numeric(added());
  const json = (): Expression =>
    naming([left.json(), right.json()], (a, b) => {
      const joined = call('concat', call('substring', a, num(1), minus(call('length', a), num(1))), tail(b));
      const numbers = kinds.has('number') ? jsonOfNumber(finite(plus(toNumber(a), toNumber(b)))) : emptyText;
      return iif(and(isText(a), isText(b)), joined, numbers);
    });
  return { kinds, json, number: added, truth: () => false };
}

/** A JSON text without its opening quote. */
const tail = (json: Expression): Expression => call('substring', json, num(2));

const toNumber = (json: Expression): Expression => storedJson(json).number();

// --- comparisons ---

const signs = { '<': lt, '<=': lte, '>': gt, '>=': gte } as const;

/** `left operator right`. */
export function compared(operator: ComparisonOperator, left: Operand, right: Operand): Operand {
  if (operator === '==') return condition(equal(left, right));
  if (operator === '!=') return condition(complement(equal(left, right)));
  const holds = signs[operator];
  if (!left.kinds.has('number') || !right.kinds.has('number'))
    return perhaps(
      () => false,
      () => emptyText,
    );
  return perhaps(
    () => holds(left.number(), right.number()),
    () =>
      naming([left.number(), right.number()], (a, b) =>
        iif(eitherUndefined(a, b), emptyText, jsonOfTruth(holds(a, b))),
      ),
  );
}

/** Same kind and same value; undefined equals undefined, null null. */
function equal(left: Operand, right: Operand): Predicate {
  if (left.literal !== undefined && right.literal !== undefined) return left.literal === right.literal;
  if (![...left.kinds].some((kind) => right.kinds.has(kind))) return false;
  if (right.literal !== undefined) return equalTo(left, right.literal);
  if (left.literal !== undefined) return equalTo(right, left.literal);
  if (left.characters !== undefined && right.characters !== undefined) return eq(left.characters, right.characters);
  if (left.kinds === aNumber && right.kinds === aNumber) {
    return naming([left.number(), right.number()], (a, b) => or(eq(a, b), bothUndefined(a, b)));
  }
  return eq(left.json(), right.json());
}

function equalTo(operand: Operand, value: Scalar): Predicate {
  if (typeof value === 'boolean' && value) return operand.truth();
  if (typeof value === 'string' && operand.characters !== undefined) return eq(operand.characters, text(value));
  if (typeof value === 'number' && operand.kinds === aNumber) return eq(operand.number(), param(value, 'Float64'));
  return eq(operand.json(), text(canonicalJson(value)));
}

/** `left in [values]`. */
export function inList(left: Operand, values: readonly Scalar[]): Operand {
  const wanted = [...new Set(values)];
  const { literal: known } = left;
  if (known !== undefined) return condition(wanted.includes(known));
  const possible = wanted.filter((value) => [...literal(value).kinds].some((kind) => left.kinds.has(kind)));
  const [only] = possible;
  if (only === undefined) return condition(false);
  if (possible.length === 1) return condition(equalTo(left, only));
  if (left.characters !== undefined) return condition(isOneOf(left.characters, possible.map(String)));
  return condition(isOneOf(left.json(), possible.map(canonicalJson)));
}

// --- texts ---

/** A value as text: whether it is, and its characters there. */
interface Words {
  readonly isText: Predicate;
  readonly characters: Expression;
}

const wordsOf = (operand: Operand, json: Expression): Words =>
  operand.characters === undefined
    ? { isText: operand.kinds.has('text') && isText(json), characters: call('JSONExtractString', json) }
    : { isText: true, characters: operand.characters };

/** What is asked of two values that may be text; the body may name their JSON texts often. */
function ofTexts(left: Operand, right: Operand, body: (a: Expression, b: Expression) => Expression): Expression {
  // Characters at hand need no JSON text, which would be long to write.
  const json = (operand: Operand): Expression => (operand.characters === undefined ? operand.json() : emptyText);
  return naming([json(left), json(right)], body);
}

/** `left in right`: part of a text, or one of the elements of a list. */
export function isIn(left: Operand, right: Operand): Operand {
  const parts = (a: Expression, b: Expression) => {
    const [part, whole] = [wordsOf(left, a), wordsOf(right, b)];
    const areTexts = allOf(part.isText, whole.isText);
    const areList = right.kinds.has('other') && isList(b);
    const element = left.characters === undefined ? a : left.json();
    return {
      holds: anyOf(
        allOf(areTexts, contains(whole.characters, part.characters)),
        allOf(areList, call('has', listElements(b), element)),
      ),
      isDefined: anyOf(areTexts, areList),
    };
  };
  return perhaps(
    () => ofTexts(left, right, (a, b) => expressionOf(parts(a, b).holds)),
    () => ofTexts(left, right, (a, b) => definedOnly(parts(a, b))),
  );
}

/** `has_prefix(value, prefix)`. */
export function hasPrefix(value: Operand, prefix: Operand): Operand {
  const parts = (a: Expression, b: Expression) => {
    const [whole, start] = [wordsOf(value, a), wordsOf(prefix, b)];
    const areTexts = allOf(whole.isText, start.isText);
    return { holds: allOf(areTexts, call('startsWith', whole.characters, start.characters)), isDefined: areTexts };
  };
  return perhaps(
    () => ofTexts(value, prefix, (a, b) => expressionOf(parts(a, b).holds)),
    () => ofTexts(value, prefix, (a, b) => definedOnly(parts(a, b))),
  );
}

const definedOnly = ({ holds, isDefined }: { readonly holds: Predicate; readonly isDefined: Predicate }): Expression =>
  iif(expressionOf(isDefined), jsonOfTruth(holds), emptyText);

// --- conditions ---

/** `not x`: true for false and undefined, undefined for what is no boolean. */
export function inverted(operand: Operand): Operand {
  const { kinds } = operand;
  if (kinds.size === 1 && kinds.has('boolean')) return condition(complement(operand.truth()));
  const isBooleanOrUndefined = [...kinds].every((kind) => kind === 'boolean' || kind === 'undefined');
  if (isBooleanOrUndefined) return condition(complement(operand.truth()));
  return perhaps(
    () => isOneOf(operand.json(), ['', 'false']),
    () =>
      naming([operand.json()], (value) =>
        iif(isOneOf(value, ['', 'false']), text('true'), iif(eq(value, text('true')), text('false'), emptyText)),
      ),
  );
}

export const allTrue = (operands: readonly Operand[]): Operand =>
  condition(allOf(...operands.map((operand) => operand.truth())));

export const anyTrue = (operands: readonly Operand[]): Operand =>
  condition(anyOf(...operands.map((operand) => operand.truth())));

// --- functions ---

const functions: Readonly<Record<UnaryFunction, (operand: Operand) => Operand>> = {
  floor: (operand) => numeric(call('floor', operand.number())),
  ceil: (operand) => numeric(call('ceil', operand.number())),
  round: (operand) => numeric(naming([operand.number()], rounded)),
  boolean: asBoolean,
  number: asNumber,
  string: asText,
  defined: isDefined,
  datetime: asTime,
};

/** `name(x)`. */
export const applied = (name: UnaryFunction, operand: Operand): Operand => functions[name](operand);

/** Halves go away from zero. What is left after cutting is exact, so no rounding of 0.49… to 1. */
function rounded(value: Expression): Expression {
  const whole = call('trunc', value);
  const isHalf = gte(call('abs', minus(value, whole)), param(0.5, 'Float64'));
  return plus(whole, iif(isHalf, call('sign', value), num(0)));
}

function asBoolean(operand: Operand): Operand {
  const { kinds } = operand;
  if ([...kinds].every((kind) => kind === 'boolean' || kind === 'undefined')) return operand;
  const no = ['false', '"false"', '0'];
  const yes = (value: Expression): Expression =>
    or(isOneOf(value, ['true', '"true"']), and(isNumber(value), complementOf(eq(value, text('0')))));
  return perhaps(
    () => naming([operand.json()], yes),
    () =>
      naming([operand.json()], (value) =>
        iif(yes(value), text('true'), iif(isOneOf(value, no), text('false'), emptyText)),
      ),
  );
}

const complementOf = (expression: Expression): Expression => expressionOf(complement(expression));

/** A text that is a decimal number, in quotes. */
const quotedDecimal = String.raw`^"([+-]?(?:\d+[.]?\d*|[.]\d+)(?:[eE][+-]?\d+)?)"$`;

function asNumber(operand: Operand): Operand {
  if (operand.kinds === aNumber) return operand;
  const replaced = (json: Expression, pattern: string, by: string): Expression =>
    call('replaceRegexpOne', json, text(pattern), text(by));
  const digits = replaced(replaced(replaced(operand.json(), quotedDecimal, '\\1'), '^true$', '1'), '^false$', '0');
  return numeric(finite(toNumber(digits)));
}

function asText(operand: Operand): Operand {
  if (operand.characters !== undefined) return operand;
  const { literal: known } = operand;
  if (known !== undefined) return literal(String(known));
  const kept = [...operand.kinds].filter((kind) => kind === 'null' || kind === 'undefined' || kind === 'other');
  const kinds = new Set<Kind>(['text', ...kept.map((kind) => (kind === 'null' ? kind : 'undefined'))]);
  return storedJson(
    naming([operand.json()], (value) => {
      const quoted = call('concat', text('"'), value, text('"'));
      const isScalar = or(isNumber(value), isOneOf(value, ['true', 'false']));
      return iif(isScalar, quoted, iif(or(isText(value), eq(value, text('null'))), value, emptyText));
    }),
    kinds,
  );
}

function isDefined(operand: Operand): Operand {
  const { kinds } = operand;
  if (!kinds.has('undefined') && !kinds.has('null')) return condition(true);
  if (kinds === aNumber) return condition(complement(call('isNaN', operand.number())));
  return condition(complement(isOneOf(operand.json(), ['', 'null'])));
}

/** Seconds since the epoch of an ISO date; of a number that is seconds or milliseconds. */
function asTime(operand: Operand): Operand {
  const { literal: known } = operand;
  if (typeof known === 'string') {
    const seconds = secondsOfDate(known);
    return seconds === null ? notThere : literal(seconds);
  }
  const ofNumber = (value: Expression): Expression =>
    iif(gte(call('abs', value), param(firstMilliseconds, 'Float64')), dividedBy(value, num(1_000)), value);
  if (operand.kinds === aNumber) return numeric(naming([operand.number()], ofNumber));
  return numeric(
    naming([operand.json()], (value) => iif(isText(value), secondsOrNan(value), naming([toNumber(value)], ofNumber))),
  );
}
