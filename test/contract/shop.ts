import { setTimeout as sleep } from 'node:timers/promises';
import { and, asc, col, eq, param, select, table } from '../../src/warehouse/sql/builders.js';
import { print } from '../../src/warehouse/sql/print.js';
import type { TestProject, TestServer } from '../support/server.js';

/** An event as it was stored. */
export interface TrackedEvent {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly distinctId: string;
  readonly userId: string;
  readonly deviceId: string;
  readonly insertId: string;
  /** The groups it belongs to, each as `key/id`, sorted. */
  readonly groups: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A profile's properties without those an SDK adds of its own accord; null where nobody knows the user or group. */
export type Profile = Readonly<Record<string, unknown>> | null;

/** One tenant whose website and programs use an official SDK; groups are companies (`company_id`) and teams (`team`). */
export interface Shop {
  readonly project: TestProject;
  readonly token: string;
  /** Asks as the owner; rejects with the error codes if the question is refused. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the question's, which each test knows
  ask(query: string, variables?: Record<string, unknown>): Promise<any>;
  /** Everything stored, in order of time, then of name. */
  events(): Promise<TrackedEvent[]>;
  user(distinctId: string): Promise<Profile>;
  company(id: string): Promise<Profile>;
  /** Ids of the users in companies with this property value, which is the question group analytics is there for. */
  usersOfCompaniesWith(property: string, value: string): Promise<string[]>;
}

/** Opens a shop on a running server: a project of its own with its group keys registered. */
export async function openShop(server: TestServer, name: string): Promise<Shop> {
  const project = await server.addProject(name);
  const ask = async (query: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await server.ask(query, variables, project.secrets.OWNER);
    if (errors !== undefined)
      throw new Error(errors.map(({ message, extensions }) => `${extensions.code}: ${message}`).join());
    return data;
  };
  await ask(`mutation {
    company: addGroupKey(key: "company_id", displayName: "Company") { key }
    team: addGroupKey(key: "team", displayName: "Team") { key }
    setCompanyKey(groupKey: "company_id", nameProperty: "Company name") { nameProperty }
  }`);
  const profileOf = async (question: string, id: string): Promise<Profile> => {
    const { profile } = await ask(`query ($id: ID!) { profile: ${question} { properties hasProfile } }`, { id });
    return profile === null ? null : withoutBrowserFacts(profile.properties);
  };
  return {
    project,
    token: project.token,
    ask,
    events: () => storedEvents(server, project),
    user: (id) => profileOf('user(distinctId: $id)', id),
    company: (id) => profileOf('group(key: "company_id", id: $id)', id),
    async usersOfCompaniesWith(property, value) {
      const { userCohort } = await ask(
        `query ($name: String!, $value: String!) {
          userCohort(where: { someGroup: { key: "company_id", where: {
            property: { name: $name, is: { text: { isOneOf: [$value] } } }
          } } }) { size users { nodes { distinctId } } }
        }`,
        { name: property, value },
      );
      const ids = userCohort.users.nodes.map((user: { distinctId: string }) => user.distinctId);
      expect(userCohort.size).toBe(ids.length);
      return ids;
    },
  };
}

/** What the browser SDK adds to every `$set` of a user, and to the profile of a first visit. */
const browserFacts = ['$os', '$browser', '$browser_version', '$initial_referrer', '$initial_referring_domain'];

const withoutBrowserFacts = (properties: Record<string, unknown>): Profile =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !browserFacts.includes(name)));

interface EventRow {
  readonly name: string;
  readonly at: string;
  readonly distinct_id: string;
  readonly user_id: string;
  readonly device_id: string;
  readonly insert_id: string;
  readonly group_keys: readonly number[];
  readonly group_ids: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
}

async function storedEvents(server: TestServer, { project }: TestProject): Promise<TrackedEvent[]> {
  const keys = await server.app.services.groupKeys.list(project.id);
  const nameOf = new Map(keys.map(({ id, key }) => [id, key]));
  const columns = ['name', 'distinct_id', 'user_id', 'device_id', 'insert_id', 'group_keys', 'group_ids', 'properties'];
  const { rows } = await server.app.warehouse.query<EventRow>(
    print(
      select({
        columns: [
          ...columns.map((column) => col(column)),
          { expression: { kind: 'call', name: 'toUnixTimestamp64Milli', args: [col('time')] }, as: 'at' },
        ],
        from: table('events'),
        where: and(eq(col('project_id'), param(project.id, 'UInt32'))),
        orderBy: [asc(col('time')), asc(col('name'))],
      }),
    ),
  );
  return rows.map((row) => ({
    name: row.name,
    time: Number(row.at),
    distinctId: row.distinct_id,
    userId: row.user_id,
    deviceId: row.device_id,
    insertId: row.insert_id,
    groups: row.group_ids.map((id, i) => `${nameOf.get(row.group_keys[i] ?? 0)}/${id}`).sort(),
    properties: Object.fromEntries(Object.entries(row.properties).map(([name, text]) => [name, JSON.parse(text)])),
  }));
}

/** Waits until a check holds; after `withinMs` its failure is the test's. */
export async function eventually<Result>(check: () => Promise<Result> | Result, withinMs = 30_000): Promise<Result> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(20);
    }
  }
}

export const namesOf = (events: readonly TrackedEvent[]): string[] => events.map(({ name }) => name);
