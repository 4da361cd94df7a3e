import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, QueryRunner } from 'typeorm';
import { MusterError } from '../core/errors.js';
import { Conflict, catalogUnavailable, translateFailure } from './catalog-failures.js';

/** One attempt at a write: while `open`, its own statements may run on its connection, and nobody else's. */
export interface WriteScope {
  open: boolean;
  /** The failure after which the store may have undone the transaction; nothing may follow it. */
  doomedBy: unknown;
}

/** The attempt the running code belongs to, through every `await`. */
export const currentScope = new AsyncLocalStorage<WriteScope>();

const owners = new WeakMap<QueryRunner, WriteScope>();
const controls = new WeakMap<QueryRunner, (sql: string) => Promise<unknown>>();

function assertMayRun(runner: QueryRunner): void {
  const owner = owners.get(runner);
  if (owner === undefined) return;
  if (owner.doomedBy !== undefined) throw owner.doomedBy;
  if (!owner.open || currentScope.getStore() !== owner) {
    throw new Error('a statement ran outside of its catalog.write: await everything the write does');
  }
}

function remember(runner: QueryRunner, failure: unknown): void {
  const owner = owners.get(runner);
  if (owner === undefined) return;
  const undone =
    failure instanceof Conflict || (failure instanceof MusterError && failure.code === 'STORE_UNAVAILABLE');
  if (undone) owner.doomedBy ??= failure;
}

/**
 * libsql takes a lone NULL for its own form of named parameters and fails; in a list it is a value like others. TypeORM
 * writes numbers into the text, so an update to NULL by a number has NULL as its only parameter.
 */
function bindable(runner: QueryRunner, call: readonly unknown[]): readonly unknown[] {
  const [sql, values, ...rest] = call;
  const loneNull = Array.isArray(values) && values.length === 1 && values[0] === null;
  return loneNull && runner.dataSource.options.type === 'better-sqlite3' ? [sql, [[null]], ...rest] : call;
}

function guard(runner: QueryRunner): void {
  if (controls.has(runner)) return;
  const query = runner.query;
  controls.set(runner, async (sql) => {
    try {
      return await query.call(runner, sql);
    } catch (error) {
      throw translateFailure(error);
    }
  });
  runner.query = new Proxy(query, {
    async apply(target, self, parameters) {
      assertMayRun(runner);
      try {
        return await Reflect.apply(target, self, bindable(runner, parameters));
      } catch (error) {
        const failure = translateFailure(error);
        // Outside of a write nobody runs it again.
        if (failure instanceof Conflict && !owners.has(runner)) throw catalogUnavailable(error);
        remember(runner, failure);
        throw failure;
      }
    },
  });
}

/**
 * Makes every statement of the data source pass here: failures become ours, and a statement on a connection that
 * belongs to a write runs only if it is part of that write. Without this, code that did not await its statement would
 * land in another request's transaction, as SQLite has one writing connection.
 */
export function guardStatements(source: DataSource): void {
  const create = source.createQueryRunner.bind(source);
  source.createQueryRunner = (mode) => {
    const runner = create(mode);
    guard(runner);
    return runner;
  };
}

/** From now on only statements of `scope` run on this connection. */
export function adopt(runner: QueryRunner, scope: WriteScope): void {
  owners.set(runner, scope);
}

/** Runs BEGIN, COMMIT or ROLLBACK, past the guard. Throws our errors. */
export async function control(runner: QueryRunner, sql: string): Promise<void> {
  const run = controls.get(runner);
  if (run === undefined) throw new Error('the data source is not guarded');
  await run(sql);
}
