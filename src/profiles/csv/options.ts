import { MusterError } from '../../core/errors.js';
import { nearMatches } from '../../core/near-matches.js';

export const delimiters = [',', ';', '\t'] as const;
export type Delimiter = (typeof delimiters)[number];

export const csvOperations = ['set', 'set_once', 'union'] as const;
/** What a row does to its profile. All of them can be done again without harm. */
export type CsvOperation = (typeof csvOperations)[number];

const emptyMeanings = ['skip', 'unset'] as const;

/** What is said about a CSV file of profiles. */
export interface CsvOptions {
  /** Whose profiles the rows are. */
  readonly kind: 'user' | 'group';
  /** The group key of all rows; null: a column says it. */
  readonly groupKey: string | null;
  /** The column that holds the ids; null: it is found by its name. */
  readonly idColumn: string | null;
  /** Null: found out. */
  readonly delimiter: Delimiter | null;
  /** Whether the first row names the columns; without it they are named 1, 2, 3 and so on. */
  readonly header: boolean;
  /** Mappings as `readMapping` takes them. */
  readonly columns: readonly string[];
  /** Columns to leave out. */
  readonly drop: readonly string[];
  readonly operation: CsvOperation;
  /** What an empty cell means: leave the property as it is, or unset it. */
  readonly empty: (typeof emptyMeanings)[number];
  /** How the caller's door spells an option, for messages: `--id-column`, or `id_column`. */
  readonly spell: (option: CsvOptionName) => string;
}

const optionNames = [
  'group-key',
  'id-column',
  'delimiter',
  'no-header',
  'column',
  'drop',
  'operation',
  'empty',
] as const;
export type CsvOptionName = (typeof optionNames)[number];

/** Options as they are given: each name with its values, in the order given. */
export type GivenOptions = ReadonlyMap<string, readonly string[]>;

const refuse = (message: string): never => {
  throw new MusterError('BAD_INPUT', message);
};

/** An error for a name that is not among those known, with those that look like it. */
export function unknownName(message: string, name: string, known: readonly string[]): MusterError {
  return new MusterError('BAD_INPUT', message, { nearMatches: nearMatches(name.slice(0, 500), known) });
}

const spelledDelimiters: Readonly<Record<string, Delimiter>> = {
  ',': ',',
  comma: ',',
  ';': ';',
  semicolon: ';',
  '\t': '\t',
  '\\t': '\t',
  tab: '\t',
};

/**
 * Reads the options of a door. Names are those of the command line without the dashes; a door that spells them in
 * another way renames them first.
 * @throws MusterError BAD_INPUT for an unknown option, a value that is none of its values, an option given twice
 */
export function readCsvOptions(
  kind: CsvOptions['kind'],
  given: GivenOptions,
  spell: (option: string) => string,
): CsvOptions {
  for (const name of given.keys()) {
    if (optionNames.some((known) => known === name)) continue;
    const known = optionNames.map(spell);
    throw unknownName(`There is no option ${spell(name.slice(0, 100))}; there are ${known.join(', ')}.`, name, known);
  }
  const single = (name: CsvOptionName): string | null => {
    const values = given.get(name) ?? [];
    if (values.length > 1) refuse(`Give ${spell(name)} once.`);
    const [value = null] = values;
    if (value === '') refuse(`${spell(name)} is empty.`);
    return value;
  };
  const choice = <Value extends string>(name: CsvOptionName, values: readonly Value[], otherwise: Value): Value => {
    const value = single(name) ?? otherwise;
    return values.find((each) => each === value) ?? refuse(`${spell(name)} is one of ${values.join(', ')}.`);
  };
  if (kind === 'user' && given.has('group-key')) refuse(`${spell('group-key')} is for files of groups.`);
  const delimiter = single('delimiter');
  if (delimiter !== null && !Object.hasOwn(spelledDelimiters, delimiter)) {
    refuse(`${spell('delimiter')} is one of comma, semicolon, tab.`);
  }
  return {
    kind,
    groupKey: single('group-key'),
    idColumn: single('id-column'),
    delimiter: delimiter === null ? null : (spelledDelimiters[delimiter] ?? null),
    header: choice('no-header', ['false', 'true', '0', '1'], 'false') !== 'true' && single('no-header') !== '1',
    columns: given.get('column') ?? [],
    drop: given.get('drop') ?? [],
    operation: choice('operation', csvOperations, 'set'),
    empty: choice('empty', emptyMeanings, 'skip'),
    spell,
  };
}
