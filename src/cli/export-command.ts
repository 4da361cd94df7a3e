import { Command, Option } from 'commander';
import { CommandFailed } from './command-failed.js';
import { download, type ExportRequest } from './export/download.js';

interface CommonOptions {
  readonly url: string;
  readonly secret?: string;
}

interface ListOptions extends CommonOptions {
  readonly format?: string;
  readonly cohort?: string;
  readonly where?: string;
  readonly columns?: string;
  readonly bom?: boolean;
  readonly escapeFormulas?: boolean;
}

interface GroupOptions extends ListOptions {
  readonly search?: string;
}

interface EventOptions extends CommonOptions {
  readonly from: string;
  readonly to: string;
  readonly event?: readonly string[];
  readonly where?: string;
  readonly seconds?: boolean;
}

type Asking = Pick<ExportRequest, 'path' | 'body'>;

const progressEveryMs = 3_000;
const number = new Intl.NumberFormat('en');

/** `muster export users|groups|events [FILE]`: takes data out of a running server over its public API. */
export function exportCommand(): Command {
  const command = new Command('export').description(
    'take data out of a running server as NDJSON, which "muster import" reads, or lists as CSV',
  );
  command.addCommand(
    listOptions(new Command('users').description('users with their profiles'))
      .argument('[file]', 'where to; left out or -: the standard output; compressed if it ends in .gz', '-')
      .action((file: string, options: ListOptions) =>
        run(file, options, { path: '/api/export/users', body: listBody(file, options) }),
      ),
  );
  command.addCommand(
    listOptions(new Command('groups').description('groups of a key with their profiles'))
      .argument('<key>', 'the group key')
      .argument('[file]', 'where to; left out or -: the standard output; compressed if it ends in .gz', '-')
      .option('--search <text>', 'only groups with this text in their id or name')
      .action((key: string, file: string, options: GroupOptions) =>
        run(file, options, {
          path: '/api/export/groups',
          body: { ...listBody(file, options), key, search: options.search ?? null },
        }),
      ),
  );
  command.addCommand(
    common(new Command('events').description('raw events, as Mixpanel exports them'))
      .argument('[file]', 'where to; left out or -: the standard output; compressed if it ends in .gz', '-')
      .requiredOption('--from <day>', 'first day, YYYY-MM-DD, UTC')
      .requiredOption('--to <day>', 'last day, YYYY-MM-DD, UTC')
      .option('--event <names...>', 'only events of these names')
      .option('--where <expression>', 'only events for which it is true: see docs/query-language.md')
      .option('--seconds', 'times in whole seconds, as Mixpanel exports them, instead of milliseconds')
      .action((file: string, options: EventOptions) =>
        run(file, options, { path: `/api/2.0/export?${eventParameters(options)}`, body: null }),
      ),
  );
  return command;
}

const common = (command: Command): Command =>
  command
    .addOption(new Option('--url <url>', 'the server').env('MUSTER_URL').default('http://127.0.0.1:4000'))
    .addOption(new Option('--secret <secret>', 'secret of a service account').env('MUSTER_SECRET'));

const listOptions = (command: Command): Command =>
  common(command)
    .addOption(
      new Option('--format <format>', 'csv or ndjson (default: by the name of the file, else ndjson)').choices([
        'csv',
        'ndjson',
      ]),
    )
    .option('--cohort <id>', 'only those in this saved cohort')
    .option('--where <json>', 'only those that satisfy this filter, as GraphQL takes it, in JSON')
    .option('--columns <names>', 'only these properties, with commas between')
    .option('--bom', 'CSV: begin with a byte order mark, for spreadsheets')
    .option('--escape-formulas', 'CSV: an apostrophe before text that a spreadsheet would run');

function listBody(file: string, options: ListOptions): object {
  if (options.where !== undefined && options.cohort !== undefined) {
    throw new CommandFailed('Give --where or --cohort; to have both, name the cohort in the filter.');
  }
  const where = options.where === undefined ? null : filterOf(options.where);
  const format = options.format ?? (/\.csv(\.gz)?$/.test(file) ? 'csv' : 'ndjson');
  return {
    where: options.cohort === undefined ? where : { cohort: options.cohort },
    columns: options.columns?.split(',') ?? null,
    format,
    ...(options.bom ? { bom: true } : {}),
    ...(options.escapeFormulas ? { formulas: 'escape' } : {}),
  };
}

function filterOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandFailed('--where takes JSON, such as {"property": {"name": "plan", "is": {"isSet": true}}}.');
  }
}

function eventParameters({ from, to, event, where, seconds }: EventOptions): URLSearchParams {
  const parameters = new URLSearchParams({ from_date: from, to_date: to });
  if (event !== undefined) parameters.set('event', JSON.stringify(event));
  if (where !== undefined) parameters.set('where', where);
  if (!seconds) parameters.set('time_in_ms', 'true');
  return parameters;
}

async function run(file: string, { url, secret }: CommonOptions, asking: Asking): Promise<void> {
  if (secret === undefined) {
    throw new CommandFailed('Say who you are: --secret (or MUSTER_SECRET) with a service account that may export.');
  }
  const begun = performance.now();
  let told = begun;
  let bytes = 0;
  await download({ server: url, secret, ...asking }, file, (now) => {
    bytes = now;
    if (performance.now() - told < progressEveryMs) return;
    told = performance.now();
    process.stderr.write(`${number.format(bytes)} bytes\n`);
  });
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  process.stderr.write(`${file === '-' ? '' : `${file}: `}${number.format(bytes)} bytes in ${seconds} s\n`);
}
