import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { Conflict, catalogUnavailable, isBrokenConnection } from './catalog-failures.js';
import { CatalogTransaction } from './repositories/all.js';
import type { StoreTraits } from './repositories/repository.js';
import { adopt, control, currentScope, type WriteScope } from './transaction-guard.js';

const mostAttempts = 8;
/** How long a write waits for another process that writes to the same file, milliseconds. */
const fileWaitMs = 10_000;

/** Runs writes as transactions: one after another on SQLite, side by side on servers, again after a conflict. */
export class Transactions {
  private tail: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly source: DataSource,
    private readonly store: StoreTraits,
  ) {}

  /** Runs `work` in a transaction of its own; its statements happen all or not at all. */
  run<T>(work: (transaction: CatalogTransaction) => Promise<T>): Promise<T> {
    if (currentScope.getStore()?.open === true) {
      throw new Error('catalog.write inside catalog.write: hand the transaction on instead');
    }
    if (this.store.engine !== 'sqlite') return this.attempts(work);
    return this.afterOthers(() => this.attempts(work));
  }

  /** Runs `work`, which makes its own transactions, on the writing connection when no write is under way. */
  maintain<T>(work: () => Promise<T>): Promise<T> {
    if (this.store.engine !== 'sqlite') return work();
    return this.afterOthers(() => {
      const scope: WriteScope = { open: true, doomedBy: undefined };
      return currentScope.run(scope, async () => {
        adopt(this.source.createQueryRunner('master'), scope);
        try {
          return await work();
        } finally {
          scope.open = false;
        }
      });
    });
  }

  private afterOthers<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => undefined);
    return result;
  }

  /** Resolves when the writes begun so far on SQLite have ended. */
  async idle(): Promise<void> {
    await this.tail;
  }

  private async attempts<T>(work: (transaction: CatalogTransaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        if (attempt === mostAttempts) throw catalogUnavailable(error);
      }
      // Random, so that two writes that collided do not collide again.
      await sleep(Math.random() * Math.min(500, 5 * 2 ** attempt));
    }
  }

  private attempt<T>(work: (transaction: CatalogTransaction) => Promise<T>): Promise<T> {
    const scope: WriteScope = { open: true, doomedBy: undefined };
    return currentScope.run(scope, async () => {
      const runner = this.source.createQueryRunner('master');
      try {
        adopt(runner, scope);
        await this.begin(runner);
        return await this.within(runner, scope, work);
      } finally {
        scope.open = false;
        await runner.release();
      }
    });
  }

  private async within<T>(
    runner: QueryRunner,
    scope: WriteScope,
    work: (transaction: CatalogTransaction) => Promise<T>,
  ): Promise<T> {
    try {
      const transaction = new CatalogTransaction(runner.manager, this.store);
      const result = await work(transaction);
      await transaction.profiles.discardPlaceholders();
      // Work that swallowed a conflict must not be committed: the store may have undone its first half.
      if (scope.doomedBy !== undefined) throw scope.doomedBy;
      scope.open = false;
      await control(runner, 'COMMIT');
      return result;
    } catch (error) {
      scope.open = false;
      await this.rollBack(runner);
      throw scope.doomedBy ?? error;
    }
  }

  private async begin(runner: QueryRunner): Promise<void> {
    if (this.store.engine === 'sqlite') return this.beginOnFile(runner);
    try {
      await control(runner, 'START TRANSACTION');
    } catch (error) {
      // An idle connection of the pool had died; nothing was sent on it yet, so another one may serve.
      if (isBrokenConnection(error)) throw new Conflict('the connection was stale', { cause: error });
      throw error;
    }
  }

  /** IMMEDIATE takes the file's write lock now: no transaction finds out half-way that another process was faster. */
  private async beginOnFile(runner: QueryRunner): Promise<void> {
    const until = performance.now() + fileWaitMs;
    for (;;) {
      try {
        return await control(runner, 'BEGIN IMMEDIATE');
      } catch (error) {
        if (!(error instanceof Conflict) || performance.now() > until) throw error;
      }
      await sleep(5 + Math.random() * 20);
    }
  }

  private async rollBack(runner: QueryRunner): Promise<void> {
    try {
      await control(runner, 'ROLLBACK');
    } catch {
      // The server undoes it when the connection goes; the connection must not go back to the pool in between. SQLite
      // refuses only where the failed statement had undone the transaction already.
      if (this.store.engine === 'sqlite') return;
      const connection: unknown = await runner.connect().catch(() => undefined);
      if (isDestroyable(connection)) connection.destroy();
    }
  }
}

const isDestroyable = (value: unknown): value is { destroy(): void } =>
  typeof value === 'object' && value !== null && 'destroy' in value && typeof value.destroy === 'function';
