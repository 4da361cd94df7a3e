import { MusterError } from '../../core/errors.js';

/** Fields of one form or query string. The SDKs send about ten; more than this is nobody's client. */
const maxFields = 100;
/** Bytes of a field's name; longer ones are no name that is asked for. */
const longestName = 64;

const percent = 0x25;
const ampersand = 0x26;
const plus = 0x2b;
const blank = 0x20;
const equals = 0x3d;

/** The value of a hexadecimal digit, or -1. */
function digit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** `+` is a blank, `%2B` a byte; a `%` without two digits after it stands for itself, as browsers read forms too. */
function percentDecoded(bytes: Buffer): Buffer {
  if (!bytes.includes(percent) && !bytes.includes(plus)) return bytes;
  const decoded = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    const high = byte === percent ? digit(bytes[i + 1]) : -1;
    const low = high < 0 ? -1 : digit(bytes[i + 2]);
    if (low >= 0) {
      decoded[length++] = high * 16 + low;
      i += 2;
    } else decoded[length++] = byte === plus ? blank : byte;
  }
  return decoded.subarray(0, length);
}

/** The fields of a form or query string: names, and values as bytes. Of a name given twice the first counts. */
export type Fields = ReadonlyMap<string, Buffer>;

/**
 * Reads `name=value&name=value`, percent-encoded, whatever it was labelled as.
 *
 * @throws MusterError MALFORMED_REQUEST for more fields than any client sends
 */
export function readForm(bytes: Buffer): Fields {
  const fields = new Map<string, Buffer>();
  for (let start = 0, count = 0; start < bytes.length; count++) {
    if (count === maxFields) {
      throw new MusterError(
        'MALFORMED_REQUEST',
        `The form has more than ${maxFields} fields; send events in \`data\`.`,
      );
    }
    const found = bytes.indexOf(ampersand, start);
    const end = found < 0 ? bytes.length : found;
    const field = bytes.subarray(start, end);
    const split = field.indexOf(equals);
    const name = percentDecoded(split < 0 ? field.subarray(0, longestName + 1) : field.subarray(0, split));
    if (name.length <= longestName) {
      const text = name.toString('utf8');
      if (!fields.has(text)) fields.set(text, split < 0 ? Buffer.alloc(0) : percentDecoded(field.subarray(split + 1)));
    }
    start = end + 1;
  }
  return fields;
}

/** The query string of a request's address, as bytes: what is not ASCII in it arrives as one character a byte. */
export function queryOf(url: string): Buffer {
  const start = url.indexOf('?');
  return start < 0 ? Buffer.alloc(0) : Buffer.from(url.slice(start + 1), 'latin1');
}
