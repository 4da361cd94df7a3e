import { sendInHalves } from './bisect.js';
import { type Line, readLines } from './lines.js';
import type { RefusedFile, RefusedRecord } from './refused-file.js';
import type { Source } from './source.js';
import type { Outcome, Target } from './targets.js';

/** Lines so far, by what became of them. */
export interface ImportCounts {
  readonly lines: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly refused: number;
}

/** The import could not go on. What is stored stays; the same command can be given again. */
export class ImportStopped extends Error {
  override readonly name = 'ImportStopped';

  constructor(
    /** Every line up to this one is dealt with. */
    readonly doneUpToLine: number,
    readonly counts: ImportCounts,
    readonly reason: unknown,
  ) {
    super(reason instanceof Error ? reason.message : String(reason));
  }
}

/** A line whose items are in a batch. */
interface SentLine {
  readonly number: number;
  readonly text: string;
}

/** A request in the making. Its bytes are bounded as well as its items, so that memory and request bodies are. */
class Batch<Item> {
  readonly items: Item[] = [];
  readonly lineOfItem: SentLine[] = [];
  readonly refused: RefusedRecord[] = [];
  bytes = 0;
  lines = 0;
  lastLine = 0;
}

const maxBatchBytes = 4 * 1024 * 1024;
const maxRefusedPerBatch = 2_000;
const longestContent = 64 * 1024;

const isFull = (batch: Batch<unknown>, size: number): boolean =>
  batch.items.length >= size || batch.bytes >= maxBatchBytes || batch.refused.length >= maxRefusedPerBatch;

/**
 * Loads a source: lines are read as they come, gathered into batches, and a few batches are on their way at a time.
 * Batches are settled in the order of the file, so refused lines are written in that order too.
 *
 * @throws ImportStopped when the server stays away, refuses the credential, or the file cannot be read to its end.
 */
export async function runImport<Item>(
  source: Source,
  target: Target<Item>,
  refusedFile: RefusedFile,
  onProgress: (counts: ImportCounts) => void,
): Promise<ImportCounts> {
  const pipeline = new Pipeline(target, refusedFile, onProgress);
  try {
    for await (const lines of readLines(source.chunks)) {
      for (const line of lines) await pipeline.add(line);
    }
    await pipeline.finish();
  } catch (error) {
    await pipeline.abandon();
    throw new ImportStopped(pipeline.doneUpToLine, pipeline.counts, error);
  } finally {
    await refusedFile.close();
  }
  return pipeline.counts;
}

class Pipeline<Item> {
  doneUpToLine = 0;
  counts: ImportCounts = { lines: 0, accepted: 0, duplicate: 0, refused: 0 };
  private batch = new Batch<Item>();
  private readonly inFlight: Array<{ readonly batch: Batch<Item>; readonly outcome: Promise<Outcome> }> = [];

  constructor(
    private readonly target: Target<Item>,
    private readonly refusedFile: RefusedFile,
    private readonly onProgress: (counts: ImportCounts) => void,
  ) {}

  /** Takes one line; waits while as many batches as allowed are on their way. */
  async add(line: Line): Promise<void> {
    const { batch } = this;
    batch.lines++;
    batch.lastLine = line.number;
    if ('problem' in line) {
      batch.refused.push({
        line: line.number,
        code: 'BAD_INPUT',
        field: null,
        reason: line.problem,
        content: line.excerpt,
      });
    } else {
      batch.bytes += line.text.length;
      const parsed = this.target.parse(line.number, line.text);
      if (parsed.kind === 'refused') batch.refused.push(recordOf(line, parsed));
      else {
        batch.items.push(...parsed.items);
        for (const _ of parsed.items) batch.lineOfItem.push(line);
      }
    }
    if (isFull(batch, this.target.batchSize)) await this.dispatch();
  }

  /** Sends what is left and waits for everything. */
  async finish(): Promise<void> {
    if (this.batch.lines > 0) await this.dispatch();
    while (this.inFlight.length > 0) await this.settleOldest();
  }

  /** Lets what is on its way come to its end and counts what can be counted, up to the first batch that failed. */
  async abandon(): Promise<void> {
    try {
      while (this.inFlight.length > 0) await this.settleOldest();
    } catch {
      await Promise.allSettled(this.inFlight.map(({ outcome }) => outcome));
    }
  }

  private async dispatch(): Promise<void> {
    const { batch } = this;
    this.batch = new Batch();
    if (this.inFlight.length >= this.target.inFlight) await this.settleOldest();
    const outcome = this.send(batch.items);
    // Its failure is seen when its turn comes; until then Node must not take it for an unhandled one.
    outcome.catch(() => undefined);
    this.inFlight.push({ batch, outcome });
  }

  private async send(items: readonly Item[]): Promise<Outcome> {
    const { batchSize, send } = this.target;
    const total = { accepted: 0, duplicate: 0, refusals: [] as Outcome['refusals'][number][] };
    // A line of several operations can carry a batch past the size the server takes.
    for (let from = 0; from < items.length; from += batchSize) {
      const part = await sendInHalves(items.slice(from, from + batchSize), send);
      total.accepted += part.accepted;
      total.duplicate += part.duplicate;
      total.refusals.push(...part.refusals.map((each) => ({ ...each, index: each.index + from })));
    }
    return total;
  }

  private async settleOldest(): Promise<void> {
    const [oldest] = this.inFlight;
    if (oldest === undefined) return;
    const { batch } = oldest;
    const outcome = await oldest.outcome;
    this.inFlight.shift();
    const refusedLines = new Map<number, RefusedRecord>();
    for (const record of batch.refused) refusedLines.set(record.line, record);
    for (const refusal of outcome.refusals) {
      const line = batch.lineOfItem[refusal.index];
      if (line !== undefined && !refusedLines.has(line.number)) refusedLines.set(line.number, recordOf(line, refusal));
    }
    await this.refusedFile.write([...refusedLines.values()].sort((a, b) => a.line - b.line));
    this.counts = {
      lines: this.counts.lines + batch.lines,
      accepted: this.counts.accepted + batch.lines - refusedLines.size - outcome.duplicate,
      duplicate: this.counts.duplicate + outcome.duplicate,
      refused: this.counts.refused + refusedLines.size,
    };
    this.doneUpToLine = batch.lastLine;
    this.onProgress(this.counts);
  }
}

function recordOf(
  line: SentLine,
  refusal: { readonly code: string; readonly field: string | null; readonly reason: string },
): RefusedRecord {
  const { code, field, reason } = refusal;
  return { line: line.number, code, field, reason, content: line.text.slice(0, longestContent) };
}
