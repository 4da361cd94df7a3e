import { MusterError } from '../core/errors.js';
import { limits } from '../core/limits.js';
import { wellFormed } from '../core/property-values.js';
import type { BoundCondition } from './bound-filter.js';
import type { Instant, PropertyCondition, TimeRange } from './filter.js';

/** Where in the input a value stands, as the GraphQL inputs name it. */
export type Path = ReadonlyArray<string | number>;

const dayMs = 86_400_000;
/** A century: far enough for "in the last n days", and near enough for the arithmetic to stay exact. */
const maxDays = 36_525;
const maxCount = 1_000_000_000;
/** Code points of one text to compare with; longer than any text an event may hold. */
const maxTextLength = 10_000;

/** A refusal that says where, and what may have been meant. */
export const badInput = (message: string, path: Path, nearMatches: readonly string[] = []): MusterError =>
  new MusterError('BAD_INPUT', message, { path, ...(nearMatches.length === 0 ? {} : { nearMatches }) });

/** A text to compare with, as ingestion would have stored it. */
export function checkText(text: string, path: Path): string {
  if (text.length > maxTextLength) {
    throw badInput(`A text in a filter has at most ${maxTextLength.toLocaleString('en-US')} characters.`, path);
  }
  return wellFormed(text);
}

/** A property or event name. */
export function checkName(name: string, what: string, path: Path): string {
  if (name === '') throw badInput(`${what} must not be empty.`, path);
  return checkText(name, path);
}

/** Values of one list: at least one, at most as many as a filter may have. */
export function checkValues<Value>(values: readonly Value[], path: Path): readonly Value[] {
  if (values.length === 0) {
    throw badInput('Give at least one value; an empty list says nothing about what is wanted.', path);
  }
  if (values.length > limits.filterValues) {
    throw badInput(`A list in a filter has at most ${limits.filterValues.toLocaleString('en-US')} values.`, path);
  }
  return values;
}

export const checkTexts = (values: readonly string[], path: Path): readonly string[] =>
  checkValues(values, path).map((value, index) => checkText(value, [...path, index]));

function checkNumber(value: number, path: Path): number {
  if (!Number.isFinite(value)) throw badInput('A number in a filter must be finite.', path);
  return value;
}

export function checkCount(value: number, path: Path): number {
  if (!Number.isInteger(value) || value < 0 || value > maxCount) {
    throw badInput(`Give a whole number from 0 to ${maxCount.toLocaleString('en-US')}.`, path);
  }
  return value;
}

export function checkInstant(value: Instant, path: Path): Instant {
  // Milliseconds a JavaScript date can hold; the engine's arithmetic holds them too.
  if (!Number.isInteger(value) || Math.abs(value) > 8.64e15) throw badInput('This is no moment in time.', path);
  return value;
}

function checkDays(days: number, path: Path): number {
  if (!Number.isInteger(days) || days < 1 || days > maxDays) {
    throw badInput(`Give a whole number of days from 1 to ${maxDays.toLocaleString('en-US')}.`, path);
  }
  return days;
}

const operatorNames = {
  textIsOneOf: ['text', 'isOneOf'],
  textIsNoneOf: ['text', 'isNoneOf'],
  textContains: ['text', 'contains'],
  textStartsWith: ['text', 'startsWith'],
  textEndsWith: ['text', 'endsWith'],
  number: ['number'],
  numberBetween: ['number', 'between'],
  booleanIs: ['boolean'],
  dateBefore: ['date', 'before'],
  dateAfter: ['date', 'after'],
  dateInLastDays: ['date', 'inLastDays'],
  listAnyOf: ['list', 'anyOf'],
  listAllOf: ['list', 'allOf'],
  listNoneOf: ['list', 'noneOf'],
  isSet: ['isSet'],
  isNotSet: ['isSet'],
} as const satisfies Record<PropertyCondition['kind'], Path>;

function checkElement(value: string | number | boolean, path: Path): string | number | boolean {
  switch (typeof value) {
    case 'string':
      return checkText(value, path);
    case 'number':
      return checkNumber(value, path);
    case 'boolean':
      return value;
    default:
      throw badInput('A list is compared with texts, numbers and booleans.', path);
  }
}

/** A condition with its values checked and its moments fixed. */
export function bindCondition(condition: PropertyCondition, now: Instant, parent: Path): BoundCondition {
  const path = [...parent, ...operatorNames[condition.kind]];
  switch (condition.kind) {
    case 'textIsOneOf':
    case 'textIsNoneOf':
      return { ...condition, values: checkTexts(condition.values, path) };
    case 'textContains':
    case 'textStartsWith':
    case 'textEndsWith':
      return { ...condition, text: checkText(condition.text, path) };
    case 'number':
      return { ...condition, value: checkNumber(condition.value, [...path, condition.operator]) };
    case 'numberBetween': {
      const from = checkNumber(condition.from, [...path, 'from']);
      const to = checkNumber(condition.to, [...path, 'to']);
      if (from > to) throw badInput('`from` must not be above `to`.', path);
      return { kind: 'numberBetween', from, to };
    }
    case 'dateBefore':
    case 'dateAfter':
      return { kind: condition.kind, instant: checkInstant(condition.instant, path) };
    case 'dateInLastDays':
      return { kind: 'dateBetween', from: now - checkDays(condition.days, path) * dayMs, to: now };
    case 'listAnyOf':
    case 'listAllOf':
    case 'listNoneOf': {
      const values = checkValues(condition.values, path);
      return { kind: condition.kind, values: values.map((value, index) => checkElement(value, [...path, index])) };
    }
    case 'booleanIs':
    case 'isSet':
    case 'isNotSet':
      return condition;
  }
}

/** A time range as moments: `from` included, `to` excluded. */
export function bindTimeRange(
  range: TimeRange,
  now: Instant,
  path: Path,
): { readonly from: Instant | null; readonly to: Instant | null } {
  switch (range.kind) {
    case 'ever':
      return { from: null, to: null };
    case 'lastDays':
      return { from: now - checkDays(range.days, [...path, 'lastDays']) * dayMs, to: now + 1 };
    case 'between': {
      const at = [...path, 'between'];
      const from = range.from === null ? null : checkInstant(range.from, [...at, 'from']);
      const to = range.to === null ? null : checkInstant(range.to, [...at, 'to']);
      if (from === null && to === null) throw badInput('Give `from`, `to` or both.', at);
      if (from !== null && to !== null && from >= to) throw badInput('`to` must be later than `from`.', at);
      return { from, to };
    }
  }
}
