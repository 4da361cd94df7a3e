import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { pino } from 'pino';
import { startServing } from '../../src/cli/running-app.js';
import { loadConfig } from '../../src/config/config.js';
import { freshStore } from '../support/catalogs.js';

const portOf = (server: Pick<Server, 'address'>): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

async function freePort(): Promise<number> {
  const server = createSocketServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** Stands in for a warehouse that is slow to come up: it lets everybody wait, and hangs up when told to. */
async function silentWarehouse() {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  const asked = once(server, 'request');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    asked,
    hangUp() {
      server.close();
      server.closeAllConnections();
    },
  };
}

test('a server that is still starting tells browsers to come back, and lets the port go when the start fails', async () => {
  const warehouse = await silentWarehouse();
  const store = await freshStore('sqlite');
  const port = await freePort();
  const config = loadConfig({
    MUSTER_CATALOG_URL: store.url,
    MUSTER_WAREHOUSE_URL: warehouse.url,
    MUSTER_PORT: String(port),
  });
  const starting = startServing(config, pino({ level: 'silent' }));
  const failed = expect(starting).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await warehouse.asked;

  const origin = `http://127.0.0.1:${port}`;
  const page = 'https://shop.example';
  const answer = await fetch(`${origin}/track/`, { method: 'POST', headers: { origin: page }, body: 'data=W10=' });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('access-control-allow-origin')).toBe(page);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({ status: 'starting' });

  warehouse.hangUp();
  await failed;
  await expect(fetch(`${origin}/healthz`)).rejects.toThrow();
  await store.remove();
});
