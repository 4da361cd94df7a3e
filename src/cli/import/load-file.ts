import { basename } from 'node:path';
import { MusterError } from '../../core/errors.js';
import { didYouMean } from '../../core/near-matches.js';
import { CommandFailed, exitCodes } from '../command-failed.js';
import { GraphqlClient, RequestRefused } from '../graphql-client.js';
import { type Progress, showProgress } from './progress.js';
import { RefusedFile } from './refused-file.js';
import { type ImportCounts, ImportStopped, runImport } from './run-import.js';
import { openSource, type Source } from './source.js';
import type { Target } from './targets.js';

/** What every import can be told. */
export interface ImportOptions {
  readonly url: string;
  readonly secret?: string;
  readonly token?: string;
  readonly refused?: string;
  readonly retryFor: string;
}

/** Makes what a file is loaded into; may ask the server first. */
export type MakeTarget<Item> = (client: GraphqlClient, progress: Progress) => Target<Item> | Promise<Target<Item>>;

const number = new Intl.NumberFormat('en');

/** A client for the server that the options name. */
export function clientFor(
  { url, secret, token }: ImportOptions,
  retryForMs: number,
  onRetry: (reason: string, pauseMs: number) => void = () => undefined,
): GraphqlClient {
  return new GraphqlClient({ url, credential: { secret, token }, retryForMs, connections: 8, onRetry });
}

/** @throws CommandFailed when the file cannot be read. */
export function openFile(file: string): Promise<Source> {
  return openSource(file, process.stdin).catch((error: unknown) => {
    throw new CommandFailed(`Cannot read ${file}: ${error instanceof Error ? error.message : error}`);
  });
}

/** Loads a file and prints what became of it; the exit code says whether anything was refused. */
export async function loadFile<Item>(
  name: string,
  file: string,
  options: ImportOptions,
  makeTarget: MakeTarget<Item>,
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
  const source = await openFile(file);
  const progress = showProgress(process.stderr, source.totalBytes);
  const client = clientFor(options, retryForMs, (reason, pauseMs) => {
    if (pauseMs >= 1_000) progress.note(`${reason}; trying again in ${(pauseMs / 1000).toFixed(1)} s`);
  });
  const begun = performance.now();
  try {
    const target = await makeTarget(client, progress);
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
  // The file as a whole cannot be loaded: nothing of it was.
  if (reason instanceof MusterError) return fileRefused(reason);
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

/** A file that cannot be read, in a sentence, with the names that may have been meant. */
export function fileRefused({ message, details }: MusterError): CommandFailed {
  const { nearMatches = [] } = details;
  return new CommandFailed(message + didYouMean(nearMatches));
}
