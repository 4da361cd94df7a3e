import type { Answer } from '../support/ask.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { storePairs } from '../support/store-pairs.js';
import {
  companies,
  count,
  days,
  flows,
  frequency,
  funnel,
  insights,
  isPro,
  lifecycle,
  mistakes,
  retention,
  two,
  users,
  visits,
} from './mistakes.js';

/*
 * A question that cannot be answered says what is wrong with it, where, and what may have been meant.
 */

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
      ['a breakdown', insights(`metrics: [${count}], breakdowns: [{ cohort: "4711" }]`), ['breakdowns', 0, 'cohort']],
      [
        'a condition on groups',
        funnel(`${two}, where: { and: [{ eventGroup: { key: "company", where: { cohort: "4711" } } }] }`),
        ['where', 'and', 0, 'eventGroup', 'where', 'cohort'],
      ],
    ])('says that there is no such cohort as %s uses', async (_, report, path) => {
      const said = { code: 'NOT_FOUND', path: ['question', ...path], nearMatches: [] };
      expect(refusal(await ask(analysis, report))).toEqual(said);
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
      ['a number that is text', '{ number: { atLeast: "5" } }', ['number', 'atLeast']],
      ['a text that is a number', '{ text: { contains: 5 } }', ['text', 'contains']],
      ['a list of texts that is none', '{ text: { isOneOf: [{ a: 1 }] } }', ['text', 'isOneOf', 0]],
      ['a boolean that is text', '{ boolean: "true" }', ['boolean']],
      ['a date that is none', '{ date: { before: "soon" } }', ['date', 'before']],
      ['two operators at once', '{ number: { atLeast: 1, atMost: 2 } }', ['number']],
      ['no operator', '{}', []],
    ])('is refused before it is asked where a condition has %s', async (_, condition, path) => {
      const answer = await ask(
        analysis,
        insights(`metrics: [${count}], where: { property: { name: "price", is: ${condition} } }`),
      );
      expect(answer.status).toBe(400);
      expect(answer.data).toBeUndefined();
      expect(refusal(answer)).toEqual({
        code: 'BAD_INPUT',
        path: ['question', 'where', 'property', 'is', ...path],
        nearMatches: undefined,
      });
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
    const path = ['question', 'steps', 1, 'event', 'where', 'property', 'is', 'number', 'atLeast'];
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_INPUT', path } }]);
    expect(errors?.[0]?.message).toContain('question.steps[1].event.where.property.is.number.atLeast');
  });

  it('answers the other reports of the request', async () => {
    const good = insights(`metrics: [${count}]`);
    const { data, errors } = await server.ask(`{ ${users} { good: ${good} bad: ${insights('metrics: []')} } }`);
    expect(data).toEqual({ analyzeUsers: { good: { segmentCount: 0 }, bad: null } });
    expect(errors).toMatchObject([{ path: ['analyzeUsers', 'bad'], extensions: { code: 'BAD_INPUT' } }]);
  });

  it('says which group keys are alike where the one to analyse is unknown', async () => {
    const answer = await ask('analyzeGroups(key: "compani")', insights(`metrics: [${count}]`));
    expect(refusal(answer)).toEqual({ code: 'GROUP_KEY_UNKNOWN', path: ['key'], nearMatches: ['company'] });
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

  it.each([
    [users, '{ eventProperty: { name: "plan" } }', 'a property of events'],
    [users, '{ eventGroup: { key: "company" } }', 'the groups that events carry'],
    [companies, '{ groupProperty: { name: "plan", properties: AS_OF_EVENT } }', 'a property of groups as of the event'],
    [companies, '{ usersWhoDid: { event: {}, times: 1 } }', 'how many users did something'],
  ])('of %s says why a life cycle is not divided by %s', async (analysis, breakdown, what) => {
    const other = analysis === users ? '{ userProperty: { name: "plan" } }' : '{ groupProperty: {} }';
    const answer = await ask(analysis, lifecycle(`breakdowns: [${other}, ${breakdown}]`));
    expect(refusal(answer)).toEqual({ code: 'BAD_INPUT', path: ['question', 'breakdowns', 1] });
    expect(answer.errors?.[0]?.message).toContain(
      `A life cycle compares what a unit does from one interval to the next, so ${what} cannot divide it`,
    );
  });

  it('says what a figure counts that is asked for other units, and of which key', async () => {
    const asked = (unit: string) =>
      `{ ${days}, metrics: [{ events: { event: ${visits}, measure: { count: UNITS }${unit} } }] }`;
    const figure = async (analysis: string, question: string): Promise<string> => {
      const told = await ask(analysis, `insights(question: ${question}) { lines { overall { total { id } } } }`);
      const { insights: report } = told.data.analyzeUsers ?? told.data.analyzeGroups;
      return `question: { insights: ${question} }, point: "${report.lines[0].overall.total.id}"`;
    };
    const ofUsers = await figure(users, asked(', countGroupsOf: "workspace"'));
    const ofWorkspaces = await figure('analyzeGroups(key: "workspace")', asked(''));
    const workspaces = 'groups of the key "workspace"';
    for (const [document, needed, path] of [
      [`{ users(where: { behind: { users: { ${ofUsers} } } }) { totalCount } }`, 'users', ['behind', 'users', 'point']],
      [
        `{ groups(key: "company", where: { not: { behind: { key: "workspace", ${ofWorkspaces} } } }) { totalCount } }`,
        'groups of the key "company"',
        ['not', 'behind', 'point'],
      ],
    ] as const) {
      const answer = await server.ask(document);
      expect(refusal(answer)).toEqual({ code: 'BAD_INPUT', path: ['where', ...path] });
      const message = `The figure counts ${workspaces}; one that counts ${needed} is needed here.`;
      expect(answer.errors?.[0]?.message).toBe(message);
    }
  });

  it('uses a cohort of users only where users are asked for, and one of groups only for its key', async () => {
    const made = await server.ask(`mutation {
      users: createUserCohort(name: "u", where: ${isPro}) { id }
      groups: createGroupCohort(name: "w", key: "workspace", where: ${isPro}) { id }
    }`);
    expect(made.errors).toBeUndefined();
    const by = (id: string) => insights(`metrics: [${count}], breakdowns: [{ cohort: "${id}" }]`);
    const path = ['question', 'breakdowns', 0, 'cohort'];
    const [ofCompanies, ofWorkspaces] = ['groups of the key "company"', 'groups of the key "workspace"'];
    for (const [analysis, id, found, needed] of [
      [companies, made.data.users.id, 'users', ofCompanies],
      [companies, made.data.groups.id, ofWorkspaces, ofCompanies],
      [users, made.data.groups.id, ofWorkspaces, 'users'],
    ]) {
      const answer = await ask(analysis, by(id));
      expect(refusal(answer)).toEqual({ code: 'COHORT_WRONG_UNIT', path });
      expect(answer.errors?.[0]?.message).toBe(`This is a cohort of ${found}; one of ${needed} is needed here.`);
    }
    expect((await ask(users, by(made.data.users.id))).errors).toBeUndefined();
  });
});
