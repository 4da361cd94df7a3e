import { sendInHalves } from './bisect.js';
import type { Entry } from './entries.js';
import type { RefusedFile, RefusedRecord } from './refused-file.js';
import type { Source } from './source.js';
import type { Outcome, Target } from './targets.js';

/** Entries (lines, rows) so far, by what became of them. */
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

/** A request in the making. Its bytes are bounded as well as its items, so that memory and request bodies are. */
class Batch<Item> {
  readonly entries: Array<Entry<Item>> = [];
  readonly items: Item[] = [];
  /** For each item the entry it came from, by its place among the entries. */
  readonly entryOfItem: number[] = [];
  /** Entries refused before they were sent, by their places. */
  readonly refused = new Map<number, RefusedRecord>();
  bytes = 0;
}

const maxBatchBytes = 4 * 1024 * 1024;
const maxRefusedPerBatch = 2_000;
const longestContent = 64 * 1024;

const isFull = (batch: Batch<unknown>, size: number): boolean =>
  batch.items.length >= size || batch.bytes >= maxBatchBytes || batch.refused.size >= maxRefusedPerBatch;

/**
 * Loads a source: entries are read as they come, gathered into batches, and a few batches are on their way at a time.
 * Batches are settled in the order of the file, so refused entries are written in that order too.
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
    for await (const entries of target.read(source.chunks)) {
      for (const entry of entries) await pipeline.add(entry);
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

  /** Takes one entry; waits while as many batches as allowed are on their way. */
  async add(entry: Entry<Item>): Promise<void> {
    const { batch } = this;
    const place = batch.entries.push(entry) - 1;
    batch.bytes += entry.size;
    if (entry.parsed.kind === 'refused') batch.refused.set(place, recordOf(entry, entry.parsed));
    else {
      batch.items.push(...entry.parsed.items);
      for (const _ of entry.parsed.items) batch.entryOfItem.push(place);
    }
    if (isFull(batch, this.target.batchSize)) await this.dispatch();
  }

  /** Sends what is left and waits for everything. */
  async finish(): Promise<void> {
    if (this.batch.entries.length > 0) await this.dispatch();
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
    const { entries, refused } = batch;
    for (const refusal of outcome.refusals) {
      const place = batch.entryOfItem[refusal.index];
      const entry = place === undefined ? undefined : entries[place];
      if (place !== undefined && entry !== undefined && !refused.has(place))
        refused.set(place, recordOf(entry, refusal));
    }
    const inOrder = [...refused].sort(([a], [b]) => a - b);
    await this.refusedFile.write(inOrder.map(([, record]) => record));
    this.counts = {
      lines: this.counts.lines + entries.length,
      accepted: this.counts.accepted + entries.length - refused.size - outcome.duplicate,
      duplicate: this.counts.duplicate + outcome.duplicate,
      refused: this.counts.refused + refused.size,
    };
    this.doneUpToLine = entries.at(-1)?.line ?? this.doneUpToLine;
    this.onProgress(this.counts);
  }
}

function recordOf(
  { line, content }: Entry<unknown>,
  { code, field, reason }: Pick<RefusedRecord, 'code' | 'field' | 'reason'>,
): RefusedRecord {
  return { line, code, field, reason, content: content().slice(0, longestContent) };
}
