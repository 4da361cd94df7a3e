import { type Line, lineOf, maxLineBytes } from './lines.js';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;
const lineFeed = 0x0a;
const blanks = new Set([0x20, 0x09, 0x0d]);

/** The name under which a page of Mixpanel's query API has its profiles. */
const resultsName = 'results';

/** The bytes of a record as they come; too long ones are counted, not held. */
class HeldBytes {
  private pieces: Buffer[] = [];
  private length = 0;

  add(piece: Buffer): void {
    this.length += piece.length;
    if (this.length <= maxLineBytes) this.pieces.push(Buffer.from(piece));
  }

  clear(): void {
    this.pieces = [];
    this.length = 0;
  }

  take(number: number): Line | null {
    const { length } = this;
    const bytes = Buffer.concat(this.pieces);
    this.clear();
    if (length <= maxLineBytes) return lineOf(number, bytes);
    const problem = `The record is ${length} bytes long; at most ${maxLineBytes} are taken.`;
    return { number, problem, excerpt: bytes.subarray(0, 1_000).toString('utf8') };
  }
}

/**
 * Takes JSON documents apart without holding them: an object is a record, whether it stands alone, in a list, or in the
 * `results` of a page; the rest of a page is passed over. Brackets and texts are all it looks at: whether a record is
 * JSON is for its reader to say.
 */
export class RecordSplitter {
  /** Whether there was an object with a list of `results`. */
  sawPage = false;
  private records: Line[] = [];
  private line = 1;
  private startLine = 1;
  private depth = 0;
  /** The depth at which the record being read stands; null outside records. */
  private recordAt: number | null = null;
  /** The depth at which the page being read stands, and whether its results are being read. */
  private pageAt: number | null = null;
  private inResults = false;
  private inText = false;
  private escaped = false;
  /** The beginning of the last text at a record's first level, and whether it names the value that comes now. */
  private name = '';
  private isNamed = false;
  private inStray = false;
  private readonly held = new HeldBytes();

  /** Takes bytes; the records that are complete now, numbered by the line they begin on. */
  write(chunk: Buffer): Line[] {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (this.inText) at = this.readText(chunk, at);
      else {
        const byte = chunk[at] ?? 0;
        if (byte === openObject) from = this.openObject() ? at : from;
        else if (byte === closeObject || byte === closeList) {
          if (this.close(byte)) this.emit(chunk.subarray(from, at + 1));
        } else this.readOther(byte);
      }
    }
    if (this.recordAt !== null) this.held.add(chunk.subarray(from));
    return this.records.splice(0);
  }

  /** What is left when the bytes end in the middle: reported, never lost. */
  end(): Line[] {
    if (this.depth === 0) return [];
    const number = this.recordAt === null ? this.line : this.startLine;
    const left = this.held.take(number);
    const excerpt = left === null ? '' : 'text' in left ? left.text.slice(0, 1_000) : left.excerpt;
    return [{ number, problem: 'The JSON ends in the middle.', excerpt }];
  }

  /** Whether what begins here would be a record, or an element beside records. */
  private get isAmongRecords(): boolean {
    return this.recordAt === null && (this.pageAt === null || this.inResults);
  }

  private get isFirstLevel(): boolean {
    return this.recordAt !== null && this.depth === this.recordAt + 1;
  }

  /** True if a record begins. */
  private openObject(): boolean {
    const begins = this.isAmongRecords;
    if (begins) {
      this.recordAt = this.depth;
      this.startLine = this.line;
      this.isNamed = false;
      this.inStray = false;
    }
    this.depth++;
    return begins;
  }

  /** True if a record ends. */
  private close(byte: number): boolean {
    this.inStray = false;
    this.depth = Math.max(0, this.depth - 1);
    if (this.recordAt !== null) return this.depth === this.recordAt;
    if (this.pageAt === null) return false;
    if (byte === closeList && this.depth === this.pageAt + 1) this.inResults = false;
    if (this.depth === this.pageAt) this.pageAt = null;
    return false;
  }

  private emit(last: Buffer): void {
    this.held.add(last);
    const record = this.held.take(this.startLine);
    if (record !== null) this.records.push(record);
    this.recordAt = null;
  }

  private readOther(byte: number): void {
    if (byte === quote) this.openText();
    else if (byte === openList) this.openList();
    else if (byte === comma) this.endElement();
    else if (byte === colon && this.isFirstLevel) this.isNamed = this.name === resultsName;
    else if (byte === lineFeed) this.line++;
    else if (!blanks.has(byte)) this.noteStray();
  }

  private openText(): void {
    this.noteStray();
    this.inText = true;
    if (this.isFirstLevel) this.name = '';
  }

  /** Reads on within a text; the place of its end, or behind the last byte. */
  private readText(chunk: Buffer, from: number): number {
    let at = from;
    for (; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === lineFeed) this.line++;
      if (this.escaped) this.escaped = false;
      else if (byte === backslash) this.escaped = true;
      else if (byte === quote) {
        this.inText = false;
        break;
      }
    }
    if (this.isFirstLevel && this.name.length <= resultsName.length) {
      this.name += chunk.toString('latin1', from, Math.min(at, from + resultsName.length + 1));
    }
    return at;
  }

  private openList(): void {
    if (this.isFirstLevel && this.isNamed && this.pageAt === null) {
      this.pageAt = this.recordAt;
      this.recordAt = null;
      this.inResults = true;
      this.sawPage = true;
      this.held.clear();
    }
    this.depth++;
  }

  private endElement(): void {
    this.inStray = false;
    if (this.isFirstLevel) this.isNamed = false;
  }

  /** Something that is no object stands where a record should. */
  private noteStray(): void {
    if (!this.isAmongRecords || this.inStray) return;
    this.inStray = true;
    this.records.push({ number: this.line, problem: 'What stands here is no JSON object.', excerpt: '' });
  }
}
