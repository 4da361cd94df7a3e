/** What was wrong with one record. */
export interface Problem {
  /** Where in the record, such as `properties.time`; empty where the record as a whole is meant. */
  readonly field: string;
  readonly message: string;
}

/** A record as a stranger sent it, once it is known to be an object. */
export type SentRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is SentRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** True for what JSON has no value for and for null, which clients send for it. */
export const isMissing = (value: unknown): value is undefined | null => value === undefined || value === null;

export const problem = (field: string, message: string): Problem => ({ field, message });

/** What became of reading a record: what it asks for, or what is wrong with it. */
export type Reading<Item> =
  | { readonly ok: true; readonly token: unknown; readonly items: readonly Item[] }
  | { readonly ok: false; readonly problem: Problem };

export const unread = (field: string, message: string): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem: problem(field, message),
});

export const notAnObject = unread('', 'The record is no JSON object.');
