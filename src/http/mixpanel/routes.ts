import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MusterError } from '../../core/errors.js';
import type { Door } from '../door.js';
import type { Caller } from '../http-app.js';
import { requestSignal } from '../request-signal.js';
import { checkCharset, plainBody, readRecords, readSent } from './body.js';
import { allowOrigin, answerPreflight } from './cors.js';
import { callerOfToken, importer } from './credentials.js';
import type { Hands } from './deliver.js';
import { type Way, ways } from './endpoints.js';
import { queryOf, readForm } from './form.js';
import { type Options, readOptions } from './options.js';
import { type Replying, sendDelivery, sendFailure } from './reply.js';
import { spellings } from './spellings.js';
import { addStubs, stubPaths } from './stubs.js';

const noBody = Buffer.alloc(0);

const queryIn = (request: FastifyRequest): Buffer => queryOf(request.raw.url ?? '');

/** The options in the query; none where it cannot be read, which the handler then says. */
function optionsOfQuery(request: FastifyRequest): Options {
  try {
    return readOptions(readForm(queryIn(request)));
  } catch {
    return readOptions();
  }
}

/** How a way in answers a client that asks for these options. */
const replying = (door: Door, way: Way, options: Options): Replying => ({
  options,
  strict: way.hasStrict && options.strict,
  bodyLimitBytes: door.config.http.bodyLimitBytes,
});

function handsFor(door: Door, request: FastifyRequest, signal: AbortSignal, importing: Caller | null): Hands {
  const projects = new Set<number>();
  return {
    callerOf: async (token) => importing ?? callerOfToken(door.app, token),
    contextFor(caller) {
      // For the log, which names the project where there is one.
      projects.add(caller.project.id);
      request.muster.caller = projects.size === 1 ? caller : null;
      return { requestId: request.id, ...caller, signal };
    },
  };
}

/** Takes one request in and answers it; what fails is answered here too, in the form the client asked for. */
async function takeIn(door: Door, way: Way, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { app, inFlight, config } = door;
  let options = optionsOfQuery(request);
  const end = inFlight.begin();
  const { signal, release } = requestSignal(reply.raw, config.query.timeoutMs, inFlight);
  try {
    const body = Buffer.isBuffer(request.body) ? await plainBody(request.body, config.http.bodyLimitBytes) : noBody;
    if (body.length > 0) checkCharset(request.raw.headers['content-type'], body);
    const query = readForm(queryIn(request));
    const { form, data } = readSent(query, body);
    options = readOptions(query, form);
    const importing = way.needsCredentials ? (request.muster.caller ?? (await importer(app, options))) : null;
    const records = readRecords(data);
    const manner = { address: request.ip, strict: replying(door, way, options).strict };
    const hands = handsFor(door, request, signal, importing);
    const delivery = await way.deliver(records, app.services, manner, hands);
    return sendDelivery(request, reply, delivery, { ...replying(door, way, options), records });
  } catch (error) {
    return sendFailure(request, reply, error, replying(door, way, options));
  } finally {
    release();
    end();
  }
}

function addWay(scope: FastifyInstance, door: Door, way: Way): void {
  for (const url of spellings(way.path)) {
    scope.route({
      method: ['GET', 'POST'],
      url,
      exposeHeadRoute: false,
      onRequest: async (request) => {
        if (!way.needsCredentials) return;
        // Before the body is read, so that strangers make the server read nothing; a key in the form must wait for it.
        const { authorization } = request.headers;
        const options = optionsOfQuery(request);
        if (authorization === undefined && options.apiKey === null) return;
        request.muster.caller = await importer(door.app, options, authorization);
      },
      handler: (request, reply) => takeIn(door, way, request, reply),
      // What fails before there is a body: only the query can say how to answer.
      errorHandler: (error, request, reply) =>
        sendFailure(request, reply, error, replying(door, way, optionsOfQuery(request))),
    });
  }
}

/** What every path answers beside its own methods: a browser's question whether it may send, and a refusal. */
function addOtherMethods(scope: FastifyInstance, path: string): void {
  for (const url of path.endsWith('*') ? [path] : spellings(path)) {
    scope.options(url, answerPreflight);
    scope.route({
      method: ['PUT', 'PATCH', 'DELETE'],
      url,
      handler: async (request, reply) => {
        request.muster.errorCodes.add('MALFORMED_REQUEST');
        const error = 'Send by GET or POST.';
        return reply
          .header('allow', 'GET, POST, OPTIONS')
          .code(405)
          .send({ code: 405, error, status: 'Method Not Allowed' });
      },
    });
  }
}

/** What all routes of the SDKs have in common. */
function addCommons(scope: FastifyInstance, door: Door): void {
  const { bodyLimitBytes } = door.config.http;
  scope.addHook('onSend', async (request, reply) => {
    allowOrigin(request, reply);
    reply.header('cache-control', 'no-store');
  });
  scope.addHook('onRequest', async (request) => {
    // Fastify would refuse a body whose type is no media type; here the type decides nothing.
    if (request.headers['content-type'] !== undefined) {
      request.headers = { 'content-type': 'application/octet-stream' };
    }
    if (request.method !== 'OPTIONS' && !door.app.isReady()) {
      throw new MusterError('STORE_UNAVAILABLE', 'The server is starting; send it again in a moment.');
    }
  });
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request: FastifyRequest, payload: IncomingMessage) => door.bodies.collect(payload));
  scope.setErrorHandler((error, request, reply) =>
    sendFailure(request, reply, error, { options: optionsOfQuery(request), strict: false, bodyLimitBytes }),
  );
}

/**
 * The endpoints the official SDKs send to, at the root and under the configured prefix, with and without a slash at
 * the end: clients do not follow redirects with their data.
 */
export async function addMixpanelRoutes(server: FastifyInstance, door: Door): Promise<void> {
  const { sdkPathPrefix } = door.config.http;
  for (const prefix of sdkPathPrefix === null ? [''] : ['', sdkPathPrefix]) {
    await server.register(
      async (scope) => {
        addCommons(scope, door);
        for (const way of ways) addWay(scope, door, way);
        addStubs(scope, door);
        for (const path of [...ways.map((way) => way.path), ...stubPaths]) addOtherMethods(scope, path);
      },
      { prefix },
    );
  }
}
