import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { type ErrorCode, errorKinds, MusterError } from '../../core/errors.js';
import { safeMessage } from './safe-message.js';

/** Where faults of the server are written; pino's loggers are such. */
export interface FaultLog {
  error(details: object, message: string): void;
}

/** GraphQL's and Apollo's own codes in ours. */
const foreignCodes: Readonly<Record<string, ErrorCode | undefined>> = {
  GRAPHQL_PARSE_FAILED: 'MALFORMED_REQUEST',
  BAD_REQUEST: 'MALFORMED_REQUEST',
  OPERATION_RESOLUTION_FAILURE: 'MALFORMED_REQUEST',
  PERSISTED_QUERY_NOT_FOUND: 'MALFORMED_REQUEST',
  PERSISTED_QUERY_NOT_SUPPORTED: 'MALFORMED_REQUEST',
  GRAPHQL_VALIDATION_FAILED: 'BAD_INPUT',
  BAD_USER_INPUT: 'BAD_INPUT',
  INTROSPECTION_DISABLED: 'FORBIDDEN',
  MAX_RECURSIVE_SELECTIONS_EXCEEDED: 'QUERY_TOO_COMPLEX',
};

/** Where the library's words are about itself. */
const ownWords: Readonly<Partial<Record<ErrorCode, string>>> = {
  FORBIDDEN: 'Introspection is switched off on this server; schema.graphql in its sources is the schema.',
};

/** What was thrown first, below the wrappings of GraphQL and Apollo. */
export function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** GraphQL coerces variables and arguments when it executes, and gives what it refuses then no code. */
const isInputRefusal = ({ nodes, message }: GraphQLError): boolean =>
  nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION ||
  /^(Argument "\w+" (has invalid value|of (required|non-null) type) |Too many errors processing variables)/.test(
    message,
  );

/** Of an error of GraphQL's or Apollo's own; undefined for a fault. */
function foreignCode(formatted: GraphQLFormattedError, error: GraphQLError): ErrorCode | undefined {
  if (!(causeOf(error) instanceof GraphQLError)) return undefined;
  const details = formatted.extensions ?? {};
  for (const code of [details.validationErrorCode, details.code]) {
    const known = typeof code === 'string' ? foreignCodes[code] : undefined;
    if (known !== undefined) return known;
  }
  return isInputRefusal(error) ? 'BAD_INPUT' : undefined;
}

/** How an error looks to a client: nothing but what the error table allows. */
function shape(
  formatted: GraphQLFormattedError,
  code: ErrorCode,
  message: string,
  details: Readonly<Record<string, unknown>>,
): GraphQLFormattedError {
  const { retryable } = errorKinds[code];
  return {
    message,
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    extensions: { code, retryable, ...details },
  };
}

/**
 * Makes the one mapper from anything thrown to what a client sees: a MusterError as it is; what GraphQL itself
 * refuses under BAD_INPUT or MALFORMED_REQUEST, without the values it quotes; everything else as INTERNAL, with an id under
 * which the log has it.
 */
export function createFormatError(log: FaultLog) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = causeOf(error);
    if (cause instanceof MusterError) return shape(formatted, cause.code, cause.message, { ...cause.details });
    if (error instanceof GraphQLError) {
      const code = foreignCode(formatted, error);
      if (code !== undefined) return shape(formatted, code, ownWords[code] ?? safeMessage(error), {});
    }
    const errorId = randomUUID();
    log.error({ err: cause, errorId, path: formatted.path }, 'a GraphQL request failed');
    return shape(formatted, 'INTERNAL', 'The server failed; its log has the fault under errorId.', { errorId });
  };
}

/** A MusterError for the places before execution, where Apollo takes the HTTP status from the error. */
export const beforeExecution = (error: MusterError): GraphQLError =>
  new GraphQLError(error.message, { originalError: error, extensions: { http: { status: error.status } } });
