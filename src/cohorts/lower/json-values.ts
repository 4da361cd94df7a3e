import {
  and,
  array,
  call,
  col,
  dividedBy,
  eq,
  gt,
  iif,
  isIn,
  lambda,
  minus,
  num,
  param,
  plus,
  times,
} from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';

/*
 * Reading a property's canonical JSON text ('' where absent) inside the engine. JSON.stringify wrote it, so equal
 * values are equal texts, there are no blanks between tokens, and the first character tells the type. Nothing here
 * gives NULL, and nothing fails on a value of another type.
 */

const text = (value: string): Expression => param(value, 'String');

/** True where the value is text. */
export const isText = (value: Expression): Expression => call('startsWith', value, text('"'));

/** True where the value is a list. */
export const isList = (value: Expression): Expression => call('startsWith', value, text('['));

/** True where there is a value other than null. */
export const isPresent = (value: Expression): Expression =>
  call('notEmpty', iif(eq(value, text('null')), text(''), value));

/** The characters of a text value; '' for everything else. */
export const characters = (value: Expression): Expression =>
  iif(isText(value), call('JSONExtractString', value), text(''));

/**
 * Text in the form in which texts are compared without regard to case: lower case, with one form of the Greek sigma,
 * as its final form depends on the letters around it and would keep a part of a word from being found.
 */
export const caseless = (value: Expression): Expression =>
  call('replaceAll', call('lowerUTF8', value), text('ς'), text('σ'));

/** Whether a text has another in it, letter by letter. */
export const contains = (text: Expression, part: Expression): Expression => gt(call('position', text, part), num(0));

/** A number value, else NaN, with which every comparison is false. JSON has no text that the engine reads as `inf`. */
export const numberOrNan = (value: Expression): Expression =>
  call('ifNull', call('toFloat64OrNull', value), notANumber);

/** What stands for no number where a number is wanted. */
export const notANumber: Expression = call('toFloat64', text('nan'));

/** True where the value is a number. */
export const isNumber = (value: Expression): Expression =>
  isIn(call('substring', value, num(1), num(1)), param([...'-0123456789'], 'Array(String)'));

/** Texts, brackets, and numbers or literals; commas and colons fall between them. */
const tokenPattern = String.raw`"(?:[^"\\]|\\.)*"|[\[\]{}]|[^",:\[\]{}]+`;

/**
 * The canonical texts of a list's elements, among some brackets, which equal no element that a filter can name. The
 * engine's own JSON functions write numbers anew and give up on whole numbers beyond 64 bits, so the text is cut into
 * tokens, and those directly inside the outermost bracket are taken.
 */
export function listElements(value: Expression): Expression {
  const e = col('e');
  const opens = isIn(e, param(['[', '{'], 'Array(String)'));
  const closes = isIn(e, param([']', '}'], 'Array(String)'));
  const step = minus(call('toInt32', opens), call('toInt32', closes));
  const tokens = call('extractAll', value, text(tokenPattern));
  const depths = call('arrayCumSum', lambda(['e'], step), tokens);
  return call('arrayFilter', lambda(['e', 'd'], eq(col('d'), num(1))), tokens, depths);
}

/**
 * ISO 8601 calendar dates, alone or with a time of day, fraction and zone. Groups, all of them digits: year, month,
 * day, hour, minute, second, the first three digits of the fraction, hours and minutes ahead of UTC, and behind it.
 * Only whether the month has that day is left open.
 */
export const datePattern =
  String.raw`^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])` +
  String.raw`(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.](\d)(\d?)(\d?)\d{0,6})?)?` +
  String.raw`(?:Z|[+]([01]\d|2[0-3]):?([0-5]\d)|-([01]\d|2[0-3]):?([0-5]\d))?)?$`;

/** The same in quotes: no character of a date is escaped in JSON. */
const quotedDatePattern = datePattern.replace('^', '^"').replace(/\$$/, '"$');

const [secondMs, minuteMs, hourMs, dayMs] = [1_000, 60_000, 3_600_000, 86_400_000];
/** What one of each group is worth, milliseconds; the calendar date is counted apart. */
const groupMs = [0, 0, 0, hourMs, minuteMs, secondMs, 100, 10, 1, -hourMs, -minuteMs, hourMs, minuteMs];
/** Every 400 years the calendar repeats itself. */
const daysOf400Years = 146_097;

/**
 * The date a value is, cut into numbers: a list of one list, so that a lambda can name it and the value is cut once.
 * Cut by pattern, because the engine's parser forgives what is no date.
 */
function datesIn(value: Expression): Expression {
  const groups = call('extractGroups', value, text(quotedDatePattern));
  const numbers = call('arrayMap', lambda(['d'], call('toInt64OrZero', col('d'))), groups);
  return array(call('arrayResize', numbers, num(groupMs.length)));
}

/**
 * Whether `n`, an element of {@link datesIn}, is a date, and its moment in milliseconds since the epoch (further digits
 * are cut). Counted from the same day of the 400 years from 1900 on, because there the engine's dates begin and end.
 */
function calendar(n: Expression): { readonly isDate: Expression; readonly moment: Expression } {
  const group = (index: number): Expression => call('arrayElement', n, num(index));
  const [year, month, day] = [plus(group(1), num(100)), group(2), group(3)];
  const date = call('makeDate32', plus(call('modulo', year, num(400)), num(1_900)), month, day);
  const periods = minus(call('intDiv', year, num(400)), num(5));
  const days = plus(call('toInt64', date), times(periods, num(daysOf400Years)));
  const moment = plus(times(days, num(dayMs)), call('arrayDotProduct', n, param(groupMs, 'Array(Int64)')));
  // A day that the month has not would be one of the next month; no date at all has the day 0, which no month has.
  return { isDate: eq(call('toDayOfMonth', date), day), moment };
}

/** True where the value is a date whose moment (milliseconds since the epoch) satisfies the condition. */
export function isDateSuchThat(value: Expression, condition: (momentMs: Expression) => Expression): Expression {
  const { isDate, moment } = calendar(col('n'));
  return call('arrayExists', lambda(['n'], and(isDate, condition(moment))), datesIn(value));
}

/** Seconds since the epoch where the value is a date, else NaN. */
export function secondsOrNan(value: Expression): Expression {
  const { isDate, moment } = calendar(col('n'));
  const seconds = iif(isDate, dividedBy(moment, num(1_000)), notANumber);
  return call('arrayElement', call('arrayMap', lambda(['n'], seconds), datesIn(value)), num(1));
}
