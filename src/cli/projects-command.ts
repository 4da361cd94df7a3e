import { Command } from 'commander';
import type { Catalog } from '../catalog/catalog.js';
import { systemClock } from '../core/clock.js';
import type { Project } from '../core/model.js';
import { didYouMean, nearMatches } from '../core/near-matches.js';
import { CommandFailed } from './command-failed.js';
import { table } from './table.js';
import { withCatalog } from './with-catalog.js';

/** `muster projects create|list`. */
export function projectsCommand(): Command {
  const command = new Command('projects').description('the tenants of this server');
  command
    .command('create')
    .description('make a project and print its token')
    .argument('<name>', 'what people call it')
    .option('--time-zone <zone>', 'IANA name; days, weeks and months are those of this zone', 'UTC')
    .action((name: string, options: { readonly timeZone: string }) =>
      withCatalog(async (catalog) => {
        const { Projects } = await import('../projects/projects.js');
        const project = await new Projects(catalog, systemClock).create({ name, timeZone: options.timeZone });
        process.stdout.write(
          `${table(['id', 'name', 'time zone', 'token'], [rowOf(project)], ['right'])}\n\n` +
            `The token may only write. To read, make a service account:\n` +
            `  muster service-accounts create --project ${project.id} --name <name> --role OWNER\n`,
        );
      }),
    );
  command
    .command('list')
    .description('show all projects')
    .option('--json', 'one JSON object a line, for scripts')
    .action((options: { readonly json?: boolean }) =>
      withCatalog(async (catalog) => {
        const projects = await catalog.read.projects.list();
        const text = options.json
          ? projects.map((project) => JSON.stringify(project)).join('\n')
          : table(['id', 'name', 'time zone', 'token'], projects.map(rowOf), ['right']);
        process.stdout.write(`${text}\n`);
      }),
    );
  return command;
}

const rowOf = (project: Project): string[] => [String(project.id), project.name, project.timeZone, project.token];

/**
 * The project of a name or an id, as given on the command line.
 *
 * @throws CommandFailed when there is none, or several of this name.
 */
export async function findProject(catalog: Catalog, nameOrId: string): Promise<Project> {
  const projects = await catalog.read.projects.list();
  const byId = projects.find(({ id }) => String(id) === nameOrId);
  const named = projects.filter(({ name }) => name === nameOrId);
  if (named.length > 1) {
    throw new CommandFailed(
      `Several projects are called "${nameOrId}"; give the id: ${named.map(({ id }) => id).join(', ')}.`,
    );
  }
  const found = named[0] ?? byId;
  if (found !== undefined) return found;
  const near = nearMatches(
    nameOrId,
    projects.map(({ name }) => name),
  );
  throw new CommandFailed(`There is no project "${nameOrId}".${didYouMean(near)} "muster projects list" shows all.`);
}
