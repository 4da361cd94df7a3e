import { pino } from 'pino';
import { type App, createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config/config.js';
import type { Clock } from '../../src/core/clock.js';
import type { Project, Role } from '../../src/core/model.js';
import type { ConnectionTimes } from '../../src/http/graphql-socket/connection.js';
import { createHttpServer } from '../../src/http/server.js';
import { type Answer, askOnce } from './ask.js';
import { freshStore } from './catalogs.js';
import type { StorePair } from './store-pairs.js';
import { threads } from './threads.js';
import { openTestWarehouse } from './warehouses.js';

export interface TestProject {
  readonly project: Project;
  readonly token: string;
  /** Secrets by role. */
  readonly secrets: Readonly<Record<Role, string>>;
}

/** The whole server in this process, listening on a free port, on stores of its own. */
export interface TestServer {
  readonly app: App;
  readonly url: string;
  readonly project: TestProject;
  /** Asks with a credential, the owner's of the first project unless another is given; null: none. */
  ask(query: string, variables?: Record<string, unknown>, credential?: string | null): Promise<Answer>;
  /** Another tenant on the same server. */
  addProject(name: string): Promise<TestProject>;
  stop(): Promise<void>;
}

export interface TestServerOptions {
  readonly env?: Record<string, string>;
  readonly clock?: Clock;
  /** How long slow subscribers are borne. */
  readonly socketTimes?: ConnectionTimes;
}

async function makeProject(app: App, name: string): Promise<TestProject> {
  const project = await app.projects.create({ name });
  const secretOf = async (role: Role): Promise<string> =>
    (await app.serviceAccounts.create({ kind: 'operator' }, project.id, { name: role.toLowerCase(), role })).secret;
  const secrets = {
    OWNER: await secretOf('OWNER'),
    ADMIN: await secretOf('ADMIN'),
    ANALYST: await secretOf('ANALYST'),
    CONSUMER: await secretOf('CONSUMER'),
  };
  return { project, token: project.token, secrets };
}

/** Starts a server on fresh stores of the given kinds. */
export async function startTestServer(stores: StorePair, options: TestServerOptions = {}): Promise<TestServer> {
  const catalogStore = await freshStore(stores.catalog);
  const testWarehouse = await openTestWarehouse(stores.warehouse);
  const base = loadConfig({ MUSTER_PORT: '0', MUSTER_CATALOG_URL: catalogStore.url, ...options.env });
  const config = { ...base, warehouse: testWarehouse.config };
  const log = pino({ level: process.env.MUSTER_TEST_LOG ?? 'silent' });
  const app = await createApp(config, { log, ...(options.clock === undefined ? {} : { clock: options.clock }) });
  await app.start();
  const http = await createHttpServer(app, config, log, undefined, options.socketTimes);
  const url = await http.listen({ host: '127.0.0.1', port: 0 });
  const project = await makeProject(app, 'First');
  return {
    app,
    url,
    project,
    ask: (query, variables = {}, credential = project.secrets.OWNER) => askOnce(url, credential, query, variables),
    addProject: (name) => makeProject(app, name),
    async stop() {
      await http.drain();
      await app.stop();
      if (app.warehouse.isStuck) {
        process.stderr.write(`a statement of the warehouse never returned; threads:\n${threads()}`);
        // Dropping would wait for it.
        await testWarehouse.warehouse.close();
      } else {
        await testWarehouse.drop();
      }
      await catalogStore.remove();
    },
  };
}
