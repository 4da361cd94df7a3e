import { QueryFailedError } from 'typeorm';
import { MusterError } from '../core/errors.js';

/** A row with the same unique value is there already. Services turn it into the error the client should see. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation';
}

/** The transaction lost against another one and was undone; `catalog.write` runs it again. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}

const uniqueCodes = new Set(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'ER_DUP_ENTRY']);

/** Deadlock, lock wait, MariaDB's "record has changed since last read". */
const conflictCodes = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD', 'ER_LOCK_ABORTED']);
const conflictNumbers = new Set([1213, 1205, 1020, 1689]);

/** The connection broke off: what was sent on it may or may not have been done. */
const brokenCodes = new Set(['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE', 'ECONNABORTED']);
const brokenNumbers = new Set([1927, 2006, 2013, 4031, 3169]);
const closedConnection = /closed state|connection is closed/i;

const unavailableCodes = new Set([
  'ECONNREFUSED',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ENOENT',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_QUERY_INTERRUPTED',
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_READ_ONLY_MODE',
  'ER_DISK_FULL',
  'ER_RECORD_FILE_FULL',
]);
const unavailableLite = /^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|NOTADB|PROTOCOL)/;
const busyLite = /^SQLITE_(BUSY|LOCKED)/;

interface DriverFailure {
  readonly code: string;
  readonly number: number;
  readonly fatal: boolean;
  readonly message: string;
}

function driverFailure(error: unknown): DriverFailure | undefined {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  // Not `instanceof Error`: errors of Node's own modules fail that test where code runs in a context of its own.
  if (typeof cause !== 'object' || cause === null || !('message' in cause)) return undefined;
  return {
    code: 'code' in cause && typeof cause.code === 'string' ? cause.code : '',
    number: 'errno' in cause && typeof cause.errno === 'number' ? cause.errno : 0,
    fatal: 'fatal' in cause && cause.fatal === true,
    message: String(cause.message),
  };
}

/** The error clients see while the catalog cannot be used. `cause` is for the log. */
export const catalogUnavailable = (cause: unknown): MusterError =>
  new MusterError(
    'STORE_UNAVAILABLE',
    'The catalog cannot be used at the moment; send the request again shortly.',
    { retryAfterMs: 1_000 },
    { cause },
  );

/** The code a driver or Node gave the error, or empty text. */
export const driverCode = (error: unknown): string => driverFailure(error)?.code ?? '';

/** True if the error says that an open connection broke off, so that another connection may serve. */
export function isBrokenConnection(error: unknown): boolean {
  const failure = driverFailure(error instanceof MusterError ? error.cause : error);
  if (failure === undefined) return false;
  return brokenCodes.has(failure.code) || brokenNumbers.has(failure.number) || closedConnection.test(failure.message);
}

/**
 * What a failure of a driver means to us: {@link UniqueViolation}, {@link Conflict}, STORE_UNAVAILABLE, or, for
 * anything else, the error as it is.
 */
export function translateFailure(error: unknown): unknown {
  const failure = driverFailure(error);
  if (failure === undefined || error instanceof MusterError) return error;
  const { code, number } = failure;
  if (uniqueCodes.has(code)) return new UniqueViolation('a row with this unique value exists', { cause: error });
  if (conflictCodes.has(code) || conflictNumbers.has(number) || busyLite.test(code)) {
    return new Conflict('the transaction lost against another one', { cause: error });
  }
  const unavailable = unavailableCodes.has(code) || unavailableLite.test(code) || failure.fatal;
  return unavailable || isBrokenConnection(error) ? catalogUnavailable(error) : error;
}
