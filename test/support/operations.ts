import type { Operation } from '../../src/graphql/operation-permissions.js';

/** Ids of one project's objects, to use in documents. */
export interface Named {
  readonly groupKey: string;
  readonly groupId: string;
  readonly distinctId: string;
  readonly userCohort: string;
  readonly groupCohort: string;
  readonly userReport: string;
  readonly groupReport: string;
  readonly job: string;
  readonly serviceAccount: string;
}

export interface Document {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

const people =
  (operation: string, rest: string) =>
  (named: Named): Document => ({
    query: `mutation ($id: ID!) { ${operation}(distinctId: $id${rest}) { applied } }`,
    variables: { id: named.distinctId },
  });

const group =
  (operation: string, rest: string) =>
  (named: Named): Document => ({
    query: `mutation ($key: String!, $id: ID!) { ${operation}(groupKey: $key, groupId: $id${rest}) { applied } }`,
    variables: { key: named.groupKey, id: named.groupId },
  });

const onKey =
  (operation: string, rest = '') =>
  (named: Named): Document => ({
    query: `mutation ($key: String!) { ${operation}(key: $key${rest}) { __typename } }`,
    variables: { key: named.groupKey },
  });

const byId =
  (query: string, pick: (named: Named) => string) =>
  (named: Named): Document => ({
    query,
    variables: { id: pick(named) },
  });

const anyEvents =
  '{ range: { last: { count: 7, unit: DAY } }, metrics: [{ events: { event: {}, measure: { count: UNITS } } }] }';
const anyUser = '{ property: { name: "plan", is: { isSet: true } } }';

/**
 * One document for every operation of the API, naming objects of a project where it can: a test that goes through all
 * operations cannot forget one, as the record would not compile.
 */
export const documents: Readonly<Record<Operation, (named: Named) => Document>> = {
  liveEvents: (named) => ({
    query:
      'subscription ($key: String!, $id: ID!) { liveEvents(where: { key: $key, groupId: $id }) { events { name } } }',
    variables: { key: named.groupKey, id: named.groupId },
  }),
  liveUserInsights: () => ({
    query: `subscription { liveUserInsights(question: ${anyEvents}) { segmentCount } }`,
  }),
  liveGroupInsights: (named) => ({
    query: `subscription ($key: String!) { liveGroupInsights(key: $key, question: ${anyEvents}) { segmentCount } }`,
    variables: { key: named.groupKey },
  }),
  track: (named) => ({
    query: 'mutation ($id: ID!) { track(event: { name: "probe", distinctId: $id }) { status } }',
    variables: { id: named.distinctId },
  }),
  trackBatch: (named) => ({
    query: 'mutation ($id: ID!) { trackBatch(events: [{ name: "probe", distinctId: $id }]) { accepted } }',
    variables: { id: named.distinctId },
  }),
  people_set: people('people_set', ', properties: { probe: 1 }'),
  people_set_once: people('people_set_once', ', properties: { probe: 1 }'),
  people_add: people('people_add', ', properties: { probe: 1 }'),
  people_append: people('people_append', ', properties: { probes: 1 }'),
  people_union: people('people_union', ', properties: { probes: [1] }'),
  people_remove: people('people_remove', ', properties: { probes: 1 }'),
  people_unset: people('people_unset', ', names: ["probe"]'),
  people_delete: people('people_delete', ''),
  group_set: group('group_set', ', properties: { probe: 1 }'),
  group_set_once: group('group_set_once', ', properties: { probe: 1 }'),
  group_add: group('group_add', ', properties: { probe: 1 }'),
  group_append: group('group_append', ', properties: { probes: 1 }'),
  group_union: group('group_union', ', properties: { probes: [1] }'),
  group_remove: group('group_remove', ', properties: { probes: 1 }'),
  group_unset: group('group_unset', ', names: ["probe"]'),
  group_delete: group('group_delete', ''),
  profileBatch: (named) => ({
    query: `mutation ($key: String!, $id: ID!) {
      profileBatch(operations: [{ group_set: { groupKey: $key, groupId: $id, properties: { probe: 1 } } }]) { applied refused }
    }`,
    variables: { key: named.groupKey, id: named.groupId },
  }),
  addGroupKey: (named) => ({
    query: 'mutation ($key: String!) { addGroupKey(key: $key, displayName: "Again") { key } }',
    variables: { key: named.groupKey },
  }),
  renameGroupKey: onKey('renameGroupKey', ', displayName: "Renamed"'),
  archiveGroupKey: onKey('archiveGroupKey'),
  restoreGroupKey: onKey('restoreGroupKey'),
  backfillGroupKey: onKey('backfillGroupKey', ', from: "2026-01-01"'),
  setCompanyKey: (named) => ({
    query: 'mutation ($key: String!) { setCompanyKey(groupKey: $key, nameProperty: "name") { nameProperty } }',
    variables: { key: named.groupKey },
  }),
  unsetCompanyKey: () => ({ query: 'mutation { unsetCompanyKey { __typename } }' }),
  job: byId('query ($id: ID!) { job(id: $id) { id subject } }', ({ job }) => job),
  jobs: () => ({ query: '{ jobs { id subject } }' }),
  updateProject: () => ({ query: 'mutation { updateProject(timeZone: "Europe/Helsinki") { id name } }' }),
  createServiceAccount: () => ({
    query: 'mutation ($name: String!) { createServiceAccount(name: $name, role: CONSUMER) { secret } }',
    variables: { name: `probe ${Math.random()}` },
  }),
  revokeServiceAccount: byId(
    'mutation ($id: ID!) { revokeServiceAccount(id: $id) { id } }',
    ({ serviceAccount }) => serviceAccount,
  ),
  serviceAccounts: () => ({ query: '{ serviceAccounts { id name role } }' }),
  createUserCohort: () => ({ query: `mutation { createUserCohort(name: "Probe", where: ${anyUser}) { id } }` }),
  createGroupCohort: (named) => ({
    query: `mutation ($key: String!) { createGroupCohort(key: $key, name: "Probe", where: ${anyUser}) { id } }`,
    variables: { key: named.groupKey },
  }),
  updateUserCohort: byId(
    'mutation ($id: ID!) { updateUserCohort(id: $id, description: "Probed") { id } }',
    ({ userCohort }) => userCohort,
  ),
  updateGroupCohort: byId(
    'mutation ($id: ID!) { updateGroupCohort(id: $id, description: "Probed") { id } }',
    ({ groupCohort }) => groupCohort,
  ),
  deleteCohort: byId('mutation ($id: ID!) { deleteCohort(id: $id) { __typename } }', ({ userCohort }) => userCohort),
  me: () => ({ query: '{ me { __typename } }' }),
  project: () => ({ query: '{ project { id name token } }' }),
  groupKeys: () => ({ query: '{ groupKeys { key displayName dataGroupId } }' }),
  companyKey: () => ({ query: '{ companyKey { nameProperty groupKey { key } } }' }),
  users: () => ({ query: '{ users { totalCount nodes { distinctId properties } } }' }),
  user: byId('query ($id: ID!) { user(distinctId: $id) { distinctId properties } }', ({ distinctId }) => distinctId),
  userCohort: () => ({
    query: `{ userCohort(where: ${anyUser}) { size users { nodes { distinctId properties } } } }`,
  }),
  groups: (named) => ({
    query: 'query ($key: String!) { groups(key: $key) { totalCount nodes { id properties } } }',
    variables: { key: named.groupKey },
  }),
  group: (named) => ({
    query: 'query ($key: String!, $id: ID!) { group(key: $key, id: $id) { id properties } }',
    variables: { key: named.groupKey, id: named.groupId },
  }),
  eventNames: () => ({ query: '{ eventNames { name events } }' }),
  eventProperties: () => ({ query: '{ eventProperties(event: "login") }' }),
  analyzeUsers: () => ({
    query: `{ analyzeUsers { insights(question: {
      range: { last: { count: 7, unit: DAY } }, metrics: [{ events: { event: {}, measure: { count: UNITS } } }]
    }) { lines { overall { total { value } points { value } } } } } }`,
  }),
  analyzeGroups: (named) => ({
    query: `query ($key: String!) { analyzeGroups(key: $key) { insights(question: {
      range: { last: { count: 7, unit: DAY } }, metrics: [{ events: { event: {}, measure: { count: UNITS } } }]
    }) { lines { overall { total { value } points { value } } } } } }`,
    variables: { key: named.groupKey },
  }),
  companyProfile: () => ({ query: '{ companyProfile(id: "acme") { group { name } activity { events { value } } } }' }),
  savedReports: () => ({ query: '{ savedReports { id name } }' }),
  savedReport: byId('query ($id: ID!) { savedReport(id: $id) { id } }', ({ userReport }) => userReport),
  createUserReport: () => ({
    query: `mutation { createUserReport(name: "Visits", question: { insights: {
      range: { last: { count: 7, unit: DAY } }, metrics: [{ events: { event: {}, measure: { count: UNITS } } }] } }) { id } }`,
  }),
  createGroupReport: (named) => ({
    query: `mutation ($key: String!) { createGroupReport(key: $key, name: "Visits", question: { insights: {
      range: { last: { count: 7, unit: DAY } }, metrics: [{ events: { event: {}, measure: { count: UNITS } } }] } }) { id } }`,
    variables: { key: named.groupKey },
  }),
  updateUserReport: byId(
    'mutation ($id: ID!) { updateUserReport(id: $id, name: "Other") { id } }',
    ({ userReport }) => userReport,
  ),
  updateGroupReport: byId(
    'mutation ($id: ID!) { updateGroupReport(id: $id, name: "Other") { id } }',
    ({ userReport }) => userReport,
  ),
  deleteReport: byId('mutation ($id: ID!) { deleteReport(id: $id) { id } }', ({ userReport }) => userReport),
  companies: () => ({ query: '{ companies { nodes { group { id } monthlyActiveUsers } } }' }),
  userCohorts: () => ({ query: '{ userCohorts { id name } }' }),
  groupCohorts: () => ({ query: '{ groupCohorts { id name } }' }),
  cohort: byId('query ($id: ID!) { cohort(id: $id) { id name } }', ({ userCohort }) => userCohort),
};
