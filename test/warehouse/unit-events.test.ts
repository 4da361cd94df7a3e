import { randomUUID } from 'node:crypto';
import type { Project, RequestContext } from '../../src/core/model.js';
import {
  alterDelete,
  alterUpdate,
  and,
  as,
  call,
  col,
  eq,
  lte,
  param,
  select,
  table,
} from '../../src/warehouse/sql/builders.js';
import { print } from '../../src/warehouse/sql/print.js';
import { UnitEvents } from '../../src/warehouse/writer/unit-events.js';
import { checkUnitEvents } from '../../src/warehouse/writer/unit-events-check.js';
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

  const ofName = (name: string) => [
    eq(col('project_id'), param(project.id, 'UInt32')),
    eq(col('name'), param(name, 'String')),
  ];

  async function rowsOf(name: string): Promise<number> {
    const where = and(...ofName(name));
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

  it('is held against the events, those left out that are not copied yet', async () => {
    const { warehouse } = stores.house;
    await track('counted', '2026-01-05');
    await stores.unitEvents.settled();
    const before = await checkUnitEvents(warehouse);
    expect(before?.found).toBe(before?.expected);
    const late = {
      project_id: project.id,
      time: 0,
      event_id: randomUUID(),
      name: 'late',
      batch: Number.MAX_SAFE_INTEGER,
    };
    await warehouse.insert('events', [JSON.stringify(late)]);
    expect(await checkUnitEvents(warehouse)).toEqual(before);
    await warehouse.command(print(alterDelete('events', and(...ofName('late')))));
    const ofUser = and(...ofName('counted'), eq(col('scope'), param(0, 'UInt32')));
    await warehouse.command(print(alterDelete('unit_events', ofUser)));
    expect(await checkUnitEvents(warehouse)).toEqual({ ...before, found: (before?.found ?? 0) - 1 });
    await stores.unitEvents.forget();
    expect(await checkUnitEvents(warehouse)).toBeNull();
    await stores.unitEvents.settled();
    expect(await checkUnitEvents(warehouse)).toEqual(before);
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
    const { warehouse } = stores.house;
    const insert = warehouse.insert.bind(warehouse);
    const spy = jest.spyOn(warehouse, 'insert').mockImplementation(async (table, rows) => {
      if (table === 'watermarks') throw new Error('the connection broke');
      await insert(table, rows);
    });
    await track('second', '2026-01-06');
    await expect(stores.unitEvents.settled()).rejects.toThrow('the connection broke');
    // Otherwise it would try again by itself.
    await stores.unitEvents.close();
    spy.mockRestore();
    expect(await rowsOf('second')).toBe(4);
    const next = new UnitEvents(warehouse);
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
