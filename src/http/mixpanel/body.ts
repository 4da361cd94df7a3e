import { isAscii } from 'node:buffer';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import { parseJson } from '../request-body.js';
import { decodeBase64 } from './base64.js';
import { type Fields, readForm } from './form.js';

const gunzipped = promisify(gunzip);

const lineBreak = 0x0a;
const openBrace = 0x7b;
const openBracket = 0x5b;

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || (byte !== undefined && byte >= 9 && byte <= 13);

const refuse = (message: string): MusterError => new MusterError('MALFORMED_REQUEST', message);

/** Charsets in which the bytes mean what we take them for. */
const utf8 = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/**
 * Refuses a body whose Content-Type names another charset: read as UTF-8, its text would be stored wrong. Where every
 * byte is ASCII, as in most forms, the label makes no difference.
 *
 * @throws MusterError MALFORMED_REQUEST
 */
export function checkCharset(contentType: string | undefined, body: Buffer): void {
  const charset = contentType === undefined ? undefined : /;\s*charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType)?.[1];
  if (charset === undefined || utf8.has(charset.toLowerCase())) return;
  if (/^utf-?(16|32)/i.test(charset) || !isAscii(body)) throw refuse('Send the body in UTF-8.');
}

/**
 * The body itself: some clients send gzip without saying so in Content-Encoding.
 *
 * @throws MusterError PAYLOAD_TOO_LARGE past the bound, MALFORMED_REQUEST if it is no whole gzip
 */
export async function plainBody(body: Buffer, limitBytes: number): Promise<Buffer> {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return await gunzipped(body, { maxOutputLength: limitBytes });
  } catch (error) {
    if (Reflect.get(Object(error), 'code') !== 'ERR_BUFFER_TOO_LARGE')
      throw refuse('The body begins like gzip, and cannot be inflated.');
    const message = `The body inflates to more than ${limitBytes} bytes; send smaller batches.`;
    throw new MusterError('PAYLOAD_TOO_LARGE', message);
  }
}

/** Without a byte order mark and without the white space around its beginning. */
function trimmed(bytes: Buffer): Buffer {
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (isSpace(bytes[start])) start++;
  return bytes.subarray(start);
}

const isJson = (bytes: Buffer): boolean => bytes[0] === openBrace || bytes[0] === openBracket;

/** What a request says: its form's fields, and the bytes that hold its records. */
export interface Sent {
  readonly form: Fields;
  /** JSON, or base64 of it; null if there is none. */
  readonly data: Buffer | null;
}

const noFields: Fields = new Map();

/**
 * Finds the data: the body as a whole where it begins like JSON, else the field `data` of the body or of the query. What
 * Content-Type says does not matter: browsers label a beacon as text, and curl labels JSON as a form.
 *
 * @throws MusterError MALFORMED_REQUEST
 */
export function readSent(query: Fields, body: Buffer): Sent {
  const whole = trimmed(body);
  if (isJson(whole)) return { form: noFields, data: whole };
  const form = readForm(whole);
  return { form, data: form.get('data') ?? query.get('data') ?? null };
}

const tooMany = (): MusterError =>
  new MusterError('PAYLOAD_TOO_LARGE', `Send at most ${limits.batchSize} records at once.`);

/** One record a line, blank lines left out; undefined where a line is no JSON. */
function readLines(bytes: Buffer): unknown[] {
  const records: unknown[] = [];
  for (let start = 0, at = 0; at <= bytes.length; at++) {
    if (at < bytes.length && bytes[at] !== lineBreak) continue;
    while (start < at && isSpace(bytes[start])) start++;
    if (start < at) {
      if (records.length === limits.batchSize) throw tooMany();
      records.push(readLine(bytes.subarray(start, at)));
    }
    start = at + 1;
  }
  return records;
}

function readLine(bytes: Buffer): unknown {
  try {
    return parseJson(bytes);
  } catch {
    return undefined;
  }
}

function readJson(bytes: Buffer): unknown {
  try {
    return parseJson(bytes);
  } catch (error) {
    if (bytes[0] === openBrace && bytes.includes(lineBreak)) return readLines(bytes);
    throw error;
  }
}

/**
 * The records in the data, as they were sent: a JSON list, one object alone, or one object a line; plain or in base64,
 * which its first character tells. A line that is no JSON is undefined.
 *
 * @throws MusterError MALFORMED_REQUEST; PAYLOAD_TOO_LARGE for more records than one request may hold
 */
export function readRecords(data: Buffer | null): readonly unknown[] {
  const given = data === null ? null : trimmed(data);
  if (given === null || given.length === 0) {
    throw refuse('There is no data: send JSON as the body, or in the field `data` of a form or of the query.');
  }
  const json = isJson(given) ? given : trimmed(decodeBase64(given) ?? given);
  if (!isJson(json)) throw refuse('The data is neither a JSON list or object, nor base64 of one.');
  const value = readJson(json);
  const records: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (records.length > limits.batchSize) throw tooMany();
  return records;
}
