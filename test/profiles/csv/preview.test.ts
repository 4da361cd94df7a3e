import { limits } from '../../../src/core/limits.js';
import type { CsvOptions } from '../../../src/profiles/csv/options.js';
import { previewCsv } from '../../../src/profiles/csv/preview.js';
import { inPieces, open, optionsOf } from './kit.js';

const preview = async (content: string, options: CsvOptions, shown = 2) =>
  previewCsv(await open(content, options, ['company_id']), options, shown);

describe('a preview', () => {
  it('shows the first rows as they would be stored, and what each column is', async () => {
    const file = 'distinct_id;Name;seats;company_id;x;\nu1;Ann;3;c1;;\nu2;Bob;many;"[""c1""]";;\nu3;;4;;;\n';
    expect(await preview(file, optionsOf('user', { column: 'Name=$name', drop: 'x' }))).toEqual({
      delimiter: 'semicolon',
      operation: 'set',
      columns: [
        { name: 'distinct_id', use: 'id', property: null, type: null, found: [], empty: 0 },
        {
          name: 'Name',
          use: 'property',
          property: '$name',
          type: 'auto',
          found: [{ kind: 'text', cells: 2 }],
          empty: 1,
        },
        {
          name: 'seats',
          use: 'property',
          property: 'seats',
          type: 'auto',
          found: [
            { kind: 'number', cells: 2 },
            { kind: 'text', cells: 1 },
          ],
          empty: 0,
        },
        {
          name: 'company_id',
          use: 'property',
          property: 'company_id',
          type: 'group',
          found: [
            { kind: 'text', cells: 1 },
            { kind: 'list', cells: 1 },
          ],
          empty: 1,
        },
        { name: 'x', use: 'left out', property: null, type: null, found: [], empty: 0 },
        { name: '', use: 'left out', property: null, type: null, found: [], empty: 0 },
      ],
      rows: [
        { line: 2, groupKey: null, id: 'u1', set: { $name: 'Ann', seats: 3, company_id: 'c1' }, unset: [] },
        { line: 3, groupKey: null, id: 'u2', set: { $name: 'Bob', seats: 'many', company_id: ['c1'] }, unset: [] },
      ],
      rowsRead: 3,
      isWhole: true,
      refused: 0,
      refusals: [],
    });
  });

  it('tells the refusals, those of the rules of profiles included', async () => {
    const file = `distinct_id,a\n,1\nu,[[[[1]]]]\n${'x'.repeat(256)},1\nv,1\n`;
    const { refused, refusals, rows } = await preview(file, optionsOf('user'));
    expect(rows.map(({ id }) => id)).toEqual(['v']);
    expect(refused).toBe(3);
    expect(refusals).toEqual([
      { line: 2, column: 'distinct_id', code: 'BAD_INPUT', message: 'The row has no id.' },
      { line: 3, column: null, code: 'BAD_INPUT', message: expect.stringContaining('nested') },
      { line: 4, column: null, code: 'BAD_INPUT', message: expect.stringContaining('255') },
    ]);
  });

  it('reads no further than it must', async () => {
    let given = 0;
    async function* endless() {
      for await (const piece of inPieces(`$group_id,a\n${'g,1\n'.repeat(100)}`)) yield piece;
      for (; ; given++) yield Buffer.from('g,1\n'.repeat(10_000));
    }
    const options = optionsOf('group', { 'group-key': 'k' });
    const read = await previewCsv(await open(endless(), options), options, 1);
    expect(read).toMatchObject({ rowsRead: limits.csvPreviewRows, isWhole: false, rows: [{ groupKey: 'k', id: 'g' }] });
    expect(given).toBeLessThan(5);
  });
});
