import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MusterError } from '../../core/errors.js';
import type { RequestContext } from '../../core/model.js';
import type { Door } from '../door.js';
import { notedAnswer } from '../errors.js';
import type { Caller } from '../http-app.js';
import { requestSignal } from '../request-signal.js';

/** How long a client may take nothing of an export, milliseconds, before it counts as gone. */
const patienceMs = 300_000;

/** The longest a timer can be set to: an export takes as long as it takes, its questions have limits of their own. */
const noTimeLimitMs = 2_147_483_647;

/** What is exported. */
export interface ExportedFile {
  /** With its charset. */
  readonly type: string;
  /** What a browser or `curl -OJ` saves it as; null: nothing is said of it. */
  readonly name: string | null;
  /** The text, made as it is taken. */
  readonly text: (ctx: RequestContext) => AsyncGenerator<string>;
}

/** For whom, and by what rules. */
export interface Sending {
  readonly door: Pick<Door, 'inFlight' | 'config'>;
  readonly caller: Caller;
  /** Milliseconds, for tests. */
  readonly patience?: number;
}

/**
 * Sends a text of any length as fast as its client takes it, in gzip where the client accepts that. What can be refused is
 * refused before the first byte. A failure after it breaks the connection in the middle of the body, so that no part
 * can be taken for the whole; it is in the log. A client that goes away ends the work.
 */
export async function sendExport(
  request: FastifyRequest,
  reply: FastifyReply,
  { door, caller, patience = patienceMs }: Sending,
  file: ExportedFile,
): Promise<void> {
  const gzip = acceptsGzip(request.headers['accept-encoding']);
  // There a body ends with its connection, however that ends; gzip has an end of its own.
  if (request.raw.httpVersion === '1.0' && !gzip) {
    const message = 'Ask by HTTP/1.1, also from a proxy, or accept gzip: by HTTP/1.0 a part would look like the whole.';
    throw new MusterError('MALFORMED_REQUEST', message);
  }
  const { signal, release } = requestSignal(reply.raw, noTimeLimitMs, door.inFlight);
  const text = file.text({ requestId: request.id, ...caller, signal });
  try {
    const first = await text.next();
    for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...headersOf(file, gzip) })) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    reply.hijack();
    reply.raw.writeHead(200);
    const pieces = taken(first, text, () => reply.raw.destroy(), patience);
    const noted = notingFailure(pieces, request, door.config.http.bodyLimitBytes);
    await (gzip ? pipeline(noted, createGzip(), reply.raw) : pipeline(noted, reply.raw));
  } catch (error) {
    // Once the answer has begun its failure is noted, and seen by the client as a broken connection.
    if (!reply.raw.headersSent) throw error;
  } finally {
    await text.return(undefined);
    release();
  }
}

function headersOf({ type, name }: ExportedFile, gzip: boolean): Record<string, string> {
  return {
    'content-type': type,
    'cache-control': 'no-store',
    vary: 'accept-encoding, accept',
    ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    ...(name === null ? {} : { 'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"` }),
  };
}

/** Whether `Accept-Encoding` names gzip, or anything, and not with the weight 0. */
export function acceptsGzip(header: string | readonly string[] | undefined): boolean {
  const weights = new Map(
    String(header ?? '')
      .split(',')
      .map((part) => {
        const [coding = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
        const weight = parameters.find((parameter) => parameter.startsWith('q='));
        return [coding, weight === undefined ? 1 : Number(weight.slice(2))];
      }),
  );
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0;
}

/** The pieces as they are taken; `giveUp` is called when none is for too long. */
async function* taken(
  first: IteratorResult<string, unknown>,
  rest: AsyncGenerator<string>,
  giveUp: () => void,
  patience: number,
): AsyncGenerator<string> {
  for (let next = first; next.done !== true; next = await rest.next()) {
    const timer = setTimeout(giveUp, patience);
    try {
      yield next.value;
    } finally {
      clearTimeout(timer);
    }
  }
}

async function* notingFailure(
  pieces: AsyncIterable<string>,
  request: FastifyRequest,
  bodyLimitBytes: number,
): AsyncGenerator<string> {
  try {
    yield* pieces;
  } catch (error) {
    notedAnswer(error, request, bodyLimitBytes);
    throw error;
  }
}
