import { once } from 'node:events';
import { createWriteStream, existsSync, rmSync, statSync, type WriteStream } from 'node:fs';

/** One refused line, as it is written. */
export interface RefusedRecord {
  readonly line: number;
  readonly code: string;
  readonly field: string | null;
  readonly reason: string;
  /** The line itself, so that it can be mended and loaded; the beginning of it when it is very long. */
  readonly content: string;
}

/** The file beside the input that tells which lines were refused and why. Made when the first one is. */
export class RefusedFile {
  private stream: WriteStream | null = null;
  private failure: Error | null = null;
  private written = 0;

  constructor(readonly path: string) {
    // What an earlier run left would be read as this run's.
    if (existsSync(path) && statSync(path).isFile()) rmSync(path);
  }

  get count(): number {
    return this.written;
  }

  /** Appends records; waits when the disk is slower than the import. */
  async write(records: readonly RefusedRecord[]): Promise<void> {
    if (records.length === 0) return;
    const stream = this.open();
    for (const record of records) {
      if (!stream.write(`${JSON.stringify(record)}\n`)) await once(stream, 'drain');
      this.written++;
    }
    if (this.failure !== null) throw this.failure;
  }

  /** Returns when everything is written. */
  async close(): Promise<void> {
    const { stream } = this;
    if (stream === null || this.failure !== null) return;
    stream.end();
    await once(stream, 'finish');
  }

  private open(): WriteStream {
    if (this.stream === null) {
      this.stream = createWriteStream(this.path);
      this.stream.on('error', (error) => {
        this.failure = error;
      });
    }
    return this.stream;
  }
}
