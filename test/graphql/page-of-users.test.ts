import { AbstractLogger } from 'typeorm';
import { dataOf } from '../support/ask.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let now = Date.now();

beforeAll(async () => {
  server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' }, { clock: { now: () => now } });
  await data('mutation { addGroupKey(key: "company_id", displayName: "Company") { key } }');
});

afterAll(async () => {
  await server.stop();
});

const data = (query: string, variables?: Record<string, unknown>) => dataOf(server.ask(query, variables));

/** Every question to a store while `work` runs. */
async function storeQuestions(work: () => Promise<unknown>): Promise<{ catalog: number; warehouse: number }> {
  // The logger is told of every statement, whether it writes it down or not.
  const catalog = jest.spyOn(AbstractLogger.prototype, 'logQuery');
  const warehouse = jest.spyOn(server.app.warehouse, 'query');
  try {
    await work();
    // What is written meanwhile, in a transaction, is the server's own: its lease is renewed by the clock on the wall.
    const statements = catalog.mock.calls.filter(([statement]) => /^select/i.test(statement));
    return { catalog: statements.length, warehouse: warehouse.mock.calls.length };
  } finally {
    catalog.mockRestore();
    warehouse.mockRestore();
  }
}

describe('a page of users with their groups of two keys and the profiles of these', () => {
  const users = Array.from({ length: 500 }, (_, index) => index);

  beforeAll(async () => {
    await data('mutation { addGroupKey(key: "team", displayName: "Team") { key } }');
    const send = (operations: unknown[]) =>
      data('mutation ($o: [ProfileOperationInput!]!) { profileBatch(operations: $o) { refused } }', { o: operations });
    await send(
      users.flatMap((index) => [
        {
          people_set: {
            distinctId: `page-${index}`,
            properties: { page: true, company_id: [`c${index % 50}`, `c${index % 7}`], team: `t${index}` },
          },
        },
        { group_set: { groupKey: 'company_id', groupId: `c${index % 50}`, properties: { seats: index } } },
        { group_set: { groupKey: 'team', groupId: `t${index}`, properties: { size: index } } },
      ]),
    );
  });

  const page = (first: number) =>
    data(
      `query ($first: Int!) {
        users(first: $first, where: { property: { name: "page", is: { boolean: true } } }) {
          nodes {
            distinctId hasProfile properties firstSeen updatedAt
            companies: groups(key: "company_id") { id name properties hasProfile firstSeen }
            teams: groups(key: "team") { id name properties lastSeen key { displayName } }
          }
        }
      }`,
      { first },
    );

  it('costs the same number of questions to the stores for 1, 10 and 500 users', async () => {
    const ask = async (first: number) => {
      // What is kept in memory for a second or two is asked for anew each time.
      now += 5_000;
      let found = 0;
      const count = await storeQuestions(async () => {
        found = (await page(first)).users.nodes.length;
      });
      expect(found).toBe(first);
      return count;
    };
    const counts = [];
    for (const first of [1, 10, 500]) {
      // The server's own work beside it, such as renewing its lease, may fall into one of them.
      const some = [await ask(first), await ask(first), await ask(first)];
      counts.push({
        catalog: Math.min(...some.map(({ catalog }) => catalog)),
        warehouse: Math.min(...some.map(({ warehouse }) => warehouse)),
      });
    }
    expect(counts[0]?.warehouse).toBeGreaterThan(0);
    expect(counts[0]?.catalog).toBeGreaterThan(0);
    expect(counts[1]).toEqual(counts[0]);
    expect(counts[2]).toEqual(counts[0]);
  });

  it('gives each user its own groups', async () => {
    const { nodes } = (await page(500)).users;
    for (const { distinctId, companies, teams } of nodes) {
      const index = Number(distinctId.slice('page-'.length));
      expect(new Set(companies.map(({ id }: { id: string }) => id))).toEqual(
        new Set([`c${index % 50}`, `c${index % 7}`]),
      );
      expect(teams).toMatchObject([{ id: `t${index}`, properties: { size: index } }]);
    }
  });

  it('is walked with cursors, each user once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { users: part } = (await data(
        `query ($after: String) { users(first: 90, after: $after, orderBy: { property: "team", direction: DESC }, where: { property: { name: "page", is: { isSet: true } } }) { edges { cursor node { distinctId } } pageInfo { hasNextPage endCursor startCursor } } }`,
        { after },
      )) as {
        users: {
          edges: Array<{ node: { distinctId: string } }>;
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      };
      seen.push(...part.edges.map(({ node }) => node.distinctId));
      after = part.pageInfo.endCursor;
      if (!part.pageInfo.hasNextPage) break;
    }
    expect(seen.length).toBe(500);
    expect(new Set(seen).size).toBe(500);
  });
});
