import { startTestServer, type TestServer } from '../support/server.js';
import { Subscribed, subscriber } from '../support/subscriber.js';
import { until } from '../support/until.js';

/*
 * What GraphQL itself finds wrong with what is given is told as our own refusals are: one error for one fault, with the
 * path to it and the names that may have been meant, whether it is written in the document or comes in a variable.
 */

type Path = ReadonlyArray<string | number>;
/** With a name that must be among the near matches; null: there are none. */
type Fault = readonly [what: string, question: object, path: Path, meant: string | null];

const range = { last: { count: 7, unit: 'DAY' } };
const metrics = [{ events: { event: { names: ['visit'] }, measure: { count: 'EVENTS' } } }];
const whereIs = (is: unknown) => ({ range, metrics, where: { property: { name: 'a', is } } });
const by = (...breakdowns: unknown[]) => ({ range, metrics, breakdowns });

/** JSON as a literal of GraphQL. Enum values are the texts in capitals. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, field]) => `${name}: ${literal(field)}`);
    return `{ ${fields.join(', ')} }`;
  }
  return typeof value === 'string' && /^[A-Z]+$/.test(value) ? value : JSON.stringify(value);
}

/** Of a question of insights on groups. */
const faults: readonly Fault[] = [
  [
    'text for a number',
    whereIs({ number: { greaterThan: 'ten' } }),
    ['where', 'property', 'is', 'number', 'greaterThan'],
    null,
  ],
  ['a number for text', by({ groupProperty: { name: 5 } }), ['breakdowns', 0, 'groupProperty', 'name'], null],
  ['a number for an object', { range: 7, metrics }, ['range'], null],
  ['a date that is none', whereIs({ date: { before: 'soon' } }), ['where', 'property', 'is', 'date', 'before'], null],
  ['an unknown enum value', { range: { last: { count: 7, unit: 'DAI' } }, metrics }, ['range', 'last', 'unit'], 'DAY'],
  ['an unknown field', { range, metrics, breakdown: [] }, ['breakdown'], 'breakdowns'],
  ['an unknown branch', by({ userProperty: { name: 'x' } }), ['breakdowns', 0, 'userProperty'], 'groupProperty'],
  ['an unknown branch like none', by({ zzz: 1 }), ['breakdowns', 0, 'zzz'], null],
  ['two branches', by({ cohort: 'a', eventProperty: { name: 'a' } }), ['breakdowns', 0], null],
  ['no branch', by({ cohort: 'a' }, {}), ['breakdowns', 1], null],
  ['a branch that is null', by({ cohort: null }), ['breakdowns', 0, 'cohort'], null],
  [
    'an unknown field inside a list',
    { range, metrics: [...metrics, { events: { ...metrics[0]?.events, evnt: 1 } }] },
    ['metrics', 1, 'events', 'evnt'],
    'event',
  ],
  [
    'a field that is missing',
    { range, metrics: [{ events: { event: {} } }] },
    ['metrics', 0, 'events', 'measure'],
    null,
  ],
  ['a null that may not be', { range, metrics: [null] }, ['metrics', 0], null],
];

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' });
  await server.ask('mutation { addGroupKey(key: "company", displayName: "Company") { key } }');
});

afterAll(async () => {
  await server.stop();
});

const insightsOf = (question: string): string =>
  `{ analyzeGroups(key: "company") { insights(question: ${question}) { segmentCount } } }`;

async function refusals(document: string, variables?: Record<string, unknown>) {
  const { errors, status } = await server.ask(document, variables);
  expect(status).toBe(400);
  return (errors ?? []).map(({ extensions: { code, path, nearMatches } }) => ({ code, path, nearMatches }));
}

