import { type App, createApp } from '../src/app.js';
import { createOwnedProject } from '../src/cli/first-project.js';
import { type Config, loadConfig } from '../src/config/config.js';
import { type Clock, systemClock } from '../src/core/clock.js';
import type { Project, RequestContext } from '../src/core/model.js';
import { createLog } from '../src/http/log.js';
import { embedded } from './server-process.js';
import type { Owner } from './warehouse-data.js';

/** The app in this process, without HTTP, with one project that has the key `company_id`. */
export interface PreparedApp {
  readonly app: App;
  readonly config: Config;
  readonly owner: Owner;
  readonly secret: string;
  readonly context: RequestContext;
}

/** Opens the stores in `folder`, which must be empty. */
export async function openApp(folder: string, env: Readonly<Record<string, string>> = {}): Promise<PreparedApp> {
  const { app, config } = await started(folder, env, systemClock);
  const { project, secret } = await createOwnedProject(app, 'Bench');
  const context = contextOf(project);
  const key = await app.services.groupKeys.add(context, { key: 'company_id', displayName: 'Company' });
  return { app, config, owner: { projectId: project.id, groupKeyId: key.id }, secret, context };
}

/** Opens stores that were filled before, by a clock of the caller's. */
export async function reopenApp(
  folder: string,
  owner: Owner,
  clock: Clock,
  env: Readonly<Record<string, string>> = {},
): Promise<PreparedApp> {
  const { app, config } = await started(folder, env, clock);
  const project = await app.projects.byId(owner.projectId);
  if (project === null) throw new Error(`${folder} has no such project`);
  const account = { name: `bench ${Date.now()}`, role: 'OWNER' } as const;
  const { secret } = await app.serviceAccounts.create({ kind: 'operator' }, project.id, account);
  return { app, config, owner, secret, context: contextOf(project) };
}

async function started(folder: string, env: Readonly<Record<string, string>>, clock: Clock) {
  const config = loadConfig({ ...embedded(folder), ...env });
  const app = await createApp(config, { log: createLog('warn'), clock });
  await app.start();
  return { app, config };
}

const contextOf = (project: Project): RequestContext => ({
  requestId: 'bench',
  project,
  actor: { kind: 'serviceAccount', id: 'bench', name: 'bench', role: 'OWNER' },
  signal: new AbortController().signal,
});
