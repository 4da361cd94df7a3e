import { startTestServer, type TestServer } from '../support/server.js';
import { Subscribed, subscriber } from '../support/subscriber.js';
import { until } from '../support/until.js';

/*
 * Wherever a group key or a saved cohort is named, one that is not there is refused in the same words, with the place
 * and what may have been meant.
 */

const days = 'range: { days: { from: "2026-03-02", to: "2026-03-06" } }';
const visits = '{ names: ["visit"] }';
const question = `{ ${days}, metrics: [{ events: { event: ${visits}, measure: { count: EVENTS } } }] }`;
const isAcme = '{ id: { isOneOf: ["acme"] } }';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' });
  await server.ask('mutation { addGroupKey(key: "company", displayName: "Company") { key } }');
  await server.ask('mutation { people_set(distinctId: "ann", properties: { company: "acme" }) { applied } }');
});

afterAll(async () => {
  await server.stop();
});

const refusal = {
  message: 'There is no such group key in this project. Did you mean "company"?',
  extensions: { code: 'GROUP_KEY_UNKNOWN', retryable: false, nearMatches: ['company'] },
};

describe('an unknown group key', () => {
  it.each([
    ['groups', '{ groups(key: "compani") { nodes { id } } }', ['key']],
    ['group', '{ group(key: "compani", id: "acme") { id } }', ['key']],
    ['the groups of a user', '{ user(distinctId: "ann") { groups(key: "compani") { id } } }', ['key']],
    [
      'analyzeGroups',
      `{ analyzeGroups(key: "compani") { insights(question: ${question}) { segmentCount } } }`,
      ['key'],
    ],
    [
      'createGroupReport',
      `mutation { createGroupReport(key: "compani", name: "a", question: { insights: ${question} }) { id } }`,
      ['key'],
    ],
    [
      'createGroupCohort',
      `mutation { createGroupCohort(key: "compani", name: "a", where: ${isAcme}) { id } }`,
      ['key'],
    ],
    ['renameGroupKey', 'mutation { renameGroupKey(key: "compani", displayName: "a") { key } }', ['key']],
    ['archiveGroupKey', 'mutation { archiveGroupKey(key: "compani") { key } }', ['key']],
    ['restoreGroupKey', 'mutation { restoreGroupKey(key: "compani") { key } }', ['key']],
    ['backfillGroupKey', 'mutation { backfillGroupKey(key: "compani") { id } }', ['key']],
    [
      'setCompanyKey',
      'mutation { setCompanyKey(groupKey: "compani", nameProperty: "name") { groupKey { key } } }',
      ['groupKey'],
    ],
    [
      'an operation on a profile',
      'mutation { group_unset(groupKey: "compani", groupId: "acme", names: ["a"]) { applied } }',
      ['groupKey'],
    ],
    [
      'a filter',
      `{ users(where: { and: [{ someGroup: { key: "compani", where: ${isAcme} } }] }) { nodes { distinctId } } }`,
      ['where', 'and', 0, 'someGroup', 'key'],
    ],
  ])('is refused by %s', async (_, document, path) => {
    const { errors } = await server.ask(document);
    expect(errors).toMatchObject([{ ...refusal, extensions: { ...refusal.extensions, path } }]);
  });

  it.each([
    ['liveEvents', 'liveEvents(where: { key: "compani", groupId: "acme" }) { skipped }', ['where', 'key']],
    ['liveGroupInsights', `liveGroupInsights(key: "compani", question: ${question}) { segmentCount }`, ['key']],
  ])('is refused by %s', async (_, field, path) => {
    const client = subscriber(server.url, server.project.secrets.CONSUMER);
    const refused = new Subscribed(client, `subscription { ${field} }`);
    await until(() => refused.codes.length > 0);
    expect(refused.errors).toMatchObject([{ ...refusal, extensions: { ...refusal.extensions, path } }]);
    await client.dispose();
  });
});

describe('an unknown saved cohort', () => {
  const isPro = '{ property: { name: "plan", is: { text: { isOneOf: ["pro"] } } } }';
  let cohorts: Record<'users' | 'groups', string>;

  beforeAll(async () => {
    const { data } = await server.ask(`mutation {
      users: createUserCohort(name: "Paying", where: ${isPro}) { id }
      groups: createGroupCohort(name: "Paying ones", key: "company", where: ${isPro}) { id }
    }`);
    cohorts = { users: data.users.id, groups: data.groups.id };
  });

  it.each([
    [
      'a list of users',
      '{ users(where: { cohort: "paying" }) { nodes { distinctId } } }',
      ['where', 'cohort'],
      'users',
    ],
    [
      'a condition below others',
      '{ userCohort(where: { and: [{ not: { cohort: "paying" } }] }) { size } }',
      ['where', 'and', 0, 'not', 'cohort'],
      'users',
    ],
    [
      'a breakdown of users',
      `{ analyzeUsers { insights(question: ${question.replace('metrics:', 'breakdowns: [{ cohort: "paying" }], metrics:')}) { segmentCount } } }`,
      ['question', 'breakdowns', 0, 'cohort'],
      'users',
    ],
    [
      'a list of groups',
      '{ groups(key: "company", where: { cohort: "paying" }) { nodes { id } } }',
      ['where', 'cohort'],
      'groups',
    ],
    [
      'a saved cohort of groups',
      'mutation { createGroupCohort(name: "a", key: "company", where: { cohort: "paying" }) { id } }',
      ['where', 'cohort'],
      'groups',
    ],
  ] as const)('named by its display name in %s is proposed by its id', async (_, document, path, meant) => {
    const { errors } = await server.ask(document);
    const id = cohorts[meant];
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', path, nearMatches: [id] } }]);
    expect(errors?.[0]?.message).toContain(`Did you mean "${id}" (Paying`);
  });

  it.each([
    ['cohort', '{ cohort(id: "cohort_x") { name } }'],
    ['deleteCohort', 'mutation { deleteCohort(id: "cohort_x") { id } }'],
  ])('is refused by %s, with the place', async (_, document) => {
    const { errors } = await server.ask(document);
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', path: ['id'] } }]);
  });
});
