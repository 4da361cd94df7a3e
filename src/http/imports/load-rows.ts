import { errorKinds, MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import type { RequestContext } from '../../core/model.js';
import type { CsvEntry, CsvFile, CsvItem, CsvRefusal } from '../../profiles/csv/read-profiles.js';
import type { CsvRow } from '../../profiles/csv/rows.js';
import type { ProfileOutcome } from '../../profiles/outcome.js';
import type { DoorServices } from '../door.js';

/** What became of the rows of a file. */
export interface LoadResult {
  readonly rows: number;
  readonly applied: number;
  readonly refused: number;
  /** The first refusals, in the order of the file; `truncated` says whether there are more. */
  readonly refusals: readonly CsvRefusal[];
  readonly truncated: boolean;
}

/** Loading could not go on; what was applied stays. */
export class LoadStopped extends Error {
  override readonly name = 'LoadStopped';

  constructor(
    readonly reason: unknown,
    readonly result: LoadResult,
    /** The line on which the first row begins that is not dealt with; null when none is. */
    readonly nextLine: number | null,
  ) {
    super('loading stopped', { cause: reason });
  }
}

const shownRefusals = 1_000;
/** Bytes of the rows of one batch. */
const batchBytes = 4_194_304;

type RefusedOutcome = Extract<ProfileOutcome, { readonly status: 'REFUSED' }>;

/** Rows that wait to be applied together. */
class Batch {
  readonly entries: CsvEntry[] = [];
  readonly items: CsvItem[] = [];
  /** For each item the row it came from, by its place among the entries. */
  readonly entryOfItem: number[] = [];
  private bytes = 0;

  /** Rows of up to two operations each must fit. */
  get isFull(): boolean {
    return (
      this.items.length > limits.batchSize - 2 || this.bytes >= batchBytes || this.entries.length >= limits.batchSize
    );
  }

  add(entry: CsvEntry): void {
    const place = this.entries.push(entry) - 1;
    this.bytes += entry.row.bytes.length;
    if (!('items' in entry.read)) return;
    this.items.push(...entry.read.items);
    for (const _ of entry.read.items) this.entryOfItem.push(place);
  }
}

/** The first refusal of each row, by its place among the entries. */
function refusedEntries(batch: Batch, outcomes: readonly ProfileOutcome[]): Map<number, RefusedOutcome> {
  const refused = new Map<number, RefusedOutcome>();
  for (const outcome of outcomes) {
    const place = batch.entryOfItem[outcome.index];
    if (outcome.status === 'REFUSED' && place !== undefined && !refused.has(place)) refused.set(place, outcome);
  }
  return refused;
}

/** A store that fails halfway refuses the rest of a batch: these rows are not wrong, they were not dealt with. */
const isInterruption = ({ code }: RefusedOutcome): boolean => errorKinds[code].retryable || code === 'INTERNAL';

/** The line after a row. */
const lineAfter = ({ line, bytes }: CsvRow): number =>
  line + Math.max(1, bytes.toString('latin1').split('\n').length - 1);

/** Applies the rows of a file, a batch at a time, in order, and keeps count. */
class Loader {
  /** Where to go on; null while nothing is dealt with. */
  nextLine: number | null = null;
  private rows = 0;
  private refused = 0;
  private readonly refusals: CsvRefusal[] = [];
  /** The column behind each property that an outcome may name. */
  private readonly columns: ReadonlyMap<string, string>;

  constructor(
    private readonly context: RequestContext,
    private readonly profiles: DoorServices['profiles'],
    private readonly file: CsvFile,
  ) {
    this.columns = new Map(file.plan.properties.map(({ property, source }) => [`properties.${property}`, source]));
  }

  get result(): LoadResult {
    const { rows, refused, refusals } = this;
    return { rows, applied: rows - refused, refused, refusals, truncated: refused > refusals.length };
  }

  /** @throws MusterError when a row of the batch was not dealt with; those before it are counted */
  async apply(batch: Batch): Promise<void> {
    this.context.signal.throwIfAborted();
    const outcomes = batch.items.length === 0 ? [] : await this.profiles.apply(this.context, batch.items);
    const refused = refusedEntries(batch, outcomes);
    for (const [place, entry] of batch.entries.entries()) {
      const refusal = refused.get(place);
      if (refusal !== undefined && isInterruption(refusal)) throw new MusterError(refusal.code, refusal.message);
      this.count(entry, refusal);
      this.nextLine = lineAfter(entry.row);
    }
  }

  private count({ row, read }: CsvEntry, failure: RefusedOutcome | undefined): void {
    this.rows++;
    if ('refusal' in read) this.refuse(read.refusal);
    else if (failure !== undefined) {
      const { code, message, field } = failure;
      this.refuse({ line: row.line, column: this.columnOf(field), code, message });
    }
  }

  private refuse(refusal: CsvRefusal): void {
    this.refused++;
    if (this.refusals.length < shownRefusals) this.refusals.push(refusal);
  }

  private columnOf(field: string): string | null {
    const { id, groupKey } = this.file.plan;
    if (field === 'distinctId' || field === 'groupId') return id.source;
    if (field === 'groupKey') return groupKey?.source ?? null;
    const exact = this.columns.get(field);
    if (exact !== undefined) return exact;
    return [...this.columns].find(([property]) => field.startsWith(`${property}.`))?.[1] ?? null;
  }
}

/** The rows of a file in batches; fails past the last row that is taken, when those before it are applied. */
async function* batchesOf(file: CsvFile): AsyncGenerator<Batch> {
  let rows = 0;
  let batch = new Batch();
  for await (const entries of file.entries) {
    for (const entry of entries) {
      if (rows === limits.csvUploadRows) {
        yield batch;
        throw new MusterError('PAYLOAD_TOO_LARGE', `A file may have at most ${limits.csvUploadRows} rows; split it.`);
      }
      rows++;
      batch.add(entry);
      if (!batch.isFull) continue;
      yield batch;
      batch = new Batch();
    }
  }
  yield batch;
}

/**
 * Applies every row of a file, holding one batch of them at a time.
 *
 * @throws LoadStopped when it cannot be finished: a store failed, the client went away, the file is too long
 */
export async function loadRows(
  context: RequestContext,
  profiles: DoorServices['profiles'],
  file: CsvFile,
): Promise<LoadResult> {
  const loader = new Loader(context, profiles, file);
  try {
    for await (const batch of batchesOf(file)) await loader.apply(batch);
    return loader.result;
  } catch (error) {
    throw new LoadStopped(error, loader.result, loader.nextLine);
  }
}
