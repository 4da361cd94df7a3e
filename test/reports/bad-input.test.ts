import type { Answer } from '../support/ask.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { storePairs } from '../support/store-pairs.js';

/*
 * A question that cannot be answered says what is wrong with it, where, and what may have been meant.
 */

const days = 'range: { days: { from: "2026-03-02", to: "2026-03-06" } }';
const visits = '{ names: ["visit"] }';
const two = `steps: [{ event: ${visits} }, { event: ${visits} }]`;
const count = `{ events: { event: ${visits}, measure: { count: EVENTS } } }`;
const measured = (measure: string): string => `metrics: [{ events: { event: ${visits}, measure: ${measure} } }]`;
const steps = (many: number): string =>
  `steps: [${Array.from({ length: many }, () => `{ event: ${visits} }`).join(', ')}]`;
const isPro = '{ property: { name: "plan", is: { text: { isOneOf: ["pro"] } } } }';
const [users, companies] = ['analyzeUsers', 'analyzeGroups(key: "company")'];

type Path = ReadonlyArray<string | number>;
type Mistake = readonly [what: string, question: string, path: Path];

const insights = (question: string): string => `insights(question: { ${days}, ${question} }) { segmentCount }`;
const funnel = (question: string): string => `funnel(question: { ${days}, ${question} }) { segmentCount }`;
const retention = (question: string): string =>
  `retention(question: { ${days}, birth: ${visits}, returns: ${visits}, ${question} }) { segmentCount }`;
const frequency = (question: string): string =>
  `frequency(question: { ${days}, event: ${visits}, ${question} }) { segmentCount }`;
const lifecycle = (question: string): string =>
  `lifecycle(question: { ${days}, event: ${visits}, ${question} }) { segmentCount }`;
const flows = (question: string): string => `flows(question: { ${days}, anchor: ${visits}, ${question} }) { units }`;

