import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addErrorHeaders, type ErrorAnswer, notedAnswer } from '../errors.js';
import type { Delivery } from './deliver.js';
import type { Options } from './options.js';
import { isRecord, type Problem } from './records.js';

/** A transparent GIF of one pixel. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** Refusals spelt out in one sentence; there are as many as records. */
const mostTold = 3;

/** What the reply turns on. */
export interface Replying {
  readonly options: Options;
  /** True where the endpoint has a strict mode and the client asked for it. */
  readonly strict: boolean;
  readonly bodyLimitBytes: number;
}

const told = ({ field, message }: Problem): string => (field === '' ? message : `${field}: ${message}`);

/** What went wrong, in one sentence; null if nothing did. */
function errorOf({ records, problems }: Delivery): string | null {
  const refused = [...problems].sort(([a], [b]) => a - b);
  const [first] = refused;
  if (first === undefined) return null;
  if (records === 1) return told(first[1]);
  const some = refused.slice(0, mostTold).map(([place, found]) => `record ${place}: ${told(found)}`);
  const rest = refused.length > mostTold ? ` And ${refused.length - mostTold} more.` : '';
  return `${refused.length} of ${records} records were refused: ${some.join(' ')}${rest}`;
}

/** 1 if anything was stored, or nothing was wrong. Not "all": a client that resends on 0 would count the stored twice. */
const statusOf = ({ problems, stored, failure }: Delivery): 0 | 1 =>
  failure === undefined && (stored || problems.size === 0) ? 1 : 0;

function sendPlain(reply: FastifyReply, status: 0 | 1, error: string | null, options: Options): FastifyReply {
  if (options.img) return reply.type('image/gif').send(pixel);
  const text = options.verbose ? JSON.stringify({ status, error }) : String(status);
  if (options.callback !== null) {
    return reply.type('text/javascript; charset=utf-8').send(`${options.callback}(${text});`);
  }
  // A text of one character: the Node SDK compares it whole.
  return reply.type(options.verbose ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8').send(text);
}

function sendStrict(
  reply: FastifyReply,
  error: string | null,
  stored: number,
  failed: readonly object[],
): FastifyReply {
  if (error === null) return reply.code(200).send({ code: 200, num_records_imported: stored, status: 'OK' });
  return reply.code(400).send({
    code: 400,
    error,
    failed_records: failed,
    num_records_imported: stored,
    status: STATUS_CODES[400],
  });
}

const insertIdOf = (record: unknown): unknown => {
  const properties = isRecord(record) ? record.properties : undefined;
  const id = isRecord(properties) ? properties.$insert_id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? id : '';
};

/** Answers what became of a request's records. */
export function sendDelivery(
  request: FastifyRequest,
  reply: FastifyReply,
  delivery: Delivery,
  { options, strict, bodyLimitBytes, records }: Replying & { readonly records: readonly unknown[] },
): FastifyReply {
  const { problems, failure } = delivery;
  if (failure !== undefined) notedAnswer(failure, request, bodyLimitBytes);
  if (!strict) return sendPlain(reply, statusOf(delivery), errorOf(delivery), options);
  const failed = [...problems]
    .sort(([a], [b]) => a - b)
    .map(([index, { field, message }]) => {
      const id = insertIdOf(records[index]);
      // The documentation has the id under both names.
      return { index, $insert_id: id, insert_id: id, field, message };
    });
  const error = problems.size === 0 ? null : 'some data points in the request failed validation';
  return sendStrict(reply, error, records.length - problems.size, failed);
}

/** The name of a status as Mixpanel writes it. */
const statusName = (status: number): string =>
  status === 413 ? 'Request Entity Too Large' : (STATUS_CODES[status] ?? 'Error');

/** Errors of the content, which no sending again mends: told as clients are told of a refused record. */
const isOfContent = ({ code }: ErrorAnswer): boolean => code === 'MALFORMED_REQUEST' || code === 'BAD_INPUT';

/**
 * Answers a request that failed as a whole. What may succeed later has its real status, as clients keep their events on
 * 429 and 5xx; too large is 413, on which the browser SDK halves its batch; wrong content is `0`.
 */
export function sendFailure(
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
  { options, strict, bodyLimitBytes }: Replying,
): FastifyReply {
  const answer = notedAnswer(error, request, bodyLimitBytes);
  const message = answer.body.errors[0]?.message ?? '';
  if (isOfContent(answer)) {
    reply.code(200);
    return strict ? sendStrict(reply, message, 0, []) : sendPlain(reply, 0, message, options);
  }
  addErrorHeaders(reply, answer);
  return reply.code(answer.status).send({ code: answer.status, error: message, status: statusName(answer.status) });
}
