import { Command } from 'commander';
import { ConfigError, type UnknownSetting, unknownSettings } from '../config/config.js';
import { configFromEnvironment } from '../config/environment.js';
import { exitCodes } from './command-failed.js';
import { type Finding, fail, ok, warn } from './doctor/check.js';
import { checkNode, checkOpenFiles } from './doctor/machine.js';

const marks = { ok: '  ok  ', warn: ' warn ', fail: ' FAIL ' } as const;

/** `muster doctor`: looks at everything a server needs and says what to do. Changes nothing. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'check the stores, versions, settings, folders and limits, and say what to do; exit code 1 if something fails',
    )
    .action(async () => {
      const findings = await examine();
      const width = Math.max(...findings.map(({ subject }) => subject.length));
      for (const { state, subject, found, advice } of findings) {
        process.stdout.write(`[${marks[state]}] ${subject.padEnd(width)}  ${found}\n`);
        if (advice !== undefined) process.stdout.write(`${' '.repeat(width + 11)}-> ${advice}\n`);
      }
      const failed = findings.filter(({ state }) => state === 'fail').length;
      const warned = findings.filter(({ state }) => state === 'warn').length;
      process.stdout.write(
        `\n${failed === 0 ? 'Nothing fails' : `${failed} of ${findings.length} checks fail`}, ${warned} to look at.\n`,
      );
      if (failed > 0) process.exitCode = exitCodes.partly;
    });
}

async function examine(): Promise<Finding[]> {
  const findings = [checkNode(), await checkOpenFiles()];
  try {
    const config = configFromEnvironment();
    findings.push(checkSettings(unknownSettings(process.env)));
    const { checkCatalog, checkWarehouse } = await import('./doctor/stores.js');
    const catalog = await checkCatalog(config);
    findings.push(...catalog.findings, ...(await checkWarehouse(config, catalog.server)));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    findings.push(
      fail(
        'settings',
        error.message.replaceAll('\n', '; '),
        'Mend these variables; docs/configuration.md explains each.',
      ),
    );
  }
  return findings;
}

function checkSettings(unknown: readonly UnknownSetting[]): Finding {
  if (unknown.length === 0) return ok('settings', 'understood');
  const names = unknown
    .map(({ name, nearMatches }) => (nearMatches[0] ? `${name} (${nearMatches[0]}?)` : name))
    .join(', ');
  return warn(
    'settings',
    `not known and so without effect: ${names}`,
    'Look for a spelling mistake; docs/configuration.md lists all.',
  );
}
