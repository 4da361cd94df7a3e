import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MusterError } from '../../core/errors.js';
import type { RequestContext } from '../../core/model.js';
import { type Door, serve } from '../door.js';
import { cohortListParameters, listCohorts } from './cohort-list.js';
import { engage, engageParameters } from './engage.js';
import { sendFailure } from './failure.js';
import { type Known, type Parameters, readParameters } from './parameters.js';
import { Sessions } from './sessions.js';

/** One question that can be put by GET and by POST. */
interface Endpoint {
  /** With and without a slash at the end: clients write both. */
  readonly paths: readonly string[];
  readonly known: Known;
  readonly answer: (ctx: RequestContext, parameters: Parameters) => Promise<object>;
}

function addEndpoint(scope: FastifyInstance, door: Door, { paths, known, answer }: Endpoint): void {
  const { app, inFlight, config } = door;
  for (const url of paths.flatMap((path) => [path, `${path}/`])) {
    scope.route({
      method: ['GET', 'POST'],
      url,
      exposeHeadRoute: false,
      // Strangers make the server read nothing.
      onRequest: async (request) => {
        if (!app.isReady()) {
          throw new MusterError('STORE_UNAVAILABLE', 'The server is starting; ask again in a moment.');
        }
        request.muster.caller = await app.authenticate(request.headers);
      },
      async handler(request, reply) {
        const { caller } = request.muster;
        if (caller === null) throw new MusterError('UNAUTHENTICATED', 'Send credentials.');
        const parameters = readParameters(request.raw.url ?? '', request.body, known);
        const serving = { caller, inFlight, timeoutMs: config.query.timeoutMs };
        return serve(request, reply, serving, (ctx) => answer(ctx, parameters));
      },
    });
    scope.route({
      method: ['PUT', 'PATCH', 'DELETE'],
      url,
      async handler(_request, reply) {
        reply.header('allow', 'GET, POST').code(405);
        throw new MusterError('MALFORMED_REQUEST', 'Ask by GET or POST.');
      },
    });
  }
}

/** Mixpanel's HTTP query API: profiles of users and groups, and the list of saved cohorts. */
export async function addQueryApiRoutes(server: FastifyInstance, door: Door): Promise<void> {
  const { services } = door.app;
  const { bodyLimitBytes } = door.config.http;
  const sessions = new Sessions();
  await server.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request: FastifyRequest, payload: IncomingMessage) =>
      door.bodies.collect(payload),
    );
    scope.setErrorHandler((error, request, reply) => sendFailure(error, request, reply, bodyLimitBytes));
    addEndpoint(scope, door, {
      paths: ['/api/query/engage', '/api/2.0/engage'],
      known: engageParameters,
      answer: (ctx, parameters) => engage(services, sessions, ctx, parameters),
    });
    addEndpoint(scope, door, {
      paths: ['/api/query/cohorts/list', '/api/2.0/cohorts/list'],
      known: cohortListParameters,
      answer: (ctx) => listCohorts(services, ctx),
    });
  });
}
