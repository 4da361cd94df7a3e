import { Readable } from 'node:stream';
import { parseEventLine } from '../../src/cli/import/event-lines.js';
import { type Line, maxLineBytes, readLines } from '../../src/cli/import/lines.js';
import { parseGroupLine, parseUserLine } from '../../src/cli/import/profile-lines.js';

async function linesOf(...chunks: Array<string | Buffer>): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const group of readLines(Readable.from(chunks.map((chunk) => Buffer.from(chunk))))) lines.push(...group);
  return lines;
}

describe('reading lines', () => {
  it('numbers lines, leaves out blank ones, and takes a last line without an end', async () => {
    expect(await linesOf('a\n\n  \r\nb\r\nc')).toEqual([
      { number: 1, text: 'a' },
      { number: 4, text: 'b\r' },
      { number: 5, text: 'c' },
    ]);
  });

  it('joins a line, and a character, that runs over the edge of a chunk', async () => {
    const bytes = Buffer.from('"😀"\nx\n');
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(await linesOf(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual([
        { number: 1, text: '"😀"' },
        { number: 2, text: 'x' },
      ]);
    }
  });

  it('drops a byte order mark', async () => {
    expect(await linesOf('\uFEFF{}\n')).toEqual([{ number: 1, text: '{}' }]);
  });

  it('reports a line that is not UTF-8 and goes on', async () => {
    const lines = await linesOf(Buffer.from([0xff, 0xfe, 0x0a]), 'next\n');
    expect(lines[0]).toMatchObject({ number: 1, problem: expect.stringContaining('UTF-8') });
    expect(lines[1]).toEqual({ number: 2, text: 'next' });
  });

  it('reports a line that is too long without holding it, and goes on', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    const lines = await linesOf('first\n', ...Array.from({ length: 40 }, () => megabyte), '\nlast\n');
    expect(lines.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(lines[1]).toMatchObject({ problem: expect.stringContaining(String(40 * 1024 * 1024)) });
    expect(lines[1]).toHaveProperty('excerpt', 'x'.repeat(1_000));
    expect(lines[2]).toEqual({ number: 3, text: 'last' });
  });

  it('takes a line of exactly the longest length', async () => {
    const [line] = await linesOf(Buffer.alloc(maxLineBytes, 'x'), '\n');
    expect(line).toHaveProperty('text');
  });
});

describe('an event line', () => {
  const parse = (line: unknown, number = 1) => parseEventLine(number, JSON.stringify(line));

  it('gives its ids and its time their own places and keeps the other properties', () => {
    const line = {
      event: 'login',
      properties: {
        time: 1_700_000_000,
        distinct_id: 'u1',
        $insert_id: 'i1',
        $device_id: 'd1',
        $user_id: 7,
        token: 'secret',
        company_id: ['c1'],
        'a.b': null,
      },
    };
    expect(parse(line)).toEqual({
      kind: 'items',
      items: [
        {
          name: 'login',
          time: 1_700_000_000,
          distinctId: 'u1',
          deviceId: 'd1',
          userId: '7',
          insertId: 'i1',
          properties: { company_id: ['c1'], 'a.b': null },
        },
      ],
    });
  });

  it('keeps a property named __proto__ a property', () => {
    const parsed = parseEventLine(1, '{"event":"e","properties":{"time":1700000000,"__proto__":{"x":1}}}');
    const [item] = parsed.kind === 'items' ? parsed.items : [];
    expect(JSON.stringify(item?.properties)).toBe('{"__proto__":{"x":1}}');
  });

  it('derives an insert id that is the same at the next import and different for an equal line elsewhere', () => {
    const line = { event: 'e', properties: { time: 1, distinct_id: 'u' } };
    const idOf = (number: number) => {
      const parsed = parse(line, number);
      return parsed.kind === 'items' ? parsed.items[0]?.insertId : undefined;
    };
    expect(idOf(1)).toMatch(/^[0-9a-f]{32}$/);
    expect(idOf(1)).toBe(idOf(1));
    expect(idOf(1)).not.toBe(idOf(2));
  });

  it.each([
    ['no JSON', '{', null],
    ['a list', '[]', null],
    ['no event name', '{"properties":{}}', 'event'],
    ['no properties', '{"event":"e"}', 'properties'],
    ['no time', '{"event":"e","properties":{}}', 'properties.time'],
    ['an object for an id', '{"event":"e","properties":{"time":1,"distinct_id":{}}}', 'properties.distinctId'],
  ])('is refused with %s', (_, text, field) => {
    expect(parseEventLine(1, text)).toMatchObject({ kind: 'refused', field });
  });
});

describe('a profile line', () => {
  it('names a user with or without the dollar sign and may hold several operations, in order', () => {
    const parsed = parseUserLine(
      1,
      '{"$distinct_id":"u","$set":{"a":1},"$union":{"l":[1]},"$unset":["b"],"$ignore_time":true}',
    );
    expect(parsed.kind === 'items' && parsed.items.map(({ operation }) => operation.op)).toEqual([
      'set',
      'union',
      'unset',
    ]);
    expect(parsed).toMatchObject({ items: [{ subject: { kind: 'user', distinctId: 'u' }, ignoreTime: true }, {}, {}] });
  });

  it('names a group, whose id may be a number', () => {
    expect(parseGroupLine(1, '{"group_key":"company_id","group_id":42,"$set":{"a":1}}')).toMatchObject({
      items: [{ subject: { kind: 'group', groupKey: 'company_id', groupId: '42' } }],
    });
  });

  it.each([
    ['no user', parseUserLine, '{"$set":{}}', 'distinct_id'],
    ['nothing to do', parseUserLine, '{"distinct_id":"u"}', null],
    ['a list to set', parseUserLine, '{"distinct_id":"u","$set":[]}', '$set'],
    ['names to unset that are no list', parseUserLine, '{"distinct_id":"u","$unset":{}}', '$unset'],
    ['no group key', parseGroupLine, '{"group_id":"g","$set":{}}', 'group_key'],
    ['no group', parseGroupLine, '{"group_key":"k","group_id":"","$set":{}}', 'group_id'],
  ])('is refused with %s', (_, parse, text, field) => {
    expect(parse(1, text)).toMatchObject({ kind: 'refused', field });
  });
});
