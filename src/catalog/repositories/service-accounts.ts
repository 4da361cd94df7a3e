import type { Role } from '../../core/model.js';
import { ServiceAccountEntity } from '../entities/project-entities.js';
import { Repository } from './repository.js';

/** A service account. Times are milliseconds since 1970. */
export interface ServiceAccountRow {
  readonly id: string;
  readonly projectId: number;
  /** Unique in its project, revoked accounts included. */
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the secret, hexadecimal. */
  readonly secretHash: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
}

export class ServiceAccountRepository extends Repository {
  /** Adds an account. Throws UniqueViolation if the project has one of this name. */
  async insert(row: ServiceAccountRow): Promise<void> {
    await this.manager
      .createQueryBuilder()
      .insert()
      .into(ServiceAccountEntity)
      .values(row)
      .updateEntity(false)
      .execute();
  }

  /** The account with this secret, revoked and expired ones included, or null. */
  async bySecretHash(secretHash: string): Promise<ServiceAccountRow | null> {
    return this.manager.findOneBy(ServiceAccountEntity, { secretHash });
  }

  /** The project's account of this name, or null. */
  async byName(projectId: number, name: string): Promise<ServiceAccountRow | null> {
    return this.manager.findOneBy(ServiceAccountEntity, { projectId, name });
  }

  /** The account of this id, or null. */
  async byId(id: string): Promise<ServiceAccountRow | null> {
    return this.manager.findOneBy(ServiceAccountEntity, { id });
  }

  /** The project's accounts, oldest first, revoked ones included. */
  async list(projectId: number): Promise<ServiceAccountRow[]> {
    return this.manager.find(ServiceAccountEntity, { where: { projectId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** Ends an account at `at` (milliseconds). */
  async revoke(id: string, at: number): Promise<void> {
    await this.manager.update(ServiceAccountEntity, { id }, { revokedAt: at });
  }

  /** Notes that an account was used at `at` (milliseconds). */
  async touch(id: string, at: number): Promise<void> {
    await this.manager.update(ServiceAccountEntity, { id }, { lastUsedAt: at });
  }
}
