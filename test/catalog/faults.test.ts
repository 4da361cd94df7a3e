import { mkdtemp, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCatalog } from '../../src/catalog/catalog.js';
import { fileDataSource } from '../../src/catalog/data-source.js';
import { catalogKinds, openTestCatalog, serverConnection, type TestCatalog } from '../support/catalogs.js';

async function killConnections(made: TestCatalog): Promise<number> {
  const database = new URL(made.url).pathname.slice(1);
  const admin = await serverConnection();
  const [rows] = await admin.query('SELECT id FROM information_schema.processlist WHERE db = ?', [database]);
  const ids = Array.isArray(rows) ? rows.map((row) => ('id' in row ? Number(row.id) : 0)) : [];
  for (const id of ids) await admin.query(`KILL ${id}`);
  await admin.end();
  return ids.length;
}

/** Stands between catalog and server, and can be taken away. */
class Relay {
  private readonly sockets = new Set<Socket>();
  private server = createServer();

  constructor(
    private readonly host: string,
    private readonly port: number,
  ) {}

  async listen(port: number): Promise<number> {
    this.server = createServer((client) => {
      const server = connect(this.port, this.host);
      for (const [from, to] of [
        [client, server],
        [server, client],
      ] as const) {
        this.sockets.add(from);
        from.pipe(to);
        from.on('error', () => to.destroy());
        from.on('close', () => to.destroy());
      }
    });
    await new Promise<void>((done) => this.server.listen(port, '127.0.0.1', done));
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  async stop(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await closed;
  }
}

test('a URL that cannot be used is refused with what to write instead', async () => {
  for (const url of ['', 'sqlite:', 'sqlite::memory:', 'postgres://x/y', 'mysql://root@127.0.0.1:3306', 'nonsense']) {
    await expect(openCatalog({ url })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  }
});

test('a server that does not answer is STORE_UNAVAILABLE, and no password is told', async () => {
  const opening = openCatalog({ url: 'mysql://u:geheim@127.0.0.1:9/x' });
  await expect(opening).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await expect(opening).rejects.not.toThrow(/geheim/);
});

test('the folder of a SQLite catalog is made, and each connection is durable', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-catalog-'));
  const file = join(folder, 'a', 'b', 'catalog.db');
  const catalog = await openCatalog({ url: `sqlite:${file}` });
  await catalog.migrate();
  expect((await stat(file)).isFile()).toBe(true);
  await catalog.close();
  for (const role of ['writer', 'reader'] as const) {
    const source = await fileDataSource(file, role).initialize();
    expect(await source.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(await source.query('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
    expect(await source.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
    const writing = source.query("DELETE FROM settings WHERE name = 'x'");
    if (role === 'reader') await expect(writing).rejects.toThrow('readonly');
    else await writing;
    await source.destroy();
  }
  await rm(folder, { recursive: true });
});

test('a file that is no database, or cannot be made, is STORE_UNAVAILABLE', async () => {
  await expect(openCatalog({ url: `sqlite:${__filename}` })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await expect(openCatalog({ url: `sqlite:${__filename}/x.db` })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
});

test('two catalogs on one file take turns, and each sees what the other committed', async () => {
  const made = await openTestCatalog('sqlite');
  const other = await openCatalog({ url: made.url });
  const increment = (catalog: typeof other) =>
    catalog.write(async (tx) => {
      const count = Number((await tx.settings.get('count')) ?? 0);
      await sleep(2);
      await tx.settings.set('count', String(count + 1));
    });
  await Promise.all(Array.from({ length: 20 }, (_, i) => increment(i % 2 === 0 ? made.catalog : other)));
  expect(await other.read.settings.get('count')).toBe('20');
  await other.close();
  await made.drop();
});

(catalogKinds().includes('mysql') ? describe : describe.skip)(
  'a server of MariaDB or MySQL that drops connections',
  () => {
    let made: TestCatalog;
    beforeAll(async () => {
      made = await openTestCatalog('mysql');
    });
    afterAll(() => made?.drop());

    test('makes running writes fail as STORE_UNAVAILABLE with nothing stored, and later ones succeed', async () => {
      const { catalog } = made;
      const running = Array.from({ length: 5 }, (_, i) =>
        catalog.write(async (tx) => {
          await tx.settings.set(`running ${i}`, 'x');
          await sleep(300);
          await tx.settings.set(`running ${i} too`, 'x');
        }),
      );
      const settled = Promise.allSettled(running);
      await sleep(100);
      expect(await killConnections(made)).toBeGreaterThanOrEqual(5);
      for (const outcome of await settled) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'STORE_UNAVAILABLE', retryable: true } });
      }
      await catalog.write((tx) => tx.settings.set('later', 'x'));
      await catalog.ping();
      expect(await catalog.read.settings.get('later')).toBe('x');
      for (let i = 0; i < 5; i++) expect(await catalog.read.settings.get(`running ${i}`)).toBeNull();
    });

    test('is answered at once while it is away, and used again when it is back', async () => {
      const { hostname, port, pathname } = new URL(made.url);
      const away = new Relay(hostname, Number(port || 3306));
      const relayPort = await away.listen(0);
      const catalog = await openCatalog({ url: `mysql://root@127.0.0.1:${relayPort}${pathname}` });
      await catalog.write((tx) => tx.settings.set('before', 'x'));
      await away.stop();
      const started = performance.now();
      for (let i = 0; i < 3; i++) {
        const unavailable = { code: 'STORE_UNAVAILABLE', details: { retryAfterMs: expect.any(Number) } };
        await expect(catalog.write((tx) => tx.settings.set('away', 'x'))).rejects.toMatchObject(unavailable);
        await expect(catalog.read.settings.get('before')).rejects.toMatchObject(unavailable);
        await expect(catalog.ping()).rejects.toMatchObject(unavailable);
      }
      expect(performance.now() - started).toBeLessThan(1_000);
      await away.listen(relayPort);
      await catalog.ping();
      await catalog.write((tx) => tx.settings.set('back', 'x'));
      expect(await catalog.read.settings.get('back')).toBe('x');
      expect(await catalog.read.settings.get('away')).toBeNull();
      await catalog.close();
      await away.stop();
    });

    test('does not disturb writes that begin after it', async () => {
      const { catalog } = made;
      await Promise.all(Array.from({ length: 10 }, (_, i) => catalog.write((tx) => tx.settings.set(`warm ${i}`, 'x'))));
      await killConnections(made);
      await Promise.all(Array.from({ length: 10 }, (_, i) => catalog.write((tx) => tx.settings.set(`next ${i}`, 'x'))));
      expect(await catalog.read.settings.get('next 9')).toBe('x');
    });
  },
);
