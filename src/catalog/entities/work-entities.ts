import { EntitySchema } from 'typeorm';
import type { Unit } from '../../core/model.js';
import { asNumber, type ColumnTypes, idLength } from './column-types.js';
import { ofProject } from './project-entities.js';

export class CohortEntity {
  id: string;
  projectId: number;
  name: string;
  description: string;
  unit: Unit;
  groupKeyId: number | null;
  filter: string;
  createdAt: number;
  updatedAt: number;
}

/** Saved cohorts. */
export const cohortSchema = (types: ColumnTypes): EntitySchema<CohortEntity> =>
  new EntitySchema({
    name: 'Cohort',
    target: CohortEntity,
    tableName: 'cohorts',
    columns: {
      id: { type: 'varchar', length: 64, primary: true },
      projectId: { name: 'project_id', type: 'integer' },
      name: { type: 'varchar', length: 255 },
      description: { type: types.longText },
      unit: { type: 'varchar', length: 8 },
      groupKeyId: { name: 'group_key_id', type: 'integer', nullable: true },
      filter: { type: types.longText },
      createdAt: { name: 'created_at', type: 'bigint', transformer: asNumber },
      updatedAt: { name: 'updated_at', type: 'bigint', transformer: asNumber },
    },
    indices: [{ name: 'ix_cohorts_project', columns: ['projectId'] }],
    foreignKeys: [ofProject('cohorts')],
  });

export class SavedReportEntity {
  id: string;
  projectId: number;
  name: string;
  description: string;
  unit: Unit;
  groupKeyId: number | null;
  question: string;
  createdAt: number;
  updatedAt: number;
}

/** Saved reports. */
export const savedReportSchema = (types: ColumnTypes): EntitySchema<SavedReportEntity> =>
  new EntitySchema({
    name: 'SavedReport',
    target: SavedReportEntity,
    tableName: 'saved_reports',
    columns: {
      id: { type: 'varchar', length: 64, primary: true },
      projectId: { name: 'project_id', type: 'integer' },
      name: { type: 'varchar', length: 255 },
      description: { type: types.longText },
      unit: { type: 'varchar', length: 8 },
      groupKeyId: { name: 'group_key_id', type: 'integer', nullable: true },
      question: { type: types.longText },
      createdAt: { name: 'created_at', type: 'bigint', transformer: asNumber },
      updatedAt: { name: 'updated_at', type: 'bigint', transformer: asNumber },
    },
    indices: [{ name: 'ix_saved_reports_project', columns: ['projectId'] }],
    foreignKeys: [ofProject('saved_reports')],
  });

export type JobKind = 'BACKFILL_GROUP_KEY';
export type JobState = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED';

export class JobEntity {
  id: string;
  projectId: number;
  kind: JobKind;
  subject: string;
  parameters: string;
  state: JobState;
  done: number;
  total: number | null;
  error: string | null;
  createdAt: number;
  startedAt: number | null;
  finishedAt: number | null;
}

/** Long work that survives a restart. */
export const jobSchema = (types: ColumnTypes): EntitySchema<JobEntity> =>
  new EntitySchema({
    name: 'Job',
    target: JobEntity,
    tableName: 'jobs',
    columns: {
      id: { type: 'varchar', length: 64, primary: true },
      projectId: { name: 'project_id', type: 'integer' },
      kind: { type: 'varchar', length: 64 },
      subject: { type: 'varchar', length: idLength },
      parameters: { type: types.longText },
      state: { type: 'varchar', length: 16 },
      done: { type: 'bigint', transformer: asNumber },
      total: { type: 'bigint', nullable: true, transformer: asNumber },
      error: { type: types.longText, nullable: true },
      createdAt: { name: 'created_at', type: 'bigint', transformer: asNumber },
      startedAt: { name: 'started_at', type: 'bigint', nullable: true, transformer: asNumber },
      finishedAt: { name: 'finished_at', type: 'bigint', nullable: true, transformer: asNumber },
    },
    indices: [
      { name: 'ix_jobs_project', columns: ['projectId'] },
      { name: 'ix_jobs_state', columns: ['state'] },
    ],
    foreignKeys: [ofProject('jobs')],
  });

export class LeaseEntity {
  id: number;
  holder: string;
  acquiredAt: number;
  expiresAt: number;
}

/** One row, made by the migration: who is the writing server. An empty holder is nobody. */
export const leaseSchema = (): EntitySchema<LeaseEntity> =>
  new EntitySchema({
    name: 'Lease',
    target: LeaseEntity,
    tableName: 'writer_lease',
    columns: {
      id: { type: 'integer', primary: true },
      holder: { type: 'varchar', length: 255 },
      acquiredAt: { name: 'acquired_at', type: 'bigint', transformer: asNumber },
      expiresAt: { name: 'expires_at', type: 'bigint', transformer: asNumber },
    },
  });

export class SettingEntity {
  name: string;
  value: string;
}

/** What the server remembers about itself. */
export const settingSchema = (types: ColumnTypes): EntitySchema<SettingEntity> =>
  new EntitySchema({
    name: 'Setting',
    target: SettingEntity,
    tableName: 'settings',
    columns: {
      name: { type: 'varchar', length: 255, primary: true },
      value: { type: types.longText },
    },
  });
