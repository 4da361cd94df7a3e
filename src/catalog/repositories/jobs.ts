import { In } from 'typeorm';
import type { Properties } from '../../core/property-values.js';
import { JobEntity, type JobKind, type JobState } from '../entities/work-entities.js';
import { parsePropertiesJson } from './properties-json.js';
import { Repository } from './repository.js';

export type { JobKind, JobState };

/** Long work. Times are milliseconds. */
export interface JobRow {
  readonly id: string;
  readonly projectId: number;
  readonly kind: JobKind;
  /** What it works on, such as a group key's number as text: at most one active job of a kind for each. */
  readonly subject: string;
  readonly parameters: Properties;
  readonly state: JobState;
  readonly done: number;
  /** Null until known. */
  readonly total: number | null;
  readonly error: string | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

const toJob = (row: JobEntity): JobRow => ({ ...row, parameters: parsePropertiesJson(row.parameters) });
const active: JobState[] = ['QUEUED', 'RUNNING'];

export class JobRepository extends Repository {
  /** Adds a job. */
  async insert(row: JobRow): Promise<void> {
    const values = { ...row, parameters: JSON.stringify(row.parameters) };
    await this.manager.createQueryBuilder().insert().into(JobEntity).values(values).updateEntity(false).execute();
  }

  /** Replaces a job's row, found by id. */
  async update(row: JobRow): Promise<void> {
    const { id, projectId, ...values } = row;
    const columns = { ...values, parameters: JSON.stringify(row.parameters) };
    await this.manager.update(JobEntity, { id, projectId }, columns);
  }

  /** The job of this id, or null. */
  async byId(id: string): Promise<JobRow | null> {
    const row = await this.manager.findOneBy(JobEntity, { id });
    return row === null ? null : toJob(row);
  }

  /** The project's jobs, newest first. */
  async list(projectId: number): Promise<JobRow[]> {
    const order = { createdAt: 'DESC', id: 'ASC' } as const;
    return (await this.manager.find(JobEntity, { where: { projectId }, order })).map(toJob);
  }

  /** The jobs of all projects that are queued or running, oldest first. */
  async unfinished(): Promise<JobRow[]> {
    const order = { createdAt: 'ASC', id: 'ASC' } as const;
    return (await this.manager.find(JobEntity, { where: { state: In(active) }, order })).map(toJob);
  }

  /** The queued or running job of this kind for this subject, or null. */
  async activeFor(projectId: number, kind: JobKind, subject: string): Promise<JobRow | null> {
    const row = await this.manager.findOneBy(JobEntity, { projectId, kind, subject, state: In(active) });
    return row === null ? null : toJob(row);
  }
}
