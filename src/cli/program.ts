import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config/config.js';
import { MusterError } from '../core/errors.js';
import { CommandFailed, exitCodes } from './command-failed.js';
import { demoCommand } from './demo-command.js';
import { doctorCommand } from './doctor-command.js';
import { exportCommand } from './export-command.js';
import { importCommand } from './import-command.js';
import { migrateCommand } from './migrate-command.js';
import { projectsCommand } from './projects-command.js';
import { rebuildCommand } from './rebuild-command.js';
import { serveCommand } from './serve-command.js';
import { serviceAccountsCommand } from './service-accounts-command.js';
import { version } from './version.js';

/** The `muster` command with everything it can do. Commands load the stores only when they run. */
export function createProgram(): Command {
  const program = new Command('muster')
    .description('Self-hosted group analytics: what companies, teams and any other groups do')
    .version(version())
    .showHelpAfterError('(--help shows what there is)')
    .exitOverride();
  program.addCommand(serveCommand());
  program.addCommand(demoCommand());
  program.addCommand(migrateCommand());
  program.addCommand(projectsCommand());
  program.addCommand(serviceAccountsCommand());
  program.addCommand(importCommand());
  program.addCommand(exportCommand());
  program.addCommand(rebuildCommand());
  program.addCommand(doctorCommand());
  // Sub-commands throw as well, instead of ending the process themselves.
  for (const command of program.commands) {
    command.exitOverride();
    for (const nested of command.commands) nested.exitOverride();
  }
  return program;
}

/**
 * Runs one command line and returns the exit code: 0 done, 1 something to look at, 2 failed. Failures that a person
 * can mend are told in a sentence; anything else with its stack, since it is a fault of ours.
 */
export async function runCli(argv: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(argv);
    return typeof process.exitCode === 'number' ? process.exitCode : exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.failed;
    if (error instanceof CommandFailed) {
      process.stderr.write(`${error.message}\n`);
      return error.exitCode;
    }
    process.stderr.write(`${describe(error)}\n`);
    return exitCodes.failed;
  }
}

function describe(error: unknown): string {
  if (error instanceof MusterError) return `${error.message} (${error.code})`;
  if (error instanceof ConfigError) return `The configuration cannot be used:\n${error.message}`;
  if (error instanceof Error && ['RequestRefused', 'ServerUnavailable'].includes(error.name)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
