/** What an Authorization header names: one secret word, or a name with a secret. */
export type Credentials =
  | { readonly kind: 'single'; readonly value: string }
  | { readonly kind: 'pair'; readonly name: string; readonly secret: string };

/** Longer headers are no credentials of ours. */
const maxLength = 4_096;

const base64Pattern = /^[A-Za-z0-9+/_-]+={0,2}$/;

function pairOf(text: string): Credentials | null {
  const colon = text.indexOf(':');
  if (colon <= 0) return null;
  const name = text.slice(0, colon);
  const secret = text.slice(colon + 1);
  return secret === '' ? { kind: 'single', value: name } : { kind: 'pair', name, secret };
}

/** Basic credentials are base64, or the plain text itself, which alone may hold a colon. */
function basic(content: string): Credentials | null {
  if (content.includes(':')) return pairOf(content);
  return base64Pattern.test(content) ? pairOf(Buffer.from(content, 'base64').toString('utf8')) : null;
}

/**
 * Reads `Bearer value`, `Basic base64(name:secret)` and `Basic name:secret`; an empty secret leaves a single value.
 * Null for anything else. The scheme's case does not matter.
 */
export function readAuthorization(header: string): Credentials | null {
  if (header.length > maxLength) return null;
  const space = header.indexOf(' ');
  if (space < 0) return null;
  const scheme = header.slice(0, space).toLowerCase();
  const content = header.slice(space + 1).trim();
  if (content === '') return null;
  if (scheme === 'bearer') return content.includes(' ') ? null : { kind: 'single', value: content };
  return scheme === 'basic' ? basic(content) : null;
}
