import type { CsvOptions } from '../../profiles/csv/options.js';
import { type CsvEntry, openCsv } from '../../profiles/csv/read-profiles.js';
import { textOf } from '../../profiles/csv/rows.js';
import type { Entry, ReadEntries } from './entries.js';
import type { ParsedLine } from './parsed-line.js';
import type { ProfileItem } from './profile-lines.js';

function parsedOf({ read }: CsvEntry): ParsedLine<ProfileItem> {
  if ('refusal' in read) {
    const { column, code, message } = read.refusal;
    return { kind: 'refused', code, field: column, reason: message };
  }
  return { kind: 'items', items: read.items.map((item) => ({ ...item, ignoreTime: false, ignoreAlias: false })) };
}

const entryOf = (entry: CsvEntry): Entry<ProfileItem> => ({
  line: entry.row.line,
  size: entry.row.bytes.length,
  content: () => textOf(entry.row),
  parsed: parsedOf(entry),
});

/**
 * Each row of a CSV file an entry, on the line it begins on.
 *
 * @param groupKeys the names of the project's group keys, as far as they are known
 */
export const csvRead = (options: CsvOptions, groupKeys: readonly string[]): ReadEntries<ProfileItem> =>
  async function* (chunks) {
    const { entries } = await openCsv(chunks, options, groupKeys);
    for await (const some of entries) yield some.map(entryOf);
  };
