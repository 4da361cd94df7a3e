import type { ExpressionNode, UnaryFunction } from '../../../src/cohorts/expressions/ast.js';
import type { Properties, PropertyValue } from '../../../src/core/property-values.js';
import { momentOf } from '../oracle.js';

/*
 * What expressions mean, written for reading: values in memory, one case after another. docs/query-language.md says
 * the same in words. Nothing here knows SQL or shares code with src/cohorts/expressions but the types.
 */

/** Undefined where there is no value. */
export type Value = PropertyValue | undefined;

/** What names stand for. */
export interface Subject {
  readonly properties: Properties;
  /** What `properties["$distinct_id"]` is; undefined where it is no name of its own. */
  readonly id?: string;
  readonly user?: Properties;
  readonly timeMs?: number;
}

const kindOf = (value: Value): string => {
  if (value === undefined) return 'undefined';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string' ? 'text' : typeof value;
};

/** Results beyond the largest number are undefined, as is what is no number; −0 is 0. */
const finite = (number: number): number | undefined => (Number.isFinite(number) ? number + 0 : undefined);

/** The value of an expression for one subject. */
export function evaluate(node: ExpressionNode, subject: Subject): Value {
  const value = (part: ExpressionNode): Value => evaluate(part, subject);
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'name':
      return named(node.of, node.name, subject);
    case 'negate': {
      const number = value(node.operand);
      return typeof number === 'number' ? finite(-number) : undefined;
    }
    case 'not': {
      const operand = value(node.operand);
      if (operand === undefined) return true;
      return typeof operand === 'boolean' ? !operand : undefined;
    }
    case 'and':
      return node.operands.every((operand) => value(operand) === true);
    case 'or':
      return node.operands.some((operand) => value(operand) === true);
    case 'arithmetic':
      return arithmetic(node.operator, value(node.left), value(node.right));
    case 'comparison':
      return comparison(node.operator, value(node.left), value(node.right));
    case 'inList': {
      const left = value(node.left);
      return node.values.some((element) => element === left);
    }
    case 'in':
      return isIn(value(node.left), value(node.right));
    case 'call':
      return call(node.name, value(node.operand));
    case 'hasPrefix': {
      const [text, prefix] = [value(node.text), value(node.prefix)];
      return typeof text === 'string' && typeof prefix === 'string' ? text.startsWith(prefix) : undefined;
    }
  }
}

/** Whether the expression holds. */
export const holds = (node: ExpressionNode, subject: Subject): boolean => evaluate(node, subject) === true;

function named(of: 'properties' | 'user' | 'event', name: string, subject: Subject): Value {
  const own = (properties: Properties): Value => (Object.hasOwn(properties, name) ? properties[name] : undefined);
  if (of === 'event') return subject.timeMs === undefined ? undefined : subject.timeMs / 1_000;
  if (of === 'user' && subject.user !== undefined) return own(subject.user);
  return name === '$distinct_id' && subject.id !== undefined ? subject.id : own(subject.properties);
}

function arithmetic(operator: '+' | '-' | '*' | '/' | '%', left: Value, right: Value): Value {
  if (operator === '+' && typeof left === 'string' && typeof right === 'string') return left + right;
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (operator) {
    case '+':
      return finite(left + right);
    case '-':
      return finite(left - right);
    case '*':
      return finite(left * right);
    case '/':
      return finite(left / right);
    case '%': {
      const rest = left - Math.trunc(left / right) * right;
      return Math.sign(rest) * Math.sign(left) < 0 ? 0 : finite(rest);
    }
  }
}

function comparison(operator: '==' | '!=' | '<' | '<=' | '>' | '>=', left: Value, right: Value): Value {
  // Lists and objects are equal when they are written alike.
  const isSame = kindOf(left) === kindOf(right) && JSON.stringify(left) === JSON.stringify(right);
  if (operator === '==') return isSame;
  if (operator === '!=') return !isSame;
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

function isIn(left: Value, right: Value): Value {
  if (Array.isArray(right)) {
    const isScalar = left !== undefined && (left === null || typeof left !== 'object');
    return isScalar && right.some((element) => element === left);
  }
  return typeof left === 'string' && typeof right === 'string' ? right.includes(left) : undefined;
}

function call(name: UnaryFunction, value: Value): Value {
  switch (name) {
    case 'floor':
      return typeof value === 'number' ? finite(Math.floor(value)) : undefined;
    case 'ceil':
      return typeof value === 'number' ? finite(Math.ceil(value)) : undefined;
    case 'round':
      return typeof value === 'number' ? finite(rounded(value)) : undefined;
    case 'boolean':
      if (value === 'true' || value === 'false') return value === 'true';
      if (typeof value === 'number') return value !== 0;
      return typeof value === 'boolean' ? value : undefined;
    case 'number':
      if (typeof value === 'string') return decimal(value);
      if (typeof value === 'boolean') return value ? 1 : 0;
      return typeof value === 'number' ? value : undefined;
    case 'string':
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      return typeof value === 'string' || value === null ? value : undefined;
    case 'defined':
      return value !== undefined && value !== null;
    case 'datetime': {
      const moment = typeof value === 'string' ? momentOf(value) : null;
      if (moment !== null) return moment / 1_000;
      if (typeof value !== 'number') return undefined;
      return Math.abs(value) >= 31_536_000_000 ? value / 1_000 : value;
    }
  }
}

/** To the nearest whole number, halves away from zero. */
function rounded(value: number): number {
  const whole = Math.trunc(value);
  return Math.abs(value - whole) >= 0.5 ? whole + Math.sign(value) : whole;
}

const decimal = (text: string): number | undefined =>
  /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? finite(Number(text)) : undefined;
