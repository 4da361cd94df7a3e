import type { CompiledSql, ParameterValue } from '../sql/compiled.js';

/** Characters of one form field that are safely under the server's limit of 128 KiB for it, all escaped, in UTF-8. */
const maxCharacters = 16_384;

/**
 * A ClickHouse server refuses a form field over 128 KiB, and lists of ids are longer. Such a list is bound in pieces,
 * which the text joins again.
 */
export function splitLongLists(sql: CompiledSql): Pick<CompiledSql, 'text' | 'params'> {
  let { text } = sql;
  const params: Record<string, ParameterValue> = {};
  for (const [name, value] of Object.entries(sql.params)) {
    const pieces = isList(value) ? inPieces(value) : [];
    if (pieces.length < 2) {
      params[name] = value;
      continue;
    }
    pieces.forEach((piece, index) => {
      params[`${name}_${index}`] = piece;
    });
    // Only the printer writes braces into the text, and no type has one.
    text = text.replaceAll(new RegExp(`\\{${name}:([^}]*)\\}`, 'g'), (_place, type: string) => {
      const places = pieces.map((_piece, index) => `{${name}_${index}:${type}}`);
      return `arrayConcat(${places.join(', ')})`;
    });
  }
  return { text, params };
}

const isList = (value: ParameterValue): value is readonly ParameterValue[] => Array.isArray(value);

function inPieces(values: readonly ParameterValue[]): ParameterValue[][] {
  const pieces: ParameterValue[][] = [];
  let room = 0;
  for (const value of values) {
    const length = lengthOf(value);
    const last = pieces.at(-1);
    if (last === undefined || length > room) {
      pieces.push([value]);
      room = maxCharacters - length;
    } else {
      last.push(value);
      room -= length;
    }
  }
  return pieces;
}

function lengthOf(value: ParameterValue): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value === 'object' && 'tuple' in value)
    return value.tuple.reduce<number>((sum, item) => sum + lengthOf(item), 3);
  return 24;
}
