import { stringify } from 'csv-stringify/sync';
import { emptyProperties, type Properties } from '../../core/property-values.js';

/** A user or group of a list, as it is written. */
export interface Member {
  readonly id: string;
  /** Empty where it has no profile. */
  readonly properties: Properties;
}

/** What a list is written as. */
export type ListFormat =
  | { readonly kind: 'ndjson' }
  | {
      readonly kind: 'csv';
      /** A byte order mark at the start, by which some spreadsheets know UTF-8. */
      readonly bom: boolean;
      /** An apostrophe before text that a spreadsheet would run as a formula. It changes the text: see docs/export.md. */
      readonly escapeFormulas: boolean;
    };

/** Rows made text by one call, which has a price of its own; few, as a profile may be large. */
const rowsAtOnce = 20;

/** Makes text of a list. */
export interface ListText {
  /** What stands before the first member. */
  readonly head: string;
  lines(members: readonly Member[]): Iterable<string>;
}

/** What names a member: the values' names, and the values by its id. */
export interface IdColumns {
  readonly names: readonly string[];
  values(id: string): readonly string[];
}

/** One JSON object a line: what names the member, and `$properties`; only those in `columns` unless null. */
export const ndjsonText = (ids: IdColumns, columns: readonly string[] | null): ListText => ({
  head: '',
  *lines(members) {
    for (const { id, properties } of members) {
      const values = ids.values(id);
      const named = Object.fromEntries(ids.names.map((name, index) => [name, values[index] ?? '']));
      yield `${JSON.stringify({ ...named, $properties: columns === null ? properties : picked(properties, columns) })}\n`;
    }
  },
});

function picked(properties: Properties, columns: readonly string[]): Properties {
  const some = emptyProperties();
  for (const name of columns) {
    const value = properties[name];
    if (value !== undefined) some[name] = value;
  }
  return some;
}

/**
 * RFC 4180: a header, then one row a member with what names it and its properties of these names. Numbers and booleans
 * as in JSON, lists and objects as JSON; null and what is not set is an empty field, empty text is `""`.
 */
export function csvText(
  ids: IdColumns,
  columns: readonly string[],
  { bom, escapeFormulas }: Pick<Extract<ListFormat, { kind: 'csv' }>, 'bom' | 'escapeFormulas'>,
): ListText {
  const written = (records: unknown[][]): string =>
    stringify(records, {
      record_delimiter: 'windows',
      escape_formulas: escapeFormulas,
      cast: { boolean: String, string: (value) => (value === '' ? { value, quoted_empty: true } : value) },
    });
  const record = ({ id, properties }: Member): unknown[] => [
    ...ids.values(id),
    ...columns.map((name) => properties[name]),
  ];
  return {
    head: `${bom ? '\uFEFF' : ''}${written([[...ids.names, ...columns]])}`,
    *lines(members) {
      for (let start = 0; start < members.length; start += rowsAtOnce) {
        yield written(members.slice(start, start + rowsAtOnce).map(record));
      }
    },
  };
}
