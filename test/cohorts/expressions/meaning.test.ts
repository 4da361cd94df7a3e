import * as fc from 'fast-check';
import type { ExpressionNode } from '../../../src/cohorts/expressions/ast.js';
import { lowerValue } from '../../../src/cohorts/expressions/lower.js';
import { lowerProfileExpression, meaningInProfile } from '../../../src/cohorts/expressions/lower-profile.js';
import { parseExpression } from '../../../src/cohorts/expressions/parse.js';
import { ofProject } from '../../../src/cohorts/lower/actors.js';
import { expressionOf } from '../../../src/cohorts/lower/predicate.js';
import { MusterError } from '../../../src/core/errors.js';
import type { Properties } from '../../../src/core/property-values.js';
import { as, call, col, num, plus, select, table } from '../../../src/warehouse/sql/builders.js';
import type { Expression } from '../../../src/warehouse/sql/nodes.js';
import { print } from '../../../src/warehouse/sql/print.js';
import { openTestWarehouse, type TestWarehouse, warehouseKinds } from '../../support/warehouses.js';
import { storeWorld } from '../stored-world.js';
import { conditionTexts, properties, valueTexts } from './arbitrary-expressions.js';
import { evaluate, type Value } from './interpreter.js';

const runs = { chdb: 40, server: 6, cluster: 4 };

interface Profile {
  readonly id: string;
  readonly properties: Properties;
}

/** A text that is refused for what can be seen of it says nothing about the engine. */
function treeOf(text: string): ExpressionNode | null {
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof MusterError && error.code === 'BAD_INPUT') return null;
    throw error;
  }
}

describe.each(warehouseKinds())('the meaning of expressions on %s', (kind) => {
  let store: TestWarehouse;
  let projects = 0;

  beforeAll(async () => {
    store = await openTestWarehouse(kind);
  });

  afterAll(async () => {
    await store.drop();
  });

  async function stored(profiles: readonly Profile[]): Promise<number> {
    projects += 1;
    await storeWorld(store.warehouse, projects, {
      keys: [],
      users: profiles.map((profile) => ({ ...profile, deleted: false })),
      groups: [],
      events: [],
      links: [],
      now: 0,
    });
    return projects;
  }

  /** What the engine says of expressions over each profile, by id: each cell is what `columns` makes of one. */
  async function answers(
    project: number,
    trees: readonly ExpressionNode[],
    columns: (tree: ExpressionNode) => readonly Expression[],
  ): Promise<Map<string, Array<ReadonlyArray<string | number>>>> {
    const statement = select({
      columns: [
        col('distinct_id'),
        ...trees.flatMap((tree, index) => columns(tree).map((column, nth) => as(column, `is_${index}_${nth}`))),
      ],
      from: table('user_profiles', { final: true }),
      where: ofProject(project),
    });
    type Row = Readonly<Record<string, string | number>>;
    const { rows } = await store.warehouse.query<Row>(print(statement));
    const cells = (row: Row) =>
      trees.map((tree, index) => columns(tree).map((_, nth) => row[`is_${index}_${nth}`] ?? 'no such column'));
    return new Map(rows.map((row) => [String(row.distinct_id), cells(row)]));
  }

  const worlds = fc
    .array(properties, { minLength: 12, maxLength: 12 })
    .map((world): Profile[] => world.map((some, index) => ({ id: `${index}"\\/\u2028é\n😀`, properties: some })));

  /** Asks the engine and the interpreter, and tells where they differ. */
  async function differences(
    profiles: readonly Profile[],
    trees: readonly ExpressionNode[],
    columns: (tree: ExpressionNode) => readonly Expression[],
    expected: (value: Value) => ReadonlyArray<string | number>,
  ): Promise<unknown[]> {
    const found = await answers(await stored(profiles), trees, columns);
    return profiles.flatMap((profile) => {
      const subject = { ...profile, user: profile.properties };
      return trees.flatMap((tree, index) => {
        const engine = found.get(profile.id)?.[index];
        const interpreter = expected(evaluate(tree, subject));
        return JSON.stringify(engine) === JSON.stringify(interpreter) ? [] : [{ tree, profile, engine, interpreter }];
      });
    });
  }

  it('is what the plain interpreter says: conditions', async () => {
    const questions = fc.array(conditionTexts, { minLength: 25, maxLength: 25 });
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(worlds, questions, async (profiles, texts) => {
        const trees = texts.map(treeOf).filter((tree) => tree !== null);
        asked += trees.length;
        const truth = (tree: ExpressionNode) => [
          expressionOf(lowerProfileExpression(tree, 'user', col('distinct_id'), 'profile')),
        ];
        expect(await differences(profiles, trees, truth, (value) => [Number(value === true)])).toEqual([]);
      }),
      { endOnFailure: true, numRuns: runs[kind] },
    );
    expect(asked).toBeGreaterThan(runs[kind] * 15);
  });

  it('is what the plain interpreter says: every part, in every form it can be asked for', async () => {
    const meaning = meaningInProfile('user', col('distinct_id'), 'profile');
    const forms = (tree: ExpressionNode): Expression[] => {
      const value = lowerValue(tree, meaning);
      const number = call('toString', plus(value.number(), num(0)));
      return [value.json(), number, expressionOf(value.truth())];
    };
    const expected = (value: Value): Array<string | number> => [
      value === undefined ? '' : JSON.stringify(value),
      typeof value === 'number' ? String(value).replace('e+', 'e') : 'nan',
      Number(value === true),
    ];
    const questions = fc.array(valueTexts, { minLength: 25, maxLength: 25 });
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(worlds, questions, async (profiles, texts) => {
        const conditions = texts.map((text) => treeOf(`(${text}) == 1`)).filter((tree) => tree !== null);
        const trees = conditions.flatMap((tree) => (tree.kind === 'comparison' ? [tree.left] : []));
        asked += trees.length;
        expect(await differences(profiles, trees, forms, expected)).toEqual([]);
      }),
      { endOnFailure: true, numRuns: runs[kind] },
    );
    expect(asked).toBeGreaterThan(runs[kind] * 15);
  });
});