describe('what GraphQL finds wrong', () => {
  describe.each([
    ['a literal', (question: object) => refusals(insightsOf(literal(question)))],
    [
      'a variable',
      (question: object) => refusals(`query ($asked: GroupInsights!) ${insightsOf('$asked')}`, { asked: question }),
    ],
  ])('in %s', (_, ask) => {
    it.each(faults)('with %s', async (_what, question, path, meant) => {
      const told = await ask(question);
      const nearMatches = meant === null ? undefined : expect.arrayContaining([meant]);
      expect(told).toEqual([{ code: 'BAD_INPUT', path: ['question', ...path], nearMatches }]);
    });

    it('is told of each of several faults', async () => {
      const question = { ...by({ userProperty: { name: 'x' } }, { cohort: { a: 5 } }, {}), rollingMean: 'two' };
      const told = (await ask(question)).map(({ path }) => JSON.stringify(path));
      expect(told.toSorted()).toEqual([
        '["question","breakdowns",0,"userProperty"]',
        '["question","breakdowns",1,"cohort"]',
        '["question","breakdowns",2]',
        '["question","rollingMean"]',
      ]);
    });
  });

  it('with a part that comes in a variable is told from the argument it is a part of', async () => {
    const document = `query ($one: GroupBreakdown!) ${insightsOf(`{ range: ${literal(range)}, metrics: ${literal(metrics)}, breakdowns: [{ cohort: "a" }, $one] }`)}`;
    expect(await refusals(document, { one: { eventGroup: { key: 'company', property: 5 } } })).toEqual([
      { code: 'BAD_INPUT', path: ['question', 'breakdowns', 1, 'eventGroup', 'property'] },
    ]);
  });

  it('with a variable that is used in two places is told from its name', async () => {
    const document = `query ($w: GroupFilter!) { groups(key: "company", where: $w) { totalCount } other: groups(key: "company", where: { not: $w }) { totalCount } }`;
    expect(await refusals(document, { w: { id: { isOneOf: [{}] } } })).toEqual([
      { code: 'BAD_INPUT', path: ['w', 'id', 'isOneOf', 0] },
    ]);
    const same = document.replace('{ not: $w }', '$w');
    expect(await refusals(same, { w: { id: { isOneOf: [{}] } } })).toMatchObject([
      { path: ['where', 'id', 'isOneOf', 0] },
    ]);
  });

  it.each([
    ['a variable that is missing', 'query ($k: String!) { groups(key: $k) { totalCount } }', ['key'], undefined],
    ['a variable of another type', 'query ($k: Int!) { groups(key: $k) { totalCount } }', ['key'], undefined],
    [
      'a default of a variable',
      'query ($w: UserFilter = { cohort: 5.5 }) { users(where: $w) { totalCount } }',
      ['where', 'cohort'],
      undefined,
    ],
    ['an argument that is missing', '{ groups { totalCount } }', ['key'], undefined],
    ['an unknown argument', '{ users(were: { cohort: "a" }) { totalCount } }', ['were'], ['where']],
    [
      'a field given twice',
      '{ users(where: { cohort: "a", cohort: "b" }) { totalCount } }',
      ['where', 'cohort'],
      undefined,
    ],
    ['an argument of a directive', '{ users @skip(if: 5) { totalCount } }', ['if'], undefined],
    ['a field to select', '{ usres { totalCount } }', undefined, ['users', 'user']],
    [
      'a text without quotation marks among properties',
      'mutation { people_set(distinctId: "a", properties: { list: [1, pro] }) { applied } }',
      ['properties', 'list', 1],
      undefined,
    ],
  ])('with %s', async (_, document, path, nearMatches) => {
    expect(await refusals(document)).toEqual([{ code: 'BAD_INPUT', path, nearMatches }]);
  });

  it('with more variables than it tells of is still no fault of the server', async () => {
    const told = await refusals('mutation ($e: [EventInput!]!) { trackBatch(events: $e) { accepted } }', {
      e: Array.from({ length: 60 }, () => ({ name: 5 })),
    });
    expect(told.length).toBeGreaterThan(50);
    expect(new Set(told.map(({ code }) => code))).toEqual(new Set(['BAD_INPUT']));
  });

  it.each([
    [
      'a literal',
      `subscription { liveUserInsights(question: ${literal({ range, metrics: [{ event: 1 }] })}) { segmentCount } }`,
      {},
    ],
    [
      'a variable',
      'subscription ($asked: UserInsights!) { liveUserInsights(question: $asked) { segmentCount } }',
      { asked: { range, metrics: [{ event: 1 }] } },
    ],
  ])('with %s of a subscription', async (_, document, variables) => {
    const client = subscriber(server.url, server.project.secrets.CONSUMER);
    const refused = new Subscribed(client, document, variables);
    await until(() => refused.codes.length > 0);
    expect(refused.errors).toMatchObject([
      { extensions: { code: 'BAD_INPUT', path: ['question', 'metrics', 0, 'event'], nearMatches: ['events'] } },
    ]);
    expect(refused.errors).toHaveLength(1);
    await client.dispose();
  });
});
