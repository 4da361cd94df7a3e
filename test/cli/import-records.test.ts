import { Readable } from 'node:stream';
import fc from 'fast-check';
import { parseGroupLine, parseUserLine } from '../../src/cli/import/profile-lines.js';
import { recordsRead } from '../../src/cli/import/read-records.js';
import { heldMemory } from '../support/held-memory.js';

type Told = readonly [line: number, what: unknown];

/** What each record says, by the line it is on; the reason where it says nothing. */
async function read(content: string | Buffer, size = 65_536): Promise<Told[]> {
  const bytes = Buffer.from(content);
  function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const parse = (_: number, text: string) => ({ kind: 'items', items: [JSON.parse(text)] }) as const;
  const told: Told[] = [];
  for await (const entries of recordsRead<unknown>(parse)(Readable.from(pieces()))) {
    for (const { line, parsed } of entries) {
      told.push([line, parsed.kind === 'items' ? parsed.items[0] : parsed.reason]);
    }
  }
  return told;
}

const profile = (id: number) => ({
  $distinct_id: `u${id}`,
  $properties: { n: id, text: 'a "b" ] } , {[', list: [[1], {}] },
});
const page = (number: number, ids: readonly number[]) => ({
  page: number,
  page_size: 1_000,
  session_id: '17-"results":[{"x":1}]',
  status: 'ok',
  total: ids.length,
  results: ids.map(profile),
  computed_at: { results: [{ $distinct_id: 'not a profile' }] },
});
const profiles = [1, 2, 3].map(profile);

describe('records of profiles', () => {
  it.each<[string, string]>([
    ['one to a line', profiles.map((each) => JSON.stringify(each)).join('\n')],
    ['in a page', JSON.stringify(page(0, [1, 2, 3]))],
    ['in a page over many lines', JSON.stringify(page(0, [1, 2, 3]), null, 2)],
    [
      'in pages one to a line',
      [page(0, [1]), page(1, [2, 3]), page(2, [])].map((each) => JSON.stringify(each)).join('\n'),
    ],
    ['in pages one after the other', [page(0, [1, 2]), page(1, [3])].map((each) => JSON.stringify(each)).join('')],
    [
      'in pages over many lines',
      [page(0, [1]), page(1, [2, 3])].map((each) => JSON.stringify(each, null, 4)).join('\r\n'),
    ],
    ['in a list', JSON.stringify(profiles)],
    ['in a list over many lines', JSON.stringify(profiles, null, '\t')],
    ['in a list of pages', JSON.stringify([page(0, [1]), page(1, [2, 3])])],
    ['over many lines each', profiles.map((each) => JSON.stringify(each, null, 2)).join('\n')],
    ['in a page behind a byte order mark', `\uFEFF${JSON.stringify(page(0, [1, 2, 3]))}`],
    [
      'in a page whose results come first',
      `{"results": [${profiles.map((each) => JSON.stringify(each)).join(' ,\n ')}], "page": 0}`,
    ],
  ])('are read %s', async (_, content) => {
    for (const size of [1, 7, 65_536]) {
      expect((await read(content, size)).map(([, record]) => record)).toEqual(profiles);
    }
  });

  it('are read one to a line when a property is called results', async () => {
    const line = { $distinct_id: 'u', $set: { results: [{ a: 1 }] } };
    expect(await read(`${JSON.stringify(line)}\n${JSON.stringify(line)}\n`)).toEqual([
      [1, line],
      [2, line],
    ]);
  });

  it('say the line they begin on', async () => {
    const content = `{\n"page": 0, "results": [\n{"a":1},\n\n {"b":\n2}, {"c":3}]}\n{"results":[\n{"d":4}]}`;
    expect(await read(content, 5)).toEqual([
      [3, { a: 1 }],
      [5, { b: 2 }],
      [6, { c: 3 }],
      [8, { d: 4 }],
    ]);
  });

  it('that stand beside what is none are read, and the rest is reported', async () => {
    expect(await read('[{"a":1}, 7, "x,y", null, {"b":2}, true]')).toEqual([
      [1, { a: 1 }],
      [1, 'What stands here is no JSON object.'],
      [1, 'What stands here is no JSON object.'],
      [1, 'What stands here is no JSON object.'],
      [1, { b: 2 }],
      [1, 'What stands here is no JSON object.'],
    ]);
  });

  it('that end in the middle are reported', async () => {
    const whole = JSON.stringify(page(0, [1, 2]));
    const told = await read(whole.slice(0, whole.indexOf('"u2"')));
    expect(told).toEqual([
      [1, profile(1)],
      [1, 'The JSON ends in the middle.'],
    ]);
    expect(await read('[\n{"a":1},')).toEqual([
      [2, { a: 1 }],
      [2, 'The JSON ends in the middle.'],
    ]);
  });

  it('one to a line go on after a broken line, the first included', async () => {
    const content = '{broken\n[1]\n{"distinct_id":"u","$set":{"a":1}}\n{"distinct_id":\n';
    const kinds: string[] = [];
    for await (const entries of recordsRead(parseUserLine)(Readable.from([Buffer.from(content)]))) {
      kinds.push(...entries.map(({ line, parsed }) => `${line} ${parsed.kind}`));
    }
    expect(kinds).toEqual(['1 refused', '2 refused', '3 items', '4 refused']);
  });

  it('are found in any nesting and any pieces', async () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const record = fc.dictionary(
      fc.string().filter((name) => name !== 'results'),
      value,
      { maxKeys: 4 },
    );
    const document = fc.oneof(
      record.map((each) => ({ content: [each], records: [each] })),
      fc
        .tuple(record, fc.array(record, { maxLength: 4 }), record)
        .map(([before, records, after]) => ({ content: [{ ...before, results: records, ...after }], records })),
      fc.array(record, { maxLength: 4 }).map((records) => ({ content: [records], records })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 50 }),
        async (documents, indent, size) => {
          const content = `[${documents.flatMap((each) => each.content.map((part) => JSON.stringify(part, null, indent))).join(',')}]`;
          const told = await read(content, size);
          expect(told.map(([, each]) => each)).toEqual(
            JSON.parse(JSON.stringify(documents.flatMap(({ records }) => records))),
          );
        },
      ),
    );
  });

  it('keep memory bounded, however long the page', async () => {
    const record = JSON.stringify({ $distinct_id: 'u', $properties: { padding: 'x'.repeat(1_000) } });
    function* pieces() {
      yield Buffer.from('{"page":0,"results":[');
      for (let n = 0; n < 1_500; n++) yield Buffer.from(`${Array.from({ length: 100 }, () => record).join(',')},`);
      yield Buffer.from(`${record}],"total":1}`);
    }
    let records = 0;
    let most = 0;
    const before = heldMemory();
    for await (const entries of recordsRead(parseUserLine)(Readable.from(pieces()))) {
      const earlier = records;
      records += entries.filter(({ parsed }) => parsed.kind === 'items').length;
      if (Math.floor(earlier / 10_000) < Math.floor(records / 10_000)) most = Math.max(most, heldMemory() - before);
    }
    expect(records).toBe(150_001);
    // 150 MB went through.
    expect(most).toBeLessThan(20 * 1_048_576);
  });
});

