import { rm } from 'node:fs/promises';
import { type Answer, askOnce } from '../../support/ask.js';
import { type SpawnedServer, spawnServer, temporaryFolder } from '../../support/spawned-server.js';
import { type Door, startDoor } from './door.js';

/** A real server in a process of its own, behind an address that outlives it. */
export interface Stand {
  readonly door: Door;
  /** The address for clients. */
  readonly url: string;
  /** The project's token. */
  readonly token: string;
  /** Asks the server itself, as an owner. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the question's, which each test knows
  ask(query: string, variables?: Record<string, unknown>): Promise<any>;
  /** Everybody who did an event, and how often. */
  did(event: string): Promise<Record<string, number>>;
  userProperties(distinctId: string): Promise<Record<string, unknown>>;
  groupProperties(groupId: string): Promise<Record<string, unknown>>;
  /** Ends the server with SIGKILL; the door then refuses connections. */
  kill(): Promise<void>;
  /** Starts it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a server with the group key `company_id`.
 *
 * @param env further settings of the server.
 */
export async function startStand(env: Record<string, string> = {}): Promise<Stand> {
  const folder = await temporaryFolder();
  const door = await startDoor();
  let server: SpawnedServer = await spawnServer({ folder, env });
  const lead = () => door.leadTo(Number(new URL(server.url).port));
  lead();
  const ask: Stand['ask'] = async (query, variables = {}) => {
    const answer: Answer = await askOnce(server.url, server.secret, query, variables);
    if (answer.data === undefined || answer.data === null) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  };
  const atLeast = async (event: string, times: number): Promise<string[]> => {
    const { users } = await ask(
      `query ($event: String!, $times: Int!) {
        users(where: { did: { event: $event, atLeast: $times } }) { nodes { distinctId } }
      }`,
      { event, times },
    );
    return users.nodes.map(({ distinctId }: { distinctId: string }) => distinctId);
  };
  /** How often one user did it, by halves: the API compares counts and does not tell them. */
  const timesOf = async (event: string, user: string): Promise<number> => {
    let [least, tooMany] = [1, 2];
    while ((await atLeast(event, tooMany)).includes(user)) [least, tooMany] = [tooMany, tooMany * 2];
    while (tooMany - least > 1) {
      const middle = (least + tooMany) >> 1;
      if ((await atLeast(event, middle)).includes(user)) least = middle;
      else tooMany = middle;
    }
    return least;
  };
  await ask('mutation { addGroupKey(key: "company_id", displayName: "Company") { key } }');
  const { project } = await ask('{ project { token } }');
  return {
    door,
    url: door.url,
    token: project.token,
    ask,
    async did(event) {
      const counts: Record<string, number> = {};
      for (const user of await atLeast(event, 1)) counts[user] = await timesOf(event, user);
      return counts;
    },
    async userProperties(distinctId) {
      const { user } = await ask('query ($id: ID!) { user(distinctId: $id) { properties } }', { id: distinctId });
      return user?.properties ?? {};
    },
    async groupProperties(id) {
      const { group } = await ask('query ($id: ID!) { group(key: "company_id", id: $id) { properties } }', { id });
      return group?.properties ?? {};
    },
    async kill() {
      await door.shut();
      await server.kill('SIGKILL');
    },
    async restart() {
      server = await spawnServer({ folder, secret: server.secret, env });
      lead();
      await door.open();
    },
    async stop() {
      await door.shut();
      await server.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
