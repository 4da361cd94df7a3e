import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** A fresh insert id for an event that came without one: 32 hexadecimal digits, within Mixpanel's 36 bytes. */
export const newInsertId = (): string => randomUUID().replaceAll('-', '');

/** A public, opaque object id with a readable prefix, such as `cohort_4f…`. */
export const newObjectId = (prefix: 'cohort' | 'report' | 'job' | 'sa'): string =>
  `${prefix}_${randomBytes(10).toString('hex')}`;

/** A project token: 32 hexadecimal digits, the shape Mixpanel's SDKs expect. It may write and nothing else. */
export const newProjectToken = (): string => randomBytes(16).toString('hex');

/**
 * The secret of a service account. It carries 256 random bits, so a plain SHA-256 of it can be stored and looked up:
 * slow password hashes protect guessable secrets, and this one cannot be guessed (docs/decisions/0004-secrets.md).
 */
export const newSecret = (): string => `muster_${randomBytes(32).toString('base64url')}`;

/** What is stored of a secret: its SHA-256, hexadecimal. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret, 'utf8').digest('hex');

/**
 * A group key's public id: an opaque signed 64-bit number, as text because JavaScript and JSON readers lose its
 * last digits otherwise. Never zero.
 */
export function newDataGroupId(): string {
  const value = randomBytes(8).readBigInt64BE();
  return value === 0n ? newDataGroupId() : value.toString();
}
