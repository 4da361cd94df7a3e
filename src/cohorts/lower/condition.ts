import { assertNever } from '../../core/errors.js';
import { canonicalJson } from '../../core/property-values.js';
import { and, call, eq, gt, gte, iif, inValues, isIn, lt, lte, not, num, param } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import type { BoundCondition } from '../bound-filter.js';
import {
  caseless,
  characters,
  contains,
  isDateSuchThat,
  isList,
  isPresent,
  isText,
  listElements,
  numberOrNan,
} from './json-values.js';

type Of<Kind extends BoundCondition['kind']> = Extract<BoundCondition, { readonly kind: Kind }>;

/** Whether a property that is not set satisfies the condition: the negative ones do, the others do not. */
export function holdsWhenNotSet(condition: BoundCondition): boolean {
  switch (condition.kind) {
    case 'textIsNoneOf':
    case 'listNoneOf':
    case 'isNotSet':
      return true;
    case 'number':
      return condition.operator === 'notEquals';
    case 'textIsOneOf':
    case 'textContains':
    case 'textStartsWith':
    case 'textEndsWith':
    case 'numberBetween':
    case 'booleanIs':
    case 'dateBefore':
    case 'dateAfter':
    case 'dateBetween':
    case 'listAnyOf':
    case 'listAllOf':
    case 'isSet':
      return false;
    default:
      return assertNever(condition);
  }
}

/** The condition on a property's canonical JSON text ('' where absent), as 0 or 1. */
export function lowerCondition(value: Expression, condition: BoundCondition): Expression {
  switch (condition.kind) {
    case 'textIsOneOf':
      return textIsOneOf(value, condition);
    case 'textIsNoneOf':
      return not(textIsOneOf(value, condition));
    case 'textContains':
    case 'textStartsWith':
    case 'textEndsWith':
      return textPart(value, condition);
    case 'number':
      return number(value, condition);
    case 'numberBetween':
      return and(gte(numberOrNan(value), float(condition.from)), lte(numberOrNan(value), float(condition.to)));
    case 'booleanIs':
      return isOneOf(value, [condition.value]);
    case 'dateBefore':
      return isDateSuchThat(value, (moment) => lt(moment, milliseconds(condition.instant)));
    case 'dateAfter':
      return isDateSuchThat(value, (moment) => gt(moment, milliseconds(condition.instant)));
    case 'dateBetween':
      return isDateSuchThat(value, (moment) =>
        and(gte(moment, milliseconds(condition.from)), lte(moment, milliseconds(condition.to))),
      );
    case 'listAnyOf':
      return listAnyOf(value, condition.values);
    case 'listNoneOf':
      return not(listAnyOf(value, condition.values));
    case 'listAllOf':
      return listAllOf(value, condition.values);
    case 'isSet':
      return isPresent(value);
    case 'isNotSet':
      return not(isPresent(value));
    default:
      return assertNever(condition);
  }
}

const float = (value: number): Expression => param(value, 'Float64');
const milliseconds = (value: number): Expression => param(value, 'Int64');

/** Equal to one of some scalars: equal canonical text. */
function isOneOf(value: Expression, scalars: ReadonlyArray<string | number | boolean>): Expression {
  const texts = [...new Set(scalars.map(canonicalJson))];
  const [only] = texts;
  if (only !== undefined && texts.length === 1) return eq(value, param(only, 'String'));
  return inValues(value, texts, 'Array(String)');
}

function textIsOneOf(value: Expression, condition: Of<'textIsOneOf' | 'textIsNoneOf'>): Expression {
  if (!condition.ignoreCase) return isOneOf(value, condition.values);
  const wanted = condition.values.map((text) => caseless(param(text, 'String')));
  const texts = call('array', ...wanted);
  return and(isText(value), call('has', texts, caseless(characters(value))));
}

function textPart(
  value: Expression,
  { kind, text, ignoreCase }: Of<'textContains' | 'textStartsWith' | 'textEndsWith'>,
): Expression {
  const whole = ignoreCase ? caseless(characters(value)) : characters(value);
  const wanted = ignoreCase ? caseless(param(text, 'String')) : param(text, 'String');
  const tests = {
    textContains: contains(whole, wanted),
    textStartsWith: call('startsWith', whole, wanted),
    textEndsWith: call('endsWith', whole, wanted),
  };
  return and(isText(value), tests[kind]);
}

function number(value: Expression, { operator, value: wanted }: Of<'number'>): Expression {
  switch (operator) {
    // JSON.stringify writes every number in one way, so equality is that of the texts, exact to the last digit.
    case 'equals':
      return isOneOf(value, [wanted]);
    case 'notEquals':
      return not(isOneOf(value, [wanted]));
    case 'lessThan':
      return lt(numberOrNan(value), float(wanted));
    case 'atMost':
      return lte(numberOrNan(value), float(wanted));
    case 'greaterThan':
      return gt(numberOrNan(value), float(wanted));
    case 'atLeast':
      return gte(numberOrNan(value), float(wanted));
    default:
      return assertNever(operator);
  }
}

function listAnyOf(value: Expression, scalars: ReadonlyArray<string | number | boolean>): Expression {
  const texts = param([...new Set(scalars.map(canonicalJson))], 'Array(String)');
  return iif(isList(value), call('hasAny', listElements(value), texts), isIn(value, texts));
}

function listAllOf(value: Expression, scalars: ReadonlyArray<string | number | boolean>): Expression {
  const texts = [...new Set(scalars.map(canonicalJson))];
  const wanted = param(texts, 'Array(String)');
  // A value that is no list is a list of one, which holds all of several different values never.
  const alone = texts.length === 1 ? isIn(value, wanted) : num(0);
  return iif(isList(value), call('hasAll', listElements(value), wanted), alone);
}
