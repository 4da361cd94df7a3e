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
    };

/** The outcome of an item that ran into an error. What is no MusterError is told as a fault of the server. */
export function refusal(index: number, error: unknown): ProfileOutcome {
  if (!(error instanceof MusterError)) {
    return { index, status: 'REFUSED', code: 'INTERNAL', field: '', message: 'A fault of the server; not applied.' };
  }
  const { path = [], nearMatches = [] } = error.details;
  const missing = nearMatches.some((name) => !error.message.includes(name));
  const hint = missing ? ` Did you mean ${nearMatches.map((name) => JSON.stringify(name)).join(', ')}?` : '';
  const field = path.length === 0 && error.code.startsWith('GROUP_KEY') ? 'groupKey' : path.join('.');
  return { index, status: 'REFUSED', code: error.code, field, message: error.message + hint };
}
