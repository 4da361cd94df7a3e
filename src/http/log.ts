import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Config } from '../config/config.js';
import { MusterError } from '../core/errors.js';

export type Log = Logger;

const secretFields = ['authorization', 'secret', 'password', 'token', 'catalogUrl', 'urls'];

/** Errors whose message is written by the engine or by us, not by a parser or a store that quotes what it was given. */
const isPlainFault = (error: Error): boolean =>
  error instanceof MusterError || ['TypeError', 'RangeError', 'ReferenceError'].includes(error.name);

/** Stores and parsers quote values in their messages; what stands between quotes is left out. */
const withoutQuoted = (message: string): string =>
  message
    .replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '…')
    .replace(/\s+/g, ' ')
    .slice(0, 500);

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: unknown;
  readonly frames?: string;
  readonly cause?: LoggedError;
}

/**
 * What the log keeps of an error. Not its other fields: drivers hang the statement and its parameters on them, which
 * are property values.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an Error' };
  const code: unknown = Reflect.get(error, 'code');
  const frames = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
  return {
    type: error.name,
    message: isPlainFault(error) ? error.message : withoutQuoted(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(frames ? { frames } : {}),
    ...(error.cause !== undefined && depth < 3 ? { cause: loggedError(error.cause, depth + 1) } : {}),
  };
}

/**
 * The server's log: one JSON object a line on standard output. Fields that are named like secrets are blanked, and
 * errors are reduced by {@link loggedError}; callers still never log property values, variables or headers.
 */
export function createLog(level: Config['logLevel'], destination?: DestinationStream): Log {
  const options = {
    level,
    timestamp: stdTimeFunctions.isoTime,
    base: null,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: (error: unknown) => loggedError(error), error: (error: unknown) => loggedError(error) },
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
