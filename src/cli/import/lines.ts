import { isUtf8 } from 'node:buffer';

/** One line of the input: its text, or why it has none. */
export type Line =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly problem: string; readonly excerpt: string };

/** Longest line that is taken, bytes. Longer ones are reported and never held in memory. */
export const maxLineBytes = 10 * 1024 * 1024;

const excerptBytes = 1_000;
const lineFeed = 0x0a;

/** Collects the pieces of the line that runs over the edge of chunks, and forgets them once it is too long. */
class OpenLine {
  private pieces: Buffer[] = [];
  private length = 0;

  add(piece: Buffer): void {
    const held = Math.min(this.length, maxLineBytes + 1);
    this.length += piece.length;
    if (this.length <= maxLineBytes) {
      this.pieces.push(piece);
      return;
    }
    if (held <= maxLineBytes) {
      const start = Buffer.concat([...this.pieces, piece.subarray(0, excerptBytes)]).subarray(0, excerptBytes);
      this.pieces = [Buffer.from(start)];
    }
  }

  /** The finished line, or null for a blank one; the collector is empty afterwards. */
  take(number: number): Line | null {
    const { length } = this;
    const [first] = this.pieces;
    const bytes = this.pieces.length === 1 && first !== undefined ? first : Buffer.concat(this.pieces);
    this.pieces = [];
    this.length = 0;
    if (length > maxLineBytes) {
      const problem = `The line is ${length} bytes long; at most ${maxLineBytes} are taken.`;
      return { number, problem, excerpt: bytes.toString('utf8') };
    }
    return lineOf(number, bytes);
  }
}

/** A line's text, or why it has none; null for a blank line. */
export function lineOf(number: number, bytes: Buffer): Line | null {
  if (!isUtf8(bytes)) {
    return { number, problem: 'The line is not valid UTF-8.', excerpt: bytes.toString('utf8').slice(0, excerptBytes) };
  }
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return text.trim() === '' ? null : { number, text };
}

/**
 * Splits bytes into lines, a group of lines at a time (one per chunk, for speed). Lines are numbered from 1; blank lines
 * are numbered and left out; `\r\n` ends a line too. Memory stays bounded by one chunk and one line of {@link maxLineBytes}.
 */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  const open = new OpenLine();
  let number = 0;
  let pending = false;
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let from = 0;
    for (let to = chunk.indexOf(lineFeed); to !== -1; to = chunk.indexOf(lineFeed, from)) {
      open.add(chunk.subarray(from, to));
      number++;
      const line = open.take(number);
      if (line !== null) lines.push(line);
      from = to + 1;
      pending = false;
    }
    if (from < chunk.length) {
      open.add(chunk.subarray(from));
      pending = true;
    }
    if (lines.length > 0) yield lines;
  }
  const last = pending ? open.take(number + 1) : null;
  if (last !== null) yield [last];
}
