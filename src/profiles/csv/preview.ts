import { MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import type { PropertyValue } from '../../core/property-values.js';
import { checkId, checkOperation } from '../check.js';
import { type ColumnType, kindOf } from './cell.js';
import type { PropertyColumn } from './columns.js';
import type { CsvOptions } from './options.js';
import type { CsvFile, CsvItem, CsvRefusal } from './read-profiles.js';

/** What is known about one column after the first rows. */
export interface PreviewColumn {
  readonly name: string;
  readonly use: 'id' | 'group key' | 'property' | 'left out';
  /** The property it becomes; null for every other use. */
  readonly property: string | null;
  /** How its cells are read: the type that was said, or `auto`. */
  readonly type: ColumnType | null;
  /** What the cells turned out to be, most frequent first, with their numbers; empty cells are in none. */
  readonly found: ReadonlyArray<{ readonly kind: string; readonly cells: number }>;
  readonly empty: number;
}

/** A row as it would be stored. */
export interface PreviewRow {
  readonly line: number;
  readonly groupKey: string | null;
  readonly id: string;
  readonly set: Readonly<Record<string, PropertyValue>>;
  readonly unset: readonly string[];
}

/** The beginning of a file as it would be loaded. */
export interface CsvPreview {
  readonly delimiter: 'comma' | 'semicolon' | 'tab';
  readonly operation: CsvOptions['operation'];
  readonly columns: readonly PreviewColumn[];
  readonly rows: readonly PreviewRow[];
  /** Rows that were read for it; `isWhole` says whether the file has no more. */
  readonly rowsRead: number;
  readonly isWhole: boolean;
  readonly refused: number;
  /** The first of the refusals. */
  readonly refusals: readonly CsvRefusal[];
}

const shownRefusals = 20;
const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;

/** Counts what the cells of the property columns are. */
class Kinds {
  private readonly counts = new Map<string, Map<string, number>>();
  private rows = 0;

  add(set: PreviewRow['set']): void {
    this.rows++;
    for (const [property, value] of Object.entries(set)) {
      const kinds = this.counts.get(property) ?? new Map<string, number>();
      const kind = kindOf(value);
      this.counts.set(property, kinds.set(kind, (kinds.get(kind) ?? 0) + 1));
    }
  }

  of({ property }: PropertyColumn): Pick<PreviewColumn, 'found' | 'empty'> {
    const kinds = [...(this.counts.get(property) ?? [])].map(([kind, cells]) => ({ kind, cells }));
    const filled = kinds.reduce((sum, { cells }) => sum + cells, 0);
    return { found: kinds.sort((a, b) => b.cells - a.cells), empty: this.rows - filled };
  }
}

/** What the profile service would say to the operations of a row; null where it would apply them. */
function refusalOf(line: number, items: readonly CsvItem[]): CsvRefusal | null {
  try {
    for (const { subject, operation } of items) {
      checkId(subject.kind === 'user' ? subject.distinctId : subject.groupId, 'id');
      checkOperation(operation, subject.kind);
    }
    return null;
  } catch (error) {
    if (!(error instanceof MusterError)) throw error;
    return { line, column: null, code: error.code, message: error.message };
  }
}

function rowOf(line: number, items: readonly CsvItem[]): PreviewRow | null {
  const [first] = items;
  if (first === undefined) return null;
  const { subject } = first;
  const row = { line, set: {}, unset: [] as readonly string[] };
  for (const { operation } of items) {
    if (operation.op === 'unset') row.unset = operation.names;
    else row.set = operation.properties;
  }
  return subject.kind === 'user'
    ? { ...row, groupKey: null, id: subject.distinctId }
    : { ...row, groupKey: subject.groupKey, id: subject.groupId };
}

function columnsOf({ plan }: CsvFile, kinds: Kinds): PreviewColumn[] {
  const properties = new Map(plan.properties.map((column) => [column.index, column]));
  return plan.names.map((name, index) => {
    const column = properties.get(index);
    if (column !== undefined) {
      return { name, use: 'property', property: column.property, type: column.type, ...kinds.of(column) };
    }
    const use = index === plan.id.index ? 'id' : index === plan.groupKey?.index ? 'group key' : 'left out';
    return { name, use, property: null, type: null, found: [], empty: 0 };
  });
}

/**
 * Reads up to `limits.csvPreviewRows` rows and tells what would become of them. Stores nothing, and asks nobody: what
 * depends on the profiles that are there already, such as their size, it cannot know.
 *
 * @param shown how many rows to show
 */
export async function previewCsv(file: CsvFile, options: CsvOptions, shown: number): Promise<CsvPreview> {
  const kinds = new Kinds();
  const rows: PreviewRow[] = [];
  const refusals: CsvRefusal[] = [];
  let rowsRead = 0;
  let isWhole = true;
  for await (const { row, read } of flat(file.entries)) {
    if (rowsRead === limits.csvPreviewRows) {
      isWhole = false;
      break;
    }
    rowsRead++;
    const refusal = 'refusal' in read ? read.refusal : refusalOf(row.line, read.items);
    if (refusal !== null) refusals.push(refusal);
    if (refusal !== null || !('items' in read)) continue;
    const seen = rowOf(row.line, read.items);
    if (seen === null) continue;
    kinds.add(seen.set);
    if (rows.length < shown) rows.push(seen);
  }
  return {
    delimiter: delimiterNames[file.delimiter],
    operation: options.operation,
    columns: columnsOf(file, kinds),
    rows,
    rowsRead,
    isWhole,
    refused: refusals.length,
    refusals: refusals.slice(0, shownRefusals),
  };
}

async function* flat<Item>(groups: AsyncIterable<readonly Item[]>): AsyncGenerator<Item> {
  for await (const group of groups) yield* group;
}
