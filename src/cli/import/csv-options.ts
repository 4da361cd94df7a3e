import { type Command, InvalidArgumentError } from 'commander';
import { type CsvOptions, csvOperations, readCsvOptions } from '../../profiles/csv/options.js';

/** What commander makes of the options of {@link addCsvOptions}. */
export interface GivenCsvOptions {
  readonly idColumn?: string;
  readonly groupKey?: string;
  readonly delimiter?: string;
  readonly header: boolean;
  readonly column?: readonly string[];
  readonly drop?: readonly string[];
  readonly operation?: string;
  readonly empty?: string;
  /** Rows to show; undefined: load. */
  readonly preview?: number | true;
}

const defaultPreviewRows = 10;

const collected = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function rowsToShow(given: string): number {
  if (!/^\d{1,4}$/.test(given)) throw new InvalidArgumentError('Give a number of rows, up to 9999.');
  return Number(given);
}

/** Adds what can be said about a CSV file. */
export function addCsvOptions(command: Command): Command {
  return command
    .option('--id-column <name>', 'the column that holds the ids, where its name does not say so')
    .option(
      '--column <mapping>',
      'COLUMN[=PROPERTY][:TYPE], once for each; TYPE is text, number, boolean, date, list, group or auto',
      collected,
    )
    .option('--drop <name>', 'a column to leave out, once for each', collected)
    .option('--delimiter <name>', 'comma, semicolon or tab (default: found out)')
    .option('--no-header', 'the first row is data; columns are named 1, 2, 3 …, and only those mapped are loaded')
    .option('--operation <name>', `what a row does to its profile: ${csvOperations.join(', ')} (default: set)`)
    .option('--empty <meaning>', 'what an empty cell does: skip, or unset (default: skip)')
    .option('--preview [rows]', 'show the first rows as they would be stored, and store nothing', rowsToShow);
}

/** The options in the form both doors use. */
export function csvOptionsOf(kind: CsvOptions['kind'], given: GivenCsvOptions): CsvOptions {
  const single = (name: string, value: string | undefined): Array<[string, string[]]> =>
    value === undefined ? [] : [[name, [value]]];
  const values = new Map<string, readonly string[]>([
    ...single('id-column', given.idColumn),
    ...single('group-key', given.groupKey),
    ...single('delimiter', given.delimiter),
    ...single('operation', given.operation),
    ...single('empty', given.empty),
    ['no-header', [String(!given.header)]],
    ['column', given.column ?? []],
    ['drop', given.drop ?? []],
  ]);
  return readCsvOptions(kind, values, (name) => `--${name}`);
}

/** How many rows a preview shows; null where the file is to be loaded. `--preview` alone is true to commander. */
export const previewRowsOf = ({ preview }: GivenCsvOptions): number | null =>
  preview === undefined ? null : preview === true ? defaultPreviewRows : preview;
