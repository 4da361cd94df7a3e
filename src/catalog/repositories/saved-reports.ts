import type { Unit } from '../../core/model.js';
import { SavedReportEntity } from '../entities/work-entities.js';
import { Repository } from './repository.js';

/** A saved report. Times are milliseconds. */
export interface SavedReportRow {
  /** Public. */
  readonly id: string;
  readonly projectId: number;
  readonly name: string;
  readonly description: string;
  readonly unit: Unit;
  /** The key whose groups it is about; null for users. */
  readonly groupKeyId: number | null;
  /** The question as JSON text. */
  readonly question: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export class SavedReportRepository extends Repository {
  /** Adds a report. */
  async insert(row: SavedReportRow): Promise<void> {
    await this.manager.createQueryBuilder().insert().into(SavedReportEntity).values(row).updateEntity(false).execute();
  }

  /** Replaces a report's row, found by project and id. */
  async update(row: SavedReportRow): Promise<void> {
    const { id, projectId, ...values } = row;
    await this.manager.update(SavedReportEntity, { id, projectId }, values);
  }

  /** Deletes a report and says whether it was there. */
  async remove(projectId: number, id: string): Promise<boolean> {
    return (await this.manager.delete(SavedReportEntity, { projectId, id })).affected !== 0;
  }

  /** The project's report of this id, or null. */
  async byId(projectId: number, id: string): Promise<SavedReportRow | null> {
    return this.manager.findOneBy(SavedReportEntity, { projectId, id });
  }

  /** The project's reports, oldest first. */
  async list(projectId: number): Promise<SavedReportRow[]> {
    return this.manager.find(SavedReportEntity, { where: { projectId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }
}
