/** How loudly an error is logged. Refusals that are the caller's to mend are `info`; ours are `error`. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

interface ErrorKind {
  /** HTTP status where a request is refused as a whole; a GraphQL answer with errors of single fields has status 200. */
  readonly status: number;
  readonly level: LogLevel;
  /** True when the same request may succeed later, unchanged. */
  readonly retryable: boolean;
  /** What the code means, for docs/api.md. */
  readonly meaning: string;
}

const refused = (status: number, meaning: string): ErrorKind => ({ status, level: 'info', retryable: false, meaning });
const later = (status: number, meaning: string): ErrorKind => ({ status, level: 'warn', retryable: true, meaning });

/**
 * Every error a client can see. A code is never renamed and never reused; docs/api.md lists them and a test holds
 * that list to this table. Anything thrown that is not a {@link MusterError} reaches the client as INTERNAL.
 */
export const errorKinds = {
  BAD_INPUT: refused(400, 'A value has the wrong type, form or size; `path` says which.'),
  MALFORMED_REQUEST: refused(400, 'The body is not JSON, or the GraphQL document cannot be parsed.'),
  QUERY_TOO_COMPLEX: refused(
    400,
    'The GraphQL document is too deep, too wide, has too many aliases or costs too much.',
  ),
  PAYLOAD_TOO_LARGE: refused(413, 'The request body is larger than the server takes.'),
  UNAUTHENTICATED: refused(401, 'No credentials, or wrong, expired or revoked ones.'),
  FORBIDDEN: refused(403, 'The credentials are good, but their role may not do this.'),
  NOT_FOUND: refused(404, 'The object named by id does not exist in this project.'),
  GROUP_KEY_UNKNOWN: refused(404, 'No such group key in this project; `nearMatches` lists similar ones.'),
  GROUP_KEY_EXISTS: refused(409, 'The project has this group key already (perhaps archived: restore it).'),
  GROUP_KEY_INVALID: refused(400, 'A group key must be 1 to 255 characters and no reserved name.'),
  GROUP_KEY_ARCHIVED: refused(409, 'The group key is archived; restore it first.'),
  GROUP_KEY_LIMIT: refused(409, 'The project has as many group keys as it may have.'),
  COMPANY_KEY_ALREADY_SET: refused(409, 'A company key is set: unset it first, then set the other.'),
  COMPANY_KEY_NOT_SET: refused(409, 'No company key is set in this project.'),
  COHORT_CYCLE: refused(400, 'The cohort would use itself, directly or through others.'),
  COHORT_IN_USE: refused(409, 'Other saved cohorts, or saved reports, use this one; `usedBy` names them.'),
  COHORT_WRONG_UNIT: refused(400, 'A cohort of groups was used where users are asked for, or of another group key.'),
  CURSOR_INVALID: refused(400, 'The cursor was not issued for this question and this order.'),
  JOB_CONFLICT: refused(409, 'A job of this kind is already running for the same object.'),
  PROFILE_TOO_LARGE: refused(400, 'The profile would have more properties, or a larger value, than it may have.'),
  QUERY_TIMEOUT: later(503, 'The question took longer than a query may; narrow it or ask again.'),
  QUERY_MEMORY: later(503, 'The question needed more memory than a query may; narrow it or ask again.'),
  QUERY_TOO_LARGE: refused(
    400,
    'The question looks through more rows than a query may (`MUSTER_QUERY_MAX_ROWS`); narrow its range or its events.',
  ),
  QUERY_CANCELLED: later(499, 'The client went away before the answer was ready.'),
  OVERLOADED: later(
    429,
    'More is waiting to be stored, or open, than the server holds; send it again after `retryAfterMs`.',
  ),
  STORE_UNAVAILABLE: later(503, 'A store cannot be reached; nothing was stored; send it again after `retryAfterMs`.'),
  SHUTTING_DOWN: later(503, 'The server is stopping; send it again in a moment.'),
  INTERNAL: {
    status: 500,
    level: 'error',
    retryable: false,
    meaning: 'A fault of the server; the log has it under `errorId`.',
  },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorKinds;

/** What an error may tell the client beside its code and message. Never internals, never property values. */
export interface ErrorDetails {
  /** Where in the input, as GraphQL paths are written: `['where', 'and', 0, 'property', 'name']`. */
  readonly path?: ReadonlyArray<string | number>;
  /** Names the caller may have meant, best first. */
  readonly nearMatches?: readonly string[];
  /** When to try again, milliseconds from now. */
  readonly retryAfterMs?: number;
  /** Names or ids of the objects that stand in the way. */
  readonly usedBy?: readonly string[];
}

/** The one error type meant for clients: a stable code from {@link errorKinds} and a sentence that says what to do. */
export class MusterError extends Error {
  override readonly name = 'MusterError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get status(): number {
    return errorKinds[this.code].status;
  }

  get retryable(): boolean {
    return errorKinds[this.code].retryable;
  }
}

/** For the `default` of a switch over a closed union: adding a member without a branch no longer compiles. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
