import type { FastifyReply, FastifyRequest } from 'fastify';

/** Longer ones are no origin. */
const longestOrigin = 512;

/** What the SDKs send in a preflight, and what a page may add by configuration. */
const usualHeaders = ['authorization', 'content-type', 'content-encoding', 'traceparent', 'x-request-id'];
const headerName = /^[\w!#$%&'*+.^`|~-]{1,64}$/;
const mostHeaders = 50;

/**
 * Lets any page read the answer, with credentials: the browser SDK sends with cookies, takes an answer it may not read
 * for a delivered one, and drops its events. Nothing is given away by it: no cookie means anything here, what
 * these routes answer is said to everybody, and `/import` wants credentials that no browser adds by itself.
 */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply): void {
  const { origin } = request.headers;
  reply.header('vary', 'Origin');
  if (origin === undefined || origin === '' || origin.length > longestOrigin) return;
  reply
    .header('access-control-allow-origin', origin)
    .header('access-control-allow-credentials', 'true')
    .header('access-control-expose-headers', 'retry-after, x-request-id');
}

/** With credentials `*` means nothing, so the names are said: the usual ones, and those that are asked for. */
function allowedHeaders(asked: string | string[] | undefined): string {
  const names = String(asked ?? '')
    .toLowerCase()
    .split(',', mostHeaders)
    .map((name) => name.trim())
    .filter((name) => headerName.test(name));
  return [...new Set([...usualHeaders, ...names])].join(', ');
}

/** Answers a browser that asks whether it may send; also while the server starts or stops, as this promises nothing. */
export async function answerPreflight(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return reply
    .header('access-control-allow-methods', 'GET, POST, OPTIONS')
    .header('access-control-allow-headers', allowedHeaders(request.headers['access-control-request-headers']))
    .header('access-control-max-age', '86400')
    .code(204)
    .send();
}
