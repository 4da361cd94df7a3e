import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { isOverWithin } from '../core/within.js';
import type { PingableStore } from './http-app.js';

type StoreState = 'ok' | 'unavailable';

/** How long a store may take to answer before it counts as gone, milliseconds. */
const pingTimeoutMs = 2_000;
/** How long an answer is good for, milliseconds: the route needs no credentials and must not become a load. */
const pingReuseMs = 500;

async function stateOf(store: PingableStore): Promise<StoreState> {
  const isAnswered = await isOverWithin(store.ping(), pingTimeoutMs).catch(() => false);
  return isAnswered ? 'ok' : 'unavailable';
}

/** Asks both stores, once for all callers within half a second. */
function storeStates(stores: readonly PingableStore[]): () => Promise<Record<string, StoreState>> {
  let asked: { at: number; answer: Promise<Record<string, StoreState>> } | undefined;
  const ask = async () =>
    Object.fromEntries(await Promise.all(stores.map(async (store) => [store.name, await stateOf(store)] as const)));
  return () => {
    const now = performance.now();
    if (asked === undefined || now - asked.at > pingReuseMs) asked = { at: now, answer: ask() };
    return asked.answer;
  };
}

export interface HealthRoutes {
  readonly stores: readonly PingableStore[];
  readonly isReady: () => boolean;
  readonly isDraining: () => boolean;
  /** Null when `/metrics` is switched off. */
  readonly metrics: Registry | null;
}

/**
 * `/healthz`: the process answers. `/readyz`: requests can be served now: started, not stopping, both stores answer.
 * `/metrics`: Prometheus' text format. None needs credentials, none tells anything about a project.
 */
export function addHealthRoutes(server: FastifyInstance, { stores, isReady, isDraining, metrics }: HealthRoutes): void {
  const askStores = storeStates(stores);
  server.get('/healthz', async () => ({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    if (isDraining()) return reply.code(503).send({ status: 'stopping' });
    if (!isReady()) return reply.code(503).send({ status: 'starting' });
    const states = await askStores();
    const ready = Object.values(states).every((state) => state === 'ok');
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'unavailable', ...states });
  });
  if (metrics === null) return;
  server.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.contentType).send(await metrics.metrics()),
  );
}
