import { MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import { checkOperation } from '../check.js';
import { type ColumnType, columnTypes } from './cell.js';
import { type CsvOptions, unknownName } from './options.js';

/** A column that becomes a property. */
export interface PropertyColumn {
  /** Its place in a row, from 0. */
  readonly index: number;
  /** Its name in the file. */
  readonly source: string;
  readonly property: string;
  readonly type: ColumnType;
}

/** What each column of a file is. */
export interface ColumnPlan {
  /** The names in the file, in its order; numbers where it has no header. */
  readonly names: readonly string[];
  readonly id: { readonly index: number; readonly source: string };
  /** Where the group key of a row is; null for users, and where all rows have the same one. */
  readonly groupKey: { readonly index: number; readonly source: string } | null;
  readonly properties: readonly PropertyColumn[];
  /** Columns without a name: a value in one of them could belong anywhere. */
  readonly nameless: readonly number[];
}

const badFile = (message: string): MusterError => new MusterError('BAD_INPUT', message);

/** Names for a message, not too many and none too long. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 40).map((name) => JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name));
  return names.length > 40 ? `${shown.join(', ')} and ${names.length - 40} more` : shown.join(', ');
}

interface Mapping {
  readonly source: string;
  readonly property: string | null;
  readonly type: ColumnType | null;
}

/**
 * Reads `source`, `source=property`, `source:type` or `source=property:type`. Names may hold `=` and `:` themselves:
 * the source is the longest part that is a column, and only the name of a type after the last `:` is one. Null where
 * no part is a column.
 */
export function readMapping(mapping: string, isColumn: (name: string) => boolean): Mapping | null {
  if (isColumn(mapping)) return { source: mapping, property: null, type: null };
  const colon = mapping.lastIndexOf(':');
  const type = columnTypes.find((each) => colon !== -1 && each === mapping.slice(colon + 1)) ?? null;
  const names = type === null ? mapping : mapping.slice(0, colon);
  if (isColumn(names)) return { source: names, property: null, type };
  for (let at = names.lastIndexOf('='); at > 0; at = names.lastIndexOf('=', at - 1)) {
    const source = names.slice(0, at);
    if (isColumn(source)) return { source, property: names.slice(at + 1), type };
  }
  return null;
}

/** The one column that has a name of the first tier any column is in; null if none is in any. Two are too many. */
function theOne(names: readonly string[], tiers: ReadonlyArray<readonly string[]>, ask: string): string | null {
  for (const tier of tiers) {
    const found = names.filter((name) => tier.includes(name));
    if (found.length > 1) throw badFile(`Both ${found.map((name) => JSON.stringify(name)).join(' and ')} ${ask}`);
    const [one] = found;
    if (one !== undefined) return one;
  }
  return null;
}

/** Finds the column of the ids: the one that was chosen, or one whose very name says it. Never a guess. */
function findId(names: readonly string[], options: CsvOptions): string {
  const { idColumn, kind, groupKey, drop, spell } = options;
  if (idColumn !== null) {
    if (drop.includes(idColumn)) throw badFile(`The column ${listed([idColumn])} holds the ids; it cannot be dropped.`);
    if (names.includes(idColumn)) return idColumn;
    const message = `There is no column ${listed([idColumn])} for the ids; the columns are ${listed(names)}.`;
    throw unknownName(message, idColumn, names);
  }
  const ofUsers = ['$distinct_id', 'distinct_id', 'Distinct ID'];
  const ofGroups = ['$group_id', 'group_id', ...(groupKey === null ? [] : [groupKey])];
  // In Mixpanel's exports of group profiles the group's id is in the place of the user's.
  const tiers = kind === 'user' ? [ofUsers] : [ofGroups, ['$distinct_id', 'Distinct ID']];
  const candidates = options.header ? names.filter((name) => !drop.includes(name)) : [];
  const found = theOne(candidates, tiers, `could hold the ids; choose with ${spell('id-column')}.`);
  if (found !== null) return found;
  throw badFile(`Which column holds the ids? Say it with ${spell('id-column')}; the columns are ${listed(names)}.`);
}

function findGroupKey(names: readonly string[], options: CsvOptions): string | null {
  const { kind, groupKey, header, drop, spell } = options;
  if (kind === 'user') return null;
  const candidates = header ? names.filter((name) => !drop.includes(name)) : [];
  const column = theOne(
    candidates,
    [['$group_key', 'group_key']],
    `could be the group key; drop one with ${spell('drop')}.`,
  );
  if (groupKey === null && column === null) {
    throw badFile(
      `Which groups are these? Name the group key with ${spell('group-key')}, or in a column "$group_key".`,
    );
  }
  if (groupKey !== null && column !== null) {
    throw badFile(`${spell('group-key')} and the column "${column}" both say the group key; drop one of them.`);
  }
  return column;
}

function checkNames(names: readonly string[]): void {
  if (names.length > limits.csvColumns) {
    throw badFile(`The file has ${names.length} columns; at most ${limits.csvColumns} are taken.`);
  }
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const name of names) if (name !== '') (seen.has(name) ? twice : seen).add(name);
  if (twice.size > 0) throw badFile(`Each column needs a name of its own; given twice: ${listed([...twice])}.`);
}

