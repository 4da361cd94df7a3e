import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createProgram } from '../../../src/cli/program.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { storePairs } from '../../support/store-pairs.js';

/** From the embedded stores to each of the others, and to themselves. */
const targets = storePairs();

const isPlan = (plan: string) => ({ property: { name: 'plan', is: { text: { isOneOf: [plan] } } } });
const ofCompany = (where: object) => ({ someGroup: { key: 'company_id', where } });

/** Questions whose answers must not change by moving. */
const userFilters: Record<string, object> = {
  'a group’s property': ofCompany(isPlan('enterprise')),
  'two properties of one group': ofCompany({
    and: [isPlan('enterprise'), { property: { name: 'seats', is: { number: { atLeast: 10 } } } }],
  }),
  'groups of two keys': {
    and: [
      ofCompany(isPlan('trial')),
      { someGroup: { key: 'team', where: { property: { name: 'size', is: { isSet: true } } } } },
    ],
  },
  'what a group did': ofCompany({ did: { event: 'Order placed', atLeast: 3 } }),
  'what they did themselves, before they logged in too': { did: { event: 'View', atLeast: 4 } },
  'what they did when': { did: { event: 'View', within: { between: { from: '2026-01-05', to: '2026-01-09' } } } },
  'what they never did': { did: { event: 'Order placed', atMost: 0 } },
  'properties of events': {
    did: { event: 'Order placed', where: { property: { name: 'total', is: { number: { greaterThan: 50 } } } } },
  },
  'their own properties': { property: { name: 'tags', is: { list: { anyOf: ['beta'] } } } },
  'no group at all': { not: { belongsTo: { key: 'company_id' } } },
  'several groups': { belongsTo: { key: 'company_id', moreThan: 1 } },
};

const companies = ['acme', 'zeta', '42', 'Ünï, "cö"'];
const teams = ['core', 'ops'];

