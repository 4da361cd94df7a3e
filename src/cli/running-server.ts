import { hostname } from 'node:os';
import type { Catalog } from '../catalog/catalog.js';
import type { Config } from '../config/config.js';
import { systemClock } from '../core/clock.js';
import { CommandFailed } from './command-failed.js';

/** The server that holds the two stores at this moment. */
export interface RunningServer {
  readonly holder: string;
  /** When the lease ends unless it is renewed, milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Who holds the lease and has renewed it lately; null when no server runs, or its process on this machine is gone. */
export async function runningServer(catalog: Catalog): Promise<RunningServer | null> {
  const lease = await catalog.read.lease.current();
  if (lease === null || lease.expiresAt <= systemClock.now() || isGone(lease.holder)) return null;
  return { holder: lease.holder, expiresAt: lease.expiresAt };
}

/**
 * For commands that need the stores for themselves.
 *
 * @throws CommandFailed that says who has them and what to do.
 */
export async function assertNoServer(catalog: Catalog): Promise<void> {
  const server = await runningServer(catalog);
  if (server !== null) throw new CommandFailed(serverRuns(server));
}

const serverRuns = ({ holder, expiresAt }: RunningServer): string => {
  const seconds = Math.ceil((expiresAt - systemClock.now()) / 1000);
  return (
    `A Muster server is running on these stores (${holder}). Stop it first, then give this command again.\n` +
    `If it was killed, its lease ends by itself in ${seconds} s.`
  );
};

/** Whether a holder (`host:pid:…`) was a process of this machine that is no more. */
function isGone(holder: string): boolean {
  const [host, pid] = holder.split(':');
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/**
 * The same for a configuration whose stores are not open yet. An embedded warehouse cannot be opened twice, and says
 * so less clearly than this does.
 *
 * @throws CommandFailed as {@link assertNoServer}.
 */
export async function assertNoServerOn(config: Config): Promise<void> {
  const { openCatalog } = await import('../catalog/catalog.js');
  const catalog = await openCatalog({ url: config.catalogUrl });
  try {
    if ((await catalog.pendingMigrations()).length === 0) await assertNoServer(catalog);
  } finally {
    await catalog.close();
  }
}
