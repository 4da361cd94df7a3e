import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { delimiters } from '../../../src/profiles/csv/options.js';
import { type CsvRow, readRows, textOf } from '../../../src/profiles/csv/rows.js';
import { heldMemory } from '../../support/held-memory.js';
import { all, inPieces } from './kit.js';

const rowsOf = (content: string | Buffer, size?: number, maxRowBytes = 1_000_000): Promise<CsvRow[]> =>
  all(readRows(inPieces(content, size), ',', maxRowBytes));

const told = (row: CsvRow) => ('fields' in row ? [row.line, ...row.fields] : [row.line, row.problem.slice(0, 20)]);

describe('reading rows', () => {
  it('gives back what was printed, whatever the values, the delimiter, the line ends and the pieces', async () => {
    const nasty = fc.constantFrom(
      '',
      '"',
      '""',
      ',',
      ';',
      '\t',
      '\n',
      '\r\n',
      '\r',
      ' ',
      'é',
      '😀',
      '\0',
      '#',
      '=1+1',
      "'",
    );
    const cell = fc.oneof(
      nasty,
      fc.string({ unit: 'grapheme' }),
      fc.array(nasty, { maxLength: 6 }).map((all) => all.join('')),
    );
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
      );
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(...delimiters),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        async (values, delimiter, lineEnd, quoted, endsInLineEnd, size) => {
          // The printer quotes only the line end it writes itself.
          const options = { delimiter, record_delimiter: lineEnd, quoted, quoted_match: /[\r\n]/ };
          const printed = stringify(values, { ...options, eof: endsInLineEnd });
          const rows = await all(readRows(inPieces(printed, size), delimiter, 1_000_000));
          expect(rows.map((row) => ('fields' in row ? row.fields : row.problem))).toEqual(values);
          expect(rows.map(textOf).join(lineEnd)).toBe(endsInLineEnd ? printed.slice(0, -lineEnd.length) : printed);
          // A row's line is the one its first byte is on.
          let line = 1;
          for (const [index, row] of rows.entries()) {
            expect(row.line).toBe(line);
            line += stringify([values[index] ?? []], options).split('\n').length - 1;
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('counts lines inside quotes, and blank ones, whatever ends them', async () => {
    expect(await rowsOf('a,b\r\n\r\n"1\r\n2\n3",x\n\n   \ny,z')).toEqual([
      expect.objectContaining({ line: 1, fields: ['a', 'b'] }),
      expect.objectContaining({ line: 3, fields: ['1\r\n2\n3', 'x'] }),
      expect.objectContaining({ line: 8, fields: ['y', 'z'] }),
    ]);
  });

  it('refuses the line of a quote in the wrong place, and reads on at the next', async () => {
    const content = 'a,b\nc,5" pipe\n"d",e\n"f"g,h\ni,j\n"k,l\nm,n\n"o",p\nq,r\n';
    for (let size = 1; size <= content.length; size++) {
      expect((await rowsOf(content, size)).map(told)).toEqual([
        [1, 'a', 'b'],
        [2, 'A quote stands insid'],
        [3, 'd', 'e'],
        [4, 'Something follows a '],
        [5, 'i', 'j'],
        [6, 'Something follows a '],
        [7, 'm', 'n'],
        [8, 'o', 'p'],
        [9, 'q', 'r'],
      ]);
    }
  });

  it('refuses the line of a quote that is never closed, and reads what follows', async () => {
    expect((await rowsOf('a,b\n"c,d\ne,f\ng,h', 3)).map(told)).toEqual([
      [1, 'a', 'b'],
      [2, 'A quote that is open'],
      [3, 'e', 'f'],
      [4, 'g', 'h'],
    ]);
  });

  it('refuses a row that is too long, at once and without holding it', async () => {
    const long = 'x'.repeat(500);
    const content = `a,b\n${long},1\n"${long}\n${long}",2\nc,d\n`;
    for (const size of [7, 200, 5_000]) {
      const rows = await rowsOf(content, size, 400);
      expect(rows.map(({ line }) => line)).toEqual(size === 5_000 ? [1, 2, 3, 5] : [1, 2, 3, 4, 5]);
      expect(rows.at(-1)).toMatchObject({ fields: ['c', 'd'] });
      expect(rows[1]).toMatchObject({ line: 2, problem: expect.stringContaining('longer than 400 bytes') });
    }
  });

  it('refuses a row that is not UTF-8, and only that one', async () => {
    const content = Buffer.concat([Buffer.from('a,b\nc,'), Buffer.from([0xe9]), Buffer.from('\ne,é\n')]);
    expect((await rowsOf(content, 1)).map(told)).toEqual([
      [1, 'a', 'b'],
      [2, 'The row is not valid'],
      [3, 'e', 'é'],
    ]);
  });

  it('survives an endless row behind a quote, and one without any line end', async () => {
    const megabyte = Buffer.alloc(1_048_576, 'x,"y');
    for (const [start, expected] of [
      ['a,b\n"', [1, 2, 3]],
      ['', [1, 2]],
    ] as const) {
      let most = 0;
      function* endless() {
        yield Buffer.from(start);
        for (let n = 0; n < 256; n++) {
          if (n % 64 === 63) most = Math.max(most, heldMemory() - before);
          yield megabyte;
        }
        yield Buffer.from('\nlast,row\n');
      }
      const before = heldMemory();
      const rows = await all(readRows(endlessly(endless()), ',', 1_048_576));
      expect(rows.map(({ line }) => line)).toEqual(expected);
      expect(rows.at(-1)).toMatchObject({ fields: ['last', 'row'] });
      expect(most).toBeLessThan(20 * 1_048_576);
    }
  });

  it('survives lines that are wrong one and all', async () => {
    const rows = await rowsOf('"a"b\n'.repeat(5_000));
    expect(rows).toHaveLength(5_000);
    expect(rows.at(-1)).toMatchObject({ line: 5_000, problem: expect.any(String) });
  });

  it('never fails and never loses count, whatever the bytes', async () => {
    const piece = fc.constantFrom('"', ',', '\n', '\r\n', 'a', '""', '",', ',"', '"\n', '\0', '\xff');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), async (pieces, size) => {
        const content = Buffer.from(pieces.join(''), 'latin1');
        const rows = await rowsOf(content, size, 50);
        const lines = content.toString('latin1').split('\n');
        // Each row begins on a line after those before it, and every line with something on it belongs to one.
        expect(rows.map(({ line }) => line)).toEqual([...new Set(rows.map(({ line }) => line))].sort((a, b) => a - b));
        for (const { line } of rows) expect(lines[line - 1]?.trim()).not.toBe('');
        const [first] = rows;
        const firstFull = lines.findIndex((line) => line.trim() !== '');
        expect(first?.line ?? 0).toBe(firstFull + 1);
      }),
      { numRuns: 500 },
    );
  });
});

async function* endlessly(chunks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
}
