import { In, MoreThan } from 'typeorm';
import { OutboxEntity } from '../entities/profile-entities.js';
import type { ProfileKey } from './profiles.js';
import { chunksOf, generatedId, Repository, rowsPerStatement } from './repository.js';

/** A profile whose copy must be delivered. `id` is the profile's revision after that change. */
export interface OutboxRow extends ProfileKey {
  readonly id: number;
}

export class OutboxRepository extends Repository {
  /**
   * Notes changed profiles and returns the notes' ids, in the order given. Ids are never used again; with the profile
   * locked first, a later change of it has a larger id.
   */
  async append(rows: readonly ProfileKey[]): Promise<number[]> {
    const ids: number[] = [];
    for (const some of chunksOf(rows, rowsPerStatement)) {
      const values = some.map(({ projectId, subjectKey, subjectId }) => ({ projectId, subjectKey, subjectId }));
      const insert = this.manager.createQueryBuilder().insert().into(OutboxEntity).values(values).updateEntity(false);
      const id = generatedId((await insert.execute()).raw);
      const first = this.store.engine === 'sqlite' ? id - some.length + 1 : id;
      const step = this.store.engine === 'sqlite' ? 1 : this.store.idStep;
      for (let i = 0; i < some.length; i++) ids.push(first + i * step);
    }
    return ids;
  }

  /** Up to `limit` notes with ids above `afterId`, oldest first. */
  async pending(limit: number, afterId = 0): Promise<OutboxRow[]> {
    return this.manager.find(OutboxEntity, { where: { id: MoreThan(afterId) }, order: { id: 'ASC' }, take: limit });
  }

  /** Deletes delivered notes. */
  async remove(ids: readonly number[]): Promise<void> {
    for (const some of chunksOf(ids, rowsPerStatement)) await this.manager.delete(OutboxEntity, { id: In(some) });
  }

  /** How many notes wait. */
  async count(): Promise<number> {
    return this.manager.count(OutboxEntity);
  }
}
