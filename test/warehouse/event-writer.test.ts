import { as, call, col, eq, num, select, table } from '../../src/warehouse/sql/builders.js';
import { print } from '../../src/warehouse/sql/print.js';
import type { Warehouse } from '../../src/warehouse/warehouse.js';
import { EventWriter } from '../../src/warehouse/writer/event-writer.js';
import { openTestWarehouse, type TestWarehouse, warehouseKinds } from '../support/warehouses.js';
import { baseTimeMs, eventsOf, hostileTexts, sampleEvent } from './samples.js';

const options = { flushIntervalMs: 1, maxPendingEvents: 100_000, maxPendingBytes: 1e8 };

/** A warehouse whose next inserts fail, before or after they reached the store. */
function faulty(warehouse: Warehouse) {
  const faults: Array<{ table: string; stores: boolean }> = [];
  const insert: Warehouse['insert'] = async (tableName, rows) => {
    const index = faults.findIndex((fault) => fault.table === tableName);
    const fault = index < 0 ? undefined : faults.splice(index, 1)[0];
    if (fault === undefined || fault.stores) await warehouse.insert(tableName, rows);
    if (fault !== undefined) throw new Error('the connection broke');
  };
  const wrapped: Warehouse = {
    prepare: () => warehouse.prepare(),
    query: (sql, queryOptions) => warehouse.query(sql, queryOptions),
    insert,
    command: (sql) => warehouse.command(sql),
    ping: () => warehouse.ping(),
    describe: () => warehouse.describe(),
    isStuck: false,
    close: () => warehouse.close(),
  };
  return {
    warehouse: wrapped,
    fail: (tableName: string, stores: boolean) => faults.push({ table: tableName, stores }),
  };
}

