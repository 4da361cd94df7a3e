import type { FastifyReply, FastifyRequest } from 'fastify';
import { addErrorHeaders, notedAnswer } from '../errors.js';

/** Answers an error in the form of Mixpanel's Query API, which its raw export has too. */
export function sendFailure(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  bodyLimitBytes: number,
): FastifyReply {
  const answer = notedAnswer(error, request, bodyLimitBytes);
  const [first] = answer.body.errors;
  const { nearMatches, errorId } = first?.extensions ?? {};
  addErrorHeaders(reply, answer);
  return reply.code(reply.statusCode === 405 ? 405 : answer.status).send({
    error: first?.message ?? '',
    status: 'error',
    code: answer.code,
    ...(nearMatches === undefined || nearMatches.length === 0 ? {} : { nearMatches }),
    ...(errorId === undefined ? {} : { errorId }),
  });
}
