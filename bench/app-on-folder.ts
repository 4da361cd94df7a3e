import { type App, createApp } from '../src/app.js';
import { createOwnedProject } from '../src/cli/first-project.js';
import { type Config, loadConfig } from '../src/config/config.js';
import { type Clock, systemClock } from '../src/core/clock.js';
import type { RequestContext } from '../src/core/model.js';
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
export async function openApp(
  folder: string,
  env: Readonly<Record<string, string>> = {},
  clock: Clock = systemClock,
): Promise<PreparedApp> {
  const config = loadConfig({ ...embedded(folder), ...env });
  const app = await createApp(config, { log: createLog('warn'), clock });
  await app.start();
  const { project, secret } = await createOwnedProject(app, 'Bench');
  const context: RequestContext = {
    requestId: 'bench',
    project,
    actor: { kind: 'serviceAccount', id: 'bench', name: 'bench', role: 'OWNER' },
    signal: new AbortController().signal,
  };
  const key = await app.services.groupKeys.add(context, { key: 'company_id', displayName: 'Company' });
  return { app, config, owner: { projectId: project.id, groupKeyId: key.id }, secret, context };
}
