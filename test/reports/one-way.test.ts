import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  GraphQLObjectType,
  GraphQLString,
  getNamedType,
  isInputObjectType,
} from 'graphql';
import { musterSchema } from '../../src/graphql/schema.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { storePairs } from '../support/store-pairs.js';

/*
 * Users may be asked for by the properties of their groups, groups never by the properties of their users. It is not
 * checked for each question: there is no way to write it.
 */

/** An input of the schema by its name. */
function input(name: string): GraphQLInputObjectType {
  const type = musterSchema().getType(name);
  if (!isInputObjectType(type)) throw new Error(`the schema has no input ${name}`);
  return type;
}

/** The inputs that the fields of an analysis take. */
function questionsOf(analysis: string): GraphQLInputObjectType[] {
  const type = musterSchema().getType(analysis);
  if (!(type instanceof GraphQLObjectType)) throw new Error(`the schema has no type ${analysis}`);
  return Object.values(type.getFields())
    .flatMap(({ args }) => args.map((arg) => getNamedType(arg.type)))
    .filter(isInputObjectType);
}

/** All inputs that can be written in any of these, themselves among them, by name. */
function reachable(roots: readonly GraphQLInputObjectType[]): Map<string, GraphQLInputObjectType> {
  const found = new Map<string, GraphQLInputObjectType>();
  const waiting = [...roots];
  for (let type = waiting.pop(); type !== undefined; type = waiting.pop()) {
    if (found.has(type.name)) continue;
    found.set(type.name, type);
    waiting.push(...inputsIn(type));
  }
  return found;
}

const fieldsOf = (type: GraphQLInputObjectType): GraphQLInputField[] => Object.values(type.getFields());
const inputsIn = (type: GraphQLInputObjectType): GraphQLInputObjectType[] =>
  fieldsOf(type)
    .map((field) => getNamedType(field.type))
    .filter(isInputObjectType);
const names = (types: readonly GraphQLInputObjectType[]): string[] =>
  [...new Set(types.map(({ name }) => name))].sort();

