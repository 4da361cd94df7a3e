import { startTestServer, type TestProject, type TestServer } from '../../support/server.js';
import type { StorePair } from '../../support/store-pairs.js';

/** An answer of the HTTP query API; tests look into it freely. */
export interface Told {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the question's, which each test knows
  readonly body: any;
}

/** How a question is put. */
export interface Asking {
  readonly path?: string;
  readonly method?: 'GET' | 'POST';
  readonly as?: 'query' | 'form' | 'json';
  /** The `Authorization` header; null: none. */
  readonly authorization?: string | null;
}

const pathOf = (asking: Asking): string => asking.path ?? '/api/query/engage';

/** Puts a question to `/engage`, or to another path, as the owner unless told otherwise. */
export async function put(
  server: TestServer,
  parameters: Readonly<Record<string, unknown>>,
  asking: Asking = {},
): Promise<Told> {
  const { as = 'form', authorization = `Bearer ${server.project.secrets.OWNER}` } = asking;
  const texts = Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)]);
  const form = new URLSearchParams(texts).toString();
  const method = asking.method ?? (as === 'query' ? 'GET' : 'POST');
  const response = await fetch(`${server.url}${pathOf(asking)}${as === 'query' && form !== '' ? `?${form}` : ''}`, {
    method,
    headers: {
      ...(authorization === null ? {} : { authorization }),
      ...(as === 'form' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      ...(as === 'json' ? { 'content-type': 'application/json' } : {}),
    },
    ...(as === 'form' && method === 'POST' ? { body: form } : {}),
    ...(as === 'json' ? { body: JSON.stringify(parameters) } : {}),
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

/** The ids on an answer's page. */
export const idsOf = ({ body }: Told): string[] =>
  body.results.map(({ $distinct_id }: { readonly $distinct_id: string }) => $distinct_id);

/** What a small project holds: users with and without a profile, companies, and a cohort of each. */
export interface World {
  readonly server: TestServer;
  readonly dataGroupId: string;
  readonly proUsers: string;
  readonly activeUsers: string;
  readonly bigCompanies: string;
  stop(): Promise<void>;
}

/** What the server believes the time to be. */
export const now = Date.UTC(2026, 2, 2, 9, 5, 7, 250);

async function must(server: TestServer, project: TestProject, query: string, variables: Record<string, unknown> = {}) {
  const { data, errors } = await server.ask(query, variables, project.secrets.OWNER);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** Fills a project; what belongs to it begins with the mark. */
export async function furnish(server: TestServer, project: TestProject, mark: string) {
  const { addGroupKey } = await must(
    server,
    project,
    'mutation { addGroupKey(key: "company", displayName: "Company") { dataGroupId } }',
  );
  const users: Record<string, Record<string, unknown>> = {
    ann: { plan: 'pro', seats: 5, company: ['acme'], $email: 'ann@example.com', created: '2026-01-05T10:00:00' },
    bob: { plan: 'free', seats: 12, company: ['acme', 'globex'] },
    cleo: { plan: 'pro', seats: '7', tags: ['eu', 3] },
    dora: { since: 2024 },
  };
  const companies: Record<string, Record<string, unknown>> = {
    acme: { seats: 100, $name: 'Acme' },
    globex: { seats: 3, plan: 'pro' },
  };
  for (const [id, properties] of Object.entries(users)) {
    await must(
      server,
      project,
      'mutation ($id: ID!, $p: Properties!) { people_set(distinctId: $id, properties: $p) { applied } }',
      {
        id: `${mark}${id}`,
        p: properties,
      },
    );
  }
  for (const [id, properties] of Object.entries(companies)) {
    await must(
      server,
      project,
      'mutation ($id: ID!, $p: Properties!) { group_set(groupKey: "company", groupId: $id, properties: $p) { applied } }',
      { id: `${mark}${id}`, p: properties },
    );
  }
  await must(
    server,
    project,
    `mutation ($ann: ID!, $eve: ID!) {
      trackBatch(events: [
        { name: "open", distinctId: $ann, insertId: "1" },
        { name: "open", distinctId: $eve, insertId: "2", properties: { company: "initech" } }
      ]) { accepted }
    }`,
    { ann: `${mark}ann`, eve: `${mark}eve` },
  );
  const cohorts = await must(
    server,
    project,
    `mutation {
      pro: createUserCohort(name: "Pro", description: "Who pays", where: { property: { name: "plan", is: { text: { isOneOf: ["pro"] } } } }) { id }
      active: createUserCohort(name: "Active", where: { did: { event: "open" } }) { id }
      big: createGroupCohort(key: "company", name: "Big", where: { property: { name: "seats", is: { number: { atLeast: 50 } } } }) { id }
    }`,
  );
  return {
    dataGroupId: String(addGroupKey.dataGroupId),
    proUsers: String(cohorts.pro.id),
    activeUsers: String(cohorts.active.id),
    bigCompanies: String(cohorts.big.id),
  };
}

/** A server with a furnished project. */
export async function startWorld(stores: StorePair): Promise<World> {
  const server = await startTestServer(stores, { clock: { now: () => now } });
  const furnished = await furnish(server, server.project, '');
  return { server, ...furnished, stop: () => server.stop() };
}
