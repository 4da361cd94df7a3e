const blank = 0x20;
const plus = 0x2b;

/** What neither alphabet has. */
const foreign = /[^A-Za-z0-9+/_-]/;

/** Text in one of the alphabets, with or without padding. One pass: a body may be too long to go back in. */
function isBase64(text: string): boolean {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return text.length > padding && !foreign.test(padding === 0 ? text : text.slice(0, -padding));
}

/** Blanks back to `+`, and without line breaks. By bytes: a body may hold millions of them. */
function mended(given: Buffer): string {
  const text = Buffer.allocUnsafe(given.length);
  let length = 0;
  for (let i = 0; i < given.length; i++) {
    const byte = given[i] ?? 0;
    const isLineBreak = byte === 0x0a || byte === 0x0d || byte === 0x09;
    if (!isLineBreak) text[length++] = byte === blank ? plus : byte;
  }
  return text.toString('latin1', 0, length);
}

/**
 * The bytes behind base64 as it arrives: in either alphabet, padded or not, wrapped or not, and with blanks where there
 * were `+`, because a client did not percent-encode its form. Null for anything else: Node's own decoder passes over
 * what it does not know, and would make wrong bytes of it without a word.
 */
export function decodeBase64(given: Buffer): Buffer | null {
  const text = given.toString('latin1');
  if (isBase64(text)) return Buffer.from(text, 'base64');
  const whole = mended(given);
  return isBase64(whole) ? Buffer.from(whole, 'base64') : null;
}
