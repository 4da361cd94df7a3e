import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A file, or the standard input, as bytes; gzip is undone on the way. */
export interface Source {
  readonly chunks: AsyncIterable<Buffer>;
  /** Size of the file as it lies on disk, bytes; null where it cannot be known (standard input, pipes). */
  readonly totalBytes: number | null;
  /** Bytes taken so far, counted as they lie on disk. */
  readonly bytesRead: () => number;
}

/**
 * Opens `path`, or the given standard input for `-`. Whether it is gzip is told by its first two bytes, not by its name.
 *
 * @throws the file system's error when the file cannot be read.
 */
export async function openSource(path: string, stdin: Readable): Promise<Source> {
  const file = path === '-' ? null : await stat(path);
  if (file?.isDirectory()) throw new Error(`${path} is a folder; name a file.`);
  const raw: Readable = path === '-' ? stdin : createReadStream(path, { highWaterMark: 256 * 1024 });
  let bytesRead = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of raw) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      bytesRead += bytes.length;
      yield bytes;
    }
  }
  return {
    chunks: ungzipped(counted()),
    totalBytes: file?.isFile() ? file.size : null,
    bytesRead: () => bytesRead,
  };
}

/** Passes bytes through, and through gunzip first when they begin with gzip's magic number. */
async function* ungzipped(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await chunks.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  async function* whole(): AsyncGenerator<Buffer> {
    if (head.length > 0) yield head;
    yield* chunks;
  }
  if (head[0] === 0x1f && head[1] === 0x8b) yield* gunzip(whole());
  else yield* whole();
}

async function* gunzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzipper = createGunzip();
  const input = Readable.from(chunks, { objectMode: false });
  input.on('error', (error) => gunzipper.destroy(error));
  for await (const chunk of input.pipe(gunzipper)) yield chunk;
}
