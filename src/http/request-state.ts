import type { ErrorCode } from '../core/errors.js';
import type { Caller } from './http-app.js';

/** What the server keeps about one request beside fastify's own. */
export interface RequestState {
  readonly startedAt: number;
  /** Set before the body is read; null on routes without credentials. */
  caller: Caller | null;
  /** The GraphQL operation's name, for the log. */
  operation: string | null;
  /** Codes of the errors in the answer. */
  readonly errorCodes: Set<ErrorCode>;
}

export const newRequestState = (): RequestState => ({
  startedAt: performance.now(),
  caller: null,
  operation: null,
  errorCodes: new Set(),
});

declare module 'fastify' {
  interface FastifyRequest {
    muster: RequestState;
  }
  interface FastifyInstance {
    /**
     * The orderly stop: `/readyz` and new requests answer 503 (SHUTTING_DOWN), what is in flight is finished within
     * the configured time, then the port is closed. Close the stores after it. Further calls return the same promise.
     */
    drain(): Promise<void>;
  }
}
