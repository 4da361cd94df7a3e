import { MusterError } from '../../core/errors.js';

/** Where in the arguments a value stands, as GraphQL paths are written. */
export type Path = ReadonlyArray<string | number>;

/** A refusal of one input value. The message says what to give instead and never holds the value. */
export const badInput = (path: Path, message: string, nearMatches: readonly string[] = []): MusterError =>
  new MusterError('BAD_INPUT', message, { path, ...(nearMatches.length === 0 ? {} : { nearMatches }) });

/** True for what was given: GraphQL leaves out what was not, and lets null stand for it in some places. */
export const given = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;
