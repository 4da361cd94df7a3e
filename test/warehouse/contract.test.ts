import { openWarehouse } from '../../src/warehouse/open-warehouse.js';
import {
  alterUpdate,
  and,
  array,
  as,
  asc,
  call,
  caseWhen,
  col,
  desc,
  eq,
  explain,
  gt,
  iif,
  inSubquery,
  insertSelect,
  instant,
  inValues,
  isIn,
  join,
  lambda,
  mapValue,
  num,
  or,
  param,
  scalar,
  select,
  subquery,
  table,
  truncate,
  tuple,
  unionAll,
} from '../../src/warehouse/sql/builders.js';
import { compiled, type ParameterValue } from '../../src/warehouse/sql/compiled.js';
import type { ParameterType, Statement } from '../../src/warehouse/sql/nodes.js';
import { print } from '../../src/warehouse/sql/print.js';
import { EventWriter } from '../../src/warehouse/writer/event-writer.js';
import { openTestWarehouse, type TestWarehouse, testLimits, warehouseKinds } from '../support/warehouses.js';
import { eventsOf, hostileTexts, sampleEvent } from './samples.js';

const writerOptions = { flushIntervalMs: 1, maxPendingEvents: 100_000, maxPendingBytes: 1e8 };

describe.each(warehouseKinds())('a warehouse (%s)', (kind) => {
  let store: TestWarehouse;

  beforeAll(async () => {
    store = await openTestWarehouse(kind);
  });

  afterAll(async () => {
    await store.drop();
  });

  const rowsOf = async (statement: Statement): Promise<ReadonlyArray<Record<string, unknown>>> => {
    const { rows } = await store.warehouse.query<Record<string, unknown>>(print(statement));
    return rows;
  };
  const readBack = async (value: ParameterValue, type: ParameterType): Promise<unknown> =>
    (await rowsOf(select({ columns: [as(param(value, type), 'value')] })))[0]?.value;

  /** A question that runs for minutes if nothing stops it. */
  const endless = compiled('SELECT count() AS n FROM numbers(1000000000000) WHERE sipHash64(number) = 1');

  const nothingRuns = async (): Promise<void> => {
    const left = compiled(
      "SELECT count() AS n FROM system.processes WHERE query LIKE '%sipHash64(number) = 1%' AND query NOT LIKE '%processes%'",
    );
    for (let attempt = 0; attempt < 600; attempt++) {
      const { rows } = await store.warehouse.query<{ n: string }>(left);
      if (rows[0]?.n === '0') return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('a cancelled question still runs');
  };

  it('compiles no expression, and still compiles aggregation', async () => {
    const told = compiled(
      "SELECT getSetting('compile_expressions') AS expressions, getSetting('compile_aggregate_expressions') AS aggregation",
    );
    expect((await store.warehouse.query(told)).rows).toEqual([{ expressions: false, aggregation: true }]);
  });

  it('is prepared again without change, says what it is, and answers a ping', async () => {
    await store.warehouse.prepare();
    await store.warehouse.ping();
    const description = await store.warehouse.describe();
    expect(description).toMatchObject({ engine: kind, nodes: kind === 'cluster' ? 2 : 1 });
    expect(description.version).toMatch(/^\d+\.\d+/);
  });

  it('describes itself when its database is not made yet', async () => {
    const early = await openWarehouse({ ...store.config, database: 'test_not_made_yet' }, testLimits);
    try {
      await early.ping();
      expect(await early.describe()).toMatchObject({ engine: kind, version: expect.stringMatching(/^\d+\.\d+/) });
    } finally {
      await early.close();
    }
  });

  it.each(hostileTexts)('returns the text %j unchanged from every kind of parameter', async (text) => {
    expect(await readBack(text, 'String')).toBe(text);
    expect(await readBack([text, '', `${text}x`], 'Array(String)')).toEqual([text, '', `${text}x`]);
    const pairs = await readBack([{ tuple: [7, text] }], 'Array(Tuple(UInt32, String))');
    expect(pairs).toEqual([[7, text]]);
  });

  it('takes every printable and control character in one text', async () => {
    const all = Array.from({ length: 0x500 }, (_, code) => String.fromCharCode(code)).join('');
    expect(await readBack(all, 'String')).toBe(all);
    expect(await readBack([all], 'Array(String)')).toEqual([all]);
  });

  it('takes lists of many long texts', async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => `${i}'\\${'ä'.repeat(250)}`);
    expect(await readBack(many, 'Array(String)')).toEqual(many);
  });

  it('keeps numbers exact', async () => {
    expect(await readBack('18446744073709551615', 'UInt64')).toBe('18446744073709551615');
    expect(await readBack(-9007199254740991, 'Int64')).toBe('-9007199254740991');
    expect(await readBack(0.1 + 0.2, 'Float64')).toBe(0.1 + 0.2);
    expect(await readBack(-1.5e300, 'Float64')).toBe(-1.5e300);
    expect(await readBack(5e-324, 'Float64')).toBe(5e-324);
    expect(await readBack([1.5, -2], 'Array(Float64)')).toEqual([1.5, -2]);
    expect(await readBack(true, 'Bool')).toBe(true);
  });

  it('stores and returns hostile texts in every column, and reads one property by its name', async () => {
    const rows = hostileTexts.map((text, i) => ({
      project_id: 2,
      distinct_id: text,
      version: i + 1,
      deleted: 0,
      properties: { [text]: JSON.stringify(text), other: '1' },
      group_keys: [5],
      group_ids: [text],
    }));
    await store.warehouse.insert(
      'user_profiles',
      rows.map((row) => JSON.stringify(row)),
    );
    for (const text of hostileTexts) {
      const found = await rowsOf(
        select({
          columns: [col('properties'), col('group_ids'), as(mapValue('properties', text), 'one')],
          from: table('user_profiles', { final: true }),
          where: and(
            eq(col('project_id'), param(2, 'UInt32')),
            eq(col('distinct_id'), param(text, 'String')),
            eq(mapValue('properties', text), param(JSON.stringify(text), 'String')),
          ),
        }),
      );
      expect(found).toEqual([
        { properties: { [text]: JSON.stringify(text), other: '1' }, group_ids: [text], one: JSON.stringify(text) },
      ]);
    }
  });

  it('answers questions of every form the printer knows', async () => {
    const numbers = select({ columns: [as(call('arrayJoin', param([1, 2, 3, 4], 'Array(UInt32)')), 'n')] });
    const answer = await rowsOf(
      select({
        columns: [
          col('n'),
          as(iif(gt(col('n'), num(2)), param('big', 'String'), param('small', 'String')), 'size'),
          as(caseWhen([{ when: eq(col('n'), num(1)), value: num(-1) }], num(0)), 'sign'),
          as(call('arrayMap', lambda(['x'], call('plus', col('x'), col('n'))), array(num(1), num(2))), 'list'),
          as(isIn(tuple(col('n'), num(1)), tuple(tuple(num(2), num(1)))), 'member'),
          as(scalar(select({ columns: [call('max', col('n'))], from: subquery(numbers) })), 'largest'),
        ],
        from: subquery(unionAll(numbers, numbers), 'both'),
        where: and(
          or(gt(col('n', 'both'), num(1)), and()),
          inSubquery(col('n'), select({ columns: [col('n')], from: subquery(numbers), where: gt(col('n'), num(1)) })),
          inValues(col('n'), [2, 3], 'Array(UInt32)'),
        ),
        orderBy: [desc(col('n'))],
        limitBy: { limit: 1, by: [col('n')] },
        limit: 5,
        settings: { max_threads: 1 },
      }),
    );
    expect(answer).toEqual([
      { n: 3, size: 'big', sign: 0, list: ['4', '5'], member: 0, largest: 4 },
      { n: 2, size: 'small', sign: 0, list: ['3', '4'], member: 1, largest: 4 },
    ]);
  });

  it('tells how many rows were read for an answer, however few it has', async () => {
    const ids = Array.from({ length: 50 }, (_, index) =>
      JSON.stringify({ project_id: 901, distinct_id: `read-${index}` }),
    );
    await store.warehouse.insert('known_actors', ids);
    const longest = select({
      columns: [as(call('max', call('length', col('distinct_id'))), 'longest')],
      from: table('known_actors'),
      where: eq(col('project_id'), param(901, 'UInt32')),
    });
    const { rows, statistics } = await store.warehouse.query(print(longest));
    expect(rows).toEqual([{ longest: '7' }]);
    expect(statistics.rowsRead).toBeGreaterThanOrEqual(50);
    expect(statistics.bytesRead).toBeGreaterThanOrEqual(50 * 7);
  });

  it('keeps the newest version of a copy', async () => {
    const profile = (version: number, name: string): string =>
      JSON.stringify({ project_id: 3, group_key: 1, group_id: 'g', version, deleted: 0, properties: { name } });
    await store.warehouse.insert('group_profiles', [profile(5, 'new')]);
    await store.warehouse.insert('group_profiles', [profile(4, 'old')]);
    const rows = await rowsOf(
      select({
        columns: [as(mapValue('properties', 'name'), 'name')],
        from: table('group_profiles', { final: true }),
        where: eq(col('project_id'), param(3, 'UInt32')),
      }),
    );
    expect(rows).toEqual([{ name: 'new' }]);
  });

  it('computes the same hash for a user, an actor and a linked device', async () => {
    await store.warehouse.insert('identity_links', ['{"project_id":4,"device_id":"d","user_id":"u"}']);
    await store.warehouse.insert('known_actors', [
      '{"project_id":4,"distinct_id":"$device:d"}',
      '{"project_id":4,"distinct_id":"u"}',
    ]);
    const links = select({
      columns: [col('device_hash'), col('user_hash')],
      from: table('identity_links', { final: true }),
      where: eq(col('project_id'), num(4)),
    });
    const rows = await rowsOf(
      select({
        distinct: true,
        columns: [as(iif(eq(col('user_hash'), num(0)), col('actor_hash'), col('user_hash')), 'canonical')],
        from: join(
          'LEFT ANY',
          table('known_actors'),
          subquery(links, 'links'),
          eq(col('actor_hash'), col('device_hash', 'links')),
        ),
        where: eq(col('project_id'), num(4)),
      }),
    );
    expect(rows).toHaveLength(1);
  });

  it('rewrites stored rows on every node, derived columns included', async () => {
    const writer = new EventWriter(store.warehouse, writerOptions);
    await writer.write(eventsOf(50, { projectId: 5, properties: { team: 'red' } }));
    await store.warehouse.command(
      print(
        alterUpdate(
          'events',
          {
            group_keys: call('arrayConcat', col('group_keys'), param([9], 'Array(UInt32)')),
            group_ids: call(
              'arrayConcat',
              col('group_ids'),
              array(call('JSONExtractString', mapValue('properties', 'team'))),
            ),
          },
          eq(col('project_id'), param(5, 'UInt32')),
        ),
      ),
    );
    const rows = await rowsOf(
      select({
        columns: [
          as(call('count'), 'n'),
          as(call('uniqExact', call('arrayElement', col('group_hashes'), num(-1))), 'hashes'),
        ],
        from: table('events'),
        where: and(
          eq(col('project_id'), num(5)),
          eq(call('arrayElement', col('group_ids'), num(-1)), param('red', 'String')),
          eq(
            call('arrayElement', col('group_hashes'), num(-1)),
            call('sipHash64', call('toUInt32', num(9)), param('red', 'String')),
          ),
        ),
      }),
    );
    expect(rows).toEqual([{ n: '50', hashes: '1' }]);
    await writer.close();
  });

  it('copies rows by INSERT SELECT and explains a question', async () => {
    const source = select({
      columns: [param(6, 'UInt32'), as(call('arrayJoin', param(hostileTexts, 'Array(String)')), 'id')],
    });
    await store.warehouse.command(print(insertSelect('known_actors', ['project_id', 'distinct_id'], source)));
    const copied = select({
      distinct: true,
      columns: [col('distinct_id')],
      from: table('known_actors'),
      where: eq(col('project_id'), num(6)),
      orderBy: [asc(col('distinct_id'))],
    });
    expect((await rowsOf(copied)).map(({ distinct_id }) => distinct_id).sort()).toEqual([...hostileTexts].sort());
    const plan = await rowsOf(
      explain(select({ columns: [call('count')], from: table('events'), where: gt(col('time'), instant(0)) })),
    );
    expect(plan.length).toBeGreaterThan(0);
  });

  it('empties a table on every node', async () => {
    await store.warehouse.insert(
      'known_groups',
      hostileTexts.map((text) => JSON.stringify({ project_id: 1, group_key: 1, group_id: text })),
    );
    await store.warehouse.command(print(truncate('known_groups')));
    expect(await rowsOf(select({ columns: [as(call('count'), 'n')], from: table('known_groups') }))).toEqual([
      { n: '0' },
    ]);
  });

  it('sees at once what was just stored', async () => {
    const writer = new EventWriter(store.warehouse, writerOptions);
    for (let i = 0; i < 10; i++) {
      await writer.write([sampleEvent({ projectId: 7, insertId: `${i}`, distinctId: `u${i}` })]);
      const counted = select({
        columns: [as(call('count'), 'n')],
        from: table('events'),
        where: eq(col('project_id'), num(7)),
      });
      expect(await rowsOf(counted)).toEqual([{ n: String(i + 1) }]);
    }
    await writer.close();
  });

  it('stops a question at its time limit', async () => {
    const startedAt = performance.now();
    await expect(store.warehouse.query(endless, { timeoutMs: 300 })).rejects.toMatchObject({
      code: 'QUERY_TIMEOUT',
    });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('stops the work of a cancelled question, so that the next one is answered', async () => {
    for (let i = 0; i < 6; i++) {
      const controller = new AbortController();
      const question = store.warehouse.query(endless, { signal: controller.signal });
      setTimeout(() => controller.abort(), 100);
      await expect(question).rejects.toMatchObject({ code: 'QUERY_CANCELLED' });
    }
    // chDB's two sessions run one statement after another: an answer means that nothing of the six is left.
    expect(await readBack('still here', 'String')).toBe('still here');
    if (kind !== 'chdb') await nothingRuns();
    await expect(store.warehouse.query(endless, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'QUERY_CANCELLED',
    });
  });

  it('gives no question the rows of one that was stopped before', async () => {
    const rows = compiled('SELECT number AS n FROM numbers(1000000000000) WHERE number % 100000 = 0');
    for (let i = 0; i < 4; i++) {
      const controller = new AbortController();
      const question = store.warehouse.query(rows, { signal: controller.signal });
      setTimeout(() => controller.abort(), 150);
      await expect(question).rejects.toMatchObject({ code: 'QUERY_CANCELLED' });
      expect(await readBack('alone', 'String')).toBe('alone');
    }
  });

  it('keeps the values of questions asked at the same time apart', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => readBack(`value ${i}`, 'String')));
    expect(answers).toEqual(Array.from({ length: 100 }, (_, i) => `value ${i}`));
  });

  it('refuses a row with a field the table lacks, as a fault of ours', async () => {
    await expect(store.warehouse.insert('known_actors', ['{"project_id":1,"nonsense":2}'])).rejects.toThrow('refused');
  });
});
