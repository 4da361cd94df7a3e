import { MusterError } from '../../core/errors.js';
import { type Delimiter, delimiters } from './options.js';

/** Bytes that are looked at before anything is read. */
export const beginningBytes = 65_536;

/** Rows whose delimiters are counted. */
const countedRows = 20;

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

const beginsWith = (bytes: Buffer, ...expected: number[]): boolean => expected.every((byte, at) => bytes[at] === byte);

/** What the file is instead of CSV, by its first bytes; null for what may be CSV. */
function otherFormat(bytes: Buffer): string | null {
  if (beginsWith(bytes, 0xff, 0xfe) || beginsWith(bytes, 0xfe, 0xff)) return 'UTF-16 text';
  if (bytes.subarray(0, 4).includes(0)) return 'UTF-16 or UTF-32 text, or no text at all';
  if (beginsWith(bytes, 0x1f, 0x8b)) return 'compressed by gzip';
  if (beginsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return 'a spreadsheet or a zip archive';
  return null;
}

/**
 * The first bytes of a file without their byte order mark.
 * @throws MusterError BAD_INPUT for what is clearly no CSV in UTF-8
 */
export function withoutMark(bytes: Buffer): Buffer {
  const format = otherFormat(bytes);
  if (format === null) return beginsWith(bytes, ...byteOrderMark) ? bytes.subarray(byteOrderMark.length) : bytes;
  throw new MusterError('BAD_INPUT', `The file is ${format}; send CSV in UTF-8.`);
}

/** How often each delimiter stands outside quotes, row by row, in the rows that are whole. */
function countsOf(bytes: Buffer, isWhole: boolean): number[][] {
  const text = bytes.toString('latin1');
  const rows: number[][] = [];
  let counts = delimiters.map(() => 0);
  let quoted = false;
  let blank = true;
  const endRow = () => {
    if (!blank) rows.push(counts);
    counts = delimiters.map(() => 0);
    blank = true;
  };
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    for (const [at, delimiter] of delimiters.entries()) {
      if (!quoted && character === delimiter) counts[at] = (counts[at] ?? 0) + 1;
    }
    if (character === '\n' && !quoted) endRow();
    else if (character !== '\r') blank = false;
    if (rows.length === countedRows) return rows;
  }
  // What is cut off in the middle tells nothing, unless it is all there is.
  if (isWhole || rows.length === 0) endRow();
  return rows;
}

/**
 * Finds the delimiter: the one that all of the first rows hold equally often, else the one the first row holds most.
 * Where two do equally well, it is not the comma, which is in numbers and sentences too.
 *
 * @param bytes the beginning of the file
 * @param isWhole whether that is all of it
 */
export function findDelimiter(bytes: Buffer, isWhole: boolean): Delimiter {
  const rows = countsOf(bytes, isWhole);
  const first = rows[0] ?? [];
  const score = (delimiter: Delimiter): [number, number, number] => {
    const at = delimiters.indexOf(delimiter);
    const count = first[at] ?? 0;
    const isEven = count > 0 && rows.every((counts) => counts[at] === count);
    return [isEven ? 1 : 0, count, delimiter === ',' ? 0 : 1];
  };
  return delimiters.reduce((best, delimiter) => {
    const [a, b] = [score(best), score(delimiter)];
    const at = a.findIndex((part, index) => part !== b[index]);
    return at !== -1 && (b[at] ?? 0) > (a[at] ?? 0) ? delimiter : best;
  });
}
