import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { z } from 'zod';
import { CommandFailed } from '../command-failed.js';

/** One export, as the server is asked for it. */
export interface ExportRequest {
  /** The server's address, such as `http://127.0.0.1:4000`. */
  readonly server: string;
  /** Of the endpoint, with its parameters. */
  readonly path: string;
  /** Sent as JSON by POST; null: by GET. */
  readonly body: object | null;
  readonly secret: string;
}

const refusal = z.union([
  z.object({ errors: z.array(z.object({ message: z.string() })).min(1) }).transform(({ errors }) => errors[0]?.message),
  z.object({ error: z.string() }).transform(({ error }) => error),
]);

/**
 * Fetches an export into a file, or to the standard output for `-`. The file appears under its name when it is complete;
 * until then, and after a failure, there is none. A name that ends in `.gz` is compressed.
 *
 * @param onBytes told how many bytes of the export have come so far
 * @throws CommandFailed if the server refuses, or breaks off
 */
export async function download(request: ExportRequest, file: string, onBytes: (bytes: number) => void): Promise<void> {
  const answer = await ask(request);
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      onBytes(bytes);
      done(null, chunk);
    },
  });
  const source = Readable.fromWeb(answer);
  const unfinished = `${file}.part`;
  try {
    if (file === '-') await pipeline(source, counted, process.stdout, { end: false });
    else if (file.endsWith('.gz')) await pipeline(source, counted, createGzip(), createWriteStream(unfinished));
    else await pipeline(source, counted, createWriteStream(unfinished));
  } catch (error) {
    if (file !== '-') await rm(unfinished, { force: true });
    throw new CommandFailed(`The export broke off after ${bytes} bytes and is not complete: ${reasonOf(error)}.`);
  }
  if (file !== '-') await rename(unfinished, file);
}

async function ask({ server, path, body, secret }: ExportRequest) {
  if (!/^https?:/.test(server) || !URL.canParse(server)) {
    throw new CommandFailed(`"${server}" is no address of a server; it looks like http://127.0.0.1:4000.`);
  }
  const headers = {
    authorization: `Bearer ${secret}`,
    ...(body === null ? {} : { 'content-type': 'application/json' }),
  };
  const init = body === null ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${server.replace(/\/+$/, '')}${path}`, init).catch((error: unknown) => {
    throw new CommandFailed(`${server} does not answer (${reasonOf(error)}).`);
  });
  if (response.status === 200 && response.body !== null) return response.body;
  const refused = refusal.safeParse(await response.json().catch(() => null));
  throw new CommandFailed((refused.success ? refused.data : undefined) ?? `The server answered ${response.status}.`);
}

const field = (error: unknown, name: 'cause' | 'code' | 'message'): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;

/** What went wrong, as short as Node says it: `fetch` hides it in a cause. */
function reasonOf(error: unknown): string {
  const cause = field(error, 'cause') ?? error;
  return String(field(cause, 'code') ?? field(cause, 'message') ?? cause);
}