describe('what can be written in a question on groups', () => {
  const roots = [...questionsOf('GroupAnalysis'), input('GroupFilter'), input('GroupReportQuestion')];
  const inputs = reachable(roots);
  const fields = [...inputs.values()].flatMap((type) => fieldsOf(type).map((field) => ({ type, field })));
  const place = ({ type, field }: (typeof fields)[number]): string => `${type.name}.${field.name}`;

  it('is made of these inputs; look at a new one before adding it here: can it name what a user is like?', () => {
    expect([...inputs.keys()].sort()).toEqual([
      'Aggregate',
      'AnalyzedGroupFilter',
      'DateCondition',
      'DaysBetween',
      'DidFilter',
      'Duration',
      'EventChoice',
      'EventFilter',
      'EventGroupBreakdown',
      'EventGroupFilter',
      'Formula',
      'GroupBreakdown',
      'GroupEventChoice',
      'GroupEventFilter',
      'GroupEventMetric',
      'GroupFilter',
      'GroupFlows',
      'GroupFrequency',
      'GroupFunnel',
      'GroupFunnelExclusion',
      'GroupFunnelStep',
      'GroupInsights',
      'GroupLifecycle',
      'GroupMetric',
      'GroupProfileMetric',
      'GroupPropertyBreakdown',
      'GroupReportFigure',
      'GroupReportQuestion',
      'GroupRetention',
      'IdFilter',
      'LastUnits',
      'ListCondition',
      'Measure',
      'MomentsBetween',
      'NumberCondition',
      'NumberRange',
      'PropertyBreakdown',
      'PropertyCondition',
      'PropertyFilter',
      'PropertyMeasure',
      'PropertyPerUnitMeasure',
      'ReportRange',
      'TextCondition',
      'TimeBetween',
      'TimeRange',
      'UsersWhoDidBreakdown',
      'UsersWhoDidFilter',
    ]);
  });

  it('has no field about users but how many did something', () => {
    const aboutUsers = fields.filter((one) => /user/i.test(one.field.name));
    expect(aboutUsers.map(place).sort()).toEqual(['GroupBreakdown.usersWhoDid', 'GroupEventFilter.usersWhoDid']);
    const taken = aboutUsers.map(({ field }) => getNamedType(field.type)).filter(isInputObjectType);
    expect(names(taken)).toEqual(['UsersWhoDidBreakdown', 'UsersWhoDidFilter']);
  });

  it.each([
    ['UsersWhoDidBreakdown', ['EventChoice']],
    ['UsersWhoDidFilter', ['EventChoice']],
    ['EventChoice', ['EventFilter']],
    ['EventFilter', ['EventFilter', 'EventGroupFilter', 'PropertyFilter']],
    ['EventGroupFilter', ['GroupFilter']],
  ])('says what was done, and nothing of who did it: %s holds %j', (name, held) => {
    expect(names(inputsIn(input(name)))).toEqual(held);
  });

  it('has conditions on properties of events and of groups only', () => {
    const conditions = fields.filter(({ field }) => getNamedType(field.type).name === 'PropertyFilter');
    expect(Object.fromEntries(conditions.map((one) => [place(one), one.field.description]))).toEqual({
      'EventFilter.property': 'A property of the event.',
      'GroupEventFilter.property': 'A property of the event.',
      'GroupFilter.property': 'A property of the group’s profile.',
    });
  });

  it('takes no cohort of users', () => {
    const cohorts = fields.filter(({ field }) => /cohort/i.test(field.name));
    expect(cohorts.map(place).sort()).toEqual(['GroupBreakdown.cohort', 'GroupFilter.cohort']);
    for (const { field } of cohorts) expect(field.description).toMatch(/saved cohort of groups/);
  });

  it('takes text in these places; none is the name of a property of a user', () => {
    const texts = fields.filter(({ field }) => getNamedType(field.type) === GraphQLString);
    expect(texts.map(place).sort()).toEqual([
      'DaysBetween.from',
      'DaysBetween.to',
      'DidFilter.event',
      'EventChoice.names',
      'EventGroupBreakdown.key',
      'EventGroupBreakdown.property',
      'EventGroupFilter.key',
      'Formula.expression',
      'Formula.name',
      'GroupEventChoice.names',
      'GroupEventMetric.name',
      'GroupFlows.hidden',
      'GroupFunnel.holdConstant',
      'GroupFunnelStep.label',
      'GroupProfileMetric.name',
      'GroupPropertyBreakdown.name',
      'GroupReportFigure.key',
      'GroupRetention.sumOf',
      'PropertyBreakdown.name',
      'PropertyFilter.name',
      'PropertyMeasure.name',
      'PropertyPerUnitMeasure.name',
      'TextCondition.contains',
      'TextCondition.endsWith',
      'TextCondition.isNoneOf',
      'TextCondition.isOneOf',
      'TextCondition.startsWith',
    ]);
  });

  it.each([
    ['PropertyBreakdown', ['GroupBreakdown.eventProperty']],
    ['PropertyMeasure', ['GroupProfileMetric.property', 'Measure.property']],
    ['PropertyPerUnitMeasure', ['Measure.propertyPerUnit']],
    ['GroupPropertyBreakdown', ['GroupBreakdown.groupProperty']],
    ['Measure', ['GroupEventMetric.measure']],
    ['GroupProfileMetric', ['GroupMetric.profiles']],
  ])('names a property by %s in these places only: %j', (name, places) => {
    const users = fields.filter(({ field }) => getNamedType(field.type).name === name);
    expect(users.map(place).sort()).toEqual(places);
  });
});