describe.each(targets)('everything taken out of one server and into another, on %s', (_, pair) => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-move-'));
  const file = (name: string): string => join(folder, name);
  let from: TestServer;
  let to: TestServer;

  beforeAll(async () => {
    from = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' });
    to = await startTestServer(pair);
    await fill(from);
  });
  afterAll(async () => {
    await from.stop();
    await to.stop();
    rmSync(folder, { recursive: true });
  });

  /** People who look around before they log in, and companies and teams they act for. */
  async function fill(server: TestServer): Promise<void> {
    for (const key of ['company_id', 'team']) {
      await server.ask('mutation ($key: String!) { addGroupKey(key: $key, displayName: $key) { key } }', { key });
    }
    const events: object[] = [];
    const operations: object[] = [];
    for (const [index, groupId] of companies.entries()) {
      const properties = { plan: index % 2 === 0 ? 'enterprise' : 'trial', seats: 5 * index, name: `"${groupId}"` };
      operations.push({ group_set: { groupKey: 'company_id', groupId, properties } });
    }
    operations.push({ group_set: { groupKey: 'team', groupId: 'core', properties: { size: 3 } } });
    for (let user = 0; user < 24; user++) {
      const distinctId = `user ${user}`;
      const company = companies[user % 5];
      const groups = company === undefined ? {} : { company_id: user % 7 === 0 ? [company, 'acme'] : company };
      const team = { team: teams[user % 2] };
      const at = (hour: number): number => Date.UTC(2026, 0, 1 + (user % 10), hour, 0, 0, user) / 1_000;
      for (let view = 0; view < user % 6; view++) {
        events.push({ name: 'View', deviceId: `d${user}`, time: at(view), properties: { page: `/${view}` } });
      }
      // Every fourth is never seen to log in.
      if (user % 4 === 0) continue;
      events.push({
        name: 'Login',
        deviceId: `d${user}`,
        userId: distinctId,
        time: at(8),
        properties: { ...groups, ...team },
      });
      for (let order = 0; order < user % 3; order++) {
        const properties = { ...groups, total: user * 10, when: '2026-01-01T10:00:00Z', nothing: null };
        events.push({
          name: 'Order placed',
          distinctId,
          time: at(9 + order),
          insertId: `o-${user}-${order}`,
          properties,
        });
      }
      if (user % 5 === 4) continue;
      const properties = { ...groups, ...team, tags: user % 2 === 0 ? ['beta'] : [], born: '1999-09-09', ok: true };
      operations.push({ people_set: { distinctId, properties } });
    }
    const answer = await server.ask(
      `mutation ($events: [EventInput!]!, $operations: [ProfileOperationInput!]!) {
        profileBatch(operations: $operations) { refused } trackBatch(events: $events) { refused }
      }`,
      { events, operations },
    );
    expect(answer.data).toEqual({ profileBatch: { refused: 0 }, trackBatch: { refused: 0 } });
  }

  /** Runs a command line of `muster` in this process; what it printed to the standard output. */
  async function muster(...args: string[]): Promise<string> {
    const written: string[] = [];
    const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
    const err = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
    try {
      await createProgram().parseAsync(['node', 'muster', ...args]);
      expect(process.exitCode ?? 0).toBe(0);
    } finally {
      out.mockRestore();
      err.mockRestore();
    }
    return written.join('');
  }

  const exporting = ({ url, project }: TestServer) => ['--url', url, '--secret', project.secrets.ANALYST];
  const importing = ({ url, project }: TestServer) => ['--url', url, '--secret', project.secrets.ADMIN];
  const days = ['--from', '2026-01-01', '--to', '2026-01-31'];

  async function membersOf(server: TestServer, where: object): Promise<string[]> {
    const answer = await server.ask(
      'query ($where: UserFilter!) { userCohort(where: $where) { size users(first: 1000) { nodes { distinctId } } } }',
      { where },
    );
    const { size, users } = answer.data.userCohort;
    const ids: string[] = users.nodes.map(({ distinctId }: { distinctId: string }) => distinctId);
    expect(ids).toHaveLength(size);
    return ids;
  }

  it('goes by four commands of each kind', async () => {
    await muster('export', 'groups', 'company_id', file('companies.ndjson'), ...exporting(from));
    await muster('export', 'groups', 'team', file('teams.ndjson.gz'), ...exporting(from));
    await muster('export', 'users', file('users.ndjson'), ...exporting(from));
    await muster('export', 'events', file('events.ndjson.gz'), ...days, ...exporting(from));
    expect(gunzipSync(readFileSync(file('events.ndjson.gz'))).toString()).toContain('"$distinct_id_before_identity"');
    await muster('import', 'groups', file('companies.ndjson'), '--create-keys', ...importing(to));
    await muster('import', 'groups', file('teams.ndjson.gz'), '--create-keys', ...importing(to));
    await muster('import', 'users', file('users.ndjson'), ...importing(to));
    const said = await muster('import', 'events', file('events.ndjson.gz'), ...importing(to));
    expect(said).toMatch(/refused +0/);
  });

  it.each(Object.keys(userFilters))('leaves the answer to a question about %s as it was', async (name) => {
    const where = userFilters[name] ?? {};
    const before = await membersOf(from, where);
    expect(before.length).toBeGreaterThan(0);
    expect(await membersOf(to, where)).toEqual(before);
  });

  /** Every line of an export. An import may say of an event whose device turned out to be a user's that it is the user's. */
  async function linesOf(server: TestServer, path: string): Promise<unknown[]> {
    const answer = await fetch(`${server.url}${path}`, {
      headers: { authorization: `Bearer ${server.project.secrets.OWNER}` },
    });
    const lines = (await answer.text()).split('\n').slice(0, -1);
    return lines.map((line) => {
      const { properties, ...rest } = JSON.parse(line);
      if (properties?.$distinct_id_before_identity !== undefined) delete properties.$user_id;
      return { ...rest, properties };
    });
  }

  it.each([
    '/api/export/users',
    '/api/export/groups?key=company_id',
    '/api/export/groups?key=team',
    '/api/2.0/export?from_date=2026-01-01&to_date=2026-01-31&time_in_ms=1',
  ])('leaves every line of %s as it was', async (path) => {
    const before = await linesOf(from, path);
    expect(before.length).toBeGreaterThan(1);
    expect(await linesOf(to, path)).toEqual(before);
  });

  it('counts nothing twice when it is taken in again', async () => {
    const said = await muster('import', 'events', file('events.ndjson.gz'), ...importing(to));
    expect(said).toMatch(/accepted +0\n/);
    expect(said).toMatch(/refused +0/);
  });
});
