import { now } from './environment.js';
import { parseJson } from './json.js';
import type { RecordKind } from './queue.js';

/** Why something was refused, in the words of the API. */
export interface Reason {
  readonly reason: string;
  /** The place in the record; null where the record as a whole is meant. */
  readonly field: string | null;
  readonly message: string;
}

/** One record that was refused, by its place in the request. */
export interface RecordRefusal extends Reason {
  readonly index: number;
}

/** Why records have to be sent again. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** False where waiting does not mend it. */
  readonly retryable: boolean;
  /** How long the server wants to be left alone, milliseconds; 0 where it does not say. */
  readonly askedMs: number;
}

/** What became of one request. */
export type Verdict =
  /** Refused as a whole, for the fault of a record in it or for its size. */
  | { readonly refused: Reason }
  /** The first records are on disk, but for those refused one by one; with a failure, the others have to be sent again. */
  | {
      readonly acknowledged: number;
      readonly refusals: readonly RecordRefusal[];
      readonly failure?: Failure;
    };

/** Sends records, each the JSON of one GraphQL input. The promise never rejects. */
export type Send = (kind: RecordKind, bodies: readonly string[], keepalive: boolean) => Promise<Verdict>;

/** Records that the API takes in one request (docs/api.md). */
export const mostInRequest = 2_000;
/** What a server may ask for at most, milliseconds. */
export const longestAskedMs = 3_600_000;

/** Both answer alike, so that there is one way to read them. */
const documents: Record<RecordKind, string> = {
  event: 'mutation($r:[EventInput!]!){r:trackBatch(events:$r){refusals{index reason field message}}}',
  profile:
    'mutation($r:[ProfileOperationInput!]!){r:profileBatch(operations:$r){refusals{index reason:code field message}}}',
};

interface Answer {
  readonly data?: { readonly r?: { readonly refusals: readonly RecordRefusal[] } } | null;
  readonly errors?: ReadonlyArray<{
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly retryable?: boolean; readonly retryAfterMs?: number };
  }>;
}

/** Milliseconds that a Retry-After header asks for: seconds, or a date. */
function askedBy(header: string | null): number {
  const seconds = Number(header);
  return Math.max(0, Number.isNaN(seconds) ? Date.parse(header ?? '') - now() || 0 : seconds * 1000);
}

/** A batch may be applied in part when a store fails; then the records after it say so one by one. */
const isFailure = ({ reason }: RecordRefusal): boolean =>
  /^(OVERLOADED|STORE_UNAVAILABLE|SHUTTING_DOWN|QUERY_\w+|INTERNAL)$/.test(reason);

function taken(refusals: readonly RecordRefusal[], sent: number): Verdict {
  const failed = refusals.find(isFailure);
  if (failed === undefined) return { acknowledged: sent, refusals };
  const failure = { code: failed.reason, message: failed.message, retryable: true, askedMs: 0 };
  return { acknowledged: failed.index, refusals, failure };
}

function judge(response: Response, text: string, sent: number): Verdict {
  // Something between us and Muster may have answered: a proxy, or the login page of a network.
  const answer = parseJson(text) as Answer | null | undefined;
  const refusals = answer?.data?.r?.refusals;
  if (refusals !== undefined) return taken(refusals, sent);
  const error = answer?.errors?.[0];
  const { code = 'NOT_MUSTER', retryable, retryAfterMs = 0 } = error?.extensions ?? {};
  const { status, headers } = response;
  const message = error?.message ?? `What answered, with status ${status}, is not Muster.`;
  const tooLarge = status === 413;
  if (tooLarge || /^(BAD_INPUT|MALFORMED_REQUEST|QUERY_TOO_COMPLEX)$/.test(code)) {
    return { refused: { reason: tooLarge ? 'PAYLOAD_TOO_LARGE' : code, field: null, message } };
  }
  const failure = {
    code,
    message,
    // A fault of the server may pass.
    retryable: retryable === true || status === 429 || status >= 500 || code === 'INTERNAL',
    askedMs: Math.min(longestAskedMs, Math.max(retryAfterMs, askedBy(headers.get('retry-after')))),
  };
  return { acknowledged: 0, refusals: [], failure };
}

/** @param fetcher in place of the global `fetch`, which is looked up at each request. */
export function createSend(url: string, token: string, timeoutMs: number, fetcher?: typeof fetch): Send {
  const address = `${url.replace(/\/+$/, '')}/graphql`;
  return async (kind, bodies, keepalive) => {
    try {
      const response = await (fetcher ?? fetch)(address, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: `{"query":"${documents[kind]}","variables":{"r":[${bodies}]}}`,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        keepalive,
        signal: AbortSignal.timeout(timeoutMs),
      });
      return judge(response, await response.text(), bodies.length);
    } catch (error) {
      // Not `instanceof`: a page may have its fetch from another window.
      const { name, message = 'The request failed.' }: Partial<Error> = Object(error);
      const code = name === 'TimeoutError' ? 'TIMEOUT' : 'UNREACHABLE';
      return { acknowledged: 0, refusals: [], failure: { code, message, retryable: true, askedMs: 0 } };
    }
  };
}
