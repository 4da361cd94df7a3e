import { In } from 'typeorm';
import type { Unit } from '../../core/model.js';
import { CohortEntity } from '../entities/work-entities.js';
import { chunksOf, Repository, rowsPerStatement } from './repository.js';

/** A saved cohort. Times are milliseconds. */
export interface CohortRow {
  /** Public. */
  readonly id: string;
  readonly projectId: number;
  readonly name: string;
  readonly description: string;
  readonly unit: Unit;
  /** The key whose groups it holds; null for users. */
  readonly groupKeyId: number | null;
  /** The filter as JSON text. */
  readonly filter: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export class CohortRepository extends Repository {
  /** Adds a cohort. */
  async insert(row: CohortRow): Promise<void> {
    await this.manager.createQueryBuilder().insert().into(CohortEntity).values(row).updateEntity(false).execute();
  }

  /** Replaces a cohort's row, found by project and id. */
  async update(row: CohortRow): Promise<void> {
    const { id, projectId, ...values } = row;
    await this.manager.update(CohortEntity, { id, projectId }, values);
  }

  /** Deletes a cohort and says whether it was there. */
  async remove(projectId: number, id: string): Promise<boolean> {
    return (await this.manager.delete(CohortEntity, { projectId, id })).affected !== 0;
  }

  /** The project's cohort of this id, or null. */
  async byId(projectId: number, id: string): Promise<CohortRow | null> {
    return this.manager.findOneBy(CohortEntity, { projectId, id });
  }

  /** The project's cohorts among these ids, by id. */
  async byIds(projectId: number, ids: readonly string[]): Promise<Map<string, CohortRow>> {
    const found = new Map<string, CohortRow>();
    for (const some of chunksOf(ids, rowsPerStatement)) {
      for (const row of await this.manager.findBy(CohortEntity, { projectId, id: In(some) })) found.set(row.id, row);
    }
    return found;
  }

  /** The project's cohorts, oldest first; only those of `unit` if given. */
  async list(projectId: number, unit?: Unit): Promise<CohortRow[]> {
    const where = unit === undefined ? { projectId } : { projectId, unit };
    return this.manager.find(CohortEntity, { where, order: { createdAt: 'ASC', id: 'ASC' } });
  }
}