describe.each(warehouseKinds())('the event writer (%s)', (kind) => {
  let store: TestWarehouse;
  let projectId = 100;
  let writer: EventWriter;

  beforeAll(async () => {
    store = await openTestWarehouse(kind);
  });
  afterAll(async () => {
    await store.drop();
  });
  beforeEach(() => {
    projectId += 1;
    writer = new EventWriter(store.warehouse, options);
  });
  afterEach(async () => {
    await writer.close();
  });

  const count = async (tableName: string): Promise<number> => {
    const sql = select({
      columns: [as(call('count'), 'n')],
      from: table(tableName, { final: tableName !== 'events' }),
      where: eq(col('project_id'), num(projectId)),
    });
    const { rows } = await store.warehouse.query<{ n: string }>(print(sql));
    return Number(rows[0]?.n);
  };

  it('stores an event once, in one call, over calls and after a restart', async () => {
    const events = eventsOf(20, { projectId });
    const [first] = events;
    if (first === undefined) throw new Error('no events');
    expect(await writer.write([...events, first])).toEqual([...events.map(() => 'stored'), 'duplicate']);
    expect(new Set(await writer.write(events))).toEqual(new Set(['duplicate']));
    const restarted = new EventWriter(store.warehouse, options);
    await restarted.open();
    expect(new Set(await restarted.write(events))).toEqual(new Set(['duplicate']));
    expect(await count('events')).toBe(20);
    expect(await count('known_actors')).toBe(20);
    expect(await count('known_groups')).toBe(1);
  });

  it('stores once when the same events arrive many times at the same time', async () => {
    const events = eventsOf(50, { projectId });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => writer.write(events)));
    expect(outcomes.flat().filter((outcome) => outcome === 'stored')).toHaveLength(50);
    expect(await count('events')).toBe(50);
  });

  it('tells events apart by name, distinct id, time and insert id, and by nothing else', async () => {
    const base = sampleEvent({ projectId });
    const different = [
      base,
      { ...base, name: 'Other' },
      { ...base, distinctId: 'other' },
      { ...base, timeMs: base.timeMs + 1 },
      { ...base, insertId: 'other' },
    ];
    expect(new Set(await writer.write(different))).toEqual(new Set(['stored']));
    expect(await writer.write([{ ...base, properties: { other: 1 }, groups: [] }])).toEqual(['duplicate']);
  });

  it('keeps projects apart', async () => {
    const event = sampleEvent({ projectId });
    await writer.write([event]);
    projectId += 1;
    expect(await writer.write([{ ...event, projectId }])).toEqual(['stored']);
  });

  it('stores once for more projects than it holds windows of', async () => {
    const first = projectId;
    const events = Array.from({ length: 60 }, (_, i) => sampleEvent({ projectId: first * 1_000 + i }));
    expect(new Set(await writer.write(events))).toEqual(new Set(['stored']));
    expect(new Set(await writer.write(events))).toEqual(new Set(['duplicate']));
    expect(new Set(await writer.write([...events].reverse()))).toEqual(new Set(['duplicate']));
  });

  it('reads back what it stored, hostile texts and all kinds of values', async () => {
    const properties = {
      text: 'a "b" \\ \n',
      number: -1.5e-7,
      yes: true,
      nothing: null,
      list: ["'", { a: [null] }],
      __proto__x: 1,
    };
    const events = hostileTexts.map((text) =>
      sampleEvent({
        projectId,
        name: text,
        distinctId: text,
        deviceId: text,
        userId: text,
        insertId: text,
        groups: [
          { groupKeyId: 3, groupId: text },
          { groupKeyId: 4, groupId: `${text}2` },
        ],
        properties: { ...properties, [text]: text },
      }),
    );
    await writer.write(events);
    const columns = [
      'name',
      'distinct_id',
      'device_id',
      'user_id',
      'insert_id',
      'group_keys',
      'group_ids',
      'properties',
    ];
    const { rows } = await store.warehouse.query<Record<string, unknown>>(
      print(
        select({
          columns: columns.map((name) => col(name)),
          from: table('events'),
          where: eq(col('project_id'), num(projectId)),
        }),
      ),
    );
    const byName = new Map(rows.map((row) => [row.name, row]));
    for (const text of hostileTexts) {
      const expected = Object.entries({ ...properties, [text]: text }).map(([name, value]) => [
        name,
        JSON.stringify(value),
      ]);
      expect(byName.get(text)).toEqual({
        name: text,
        distinct_id: text,
        device_id: text,
        user_id: text,
        insert_id: text,
        group_keys: [3, 4],
        group_ids: [text, `${text}2`],
        properties: Object.fromEntries(expected),
      });
    }
  });

  it.each([true, false])('counts once after a failed insert, stored or not (%s)', async (stores) => {
    const faults = faulty(store.warehouse);
    const shaky = new EventWriter(faults.warehouse, options);
    const events = eventsOf(30, { projectId });
    await shaky.write(events.slice(0, 5));
    faults.fail('events', stores);
    await expect(shaky.write(events)).rejects.toThrow('broke');
    await shaky.write(events);
    expect(await count('events')).toBe(30);
    expect(await count('known_actors')).toBe(30);
    await shaky.close();
  });

  it('completes the known ids after a failure or a crash between the two inserts', async () => {
    const faults = faulty(store.warehouse);
    const shaky = new EventWriter(faults.warehouse, options);
    faults.fail('known_actors', false);
    faults.fail('known_groups', false);
    await expect(shaky.write(eventsOf(10, { projectId }))).rejects.toThrow('broke');
    expect(await count('known_actors')).toBe(0);
    await writer.open();
    expect(await count('known_actors')).toBe(10);
    expect(await count('known_groups')).toBe(1);
    await shaky.close();
  });

  it('takes events of many years in one call', async () => {
    const years = Array.from({ length: 50 }, (_, i) =>
      sampleEvent({ projectId, timeMs: Date.UTC(1975 + i, 5), insertId: `${i}` }),
    );
    await writer.write(years);
    expect(await count('events')).toBe(50);
    expect(new Set(await new EventWriter(store.warehouse, options).write(years))).toEqual(new Set(['duplicate']));
  });

  it('refuses at once when too much waits, and after it was closed', async () => {
    const small = new EventWriter(store.warehouse, { ...options, maxPendingEvents: 10 });
    const waiting = small.write(eventsOf(10, { projectId }));
    await expect(small.write([sampleEvent({ projectId })])).rejects.toMatchObject({ code: 'OVERLOADED' });
    await waiting;
    const last = small.write([sampleEvent({ projectId, timeMs: baseTimeMs + 1 })]);
    await small.close();
    expect(await last).toEqual(['stored']);
    await expect(small.write([sampleEvent()])).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});
