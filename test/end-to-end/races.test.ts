import { startTestServer, type TestServer } from '../support/server.js';
import { farthestPairs } from '../support/store-pairs.js';

const trackBatch = `mutation ($events: [EventInput!]!) {
  trackBatch(events: $events) { accepted duplicate refused outcomes { index status reason field } }
}`;
const cohortSize = 'query ($where: UserFilter!) { userCohort(where: $where) { size } }';

let runs = 0;
const fresh = (name: string): string => `${name}${++runs}`;

describe.each(farthestPairs())('racing requests on %s', (_, stores) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer(stores);
  });

  afterAll(() => server.stop());

  const data = async (query: string, variables: Record<string, unknown> = {}) => {
    const answer = await server.ask(query, variables);
    expect(answer.errors).toBeUndefined();
    return answer.data;
  };
  const sizeOf = async (where: object): Promise<number> => (await data(cohortSize, { where })).userCohort.size;
  const addKey = (key: string) =>
    data('mutation ($key: String!) { addGroupKey(key: $key, displayName: "Key") { key } }', { key });
  const peopleSet = (distinctId: string, properties: object) =>
    data(
      'mutation ($id: ID!, $properties: Properties!) { people_set(distinctId: $id, properties: $properties) { applied } }',
      {
        id: distinctId,
        properties,
      },
    );

  test('count an event once when its batch is sent many times at once', async () => {
    const name = fresh('same');
    const events = Array.from({ length: 200 }, (_unused, i) => ({
      name,
      distinctId: `twin ${i % 10}`,
      time: 1_700_000_000_000 + i * 1000,
      insertId: `i-${i}`,
    }));
    const answers = await Promise.all(Array.from({ length: 8 }, () => data(trackBatch, { events })));
    const accepted = answers.reduce((sum, { trackBatch: { accepted } }) => sum + accepted, 0);
    expect(accepted).toBe(200);
    expect(await sizeOf({ did: { event: name, atLeast: 20, atMost: 20 } })).toBe(10);
  });

  test('tell events with one insert id apart by name and time', async () => {
    const name = fresh('apart');
    const event = { name, distinctId: fresh('u'), time: 1_700_000_000_000, insertId: 'one' };
    const events = [
      event,
      { ...event, time: 1_700_000_000_001 },
      { ...event, name: `${name}x` },
      { ...event, time: 1_700_000_000_000.4 },
    ];
    const { trackBatch: answer } = await data(trackBatch, { events });
    expect(answer.outcomes.map(({ status }: { status: string }) => status)).toEqual([
      'ACCEPTED',
      'ACCEPTED',
      'ACCEPTED',
      'DUPLICATE',
    ]);
    expect(await sizeOf({ did: { event: name, atLeast: 2, atMost: 2 } })).toBe(1);
  });

  test('give a device that two users claim at once to one of them, with all its events', async () => {
    const name = fresh('claim');
    const device = fresh('dev');
    const before = { name, deviceId: device, time: 1_700_000_000_000, insertId: 'b' };
    await data(trackBatch, { events: [before] });
    await Promise.all(
      Array.from({ length: 6 }, (_unused, i) =>
        data(trackBatch, {
          events: [
            { name, deviceId: device, userId: `${device} user ${i}`, time: 1_700_000_100_000 + i, insertId: `c${i}` },
          ],
        }),
      ),
    );
    await data(trackBatch, { events: [{ ...before, insertId: 'a', time: 1_700_000_200_000 }] });
    expect(await sizeOf({ did: { event: name } })).toBe(6);
    expect(await sizeOf({ did: { event: name, atLeast: 3, atMost: 3 } })).toBe(1);
    expect(await sizeOf({ did: { event: name, atLeast: 1, atMost: 1 } })).toBe(5);
  });

  test('see a link of the first event of a batch in a later anonymous one, and a device profile go', async () => {
    const name = fresh('chain');
    const device = fresh('dev');
    await peopleSet(`$device:${device}`, { mark: device });
    expect(await sizeOf({ property: { name: 'mark', is: { text: { isOneOf: [device] } } } })).toBe(1);
    await data(trackBatch, {
      events: [
        { name, deviceId: device, userId: `user of ${device}`, insertId: 'a' },
        { name, deviceId: device, insertId: 'b' },
      ],
    });
    expect(await sizeOf({ did: { event: name } })).toBe(1);
    expect(await sizeOf({ did: { event: name, atLeast: 2 } })).toBe(1);
    // The profile stays with the device, which is nobody of its own any more.
    expect(await sizeOf({ property: { name: 'mark', is: { text: { isOneOf: [device] } } } })).toBe(0);
    const { user } = await data('query ($id: ID!) { user(distinctId: $id) { distinctId hasProfile } }', {
      id: `$device:${device}`,
    });
    expect(user).toEqual({ distinctId: `user of ${device}`, hasProfile: false });
  });

  test('read what was just written while keys are registered', async () => {
    const property = fresh('team');
    const loop = async (worker: number) => {
      for (let i = 0; i < 12; i++) {
        const id = `${property}-${worker}-${i}`;
        await peopleSet(id, { [property]: [`g${worker}`, 'all'], n: i });
        expect(await sizeOf({ property: { name: 'n', is: { number: { equals: i } } } })).toBeGreaterThan(0);
        expect(await sizeOf({ id: { isOneOf: [id] } })).toBe(1);
        if (registered) {
          expect(await sizeOf({ and: [{ id: { isOneOf: [id] } }, { belongsTo: { key: property } }] })).toBe(1);
        }
      }
    };
    let registered = false;
    const register = async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      await addKey(`${property}b`);
      await addKey(property);
      registered = true;
      const seen = await sizeOf({ belongsTo: { key: property } });
      expect(seen).toBeGreaterThan(0);
      await addKey(`${property}c`);
    };
    await Promise.all([loop(1), loop(2), loop(3), register()]);
    expect(await sizeOf({ belongsTo: { key: property } })).toBe(36);
    expect(await sizeOf({ belongsTo: { key: property, moreThan: 1 } })).toBe(36);
  });

  test('agree on profiles that are deleted and made again at once', async () => {
    const id = fresh('again');
    const remove = () => data('mutation ($id: ID!) { people_delete(distinctId: $id) { applied } }', { id });
    for (let round = 0; round < 10; round++) {
      await Promise.all([
        peopleSet(id, { round }),
        remove(),
        peopleSet(id, { other: round }),
        remove(),
        peopleSet(id, { third: 1 }),
      ]);
      const { user } = await data('query ($id: ID!) { user(distinctId: $id) { hasProfile properties } }', { id });
      expect(await sizeOf({ id: { isOneOf: [id] } })).toBe(user === null ? 0 : 1);
      if (user !== null) {
        for (const name of ['round', 'other', 'third']) {
          const set = Object.hasOwn(user.properties, name);
          expect(await sizeOf({ and: [{ id: { isOneOf: [id] } }, { property: { name, is: { isSet: true } } }] })).toBe(
            set ? 1 : 0,
          );
        }
      }
    }
  });

  test('find groups by name, upper or lower case of any script', async () => {
    const key = fresh('org');
    await addKey(key);
    await data('mutation { unsetCompanyKey { nameProperty } }').catch(() => undefined);
    await data('mutation ($key: String!) { setCompanyKey(groupKey: $key, nameProperty: "name") { nameProperty } }', {
      key,
    });
    const set = (groupId: string, name: string) =>
      data(
        'mutation ($key: String!, $id: ID!, $p: Properties!) { group_set(groupKey: $key, groupId: $id, properties: $p) { applied } }',
        {
          key,
          id: groupId,
          p: { name },
        },
      );
    await set('1', 'ÉCLAIR Straße');
    await set('2', 'ОДИССЕЙ');
    await set('3', 'ΟΔΥΣΣΕΥΣ');
    const search = async (text: string) =>
      (
        await data(
          'query ($key: String!, $s: String) { groups(key: $key, search: $s) { totalCount nodes { id name hasProfile } } }',
          { key, s: text },
        )
      ).groups;
    expect((await search('éclair')).nodes.map(({ id }: { id: string }) => id)).toEqual(['1']);
    expect((await search('одиссей')).totalCount).toBe(1);
    expect((await search('οδυσσευς')).totalCount).toBe(1);
    await data(trackBatch, {
      events: [{ name: 'x', distinctId: 'someone', properties: { [key]: ['1', 'Only Ever'] } }],
    });
    expect((await search('')).nodes.map(({ id }: { id: string }) => id)).toEqual(['1', '2', '3', 'Only Ever']);
    for (const id of ['1', '2']) {
      await data('mutation ($key: String!, $id: ID!) { group_delete(groupKey: $key, groupId: $id) { applied } }', {
        key,
        id,
      });
    }
    const left = await search('');
    expect(
      left.nodes.map(({ id, hasProfile, name }: { id: string; hasProfile: boolean; name: string }) => [
        id,
        hasProfile,
        name,
      ]),
    ).toEqual([
      ['1', false, '1'],
      ['3', true, 'ΟΔΥΣΣΕΥΣ'],
      ['Only Ever', false, 'Only Ever'],
    ]);
    expect(left.totalCount).toBe(3);
  });

  test('page through users without missing or doubling any that stay', async () => {
    const mark = fresh('page');
    const operations = Array.from({ length: 60 }, (_unused, i) => ({
      people_set: { distinctId: `${mark} ${String(i).padStart(2, '0')}`, properties: { mark, rank: i % 7 } },
    }));
    await data(
      'mutation ($operations: [ProfileOperationInput!]!) { profileBatch(operations: $operations) { applied refused } }',
      { operations },
    );
    const where = { property: { name: 'mark', is: { text: { isOneOf: [mark] } } } };
    const ids: string[] = [];
    let after: string | null = null;
    let i = 0;
    do {
      const {
        users,
      }: { users: { nodes: { distinctId: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } =
        await data(
          `query ($where: UserFilter, $after: String) {
          users(where: $where, first: 7, after: $after, orderBy: { property: "rank", direction: DESC }) {
            nodes { distinctId } pageInfo { hasNextPage endCursor } } }`,
          { where, after },
        );
      ids.push(...users.nodes.map(({ distinctId }) => distinctId));
      await peopleSet(`${mark} new ${i++}`, { mark, rank: i });
      after = users.pageInfo.hasNextPage ? users.pageInfo.endCursor : null;
    } while (after !== null);
    const old = ids.filter((id) => !id.includes('new'));
    expect(new Set(ids).size).toBe(ids.length);
    expect(old).toHaveLength(60);
  });
});
