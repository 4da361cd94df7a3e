import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileDataSource } from '../../src/catalog/data-source.js';
import { durabilityOf } from '../../src/catalog/durability.js';
import { checkCommits } from '../../src/cli/doctor/stores.js';
import { catalogKinds, openTestCatalog, serverConnection } from '../support/catalogs.js';
import { temporaryFolder } from '../support/spawned-server.js';

describe.each(catalogKinds())('the durability of commits on %s', (kind) => {
  test('is told by the settings the store has', async () => {
    const made = await openTestCatalog(kind);
    try {
      const settings = await made.catalog.durability();
      if (kind === 'sqlite') {
        expect(settings).toEqual([{ name: 'synchronous', value: '2', durableValue: '2', isDurable: true }]);
        return;
      }
      const connection = await serverConnection();
      const [rows] = await connection.query(
        "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('innodb_flush_log_at_trx_commit', 'sync_binlog', 'log_bin')",
      );
      await connection.end();
      const asked = JSON.stringify(rows);
      expect(settings.map(({ name }) => name)).toEqual(
        asked.includes('"log_bin","Value":"ON"')
          ? ['innodb_flush_log_at_trx_commit', 'sync_binlog']
          : ['innodb_flush_log_at_trx_commit'],
      );
      for (const { name, value, isDurable } of settings) {
        expect(asked).toContain(`"${name}","Value":"${value}"`);
        if (value === '1') expect(isDurable).toBe(true);
        if (value === '0') expect(isDurable).toBe(false);
      }
    } finally {
      await made.drop();
    }
  });
});

describe('a store that answers before a commit is on disk', () => {
  test('is noticed, and the doctor says what to set', async () => {
    const folder = await temporaryFolder();
    const source = fileDataSource(join(folder, 'catalog.db'), 'writer');
    await source.initialize();
    await source.query('PRAGMA synchronous = NORMAL');
    const settings = await durabilityOf(source, 'sqlite');
    await source.destroy();
    await rm(folder, { recursive: true });
    expect(settings).toEqual([{ name: 'synchronous', value: '1', durableValue: '2', isDurable: false }]);
    expect(checkCommits(settings)).toMatchObject({ state: 'warn', found: expect.stringContaining('synchronous = 1') });
  });

  test('is named with every setting that is at fault, and no other', () => {
    const innodb = { name: 'innodb_flush_log_at_trx_commit', value: '1', durableValue: '1', isDurable: true };
    const binlog = { name: 'sync_binlog', value: '0', durableValue: '1', isDurable: false };
    expect(checkCommits([innodb])).toMatchObject({ state: 'ok' });
    expect(checkCommits([innodb, binlog])).toEqual({
      subject: 'commits',
      state: 'warn',
      found: 'not durable (sync_binlog = 0): a power failure may lose what Muster has acknowledged',
      advice: 'Set sync_binlog = 1 in the database server’s configuration, and with SET GLOBAL to have it at once.',
    });
  });
});
