import { connect } from 'node:net';
import type { RequestContext } from '../../../src/core/model.js';
import type { DoorServices } from '../../../src/http/door.js';
import type { ProfileItem, ProfileService } from '../../../src/profiles/profile-service.js';
import { type Fake, noServices, secret, startFake } from '../fake-app.js';

/** An answer of the upload routes; tests look into it freely. */
export interface UploadAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  readonly body: any;
}

export interface UploadOptions {
  readonly secret?: string | null;
  readonly headers?: Record<string, string>;
  readonly method?: string;
  readonly signal?: AbortSignal;
}

/** Uploads a file; `path` is what follows `/api/import/`. */
export async function upload(
  origin: string,
  path: string,
  file: string | Uint8Array | ReadableStream<Uint8Array>,
  { secret: credential = secret, headers = {}, method = 'POST', signal }: UploadOptions = {},
): Promise<UploadAnswer> {
  const response = await fetch(`${origin}/api/import/${path}`, {
    method,
    headers: {
      'content-type': 'text/csv',
      ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
      ...headers,
    },
    ...(method === 'GET' ? {} : { body: file, duplex: 'half' }),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

/** Bytes that come as they are asked for, a piece at a time. */
export function streamOf(pieces: Iterable<string> | AsyncIterable<string>): ReadableStream<Uint8Array> {
  async function* bytes() {
    for await (const piece of pieces) yield Buffer.from(piece);
  }
  return ReadableStream.from(bytes());
}

type Apply = ProfileService['apply'];

/** A server whose profile service is a function: stands in for slow and failing stores. */
export function startWith(
  apply: (items: readonly ProfileItem[], context: RequestContext) => ReturnType<Apply>,
  options: Parameters<typeof startFake>[0] = {},
): Promise<Fake> {
  const services: DoorServices = {
    ...noServices,
    groupKeys: { ...noServices.groupKeys, list: async () => [] },
    profiles: { ...noServices.profiles, apply: (context, items) => apply(items, context) },
  };
  return startFake({ ...options, app: { services } });
}

/** Applies everything. */
export const applied = (items: readonly ProfileItem[]): Awaited<ReturnType<Apply>> =>
  items.map((_, index) => ({ index, status: 'APPLIED' }));

/** Writes to a bare socket; what comes back until the server closes. `body` may return what ends its writing. */
export function exchange(
  fake: Fake,
  head: readonly string[],
  body: (write: (text: string) => void) => (() => void) | undefined,
  path = '/api/import/users-csv',
): Promise<string> {
  return new Promise((resolve) => {
    let stop: (() => void) | undefined;
    const socket = connect(fake.port, '127.0.0.1', () => {
      socket.write(`${[`POST ${path} HTTP/1.1`, 'Host: x', ...head].join('\r\n')}\r\n\r\n`);
      stop = body((text) => socket.writable && socket.write(text));
    });
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      stop?.();
      resolve(answer);
    });
  });
}

/** Headers of a request that is written by hand. */
export const csv = 'Content-Type: text/csv';
export const known = `Authorization: Bearer ${secret}`;
