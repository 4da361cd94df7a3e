import * as fc from 'fast-check';
import {
  type EventView,
  eventSeconds,
  lowerEventExpression,
  storedEventProperty,
  storedJson,
  userPropertiesIn,
} from '../../../src/cohorts/expressions/lower-event.js';
import { checkProfileExpression, lowerProfileExpression } from '../../../src/cohorts/expressions/lower-profile.js';
import { parseExpression } from '../../../src/cohorts/expressions/parse.js';
import { ofProject } from '../../../src/cohorts/lower/actors.js';
import { expressionOf } from '../../../src/cohorts/lower/predicate.js';
import { as, col, mapValue, param, select, subquery, table } from '../../../src/warehouse/sql/builders.js';
import { print } from '../../../src/warehouse/sql/print.js';
import { openTestWarehouse, type TestWarehouse } from '../../support/warehouses.js';
import { asAnalyst, cohortsOver, storeWorld } from '../stored-world.js';
import { conditionTexts, properties } from './arbitrary-expressions.js';
import { holds } from './interpreter.js';

const lowered = (text: string) => lowerProfileExpression(parseExpression(text), 'user', col('distinct_id'), 'profile');
const sqlOf = (text: string) => print(select({ columns: [as(expressionOf(lowered(text)), 'holds')] }));

describe('the SQL of an expression', () => {
  /** Each needs its inner value more than once, in one form or another. */
  const nests: Record<string, (inner: string) => string> = {
    sums: (inner) => `(${inner} + properties["a"])`,
    'sums to the right': (inner) => `(properties["a"] + ${inner})`,
    'sums of texts': (inner) => `(string(${inner}) + "x")`,
    remainders: (inner) => `(${inner} % properties["a"])`,
    roundings: (inner) => `round(${inner})`,
    texts: (inner) => `string(number(${inner}))`,
    numbers: (inner) => `number(string(${inner}))`,
    booleans: (inner) => `boolean(string(${inner}))`,
    times: (inner) => `datetime(string(${inner}))`,
    'wholes of texts': (inner) => `(properties["a"] in string(${inner}))`,
    'parts of texts': (inner) => `(string(${inner}) in properties["a"])`,
    beginnings: (inner) => `has_prefix(string(${inner}), properties["a"])`,
    'undefined comparisons': (inner) => `(properties["a"] < number(${inner}))`,
    'equal comparisons': (inner) => `((properties["a"] < number(${inner})) == properties["b"])`,
    'equal numbers': (inner) => `number(round(${inner}) == floor(properties["a"]))`,
    negations: (inner) => `(not boolean(string(${inner})))`,
  };
  const nested = (nest: (inner: string) => string, times: number): string => {
    let text = 'properties["n"]';
    for (let count = 0; count < times; count++) text = nest(text);
    return text;
  };

  describe.each([
    ['as JSON', (value: string) => `${value} == properties["z"]`],
    ['as a number', (value: string) => `number(${value}) < properties["z"]`],
    ['as a truth', (value: string) => `boolean(${value})`],
  ])('grows with the text and no faster, asked for %s:', (_, ask) => {
    it.each(Object.keys(nests))('%s', (name) => {
      const nest = nests[name];
      if (nest === undefined) throw new Error('no such nest');
      const [few = 0, more = 0, most = 0] = [3, 6, 12].map((times) => sqlOf(ask(nested(nest, times))).text.length);
      const step = (more - few) / 3;
      expect(step).toBeGreaterThan(20);
      expect(step).toBeLessThan(2_000);
      // Place numbers grow a digit; nothing else may add up.
      expect((most - more) / 6).toBeLessThan(step * 1.1);
    });
  });

  it('holds no text of the caller', () => {
    const { text } = sqlOf(`properties["'; DROP"] in ["'; DROP"] and has_prefix(properties['{p0:String}'], "'; DROP")`);
    expect(text).not.toMatch(/DROP|p0:String\}'/);
  });
});

