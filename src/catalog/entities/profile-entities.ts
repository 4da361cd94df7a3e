import { EntitySchema } from 'typeorm';
import { asNumber, type ColumnTypes, idLength } from './column-types.js';

// No foreign keys here: these tables take every profile write, and a foreign key would make each of them lock the
// project's row as well. Projects are never deleted.

export class ProfileEntity {
  projectId: number;
  subjectKey: number;
  subjectId: string;
  properties: string;
  revision: number;
  createdAt: number;
  updatedAt: number;
}

/** Profiles of users and groups. Revision 0 marks a row that only holds a lock and is never committed. */
export const profileSchema = (types: ColumnTypes): EntitySchema<ProfileEntity> =>
  new EntitySchema({
    name: 'Profile',
    target: ProfileEntity,
    tableName: 'profiles',
    columns: {
      projectId: { name: 'project_id', type: 'integer', primary: true },
      subjectKey: { name: 'subject_key', type: 'integer', primary: true },
      subjectId: { name: 'subject_id', type: 'varchar', length: idLength, primary: true },
      properties: { type: types.longText },
      revision: { type: 'bigint', transformer: asNumber },
      createdAt: { name: 'created_at', type: 'bigint', transformer: asNumber },
      updatedAt: { name: 'updated_at', type: 'bigint', transformer: asNumber },
    },
  });

export class OutboxEntity {
  id: number;
  projectId: number;
  subjectKey: number;
  subjectId: string;
}

/** Profile changes whose copy the warehouse may not have yet. */
export const outboxSchema = (types: ColumnTypes): EntitySchema<OutboxEntity> =>
  new EntitySchema({
    name: 'Outbox',
    target: OutboxEntity,
    tableName: 'profile_outbox',
    columns: {
      id: { type: types.bigId, primary: true, generated: 'increment', transformer: asNumber },
      projectId: { name: 'project_id', type: 'integer' },
      subjectKey: { name: 'subject_key', type: 'integer' },
      subjectId: { name: 'subject_id', type: 'varchar', length: idLength },
    },
  });

export class GroupChangeEntity {
  id: number;
  projectId: number;
  groupKeyId: number;
  groupId: string;
  name: string;
  value: string | null;
  at: number;
  revision: number;
}

/** What became of the properties of groups, change by change. */
export const groupChangeSchema = (types: ColumnTypes): EntitySchema<GroupChangeEntity> =>
  new EntitySchema({
    name: 'GroupChange',
    target: GroupChangeEntity,
    tableName: 'group_changes',
    columns: {
      id: { type: types.bigId, primary: true, generated: 'increment', transformer: asNumber },
      projectId: { name: 'project_id', type: 'integer' },
      groupKeyId: { name: 'group_key_id', type: 'integer' },
      groupId: { name: 'group_id', type: 'varchar', length: idLength },
      name: { type: 'varchar', length: 255 },
      value: { type: types.longText, nullable: true },
      at: { type: 'bigint', transformer: asNumber },
      revision: { type: 'bigint', transformer: asNumber },
    },
    indices: [
      { name: 'ix_group_changes_group', columns: ['projectId', 'groupKeyId', 'groupId'] },
      { name: 'ix_group_changes_revision', columns: ['revision'] },
    ],
  });

export class AppliedOperationEntity {
  projectId: number;
  operationId: string;
  appliedAt: number;
}

/** Profile operations that came with an id, so that none is applied twice. Old rows are deleted. */
export const appliedOperationSchema = (): EntitySchema<AppliedOperationEntity> =>
  new EntitySchema({
    name: 'AppliedOperation',
    target: AppliedOperationEntity,
    tableName: 'applied_operations',
    columns: {
      projectId: { name: 'project_id', type: 'integer', primary: true },
      operationId: { name: 'operation_id', type: 'varchar', length: 36, primary: true },
      appliedAt: { name: 'applied_at', type: 'bigint', transformer: asNumber },
    },
    indices: [{ name: 'ix_applied_operations_applied_at', columns: ['appliedAt'] }],
  });

export class LinkEntity {
  projectId: number;
  deviceId: string;
  userId: string;
  delivered: boolean;
}

/** Which user a device belongs to. A row never changes but for `delivered`. */
export const linkSchema = (): EntitySchema<LinkEntity> =>
  new EntitySchema({
    name: 'Link',
    target: LinkEntity,
    tableName: 'identity_links',
    columns: {
      projectId: { name: 'project_id', type: 'integer', primary: true },
      deviceId: { name: 'device_id', type: 'varchar', length: idLength, primary: true },
      userId: { name: 'user_id', type: 'varchar', length: idLength },
      delivered: { type: 'boolean' },
    },
    indices: [{ name: 'ix_identity_links_delivered', columns: ['delivered'] }],
  });
