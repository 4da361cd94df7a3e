import { In, MoreThan } from 'typeorm';
import { GroupChangeEntity } from '../entities/profile-entities.js';
import { chunksOf, idsPerLookup, Repository, rowsPerStatement } from './repository.js';

/** A property of a group that got another value. */
export interface GroupChange {
  readonly projectId: number;
  readonly groupKeyId: number;
  readonly groupId: string;
  readonly name: string;
  /** As canonical JSON; null: it is not set any more. */
  readonly value: string | null;
  /** Milliseconds. */
  readonly at: number;
  /** The revision of the profile that the change made. */
  readonly revision: number;
}

/** A change as it is stored: later ones have larger ids. */
export interface GroupChangeRow extends GroupChange {
  readonly id: number;
}

/** UTF-8 bytes of one statement's values: well below the smallest default packet of a server, 16 MiB. */
const bytesPerStatement = 4_194_304;

export class GroupChangeRepository extends Repository {
  /** Adds changes, in their order. */
  async append(changes: readonly GroupChange[]): Promise<void> {
    let statement: GroupChange[] = [];
    let bytes = 0;
    for (const change of changes) {
      const size = Buffer.byteLength(change.value ?? '');
      if (statement.length === rowsPerStatement || (statement.length > 0 && bytes + size > bytesPerStatement)) {
        await this.insert(statement);
        statement = [];
        bytes = 0;
      }
      statement.push(change);
      bytes += size;
    }
    if (statement.length > 0) await this.insert(statement);
  }

  /** The changes that made these revisions. */
  async byRevisions(revisions: readonly number[]): Promise<GroupChangeRow[]> {
    const found: GroupChangeRow[] = [];
    for (const some of chunksOf(revisions, idsPerLookup)) {
      found.push(...(await this.manager.findBy(GroupChangeEntity, { revision: In(some) })));
    }
    return found;
  }

  /** Up to `limit` changes of all projects with ids above `afterId`, oldest first. */
  async page(afterId: number, limit: number): Promise<GroupChangeRow[]> {
    return this.manager.find(GroupChangeEntity, {
      where: { id: MoreThan(afterId) },
      order: { id: 'ASC' },
      take: limit,
    });
  }

  /** The latest changes of a property of a group, latest first. */
  async latest(
    { projectId, groupKeyId, groupId, name }: Pick<GroupChange, 'projectId' | 'groupKeyId' | 'groupId' | 'name'>,
    limit: number,
  ): Promise<GroupChangeRow[]> {
    const where = { projectId, groupKeyId, groupId, name };
    return this.manager.find(GroupChangeEntity, { where, order: { id: 'DESC' }, take: limit });
  }

  private async insert(changes: readonly GroupChange[]): Promise<void> {
    const values = changes.map((change) => ({ ...change }));
    await this.manager
      .createQueryBuilder()
      .insert()
      .into(GroupChangeEntity)
      .values(values)
      .updateEntity(false)
      .execute();
  }
}
