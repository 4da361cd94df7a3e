import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { roles } from '../../src/core/model.js';
import { type Operation, operationPermissions } from '../../src/graphql/operation-permissions.js';
import type { Answer } from '../support/ask.js';
import { documents, type Named } from '../support/operations.js';
import { startTestServer, type TestProject, type TestServer } from '../support/server.js';

const operations = Object.keys(operationPermissions) as Operation[];
const codesOf = (answer: Answer): string[] => (answer.errors ?? []).map((error) => error.extensions.code);

/** The table of docs/access.md: permission → who holds it. */
function documentedTable(): Map<string, Record<string, boolean>> {
  const text = readFileSync(join(__dirname, '../../docs/access.md'), 'utf8');
  const columns = ['TOKEN', ...roles];
  return new Map(
    [...text.matchAll(/^\| ([A-Z_]+) \|[^|]*\|((?: (?:yes|no) \|){5})$/gm)].map(([, permission = '', cells = '']) => {
      const values = cells.split('|').map((cell) => cell.trim() === 'yes');
      return [permission, Object.fromEntries(columns.map((column, i) => [column, values[i] ?? false]))];
    }),
  );
}

/** Fills a project with one object of every kind; what only its own credentials may see says that it is hidden. */
async function furnish(server: TestServer, { secrets }: TestProject, mark: string): Promise<Named> {
  const ask = async (query: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await server.ask(query, variables, secrets.OWNER);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
  const groupKey = 'company_id';
  const groupId = `${mark} company`;
  const distinctId = `${mark} user`;
  await ask('mutation { addGroupKey(key: "company_id", displayName: "Hidden name") { key } }');
  await ask(
    `mutation ($user: ID!, $group: ID!, $properties: Properties!, $member: Properties!) {
      track(event: { name: "visit", distinctId: $user, properties: $member }) { status }
      people_set(distinctId: $user, properties: $member) { applied }
      group_set(groupKey: "company_id", groupId: $group, properties: $properties) { applied }
    }`,
    {
      user: distinctId,
      group: groupId,
      properties: { plan: 'hidden' },
      member: { company_id: groupId, plan: 'hidden' },
    },
  );
  const cohorts = await ask(
    `mutation ($name: String!) {
      users: createUserCohort(name: $name, where: { property: { name: "plan", is: { isSet: true } } }) { id }
      groups: createGroupCohort(key: "company_id", name: $name, where: { property: { name: "plan", is: { isSet: true } } }) { id }
    }`,
    { name: 'hidden cohort' },
  );
  const { backfillGroupKey } = await ask('mutation { backfillGroupKey(key: "company_id", from: "2026-01-01") { id } }');
  const { createServiceAccount } = await ask(
    'mutation ($name: String!) { createServiceAccount(name: $name, role: CONSUMER) { account { id } } }',
    { name: 'hidden account' },
  );
  const question =
    '{ insights: { range: { last: { count: 7, unit: DAY } }, metrics: [{ events: { event: {}, measure: { count: UNITS } } }] } }';
  const reports = await ask(
    `mutation ($name: String!) {
      users: createUserReport(name: $name, question: ${question}) { id }
      groups: createGroupReport(key: "company_id", name: $name, question: ${question}) { id }
    }`,
    { name: 'hidden report' },
  );
  return {
    groupKey,
    groupId,
    distinctId,
    userCohort: cohorts.users.id,
    groupCohort: cohorts.groups.id,
    userReport: reports.users.id,
    groupReport: reports.groups.id,
    job: backfillGroupKey.id,
    serviceAccount: createServiceAccount.account.id,
  };
}

describe('access', () => {
  let server: TestServer;
  let ours: TestProject;
  let theirs: TestProject;
  let theirNames: Named;

  beforeAll(async () => {
    server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' });
    ours = server.project;
    theirs = await server.addProject('Hidden');
    theirNames = await furnish(server, theirs, 'theirs');
  });
  afterAll(() => server.stop());

  const ask = (operation: Operation, credential: string | null): Promise<Answer> => {
    const { query, variables = {} } = documents[operation](theirNames);
    return server.ask(query, variables, credential);
  };

  describe.each(operations)('%s', (operation) => {
    it('is refused without credentials', async () => {
      expect(codesOf(await ask(operation, null))).toEqual(['UNAUTHENTICATED']);
    });

    it('is refused with credentials that are wrong', async () => {
      expect(codesOf(await ask(operation, 'muster_of_nobody'))).toEqual(['UNAUTHENTICATED']);
      expect(codesOf(await ask(operation, '0'.repeat(32)))).toEqual(['UNAUTHENTICATED']);
    });

    it('sees nothing of another project', async () => {
      const answer = await ask(operation, ours.secrets.OWNER);
      expect(JSON.stringify(answer.data ?? null)).not.toMatch(/hidden/i);
      expect(JSON.stringify(answer.errors ?? null)).not.toMatch(/hidden/i);
    });

    it('is allowed to exactly those that docs/access.md says', async () => {
      const row = documentedTable().get(operationPermissions[operation]);
      if (row === undefined) throw new Error(`${operationPermissions[operation]} is not in docs/access.md`);
      const outsider = await server.addProject(`Empty for ${operation}`);
      const allowed = async (credential: string): Promise<boolean> =>
        !codesOf(await ask(operation, credential)).includes('FORBIDDEN');
      expect({
        TOKEN: await allowed(outsider.token),
        OWNER: await allowed(outsider.secrets.OWNER),
        ADMIN: await allowed(outsider.secrets.ADMIN),
        ANALYST: await allowed(outsider.secrets.ANALYST),
        CONSUMER: await allowed(outsider.secrets.CONSUMER),
      }).toEqual(row);
    });
  });

  it('leaves the other project as it was, after every operation was tried on it', async () => {
    const { data } = await server.ask(
      `query ($user: ID!, $group: ID!) {
        project { timeZone }
        groupKeys { displayName archivedAt }
        users { totalCount }
        user(distinctId: $user) { properties }
        group(key: "company_id", id: $group) { properties }
        userCohorts { description }
        groupCohorts { description }
      }`,
      { user: theirNames.distinctId, group: theirNames.groupId },
      theirs.secrets.OWNER,
    );
    expect(data).toEqual({
      project: { timeZone: 'UTC' },
      groupKeys: [{ displayName: 'Hidden name', archivedAt: null }],
      users: { totalCount: 1 },
      user: { properties: { company_id: 'theirs company', plan: 'hidden' } },
      group: { properties: { plan: 'hidden' } },
      userCohorts: [{ description: '' }],
      groupCohorts: [{ description: '' }],
    });
  });

  it('ends with a revocation, at once', async () => {
    const { data } = await server.ask(
      'mutation { createServiceAccount(name: "short-lived", role: ANALYST) { secret account { id } } }',
    );
    const { secret, account } = data.createServiceAccount;
    expect(codesOf(await server.ask('{ users { totalCount } }', {}, secret))).toEqual([]);
    await server.ask('mutation ($id: ID!) { revokeServiceAccount(id: $id) { id } }', { id: account.id });
    expect(codesOf(await server.ask('{ users { totalCount } }', {}, secret))).toEqual(['UNAUTHENTICATED']);
  });

  it('does not let an admin make an owner', async () => {
    const answer = await server.ask(
      'mutation { createServiceAccount(name: "climber", role: OWNER) { secret } }',
      {},
      ours.secrets.ADMIN,
    );
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  });
});
