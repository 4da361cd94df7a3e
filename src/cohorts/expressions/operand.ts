import { canonicalJson } from '../../core/property-values.js';
import { and, array, call, col, eq, iif, lambda, num, param, plus } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import { notANumber, numberOrNan } from '../lower/json-values.js';
import { expressionOf, type Predicate } from '../lower/predicate.js';
import type { Scalar } from './ast.js';
import {
  aBoolean,
  aNumber,
  anything,
  aText,
  type Kinds,
  kindOfScalar,
  nothing,
  perhapsBoolean,
  textOrNothing,
} from './kinds.js';

/**
 * A value on its way to SQL. Its user asks for one form of it, once, and so each part of an expression is written once.
 * No form is ever NULL, and none can fail on any stored value.
 */
export interface Operand {
  readonly kinds: Kinds;
  /** Its canonical JSON text; '' where it is undefined. */
  json(): Expression;
  /** As Float64 where it is a number, else NaN. Never infinite. */
  number(): Expression;
  /** Whether it is true. */
  truth(): Predicate;
  /** Set where the value is known. */
  readonly literal?: Scalar;
  /** Set where the value is always text, as characters. */
  readonly characters?: Expression;
}

/** A literal of the expression. */
export function literal(value: Scalar): Operand {
  return {
    kinds: kindOfScalar(value),
    json: () => param(canonicalJson(value), 'String'),
    number: () => (typeof value === 'number' ? param(value, 'Float64') : notANumber),
    truth: () => value === true,
    literal: value,
    ...(typeof value === 'string' ? { characters: param(value, 'String') } : {}),
  };
}

/** What is not there. */
export const notThere: Operand = {
  kinds: nothing,
  json: () => emptyText,
  number: () => notANumber,
  truth: () => false,
};

/** Canonical JSON text as the warehouse holds it, '' where absent. */
export const storedJson = (json: Expression, kinds: Kinds = anything): Operand => ({
  kinds,
  json: () => json,
  number: () => numberOrNan(json),
  truth: () => eq(json, trueText),
});

/** Text that is always there, as characters: an id in a column of its own. */
export const plainText = (characters: Expression): Operand => ({
  kinds: aText,
  json: () => jsonOfText(characters),
  number: () => notANumber,
  truth: () => false,
  characters,
});

/** Text in a column of its own, where empty text means undefined. */
export const textUnlessEmpty = (characters: Expression): Operand =>
  storedJson(iif(eq(characters, emptyText), emptyText, jsonOfText(characters)), textOrNothing);

/** A Float64 that is finite, or NaN where undefined. */
export const numeric = (number: Expression): Operand => ({
  kinds: aNumber,
  json: () => jsonOfNumber(number),
  number: () => number,
  truth: () => false,
});

/** A condition that is either true or false. */
export const condition = (truth: Predicate): Operand => ({
  kinds: aBoolean,
  json: () => (typeof truth === 'boolean' ? param(String(truth), 'String') : jsonOfTruth(truth)),
  number: () => notANumber,
  truth: () => truth,
});

/** A condition that may be undefined, in the two forms it can be asked for. */
export const perhaps = (truth: () => Predicate, json: () => Expression): Operand => ({
  kinds: perhapsBoolean,
  json,
  number: () => notANumber,
  truth,
});

export const emptyText: Expression = param('', 'String');
const trueText: Expression = param('true', 'String');
const falseText: Expression = param('false', 'String');

/** `true` or `false`. */
export const jsonOfTruth = (truth: Predicate): Expression => iif(expressionOf(truth), trueText, falseText);

/** A number as JSON.stringify writes it, from Float64; '' for NaN. Adding 0 takes the sign from −0. */
export function jsonOfNumber(number: Expression): Expression {
  const digits = call('toString', plus(number, num(0)));
  const signed = call('replaceRegexpOne', digits, param('e(\\d)', 'String'), param('e+\\1', 'String'));
  return call('replaceOne', signed, param('nan', 'String'), emptyText);
}

/** Every character that JSON.stringify escapes, and how. */
const escapes = [...Array(0x20).keys()].map((code) => String.fromCharCode(code)).concat('"', '\\');
const escaped = escapes.map((character) => JSON.stringify(character).slice(1, -1));

/** Characters as JSON.stringify writes them; the engine's own writer escapes others. */
function jsonOfText(characters: Expression): Expression {
  const bytes = call('splitByString', emptyText, characters);
  const byte = col('c');
  const written = call('transform', byte, param(escapes, 'Array(String)'), param(escaped, 'Array(String)'), byte);
  const inside = call('arrayStringConcat', call('arrayMap', lambda(['c'], written), bytes));
  return call('concat', quote, inside, quote);
}

const quote: Expression = param('"', 'String');

/** Naming it twice costs nothing. */
const isShort = ({ kind }: Expression): boolean =>
  kind === 'column' || kind === 'parameter' || kind === 'mapValue' || kind === 'number';

const names = ['a', 'b'];

/**
 * A body that may name its values as often as it likes: they become arguments of a lambda over lists of one, unless
 * they are short.
 */
export function naming(
  values: readonly [Expression] | readonly [Expression, Expression],
  body: (...values: Expression[]) => Expression,
): Expression {
  if (values.every(isShort)) return body(...values);
  const used = names.slice(0, values.length);
  const lists = values.map((value) => array(value));
  const results = call('arrayMap', lambda(used, body(...used.map((name) => col(name)))), ...lists);
  return call('arrayElement', results, num(1));
}

/** Whether either is NaN. */
export const eitherUndefined = (a: Expression, b: Expression): Expression =>
  call('greatest', call('isNaN', a), call('isNaN', b));

/** Whether both are NaN. */
export const bothUndefined = (a: Expression, b: Expression): Expression => and(call('isNaN', a), call('isNaN', b));
