import { timingSafeEqual } from 'node:crypto';
import type { Catalog } from '../catalog/catalog.js';
import type { ServiceAccountRow as Row } from '../catalog/repositories/service-accounts.js';
import type { Clock } from '../core/clock.js';
import { MusterError } from '../core/errors.js';
import { hashSecret, newObjectId, newSecret } from '../core/ids.js';
import { type Actor, type Role, roles } from '../core/model.js';
import { checkLabel } from './group-key-rules.js';
import { authorize } from './permissions.js';
import { ShortCache } from './short-cache.js';

/** Who acts on service accounts: somebody over the API, or the server's operator at the command line, who may all. */
export type Administrator = Actor | { readonly kind: 'operator' };

/** A service account as it may be shown: its secret is not here and cannot be had again. */
export interface ServiceAccount {
  readonly id: string;
  readonly projectId: number;
  /** Unique in the project, revoked ones included; also the user name of Basic credentials. */
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Date;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** How long an account may be answered from memory, milliseconds: a revocation elsewhere takes effect within it. */
const keepMs = 2_000;
/** Last use is written down at most so often, milliseconds. */
const touchEveryMs = 60_000;

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

const accountOf = (row: Row): ServiceAccount => ({
  id: row.id,
  projectId: row.projectId,
  name: row.name,
  role: row.role,
  createdAt: new Date(row.createdAt),
  lastUsedAt: dateOf(row.lastUsedAt),
  expiresAt: dateOf(row.expiresAt),
  revokedAt: dateOf(row.revokedAt),
});

/** Compares two texts without telling by the time taken where they differ. */
const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(hashSecret(a), 'hex'), Buffer.from(hashSecret(b), 'hex'));

function checkGrant(by: Administrator, role: Role): void {
  if (by.kind === 'operator') return;
  authorize(by, 'MANAGE_SERVICE_ACCOUNTS');
  if (by.kind === 'serviceAccount' && roles.indexOf(by.role) <= roles.indexOf(role)) return;
  throw new MusterError('FORBIDDEN', 'One can grant or revoke at most the role one has; ask an owner.');
}

/** Names and secrets for servers, scripts and people; each belongs to one project and has one role. */
export class ServiceAccounts {
  readonly #byHash: ShortCache<string, Row | null>;
  readonly #touchedAt = new Map<string, number>();
  readonly #touching = new Set<Promise<void>>();

  constructor(
    private readonly catalog: Catalog,
    private readonly clock: Clock,
  ) {
    this.#byHash = new ShortCache(clock, keepMs);
  }

  /**
   * Makes an account. The secret is in the answer and nowhere else; the catalog has its hash.
   * @throws MusterError FORBIDDEN; BAD_INPUT for a name that is empty, too long, taken or holds a colon, or an expiry
   *   that has passed
   */
  async create(
    by: Administrator,
    projectId: number,
    input: { readonly name: string; readonly role: Role; readonly expiresAt?: Date | null },
  ): Promise<{ account: ServiceAccount; secret: string }> {
    checkGrant(by, input.role);
    const name = checkLabel(input.name, 'name');
    const bad = (message: string, field: string) => new MusterError('BAD_INPUT', message, { path: [field] });
    if (name.includes(':')) throw bad('The name may hold no colon: in Basic credentials it ends the name.', 'name');
    const now = this.clock.now();
    const expiresAt = input.expiresAt?.getTime() ?? null;
    if (expiresAt !== null && !(expiresAt > now)) throw bad('expiresAt must lie in the future.', 'expiresAt');
    const secret = newSecret();
    const row = {
      id: newObjectId('sa'),
      projectId,
      name,
      role: input.role,
      secretHash: hashSecret(secret),
      createdAt: now,
      lastUsedAt: null,
      expiresAt,
      revokedAt: null,
    };
    await this.catalog.write(async (tx) => {
      await tx.projects.lock(projectId);
      if ((await tx.serviceAccounts.byName(projectId, name)) !== null) {
        throw bad('The project has an account of this name already (perhaps revoked); choose another.', 'name');
      }
      await tx.serviceAccounts.insert(row);
    });
    return { account: accountOf(row), secret };
  }

  /**
   * The project's accounts, revoked and expired ones included.
   * @throws MusterError FORBIDDEN
   */
  async list(by: Administrator, projectId: number): Promise<ServiceAccount[]> {
    if (by.kind !== 'operator') authorize(by, 'MANAGE_SERVICE_ACCOUNTS');
    return (await this.catalog.read.serviceAccounts.list(projectId)).map(accountOf);
  }

  /**
   * Ends an account for good; in this process at once, in others within two seconds. Revoking again changes nothing.
   * @param idOrName the account's id, or its name
   * @throws MusterError FORBIDDEN, NOT_FOUND
   */
  async revoke(by: Administrator, projectId: number, idOrName: string): Promise<ServiceAccount> {
    if (by.kind !== 'operator') authorize(by, 'MANAGE_SERVICE_ACCOUNTS');
    const now = this.clock.now();
    const row = await this.catalog.write(async (tx) => {
      const byId = await tx.serviceAccounts.byId(idOrName);
      const found = byId?.projectId === projectId ? byId : await tx.serviceAccounts.byName(projectId, idOrName);
      if (found === null) {
        throw new MusterError('NOT_FOUND', 'The project has no such service account.', { path: ['id'] });
      }
      checkGrant(by, found.role);
      if (found.revokedAt !== null) return found;
      await tx.serviceAccounts.revoke(found.id, now);
      return { ...found, revokedAt: now };
    });
    this.#byHash.clear();
    return accountOf(row);
  }

  /**
   * The account of a secret, if it may be used now and, where a name is given, has that name; else null.
   */
  async authenticate(secret: string, name: string | null = null): Promise<ServiceAccount | null> {
    const hash = hashSecret(secret);
    const row = await this.#byHash.get(hash, () => this.catalog.read.serviceAccounts.bySecretHash(hash));
    if (row === null || !timingSafeEqual(Buffer.from(row.secretHash), Buffer.from(hash))) return null;
    if (name !== null && !sameText(name, row.name)) return null;
    const now = this.clock.now();
    if (row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt <= now)) return null;
    this.#touch(row, now);
    return accountOf(row);
  }

  /** Waits until every last use is written down; to be called before the catalog is closed. */
  async settled(): Promise<void> {
    await Promise.all(this.#touching);
  }

  /** Last use is a convenience: it is written beside the request, and a failure to write it fails nothing. */
  #touch(row: Row, now: number): void {
    const touchedAt = Math.max(row.lastUsedAt ?? 0, this.#touchedAt.get(row.id) ?? 0);
    if (now - touchedAt < touchEveryMs) return;
    this.#touchedAt.set(row.id, now);
    const touching = this.catalog
      .write((tx) => tx.serviceAccounts.touch(row.id, now))
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => this.#touching.delete(touching));
    this.#touching.add(touching);
  }
}
