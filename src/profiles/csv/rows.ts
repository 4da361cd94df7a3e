import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, type Parser, parse } from 'csv-parse';
import type { Delimiter } from './options.js';

/** One row, or what stands where a row should; `bytes` is what the file has there, for reports. */
export type CsvRow =
  | { readonly line: number; readonly bytes: Buffer; readonly fields: readonly string[] }
  | { readonly line: number; readonly bytes: Buffer; readonly problem: string };

/** Bytes given to the parser at a time: what it holds beyond the row it is in. */
const sliceBytes = 65_536;
/** Bytes of a row that is none which are kept for the report. */
const shownBytes = 1_000;
const lineFeed = 0x0a;

const problems: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE:
    'Something follows a closing quote; put the value in quotes and write each quote inside it twice.',
  INVALID_OPENING_QUOTE:
    'A quote stands inside a value that does not begin with one; put the value in quotes and write each quote inside it twice.',
  CSV_QUOTE_NOT_CLOSED: 'A quote that is opened here is never closed.',
};

/** What one parser made of the bytes it was given. */
interface Found {
  readonly fields: readonly string[];
  /** Where the row ends, in bytes since the parser's beginning. */
  readonly end: number;
}

/** csv-parse from one row's beginning on, until it meets what is no CSV. */
class Section {
  private readonly found: Found[] = [];
  private readonly parser: Parser;

  constructor(delimiter: Delimiter) {
    this.parser = parse({
      delimiter,
      // Not found out from the first row: one file may have both.
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      on_record: (fields: string[], { bytes }) => {
        this.found.push({ fields, end: bytes });
        return null;
      },
    });
    // Failures are told to whoever writes.
    this.parser.on('error', () => undefined);
    this.parser.resume();
  }

  /** Gives bytes to the parser; the failure, if it meets what is no CSV. */
  write(bytes: Buffer): Promise<Error | null> {
    return new Promise((resolve) => this.parser.write(bytes, (error) => resolve(error ?? null)));
  }

  /** Says that there is no more; the failure, if the last row is none. */
  async end(): Promise<Error | null> {
    this.parser.end();
    return once(this.parser, 'end').then(
      () => null,
      (error: Error) => error,
    );
  }

  /** The rows since the last call. */
  take(): Found[] {
    return this.found.splice(0);
  }
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) lines++;
  return lines;
}

const isBlank = (bytes: Buffer): boolean => bytes.length <= shownBytes && bytes.toString('latin1').trim() === '';

/**
 * Reads rows, keeping their bytes and counting their lines. What is no row costs one line: reading goes on at the next
 * one, so that a quote which is never closed cannot take the rest of the file with it.
 */
class RowReader {
  private section: Section;
  /** Where in the section's bytes `held` begins. */
  private sectionAt = 0;
  /** From the beginning of the row that is being read. */
  private held: Buffer = Buffer.alloc(0);
  /** What is to be read next, the last first. */
  private readonly ahead: Buffer[] = [];
  private line = 1;
  /** Within a line that is given up: all bytes up to its end are passed over. */
  private skipping = false;
  private readonly rows: CsvRow[] = [];

  constructor(
    private readonly delimiter: Delimiter,
    private readonly maxRowBytes: number,
  ) {
    this.section = new Section(delimiter);
  }

  /** Reads on; the rows that are complete now. */
  async feed(chunk: Buffer): Promise<CsvRow[]> {
    this.ahead.push(chunk);
    await this.readAhead();
    return this.rows.splice(0);
  }

  /** The rows that end with the file. */
  async finish(): Promise<CsvRow[]> {
    while (this.held.length > 0) {
      const failure = await this.section.end();
      this.collect();
      if (this.held.length === 0) break;
      await this.giveUp(problemOf(failure));
      await this.readAhead();
    }
    return this.rows.splice(0);
  }

  private async readAhead(): Promise<void> {
    for (let next = this.ahead.pop(); next !== undefined; next = this.ahead.pop()) {
      if (next.length > sliceBytes) this.ahead.push(next.subarray(sliceBytes));
      await this.read(next.subarray(0, sliceBytes));
    }
  }

  private async read(slice: Buffer): Promise<void> {
    const bytes = this.skipping ? this.skip(slice) : slice;
    if (bytes.length === 0) return;
    this.held = this.held.length === 0 ? bytes : Buffer.concat([this.held, bytes]);
    const failure = await this.section.write(bytes);
    this.collect();
    if (failure !== null) await this.giveUp(problemOf(failure));
    else if (this.held.length > this.maxRowBytes) await this.giveUp(this.tooLong());
  }

  private tooLong(): string {
    return `The row is longer than ${this.maxRowBytes} bytes; perhaps a quote that opens here is never closed.`;
  }

  /** Takes over the rows the section has found. */
  private collect(): void {
    for (const { fields, end } of this.section.take()) {
      const bytes = this.held.subarray(0, end - this.sectionAt);
      this.held = this.held.subarray(bytes.length);
      this.sectionAt = end;
      const { line } = this;
      this.line += linesIn(bytes);
      if (fields.length === 1 && isBlank(bytes)) continue;
      if (bytes.length > this.maxRowBytes) this.refuse(line, bytes, this.tooLong());
      else if (!isUtf8(bytes)) this.refuse(line, bytes, 'The row is not valid UTF-8.');
      else this.rows.push({ line, bytes, fields });
    }
  }

  private refuse(line: number, bytes: Buffer, problem: string): void {
    this.rows.push({ line, bytes: Buffer.from(bytes.subarray(0, shownBytes)), problem });
  }

  /** Refuses the line that `held` begins with; what follows it is read anew. */
  private async giveUp(problem: string): Promise<void> {
    const { held } = this;
    const end = held.indexOf(lineFeed);
    const length = end === -1 ? held.length : end + 1;
    this.refuse(this.line, held.subarray(0, length), problem);
    this.section = new Section(this.delimiter);
    this.sectionAt = 0;
    this.held = Buffer.alloc(0);
    if (end === -1) this.skipping = true;
    else {
      this.line++;
      this.ahead.push(held.subarray(length));
    }
    // Bytes that are bad line by line must not keep everything else from its turn.
    await nextTurn();
  }

  /** Passes over bytes up to the end of the line that was given up. */
  private skip(slice: Buffer): Buffer {
    const end = slice.indexOf(lineFeed);
    if (end === -1) return slice.subarray(slice.length);
    this.skipping = false;
    this.line++;
    return slice.subarray(end + 1);
  }
}

/** The text of a row for a report, without the end of its line. */
export const textOf = ({ bytes }: CsvRow): string => bytes.toString('utf8').replace(/\r?\n$/, '');

const problemOf = (failure: Error | null): string =>
  (failure instanceof CsvError ? problems[failure.code] : undefined) ?? 'The row cannot be read as CSV.';

/**
 * Splits CSV into rows, as many at a time as come in one piece. Lines are counted by their line feeds, those inside
 * quotes included; a row's line is the one it begins on. Blank lines are left out. Memory is bounded by one row.
 *
 * @param chunks the file without its byte order mark
 * @param maxRowBytes rows longer than this are reported, not held
 */
export async function* readRows(
  chunks: AsyncIterable<Buffer>,
  delimiter: Delimiter,
  maxRowBytes: number,
): AsyncGenerator<CsvRow[]> {
  const reader = new RowReader(delimiter, maxRowBytes);
  for await (const chunk of chunks) {
    const rows = await reader.feed(chunk);
    if (rows.length > 0) yield rows;
  }
  const last = await reader.finish();
  if (last.length > 0) yield last;
}
