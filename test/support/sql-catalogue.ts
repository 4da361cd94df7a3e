import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain } from '../../src/warehouse/sql/builders.js';
import type { Query } from '../../src/warehouse/sql/nodes.js';
import { print } from '../../src/warehouse/sql/print.js';
import { openTestWarehouse, type TestWarehouse, type WarehouseKind, warehouseKinds } from './warehouses.js';

const update = process.env.MUSTER_UPDATE_SQL === '1';

/** One clause a line, so that a difference names the clause. */
function fileOf(question: Query, writer: string): string {
  const { text, params } = print(question);
  const lines = text.replace(
    / (?=FROM |WHERE |GROUP BY |HAVING |ORDER BY |LIMIT |UNION ALL |LEFT ANY JOIN |INNER ANY JOIN )/g,
    '\n',
  );
  const values = Object.entries(params).map(([place, value]) => `-- ${place} = ${JSON.stringify(value)}`);
  return [`-- Written by ${writer}; MUSTER_UPDATE_SQL=1 writes it anew.`, ...values, lines, ''].join('\n');
}

/**
 * The tests of a catalogue: questions by the names of their files in `folder`, which hold their SQL so that a change of
 * it is seen in review. Each must print as it is kept, and be understood by every kind of warehouse that is asked.
 */
export function describeCatalogue(
  catalogue: Readonly<Record<string, Query>>,
  {
    folder,
    writer,
    atLeast,
    kinds = warehouseKinds(),
  }: {
    readonly folder: string;
    readonly writer: string;
    readonly atLeast: number;
    /** Where the questions are explained and asked. */
    readonly kinds?: readonly WarehouseKind[];
  },
): void {
  const printed = new Map(Object.entries(catalogue).map(([name, question]) => [name, fileOf(question, writer)]));
  const files = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.sql'));

  describe('the catalogue of questions', () => {
    if (update) {
      mkdirSync(folder, { recursive: true });
      for (const name of files()) rmSync(join(folder, name));
      for (const [name, text] of printed) writeFileSync(join(folder, `${name}.sql`), text);
    }

    it('has no file too many and none too few', () => {
      expect(files().sort()).toEqual([...printed.keys()].map((name) => `${name}.sql`).sort());
      expect(files().length).toBeGreaterThanOrEqual(atLeast);
    });

    it.each([...printed])('still prints %s as it is kept', (name, text) => {
      expect(text).toBe(readFileSync(join(folder, `${name}.sql`), 'utf8'));
    });

    it('prints no two questions alike', () => {
      expect(new Set(printed.values()).size).toBe(printed.size);
    });
  });

  describe.each(kinds)('every question of the catalogue on %s', (kind) => {
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
}
