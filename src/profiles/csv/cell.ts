import { millisecondsOfIso } from '../../core/iso-time.js';
import { groupIdsOf, type PropertyValue } from '../../core/property-values.js';

/** How the cells of a column are read. `group`: the id of a group, or a JSON list of ids; always text. */
export const columnTypes = ['auto', 'text', 'number', 'boolean', 'date', 'list', 'group'] as const;
export type ColumnType = (typeof columnTypes)[number];

/** Why a cell does not fit its column, as the end of a sentence about the cell. */
export class Misfit {
  constructor(readonly why: string) {}
}

/** Lists and objects inside one another that are looked into; what may be stored is less, and the service's rule. */
const deepest = 100;

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const decimal = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const boolean = /^(?:true|false)$/i;
const jsonText = /"[^"\\]*(?:\\.[^"\\]*)*"/gs;

/** A decimal number's digits and exponent, in the one form that all its spellings share. */
function normalForm(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const shift = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${mantissa.startsWith('-') ? '-' : ''}${significant}e${shift}`;
}

/**
 * The number a text says, if it is written as JSON writes numbers and no digit is lost by taking it for one. Anything
 * else is null: `007`, `+1` and twenty digits are ids that people care about.
 */
function exactNumber(text: string): number | null {
  if (!jsonNumber.test(text)) return null;
  const value = Number(text);
  if (!Number.isFinite(value)) return null;
  // Fifteen digits always survive; with an exponent even one may not.
  const survives = (text.length <= 15 && !/e/i.test(text)) || normalForm(text) === normalForm(String(value));
  if (!survives) return null;
  return value === 0 ? 0 : value;
}

/** A date, alone or with a time, in the form in which filters read dates: RFC 3339 allows small letters, they do not. */
const isoDate = (text: string): string | null => (millisecondsOfIso(text) === null ? null : text.toUpperCase());

/** Whether brackets nest deeper than {@link deepest}: code that walks the value may then recurse. */
function isTooDeep(json: string): boolean {
  let depth = 0;
  for (const bracket of json.replace(jsonText, '').match(/[[\]{}]/g) ?? []) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > deepest) return true;
  }
  return false;
}

/** Whether every number in a JSON text is kept to its last digit. */
const keepsNumbers = (json: string): boolean =>
  (json.replace(jsonText, '').match(/-?\d[\d.eE+-]*/g) ?? []).every((number) => exactNumber(number) !== null);

/** A JSON list or object, or why the text is none; undefined where it does not even begin as one. */
function readNested(text: string): PropertyValue | Misfit | undefined {
  if (!text.startsWith('[') && !text.startsWith('{')) return undefined;
  if (isTooDeep(text)) return new Misfit(`nests lists and objects deeper than ${deepest}`);
  let value: PropertyValue;
  try {
    value = JSON.parse(text);
  } catch {
    return new Misfit('is not JSON');
  }
  return keepsNumbers(text) ? value : new Misfit('holds a number with more digits than are kept; put it in quotes');
}

/** What a cell is by itself. Text that only looks like JSON stays text, and so does JSON whose numbers would suffer. */
function readAuto(text: string): PropertyValue {
  const number = exactNumber(text);
  if (number !== null) return number;
  if (boolean.test(text)) return text.length === 4;
  const nested = readNested(text);
  if (nested instanceof Misfit) return text;
  return nested ?? isoDate(text) ?? text;
}

function readNumber(text: string): number | Misfit {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : new Misfit('is not a number');
}

function readBoolean(text: string): boolean | Misfit {
  if (boolean.test(text)) return text.length === 4;
  return text === '1' || text === '0' ? text === '1' : new Misfit('is not true, false, 1 or 0');
}

function readList(text: string): PropertyValue | Misfit {
  const value = readNested(text);
  if (value instanceof Misfit || Array.isArray(value)) return value;
  return new Misfit('is not a JSON list such as ["a","b"]');
}

/** Ids stay as they are written: as a number, `1.10` would be another group. */
function readGroup(text: string): PropertyValue | Misfit {
  if (!text.startsWith('[')) return text;
  const list = readList(text);
  if (!Array.isArray(list)) return list;
  const ids = list.every((id) => typeof id === 'string' || typeof id === 'number');
  return ids ? groupIdsOf(list) : new Misfit('is not a list of group ids');
}

/** The value of a cell that is not empty; text is kept to the letter, blanks included. */
export function readCell(text: string, type: ColumnType): PropertyValue | Misfit {
  switch (type) {
    case 'auto':
      return readAuto(text);
    case 'text':
      return text;
    case 'number':
      return readNumber(text);
    case 'boolean':
      return readBoolean(text);
    case 'date':
      return isoDate(text) ?? new Misfit('is not a date such as 2026-03-02 or 2026-03-02T09:05:00Z');
    case 'list':
      return readList(text);
    case 'group':
      return readGroup(text);
  }
}

/** What a value is called in a preview. */
export function kindOf(value: PropertyValue): 'text' | 'number' | 'boolean' | 'date' | 'list' | 'object' {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return millisecondsOfIso(value) === null ? 'text' : 'date';
  return Array.isArray(value) ? 'list' : 'object';
}