/** Of users and of groups alike, with the place in the question. */
const mistakes: readonly Mistake[] = [
  // The range.
  [
    'days in the wrong order',
    `insights(question: { range: { days: { from: "2026-03-06", to: "2026-03-02" } }, metrics: [${count}] }) { segmentCount }`,
    ['range'],
  ],
  [
    'moments in the wrong order',
    `insights(question: { range: { between: { from: "2026-03-06T00:00:00Z", to: "2026-03-02T00:00:00Z" } }, metrics: [${count}] }) { segmentCount }`,
    ['range'],
  ],
  [
    'a stretch without a moment',
    `flows(question: { range: { between: { from: "2026-03-02", to: "2026-03-02" } }, anchor: ${visits} }) { units }`,
    ['range'],
  ],
  [
    'a day that is none',
    `insights(question: { range: { days: { from: "2026-02-30", to: "2026-03-02" } }, metrics: [${count}] }) { segmentCount }`,
    ['range', 'days', 'from'],
  ],
  [
    'the last no days',
    `insights(question: { range: { last: { count: 0, unit: DAY } }, metrics: [${count}] }) { segmentCount }`,
    ['range', 'last', 'count'],
  ],
  [
    'more than 1,000 intervals',
    `insights(question: { range: { days: { from: "2026-01-01", to: "2026-12-31" } }, interval: HOUR, metrics: [${count}] }) { segmentCount }`,
    ['interval'],
  ],
  [
    'more than 1,000 intervals of birth',
    `retention(question: { range: { days: { from: "2020-01-01", to: "2026-12-31" } }, birth: ${visits}, returns: {} }) { segmentCount }`,
    ['unit'],
  ],
  [
    'more figures than an answer holds',
    `insights(question: { range: { last: { count: 1000, unit: HOUR } }, interval: HOUR, metrics: [${count}], breakdowns: [{ eventProperty: { name: "plan" } }], segmentLimit: 200 }) { segmentCount }`,
    [],
  ],

  // Segments.
  [
    'five breakdowns',
    insights(`metrics: [${count}], breakdowns: [${Array(5).fill('{ eventProperty: { name: "plan" } }').join(', ')}]`),
    ['breakdowns'],
  ],
  ['no segment', insights(`metrics: [${count}], segmentLimit: 0`), ['segmentLimit']],
  ['201 segments', funnel(`${two}, segmentLimit: 201`), ['segmentLimit']],
  [
    'buckets that do not ascend',
    insights(`metrics: [${count}], breakdowns: [{ eventProperty: { name: "seats", buckets: [10, 5] } }]`),
    ['breakdowns', 0, 'eventProperty', 'buckets'],
  ],
  [
    'the same bound of buckets twice',
    frequency('breakdowns: [{ eventProperty: { name: "seats", buckets: [5, 5] } }]'),
    ['breakdowns', 0, 'eventProperty', 'buckets'],
  ],
  [
    'no bound of buckets',
    retention('breakdowns: [{ eventProperty: { name: "seats", buckets: [] } }]'),
    ['breakdowns', 0, 'eventProperty', 'buckets'],
  ],
  [
    'a property without a name',
    insights(`metrics: [${count}], breakdowns: [{ eventProperty: { name: "" } }]`),
    ['breakdowns', 0, 'eventProperty', 'name'],
  ],
  ['life cycles divided by events', lifecycle('breakdowns: [{ eventProperty: { name: "plan" } }]'), ['breakdowns', 0]],

  // Insights.
  ['no metric', insights('metrics: []'), ['metrics']],
  ['21 metrics', insights(`metrics: [${Array(21).fill(count).join(', ')}]`), ['metrics']],
  [
    'no event',
    insights('metrics: [{ events: { event: { names: [] }, measure: { count: EVENTS } } }]'),
    ['metrics', 0, 'events', 'event', 'names'],
  ],
  [
    'percentile 101',
    insights(measured('{ property: { name: "price", aggregate: { function: PERCENTILE, percentile: 101 } } }')),
    ['metrics', 0, 'events', 'measure', 'property', 'aggregate', 'percentile'],
  ],
  [
    'a percentile without its number',
    insights(measured('{ eventsPerUnit: { function: PERCENTILE } }')),
    ['metrics', 0, 'events', 'measure', 'eventsPerUnit', 'percentile'],
  ],
  [
    'the percentile of a sum',
    insights(measured('{ eventsPerUnit: { function: SUM, percentile: 50 } }')),
    ['metrics', 0, 'events', 'measure', 'eventsPerUnit', 'percentile'],
  ],
  [
    'active units of 367 days',
    insights(measured('{ activeWithinDays: 367 }')),
    ['metrics', 0, 'events', 'measure', 'activeWithinDays'],
  ],
  ['cumulative means', insights(`metrics: [${count}], cumulative: true, rollingMean: 7`), ['rollingMean']],
  [
    'a cumulative median',
    insights(`${measured('{ property: { name: "price", aggregate: { function: MEDIAN } } }')}, cumulative: true`),
    ['metrics', 0, 'events', 'measure'],
  ],
  [
    'a formula that cannot be read',
    insights(`metrics: [${count}], formulas: [{ name: "rate", expression: "100 * (A" }]`),
    ['formulas', 0, 'expression'],
  ],

  ['two lines of one name', insights(`metrics: [${count}], formulas: [{ name: "A", expression: "A" }]`), []],
  [
    'a formula without a name',
    insights(`metrics: [${count}], formulas: [{ name: "", expression: "A" }]`),
    ['formulas', 0, 'name'],
  ],
  [
    'percentile -1 of profiles',
    insights(
      'metrics: [{ profiles: { property: { name: "a", aggregate: { function: PERCENTILE, percentile: -1 } } } }]',
    ),
    ['metrics', 0, 'profiles', 'property', 'aggregate', 'percentile'],
  ],

  // Funnels.
  ['21 steps', funnel(steps(21)), ['steps']],
  ['one step', funnel(steps(1)), ['steps']],
  ['a window of 367 days', funnel(`${two}, window: { count: 367, unit: DAY }`), ['window']],
  ['a window of 0 seconds', funnel(`${two}, window: { count: 0, unit: SECOND }`), ['window']],
  ['a window that ends before it begins', funnel(`${two}, window: { count: -1, unit: DAY }`), ['window']],
  ['the attribution to a step that is not said', funnel(`${two}, attribution: STEP`), ['attributionStep']],
  ['a step for another attribution', funnel(`${two}, attribution: LAST, attributionStep: 1`), ['attributionStep']],
  ['four properties held constant', funnel(`${two}, holdConstant: ["a", "b", "c", "d"]`), ['holdConstant']],
  ['a time at percentile 101', funnel(`${two}, percentiles: [50, 101]`), ['percentiles', 1]],
  [
    'an exclusion after the last step',
    funnel(`${two}, exclusions: [{ event: {}, afterStep: 2, beforeStep: 3 }]`),
    ['exclusions', 0],
  ],
  [
    'exclusions where nothing may lie between',
    funnel(`${two}, order: STRICT, exclusions: [{ event: {}, afterStep: 1, beforeStep: 2 }]`),
    ['exclusions'],
  ],

  // Retention, frequency, flows.
  ['brackets that do not ascend', retention('brackets: [0, 3, 2]'), ['brackets', 2]],
  ['a rolling mean of one interval', insights(`metrics: [${count}], rollingMean: 1`), ['rollingMean']],
  ['attribution to a step that is none', funnel(`${two}, attribution: STEP, attributionStep: 3`), ['attributionStep']],
  ['brackets and buckets', retention('brackets: [0, 1, 3], buckets: 3'), ['brackets']],
  ['367 buckets', retention('buckets: 367'), ['buckets']],
  ['sums of all later buckets', retention('sumOf: "price", mode: ON_OR_AFTER'), ['sumOf']],
  ['days of days', frequency('active: DAY, interval: DAY'), ['active']],
  ['paths of nothing but the anchor', flows('before: 0, after: 0'), ['after']],
  ['six steps before the anchor', flows('before: 6'), ['before']],
  ['no event told by name', flows('eventLimit: 0'), ['eventLimit']],
  ['201 paths', flows('pathLimit: 201'), ['pathLimit']],
  ['a hidden event without a name', flows('hidden: [""]'), ['hidden', 0]],
  ['a window of flows of 367 days', flows('window: { count: 367, unit: DAY }'), ['window']],

  // Conditions.
  [
    'no value to compare with',
    insights(`metrics: [${count}], where: { property: { name: "plan", is: { text: { isOneOf: [] } } } }`),
    ['where', 'property', 'is', 'text', 'isOneOf'],
  ],
  [
    'a range of numbers in the wrong order',
    funnel(`${two}, where: { not: { property: { name: "price", is: { number: { between: { from: 2, to: 1 } } } } } }`),
    ['where', 'not', 'property', 'is', 'number', 'between'],
  ],
  [
    'a text with two operators',
    funnel(`${two}, where: { property: { name: "plan", is: { text: { contains: "a", endsWith: "b" } } } }`),
    ['where', 'property', 'is', 'text'],
  ],
  [
    'an object in a list',
    flows('where: { property: { name: "tags", is: { list: { anyOf: [{ a: 1 }] } } } }'),
    ['where', 'property', 'is', 'list', 'anyOf', 0],
  ],
  ['no condition to join', retention('where: { or: [] }'), ['where', 'or']],
];

