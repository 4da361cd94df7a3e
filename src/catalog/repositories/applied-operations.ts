import { In, LessThan } from 'typeorm';
import { Conflict, UniqueViolation } from '../catalog-failures.js';
import { AppliedOperationEntity } from '../entities/profile-entities.js';
import { chunksOf, idsPerLookup, Repository, rowsPerStatement } from './repository.js';

/** The ids of profile operations that were applied, each project's own. */
export class AppliedOperationRepository extends Repository {
  /** Those of these ids that are remembered. */
  async known(projectId: number, operationIds: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (const some of chunksOf(operationIds, idsPerLookup)) {
      const rows = await this.manager.query<Array<{ operation_id: string }>>(
        `SELECT operation_id FROM applied_operations WHERE project_id = ? AND operation_id IN (${marks(some, '?')})`,
        [projectId, ...some],
      );
      for (const row of rows) found.add(row.operation_id);
    }
    return found;
  }

  /**
   * Remembers ids as applied at `appliedAt` (milliseconds). Waits for another transaction that is about to remember one of
   * them; if that one commits, this transaction is undone and runs again, and then finds the id among the known ones.
   */
  async remember(projectId: number, operationIds: readonly string[], appliedAt: number): Promise<void> {
    // In one order for everybody, so that two transactions with the same ids wait for each other instead of deadlocking.
    for (const some of chunksOf([...operationIds].sort(), rowsPerStatement)) {
      try {
        await this.manager.query(
          `INSERT INTO applied_operations (project_id, operation_id, applied_at) VALUES ${marks(some, '(?, ?, ?)')}`,
          some.flatMap((operationId) => [projectId, operationId, appliedAt]),
        );
      } catch (error) {
        if (error instanceof UniqueViolation)
          throw new Conflict('another write applied the operation', { cause: error });
        throw error;
      }
    }
  }

  /** Forgets up to `limit` ids, of all projects, that were applied before `before` (milliseconds); returns how many. */
  async forget(before: number, limit: number): Promise<number> {
    const old = await this.manager.find(AppliedOperationEntity, {
      select: { projectId: true, operationId: true },
      where: { appliedAt: LessThan(before) },
      order: { appliedAt: 'ASC' },
      take: limit,
    });
    const byProject = new Map<number, string[]>();
    for (const { projectId, operationId } of old) {
      const ids = byProject.get(projectId) ?? [];
      ids.push(operationId);
      byProject.set(projectId, ids);
    }
    for (const [projectId, ids] of byProject) {
      for (const some of chunksOf(ids.sort(), rowsPerStatement)) {
        await this.manager.delete(AppliedOperationEntity, { projectId, operationId: In(some) });
      }
    }
    return old.length;
  }

  /** How many ids are remembered, of all projects. */
  async count(): Promise<number> {
    return this.manager.count(AppliedOperationEntity);
  }
}

const marks = (list: readonly unknown[], mark: string): string => list.map(() => mark).join(', ');
