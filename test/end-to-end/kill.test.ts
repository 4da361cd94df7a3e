import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshStore } from '../support/catalogs.js';
import { askOnce, type SpawnedServer, spawnServer, temporaryFolder } from '../support/spawned-server.js';
import { farthestPairs, type StorePair } from '../support/store-pairs.js';
import { openTestWarehouse } from '../support/warehouses.js';

/**
 * The promise under test: what was acknowledged is there, once, whatever happens to the process. The server is killed
 * with SIGKILL in the middle of concurrent tracking and profile batches, many times in a row, on the same stores.
 * Some clients send profile operations with ids, and what was not answered again, until it is: these count exactly.
 */
/** Starting a server on stores beside it takes longest, and what it does there is the same. */
const roundsOn = ({ warehouse }: StorePair): number => (warehouse === 'chdb' ? 12 : 4);
/** How long a round waits at most for something to be acknowledged, milliseconds. */
const patienceMs = 30_000;
const clients = 4;
const patientClients = 2;
const batchSize = 40;

interface Ledger {
  /** Event batches that were answered, by their unique event name. */
  readonly events: string[];
  /** Members whose `group_union` was answered. */
  readonly members: string[];
  /** How many `group_add` were answered, and how many were sent. */
  added: number;
  addsSent: number;
}

const eventsOf = (batch: string) =>
  Array.from({ length: batchSize }, (_, i) => ({
    name: batch,
    distinctId: `${batch}-user-${i}`,
    insertId: `i${i}`,
    time: 1_790_000_000 + i,
    properties: { company_id: ['killed inc', `${batch}-company`] },
  }));

const trackBatch = 'mutation ($events: [EventInput!]!) { trackBatch(events: $events) { accepted duplicate refused } }';
const profileBatch =
  'mutation ($operations: [ProfileOperationInput!]!) { profileBatch(operations: $operations) { applied refused } }';

async function sendUntilKilled(server: SpawnedServer, name: string, ledger: Ledger): Promise<void> {
  for (let i = 0; ; i++) {
    const batch = `${name}-${i}`;
    try {
      const tracked = await askOnce(server.url, server.secret, trackBatch, { events: eventsOf(batch) });
      if (tracked.data?.trackBatch.accepted === batchSize) ledger.events.push(batch);
      ledger.addsSent++;
      const applied = await askOnce(server.url, server.secret, profileBatch, {
        operations: [
          { group_union: { groupKey: 'company_id', groupId: 'killed inc', properties: { members: [batch] } } },
          { group_add: { groupKey: 'company_id', groupId: 'killed inc', properties: { adds: 1 } } },
          { people_set: { distinctId: `${batch}-user-0`, properties: { company_id: ['killed inc'], batch } } },
        ],
      });
      if (applied.data?.profileBatch.applied === 3) {
        ledger.members.push(batch);
        ledger.added++;
      }
    } catch {
      return;
    }
  }
}

/** A client that gives every operation an id and sends a batch until it is answered, whatever server is there by then. */
interface PatientClient {
  readonly name: string;
  /** Batches that were answered. */
  answered: number;
  /** Batches that a server answered and the next one did not know. */
  forgotten: number;
}

const operationsOf = ({ name }: PatientClient, batch: number) => [
  { people_add: { distinctId: name, properties: { adds: 1 }, operationId: `${name}-${batch}-a` } },
  { people_append: { distinctId: name, properties: { log: batch }, operationId: `${name}-${batch}-b` } },
  {
    group_add: {
      groupKey: 'company_id',
      groupId: 'patient inc',
      properties: { adds: 1 },
      operationId: `${name}-${batch}-c`,
    },
  },
];

const onceBatch =
  'mutation ($operations: [ProfileOperationInput!]!) { profileBatch(operations: $operations) { applied duplicate refused } }';

async function sendPatiently(server: SpawnedServer, client: PatientClient): Promise<void> {
  const send = async (batch: number) =>
    (await askOnce(server.url, server.secret, onceBatch, { operations: operationsOf(client, batch) })).data
      ?.profileBatch;
  try {
    if (client.answered > 0) {
      // What the server before this one acknowledged, it remembered too.
      const again = await send(client.answered - 1);
      if (again !== undefined && again.duplicate !== 3) client.forgotten++;
    }
    for (;;) {
      const outcome = await send(client.answered);
      if (outcome !== undefined && outcome.applied + outcome.duplicate === 3) client.answered++;
    }
  } catch {
    return;
  }
}

/** Where a spawned server keeps its data, and how to remove it: its own folder, or stores that outlive it. */
async function placeOf({ catalog, warehouse }: StorePair) {
  if (warehouse === 'chdb') return { env: {}, remove: async () => undefined };
  const store = await freshStore(catalog);
  const database = await openTestWarehouse(warehouse);
  const env = {
    MUSTER_CATALOG_URL: store.url,
    MUSTER_WAREHOUSE_URL: database.config.urls.join(','),
    MUSTER_WAREHOUSE_DATABASE: database.config.database,
    MUSTER_WAREHOUSE_CLUSTER: database.config.cluster ?? '',
  };
  const remove = async () => {
    await database.drop();
    await store.remove();
  };
  return { env, remove };
}

