import { MusterError } from '../core/errors.js';
import type { Actor, Role } from '../core/model.js';

/** Everything a caller can be allowed to do. docs/access.md has the same table, and a test holds the two together. */
export type Permission =
  /** Send events. */
  | 'TRACK'
  /** Change profiles of users and groups. */
  | 'EDIT_PROFILES'
  /** Add, rename, archive, restore and backfill group keys; set and unset the company key. */
  | 'MANAGE_KEYS'
  /** Change the project's name, time zone and settings. */
  | 'MANAGE_PROJECT'
  /** Create, list and revoke service accounts. */
  | 'MANAGE_SERVICE_ACCOUNTS'
  /** Ask questions. */
  | 'READ'
  /** Create, change and delete saved cohorts. */
  | 'SAVE_COHORTS'
  /** Create, change and delete saved reports. */
  | 'SAVE_REPORTS'
  /** Take lists of users, groups and events out in bulk. */
  | 'EXPORT'
  /** See how questions are put to the warehouse, and what they cost. */
  | 'EXPLAIN';

/** Who may hold a permission: the project's token, or a service account of a role. */
export type Grantee = Role | 'TOKEN';

/** Who may do what. The token may only write: it is public. */
export const permissionTable: Readonly<Record<Permission, readonly Grantee[]>> = Object.freeze({
  TRACK: ['TOKEN', 'OWNER', 'ADMIN'],
  EDIT_PROFILES: ['TOKEN', 'OWNER', 'ADMIN'],
  MANAGE_KEYS: ['OWNER', 'ADMIN'],
  MANAGE_PROJECT: ['OWNER', 'ADMIN'],
  MANAGE_SERVICE_ACCOUNTS: ['OWNER', 'ADMIN'],
  READ: ['OWNER', 'ADMIN', 'ANALYST', 'CONSUMER'],
  SAVE_COHORTS: ['OWNER', 'ADMIN', 'ANALYST', 'CONSUMER'],
  SAVE_REPORTS: ['OWNER', 'ADMIN', 'ANALYST', 'CONSUMER'],
  EXPORT: ['OWNER', 'ADMIN', 'ANALYST'],
  EXPLAIN: ['OWNER', 'ADMIN'],
});

const grantee = (actor: Actor): Grantee => (actor.kind === 'token' ? 'TOKEN' : actor.role);

/** True if the actor may do it. */
export const allowed = (actor: Actor, permission: Permission): boolean =>
  permissionTable[permission].includes(grantee(actor));

/**
 * Lets the actor pass, or refuses.
 * @throws MusterError FORBIDDEN
 */
export function authorize(actor: Actor, permission: Permission): void {
  if (allowed(actor, permission)) return;
  const needed = permissionTable[permission].filter((name) => name !== 'TOKEN').join(', ');
  const who = actor.kind === 'token' ? 'The project token may only write' : `The role ${actor.role} may not do this`;
  throw new MusterError('FORBIDDEN', `${who}; use a service account of one of these roles: ${needed}.`);
}
