import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { CommandFailed, exitCodes } from './command-failed.js';
import { GraphqlClient, RequestRefused } from './graphql-client.js';
import { MissingKeys } from './import/missing-keys.js';
import { type Progress, showProgress } from './import/progress.js';
import { RefusedFile } from './import/refused-file.js';
import { type ImportCounts, ImportStopped, runImport } from './import/run-import.js';
import { openSource } from './import/source.js';
import { eventsTarget, groupsTarget, type Target, usersTarget } from './import/targets.js';

interface ImportOptions {
  readonly url: string;
  readonly secret?: string;
  readonly token?: string;
  readonly refused?: string;
  readonly retryFor: string;
  readonly createKeys?: boolean;
}

const number = new Intl.NumberFormat('en');

/** `muster import events|users|groups FILE`: loads NDJSON into a running server over its public API. */
export function importCommand(): Command {
  const command = new Command('import').description(
    'load NDJSON (plain or gzip; - for the standard input) into a running server; giving the same file again changes nothing',
  );
  command.addCommand(
    kind(
      'events',
      'lines {"event", "properties": {"time", "distinct_id", "$insert_id", …}}, as Mixpanel exports them',
      (client) => eventsTarget(client),
    ),
  );
  command.addCommand(
    kind('users', 'lines {"distinct_id" or "$distinct_id", "$set" | "$set_once" | "$union" | …}', (client) =>
      usersTarget(client),
    ),
  );
  command.addCommand(
    kind(
      'groups',
      'lines {"group_key", "group_id", "$set" | …}, with or without $ before the names',
      (client, options, progress) =>
        groupsTarget(
          client,
          options.createKeys
            ? new MissingKeys(client, (key) => progress.note(`Registered the group key "${key}".`))
            : null,
        ),
    ).option(
      '--create-keys',
      'register the group keys that the project lacks (needs a service account, OWNER or ADMIN)',
    ),
  );
  return command;
}

function kind<Item>(
  name: string,
  lines: string,
  makeTarget: (client: GraphqlClient, options: ImportOptions, progress: Progress) => Target<Item>,
): Command {
  return new Command(name)
    .description(lines)
    .argument('<file>', 'the file, or - for the standard input')
    .addOption(new Option('--url <url>', 'the server').env('MUSTER_URL').default('http://127.0.0.1:4000'))
    .addOption(new Option('--secret <secret>', 'secret of a service account').env('MUSTER_SECRET'))
    .addOption(new Option('--token <token>', 'token of the project, instead of a secret').env('MUSTER_TOKEN'))
    .option('--refused <path>', 'where refused lines go (default: <file>.refused.ndjson)')
    .option('--retry-for <seconds>', 'how long to keep trying while the server is away or overloaded', '120')
    .action((file: string, options: ImportOptions) => run(name, file, options, makeTarget));
}

async function run<Item>(
  name: string,
  file: string,
  options: ImportOptions,
  makeTarget: (client: GraphqlClient, options: ImportOptions, progress: Progress) => Target<Item>,
): Promise<void> {
  const retryForMs = Number(options.retryFor) * 1000;
  if (!(retryForMs >= 0)) throw new CommandFailed('--retry-for takes a number of seconds.');
  if (options.secret === undefined && options.token === undefined) {
    throw new CommandFailed(
      'Say who you are: --secret (or MUSTER_SECRET) with a service account, or --token (or MUSTER_TOKEN) with the project’s token.',
    );
  }
  const refusedPath = options.refused ?? `${file === '-' ? name : file}.refused.ndjson`;
  if (refusedPath === file) throw new CommandFailed('--refused must name another file than the one that is loaded.');
  const source = await openSource(file, process.stdin).catch((error: unknown) => {
    throw new CommandFailed(`Cannot read ${file}: ${error instanceof Error ? error.message : error}`);
  });
  const progress = showProgress(process.stderr, source.totalBytes);
  const client = new GraphqlClient({
    url: options.url,
    credential: { secret: options.secret, token: options.token },
    retryForMs,
    connections: 8,
    onRetry: (reason, pauseMs) => {
      if (pauseMs >= 1_000) progress.note(`${reason}; trying again in ${(pauseMs / 1000).toFixed(1)} s`);
    },
  });
  const begun = performance.now();
  try {
    const target = makeTarget(client, options, progress);
    const refused = new RefusedFile(refusedPath);
    const counts = await runImport(source, target, refused, (now) => progress.update(now, source.bytesRead()));
    progress.stop();
    process.stdout.write(`${summary(name, file, counts, refusedPath, performance.now() - begun)}\n`);
    if (counts.refused > 0) process.exitCode = exitCodes.partly;
  } catch (error) {
    progress.stop();
    throw error instanceof ImportStopped ? explain(error, refusedPath) : error;
  } finally {
    client.close();
  }
}

function summary(name: string, file: string, counts: ImportCounts, refusedPath: string, elapsedMs: number): string {
  const seconds = elapsedMs / 1000;
  const rate = Math.round(counts.lines / Math.max(seconds, 0.001));
  const row = (label: string, value: number, note = '') =>
    `  ${label.padEnd(10)}${number.format(value).padStart(12)}${note}`;
  return [
    `${basename(file)}: ${number.format(counts.lines)} lines of ${name} in ${seconds.toFixed(1)} s (${number.format(rate)}/s)`,
    row('accepted', counts.accepted),
    row('duplicate', counts.duplicate),
    row('refused', counts.refused, counts.refused > 0 ? `  see ${refusedPath}` : ''),
  ].join('\n');
}

function explain(stopped: ImportStopped, refusedPath: string): CommandFailed {
  const { counts, doneUpToLine, reason } = stopped;
  const hint =
    reason instanceof RequestRefused && reason.code === 'UNAUTHENTICATED'
      ? 'Check --secret or --token.'
      : 'Give the same command again when that is mended: what is stored already is not counted twice.';
  const refused = counts.refused > 0 ? `, ${number.format(counts.refused)} refused (${refusedPath})` : '';
  return new CommandFailed(
    `The import stopped: ${stopped.message}\n` +
      `Dealt with up to line ${number.format(doneUpToLine)}: ${number.format(counts.accepted)} accepted, ` +
      `${number.format(counts.duplicate)} duplicate${refused}. ${hint}`,
  );
}
