import { isList, isNumber, isPresent, listElements } from '../../cohorts/lower/json-values.js';
import { and, array, call, col, iif, isIn, lambda, lte, not, num, param } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import type { Buckets } from '../question/question.js';

/*
 * What segments a property's canonical JSON text falls into: a list of texts, each of them once. '' stands for a value
 * that is not set, and, among buckets, for one that is no number.
 */

/** The segment of what is not set. */
export const notSet = '';

const text = (value: string): Expression => param(value, 'String');
const brackets = param(['[', ']', '{', '}'], 'Array(String)');
const closing = param([']', '}'], 'Array(String)');

/** Null counts as not set. */
const setOrNot = (value: Expression): Expression => iif(isPresent(value), value, text(notSet));

/** The elements of a list that holds nothing but texts, numbers, booleans and null; any other value as it is. */
function elementsOf(value: Expression): Expression {
  const tokens = col('tokens');
  const isPlain = and(
    not(call('arrayExists', lambda(['t'], isIn(col('t'), closing)), tokens)),
    call('arrayExists', lambda(['t'], not(isIn(col('t'), brackets))), tokens),
  );
  const elements = call('arrayFilter', lambda(['t'], not(isIn(col('t'), brackets))), tokens);
  // A list of one list, so that a lambda can name the tokens and the text is cut once.
  const cut = call('arrayMap', lambda(['tokens'], iif(isPlain, elements, array(value))), array(listElements(value)));
  return iif(isList(value), call('arrayElement', cut, num(1)), array(value));
}

/** The number of the bucket a value lies in, from 0, as text. */
function bucketOf(value: Expression, bounds: readonly number[]): Expression {
  const number = call('toFloat64OrZero', value);
  const index = call('arrayCount', lambda(['bound'], lte(col('bound'), number)), param(bounds, 'Array(Float64)'));
  return iif(isNumber(value), call('toString', index), text(notSet));
}

/** The segments of a value. */
export function segmentsOf(value: Expression, buckets: Buckets): Expression {
  const each = buckets === null ? setOrNot(col('v')) : bucketOf(col('v'), buckets);
  const many = call('arrayDistinct', call('arrayMap', lambda(['v'], each), elementsOf(value)));
  const one = array(buckets === null ? setOrNot(value) : bucketOf(value, buckets));
  return iif(isList(value), many, one);
}

/** The segments of several values, given as an array of them: of nothing, one that is not set. */
export function segmentsOfAll(values: Expression, buckets: Buckets): Expression {
  const all = call('arrayFlatten', call('arrayMap', lambda(['each'], segmentsOf(col('each'), buckets)), values));
  return orNotSet(call('arrayDistinct', all));
}

/** The segments of texts that are ids: each as JSON. */
export const segmentsOfIds = (ids: Expression): Expression =>
  orNotSet(call('arrayDistinct', call('arrayMap', lambda(['id'], call('toJSONString', col('id'))), ids)));

/** A list with something in it: what is not set, where it is empty. */
export const orNotSet = (segments: Expression): Expression =>
  iif(call('empty', segments), array(text(notSet)), segments);

/** The segment of a value that is true or false. */
export const segmentOfTruth = (isTrue: Expression): Expression => array(iif(isTrue, text('true'), text('false')));
