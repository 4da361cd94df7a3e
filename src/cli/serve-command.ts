import { Command } from 'commander';
import { unknownSettings } from '../config/config.js';
import { configFromEnvironment } from '../config/environment.js';
import { createFirstProject, type OwnedProject, ownerName } from './first-project.js';

/** `muster serve`: the server, until it is asked to stop. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('start the server (settings come from MUSTER_… variables; docs/configuration.md lists them)')
    .action(serve);
}

async function serve(): Promise<void> {
  const config = configFromEnvironment();
  const { createLog } = await import('../http/log.js');
  const { startServing, untilAskedToStop } = await import('./running-app.js');
  const log = createLog(config.logLevel);
  for (const { name, nearMatches } of unknownSettings(process.env)) {
    log.warn({ name, nearMatches }, 'a MUSTER_ variable that is not known has no effect');
  }
  // Taken before the start, so that being asked to stop during it is not lost.
  const asked = untilAskedToStop();
  let first: OwnedProject | null = null;
  const served = await startServing(config, log, async (app) => {
    first = await createFirstProject(app);
  });
  if (first !== null) process.stdout.write(welcome(first));
  process.stdout.write(
    `Muster answers at ${served.url}/graphql${config.graphql.graphiql ? ` (GraphiQL: ${served.url}/graphiql)` : ''}\n`,
  );
  const signal = await asked;
  log.info({ signal }, 'stopping');
  await served.stop();
}

const welcome = ({ project, secret }: OwnedProject): string =>
  [
    '',
    `This is the first start: the project "${project.name}" was made, with a service account "${ownerName}".`,
    '',
    `  secret (reads and writes, shown this once):  ${secret}`,
    `  project token (writes only):                 ${project.token}`,
    '',
    'Send either as "Authorization: Bearer <…>".',
    '',
    '',
  ].join('\n');
