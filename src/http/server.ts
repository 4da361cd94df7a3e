import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { BaseContext } from '@apollo/server';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { type ErrorCode, errorKinds, type LogLevel, MusterError } from '../core/errors.js';
import { Bodies } from './bodies.js';
import type { Door } from './door.js';
import { errorAnswer, notedAnswer, sendError, socketAnswer } from './errors.js';
import { addExportRoutes } from './exports/routes.js';
import { addGraphiqlRoutes, graphiqlPath } from './graphiql/routes.js';
import { addGraphqlRoute, graphqlPath } from './graphql-route.js';
import { type ConnectionTimes, defaultConnectionTimes } from './graphql-socket/connection.js';
import { addGraphqlSockets } from './graphql-socket/sockets.js';
import { addHealthRoutes } from './health-routes.js';
import type { HttpApp, HttpServerConfig } from './http-app.js';
import { addImportRoutes } from './imports/routes.js';
import { InFlight } from './in-flight.js';
import type { Log } from './log.js';
import { type HttpMetrics, httpMetrics } from './metrics.js';
import { addMixpanelRoutes } from './mixpanel/routes.js';
import { addQueryApiRoutes } from './query-api/routes.js';
import { readBodies } from './request-body.js';
import { newRequestState } from './request-state.js';
import { RequestTimes } from './request-times.js';
import { addSdkRoute } from './sdk/routes.js';

/** How long a client may take, milliseconds. Slower ones are cut off, so that they cannot hold sockets for nothing. */
export interface HttpTimeouts {
  /** To send the request's headers. */
  readonly headersMs: number;
  /** To send the body of a request, or to send on in a long upload. */
  readonly requestMs: number;
  /** Between two requests on one connection. */
  readonly keepAliveMs: number;
  /** How often slow connections are looked for. */
  readonly checkEveryMs: number;
}

const defaultTimeouts: HttpTimeouts = {
  headersMs: 20_000,
  requestMs: 120_000,
  keepAliveMs: 65_000,
  checkEveryMs: 5_000,
};

/** Bytes of one request's headers, its address among them: Mixpanel's Node SDK sends single events in the query. */
const maxHeaderSize = 262_144;
/** What requests get that are still running when the time for finishing is over, and connections nobody needs any more. */
const abortGraceMs = 1_000;
/** Routes that answer while the server stops. */
const alwaysOpen = new Set(['/healthz', '/readyz', '/metrics']);
const quietRoutes = alwaysOpen;

const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;

function requestId(headers: IncomingMessage['headers'], trusted: boolean): string {
  const given = headers['x-request-id'];
  return trusted && typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

function newServer(config: HttpServerConfig, log: Log, timeouts: HttpTimeouts): FastifyInstance {
  const logger: FastifyBaseLogger = log;
  return Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.http.trustProxy,
    bodyLimit: config.http.bodyLimitBytes,
    // RequestTimes does that: Node's own limit would hold for long uploads too.
    requestTimeout: 0,
    keepAliveTimeout: timeouts.keepAliveMs,
    http: { maxHeaderSize, headersTimeout: timeouts.headersMs, connectionsCheckingInterval: timeouts.checkEveryMs },
    return503OnClosing: false,
    requestIdHeader: false,
    genReqId: (request) => requestId(request.headers, config.http.trustProxy),
    frameworkErrors: (error, request, reply) => {
      sendError(reply, errorAnswer(error, config.http.bodyLimitBytes, request.id));
    },
    clientErrorHandler(error: NodeJS.ErrnoException, socket: Socket) {
      if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
      else socket.end(socketAnswer(error.code));
    },
  });
}

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

function levelOf(path: string, codes: ReadonlySet<ErrorCode>): LogLevel {
  const quietest: LogLevel = quietRoutes.has(path) ? 'debug' : 'info';
  return [...codes]
    .map((code) => errorKinds[code].level)
    .reduce((loudest, level) => (levels.indexOf(level) > levels.indexOf(loudest) ? level : loudest), quietest);
}

interface Observers {
  readonly inFlight: InFlight;
  readonly log: Log;
  readonly metrics: HttpMetrics;
}

/** One log line and one measure for each request, when its connection is done with it. Never values, never headers. */
function observe(request: FastifyRequest, reply: FastifyReply, { inFlight, log, metrics }: Observers): void {
  const end = inFlight.begin();
  reply.raw.once('close', () => {
    end();
    const { startedAt, operation, errorCodes, caller } = request.muster;
    const finished = reply.raw.writableFinished;
    const status = finished ? reply.raw.statusCode : errorKinds.QUERY_CANCELLED.status;
    const ms = performance.now() - startedAt;
    const route = request.routeOptions.url ?? 'unknown';
    metrics.answered(route, status, ms / 1_000, [...errorCodes]);
    log[levelOf(route, errorCodes)](
      {
        requestId: request.id,
        method: request.method,
        route,
        ...(caller === null ? {} : { projectId: caller.project.id, actor: caller.actor.kind }),
        ...(operation === null ? {} : { operation }),
        status,
        durationMs: Math.round(ms * 10) / 10,
        ...(errorCodes.size === 0 ? {} : { codes: [...errorCodes] }),
      },
      finished ? 'request' : 'request left by its client',
    );
  });
}

