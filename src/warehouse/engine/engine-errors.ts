import { type ErrorCode, MusterError } from '../../core/errors.js';
import type { TableName } from '../warehouse.js';

/** Error numbers of the engine that mean something else than a fault of ours. */
const codes: ReadonlyMap<number, EngineCode> = new Map([
  [159, 'QUERY_TIMEOUT'],
  [160, 'QUERY_TIMEOUT'],
  [241, 'QUERY_MEMORY'],
  [158, 'QUERY_TOO_LARGE'],
  [307, 'QUERY_TOO_LARGE'],
  [396, 'QUERY_TOO_LARGE'],
  [394, 'QUERY_CANCELLED'],
  [3, 'STORE_UNAVAILABLE'],
  [198, 'STORE_UNAVAILABLE'],
  [202, 'STORE_UNAVAILABLE'],
  [209, 'STORE_UNAVAILABLE'],
  [210, 'STORE_UNAVAILABLE'],
  [236, 'STORE_UNAVAILABLE'],
  [242, 'STORE_UNAVAILABLE'],
  [243, 'STORE_UNAVAILABLE'],
  [252, 'STORE_UNAVAILABLE'],
  [279, 'STORE_UNAVAILABLE'],
]);

const messages = {
  QUERY_TIMEOUT: 'The question took longer than a query may. Narrow it, or ask again later.',
  QUERY_MEMORY: 'The question needed more memory than a query may. Narrow it, or ask again later.',
  QUERY_TOO_LARGE:
    'The question looks through more rows than a query may. Ask for a shorter range or for fewer events; or let the operator raise MUSTER_QUERY_MAX_ROWS.',
  QUERY_CANCELLED: 'The question was cancelled before its answer was ready.',
  STORE_UNAVAILABLE: 'The warehouse cannot be reached or cannot write. Send the request again later.',
} satisfies Partial<Record<ErrorCode, string>>;

type EngineCode = keyof typeof messages;

/** How long a client should wait before it tries an unavailable store again, milliseconds. */
const retryAfterMs = 1_000;

/** The error a caller sees for one of these codes. */
export function warehouseError(code: EngineCode, cause?: unknown): MusterError {
  const details = code === 'STORE_UNAVAILABLE' ? { retryAfterMs } : {};
  return new MusterError(code, messages[code], details, { cause });
}

/** An insert that took too long and was told to stop: its rows may be stored. The same again may succeed at once. */
export class InsertCutShort extends MusterError {
  /** @param outcome settles when it has ended after all: fulfilled if it has stored its rows. It may never. */
  constructor(
    table: TableName,
    readonly outcome: Promise<unknown>,
  ) {
    const cause = new Error(`an insert into ${table} took too long`);
    super('STORE_UNAVAILABLE', messages.STORE_UNAVAILABLE, { retryAfterMs }, { cause });
  }
}

/**
 * Turns what an engine's client threw into a MusterError, or, for a statement the engine refused, into an Error for
 * the log.
 */
export function fromEngine(error: unknown): Error {
  if (error instanceof MusterError) return error;
  const code = engineCode(error);
  const known = code === undefined ? undefined : codes.get(code);
  if (known !== undefined) return warehouseError(known, error);
  if (code === undefined && isConnectionFailure(error)) return warehouseError('STORE_UNAVAILABLE', error);
  const message = error instanceof Error ? error.message : String(error);
  return new Error(`the warehouse refused a statement: ${message}`, { cause: error });
}

/** True where the engine said so, as opposed to a connection that broke. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof MusterError && error.code === 'STORE_UNAVAILABLE';

function engineCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { clickhouseCode, code, type } = error as { clickhouseCode?: unknown; code?: unknown; type?: unknown };
  if (typeof clickhouseCode === 'number') return clickhouseCode;
  if (typeof type === 'string' && typeof code === 'string' && /^\d+$/.test(code)) return Number(code);
  return undefined;
}

/** Told by shape and not by class: errors of Node's core are of another realm inside a test runner. */
function isConnectionFailure(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && /^(E[A-Z]+|HPE_.*|CHDB_CONNECTION|CHDB_CLOSED)$/.test(code)) return true;
  return typeof message === 'string' && /socket hang up|timeout error|aborted|other side closed/i.test(message);
}
