import {
  and,
  call,
  col,
  eq,
  gt,
  iif,
  isIn,
  lambda,
  lte,
  minus,
  num,
  or,
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

/**
 * A number value, else NaN, with which every comparison is false. The first character is looked at because the
 * engine would read `inf` and `nan`; JSON has neither.
 */
export const numberOrNan = (value: Expression): Expression =>
  call('toFloat64OrDefault', iif(isNumber(value), value, text('')), call('toFloat64', text('nan')));

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
 * ISO 8601 calendar dates, alone or with a time of day, fraction and zone. Groups: year, month, day, hour, minute,
 * second, fraction, zone. Only whether the month has that day is left open.
 */
const datePattern =
  String.raw`^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])` +
  String.raw`(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.](\d{1,9}))?)?(Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?)?$`;

const part = (index: number): Expression => call('arrayElement', col('g'), num(index));
const integer = (digits: Expression): Expression => call('toInt64OrZero', digits);
const div = (value: Expression, by: number): Expression => call('intDiv', value, num(by));

/** Days since the epoch of a proleptic Gregorian date, by whole numbers only (years are shifted to begin in March). */
function daysSinceEpoch(year: Expression, month: Expression, day: Expression): Expression {
  // 400 years, which always have 146,097 days, keep every division positive in the year 0.
  const y = minus(plus(year, num(400)), call('toInt64', lte(month, num(2))));
  const monthFromMarch = call('modulo', plus(month, num(9)), num(12));
  const leapDays = plus(minus(div(y, 4), div(y, 100)), div(y, 400));
  const dayOfYear = plus(div(plus(times(num(153), monthFromMarch), num(2)), 5), day);
  return plus(plus(plus(times(y, num(365)), leapDays), dayOfYear), num(-719_469 - 146_097));
}

function daysInMonth(year: Expression, month: Expression): Expression {
  const divisible = (by: number): Expression => eq(call('modulo', year, num(by)), num(0));
  const leap = or(divisible(400), and(divisible(4), eq(divisible(100), num(0))));
  const short = isIn(month, param([4, 6, 9, 11], 'Array(Int64)'));
  return call('multiIf', eq(month, num(2)), plus(num(28), leap), short, num(30), num(31));
}

/** Milliseconds by which the zone in group 8 is ahead of UTC. */
function zoneMs(): Expression {
  const zone = part(8);
  const hours = integer(call('substring', zone, num(2), num(2)));
  const minutes = integer(call('right', zone, num(2)));
  const size = times(plus(times(hours, num(60)), minutes), num(60_000));
  return iif(call('startsWith', zone, text('-')), times(num(-1), size), size);
}

/**
 * True where the value is a date whose moment (milliseconds since the epoch; further digits are cut) satisfies the
 * condition. Done in whole numbers because the engine's date types end in 1900 and 2299 and its parser forgives what
 * is no date.
 */
export function isDateSuchThat(value: Expression, condition: (momentMs: Expression) => Expression): Expression {
  const [year, month, day] = [integer(part(1)), integer(part(2)), integer(part(3))];
  const [hour, minute, second] = [integer(part(4)), integer(part(5)), integer(part(6))];
  const days = daysSinceEpoch(year, month, day);
  const milliseconds = integer(call('substring', call('concat', part(7), text('000')), num(1), num(3)));
  const minutes = plus(times(plus(times(days, num(24)), hour), num(60)), minute);
  const local = plus(times(plus(times(minutes, num(60)), second), num(1_000)), milliseconds);
  const holds = and(
    gt(call('length', col('g')), num(0)),
    lte(day, daysInMonth(year, month)),
    condition(minus(local, zoneMs())),
  );
  // A list of one, so that the groups are named once and cut once.
  const groups = call('extractGroups', characters(value), text(datePattern));
  return call('arrayExists', lambda(['g'], holds), call('array', groups));
}
