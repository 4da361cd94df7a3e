import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, type ErrorDetails, errorKinds, type LogLevel, MusterError } from '../core/errors.js';
import { loggedError } from './log.js';

/** The form of every error answer that does not come out of a GraphQL execution; GraphQL's own has the same form. */
export interface ErrorBody {
  readonly errors: ReadonlyArray<{
    readonly message: string;
    readonly extensions: ErrorDetails & {
      readonly code: ErrorCode;
      /** True when the same request may succeed later, unchanged. */
      readonly retryable: boolean;
      readonly requestId?: string;
      /** Finds a fault of the server in its log. */
      readonly errorId?: string;
    };
  }>;
}

/** What a thrown thing means to the client and to the log. */
export interface ErrorAnswer {
  readonly status: number;
  readonly code: ErrorCode;
  readonly level: LogLevel;
  readonly body: ErrorBody;
}

const foreignField = (error: unknown, field: 'code' | 'statusCode'): unknown =>
  typeof error === 'object' && error !== null && field in error ? Reflect.get(error, field) : undefined;

/** HTTP's own refusals (fastify, zlib, the socket) in our words; undefined for what is none of them. */
function fromHttp(error: unknown, bodyLimitBytes: number): { error: MusterError; status?: number } | undefined {
  const code = String(foreignField(error, 'code') ?? '');
  const status = Number(foreignField(error, 'statusCode') ?? 0);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || status === 413) {
    const message = `The request body is larger than ${bodyLimitBytes} bytes; send smaller batches.`;
    return { error: new MusterError('PAYLOAD_TOO_LARGE', message) };
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return { error: new MusterError('MALFORMED_REQUEST', 'Send the body as application/json.'), status: 415 };
  }
  if (code.startsWith('Z_')) {
    return { error: new MusterError('MALFORMED_REQUEST', 'The body is not what its Content-Encoding says.') };
  }
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return { error: new MusterError('QUERY_CANCELLED', 'The client went away.') };
  }
  if (status === 403 || status === 404) {
    return { error: new MusterError('NOT_FOUND', 'There is nothing at this address.') };
  }
  if (status >= 400 && status < 500) {
    return {
      error: new MusterError('MALFORMED_REQUEST', 'The request cannot be read as HTTP with a JSON body.'),
      status,
    };
  }
  return undefined;
}

/**
 * The one mapper from anything thrown to an answer. Only a {@link MusterError} speaks to the client; everything else
 * is INTERNAL with an `errorId`, under which the caller of this must log it.
 */
export function errorAnswer(thrown: unknown, bodyLimitBytes: number, requestId?: string): ErrorAnswer {
  const known = thrown instanceof MusterError ? { error: thrown } : fromHttp(thrown, bodyLimitBytes);
  const error = known?.error ?? new MusterError('INTERNAL', 'The server failed; its log has the fault under errorId.');
  const errorId = error.code === 'INTERNAL' ? randomUUID() : undefined;
  const extensions = {
    code: error.code,
    retryable: error.retryable,
    ...error.details,
    ...(requestId === undefined ? {} : { requestId }),
    ...(errorId === undefined ? {} : { errorId }),
  };
  return {
    status: known?.status ?? error.status,
    code: error.code,
    level: errorKinds[error.code].level,
    body: { errors: [{ message: error.message, extensions }] },
  };
}

/** As {@link errorAnswer}, noted for log and metrics; a fault of the server is logged under the id its answer carries. */
export function notedAnswer(thrown: unknown, request: FastifyRequest, bodyLimitBytes: number): ErrorAnswer {
  const answer = errorAnswer(thrown, bodyLimitBytes, request.id);
  request.muster.errorCodes.add(answer.code);
  if (answer.code === 'INTERNAL') {
    const errorId = answer.body.errors[0]?.extensions.errorId;
    request.log.error(
      { requestId: request.id, errorId, fault: loggedError(thrown) },
      'fault while answering a request',
    );
  }
  return answer;
}

/** Sets the headers an error answer has in every form: when to come back, and what credentials are taken. */
export function addErrorHeaders(reply: FastifyReply, answer: ErrorAnswer): void {
  if (errorKinds[answer.code].retryable) {
    const waitMs = answer.body.errors[0]?.extensions.retryAfterMs ?? 1_000;
    reply.header('retry-after', String(Math.ceil(waitMs / 1_000)));
  }
  // Not `Basic`: browsers answer that with a login dialog of their own, over the GraphiQL page.
  if (answer.code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer realm="muster"');
}

/** Sends an error answer as it is, with status and headers. */
export function sendError(reply: FastifyReply, answer: ErrorAnswer): FastifyReply {
  addErrorHeaders(reply, answer);
  return reply.code(answer.status).header('content-type', 'application/json; charset=utf-8').send(answer.body);
}

/** The answer to bytes that are no HTTP request, as text for the bare socket. */
export function socketAnswer(code: string | undefined): string {
  const [status, reason, message] =
    code === 'HPE_HEADER_OVERFLOW'
      ? ['431', 'Request Header Fields Too Large', 'The request’s headers are too large.']
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408', 'Request Timeout', 'The request did not arrive in time.']
        : ['400', 'Bad Request', 'This is no HTTP request.'];
  return rawAnswer(`${status} ${reason}`, new MusterError('MALFORMED_REQUEST', message));
}

/** A refusal of what asked for WebSocket, as it goes over the wire: there is no reply to send it with. */
export const upgradeAnswer = (error: MusterError): string =>
  rawAnswer(`${error.status} ${STATUS_CODES[error.status] ?? 'Refused'}`, error);

function rawAnswer(status: string, error: MusterError): string {
  const text = JSON.stringify(errorAnswer(error, 0).body);
  return [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
    '',
    text,
  ].join('\r\n');
}
