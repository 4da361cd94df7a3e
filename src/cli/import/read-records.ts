import { type Entry, entryOf, linesRead, type ReadEntries } from './entries.js';
import { RecordSplitter } from './json-records.js';
import type { Line } from './lines.js';
import type { ParsedLine } from './parsed-line.js';

/** Bytes that are looked at to tell lines from documents. */
const beginningBytes = 1_048_576;
const lineFeed = 0x0a;
const byteOrderMark = [0xef, 0xbb, 0xbf];

/** Whether the file's first line is the beginning of a document, not a record of its own. */
function isDocument(beginning: Buffer): boolean {
  const line =
    beginning
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trimStart()
      .split('\n', 1)[0]
      ?.trimEnd() ?? '';
  if (line.startsWith('[')) return true;
  const splitter = new RecordSplitter();
  splitter.write(Buffer.from(line));
  // Over several lines, JSON is broken after a bracket, a comma or a colon; a line cut short ends anywhere.
  return splitter.sawPage || (splitter.end().length > 0 && /[[{,:]$/.test(line));
}

async function* documentRecords(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  const splitter = new RecordSplitter();
  for await (const chunk of chunks) {
    const records = splitter.write(chunk);
    if (records.length > 0) yield records;
  }
  const last = splitter.end();
  if (last.length > 0) yield last;
}

async function readBeginning(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let beginning = Buffer.alloc(0);
  const hasLine = () => {
    const start = beginning.findIndex((byte) => byte > 0x20);
    return start !== -1 && beginning.indexOf(lineFeed, start) !== -1;
  };
  while (beginning.length < beginningBytes && !hasLine()) {
    const next = await chunks.next();
    if (next.done) break;
    beginning = Buffer.concat([beginning, next.value]);
  }
  const hasMark = byteOrderMark.every((byte, at) => beginning[at] === byte);
  return hasMark ? beginning.subarray(byteOrderMark.length) : beginning;
}

async function* beginningAndRest(beginning: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield beginning;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

/**
 * Reads records one to a line; or, when the file begins so, JSON documents: lists of records, and pages as Mixpanel's
 * query API gives them, one or many, over one line or several. Memory stays bounded by one record.
 */
export const recordsRead = <Item>(parse: (number: number, text: string) => ParsedLine<Item>): ReadEntries<Item> =>
  async function* (chunks) {
    const iterator = chunks[Symbol.asyncIterator]();
    const beginning = await readBeginning(iterator);
    const all = beginningAndRest(beginning, iterator);
    if (!isDocument(beginning)) {
      yield* linesRead(parse)(all);
      return;
    }
    for await (const records of documentRecords(all)) {
      yield records.map((record): Entry<Item> => entryOf(record, parse));
    }
  };
