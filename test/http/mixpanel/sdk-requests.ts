/** One request, as it stands on the wire. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
}

const base64 = (data: unknown): string => Buffer.from(JSON.stringify(data)).toString('base64');
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** As Python's urllib quotes form values: blanks as `+`, and everything that is not a letter, digit or one of `_.-~`. */
const quotePlus = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+');

/** The browser SDK, sending by XHR to a host of one's own: a slash at the end, a form with percent-encoded base64. */
export const browser = (
  path: '/track/' | '/engage/' | '/groups/',
  data: unknown,
  query = 'verbose=1&ip=1&_=1795429089504',
): WireRequest => ({
  method: 'POST',
  url: `${path}?${query}`,
  headers: { ...form, origin: 'https://shop.example' },
  body: `data=${encodeURIComponent(base64(data))}`,
});

/** The browser SDK with `api_payload_format: 'json'`. */
export const browserJson = (path: '/track/' | '/engage/' | '/groups/', data: unknown): WireRequest => ({
  ...browser(path, data),
  body: `data=${encodeURIComponent(JSON.stringify(data))}`,
});

/** The browser SDK when the page is left: the same form, which the browser labels as text. */
export const beacon = (data: unknown): WireRequest => ({
  ...browser('/track/', data),
  headers: { 'content-type': 'text/plain;charset=UTF-8', origin: 'https://shop.example' },
});

/** The Node SDK, one record: everything in the query. */
export const nodeSingle = (path: string, data: unknown, query = 'ip=0&verbose=0'): WireRequest => ({
  method: 'GET',
  url: `${path}?${query}&data=${encodeURIComponent(base64(data))}`,
  headers: {},
  body: null,
});

/** The Node SDK, several events: a form whose base64 is not percent-encoded, so that a `+` in it means a blank. */
export const nodeBatch = (path: string, data: unknown, query = 'ip=0&verbose=0'): WireRequest => ({
  method: 'POST',
  url: `${path}?${query}`,
  headers: form,
  body: `data=${base64(data)}`,
});

/** The Python SDK: plain JSON and the options in one form. */
export const python = (path: string, data: unknown, more: Record<string, string> = {}): WireRequest => ({
  method: 'POST',
  url: path,
  headers: form,
  body: Object.entries({ data: JSON.stringify(data), verbose: '1', ip: '0', ...more })
    .map(([name, value]) => `${name}=${quotePlus(value)}`)
    .join('&'),
});

/** Sends a request and reads the answer. Redirects are not followed: no SDK would post to the new place. */
export async function send(origin: string, { method, url, headers, body }: WireRequest) {
  const response = await fetch(origin + url, { method, headers, body, redirect: 'manual' });
  return { status: response.status, text: await response.text(), headers: response.headers };
}
