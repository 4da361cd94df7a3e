import { dataOf } from '../support/ask.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' });
});

afterAll(async () => {
  await server.stop();
});

const data = (query: string, variables?: Record<string, unknown>) => dataOf(server.ask(query, variables));

/** Asks and gives the first error. */
async function error(query: string, variables?: Record<string, unknown>, credential?: string) {
  const answer = await server.ask(query, variables, credential);
  const [first] = answer.errors ?? [];
  if (first === undefined) throw new Error('no error');
  return { ...first, status: answer.status };
}

describe('the path of the guide', () => {
  it('leads from a group key to a cohort by group property', async () => {
    const key = await data(
      'mutation { addGroupKey(key: "company_id", displayName: "Company") { key displayName dataGroupId } }',
    );
    expect(key.addGroupKey).toMatchObject({ key: 'company_id', displayName: 'Company' });
    expect(key.addGroupKey.dataGroupId).toMatch(/^-?\d+$/);
    await data('mutation { setCompanyKey(groupKey: "company_id", nameProperty: "Company name") { nameProperty } }');

    const tracked = await data(
      `mutation ($events: [EventInput!]!) { trackBatch(events: $events) { accepted duplicate refused refusals { index reason field message } outcomes { insertId status } } }`,
      {
        events: [
          { name: 'page_view', deviceId: 'anonymous_id', insertId: 'one', time: 1_767_225_600 },
          {
            name: 'login',
            deviceId: 'anonymous_id',
            userId: 'existing_user',
            insertId: 'two',
            time: 1_767_225_660,
            properties: { company_id: ['company 1'] },
          },
          { name: 'page_view', userId: 'existing_user', insertId: 'three', properties: { company_id: ['company 1'] } },
          { name: '', userId: 'existing_user' },
        ],
      },
    );
    expect(tracked.trackBatch).toMatchObject({ accepted: 3, duplicate: 0, refused: 1 });
    expect(tracked.trackBatch.refusals).toEqual([
      { index: 3, reason: 'NAME_INVALID', field: 'name', message: expect.any(String) },
    ]);

    const set = await data(
      `mutation ($p: Properties!) { group_set(groupKey: "company_id", groupId: "company 1", properties: $p) { applied group { id name properties hasProfile } user { distinctId } } }`,
      { p: { 'Company Type': 'Analytics', 'Company name': 'Mixpanel' } },
    );
    expect(set.group_set).toEqual({
      applied: true,
      group: {
        id: 'company 1',
        name: 'Mixpanel',
        properties: { 'Company Type': 'Analytics', 'Company name': 'Mixpanel' },
        hasProfile: true,
      },
      user: null,
    });
    await data(
      'mutation { people_union(distinctId: "existing_user", properties: { company_id: ["company 1"] }) { applied } }',
    );

    const answer = await data(`{
      userCohort(where: { someGroup: { key: "company_id", where: { property: { name: "Company Type", is: { text: { isOneOf: ["Analytics"] } } } } } }) {
        size
        users { nodes { distinctId isAnonymous hasProfile firstSeen groups(key: "company_id") { id name key { key } property(name: "Company Type") firstSeen lastSeen } } pageInfo { hasNextPage hasPreviousPage } totalCount }
      }
    }`);
    expect(answer.userCohort.size).toBe(1);
    expect(answer.userCohort.users.totalCount).toBe(1);
    expect(answer.userCohort.users.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false });
    expect(answer.userCohort.users.nodes).toEqual([
      {
        distinctId: 'existing_user',
        isAnonymous: false,
        hasProfile: true,
        firstSeen: '2026-01-01T00:00:00.000Z',
        groups: [
          {
            id: 'company 1',
            name: 'Mixpanel',
            key: { key: 'company_id' },
            property: 'Analytics',
            firstSeen: '2026-01-01T00:01:00.000Z',
            lastSeen: expect.any(String),
          },
        ],
      },
    ]);
  });

  it('finds users, groups and saved cohorts one by one', async () => {
    const answer = await data(`{
      user(distinctId: "$device:anonymous_id") { distinctId }
      nobody: user(distinctId: "nobody") { distinctId }
      group(key: "company_id", id: "company 1") { name updatedAt }
      nothing: group(key: "company_id", id: "company 2") { name }
      groups(key: "company_id", search: "mixp") { nodes { id } edges { cursor node { id } } }
      companyKey { nameProperty groupKey { key } }
      me { role project { name token } }
    }`);
    expect(answer).toMatchObject({
      user: { distinctId: 'existing_user' },
      nobody: null,
      group: { name: 'Mixpanel', updatedAt: expect.any(String) },
      nothing: null,
      groups: { nodes: [{ id: 'company 1' }] },
      companyKey: { nameProperty: 'Company name', groupKey: { key: 'company_id' } },
      me: { role: 'OWNER', project: { name: 'First', token: server.project.token } },
    });
  });

  it('saves, uses, changes and deletes cohorts', async () => {
    const where = '{ property: { name: "Company Type", is: { text: { isOneOf: ["Analytics"] } } } }';
    const made = await data(
      `mutation { createGroupCohort(key: "company_id", name: "Analysts", where: ${where}) { id size key { key } groups { nodes { id } } } }`,
    );
    expect(made.createGroupCohort).toMatchObject({
      size: 1,
      key: { key: 'company_id' },
      groups: { nodes: [{ id: 'company 1' }] },
    });
    const { id } = made.createGroupCohort;
    const users = await data(
      `mutation ($id: ID!) { createUserCohort(name: "Of analysts", where: { someGroup: { key: "company_id", where: { cohort: $id } } }) { id size users { nodes { distinctId } } } }`,
      { id },
    );
    expect(users.createUserCohort).toMatchObject({ size: 1, users: { nodes: [{ distinctId: 'existing_user' }] } });
    const found = await data(
      'query ($id: ID!) { cohort(id: $id) { __typename id name ... on SavedUserCohort { size } } userCohorts { name } groupCohorts { name } }',
      { id: users.createUserCohort.id },
    );
    expect(found).toEqual({
      cohort: { __typename: 'SavedUserCohort', id: users.createUserCohort.id, name: 'Of analysts', size: 1 },
      userCohorts: [{ name: 'Of analysts' }],
      groupCohorts: [{ name: 'Analysts' }],
    });
    expect((await error('mutation ($id: ID!) { deleteCohort(id: $id) { id } }', { id })).extensions.code).toBe(
      'COHORT_IN_USE',
    );
    const changed = await data(
      'mutation ($id: ID!) { updateUserCohort(id: $id, name: "New name") { name description } }',
      { id: users.createUserCohort.id },
    );
    expect(changed.updateUserCohort).toEqual({ name: 'New name', description: '' });
    await data('mutation ($a: ID!, $b: ID!) { a: deleteCohort(id: $a) { id } b: deleteCohort(id: $b) { id } }', {
      a: users.createUserCohort.id,
      b: id,
    });
  });
});

