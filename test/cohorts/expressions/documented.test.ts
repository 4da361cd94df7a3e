import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lowerProfileExpression } from '../../../src/cohorts/expressions/lower-profile.js';
import { parseExpression } from '../../../src/cohorts/expressions/parse.js';
import { ofProject } from '../../../src/cohorts/lower/actors.js';
import { expressionOf } from '../../../src/cohorts/lower/predicate.js';
import { limits } from '../../../src/core/limits.js';
import type { Properties } from '../../../src/core/property-values.js';
import { as, col, select, table } from '../../../src/warehouse/sql/builders.js';
import { print } from '../../../src/warehouse/sql/print.js';
import { openTestWarehouse, type TestWarehouse } from '../../support/warehouses.js';
import { storeWorld } from '../stored-world.js';
import { evaluate } from './interpreter.js';

const page = readFileSync(join(__dirname, '../../../docs/query-language.md'), 'utf8');
const profile: Properties = JSON.parse(/^```json\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? 'null');
const rows = [...page.matchAll(/^\| `(.+)` \| (true|false) \|$/gm)].map(
  ([, text = '', is]) => [text, is === 'true'] as const,
);

describe('docs/query-language.md', () => {
  let store: TestWarehouse;

  beforeAll(async () => {
    store = await openTestWarehouse('chdb');
    const users = [{ id: 'ann', properties: profile, deleted: false }];
    await storeWorld(store.warehouse, 1, { keys: [], users, groups: [], events: [], links: [], now: 0 });
  });

  afterAll(async () => {
    await store.drop();
  });

  async function engine(text: string): Promise<boolean> {
    const truth = lowerProfileExpression(parseExpression(text), 'user', col('distinct_id'), 'profile');
    const statement = select({
      columns: [as(expressionOf(truth), 'holds')],
      from: table('user_profiles', { final: true }),
      where: ofProject(1),
    });
    const { rows: found } = await store.warehouse.query<{ readonly holds: number }>(print(statement));
    return Number(found[0]?.holds) === 1;
  }

  it('has rows of every section', () => {
    expect(rows.length).toBeGreaterThan(90);
  });

  it.each(rows)('says rightly what %s is', async (text, is) => {
    expect(await engine(text)).toBe(is);
    expect(evaluate(parseExpression(text), { properties: profile, user: profile }) === true).toBe(is);
  });

  it('can be read itself: its examples are in the language', () => {
    const examples = [...page.matchAll(/^```\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
    expect(examples.length).toBeGreaterThan(0);
    for (const text of examples) expect(() => parseExpression(text)).not.toThrow();
    expect(() => parseExpression('1 < properties["n"] and properties["n"] < 9')).not.toThrow();
  });

  it('names the bounds that hold', () => {
    expect(page).toContain(`at most ${limits.expressionLength.toLocaleString('en-US')} characters`);
    expect(page).toContain(`at most ${limits.expressionDepth} deep`);
  });
});
