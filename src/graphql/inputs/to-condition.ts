import type { PropertyCondition, PropertyFilter } from '../../cohorts/filter.js';
import type {
  DateConditionInput,
  ListConditionInput,
  NumberConditionInput,
  PropertyConditionInput,
  PropertyFilterInput,
  TextConditionInput,
} from './conditions.js';
import { badInput, given, type Path } from './path.js';

const textKinds = {
  isOneOf: 'textIsOneOf',
  isNoneOf: 'textIsNoneOf',
  contains: 'textContains',
  startsWith: 'textStartsWith',
  endsWith: 'textEndsWith',
} as const;
const textOperators = ['isOneOf', 'isNoneOf', 'contains', 'startsWith', 'endsWith'] as const;

/** GraphQL's `@oneOf` cannot say "exactly one of these beside ignoreCase", so this does. */
function toTextCondition(input: TextConditionInput, path: Path): PropertyCondition {
  const operators = textOperators.filter((name) => given(input[name]));
  if (operators.length !== 1) throw badInput(path, `Give exactly one of ${textOperators.join(', ')}.`);
  const { ignoreCase } = input;
  for (const operator of ['isOneOf', 'isNoneOf'] as const) {
    const values = input[operator];
    if (given(values)) return { kind: textKinds[operator], values, ignoreCase };
  }
  for (const operator of ['contains', 'startsWith', 'endsWith'] as const) {
    const text = input[operator];
    if (given(text)) return { kind: textKinds[operator], text, ignoreCase };
  }
  throw badInput(path, `Give exactly one of ${textOperators.join(', ')}.`);
}

const numberOperators = ['equals', 'notEquals', 'lessThan', 'atMost', 'greaterThan', 'atLeast'] as const;

function toNumberCondition(input: NumberConditionInput, path: Path): PropertyCondition {
  if (given(input.between)) return { kind: 'numberBetween', from: input.between.from, to: input.between.to };
  for (const operator of numberOperators) {
    const value = input[operator];
    if (given(value)) return { kind: 'number', operator, value };
  }
  throw badInput(path, `Give exactly one of ${numberOperators.join(', ')}, between.`);
}

function toDateCondition(input: DateConditionInput, path: Path): PropertyCondition {
  if (given(input.before)) return { kind: 'dateBefore', instant: input.before.getTime() };
  if (given(input.after)) return { kind: 'dateAfter', instant: input.after.getTime() };
  if (given(input.inLastDays)) return { kind: 'dateInLastDays', days: input.inLastDays };
  throw badInput(path, 'Give exactly one of before, after, inLastDays.');
}

function toElement(value: unknown, path: Path): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw badInput(path, 'Give text, a number or a boolean.');
}

const listKinds = { anyOf: 'listAnyOf', allOf: 'listAllOf', noneOf: 'listNoneOf' } as const;

function toListCondition(input: ListConditionInput, path: Path): PropertyCondition {
  for (const operator of ['anyOf', 'allOf', 'noneOf'] as const) {
    const values = input[operator];
    if (!given(values)) continue;
    const elements = values.map((value, index) => toElement(value, [...path, operator, index]));
    return { kind: listKinds[operator], values: elements };
  }
  throw badInput(path, 'Give exactly one of anyOf, allOf, noneOf.');
}

function toCondition(input: PropertyConditionInput, path: Path): PropertyCondition {
  if (given(input.text)) return toTextCondition(input.text, [...path, 'text']);
  if (given(input.number)) return toNumberCondition(input.number, [...path, 'number']);
  if (given(input.boolean)) return { kind: 'booleanIs', value: input.boolean };
  if (given(input.date)) return toDateCondition(input.date, [...path, 'date']);
  if (given(input.list)) return toListCondition(input.list, [...path, 'list']);
  if (given(input.isSet)) return { kind: input.isSet ? 'isSet' : 'isNotSet' };
  throw badInput(path, 'Give exactly one of text, number, boolean, date, list, isSet.');
}

/** A property filter as plain data. Throws BAD_INPUT, with the place, for what GraphQL's types cannot refuse. */
export function toPropertyFilter(input: PropertyFilterInput, path: Path): PropertyFilter {
  return { kind: 'property', name: input.name, condition: toCondition(input.is, [...path, 'is']) };
}
