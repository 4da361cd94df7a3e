import { type ErrorCode, MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import { emptyProperties, type Properties } from '../../core/property-values.js';
import { beginningBytes, findDelimiter, withoutMark } from './beginning.js';
import { Misfit, readCell } from './cell.js';
import { type ColumnPlan, planColumns } from './columns.js';
import type { CsvOperation, CsvOptions, Delimiter } from './options.js';
import { type CsvRow, readRows } from './rows.js';

/** One operation that a row asks for, as the profile service takes it. */
export interface CsvItem {
  readonly subject:
    | { readonly kind: 'user'; readonly distinctId: string }
    | { readonly kind: 'group'; readonly groupKey: string; readonly groupId: string };
  readonly operation:
    | { readonly op: CsvOperation; readonly properties: Properties }
    | { readonly op: 'unset'; readonly names: readonly string[] };
}

/** Why a row is not used. `column` is its name in the file; null where the row as a whole is meant. */
export interface CsvRefusal {
  readonly line: number;
  readonly column: string | null;
  readonly code: ErrorCode;
  readonly message: string;
}

/** A row of the file with what it asks for, or its refusal. */
export interface CsvEntry {
  readonly row: CsvRow;
  readonly read: { readonly items: readonly CsvItem[] } | { readonly refusal: CsvRefusal };
}

/** A file whose columns are known. */
export interface CsvFile {
  readonly delimiter: Delimiter;
  readonly plan: ColumnPlan;
  /** The rows after the header, some at a time, in the order of the file. Can be read once. */
  readonly entries: AsyncGenerator<CsvEntry[]>;
}

/** Reads the bytes that tell what the file is, and gives them back with the rest. */
async function readBeginning(chunks: AsyncIterator<Buffer>): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const pieces: Buffer[] = [];
  let length = 0;
  while (length < beginningBytes) {
    const next = await chunks.next();
    if (next.done) return { bytes: Buffer.concat(pieces), isWhole: true };
    pieces.push(next.value);
    length += next.value.length;
  }
  return { bytes: Buffer.concat(pieces), isWhole: false };
}

async function* beginningAndRest(beginning: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield beginning;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  } finally {
    await chunks.return?.();
  }
}

/** The rows of which the first was taken to learn the columns, and where it is no header, that one too. */
async function* entriesOf(
  first: readonly CsvRow[],
  rows: AsyncGenerator<CsvRow[]>,
  toEntry: (row: CsvRow) => CsvEntry,
): AsyncGenerator<CsvEntry[]> {
  if (first.length > 0) yield first.map(toEntry);
  for await (const some of rows) yield some.map(toEntry);
}

/**
 * Reads the beginning of a CSV file and decides what its columns are. Memory stays bounded by a few rows.
 *
 * @param groupKeys names of the project's group keys, as far as they are known; see {@link planColumns}
 * @throws MusterError BAD_INPUT when the file is no CSV, or does not go with the options
 */
export async function openCsv(
  chunks: AsyncIterable<Buffer>,
  options: CsvOptions,
  groupKeys: readonly string[],
): Promise<CsvFile> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    const beginning = await readBeginning(iterator);
    const bytes = withoutMark(beginning.bytes);
    const delimiter = options.delimiter ?? findDelimiter(bytes, beginning.isWhole);
    const rows = readRows(beginningAndRest(bytes, iterator), delimiter, limits.csvRowBytes);
    const { value: some = [] } = await rows.next();
    const plan = planColumns(namesIn(some[0], options), options, groupKeys);
    const toEntry = (row: CsvRow): CsvEntry => ({ row, read: readRow(row, plan, options) });
    return { delimiter, plan, entries: entriesOf(options.header ? some.slice(1) : some, rows, toEntry) };
  } catch (error) {
    await iterator.return?.();
    throw error;
  }
}

/** The names of the columns, by the first row. */
function namesIn(first: CsvRow | undefined, { header }: CsvOptions): string[] {
  if (first === undefined) throw new MusterError('BAD_INPUT', 'The file is empty.');
  if ('problem' in first) {
    throw new MusterError('BAD_INPUT', `The first row, on line ${first.line}, cannot be read: ${first.problem}`);
  }
  return first.fields.map((name, index) => (header ? name.trim() : String(index + 1)));
}

function readRow(row: CsvRow, plan: ColumnPlan, options: CsvOptions): CsvEntry['read'] {
  const refuse = (column: string | null, message: string): { readonly refusal: CsvRefusal } => ({
    refusal: { line: row.line, column, code: 'BAD_INPUT', message },
  });
  if ('problem' in row) return refuse(null, row.problem);
  const { fields } = row;
  if (fields.length !== plan.names.length) {
    return refuse(null, `The row has ${fields.length} cells; the file has ${plan.names.length} columns.`);
  }
  if (plan.nameless.some((index) => fields[index] !== '')) {
    return refuse(null, 'The row has a value in a column without a name; name the column, or drop it from the file.');
  }
  const id = fields[plan.id.index] ?? '';
  if (id === '') return refuse(plan.id.source, 'The row has no id.');
  const groupKey = plan.groupKey === null ? (options.groupKey ?? '') : (fields[plan.groupKey.index] ?? '');
  if (options.kind === 'group' && groupKey === '') {
    return refuse(plan.groupKey?.source ?? null, 'The row has no group key.');
  }
  const subject: CsvItem['subject'] =
    options.kind === 'user' ? { kind: 'user', distinctId: id } : { kind: 'group', groupKey, groupId: id };
  const properties = emptyProperties();
  const unset: string[] = [];
  for (const { index, source, property, type } of plan.properties) {
    const text = fields[index] ?? '';
    if (text === '') {
      unset.push(property);
      continue;
    }
    const value = readCell(text, type);
    if (value instanceof Misfit) return refuse(source, `The cell ${value.why}.`);
    properties[property] = value;
  }
  const items: CsvItem[] = [];
  if (unset.length < plan.properties.length) items.push({ subject, operation: { op: options.operation, properties } });
  if (options.empty === 'unset' && unset.length > 0) items.push({ subject, operation: { op: 'unset', names: unset } });
  return items.length > 0 ? { items } : refuse(null, 'The row says nothing: all its cells but the id are empty.');
}
