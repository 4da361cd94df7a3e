import type { ParameterValue } from '../sql/compiled.js';

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\0': '\\0',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/**
 * A parameter's value in the text form the engine parses by the parameter's type: a bare text at the top, quoted
 * inside lists and tuples, escaped with backslashes in both.
 */
export function parameterText(value: ParameterValue, nested = false): string {
  if (typeof value === 'string') {
    const escaped = value.replace(/[\\'\0\b\f\n\r\t]/g, (character) => escapes[character] ?? character);
    return nested ? `'${escaped}'` : escaped;
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' && !Number.isFinite(value)) return nonFinite(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if ('identifier' in value) return value.identifier;
  if ('tuple' in value) return `(${value.tuple.map((item) => parameterText(item, true)).join(',')})`;
  return `[${value.map((item) => parameterText(item, true)).join(',')}]`;
}

function nonFinite(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'inf' : '-inf';
}