describe('the same walk, where users are asked for', () => {
  const inputs = reachable(questionsOf('UserAnalysis'));

  it.each(['UserFilter', 'UserBreakdown', 'UserEventFilter', 'UserReportQuestion', 'SomeGroupFilter', 'GroupFilter'])(
    'finds %s',
    (name) => {
      expect([...inputs.keys()]).toContain(name);
    },
  );
});

const range = { days: { from: '2026-03-02', to: '2026-03-06' } };
const event = { names: ['visit'] };

/** The smallest question of every report. */
const smallest = {
  insights: { range, metrics: [{ events: { event, measure: { activeWithinDays: 1 } } }] },
  funnel: { range, steps: [{ event }, { event }] },
  retention: { range, birth: event, returns: event },
  frequency: { range, event },
  lifecycle: { range, event },
  flows: { range, anchor: event },
} as const;

/** What each report answers, as little as there is. */
const answers = {
  insights: 'segmentCount',
  funnel: 'segmentCount',
  retention: 'segmentCount',
  frequency: 'segmentCount',
  lifecycle: 'segmentCount',
  flows: 'units',
} as const;

type Report = keyof typeof smallest;
const reports: readonly Report[] = ['insights', 'funnel', 'retention', 'frequency', 'lifecycle', 'flows'];

/** A value as GraphQL writes it in a document; the values of these questions have no enums. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, part]) => `${name}: ${literal(part)}`)
    .join(', ')} }`;
}

const isPro = { property: { name: 'plan', is: { text: { isOneOf: ['pro'] } } } };
const someGroup = { someGroup: { key: 'company', where: isPro } };

/** What a question on users may have, as part of a whole question. */
const partsOfUsers: ReadonlyArray<readonly [string, Record<string, unknown>]> = [
  ['a breakdown by a property of users', { breakdowns: [{ userProperty: { name: 'plan' } }] }],
  ['a breakdown by the groups users belong to', { breakdowns: [{ membership: { key: 'company' } }] }],
  [
    'such a breakdown beside one of the group',
    { breakdowns: [{ groupProperty: {} }, { userProperty: { name: 'plan' } }] },
  ],
  ['a breakdown with a branch of either', { breakdowns: [{ groupProperty: {}, userProperty: { name: 'plan' } }] }],
  ['a condition on the user', { where: { user: isPro } }],
  ['a condition on the groups of the user', { where: { user: someGroup } }],
  ['the groups of the user without the user', { where: someGroup }],
  ['a condition on what the user belongs to', { where: { belongsTo: { key: 'company' } } }],
  ['a condition on the user below others', { where: { and: [isPro, { not: { user: isPro } }] } }],
  ['a condition on the user as the group’s', { where: { group: { where: { user: isPro } } } }],
  ['the groups of the user as the group’s', { where: { group: { where: someGroup } } }],
  ['a condition on the user as another group’s', { where: { eventGroup: { key: 'company', where: { user: isPro } } } }],
  [
    'a condition on the user in what the group did',
    { where: { group: { where: { did: { where: { user: isPro } } } } } },
  ],
  ['which users did something', { where: { usersWhoDid: { event: { where: { user: isPro } } } } }],
  ['what users who did something are like', { where: { usersWhoDid: { event, where: isPro } } }],
  [
    'the users behind a figure',
    { where: { behind: { users: { point: 'x', question: { frequency: smallest.frequency } } } } },
  ],
  [
    'the users behind a figure as groups',
    { where: { group: { where: { behind: { users: { point: 'x', question: { frequency: smallest.frequency } } } } } } },
  ],
];

