/** Which side the cells of a column keep to. */
export type Alignment = 'left' | 'right';

const width = (text: string): number => [...text].length;

function pad(text: string, to: number, alignment: Alignment): string {
  const blanks = ' '.repeat(Math.max(0, to - width(text)));
  return alignment === 'right' ? blanks + text : text + blanks;
}

/**
 * Rows under headers as plain text in columns, without a line break at the end. `alignments` has one entry per column;
 * missing ones are left.
 */
export function table(
  headers: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
  alignments: readonly Alignment[] = [],
): string {
  const widths = headers.map((header, column) =>
    rows.reduce((widest, row) => Math.max(widest, width(row[column] ?? '')), width(header)),
  );
  const print = (cells: readonly string[]) =>
    widths
      .map((to, column) => pad(cells[column] ?? '', to, alignments[column] ?? 'left'))
      .join('  ')
      .trimEnd();
  return [print(headers), print(widths.map((to) => '-'.repeat(to))), ...rows.map(print)].join('\n');
}
