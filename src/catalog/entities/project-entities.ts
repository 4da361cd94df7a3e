import { EntitySchema, type EntitySchemaOptions } from 'typeorm';
import type { Role } from '../../core/model.js';
import { asNumber } from './column-types.js';

export class ProjectEntity {
  id: number;
  name: string;
  token: string;
  timeZone: string;
  createdAt: number;
  companyKeyId: number | null;
  companyNameProperty: string | null;
  /** Counts changes of the project's group keys that make profile copies stale. */
  keyGeneration: number;
  repairRemovedGroups: boolean;
}

/** Projects; never deleted. */
export const projectSchema = (): EntitySchema<ProjectEntity> =>
  new EntitySchema({
    name: 'Project',
    target: ProjectEntity,
    tableName: 'projects',
    columns: {
      id: { type: 'integer', primary: true, generated: 'increment' },
      name: { type: 'varchar', length: 255 },
      token: { type: 'varchar', length: 64 },
      timeZone: { name: 'time_zone', type: 'varchar', length: 64 },
      createdAt: { name: 'created_at', type: 'bigint', transformer: asNumber },
      companyKeyId: { name: 'company_key_id', type: 'integer', nullable: true },
      companyNameProperty: { name: 'company_name_property', type: 'varchar', length: 255, nullable: true },
      keyGeneration: { name: 'key_generation', type: 'integer' },
      repairRemovedGroups: { name: 'repair_removed_groups', type: 'boolean', default: false },
    },
    uniques: [{ name: 'uq_projects_token', columns: ['token'] }],
  });

type ForeignKey = NonNullable<EntitySchemaOptions<unknown>['foreignKeys']>[number];

/** The foreign key of a table whose rows belong to a project. */
export const ofProject = (table: string): ForeignKey => ({
  name: `fk_${table}_project`,
  // By the table's name: TypeORM would call a class as a function.
  target: 'projects',
  columnNames: ['projectId'],
  referencedColumnNames: ['id'],
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
});

export class ServiceAccountEntity {
  id: string;
  projectId: number;
  name: string;
  role: Role;
  secretHash: string;
  createdAt: number;
  lastUsedAt: number | null;
  expiresAt: number | null;
  revokedAt: number | null;
}

/** Service accounts: only the hash of a secret is here. */
export const serviceAccountSchema = (): EntitySchema<ServiceAccountEntity> =>
  new EntitySchema({
    name: 'ServiceAccount',
    target: ServiceAccountEntity,
    tableName: 'service_accounts',
    columns: {
      id: { type: 'varchar', length: 64, primary: true },
      projectId: { name: 'project_id', type: 'integer' },
      name: { type: 'varchar', length: 255 },
      role: { type: 'varchar', length: 16 },
      secretHash: { name: 'secret_hash', type: 'varchar', length: 64 },
      createdAt: { name: 'created_at', type: 'bigint', transformer: asNumber },
      lastUsedAt: { name: 'last_used_at', type: 'bigint', nullable: true, transformer: asNumber },
      expiresAt: { name: 'expires_at', type: 'bigint', nullable: true, transformer: asNumber },
      revokedAt: { name: 'revoked_at', type: 'bigint', nullable: true, transformer: asNumber },
    },
    uniques: [
      { name: 'uq_service_accounts_secret', columns: ['secretHash'] },
      { name: 'uq_service_accounts_name', columns: ['projectId', 'name'] },
    ],
    foreignKeys: [ofProject('service_accounts')],
  });

export class GroupKeyEntity {
  id: number;
  projectId: number;
  key: string;
  displayName: string;
  dataGroupId: string;
  createdAt: number;
  archivedAt: number | null;
}

/** Group keys, archived ones included. */
export const groupKeySchema = (): EntitySchema<GroupKeyEntity> =>
  new EntitySchema({
    name: 'GroupKey',
    target: GroupKeyEntity,
    tableName: 'group_keys',
    columns: {
      id: { type: 'integer', primary: true, generated: 'increment' },
      projectId: { name: 'project_id', type: 'integer' },
      key: { name: 'key_name', type: 'varchar', length: 255 },
      displayName: { name: 'display_name', type: 'varchar', length: 255 },
      dataGroupId: { name: 'data_group_id', type: 'varchar', length: 20 },
      createdAt: { name: 'created_at', type: 'bigint', transformer: asNumber },
      archivedAt: { name: 'archived_at', type: 'bigint', nullable: true, transformer: asNumber },
    },
    uniques: [
      { name: 'uq_group_keys_key', columns: ['projectId', 'key'] },
      { name: 'uq_group_keys_data_group_id', columns: ['projectId', 'dataGroupId'] },
    ],
    foreignKeys: [ofProject('group_keys')],
  });
