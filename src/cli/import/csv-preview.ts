import type { CsvPreview, PreviewColumn } from '../../profiles/csv/preview.js';
import { table } from '../table.js';

const number = new Intl.NumberFormat('en');
const widest = 100;

/** Text for one cell of a table: on one line, and not too wide. */
function cellOf(text: string): string {
  const line = text.replace(/\p{Cc}/gu, ' ');
  return line.length > widest ? `${line.slice(0, widest)}…` : line;
}

function foundIn({ use, found, empty }: PreviewColumn): string {
  if (use !== 'property') return '';
  const counts = found.map(({ kind, cells }) => `${kind} ${number.format(cells)}`);
  return [...counts, ...(empty > 0 ? [`empty ${number.format(empty)}`] : [])].join(', ');
}

function columnRow(column: PreviewColumn): string[] {
  const { name, use, property, type } = column;
  const becomes = use === 'property' ? `property ${property}` : use === 'left out' ? 'left out' : `the ${use}`;
  return [cellOf(name), cellOf(becomes), type ?? '', foundIn(column)];
}

/** A preview as text for a terminal, without a line break at the end. */
export function printPreview(name: string, preview: CsvPreview): string {
  const { columns, rows, rowsRead, isWhole, refused, refusals, delimiter, operation } = preview;
  const extent = isWhole ? 'all of it' : 'there are more';
  const severalKeys = rows.some(({ groupKey }) => groupKey !== null);
  const shown = rows.map(({ line, groupKey, id, set, unset }) => [
    String(line),
    ...(severalKeys ? [cellOf(groupKey ?? '')] : []),
    cellOf(id),
    cellOf(`${JSON.stringify(set)}${unset.length === 0 ? '' : ` unset ${unset.join(', ')}`}`),
  ]);
  return [
    `${name}: ${number.format(columns.length)} columns parted by ${delimiter}s, ${number.format(rowsRead)} rows looked at (${extent})`,
    '',
    table(['column', 'becomes', 'type', 'found'], columns.map(columnRow)),
    '',
    table(['line', ...(severalKeys ? ['group key'] : []), 'id', operation], shown, ['right']),
    '',
    ...(refused === 0 ? [] : [`${number.format(refused)} of these rows would be refused:`]),
    ...refusals.map(
      ({ line, column, message }) => `  line ${line}${column === null ? '' : `, column ${column}`}: ${message}`,
    ),
    'Nothing was stored.',
  ].join('\n');
}
