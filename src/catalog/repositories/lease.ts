import { LeaseEntity } from '../entities/work-entities.js';
import { Repository } from './repository.js';

/** Who may write to the stores, and until when (milliseconds). */
export interface LeaseRow {
  readonly holder: string;
  readonly acquiredAt: number;
  readonly expiresAt: number;
}

const rowId = 1;

export class LeaseRepository extends Repository {
  /**
   * Takes the lease for `holder` until `now + ttlMs` (milliseconds) if it is free, expired or the holder's own. Says
   * whether it is the holder's now.
   */
  async acquire(holder: string, now: number, ttlMs: number): Promise<boolean> {
    const query = this.manager.createQueryBuilder().update(LeaseEntity);
    query.set({ holder, acquiredAt: now, expiresAt: now + ttlMs }).where('id = :rowId', { rowId });
    query.andWhere("(holder = '' OR holder = :wanted OR expires_at <= :now)", { wanted: holder, now });
    return (await query.execute()).affected === 1;
  }

  /** Prolongs the holder's own lease. False if another has taken it, after which the holder must stop writing. */
  async renew(holder: string, now: number, ttlMs: number): Promise<boolean> {
    return (await this.manager.update(LeaseEntity, { id: rowId, holder }, { expiresAt: now + ttlMs })).affected === 1;
  }

  /** Gives the lease back; does nothing if it is another's. */
  async release(holder: string): Promise<void> {
    await this.manager.update(LeaseEntity, { id: rowId, holder }, { holder: '', acquiredAt: 0, expiresAt: 0 });
  }

  /** Who holds the lease, expired or not; null if nobody does. */
  async current(): Promise<LeaseRow | null> {
    const row = await this.manager.findOneBy(LeaseEntity, { id: rowId });
    if (row === null || row.holder === '') return null;
    return { holder: row.holder, acquiredAt: row.acquiredAt, expiresAt: row.expiresAt };
  }
}
