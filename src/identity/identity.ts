import { LRUCache } from 'lru-cache';
import type { Catalog } from '../catalog/catalog.js';
import { truncate } from '../warehouse/sql/builders.js';
import { print } from '../warehouse/sql/print.js';
import type { Warehouse } from '../warehouse/warehouse.js';
import { insertAgain } from '../warehouse/writer/insert-again.js';
import { Coalescer } from './coalescer.js';

/** A device seen together with a user id, both as the events carry them: the device id without its prefix. */
export interface DeviceUse {
  readonly deviceId: string;
  readonly userId: string;
}

interface Link extends DeviceUse {
  readonly projectId: number;
}

/** What a distinct id that stands for a device begins with. */
export const devicePrefix = '$device:';

/** Devices whose user is kept at hand; about 200 bytes each. */
const knownDevices = 100_000;
const pageSize = 1_000;
/** In the catalog's settings while the copy is made anew, so that an interrupted rebuild is not taken for done. */
const rebuilding = 'rebuilding.links';

/**
 * Which device belongs to which user: simplified id merge. The first user seen with a device keeps it, which the
 * catalog decides; the warehouse holds a copy to join with.
 */
export class Identity {
  /** User ids by project and device, of links that are in both stores. */
  readonly #known = new LRUCache<string, string>({ max: knownDevices });
  /** Projects in which some device is linked; links are never taken back. */
  readonly #linked = new Set<number>();
  readonly #linking = new Coalescer<Link>((links) => this.#linkAll(links));
  /** True while the catalog may hold links whose copy is missing. */
  #mayLag = true;

  constructor(
    private readonly catalog: Catalog,
    private readonly warehouse: Warehouse,
  ) {}

  /**
   * Links devices to users, a device's first user winning, also within one call. When it returns, every later
   * question sees the links. Throws STORE_UNAVAILABLE if a store fails; calling again is safe.
   */
  async link(projectId: number, pairs: readonly DeviceUse[]): Promise<void> {
    const unknown = new Map<string, Link>();
    for (const { deviceId, userId } of pairs) {
      if (unknown.has(deviceId) || this.#known.has(cacheKey(projectId, deviceId))) continue;
      unknown.set(deviceId, { projectId, deviceId, userId });
    }
    if (unknown.size > 0) await this.#linking.add([...unknown.values()]);
  }

  /** Whether any device of the project is linked to a user, so that events of one may count for another. */
  async hasLinks(projectId: number): Promise<boolean> {
    if (this.#linked.has(projectId)) return true;
    const exist = await this.catalog.read.links.exist(projectId);
    if (exist) this.#linked.add(projectId);
    return exist;
  }

  /** For each distinct id the one its events and profile count for: the user's, if it stands for a linked device. */
  async canonicalIds(projectId: number, distinctIds: Iterable<string>): Promise<Map<string, string>> {
    const canonical = new Map<string, string>();
    const unknown: string[] = [];
    for (const distinctId of distinctIds) {
      canonical.set(distinctId, distinctId);
      if (!distinctId.startsWith(devicePrefix)) continue;
      const deviceId = distinctId.slice(devicePrefix.length);
      const userId = this.#known.get(cacheKey(projectId, deviceId));
      if (userId === undefined) unknown.push(deviceId);
      else canonical.set(distinctId, userId);
    }
    if (unknown.length > 0) {
      const links = await this.catalog.read.links.byDevices(projectId, unknown);
      for (const [deviceId, userId] of links) canonical.set(devicePrefix + deviceId, userId);
    }
    return canonical;
  }

  /** Copies links a crash, a failing warehouse or an interrupted rebuild left behind; to be called before serving. */
  async deliverPending(): Promise<void> {
    if ((await this.catalog.read.settings.get(rebuilding)) !== null) return this.rebuild();
    for (;;) {
      const links = await this.catalog.read.links.undelivered(pageSize);
      if (links.length === 0) break;
      await this.#deliver(links);
    }
    this.#mayLag = false;
  }

  /**
   * Makes the warehouse's copy anew from the catalog. `onProgress` is told how many links are copied so far. No link
   * may be made meanwhile, and questions see too few links until it is done.
   */
  async rebuild(onProgress: (done: number) => void = () => undefined): Promise<void> {
    await this.catalog.write((transaction) => transaction.settings.set(rebuilding, 'yes'));
    await this.warehouse.command(print(truncate('identity_links')));
    let done = 0;
    let after: Parameters<Catalog['read']['links']['page']>[0] = null;
    for (;;) {
      const links = await this.catalog.read.links.page(after, pageSize);
      const last = links.at(-1);
      if (last === undefined) break;
      await insertAgain(this.warehouse, 'identity_links', links.map(rowOf));
      done += links.length;
      onProgress(done);
      after = last;
    }
    await this.catalog.write((transaction) => transaction.settings.remove(rebuilding));
    await this.deliverPending();
  }

  async #linkAll(links: readonly Link[]): Promise<void> {
    if (this.#mayLag) await this.deliverPending();
    const fresh = await this.#withoutLinked(links);
    if (fresh.length === 0) return;
    this.#mayLag = true;
    const claimed = await this.catalog.write(async (transaction) => {
      const winners: Link[] = [];
      for (const [projectId, wanted] of byProject(fresh)) {
        const users = await transaction.links.claim(projectId, firstUses(wanted));
        for (const [deviceId, userId] of users) winners.push({ projectId, deviceId, userId });
      }
      return winners;
    });
    await this.#deliver(claimed);
    this.#mayLag = false;
  }

  /** Leaves out devices that have been linked before, after learning their users. */
  async #withoutLinked(links: readonly Link[]): Promise<Link[]> {
    const fresh: Link[] = [];
    for (const [projectId, wanted] of byProject(links)) {
      const deviceIds = [...new Set(wanted.map(({ deviceId }) => deviceId))];
      const users = await this.catalog.read.links.byDevices(projectId, deviceIds);
      for (const [deviceId, userId] of users) this.#known.set(cacheKey(projectId, deviceId), userId);
      fresh.push(...wanted.filter(({ deviceId }) => !users.has(deviceId)));
    }
    return fresh;
  }

  async #deliver(links: readonly Link[]): Promise<void> {
    await insertAgain(this.warehouse, 'identity_links', links.map(rowOf));
    await this.catalog.write(async (transaction) => {
      for (const [projectId, delivered] of byProject(links)) {
        const deviceIds = delivered.map(({ deviceId }) => deviceId);
        await transaction.links.markDelivered(projectId, deviceIds);
      }
    });
    for (const { projectId, deviceId, userId } of links) this.#known.set(cacheKey(projectId, deviceId), userId);
  }
}

const cacheKey = (projectId: number, deviceId: string): string => `${projectId} ${deviceId}`;

const rowOf = ({ projectId, deviceId, userId }: Link): string =>
  JSON.stringify({ project_id: projectId, device_id: deviceId, user_id: userId });

function byProject(links: readonly Link[]): Map<number, Link[]> {
  const groups = new Map<number, Link[]>();
  for (const link of links) {
    const group = groups.get(link.projectId);
    if (group === undefined) groups.set(link.projectId, [link]);
    else group.push(link);
  }
  return groups;
}

/** Of several uses of a device the first. */
function firstUses(links: readonly Link[]): Link[] {
  const first = new Map<string, Link>();
  for (const link of links) if (!first.has(link.deviceId)) first.set(link.deviceId, link);
  return [...first.values()];
}
