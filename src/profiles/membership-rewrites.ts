import type { Catalog } from '../catalog/catalog.js';
import type { Warehouse } from '../warehouse/warehouse.js';
import { rewriteMembershipsSql } from './rewrite-memberships-sql.js';

/**
 * Brings memberships of newly registered group keys into the copies of users written before. How far it got is kept
 * in the catalog as the id of the newest key done, so that a crash between the registration and the rewrite, or a
 * failing warehouse, is made up for.
 */
export class MembershipRewrites {
  #queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly catalog: Catalog,
    private readonly warehouse: Warehouse,
  ) {}

  /**
   * Resolves when the copies hold the memberships of every key registered in the project before this call. Costs two
   * reads of the catalog if nothing is to be done. Rejects if a store fails; calling again is safe.
   */
  async catchUp(projectId: number): Promise<void> {
    // One at a time: each statement starts from what the one before it wrote.
    const turn = this.#queue.then(() => this.#rewrite(projectId));
    this.#queue = turn.catch(() => undefined);
    await turn;
  }

  /** The same for all projects, one after the other. */
  async catchUpAll(): Promise<void> {
    for (const { id } of await this.catalog.read.projects.list()) await this.catchUp(id);
  }

  /** Resolves, never rejects, when what was asked for before this call is over. */
  idle(): Promise<void> {
    return this.#queue;
  }

  async #rewrite(projectId: number): Promise<void> {
    const setting = `memberships.${projectId}`;
    const done = Number((await this.catalog.read.settings.get(setting)) ?? 0);
    const keys = await this.catalog.read.groupKeys.list(projectId);
    const missing = keys.filter(({ id }) => id > done).sort((a, b) => a.id - b.id);
    for (const groupKey of missing) {
      const generation = await this.catalog.read.projects.keyGeneration(projectId);
      await this.warehouse.command(rewriteMembershipsSql(projectId, groupKey, generation));
      await this.catalog.write((transaction) => transaction.settings.set(setting, String(groupKey.id)));
    }
  }
}
