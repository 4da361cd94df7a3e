import { basename } from 'node:path';
import { MusterError } from '../../core/errors.js';
import { nearMatches } from '../../core/near-matches.js';
import type { CsvOptions } from '../../profiles/csv/options.js';
import { previewCsv } from '../../profiles/csv/preview.js';
import { openCsv } from '../../profiles/csv/read-profiles.js';
import { exitCodes } from '../command-failed.js';
import type { GraphqlClient } from '../graphql-client.js';
import { csvRead } from './csv-entries.js';
import { printPreview } from './csv-preview.js';
import { clientFor, fileRefused, type ImportOptions, openFile } from './load-file.js';
import { type KnownKey, knownKeys, type MissingKeys } from './missing-keys.js';
import type { ProfileItem } from './profile-lines.js';
import type { Progress } from './progress.js';
import { groupsTarget, type Target, usersTarget } from './targets.js';

interface Loading {
  readonly client: GraphqlClient;
  readonly progress: Progress;
  /** Registers missing group keys; null: they are refused. */
  readonly keys: MissingKeys | null;
}

/** The options with the group key by its name, as columns may be called so. */
function withKeyName(options: CsvOptions, known: readonly KnownKey[]): CsvOptions {
  const { groupKey } = options;
  const found = known.find(({ key }) => key === groupKey) ?? known.find(({ dataGroupId }) => dataGroupId === groupKey);
  return found === undefined ? options : { ...options, groupKey: found.key };
}

/** @throws CommandFailed when the project lacks the group key: every single row would be refused. */
function checkKey({ groupKey }: CsvOptions, known: readonly KnownKey[]): void {
  if (groupKey === null || known.some(({ key }) => key === groupKey)) return;
  const names = known.map(({ key }) => key);
  const message = `The project has no group key ${JSON.stringify(groupKey)}; register it, or give --create-keys.`;
  throw fileRefused(new MusterError('GROUP_KEY_UNKNOWN', message, { nearMatches: nearMatches(groupKey, names) }));
}

/**
 * Where the rows of a CSV file go. The project's group keys are asked for, as far as the credential may: a user's
 * property of such a name holds ids of groups, and an unknown key is better told before a million rows.
 */
export async function csvTarget(
  options: CsvOptions,
  { secret }: ImportOptions,
  { client, progress, keys }: Loading,
): Promise<Target<ProfileItem>> {
  const known = secret === undefined ? null : await knownKeys(client);
  const named = withKeyName(options, known ?? []);
  if (options.kind === 'group') {
    if (known !== null && keys === null) checkKey(named, known);
    return groupsTarget(client, keys, csvRead(named, []));
  }
  if (known === null) {
    progress.note(
      'A token cannot ask for the project’s group keys: say which columns hold ids of groups, as in --column company_id:group.',
    );
  }
  const names = (known ?? []).map(({ key }) => key);
  return usersTarget(client, csvRead(named, names));
}

/** The project's group keys, if somebody says who asks and the server answers at once. */
async function keysForPreview(given: ImportOptions): Promise<readonly KnownKey[]> {
  if (given.secret === undefined) return [];
  const client = clientFor(given, 0);
  try {
    return await knownKeys(client);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`The project’s group keys are not known (${why}).\n`);
    return [];
  } finally {
    client.close();
  }
}

/** Prints the beginning of a file as it would be loaded. Stores nothing; the server need not even run. */
export async function previewFile(
  file: string,
  given: ImportOptions,
  options: CsvOptions,
  shown: number,
): Promise<void> {
  const source = await openFile(file);
  const known = await keysForPreview(given);
  const named = withKeyName(options, known);
  try {
    const csv = await openCsv(
      source.chunks,
      named,
      known.map(({ key }) => key),
    );
    const preview = await previewCsv(csv, named, shown);
    process.stdout.write(`${printPreview(basename(file), preview)}\n`);
    if (preview.refused > 0) process.exitCode = exitCodes.partly;
  } catch (error) {
    throw error instanceof MusterError ? fileRefused(error) : error;
  }
}