describe('expressions asked of the engine', () => {
  let store: TestWarehouse;
  let projects = 0;

  beforeAll(async () => {
    store = await openTestWarehouse('chdb');
  });

  afterAll(async () => {
    await store.drop();
  });

  it('are answered as deep as they may nest, and as long as they may be', async () => {
    const nested = (open: string, times: number): string =>
      `${open.repeat(times)}properties["n"]${')'.repeat(times)} == properties["z"]`;
    const deep = [
      nested('(properties["n"] + ', 48),
      nested('(properties["n"] in ', 48),
      nested('(properties["n"] % ', 48),
      nested('string(5 + ', 24),
      nested('number(string(', 24).replace(/\)+ ==/, `${')'.repeat(48)} ==`),
      nested('datetime(', 48),
      nested('(not ', 48),
      `${'properties["p"] == "x" or '.repeat(300)}true`,
      `properties["p"] in [${'1,'.repeat(3_900)}1]`,
    ];
    for (const text of deep) {
      const statement = select({
        columns: [as(expressionOf(lowered(text)), 'holds')],
        from: table('user_profiles', { final: true }),
      });
      await expect(store.warehouse.query(print(statement))).resolves.toBeDefined();
    }
  });

  it('are refused where their SQL would be longer than an engine takes', async () => {
    const expression = parseExpression(`${'datetime(properties["a"]) == 1 or '.repeat(230)}false`);
    const question = cohortsOver(store.warehouse, [], 0).usersCount(asAnalyst(1), null, {
      expression,
      onlyWithProfile: true,
    });
    await expect(question).rejects.toMatchObject({ code: 'BAD_INPUT', details: { path: ['where'] } });
  });

  it('mean the same over events, and say nothing of profiles there', async () => {
    const eventProperties = fc.array(properties, { minLength: 8, maxLength: 8 });
    const texts = fc.array(conditionTexts, { minLength: 20, maxLength: 20 });
    const timeMs = Date.UTC(2026, 2, 1, 12, 0, 0, 125);
    const user = { a: 'a', b: 1, 'n.x': [1, 'a'], 日本: true };
    const userProperty = (name: string) =>
      storedJson(param(Object.hasOwn(user, name) ? JSON.stringify(Reflect.get(user, name)) : '', 'String'));
    const view: EventView = { property: storedEventProperty, userProperty, time: col('time') };
    await fc.assert(
      fc.asyncProperty(eventProperties, texts, async (events, written) => {
        projects += 1;
        await storeWorld(store.warehouse, projects, {
          keys: [],
          users: [],
          groups: [],
          events: events.map((some, index) => ({
            distinctId: `${index}`,
            name: 'e',
            timeMs,
            groups: [],
            properties: some,
          })),
          links: [],
          now: timeMs,
        });
        const trees = [
          ...written,
          'event["$time"] == 1772366400.125 and properties["time"] == event["$time"]',
          'event["$time"] >= datetime("2026-03-01") and event["$time"] < datetime("2026-03-01T12:00:00.126Z")',
          'properties["distinct_id"] in ["1", "3"] or has_prefix(properties["distinct_id"] + "x", "5x")',
          'properties["$device_id"] == "d" or not defined(properties["$user_id"])',
        ].flatMap((text) => {
          try {
            return [parseExpression(text)];
          } catch {
            return [];
          }
        });
        const statement = select({
          columns: [
            col('distinct_id'),
            ...trees.map((tree, index) => as(expressionOf(lowerEventExpression(tree, view)), `is_${index}`)),
          ],
          from: table('events'),
          where: ofProject(projects),
        });
        const { rows } = await store.warehouse.query<Readonly<Record<string, number | string>>>(print(statement));
        expect(rows).toHaveLength(events.length);
        for (const row of rows) {
          const id = String(row.distinct_id);
          const own = { ...events[Number(id)], time: timeMs / 1_000, distinct_id: id };
          for (const [index, tree] of trees.entries()) {
            const expected = Number(holds(tree, { properties: own, user, timeMs }));
            expect({ tree, own, holds: Number(row[`is_${index}`]) }).toEqual({ tree, own, holds: expected });
          }
        }
      }),
      { endOnFailure: true, numRuns: 15 },
    );
  });

  it('see nothing but the id of who has no profile', async () => {
    const over = async (text: string): Promise<unknown> => {
      const truth = lowerProfileExpression(parseExpression(text), 'group', col('id'), 'none');
      const from = subquery(select({ columns: [as(param('acme', 'String'), 'id')] }));
      const statement = select({ columns: [as(expressionOf(truth), 'holds')], from });
      return (await store.warehouse.query<{ readonly holds: number }>(print(statement))).rows.map(
        ({ holds: is }) => is,
      );
    };
    expect(await over('not defined(properties["a"]) and properties["a"] + 1 != 2')).toEqual([1]);
    expect(await over('properties["a"] == "a" or properties["a"] in ["a"] or properties["a"] < 1')).toEqual([0]);
    expect(await over('properties["$group_id"] == "acme" and properties["$distinct_id"] in ["acme"]')).toEqual([1]);
  });
});

describe('names that do not belong into a question', () => {
  it.each([
    ['user["plan"] == "pro"', 'group', 'asking about groups'],
    ['true or not (user["plan"] + "x" in [1])', 'group', 'at character 14'],
    ['event["$time"] > 1', 'user', 'no event'],
    ['event["$time"] > 1', 'group', 'no event'],
    ['properties["$last_seen"] > datetime("2026-01-01")', 'user', 'cannot be asked about'],
    ['user["$last_seen"] == "x"', 'user', 'cannot be asked about'],
  ] as const)('%s is refused of a %s', (text, subject, why) => {
    const check = () => checkProfileExpression(parseExpression(text), subject);
    expect(check).toThrow(expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining(why) }));
  });

  it('are few: a user is asked about by either name', () => {
    const expression = parseExpression('user["plan"] == properties["plan"]');
    expect(() => checkProfileExpression(expression, 'user')).not.toThrow();
  });

  it.each([
    ['event["$name"] == "x"', '`$time`'],
    ['user["plan"] == "pro"', 'users'],
  ])('%s is refused of an event without its user', (text, why) => {
    const view: EventView = {
      property: (name) => storedJson(mapValue('properties', name)),
      userProperty: null,
      time: col('time'),
    };
    expect(() => lowerEventExpression(parseExpression(text), view)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining(why) }),
    );
  });

  it('tells which properties of users an expression reads', () => {
    const names = userPropertiesIn(parseExpression('user["a"] == 1 and (properties["b"] < user["c"] or user["a"])'));
    expect([...names].sort()).toEqual(['a', 'c']);
    expect(eventSeconds(col('time')).kinds).toContain('number');
  });
});