describe.each(farthestPairs())('a server killed in the middle of its work, on %s', (_, stores) => {
  const ledger: Ledger = { events: [], members: [], added: 0, addsSent: 0 };
  const patient: PatientClient[] = Array.from({ length: patientClients }, (_unused, i) => ({
    name: `patient-${i}`,
    answered: 0,
    forgotten: 0,
  }));
  let folder: string;
  let place: Awaited<ReturnType<typeof placeOf>>;
  let server: SpawnedServer;

  beforeAll(async () => {
    folder = await temporaryFolder();
    place = await placeOf(stores);
    server = await spawnServer({ folder, env: place.env });
    await askOnce(
      server.url,
      server.secret,
      'mutation { addGroupKey(key: "company_id", displayName: "Company") { key } }',
    );
    for (let round = 0; round < roundsOn(stores); round++) {
      const work = [
        ...Array.from({ length: clients }, (_, i) => sendUntilKilled(server, `r${round}c${i}`, ledger)),
        ...patient.map((client) => sendPatiently(server, client)),
      ];
      await sleep(250 + 20 * round);
      for (let waited = 0; ledger.members.length === 0 && waited < patienceMs; waited += 50) await sleep(50);
      await server.kill('SIGKILL');
      await Promise.all(work);
      server = await spawnServer({ folder, secret: server.secret, env: place.env });
    }
  }, 600_000);

  afterAll(async () => {
    await server.kill('SIGTERM');
    await place.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = async (query: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await askOnce(server.url, server.secret, query, variables);
    if (data === undefined || data === null) throw new Error(JSON.stringify(errors));
    return data;
  };

  // Without this the rest could hold for nothing. How much it was depends on the machine.
  it('acknowledged events and operations in between', () => {
    expect(ledger.events.length).toBeGreaterThan(0);
    expect(ledger.members.length).toBeGreaterThan(0);
  });

  it('has every acknowledged event: sent again, each is a duplicate', async () => {
    for (const batch of ledger.events) {
      const { trackBatch: outcome } = await ask(trackBatch, { events: eventsOf(batch) });
      expect({ batch, ...outcome }).toEqual({ batch, accepted: 0, duplicate: batchSize, refused: 0 });
    }
  });

  it('counts every event once', async () => {
    const twice = await ask('{ userCohort(where: { did: { atLeast: 2 } }) { size } }');
    expect(twice.userCohort.size).toBe(0);
    const all = await ask('{ userCohort(where: { did: { atLeast: 1 } }) { size } }');
    expect(all.userCohort.size).toBeGreaterThanOrEqual(ledger.events.length * batchSize);
  });

  it('lists the groups of every acknowledged event', async () => {
    const { groups } = await ask('{ groups(key: "company_id", where: { did: { atLeast: 1 } }) { totalCount } }');
    expect(groups.totalCount).toBeGreaterThanOrEqual(ledger.events.length + 1);
  });

  it('has every acknowledged profile operation, once', async () => {
    const { group } = await ask('{ group(key: "company_id", id: "killed inc") { properties } }');
    expect(group.properties.members).toEqual(expect.arrayContaining(ledger.members));
    expect(new Set(group.properties.members).size).toBe(group.properties.members.length);
    expect(group.properties.adds).toBeGreaterThanOrEqual(ledger.added);
    expect(group.properties.adds).toBeLessThanOrEqual(ledger.addsSent);
  });

  it('counts operations with ids exactly, however often they were sent', async () => {
    for (const client of patient) {
      expect(client.answered).toBeGreaterThan(0);
      expect(client.forgotten).toBe(0);
      const { profileBatch: again } = await ask(onceBatch, { operations: operationsOf(client, client.answered - 1) });
      expect(again).toEqual({ applied: 0, duplicate: 3, refused: 0 });
      // The last one may have been applied and not answered: now it is answered.
      const { profileBatch: last } = await ask(onceBatch, { operations: operationsOf(client, client.answered) });
      expect(last).toMatchObject({ refused: 0 });
      client.answered++;
      const { user } = await ask('query ($id: ID!) { user(distinctId: $id) { properties } }', { id: client.name });
      const log = Array.from({ length: client.answered }, (_unused, batch) => batch);
      expect(user.properties).toEqual({ adds: client.answered, log });
    }
    const { group } = await ask('{ group(key: "company_id", id: "patient inc") { properties } }');
    expect(group.properties).toEqual({ adds: patient.reduce((sum, { answered }) => sum + answered, 0) });
  });

  it('answers from the warehouse what the catalog holds', async () => {
    const { group } = await ask('{ group(key: "company_id", id: "killed inc") { properties } }');
    const { groups } = await ask(
      `query ($adds: Float!, $members: [PropertyValue!]!) {
        groups(key: "company_id", where: { and: [
          { property: { name: "adds", is: { number: { equals: $adds } } } }
          { property: { name: "members", is: { list: { allOf: $members } } } }
        ] }) { totalCount }
      }`,
      { adds: group.properties.adds, members: group.properties.members.slice(-900) },
    );
    expect(groups.totalCount).toBe(1);
    const { userCohort } = await ask(
      '{ userCohort(where: { belongsTo: { key: "company_id" } }) { size } users { totalCount } }',
    );
    expect(userCohort.size).toBe(group.properties.members.length);
  });
});