describe('an exported profile', () => {
  it('of a group has its id in the place of a user’s, and its key from outside', () => {
    const text = JSON.stringify({ $distinct_id: 42, $properties: { plan: 'free', $last_seen: '2026-01-01T00:00:00' } });
    expect(parseGroupLine(1, text, 'company_id')).toMatchObject({
      items: [
        {
          subject: { kind: 'group', groupKey: 'company_id', groupId: '42' },
          operation: { op: 'set', properties: { plan: 'free', $last_seen: '2026-01-01T00:00:00' } },
        },
      ],
    });
    expect(parseGroupLine(1, text)).toMatchObject({ kind: 'refused', field: 'group_key' });
  });

  it('that names its own group key keeps it, and is not looked for under the user’s id', () => {
    const own = '{"$group_key":"team","$group_id":"t","$set":{"a":1}}';
    expect(parseGroupLine(1, own, 'company_id')).toMatchObject({ items: [{ subject: { groupKey: 'team' } }] });
    const without = '{"$group_key":"team","$distinct_id":"u","$set":{"a":1}}';
    expect(parseGroupLine(1, without, 'company_id')).toMatchObject({ kind: 'refused', field: 'group_id' });
  });

  it('loses only its own address, which may be among its properties', () => {
    const text = JSON.stringify({ $distinct_id: 'u', $properties: { $distinct_id: 'u', $group_id: 'g', a: 1 } });
    expect(parseUserLine(1, text)).toMatchObject({ items: [{ operation: { properties: { $group_id: 'g', a: 1 } } }] });
    const group = parseGroupLine(1, text, 'k');
    expect(group.kind === 'items' && group.items[0]?.operation).toEqual({ op: 'set', properties: { a: 1 } });
  });
});
