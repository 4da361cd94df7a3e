import type { App } from '../app.js';
import type { Config } from '../config/config.js';
import { systemClock } from '../core/clock.js';
import type { Log } from '../http/log.js';
import { assertNoServerOn } from './running-server.js';

/** A server that listens. */
export interface Served {
  readonly app: App;
  /** Where it answers, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Finishes what was begun, refuses the rest as retryable, and closes the stores. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts the whole server: stores, deliveries, HTTP. It listens before the stores are ready and answers 503 until they
 * are: browsers keep what they are told to send again, and lose it where nobody answers. `whenReady` runs once they are.
 *
 * @throws MusterError when a store cannot be used, or another server has them.
 */
export async function startServing(
  config: Config,
  log: Log,
  whenReady: (app: App) => Promise<void> = async () => undefined,
): Promise<Served> {
  const { createApp } = await import('../app.js');
  const { createHttpServer } = await import('../http/server.js');
  await assertNoServerOn(config);
  const app = await createApp(config, { log, clock: systemClock, onLeaseLost: () => onLeaseLost(log) });
  const server = await createHttpServer(app, config, log);
  let stopping: Promise<void> | null = null;
  const stop = async () => {
    await server.drain();
    await app.stop();
    endIfStuck(app, log);
  };
  try {
    await server.listen({ host: config.http.host, port: config.http.port });
    await app.start();
    await whenReady(app);
    return {
      app,
      url: urlOf(config.http.host, portOf(server.addresses(), config.http.port)),
      stop: () => {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    // What failed is told; that parts which never started cannot be stopped is not news.
    await stop().catch(() => undefined);
    throw error;
  }
}

/** Another server writes to the stores now: anything this one still did could count twice. */
function onLeaseLost(log: Log): void {
  log.fatal('another server has taken over the stores; this one ends now');
  endAtOnce();
}

/** Kills this process, whose stores are closed, where a statement that never returned would keep it from ending. */
export function endIfStuck(app: App, log: Log): void {
  if (!app.warehouse.isStuck) return;
  log.warn('stopped; a statement of the warehouse never returned, so that this process is killed');
  endAtOnce();
}

/** An exit would wait for what the embedded engine does at the moment; the stores outlive a process that is killed. */
const endAtOnce = (): void => void process.kill(process.pid, 'SIGKILL');

const portOf = (addresses: ReadonlyArray<{ readonly port: number } | string>, otherwise: number): number => {
  const [first] = addresses;
  return typeof first === 'object' ? first.port : otherwise;
};

/** An address a person on this machine can open: the listen-on-everything addresses are not. */
function urlOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return host.includes(':') ? `http://[${host}]:${port}` : `http://${host}:${port}`;
}

/** Returns when the person or the system asks the process to stop; asked a second time, the process ends at once. */
export function untilAskedToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) endAtOnce();
        asked = true;
        resolve(signal);
      });
    }
  });
}
