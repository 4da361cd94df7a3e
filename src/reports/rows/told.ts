import { array, as, iif, isIn, num, param, tuple } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import { layer, ofRow, type Rows, segmentColumn } from './layers.js';

/** Segments that are told one by one, each as the texts of its parts; all others are one. */
export type Told = ReadonlyArray<readonly string[]>;

/** Stands for all segments that are not told one by one. No JSON text begins with a blank. */
export const otherSegments = ' other';

/** Rows with the segments that are told as they are, and the others as one; null: all are told. */
export function toldOrOther(rows: Rows, count: number, told: Told | null): Rows {
  if (told === null || count === 0) return rows;
  const names = Array.from({ length: count }, (_, index) => segmentColumn(index));
  const isTold = told.length === 0 ? num(0) : isIn(tuple(...names.map(ofRow)), array(...told.map(tupleOf)));
  const one = param(otherSegments, 'String');
  return layer(
    rows,
    names.map((name) => as(iif(isTold, ofRow(name), one), name)),
    { without: names },
  );
}

const tupleOf = (texts: readonly string[]): Expression => tuple(...texts.map((text) => param(text, 'String')));
