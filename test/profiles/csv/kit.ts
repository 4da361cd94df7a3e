import { Readable } from 'node:stream';
import { MusterError } from '../../../src/core/errors.js';
import { type CsvOptions, readCsvOptions } from '../../../src/profiles/csv/options.js';
import { type CsvEntry, type CsvFile, openCsv } from '../../../src/profiles/csv/read-profiles.js';

type Given = Readonly<Record<string, string | readonly string[]>>;

/** Options as the command line spells them. */
export function optionsOf(kind: CsvOptions['kind'], given: Given = {}): CsvOptions {
  const values = Object.entries(given).map(([name, value]): [string, readonly string[]] => [
    name,
    typeof value === 'string' ? [value] : value,
  ]);
  return readCsvOptions(kind, new Map(values), (name) => `--${name}`);
}

/** The bytes in pieces of a size, so that every boundary is met. */
export const inPieces = (content: string | Buffer, size = 65_536): Readable => {
  const bytes = Buffer.from(content);
  function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  return Readable.from(pieces(), { objectMode: true });
};

export async function all<Item>(groups: AsyncIterable<readonly Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const group of groups) items.push(...group);
  return items;
}

export const open = (
  content: string | Buffer | AsyncIterable<Buffer>,
  options: CsvOptions,
  groupKeys: readonly string[] = [],
): Promise<CsvFile> =>
  openCsv(typeof content === 'string' || Buffer.isBuffer(content) ? inPieces(content) : content, options, groupKeys);

/** What the rows say, shortened: line and properties, or line and refusal. */
export const told = ({ row, read }: CsvEntry): unknown => {
  if ('refusal' in read) return { line: row.line, column: read.refusal.column, message: read.refusal.message };
  const [first] = read.items;
  const id = first?.subject.kind === 'user' ? first.subject.distinctId : first?.subject.groupId;
  return { line: row.line, id, ...Object.fromEntries(read.items.map(({ operation: { op, ...rest } }) => [op, rest])) };
};

export async function read(content: string | Buffer, options: CsvOptions, groupKeys: readonly string[] = []) {
  const { entries } = await open(content, options, groupKeys);
  return (await all(entries)).map(told);
}

/** The properties that each row of users sets; fails the test on a refusal. */
export async function setBy(content: string | Buffer, given: Given = {}, groupKeys: readonly string[] = []) {
  const { entries } = await open(content, optionsOf('user', given), groupKeys);
  return (await all(entries)).map(({ read: row }) => {
    if ('refusal' in row) throw new Error(JSON.stringify(row.refusal));
    const [item] = row.items;
    if (item === undefined || item.operation.op === 'unset') throw new Error('nothing is set');
    return { ...item.operation.properties };
  });
}

/** The message with which a whole file is refused. */
export async function refusalOf(content: string | Buffer, options: CsvOptions): Promise<MusterError> {
  const error: unknown = await open(content, options).catch((thrown: unknown) => thrown);
  if (!(error instanceof MusterError)) throw new Error('the file was not refused');
  expect(error.code).toBe('BAD_INPUT');
  return error;
}
