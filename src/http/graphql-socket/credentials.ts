import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** True for scripts of another site: their browser may add credentials by itself that they do not know. */
function isFromElsewhere({ headers: { origin, host } }: IncomingMessage): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase();
}

/**
 * The headers a subscriber is authenticated by: `authorization` of its first message, which is all that scripts in
 * browsers can send, else of the request that opened the connection.
 */
export function credentialsOf(
  request: IncomingMessage,
  params: Readonly<Record<string, unknown>> | undefined,
): IncomingHttpHeaders {
  for (const [name, value] of Object.entries(params ?? {})) {
    if (name.toLowerCase() === 'authorization' && typeof value === 'string') return { authorization: value };
  }
  const { authorization } = request.headers;
  return authorization === undefined || isFromElsewhere(request) ? {} : { authorization };
}
