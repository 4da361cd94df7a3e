import { In } from 'typeorm';
import { LinkEntity } from '../entities/profile-entities.js';
import { chunksOf, Repository, rowsPerStatement } from './repository.js';

/** A device and its user. Both ids are plain: the device's without the `$device:` prefix. */
export interface LinkRow {
  readonly projectId: number;
  readonly deviceId: string;
  readonly userId: string;
}

export class LinkRepository extends Repository {
  /**
   * Links devices to users. A device that has a user keeps it; of several uses of a device in one call the first
   * counts. Returns the user each of the devices belongs to now.
   */
  async claim(
    projectId: number,
    pairs: ReadonlyArray<{ readonly deviceId: string; readonly userId: string }>,
  ): Promise<Map<string, string>> {
    const first = new Map<string, string>();
    for (const { deviceId, userId } of pairs) if (!first.has(deviceId)) first.set(deviceId, userId);
    // In one order for everybody, so that two claims of the same devices wait for each other instead of deadlocking.
    const deviceIds = [...first.keys()].sort();
    for (const some of chunksOf(deviceIds, rowsPerStatement)) {
      const rows = some.map((deviceId) => ({ projectId, deviceId, userId: first.get(deviceId), delivered: false }));
      const insert = this.manager.createQueryBuilder().insert().into(LinkEntity).values(rows);
      // A row that is there is set to itself: not INSERT IGNORE, which would also cut text that is too long.
      await insert.orUpdate(['device_id'], ['project_id', 'device_id']).updateEntity(false).execute();
    }
    return this.byDevices(projectId, deviceIds);
  }

  /** The users of these devices; devices without one are absent from the map. */
  async byDevices(projectId: number, deviceIds: readonly string[]): Promise<Map<string, string>> {
    const users = new Map<string, string>();
    for (const some of chunksOf(deviceIds, rowsPerStatement)) {
      for (const row of await this.manager.findBy(LinkEntity, { projectId, deviceId: In(some) })) {
        users.set(row.deviceId, row.userId);
      }
    }
    return users;
  }

  /** Whether any device of the project is linked to a user. */
  async exist(projectId: number): Promise<boolean> {
    return (await this.manager.findOneBy(LinkEntity, { projectId })) !== null;
  }

  /** Up to `limit` links of all projects in the order of project and device, those after `after`. */
  async page(after: Pick<LinkRow, 'projectId' | 'deviceId'> | null, limit: number): Promise<LinkRow[]> {
    const query = this.manager
      .createQueryBuilder(LinkEntity, 'l')
      .orderBy({ 'l.projectId': 'ASC', 'l.deviceId': 'ASC' })
      .limit(limit);
    if (after !== null) {
      const { projectId, deviceId } = after;
      const condition = 'l.projectId > :projectId OR (l.projectId = :projectId AND l.deviceId > :deviceId)';
      query.where(condition, { projectId, deviceId });
    }
    return (await query.getMany()).map(toLink);
  }

  /** Up to `limit` links whose copy the warehouse may not have. */
  async undelivered(limit: number): Promise<LinkRow[]> {
    return (await this.manager.find(LinkEntity, { where: { delivered: false }, take: limit })).map(toLink);
  }

  /** Notes that the warehouse has the copies of these devices' links. */
  async markDelivered(projectId: number, deviceIds: readonly string[]): Promise<void> {
    for (const some of chunksOf([...deviceIds].sort(), rowsPerStatement)) {
      await this.manager.update(LinkEntity, { projectId, deviceId: In(some) }, { delivered: true });
    }
  }
}

const toLink = ({ projectId, deviceId, userId }: LinkEntity): LinkRow => ({ projectId, deviceId, userId });
