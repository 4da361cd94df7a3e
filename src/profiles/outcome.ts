import { type ErrorCode, MusterError } from '../core/errors.js';

/** What became of one item; `field` is the place in the item, or empty if the item as a whole is meant. */
export type ProfileOutcome =
  /** A DUPLICATE was applied before under the same operation id, and is in effect as an APPLIED one is. */
  | { readonly index: number; readonly status: 'APPLIED' | 'DUPLICATE' }
  | {
      readonly index: number;
      readonly status: 'REFUSED';
      readonly code: ErrorCode;
      readonly field: string;
      readonly message: string;
      readonly nearMatches: readonly string[];
    };

/** The outcome of an item that ran into an error. What is no MusterError is told as a fault of the server. */
export function refusal(index: number, error: unknown): ProfileOutcome {
  if (!(error instanceof MusterError)) {
    const message = 'A fault of the server; not applied.';
    return { index, status: 'REFUSED', code: 'INTERNAL', field: '', message, nearMatches: [] };
  }
  const { path = [], nearMatches = [] } = error.details;
  const { code, message } = error;
  return { index, status: 'REFUSED', code, field: path.join('.'), message, nearMatches };
}
