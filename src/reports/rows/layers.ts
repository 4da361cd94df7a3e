import { and, as, call, col, eq, num, select, subquery } from '../../warehouse/sql/builders.js';
import type { Expression, Projection, Select, Source } from '../../warehouse/sql/nodes.js';

/** A query of rows, and the names of its columns, which a layer above it must know. */
export interface Rows {
  readonly select: Select;
  readonly columns: readonly string[];
}

/** The rows of a query. */
export const rowsOf = (query: Select): Rows => ({
  select: query,
  columns: query.columns.map(({ as: name, expression }) => {
    if (name !== null) return name;
    if (expression.kind === 'column') return expression.name;
    throw new Error('a column of rows needs a name');
  }),
});

/** The rows as the source of a layer above them, in which they are `r`. */
export const below = ({ select: query }: Rows): Source => subquery(query, 'r');

/** A column of the rows below. */
export const ofRow = (name: string): Expression => col(name, 'r');

/**
 * A layer above rows: their columns, but for some, and more.
 * @param from where the rows are `r`: alone unless given, else joined to something
 */
export const layer = (
  rows: Rows,
  more: readonly Projection[],
  { from = below(rows), without = [] }: { readonly from?: Source; readonly without?: readonly string[] } = {},
): Rows => {
  const kept = rows.columns.filter((name) => !without.includes(name)).map((name) => as(ofRow(name), name));
  return rowsOf(select({ columns: [...kept, ...more], from }));
};

/** Rows whose columns of these names only others of the same layer are made of: the layers above do not see them. */
export const hiding = (rows: Rows, names: readonly string[]): Rows => ({
  ...rows,
  columns: rows.columns.filter((name) => !names.includes(name)),
});

/** 1 in the rows of a grouping set without these columns, 0 in those with them; 1 where there are none. */
export function isWithout(columns: readonly Expression[]): Expression {
  const [first] = columns;
  return call('toUInt8', first === undefined ? num(1) : call('grouping', first));
}

/** Name of the column that tells whether a row stands alone for its event: 1 if no other row of these has the same event. */
export const alone = 'alone';

/** The name of the column of one breakdown's segment, and of the array of segments it is taken from. */
export const segmentColumn = (index: number): string => `s${index}`;
export const segmentsColumn = (index: number): string => `segments_${index}`;

/**
 * The rows once for each combination of their segments: `s0`, `s1`, … instead of the arrays. Where they have a column
 * `alone`, it becomes 0 where there is more than one combination.
 */
export function exploded(rows: Rows, indexes: readonly number[]): Rows {
  if (indexes.length === 0) return rows;
  const arrays = indexes.map(segmentsColumn);
  const segments = indexes.map((index) => as(call('arrayJoin', ofRow(segmentsColumn(index))), segmentColumn(index)));
  if (!rows.columns.includes(alone)) return layer(rows, segments, { without: arrays });
  const single = arrays.map((name): Expression => eq(call('length', ofRow(name)), num(1)));
  const stillAlone = and(eq(ofRow(alone), num(1)), ...single);
  return layer(rows, [...segments, as(stillAlone, alone)], { without: [...arrays, alone] });
}