describe('profile operations', () => {
  it('see each other within one document', async () => {
    const answer = await data(`mutation {
      a: people_set(distinctId: "u1", properties: { plan: "free" }) { user { properties } }
      b: people_set(distinctId: "u1", properties: { plan: "pro" }) { user { properties } }
      c: people_add(distinctId: "u1", properties: { logins: 2 }) { user { properties(names: ["logins", "none"]) } }
      d: people_delete(distinctId: "u1") { user { hasProfile properties } }
    }`);
    expect(answer).toEqual({
      a: { user: { properties: { plan: 'free' } } },
      b: { user: { properties: { plan: 'pro' } } },
      c: { user: { properties: { logins: 2 } } },
      d: { user: { hasProfile: false, properties: {} } },
    });
  });

  it('are errors with a code and a place when refused singly', async () => {
    const empty = await error(
      'mutation { group_set(groupKey: "company_id", groupId: "x", properties: {}) { applied } }',
    );
    expect(empty.extensions).toMatchObject({ code: 'BAD_INPUT', retryable: false, path: ['properties'] });
    const unknown = await error(
      'mutation { group_set(groupKey: "companyid", groupId: "x", properties: { a: 1 }) { applied } }',
    );
    expect(unknown.extensions).toMatchObject({
      code: 'GROUP_KEY_UNKNOWN',
      path: ['groupKey'],
      nearMatches: ['company_id'],
    });
  });

  it('are outcomes when refused in a batch', async () => {
    const answer = await data(
      `mutation ($operations: [ProfileOperationInput!]!) { profileBatch(operations: $operations) { applied refused outcomes { index status } refusals { index status code field message } } }`,
      {
        operations: [
          { people_set: { distinctId: 'u2', properties: { company_id: 'company 1' } } },
          { people_add: { distinctId: 'u2', properties: { company_id: 1 } } },
          { group_unset: { groupKey: 'no such key', groupId: '1', names: ['a'] } },
          { group_delete: { groupKey: 'company_id', groupId: 7 } },
        ],
      },
    );
    expect(answer.profileBatch).toMatchObject({ applied: 2, refused: 2 });
    expect(answer.profileBatch.refusals).toEqual([
      { index: 1, status: 'REFUSED', code: 'BAD_INPUT', field: expect.any(String), message: expect.any(String) },
      { index: 2, status: 'REFUSED', code: 'GROUP_KEY_UNKNOWN', field: 'groupKey', message: expect.any(String) },
    ]);
  });

  it('count once when they carry an id, in a batch and singly', async () => {
    const batch = (operations: object[]) =>
      data(
        'mutation ($o: [ProfileOperationInput!]!) { profileBatch(operations: $o) { applied duplicate refused outcomes { index status code } } }',
        { o: operations },
      );
    const everything = [
      { people_set: { distinctId: 'once', properties: { n: 1, list: ['a'], gone: 1 }, operationId: 'o-1' } },
      { people_set_once: { distinctId: 'once', properties: { first: 1 }, operationId: 'o-2' } },
      { people_add: { distinctId: 'once', properties: { n: 1 }, operationId: 'o-3' } },
      { people_append: { distinctId: 'once', properties: { list: 'b' }, operationId: 'o-4' } },
      { people_union: { distinctId: 'once', properties: { list: ['c'] }, operationId: 'o-5' } },
      { people_remove: { distinctId: 'once', properties: { list: 'a' }, operationId: 'o-6' } },
      { people_unset: { distinctId: 'once', names: ['gone'], operationId: 'o-7' } },
      { people_delete: { distinctId: 'once more', operationId: 'o-8' } },
      { group_set: { groupKey: 'company_id', groupId: 'once', properties: { n: 1, list: ['a'] }, operationId: 'o-9' } },
      { group_set_once: { groupKey: 'company_id', groupId: 'once', properties: { first: 1 }, operationId: 'o-10' } },
      { group_add: { groupKey: 'company_id', groupId: 'once', properties: { n: 1 }, operationId: 'o-11' } },
      { group_append: { groupKey: 'company_id', groupId: 'once', properties: { list: 'b' }, operationId: 'o-12' } },
      { group_union: { groupKey: 'company_id', groupId: 'once', properties: { list: ['c'] }, operationId: 'o-13' } },
      { group_remove: { groupKey: 'company_id', groupId: 'once', properties: { list: 'a' }, operationId: 'o-14' } },
      { group_unset: { groupKey: 'company_id', groupId: 'once', names: ['first'], operationId: 'o-15' } },
      { group_delete: { groupKey: 'company_id', groupId: 'once more', operationId: 'o-16' } },
    ];
    expect((await batch(everything)).profileBatch).toMatchObject({ applied: 16, duplicate: 0, refused: 0 });
    const again = (await batch([...everything, { people_add: { distinctId: 'once', properties: { n: 'x' } } }]))
      .profileBatch;
    expect(again).toMatchObject({ applied: 0, duplicate: 16, refused: 1 });
    expect(again.outcomes[2]).toEqual({ index: 2, status: 'DUPLICATE', code: null });
    const add =
      'mutation { people_add(distinctId: "once", properties: { n: 10 }, operationId: "o-17") { applied duplicate } }';
    expect((await data(add)).people_add).toEqual({ applied: true, duplicate: false });
    expect((await data(add)).people_add).toEqual({ applied: true, duplicate: true });
    const { user, group } = await data(
      '{ user(distinctId: "once") { properties } group(key: "company_id", id: "once") { properties } }',
    );
    expect(user.properties).toEqual({ n: 12, list: ['b', 'c'], first: 1 });
    expect(group.properties).toEqual({ n: 2, list: ['b', 'c'] });
  });

  it.each([
    ['people_set', 'distinctId: "single"', ', properties: { a: 1 }'],
    ['people_set_once', 'distinctId: "single"', ', properties: { a: 1 }'],
    ['people_add', 'distinctId: "single"', ', properties: { n: 1 }'],
    ['people_append', 'distinctId: "single"', ', properties: { l: 1 }'],
    ['people_union', 'distinctId: "single"', ', properties: { l: 1 }'],
    ['people_remove', 'distinctId: "single"', ', properties: { l: 1 }'],
    ['people_unset', 'distinctId: "single"', ', names: ["a"]'],
    ['people_delete', 'distinctId: "single"', ''],
    ['group_set', 'groupKey: "company_id", groupId: "single"', ', properties: { a: 1 }'],
    ['group_set_once', 'groupKey: "company_id", groupId: "single"', ', properties: { a: 1 }'],
    ['group_add', 'groupKey: "company_id", groupId: "single"', ', properties: { n: 1 }'],
    ['group_append', 'groupKey: "company_id", groupId: "single"', ', properties: { l: 1 }'],
    ['group_union', 'groupKey: "company_id", groupId: "single"', ', properties: { l: 1 }'],
    ['group_remove', 'groupKey: "company_id", groupId: "single"', ', properties: { l: 1 }'],
    ['group_unset', 'groupKey: "company_id", groupId: "single"', ', names: ["a"]'],
    ['group_delete', 'groupKey: "company_id", groupId: "single"', ''],
  ])('say by `duplicate` that %s was applied before', async (mutation, whose, what) => {
    const query = `mutation { ${mutation}(${whose}${what}, operationId: "single-${mutation.replaceAll('_', '-')}") { applied duplicate } }`;
    expect((await data(query))[mutation]).toEqual({ applied: true, duplicate: false });
    expect((await data(query))[mutation]).toEqual({ applied: true, duplicate: true });
    const wrong = await error(`mutation { ${mutation}(${whose}${what}, operationId: "a b") { applied } }`);
    expect(wrong.extensions).toMatchObject({ code: 'BAD_INPUT', path: ['operationId'] });
  });

  it('let the project token write and read nothing', async () => {
    const { token } = server.project;
    const query = 'mutation { people_set(distinctId: "u3", properties: { a: 1 }) { applied user { properties } } }';
    const answer = await server.ask(query, {}, token);
    expect(answer.data).toEqual({ people_set: { applied: true, user: null } });
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    for (const question of [
      '{ users { nodes { distinctId } } }',
      '{ me { id } }',
      '{ project { token } }',
      '{ groupKeys { key } }',
    ]) {
      expect((await error(question, {}, token)).extensions.code).toBe('FORBIDDEN');
    }
  });
});

