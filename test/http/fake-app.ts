import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { buildSchema, GraphQLError, parse } from 'graphql';
import { Registry } from 'prom-client';
import { loadConfig } from '../../src/config/config.js';
import { errorKinds, MusterError } from '../../src/core/errors.js';
import type { RequestContext } from '../../src/core/model.js';
import type { DoorServices } from '../../src/http/door.js';
import type { ConnectionTimes } from '../../src/http/graphql-socket/connection.js';
import type { HttpApp, HttpServerConfig } from '../../src/http/http-app.js';
import { createLog } from '../../src/http/log.js';
import { createHttpServer, type HttpTimeouts } from '../../src/http/server.js';

export interface FakeContext {
  readonly request: RequestContext;
  readonly seen: Seen;
}

export const secret = 'muster_test-secret';

const schema = buildSchema(`
  "Questions of the fake."
  type Query {
    "Says hello to the project."
    hello(name: String): String!
    "Answers after the request is aborted, with the reason."
    untilAborted: String!
    "Never answers."
    never: String!
    "Answers after so many milliseconds."
    slow(ms: Int!): String!
    fails: String
    requestId: ID!
  }

  type Subscription {
    "Counts to three."
    counted: Int!
    "Goes on for ever, a megabyte at a time."
    flood: String!
  }
`);

/** What the slow resolvers saw: how many began, and the reason each signal was aborted with. */
export interface Seen {
  begun: number;
  aborts: unknown[];
  /** Messages made for subscribers to floods, and floods that ended. */
  floods: number;
  floodsEnded: number;
}

const untilAborted = (signal: AbortSignal, seen: Seen) =>
  new Promise<never>((_resolve, reject) => {
    seen.begun++;
    const stop = () => {
      seen.aborts.push(signal.reason);
      reject(signal.reason);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

async function* counted() {
  for (const count of [1, 2, 3]) yield { counted: count };
}

async function* flood(_: unknown, { seen }: FakeContext) {
  try {
    for (;;) {
      seen.floods++;
      yield { flood: 'x'.repeat(1_048_576) };
    }
  } finally {
    seen.floodsEnded++;
  }
}

const rootValue = { counted, flood };

async function fakeApollo(seen: Seen): Promise<ApolloServer<FakeContext>> {
  const apollo = new ApolloServer<FakeContext>({
    schema,
    rootValue: {
      hello: ({ name }: { name?: string }, context: FakeContext) =>
        `${name ?? 'you'} of ${context.request.project.name}`,
      untilAborted: (_: unknown, context: FakeContext) => untilAborted(context.request.signal, seen),
      never: () => new Promise(() => {}),
      slow: ({ ms }: { ms: number }) => new Promise((resolve) => setTimeout(() => resolve('done'), ms)),
      fails: () => {
        throw new MusterError('FORBIDDEN', 'Your role may not do this.');
      },
      requestId: (_: unknown, context: FakeContext) => context.request.requestId,
    },
    introspection: true,
    plugins: [ApolloServerPluginLandingPageDisabled()],
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => {
      const original = error instanceof GraphQLError ? error.originalError : error;
      if (!(original instanceof MusterError)) return { ...formatted, extensions: { code: 'BAD_INPUT' } };
      return { ...formatted, extensions: { code: original.code, retryable: errorKinds[original.code].retryable } };
    },
  });
  await apollo.start();
  return apollo;
}

const unused = (): never => {
  throw new Error('the fake has no services');
};

/** Tests of the server alone ask nothing of the services. */
export const noServices: DoorServices = {
  projects: { byToken: unused },
  groupKeys: { list: unused, resolve: unused, companyKey: unused },
  ingestion: { accept: unused },
  profiles: { apply: unused, load: unused },
  cohorts: {
    usersPage: unused,
    usersCount: unused,
    groupsPage: unused,
    groupsCount: unused,
    usersByIds: unused,
    groupsByIds: unused,
  },
  savedCohorts: { byId: unused, listUserCohorts: unused, listGroupCohorts: unused },
  exports: { events: { lines: unused }, lists: { users: unused, groups: unused } },
};

export interface FakeOptions {
  readonly env?: Record<string, string>;
  readonly app?: Partial<HttpApp<FakeContext>>;
  readonly timeouts?: HttpTimeouts;
  readonly socketTimes?: ConnectionTimes;
}

/** A real server on a free port, over a fake app. */
export async function startFake({ env = {}, app = {}, timeouts, socketTimes }: FakeOptions = {}) {
  const seen: Seen = { begun: 0, aborts: [], floods: 0, floodsEnded: 0 };
  const lines: string[] = [];
  const log = createLog('debug', { write: (line: string) => void lines.push(line) });
  const fake: HttpApp<FakeContext> = {
    authenticate: async (headers) => {
      if (headers.authorization !== `Bearer ${secret}`) throw new MusterError('UNAUTHENTICATED', 'Send credentials.');
      const project = {
        id: 7,
        name: 'Acme',
        token: 't',
        timeZone: 'UTC',
        createdAt: new Date(0),
        repairRemovedGroups: false,
      };
      return { project, actor: { kind: 'serviceAccount', id: 'sa_1', name: 'tests', role: 'OWNER' } };
    },
    apollo: await fakeApollo(seen),
    subscriptions: {
      prepareSubscription: async ({ query }, contextValue) => ({
        schema,
        document: parse(query),
        contextValue,
        rootValue,
      }),
      formatSubscriptionErrors: (errors) => errors.map((error) => error.toJSON()),
    },
    contextFor: (request) => ({ request, seen }),
    services: noServices,
    stores: [
      { name: 'catalog', ping: async () => {} },
      { name: 'warehouse', ping: async () => {} },
    ],
    isReady: () => true,
    metrics: new Registry(),
    ...app,
  };
  const config: HttpServerConfig = loadConfig({ MUSTER_PORT: '0', ...env });
  const server = await createHttpServer(fake, config, log, timeouts, socketTimes);
  const origin = await server.listen({ host: '127.0.0.1', port: 0 });
  const ask = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}`, ...headers },
      body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
    });
  return { server, origin, ask, seen, lines, port: Number(new URL(origin).port), stop: () => server.drain() };
}

export type Fake = Awaited<ReturnType<typeof startFake>>;

/** Status and code of an error answer. */
export async function refusal(response: Response): Promise<{ status: number; code: string; message: string }> {
  const body: unknown = await response.json();
  const text = JSON.stringify(body);
  const code = /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? 'none';
  const message = /"message":"([^"]*)"/.exec(text)?.[1] ?? 'none';
  return { status: response.status, code, message };
}
