import type { BaseContext } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { type ErrorCode, errorKinds, MusterError } from '../core/errors.js';
import type { RequestContext } from '../core/model.js';
import type { HttpApp } from './http-app.js';
import type { InFlight } from './in-flight.js';
import { abandoned, requestSignal } from './request-signal.js';

export const graphqlPath = '/graphql';

/** Answers with errors that are longer than this are not read for the log. */
const longestReadAnswer = 262_144;

interface GraphqlBody {
  readonly query: string;
  readonly operationName: string | null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refuseBody(message: string): never {
  throw new MusterError('MALFORMED_REQUEST', message);
}

/** The parts of a GraphQL request that HTTP must know; the rest is Apollo's. */
function graphqlBody(body: unknown): GraphqlBody {
  if (!isRecord(body)) return refuseBody('Send one JSON object with `query`, and if need be `variables`.');
  const { query, variables, operationName } = body;
  if (typeof query !== 'string' || query === '') return refuseBody('`query` must be the GraphQL document, as text.');
  if (variables !== undefined && variables !== null && !isRecord(variables)) {
    return refuseBody('`variables` must be a JSON object.');
  }
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    return refuseBody('`operationName` must be text.');
  }
  return { query, operationName: operationName ?? null };
}

/** The name to log: never more than a GraphQL name, so that nothing else can be written into the log through it. */
function operationOf({ query, operationName }: GraphqlBody): string | null {
  const name = operationName ?? /^\s*(?:query|mutation|subscription)\s+(\w+)/.exec(query)?.[1] ?? '';
  return /^[A-Za-z_]\w{0,99}$/.test(name) ? name : null;
}

const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(errorKinds, code);

/** The codes in a GraphQL answer; Apollo writes `errors` first. */
function noteErrorCodes(payload: unknown, codes: Set<ErrorCode>): void {
  if (typeof payload !== 'string' || !payload.startsWith('{"errors"') || payload.length > longestReadAnswer) return;
  const answer: unknown = JSON.parse(payload);
  const errors = isRecord(answer) && Array.isArray(answer.errors) ? answer.errors : [];
  for (const error of errors) {
    const code: unknown = isRecord(error) && isRecord(error.extensions) ? error.extensions.code : undefined;
    if (isErrorCode(code)) codes.add(code);
  }
}

function callerOf(request: FastifyRequest) {
  const { caller } = request.muster;
  if (caller === null) throw new MusterError('UNAUTHENTICATED', 'Send credentials.');
  return caller;
}

export interface GraphqlRoute<Context extends BaseContext> {
  readonly app: HttpApp<Context>;
  /** The time limit of one request, milliseconds. */
  readonly timeoutMs: number;
  readonly inFlight: InFlight;
}

/**
 * `POST /graphql`. Credentials are checked before the body is read: strangers make the server parse nothing,
 * introspection included.
 */
export function addGraphqlRoute<Context extends BaseContext>(
  server: FastifyInstance,
  { app, timeoutMs, inFlight }: GraphqlRoute<Context>,
): void {
  const signals = new WeakMap<FastifyRequest, AbortSignal>();
  const requestContext = (request: FastifyRequest): RequestContext => ({
    requestId: request.id,
    ...callerOf(request),
    signal: signals.get(request) ?? AbortSignal.abort(),
  });
  // Made at the first question: the server may listen, and say that it is not ready, before Apollo has started.
  let apolloHandler: RouteHandlerMethod | undefined;
  const execute: RouteHandlerMethod = function (request, reply) {
    apolloHandler ??= fastifyApolloHandler(app.apollo, {
      context: async (asked: FastifyRequest) => app.contextFor(requestContext(asked)),
    });
    return apolloHandler.call(this, request, reply);
  };

  server.route({
    method: 'POST',
    url: graphqlPath,
    onRequest: async (request) => {
      // Apollo's integration builds a URL from it, and would fail with a fault of ours.
      if (!URL.canParse(request.url, `http://${request.hostname}/`)) refuseBody('The Host header is no host name.');
      if (!app.isReady()) {
        throw new MusterError('STORE_UNAVAILABLE', 'The server is starting; send it again in a moment.');
      }
      request.muster.caller = await app.authenticate(request.headers);
    },
    preHandler: async (request) => {
      request.muster.operation = operationOf(graphqlBody(request.body));
    },
    onSend: async (request, _reply, payload) => {
      noteErrorCodes(payload, request.muster.errorCodes);
    },
    async handler(request, reply) {
      const end = inFlight.begin();
      const { signal, release } = requestSignal(reply.raw, timeoutMs, inFlight);
      const limit = abandoned(signal);
      signals.set(request, signal);
      reply.header('cache-control', 'no-store');
      const answer = Promise.resolve(execute.call(server, request, reply)).finally(end);
      try {
        return await Promise.race([answer, limit.promise]);
      } finally {
        release();
        limit.release();
      }
    },
  });

  server.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE'],
    url: graphqlPath,
    exposeHeadRoute: false,
    async handler(_request, reply) {
      reply.header('allow', 'POST, OPTIONS').code(405);
      throw new MusterError('MALFORMED_REQUEST', 'Send GraphQL by POST; the page for people is /graphiql.');
    },
  });

  server.options(graphqlPath, async (_request, reply) =>
    reply
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', 'authorization, content-type, content-encoding, x-request-id')
      .header('access-control-max-age', '86400')
      .code(204)
      .send(),
  );
}
