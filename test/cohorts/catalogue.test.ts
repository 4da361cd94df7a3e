import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { explain } from '../../src/warehouse/sql/builders.js';
import { print } from '../../src/warehouse/sql/print.js';
import { openTestWarehouse, type TestWarehouse, warehouseKinds } from '../support/warehouses.js';
import { catalogue } from './catalogue.js';

const folder = resolve(__dirname, '..', 'sql');
const update = process.env.MUSTER_UPDATE_SQL === '1';

/** One clause a line, so that a difference names the clause. */
function fileOf(name: string): string {
  const question = catalogue[name];
  if (question === undefined) throw new Error(`no question ${name}`);
  const { text, params } = print(question);
  const lines = text.replace(
    / (?=FROM |WHERE |GROUP BY |HAVING |ORDER BY |LIMIT |UNION ALL |LEFT ANY JOIN |INNER ANY JOIN )/g,
    '\n',
  );
  const values = Object.entries(params).map(([place, value]) => `-- ${place} = ${JSON.stringify(value)}`);
  return [
    '-- Written by test/cohorts/catalogue.test.ts; MUSTER_UPDATE_SQL=1 writes it anew.',
    ...values,
    lines,
    '',
  ].join('\n');
}

const files = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.sql'));

describe('the catalogue of questions', () => {
  if (update) {
    mkdirSync(folder, { recursive: true });
    for (const name of files()) rmSync(join(folder, name));
    for (const name of Object.keys(catalogue)) writeFileSync(join(folder, `${name}.sql`), fileOf(name));
  }

  it('has no file too many and none too few', () => {
    expect(files().sort()).toEqual(
      Object.keys(catalogue)
        .map((name) => `${name}.sql`)
        .sort(),
    );
    expect(files().length).toBeGreaterThanOrEqual(40);
  });

  it.each(Object.keys(catalogue))('still prints %s as it is kept', (name) => {
    expect(fileOf(name)).toBe(readFileSync(join(folder, `${name}.sql`), 'utf8'));
  });

  it('prints no two questions alike', () => {
    const printed = Object.keys(catalogue).map((name) => fileOf(name));
    expect(new Set(printed).size).toBe(printed.length);
  });
});

describe.each(warehouseKinds())('every question of the catalogue on %s', (kind) => {
  let store: TestWarehouse;

  beforeAll(async () => {
    store = await openTestWarehouse(kind);
  });

  afterAll(async () => {
    await store.drop();
  });

  it.each(Object.entries(catalogue))('can be explained and asked: %s', async (_, question) => {
    const { rows } = await store.warehouse.query<{ readonly explain: string }>(print(explain(question)));
    expect(rows.length).toBeGreaterThan(0);
    await store.warehouse.query(print(question));
  });
});