describe('the setting repairRemovedGroups', () => {
  it('is off for a new project, is changed by itself, and takes effect on the next event', async () => {
    const project = 'query { project { name repairRemovedGroups } }';
    expect(await data(project)).toEqual({ project: { name: 'First', repairRemovedGroups: false } });
    const track = (insertId: string) =>
      data('mutation ($event: EventInput!) { track(event: $event) { status } }', {
        event: {
          name: 'visit',
          distinctId: 'visitor',
          insertId,
          properties: { mp_lib: 'web', company_id: ['kept', 'removed'], group_key: ['kept'] },
        },
      });
    const visits = async (id: string) =>
      (
        await data(
          `query ($id: ID!) { groups(key: "company_id", where: { and: [{ id: { isOneOf: [$id] } }, { did: { event: "visit", atLeast: 2 } }] }) { totalCount } }`,
          { id },
        )
      ).groups.totalCount;
    await track('v1');
    const changed = await data('mutation { updateProject(repairRemovedGroups: true) { name repairRemovedGroups } }');
    expect(changed).toEqual({ updateProject: { name: 'First', repairRemovedGroups: true } });
    await track('v2');
    expect([await visits('kept'), await visits('removed')]).toEqual([1, 0]);
    const renamed = await data('mutation { updateProject(name: "First") { repairRemovedGroups } }');
    expect(renamed).toEqual({ updateProject: { repairRemovedGroups: true } });
    const off = await data('mutation { updateProject(repairRemovedGroups: false) { repairRemovedGroups } }');
    expect(off).toEqual({ updateProject: { repairRemovedGroups: false } });
    await track('v3');
    expect([await visits('kept'), await visits('removed')]).toEqual([1, 1]);
  });
});