const [pair] = storePairs().map(([, stores]) => stores);
if (pair === undefined) throw new Error('there is always one pair of stores');

describe('a question that cannot be answered', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer(pair);
    for (const key of ['company', 'workspace']) {
      await server.ask('mutation ($key: String!) { addGroupKey(key: $key, displayName: $key) { key } }', { key });
    }
  });

  afterAll(async () => {
    await server.stop();
  });

  const ask = (analysis: string, report: string) => server.ask(`{ ${analysis} { ${report} } }`);
  const refusal = ({ errors }: Answer) => {
    expect(errors).toHaveLength(1);
    const { code, path, nearMatches } = errors?.[0]?.extensions ?? {};
    return { code, path, nearMatches };
  };

  describe.each([users, companies])('of %s', (analysis) => {
    it.each(mistakes)('says where it has %s', async (_, report, path) => {
      expect(refusal(await ask(analysis, report))).toEqual({ code: 'BAD_INPUT', path: ['question', ...path] });
    });

    it.each([
      ['a metric', 'Revenu', ['Revenue']],
      ['no metric at all', 'zzz', undefined],
    ])('says which metrics there are where a formula names %s', async (_, name, nearMatches) => {
      const metric = count.replace('{ events: {', '{ events: { name: "Revenue",');
      const answer = await ask(
        analysis,
        insights(`metrics: [${metric}], formulas: [{ name: "rate", expression: "100 * ${name}" }]`),
      );
      expect(refusal(answer)).toEqual({
        code: 'BAD_INPUT',
        path: ['question', 'formulas', 0, 'expression'],
        nearMatches,
      });
      expect(answer.errors?.[0]?.message).toContain('Revenue');
    });

    it.each([
      [
        'a breakdown',
        insights(`metrics: [${count}], breakdowns: [{ eventGroup: { key: "compani" } }]`),
        ['breakdowns', 0, 'eventGroup', 'key'],
      ],
      [
        'a condition',
        funnel(`${two}, where: { eventGroup: { key: "compani", where: ${isPro} } }`),
        ['where', 'eventGroup', 'key'],
      ],
      [
        'a condition of a step',
        funnel(`steps: [{ event: {} }, { event: { where: { eventGroup: { key: "compani", where: ${isPro} } } } }]`),
        ['steps', 1, 'event', 'where', 'eventGroup', 'key'],
      ],
    ])('says which group keys are alike where %s names none', async (_, report, path) => {
      expect(refusal(await ask(analysis, report))).toEqual({
        code: 'GROUP_KEY_UNKNOWN',
        path: ['question', ...path],
        nearMatches: ['company'],
      });
    });

    it.each([
      ['a breakdown', insights(`metrics: [${count}], breakdowns: [{ cohort: "4711" }]`)],
      ['a condition on groups', funnel(`${two}, where: { eventGroup: { key: "company", where: { cohort: "4711" } } }`)],
    ])('says that there is no such cohort as %s uses', async (_, report) => {
      expect(refusal(await ask(analysis, report))).toMatchObject({ code: 'NOT_FOUND', nearMatches: [] });
    });

    it.each([
      ['is nonsense', 'nonsense'],
      ['is empty', ''],
      ['is of another report', Buffer.from('["no such figure"]').toString('base64url')],
      ['holds a long text', 'A'.repeat(20_000)],
      ['holds what no report has', Buffer.from('{"a":[[[1e999]]]}').toString('base64url')],
    ])('says that an id of a figure %s', async (_, id) => {
      const questions = [
        insights(`metrics: [${count}]`),
        funnel(two),
        retention('buckets: 2'),
        frequency('interval: WEEK'),
        lifecycle('interval: DAY'),
        flows('after: 1'),
      ];
      for (const report of questions) {
        const answer = await ask(
          analysis,
          report.replace(/\{ (segmentCount|units) \}$/, `{ behind(id: "${id}") { size } }`),
        );
        expect(refusal(answer)).toMatchObject({ code: 'BAD_INPUT', path: ['id'] });
      }
    });

    it.each([
      ['a number that is text', '{ number: { atLeast: "5" } }'],
      ['a text that is a number', '{ text: { contains: 5 } }'],
      ['a list of texts that is none', '{ text: { isOneOf: [{ a: 1 }] } }'],
      ['a boolean that is text', '{ boolean: "true" }'],
      ['a date that is none', '{ date: { before: "soon" } }'],
      ['two operators at once', '{ number: { atLeast: 1, atMost: 2 } }'],
      ['no operator', '{}'],
    ])('is refused before it is asked where a condition has %s', async (_, condition) => {
      const answer = await ask(
        analysis,
        insights(`metrics: [${count}], where: { property: { name: "price", is: ${condition} } }`),
      );
      expect(answer.status).toBe(400);
      expect(answer.data).toBeUndefined();
      expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_INPUT']);
    });
  });

  it('says where a variable has a value of the wrong type', async () => {
    const { errors, status } = await server.ask(
      'query ($question: UserFunnel!) { analyzeUsers { funnel(question: $question) { segmentCount } } }',
      {
        question: {
          range: { days: { from: '2026-03-02', to: '2026-03-06' } },
          steps: [{ event: {} }, { event: { where: { property: { name: 'a', is: { number: { atLeast: 'b' } } } } } }],
        },
      },
    );
    expect(status).toBe(400);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_INPUT' } }]);
    expect(errors?.[0]?.message).toContain('question.steps[1].event.where.property.is.number.atLeast');
  });

  it('says which group keys are alike where the one to analyse is unknown', async () => {
    const answer = await ask('analyzeGroups(key: "compani")', insights(`metrics: [${count}]`));
    expect(refusal(answer)).toMatchObject({ code: 'GROUP_KEY_UNKNOWN', nearMatches: ['company'] });
    expect(answer.errors?.[0]?.path).toEqual(['analyzeGroups']);
  });

  it.each([
    ['a condition on the user', `where: { user: ${isPro} }`],
    ['one below others', `where: { and: [{ not: { user: ${isPro} } }] }`],
    ['a breakdown by a property of users', 'breakdowns: [{ userProperty: { name: "plan" } }]'],
    ['a breakdown by what users belong to', 'breakdowns: [{ membership: { key: "company" } }]'],
  ])('of users does not count groups by %s', async (_, part) => {
    const metric = `{ events: { event: ${visits}, measure: { count: UNITS }, countGroupsOf: "company" } }`;
    const answer = await ask(users, insights(`metrics: [${count}, ${metric}], ${part}`));
    const path = ['question', 'metrics', 1, 'events', 'countGroupsOf'];
    expect(refusal(answer)).toMatchObject({ code: 'BAD_INPUT', path });
    expect(answer.errors?.[0]?.message).toMatch(/^Groups cannot be counted by properties or cohorts of users/);
  });

  it.each([
    [
      'the key that is analysed',
      insights(`metrics: [${count}], breakdowns: [{ eventGroup: { key: "company" } }]`),
      ['breakdowns', 0, 'eventGroup'],
    ],
    ['its users, by groups', frequency('count: USERS, breakdowns: [{ groupProperty: {} }]'), ['breakdowns']],
    [
      'users who did it no time',
      funnel(`${two}, where: { usersWhoDid: { event: {}, times: 0 } }`),
      ['where', 'usersWhoDid', 'times'],
    ],
    [
      'at least more users than at most',
      funnel(`${two}, where: { usersWhoDid: { event: {}, atLeast: 3, atMost: 2 } }`),
      ['where', 'usersWhoDid'],
    ],
  ])('of groups says where it has %s', async (_, report, path) => {
    expect(refusal(await ask(companies, report))).toEqual({ code: 'BAD_INPUT', path: ['question', ...path] });
  });

  it('uses a cohort of users only where users are asked for, and one of groups only for its key', async () => {
    const made = await server.ask(`mutation {
      users: createUserCohort(name: "u", where: ${isPro}) { id }
      groups: createGroupCohort(name: "w", key: "workspace", where: ${isPro}) { id }
    }`);
    expect(made.errors).toBeUndefined();
    const by = (id: string) => insights(`metrics: [${count}], breakdowns: [{ cohort: "${id}" }]`);
    for (const [analysis, id] of [
      [companies, made.data.users.id],
      [companies, made.data.groups.id],
      [users, made.data.groups.id],
    ]) {
      expect(refusal(await ask(analysis, by(id)))).toMatchObject({ code: 'COHORT_WRONG_UNIT' });
    }
    expect((await ask(users, by(made.data.users.id))).errors).toBeUndefined();
  });
});
