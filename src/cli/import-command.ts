import { Command, Option } from 'commander';
import { CommandFailed } from './command-failed.js';
import { addCsvOptions, csvOptionsOf, type GivenCsvOptions, previewRowsOf } from './import/csv-options.js';
import { csvTarget, previewFile } from './import/csv-target.js';
import { type ImportOptions, loadFile, type MakeTarget } from './import/load-file.js';
import { fromZone, type ToUtc } from './import/local-time.js';
import { MissingKeys } from './import/missing-keys.js';
import { parseGroupLine } from './import/profile-lines.js';
import { recordsRead } from './import/read-records.js';
import { eventsTarget, groupsTarget, usersTarget } from './import/targets.js';

interface EventsOptions extends ImportOptions {
  readonly timeZone?: string;
}

interface GroupsOptions extends ImportOptions {
  readonly groupKey?: string;
  readonly createKeys?: boolean;
}

type CsvImportOptions = GroupsOptions & GivenCsvOptions;

/** `muster import …`: loads NDJSON, Mixpanel's exports and CSV into a running server over its public API. */
export function importCommand(): Command {
  const command = new Command('import').description(
    'load a file (plain or gzip; - for the standard input) into a running server; giving the same file again changes nothing',
  );
  return command
    .addCommand(eventsCommand())
    .addCommand(usersCommand())
    .addCommand(groupsCommand())
    .addCommand(csvCommand('user'))
    .addCommand(csvCommand('group'));
}

function eventsCommand(): Command {
  return kind(
    'events',
    'lines {"event", "properties": {"time", "distinct_id", "$insert_id", …}}, as Mixpanel exports them',
  )
    .option('--time-zone <name>', 'for exports of Mixpanel projects made before 2023: the project’s time zone')
    .action((file: string, options: EventsOptions) =>
      loadFile('events', file, options, (client) => eventsTarget(client, toUtcOf(options))),
    );
}

function toUtcOf({ timeZone }: EventsOptions): ToUtc | undefined {
  try {
    return timeZone === undefined ? undefined : fromZone(timeZone);
  } catch {
    throw new CommandFailed('--time-zone takes an IANA name such as America/New_York.');
  }
}

function usersCommand(): Command {
  return kind(
    'users',
    'lines {"distinct_id" or "$distinct_id", "$set" | "$set_once" | "$union" | …}, or Mixpanel’s export of profiles',
  ).action((file: string, options: ImportOptions) => loadFile('users', file, options, (client) => usersTarget(client)));
}

function groupsCommand(): Command {
  return withGroupKeys(
    kind(
      'groups',
      'lines {"group_key", "group_id", "$set" | …}, with or without $ before the names, or Mixpanel’s export',
    ),
    'the group key of lines that name none, as in Mixpanel’s exports',
  ).action((file: string, options: GroupsOptions) => {
    const read = recordsRead((number, text) => parseGroupLine(number, text, options.groupKey ?? null));
    return loadFile('groups', file, options, (client, progress) =>
      groupsTarget(client, missingKeys(options, client, progress), read),
    );
  });
}

function csvCommand(of: 'user' | 'group'): Command {
  const name = `${of}s-csv`;
  const base = kind(name, `a CSV file with a row for each ${of}; --preview shows what would become of it`);
  const command = of === 'user' ? base : withGroupKeys(base, 'the group key of all rows, where no column says it');
  return addCsvOptions(command).action(async (file: string, given: CsvImportOptions) => {
    const options = csvOptionsOf(of, given);
    const shown = previewRowsOf(given);
    if (shown !== null) return previewFile(file, given, options, shown);
    return loadFile(name, file, given, (client, progress) =>
      csvTarget(options, given, { client, progress, keys: missingKeys(given, client, progress) }),
    );
  });
}

const missingKeys = (
  { createKeys }: GroupsOptions,
  client: ConstructorParameters<typeof MissingKeys>[0],
  progress: Parameters<MakeTarget<never>>[1],
): MissingKeys | null =>
  createKeys ? new MissingKeys(client, (key) => progress.note(`Registered the group key "${key}".`)) : null;

function withGroupKeys(command: Command, meaning: string): Command {
  return command
    .option('--group-key <key>', `${meaning}: its name, or its dataGroupId`)
    .option(
      '--create-keys',
      'register the group keys that the project lacks (needs a service account, OWNER or ADMIN)',
    );
}

function kind(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<file>', 'the file, or - for the standard input')
    .addOption(new Option('--url <url>', 'the server').env('MUSTER_URL').default('http://127.0.0.1:4000'))
    .addOption(new Option('--secret <secret>', 'secret of a service account').env('MUSTER_SECRET'))
    .addOption(new Option('--token <token>', 'token of the project, instead of a secret').env('MUSTER_TOKEN'))
    .option('--refused <path>', 'where refused lines go (default: <file>.refused.ndjson)')
    .option('--retry-for <seconds>', 'how long to keep trying while the server is away or overloaded', '120');
}