/** Reads the mappings, by column. */
function readMappings(names: readonly string[], { columns, drop, spell }: CsvOptions): Map<string, Mapping> {
  const known = new Set(names.filter((name) => name !== ''));
  const mappings = new Map<string, Mapping>();
  for (const given of columns) {
    const mapping = readMapping(given, (name) => known.has(name));
    if (mapping === null) {
      const message = `${spell('column')} ${listed([given])} names no column; the columns are ${listed([...known])}.`;
      throw unknownName(message, given.split(/[=:]/, 1)[0] ?? given, [...known]);
    }
    if (mapping.property === '') throw badFile(`${spell('column')} ${listed([given])} names no property.`);
    if (mappings.has(mapping.source)) throw badFile(`The column ${listed([mapping.source])} is mapped twice.`);
    mappings.set(mapping.source, mapping);
  }
  for (const name of drop) {
    const message = `${spell('drop')} names no column; the columns are ${listed([...known])}.`;
    if (!known.has(name)) throw unknownName(message, name, [...known]);
    if (mappings.has(name)) throw badFile(`The column ${listed([name])} is both mapped and dropped.`);
  }
  return mappings;
}

/** Holds the property names to the rules that every profile operation is held to. */
function checkProperties(properties: readonly PropertyColumn[], { kind }: CsvOptions): void {
  const sources = new Map<string, string>();
  for (const { property, source } of properties) {
    const other = sources.get(property);
    if (other !== undefined) throw badFile(`The columns ${listed([other, source])} are for the same property.`);
    sources.set(property, source);
    try {
      checkOperation({ op: 'set', properties: { [property]: true } }, kind);
    } catch (error) {
      if (!(error instanceof MusterError)) throw error;
      throw badFile(`The column ${listed([source])} cannot be a property: ${error.message}`);
    }
  }
}

/**
 * Decides what each column is. A column that is neither the id nor the group key nor dropped is a property; in a file
 * without a header only those that are mapped are. The id is no property unless it is mapped to one.
 *
 * @param names the header, or the numbers of the columns
 * @param groupKeys names of group keys: a user's property of that name says which groups the user belongs to
 * @throws MusterError BAD_INPUT, listing the columns, when the file and the options do not go together
 */
export function planColumns(names: readonly string[], options: CsvOptions, groupKeys: readonly string[]): ColumnPlan {
  checkNames(names);
  const mappings = readMappings(names, options);
  const groupKey = findGroupKey(names, options);
  const id = findId(names, options);
  const typeOf = (property: string): ColumnType =>
    options.kind === 'user' && groupKeys.includes(property) ? 'group' : 'auto';
  const properties = names.flatMap((source, index): PropertyColumn[] => {
    const mapping = mappings.get(source);
    const isProperty = options.header && source !== id && source !== groupKey && !options.drop.includes(source);
    if (source === '' || (mapping === undefined && !isProperty)) return [];
    const property = mapping?.property ?? source;
    return [{ index, source, property, type: mapping?.type ?? typeOf(property) }];
  });
  checkProperties(properties, options);
  if (properties.length === 0) {
    const how = options.header ? '' : ` Without a header, map each with ${options.spell('column')}.`;
    throw badFile(`No column would be a property; the columns are ${listed(names)}.${how}`);
  }
  return {
    names,
    id: { index: names.indexOf(id), source: id },
    groupKey: groupKey === null ? null : { index: names.indexOf(groupKey), source: groupKey },
    properties,
    nameless: names.flatMap((name, index) => (name === '' ? [index] : [])),
  };
}
