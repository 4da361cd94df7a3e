import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type ErrorCode, errorKinds } from '../core/errors.js';

/** How the commands prove who they are: a service account's secret, or a project's token (which may only write). */
export interface Credential {
  readonly secret?: string | undefined;
  readonly token?: string | undefined;
}

export interface GraphqlClientOptions {
  /** The server's address, such as `http://127.0.0.1:4000`; `/graphql` is appended. */
  readonly url: string;
  readonly credential: Credential;
  /** How long one request is tried again while the server is away or overloaded, milliseconds. */
  readonly retryForMs: number;
  /** Requests open at the same time. */
  readonly connections: number;
  /** Told before each pause, for the progress line. */
  readonly onRetry?: (reason: string, pauseMs: number) => void;
}

/** The server cannot be reached, or went on refusing past the time for retries. */
export class ServerUnavailable extends Error {
  override readonly name = 'ServerUnavailable';
}

/** The server answered with an error that a second attempt would not mend. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface HttpAnswer {
  readonly status: number;
  readonly retryAfterMs: number | null;
  readonly body: string;
}

type Attempt =
  | { readonly kind: 'answer'; readonly data: unknown }
  | {
      readonly kind: 'later';
      readonly reason: string;
      readonly retryAfterMs: number | null;
      readonly mayBeDone: boolean;
    }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

const graphqlBody = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z.object({ code: z.string().optional(), retryAfterMs: z.number().optional() }).optional(),
      }),
    )
    .optional(),
});

const requestTimeoutMs = 120_000;
const firstPauseMs = 200;
const longestPauseMs = 10_000;
const retryableStatuses = new Set([408, 425, 429, 502, 503, 504]);

/** An answer that is unfinished counts as none: what of it was done is done again. */
function judged(attempt: Attempt, unfinished: (data: unknown) => string | null): Attempt {
  const reason = attempt.kind === 'answer' ? unfinished(attempt.data) : null;
  return reason === null ? attempt : { kind: 'later', reason, retryAfterMs: null, mayBeDone: true };
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorKinds, code);

/** Whether the same request may succeed later; codes this client does not know are final. */
export const isRetryable = (code: string): boolean => isErrorCode(code) && errorKinds[code].retryable;

/**
 * A GraphQL client over Node's own HTTP with kept-alive connections. Requests that fail for a passing reason (server
 * away, overloaded, stopping) are sent again after a pause that grows.
 */
export class GraphqlClient {
  private readonly endpoint: URL;
  private readonly agent: http.Agent;

  constructor(private readonly options: GraphqlClientOptions) {
    this.endpoint = endpointOf(options.url);
    const agentOptions = { keepAlive: true, maxSockets: options.connections };
    this.agent = this.endpoint.protocol === 'https:' ? new https.Agent(agentOptions) : new http.Agent(agentOptions);
  }

  /**
   * Sends one document and returns its `data`.
   *
   * @param repeatable false when doing it twice would do it twice: then it is not sent again once it may have arrived
   * @param unfinished says of an answer why it must be asked for again: a part of the request met a passing failure
   * @throws RequestRefused when the server says no for good.
   * @throws ServerUnavailable when the time for retries is over.
   */
  async request(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    repeatable = true,
    unfinished: (data: unknown) => string | null = () => null,
  ): Promise<unknown> {
    const body = JSON.stringify({ query: document, variables });
    const begun = performance.now();
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const attempt = judged(await this.attempt(body), unfinished);
      if (attempt.kind === 'answer') return attempt.data;
      if (attempt.kind === 'refused') throw new RequestRefused(attempt.code, attempt.message);
      if (attempt.mayBeDone && !repeatable) {
        throw new ServerUnavailable(`${attempt.reason}; whether the last batch was applied is not known`);
      }
      // Half of the pause is chance, so that several waiting clients do not come back at the same moment.
      const wait = Math.max(attempt.retryAfterMs ?? 0, pauseMs / 2 + Math.random() * (pauseMs / 2));
      if (performance.now() - begun + wait > this.options.retryForMs) throw new ServerUnavailable(attempt.reason);
      this.options.onRetry?.(attempt.reason, wait);
      await sleep(wait);
    }
  }

  /** Closes the kept-alive connections. */
  close(): void {
    this.agent.destroy();
  }

  private async attempt(body: string): Promise<Attempt> {
    try {
      return readAnswer(await this.post(body));
    } catch (error) {
      const cause = error instanceof Error ? (Reflect.get(error, 'code') ?? error.message) : error;
      const reason = `${this.endpoint.origin} does not answer (${cause})`;
      return { kind: 'later', reason, retryAfterMs: null, mayBeDone: cause !== 'ECONNREFUSED' };
    }
  }

  private post(body: string): Promise<HttpAnswer> {
    const bytes = Buffer.from(body);
    const { secret, token } = this.options.credential;
    const bearer = secret ?? token;
    const headers: http.OutgoingHttpHeaders = {
      'content-type': 'application/json',
      'content-length': bytes.length,
      accept: 'application/json',
    };
    if (bearer !== undefined) headers.authorization = `Bearer ${bearer}`;
    const send = this.endpoint.protocol === 'https:' ? https.request : http.request;
    return new Promise((resolve, reject) => {
      const request = send(this.endpoint, { method: 'POST', agent: this.agent, headers, timeout: requestTimeoutMs });
      request.on('timeout', () => request.destroy(new Error(`no answer within ${requestTimeoutMs / 1000} s`)));
      request.on('error', reject);
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const seconds = Number(response.headers['retry-after']);
          resolve({
            status: response.statusCode ?? 0,
            retryAfterMs: seconds > 0 ? seconds * 1000 : null,
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      });
      request.end(bytes);
    });
  }
}

function endpointOf(url: string): URL {
  const base = URL.canParse(url) ? new URL(url) : null;
  if (base === null || !['http:', 'https:'].includes(base.protocol)) {
    throw new RequestRefused('BAD_INPUT', `"${url}" is no address of a server; it looks like http://127.0.0.1:4000.`);
  }
  if (!base.pathname.endsWith('/graphql')) base.pathname = `${base.pathname.replace(/\/$/, '')}/graphql`;
  return base;
}

function readAnswer(answer: HttpAnswer): Attempt {
  const parsed = graphqlBody.safeParse(parseJson(answer.body));
  const error = parsed.success ? parsed.data.errors?.[0] : undefined;
  if (error !== undefined) {
    const code = error.extensions?.code ?? 'UNKNOWN';
    const retryAfterMs = error.extensions?.retryAfterMs ?? answer.retryAfterMs;
    return isRetryable(code) || retryableStatuses.has(answer.status)
      ? { kind: 'later', reason: `${code}: ${error.message}`, retryAfterMs, mayBeDone: false }
      : { kind: 'refused', code, message: error.message };
  }
  if (parsed.success && answer.status === 200 && parsed.data.data !== undefined) {
    return { kind: 'answer', data: parsed.data.data };
  }
  if (retryableStatuses.has(answer.status)) {
    return { kind: 'later', reason: `HTTP ${answer.status}`, retryAfterMs: answer.retryAfterMs, mayBeDone: true };
  }
  const code = answer.status === 413 ? 'PAYLOAD_TOO_LARGE' : `HTTP_${answer.status}`;
  return { kind: 'refused', code, message: `The server answered with HTTP ${answer.status} and no GraphQL answer.` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
