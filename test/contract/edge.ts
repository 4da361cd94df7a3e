import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';

/** A request that went through, with what was answered. */
export interface Passed {
  readonly method: string;
  readonly path: string;
  readonly contentType: string;
  readonly authorization: string;
  readonly body: string;
  readonly status: number;
}

/** A small server in front of Muster, such as every installation should have: it answers 503 while Muster is away. */
export interface Edge {
  readonly url: string;
  /** What has been answered so far, oldest first. */
  readonly passed: readonly Passed[];
  /** Where requests go from now on. */
  passTo(upstream: string): void;
  stop(): Promise<void>;
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

async function askUpstream(upstream: string, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const { method, headers, url } = request;
  const passing = httpRequest(`${upstream}${url}`, { method, headers });
  passing.end(body);
  const [answer]: IncomingMessage[] = await once(passing, 'response');
  if (answer === undefined) throw new Error('no answer');
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await bodyOf(answer) };
}

/** What a page may read, unlike the refusal of a proxy that knows nothing of CORS. */
const away = (request: IncomingMessage): Answer => ({
  status: 503,
  headers: {
    'access-control-allow-origin': request.headers.origin ?? '*',
    'access-control-allow-credentials': 'true',
    'retry-after': '1',
    'content-type': 'application/json',
  },
  body: Buffer.from('{"status":0,"error":"away"}'),
});

/** Starts an edge on a free port; with a certificate it speaks TLS to its clients, by the name of localhost. */
export async function startEdge(
  upstream: string,
  tls: { readonly key: string; readonly cert: string } | null = null,
): Promise<Edge> {
  const passed: Passed[] = [];
  let target = upstream;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const answer = await askUpstream(target, request, body).catch(() => away(request));
    passed.push({
      method: request.method ?? '',
      path: request.url ?? '',
      contentType: request.headers['content-type'] ?? '',
      authorization: request.headers.authorization ?? '',
      body: body.toString('latin1'),
      status: answer.status,
    });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch(() => response.destroy());
  };
  const server = (tls === null ? createServer(listener) : createTlsServer({ ...tls }, listener)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: tls === null ? `http://127.0.0.1:${address.port}` : `https://localhost:${address.port}`,
    passed,
    passTo(next) {
      target = next;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The records a request carried, whichever way it encoded them. */
export function recordsOf({ path, body }: Passed): ReadonlyArray<Record<string, unknown>> {
  const data = new URLSearchParams(body).get('data') ?? new URL(path, 'http://edge').searchParams.get('data') ?? '[]';
  const text = /^\s*[[{]/.test(data) ? data : Buffer.from(data.replaceAll(' ', '+'), 'base64').toString();
  const records = JSON.parse(text);
  return Array.isArray(records) ? records : [records];
}
