import type { GroupKey } from '../../core/model.js';
import { GroupKeyEntity } from '../entities/project-entities.js';
import { generatedId, Repository } from './repository.js';

/** A new group key, without its number. */
export type NewGroupKey = Omit<GroupKey, 'id' | 'archivedAt'>;

const toGroupKey = (row: GroupKeyEntity): GroupKey => ({
  id: row.id,
  projectId: row.projectId,
  key: row.key,
  displayName: row.displayName,
  dataGroupId: row.dataGroupId,
  createdAt: new Date(row.createdAt),
  archivedAt: row.archivedAt === null ? null : new Date(row.archivedAt),
});

export class GroupKeyRepository extends Repository {
  /** Adds a key and returns it with its number. Throws UniqueViolation if the project has the key or the id. */
  async insert(key: NewGroupKey): Promise<GroupKey> {
    const row = { ...key, createdAt: key.createdAt.getTime(), archivedAt: null };
    const insert = this.manager.createQueryBuilder().insert().into(GroupKeyEntity).values(row).updateEntity(false);
    const { raw } = await insert.execute();
    return { ...key, id: generatedId(raw), archivedAt: null };
  }

  /** The project's keys, oldest first, archived ones included. */
  async list(projectId: number): Promise<GroupKey[]> {
    return (await this.manager.find(GroupKeyEntity, { where: { projectId }, order: { id: 'ASC' } })).map(toGroupKey);
  }

  /** The key of this number, or null. */
  async byId(id: number): Promise<GroupKey | null> {
    const row = await this.manager.findOneBy(GroupKeyEntity, { id });
    return row === null ? null : toGroupKey(row);
  }

  /** Changes the display name. */
  async rename(id: number, displayName: string): Promise<void> {
    await this.manager.update(GroupKeyEntity, { id }, { displayName });
  }

  /** Archives a key as of `at` (a date, or milliseconds), or restores it with null. */
  async setArchived(id: number, at: Date | number | null): Promise<void> {
    await this.manager.update(GroupKeyEntity, { id }, { archivedAt: at === null ? null : Number(at) });
  }

  /** How many keys the project has, archived ones included. */
  async count(projectId: number): Promise<number> {
    return this.manager.countBy(GroupKeyEntity, { projectId });
  }
}
