import { Command, Option } from 'commander';
import { systemClock } from '../core/clock.js';
import { type Role, roles } from '../core/model.js';
import type { ServiceAccount } from '../projects/service-accounts.js';
import { CommandFailed } from './command-failed.js';
import { findProject } from './projects-command.js';
import { table } from './table.js';
import { withCatalog } from './with-catalog.js';

interface CreateOptions {
  readonly project: string;
  readonly name: string;
  readonly role: Role;
  readonly expires?: string;
}

const operator = { kind: 'operator' } as const;

/** `muster service-accounts create|list|revoke`. */
export function serviceAccountsCommand(): Command {
  const command = new Command('service-accounts').description('credentials of people and programs, with roles');
  const project = () => new Option('--project <name or id>', 'the project').makeOptionMandatory();
  command
    .command('create')
    .description('make an account and print its secret, this once')
    .addOption(project())
    .requiredOption('--name <name>', 'its name, unique in the project')
    .addOption(new Option('--role <role>', 'what it may do').choices(roles).makeOptionMandatory())
    .option('--expires <when>', 'a date such as 2030-01-31, or a number of days such as 90d; default: never')
    .action(create);
  command
    .command('list')
    .description('show the accounts of a project')
    .addOption(project())
    .action((options: { readonly project: string }) =>
      withAccounts(options.project, async (accounts, projectId) => {
        const rows = (await accounts.list(operator, projectId)).map(rowOf);
        process.stdout.write(`${table(['id', 'name', 'role', 'state', 'last used', 'expires'], rows)}\n`);
      }),
    );
  command
    .command('revoke')
    .description('end an account for good')
    .argument('<account>', 'its name or id')
    .addOption(project())
    .action((account: string, options: { readonly project: string }) =>
      withAccounts(options.project, async (accounts, projectId) => {
        const { name } = await accounts.revoke(operator, projectId, account);
        process.stdout.write(`"${name}" is revoked; a running server refuses it within two seconds.\n`);
      }),
    );
  return command;
}

type Accounts = InstanceType<typeof import('../projects/service-accounts.js')['ServiceAccounts']>;

const withAccounts = (
  nameOrId: string,
  work: (accounts: Accounts, projectId: number) => Promise<void>,
): Promise<void> =>
  withCatalog(async (catalog) => {
    const { ServiceAccounts } = await import('../projects/service-accounts.js');
    const { id } = await findProject(catalog, nameOrId);
    await work(new ServiceAccounts(catalog, systemClock), id);
  });

function create(options: CreateOptions): Promise<void> {
  const expiresAt = options.expires === undefined ? null : expiryOf(options.expires);
  return withAccounts(options.project, async (accounts, projectId) => {
    const { account, secret } = await accounts.create(operator, projectId, {
      name: options.name,
      role: options.role,
      expiresAt,
    });
    process.stdout.write(
      `${table(['id', 'name', 'role', 'expires'], [[account.id, account.name, account.role, shown(account.expiresAt)]])}\n\n` +
        `secret: ${secret}\n\nIt is shown this once. Send it as "Authorization: Bearer <secret>".\n`,
    );
  });
}

const shown = (date: Date | null): string => date?.toISOString() ?? 'never';

function rowOf(account: ServiceAccount): string[] {
  const expired = account.expiresAt !== null && account.expiresAt.getTime() <= systemClock.now();
  const state = account.revokedAt !== null ? 'revoked' : expired ? 'expired' : 'active';
  return [account.id, account.name, account.role, state, shown(account.lastUsedAt), shown(account.expiresAt)];
}

/** `2030-01-31`, any ISO 8601 text, or `90d` for days from now. @throws CommandFailed for anything else. */
export function expiryOf(text: string, nowMs = systemClock.now()): Date {
  const days = /^(\d{1,5})d$/.exec(text)?.[1];
  if (days !== undefined) return new Date(nowMs + Number(days) * 86_400_000);
  const date = /^\d{4}-\d{2}-\d{2}/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (Number.isNaN(date.getTime())) {
    throw new CommandFailed(`--expires takes a date such as 2030-01-31 or days such as 90d, not "${text}".`);
  }
  return date;
}
