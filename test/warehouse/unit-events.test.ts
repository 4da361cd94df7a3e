import type { Project, RequestContext } from '../../src/core/model.js';
import {
  alterUpdate,
  and,
  as,
  call,
  col,
  eq,
  gt,
  lte,
  param,
  select,
  table,
} from '../../src/warehouse/sql/builders.js';
import { print } from '../../src/warehouse/sql/print.js';
import { UnitEvents } from '../../src/warehouse/writer/unit-events.js';
import { copyToUnits } from '../../src/warehouse/writer/unit-events-sql.js';
import { IngestionStores } from '../ingestion/stores.js';
import { requestOf } from '../projects/fixtures.js';
import { storePairs } from '../support/store-pairs.js';

describe.each(storePairs())('the copy of events by unit on %s', (_, pair) => {
  let stores: IngestionStores;
  let project: Project;
  let context: RequestContext;

  beforeAll(async () => {
    stores = await IngestionStores.open(pair.catalog, pair.warehouse);
  });
  beforeEach(async () => {
    project = await stores.project();
    context = requestOf(project);
    await stores.addKey(project, 'company');
    await stores.addKey(project, 'team');
  });
  afterAll(() => stores?.close());

  const properties = { company: ['acme', 'beta'], team: 'red', price: 3 };
  const track = (name: string, time: string) => stores.track(context, { name, time, distinctId: 'ann', properties });

  async function rowsOf(name: string): Promise<number> {
    const where = and(eq(col('project_id'), param(project.id, 'UInt32')), eq(col('name'), param(name, 'String')));
    const [row] = await stores.rows<{ rows: string }>(
      print(select({ columns: [as(call('count'), 'rows')], from: table('unit_events'), where })),
    );
    return Number(row?.rows);
  }

  it('has a row for the user and one for each group', async () => {
    await track('signup', '2026-01-05');
    await stores.unitEvents.settled();
    expect(await rowsOf('signup')).toBe(4);
    await stores.expectCopiedByUnit(project);
  });

  it('does not count a batch as copied whose insert is still under way', async () => {
    const { warehouse } = stores.house;
    const insert = warehouse.insert.bind(warehouse);
    const spy = jest.spyOn(warehouse, 'insert').mockImplementationOnce(async (table, rows) => {
      expect(table).toBe('events');
      await stores.unitEvents.settled();
      return insert(table, rows);
    });
    await track('slow', '2026-01-05');
    spy.mockRestore();
    await stores.unitEvents.settled();
    expect(await rowsOf('slow')).toBe(4);
    await stores.expectCopiedByUnit(project);
  });

  it('is made once of a batch whose copy was cut short before it was noted', async () => {
    await track('first', '2026-01-05');
    await stores.unitEvents.settled();
    await track('second', '2026-01-06');
    const second = and(eq(col('name'), param('second', 'String')), gt(col('batch'), param(0, 'UInt64')));
    await stores.house.warehouse.command(print(copyToUnits(second)));
    expect(await rowsOf('second')).toBe(4);
    const next = new UnitEvents(stores.house.warehouse);
    await next.open();
    await next.settled();
    await next.close();
    expect([await rowsOf('first'), await rowsOf('second')]).toEqual([4, 4]);
  });

  it('is made of everything, also of events without a batch, where there was none', async () => {
    await track('old', '2023-01-05');
    await track('new', '2026-01-06');
    await stores.unitEvents.settled();
    const isOld = and(
      eq(col('project_id'), param(project.id, 'UInt32')),
      lte(col('time'), call('toDateTime64', param('2024-01-01 00:00:00', 'String'), param(3, 'UInt32'))),
    );
    await stores.house.warehouse.command(print(alterUpdate('events', { batch: param(0, 'UInt64') }, isOld)));
    await stores.unitEvents.forget();
    await stores.unitEvents.settled();
    expect([await rowsOf('old'), await rowsOf('new')]).toEqual([4, 4]);
    await stores.expectCopiedByUnit(project);
  });

  it('takes what is stored while it is rewritten up afterwards', async () => {
    await track('before', '2026-01-05');
    let during: Promise<void> = Promise.resolve();
    await stores.unitEvents.rewritten(async () => {
      await track('during', '2026-01-06');
      during = stores.unitEvents.settled();
      expect([await rowsOf('before'), await rowsOf('during')]).toEqual([4, 0]);
    });
    await during;
    expect([await rowsOf('before'), await rowsOf('during')]).toEqual([4, 4]);
  });
});
