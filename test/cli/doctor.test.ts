import { checkWarehouse } from '../../src/cli/doctor/stores.js';
import { loadConfig } from '../../src/config/config.js';
import { dropDatabase } from '../../src/warehouse/schema/ddl.js';
import { openTestWarehouse, warehouseKinds } from '../support/warehouses.js';

describe.each(warehouseKinds())('muster doctor on a warehouse (%s)', (kind) => {
  it('is content before and after its tables are made', async () => {
    const store = await openTestWarehouse(kind);
    const look = async (database: string) => {
      const config = { ...loadConfig({}), warehouse: { ...store.config, database } };
      const findings = await checkWarehouse(config, null);
      return findings.slice(-2).map(({ subject, state, found }) => [subject, state, found]);
    };
    const version = ['warehouse', 'ok', expect.stringMatching(/^(chDB|ClickHouse) \d+/)];
    const nothing = ['events by unit', 'ok', expect.stringContaining('nothing is copied yet')];
    const notLookedAt = ['events by unit', 'warn', expect.stringMatching(/^not looked at: /)];
    // Opening the embedded engine makes the database.
    expect(await look('test_never_made')).toEqual([version, kind === 'chdb' ? nothing : notLookedAt]);
    expect(await look(store.config.database)).toEqual([version, nothing]);
    await store.warehouse.command(dropDatabase('test_never_made'));
    await store.drop();
  });
});
