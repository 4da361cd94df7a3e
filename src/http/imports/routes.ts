import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import type { RequestContext } from '../../core/model.js';
import type { CsvOptions } from '../../profiles/csv/options.js';
import { previewCsv } from '../../profiles/csv/preview.js';
import { type CsvFile, openCsv } from '../../profiles/csv/read-profiles.js';
import { authorize } from '../../projects/permissions.js';
import { type Door, type DoorServices, serve } from '../door.js';
import { addErrorHeaders, notedAnswer } from '../errors.js';
import { LoadStopped, loadRows } from './load-rows.js';
import { tooLarge, UploadStalled, uploadedBytes } from './upload-body.js';
import { isCsv, readUploadRequest, type UploadRequest } from './upload-request.js';

const paths = [
  ['/api/import/users-csv', 'user'],
  ['/api/import/groups-csv', 'group'],
] as const satisfies ReadonlyArray<readonly [string, CsvOptions['kind']]>;

/** The body is no CSV by its own account. */
class WrongType extends MusterError {
  constructor() {
    super('MALFORMED_REQUEST', 'Send the file itself as the body, with Content-Type: text/csv.');
  }
}

/** Strangers, and those who may only send data as it arises, make the server read nothing. */
const admit =
  ({ app }: Door) =>
  async (request: FastifyRequest): Promise<void> => {
    if (!app.isReady()) {
      throw new MusterError('STORE_UNAVAILABLE', 'The server is starting; send it again in a moment.');
    }
    const caller = await app.authenticate(request.headers);
    request.muster.caller = caller;
    if (caller.actor.kind === 'token') {
      throw new MusterError(
        'FORBIDDEN',
        'Files are taken from service accounts (OWNER or ADMIN): the token is public.',
      );
    }
    authorize(caller.actor, 'EDIT_PROFILES');
    if (Number(request.headers['content-length']) > limits.csvUploadBytes) throw tooLarge(limits.csvUploadBytes);
    if (!isCsv(request)) throw new WrongType();
  };

/** Uploads at work; each holds some memory and keeps the stores busy. */
class Uploads {
  private running = 0;

  /** @throws MusterError OVERLOADED; the function it returns ends what began */
  begin(): () => void {
    if (this.running >= limits.csvUploadsAtOnce) {
      const details = { retryAfterMs: 10_000 };
      throw new MusterError('OVERLOADED', `${this.running} files are being uploaded already; wait for one.`, details);
    }
    this.running++;
    return () => {
      this.running--;
    };
  }
}

/** Opens the file with what the project knows about its group keys. */
async function openUpload(
  context: RequestContext,
  services: DoorServices,
  body: AsyncIterable<Buffer>,
  options: CsvOptions,
): Promise<{ readonly file: CsvFile; readonly options: CsvOptions }> {
  const { project } = context;
  const resolve = (name: string) => services.groupKeys.resolve(project.id, name, ['group_key']);
  const key = options.groupKey === null ? null : await resolve(options.groupKey);
  const named = { ...options, groupKey: key?.key ?? null };
  const keys = options.kind === 'user' ? await services.groupKeys.list(project.id) : [];
  const file = await openCsv(
    body,
    named,
    keys.map((each) => each.key),
  );
  return { file, options: named };
}

async function answer(
  context: RequestContext,
  services: DoorServices,
  body: AsyncIterable<Buffer>,
  { options: given, previewRows }: UploadRequest,
): Promise<object> {
  const { file, options } = await openUpload(context, services, body, given);
  return previewRows === null ? loadRows(context, services.profiles, file) : previewCsv(file, options, previewRows);
}

/** What is left of a body when it is answered early: passed over, in the time any other body has. */
function passOver(raw: IncomingMessage, body: Readable, { requestTimes }: Door): void {
  if (body !== raw) body.destroy();
  requestTimes.limit(raw);
  raw.resume();
}

function upload(door: Door, uploads: Uploads, kind: CsvOptions['kind']) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<object> => {
    const { raw } = request;
    const { caller } = request.muster;
    if (caller === null) throw new MusterError('UNAUTHENTICATED', 'Send credentials.');
    const body = request.body instanceof Readable ? request.body : Readable.from([]);
    // Whoever reads is told. A failure that comes when nobody does any more must not end the process.
    for (const stream of [raw, body]) stream.on('error', () => undefined);
    // Counted apart from the connection: what was begun is finished even if the client does not wait for it.
    const end = door.inFlight.begin();
    let endUpload = () => {};
    try {
      const asked = readUploadRequest(kind, raw.url ?? '');
      endUpload = uploads.begin();
      door.requestTimes.lift(raw);
      const { inFlight, requestTimes } = door;
      return await serve(request, reply, { caller, inFlight, timeoutMs: limits.csvUploadMs }, (context) => {
        const bounds = { maxBytes: limits.csvUploadBytes, idleMs: requestTimes.limitMs, signal: context.signal };
        return answer(context, door.app.services, uploadedBytes(body, bounds), asked);
      });
    } finally {
      passOver(raw, body, door);
      endUpload();
      end();
    }
  };
}

/** How a broken-off load goes on, for the message. */
function howToGoOn({ result, nextLine }: LoadStopped): string {
  const applied = `${result.applied} rows were applied.`;
  return nextLine === null
    ? `${applied} Send the file again.`
    : `${applied} Send the file again, or the rest of it from line ${nextLine} on, after its header.`;
}

/** Answers an error; a load that was broken off says beside it what became of the rows so far. */
function sendFailure(door: Door, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const stopped = error instanceof LoadStopped ? error : null;
  const reason = stopped === null ? error : stopped.reason;
  const noted = notedAnswer(reason, request, door.config.http.bodyLimitBytes);
  addErrorHeaders(reply, noted);
  const status = reason instanceof WrongType ? 415 : reason instanceof UploadStalled ? 408 : noted.status;
  reply.code(reply.statusCode === 405 ? 405 : status);
  if (stopped === null) return reply.send(noted.body);
  const errors = noted.body.errors.map((each) => ({ ...each, message: `${each.message} ${howToGoOn(stopped)}` }));
  return reply.send({ errors, import: { ...stopped.result, nextLine: stopped.nextLine } });
}

/**
 * `POST /api/import/users-csv` and `/api/import/groups-csv`: a CSV file as the body, read as it arrives and applied in
 * batches. The answer comes when all of it is stored; with `preview`, it shows the first rows and stores nothing.
 */
export async function addImportRoutes(server: FastifyInstance, door: Door): Promise<void> {
  const uploads = new Uploads();
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.setErrorHandler((error, request, reply) => sendFailure(door, error, request, reply));
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    for (const [url, kind] of paths) {
      scope.route({
        method: 'POST',
        url,
        bodyLimit: limits.csvUploadBytes,
        onRequest: admit(door),
        handler: upload(door, uploads, kind),
      });
      scope.route({
        method: ['GET', 'PUT', 'PATCH', 'DELETE'],
        url,
        exposeHeadRoute: false,
        async handler(_request, reply) {
          reply.header('allow', 'POST').code(405);
          throw new MusterError('MALFORMED_REQUEST', 'Send the file by POST.');
        },
      });
    }
  });
}
