import { type Line, readLines } from './lines.js';
import type { ParsedLine } from './parsed-line.js';

/** One record of a file: a line, a CSV row, an element of a JSON list; whatever is refused or taken as a whole. */
export interface Entry<Item> {
  /** The line it begins on, from 1. */
  readonly line: number;
  /** About how much memory it takes while it waits to be sent, bytes. */
  readonly size: number;
  /** What the file has there, for the report of a refusal. */
  readonly content: () => string;
  readonly parsed: ParsedLine<Item>;
}

/** Reads a file's bytes into entries, some at a time, in the order of the file. */
export type ReadEntries<Item> = (chunks: AsyncIterable<Buffer>) => AsyncIterable<ReadonlyArray<Entry<Item>>>;

type ParseLine<Item> = (number: number, text: string) => ParsedLine<Item>;

/** A line, read; a line without text is refused. */
export function entryOf<Item>(line: Line, parse: ParseLine<Item>): Entry<Item> {
  if ('problem' in line) {
    const { number, problem, excerpt } = line;
    const parsed = { kind: 'refused', code: 'BAD_INPUT', field: null, reason: problem } as const;
    return { line: number, size: excerpt.length, content: () => excerpt, parsed };
  }
  const { number, text } = line;
  return { line: number, size: text.length, content: () => text, parsed: parse(number, text) };
}

/** Each line an entry: NDJSON. */
export const linesRead = <Item>(parse: ParseLine<Item>): ReadEntries<Item> =>
  async function* (chunks) {
    for await (const lines of readLines(chunks)) yield lines.map((line) => entryOf(line, parse));
  };