/** Parts that one report has at a place of its own. */
const partsOfOneReport: ReadonlyArray<readonly [string, Report, Record<string, unknown>]> = [
  [
    'a condition on the user',
    'insights',
    { metrics: [{ events: { event: { where: { user: isPro } }, measure: { activeWithinDays: 1 } } }] },
  ],
  [
    'another unit',
    'insights',
    { metrics: [{ events: { event, measure: { activeWithinDays: 1 }, countGroupsOf: 'company' } }] },
  ],
  ['profiles of users', 'insights', { metrics: [{ profiles: { where: someGroup } }] }],
  ['a condition on the user', 'funnel', { steps: [{ event }, { event: { where: { user: isPro } } }] }],
  [
    'an exclusion by user',
    'funnel',
    { exclusions: [{ event: { where: { user: isPro } }, afterStep: 1, beforeStep: 2 }] },
  ],
  ['births by user', 'retention', { birth: { where: { user: isPro } } }],
  ['returns by user', 'retention', { returns: { where: { user: isPro } } }],
  ['activity by user', 'frequency', { event: { where: { user: isPro } } }],
  ['activity by user', 'lifecycle', { event: { where: { user: isPro } } }],
  ['an anchor by user', 'flows', { anchor: { where: { user: isPro } } }],
  ['steps by user', 'flows', { steps: { where: { user: isPro } } }],
  ['exclusions by user', 'flows', { exclusions: [{ where: { user: isPro } }] }],
];

const mistakes = [
  ...reports.flatMap((report) =>
    partsOfUsers
      // Flows have no breakdowns at all, which refuses these for another reason.
      .filter(([, part]) => report !== 'flows' || !('breakdowns' in part))
      .map(([what, part]) => [what, report, part] as const),
  ),
  ...partsOfOneReport,
];

describe.each(storePairs().slice(0, 1))(
  'a careless client that asks of groups what can be asked of users, on %s',
  (_, stores) => {
    let server: TestServer;

    beforeAll(async () => {
      server = await startTestServer(stores);
      await server.ask('mutation { addGroupKey(key: "company", displayName: "Company") { key } }');
    });

    afterAll(async () => {
      await server.stop();
    });

    const asLiteral = (report: Report, question: object) =>
      server.ask(
        `{ analyzeGroups(key: "company") { ${report}(question: ${literal(question)}) { ${answers[report]} } } }`,
      );
    const asVariable = (report: Report, question: object) =>
      server.ask(
        `query ($question: Group${report.charAt(0).toUpperCase()}${report.slice(1)}!) {
        analyzeGroups(key: "company") { ${report}(question: $question) { ${answers[report]} } }
      }`,
        { question },
      );

    it.each(reports)('is answered where the question on %s is one on groups', async (report) => {
      for (const ask of [asLiteral, asVariable]) {
        const answer = await ask(report, { ...smallest[report], where: { group: { where: isPro } } });
        expect(answer.errors).toBeUndefined();
        expect(answer.data.analyzeGroups[report]).toEqual({ [answers[report]]: 0 });
      }
    });

    it.each(mistakes)('is refused %s in %s, before anything is asked', async (_what, report, part) => {
      for (const ask of [asLiteral, asVariable]) {
        const { data, errors, status } = await ask(report, { ...smallest[report], ...part });
        expect(status).toBe(400);
        expect(data).toBeUndefined();
        expect([...new Set(errors?.map(({ extensions }) => extensions.code))]).toEqual(['BAD_INPUT']);
      }
    });

    it.each([
      ['a property of users', { user: isPro }],
      ['groups of users', someGroup],
      ['a group of users', { belongsTo: { key: 'company' } }],
      ['users who did', { did: { where: { user: isPro } } }],
      ['a figure of users', { behind: { users: { point: 'x', question: { frequency: smallest.frequency } } } }],
    ])('is refused %s in the list of groups', async (_what, where) => {
      const literally = await server.ask(`{ groups(key: "company", where: ${literal(where)}) { totalCount } }`);
      const byVariable = await server.ask(
        'query ($where: GroupFilter!) { groups(key: "company", where: $where) { totalCount } }',
        { where },
      );
      for (const { errors, status } of [literally, byVariable]) {
        expect(status).toBe(400);
        expect([...new Set(errors?.map(({ extensions }) => extensions.code))]).toEqual(['BAD_INPUT']);
      }
    });
  },
);