/** What every answer carries. */
function addCommonHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id);
  reply.header('x-content-type-options', 'nosniff');
  reply.header('referrer-policy', 'no-referrer');
  if (pathOf(request.url) !== graphqlPath) return;
  // Any origin may ask: credentials are in a header that only a script which knows them can set; there are no cookies.
  reply.header('access-control-allow-origin', '*');
  reply.header('access-control-expose-headers', 'retry-after, x-request-id');
}

function addErrorHandlers(server: FastifyInstance, bodyLimitBytes: number): void {
  server.setErrorHandler((error, request, reply) => {
    const answer = notedAnswer(error, request, bodyLimitBytes);
    const status = reply.statusCode === 405 ? 405 : answer.status;
    return sendError(reply, { ...answer, status });
  });
  server.setNotFoundHandler(() => {
    throw new MusterError('NOT_FOUND', 'There is nothing at this address. GraphQL is at /graphql.');
  });
}

/** See `FastifyInstance.drain`. */
function drainer(
  server: FastifyInstance,
  inFlight: InFlight,
  closeSockets: () => Promise<void>,
  timeoutMs: number,
): () => Promise<void> {
  return async () => {
    const socketsClosed = closeSockets();
    if (!(await inFlight.idle(timeoutMs))) {
      inFlight.abortAll(new MusterError('SHUTTING_DOWN', 'The server is stopping; send it again in a moment.'));
      await inFlight.idle(abortGraceMs);
      server.server.closeAllConnections();
    }
    // A client that was refused before it sent its body may hold its connection open for long.
    const hangUp = setTimeout(() => server.server.closeAllConnections(), abortGraceMs);
    await socketsClosed;
    await server.close();
    clearTimeout(hangUp);
  };
}

function addFrontDoor(server: FastifyInstance, graphiql: boolean): void {
  server.get('/', async (request, reply) => {
    if (graphiql && request.headers.accept?.includes('text/html')) return reply.redirect(graphiqlPath.slice(1));
    return { name: 'muster', graphql: graphqlPath, ...(graphiql ? { graphiql: graphiqlPath } : {}) };
  });
}

/**
 * The HTTP server, complete but not listening: call `listen({ host, port })`, and `drain()` to stop.
 *
 * @param timeouts how long slow clients are borne; for tests.
 * @param socketTimes the same for subscribers.
 */
export async function createHttpServer<Context extends BaseContext>(
  app: HttpApp<Context>,
  config: HttpServerConfig,
  log: Log,
  timeouts: HttpTimeouts = defaultTimeouts,
  socketTimes: ConnectionTimes = defaultConnectionTimes,
): Promise<FastifyInstance> {
  const inFlight = new InFlight();
  const metrics = httpMetrics(app.metrics, () => inFlight.count);
  const server = newServer(config, log, timeouts);
  const bodies = new Bodies(config.http.bodyLimitBytes);
  const requestTimes = new RequestTimes(timeouts.requestMs, (socket) =>
    socket.end(socketAnswer('ERR_HTTP_REQUEST_TIMEOUT')),
  );
  // Also those that fastify answers before its hooks run.
  server.server.prependListener('request', (request, response) => requestTimes.watch(request, response));
  let draining: Promise<void> | undefined;
  const isDraining = () => draining !== undefined;
  const sockets = addGraphqlSockets(server, { app, http: config.http, times: socketTimes, log, isDraining });
  const drain = drainer(server, inFlight, () => sockets.close(), config.http.shutdownTimeoutMs);

  server.decorateRequest('muster');
  server.decorate('drain', () => {
    draining ??= drain();
    return draining;
  });
  addErrorHandlers(server, config.http.bodyLimitBytes);
  readBodies(server, config.http.bodyLimitBytes, bodies);
  server.addHook('onRequest', async (request, reply) => {
    request.muster = newRequestState();
    // Under the name "localhost" fastify listens with a second server of its own.
    requestTimes.watch(request.raw, reply.raw);
    addCommonHeaders(request, reply);
    observe(request, reply, { inFlight, log, metrics });
    if (draining === undefined) return;
    reply.header('connection', 'close');
    // A browser that may not even ask takes the refusal for a broken network, and some clients drop what they hold.
    const isPreflight = request.method === 'OPTIONS';
    if (!isPreflight && !alwaysOpen.has(pathOf(request.url))) {
      throw new MusterError('SHUTTING_DOWN', 'The server is stopping; send it again in a moment.');
    }
  });

  addFrontDoor(server, config.graphql.graphiql);
  addHealthRoutes(server, {
    stores: app.stores,
    isReady: () => app.isReady(),
    isDraining,
    metrics: config.http.metrics ? app.metrics : null,
  });
  addGraphqlRoute(server, { app, timeoutMs: config.query.timeoutMs, inFlight });
  const door: Door = { app, config, inFlight, requestTimes, bodies };
  await addMixpanelRoutes(server, door);
  await addQueryApiRoutes(server, door);
  await addImportRoutes(server, door);
  await addExportRoutes(server, door);
  addSdkRoute(server);
  if (config.graphql.graphiql) await addGraphiqlRoutes(server);
  await server.ready();
  return server;
}
