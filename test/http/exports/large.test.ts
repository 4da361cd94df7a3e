import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestServer, type TestServer } from '../../support/server.js';
import { storePairs } from '../../support/store-pairs.js';

const count = 30_000;
const perBatch = 2_000;
const about = 'x'.repeat(1_000);

const pairs = storePairs().filter(([, { warehouse }]) => warehouse !== 'cluster');

describe.each(pairs)('a list of 30,000 users of 1 kB each on %s', (_, pair) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer(pair);
    for (let from = 0; from < count; from += perBatch) {
      const operations = Array.from({ length: perBatch }, (__, i) => ({
        people_set: { distinctId: `user-${from + i}`, properties: { number: from + i, about } },
      }));
      const answer = await server.ask(
        'mutation ($operations: [ProfileOperationInput!]!) { profileBatch(operations: $operations) { applied } }',
        { operations },
      );
      expect(answer.data?.profileBatch.applied).toBe(perBatch);
    }
  });
  afterAll(() => server.stop());
  afterEach(() => jest.restoreAllMocks());

  /** Begins an export and reads nothing of it yet. */
  async function begin(body: object): Promise<{ readonly asked: ClientRequest; readonly response: IncomingMessage }> {
    const asked = request(`${server.url}/api/export/users`, {
      method: 'POST',
      agent: false,
      headers: { authorization: `Bearer ${server.project.secrets.ANALYST}`, 'content-type': 'application/json' },
    });
    asked.end(JSON.stringify(body));
    const [response]: IncomingMessage[] = await once(asked, 'response');
    if (response === undefined) throw new Error('no response');
    return { asked, response };
  }

  /** What is loaded of the catalog from now on: the numbers of profiles. */
  function watchLoads(): readonly number[] {
    const loads: number[] = [];
    const { profiles } = server.app.services;
    const load = profiles.load.bind(profiles);
    jest.spyOn(profiles, 'load').mockImplementation((project, subject, ids) => {
      loads.push(ids.length);
      return load(project, subject, ids);
    });
    return loads;
  }

  async function untilQuiet(loads: readonly number[]): Promise<void> {
    for (let before = -1; loads.length > before; ) {
      before = loads.length;
      await sleep(500);
    }
  }

  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

  it('is read from the stores no faster than its client takes it, in small parts, and is whole', async () => {
    const loads = watchLoads();
    const { response } = await begin({});
    await untilQuiet(loads);
    expect(sum(loads)).toBeLessThan(count / 2);
    let lines = 0;
    const seen = new Set<number>();
    let rest = '';
    for await (const chunk of response) {
      const parts = (rest + (chunk as Buffer).toString()).split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        lines++;
        seen.add(JSON.parse(part).$properties.number);
      }
    }
    expect([lines, seen.size, rest]).toEqual([count, count, '']);
    expect(sum(loads)).toBe(count);
    expect(Math.max(...loads)).toBeLessThanOrEqual(200);
  });

  it('is read no further when its client goes away', async () => {
    const loads = watchLoads();
    const { asked, response } = await begin({ format: 'csv', columns: ['about'] });
    response.on('error', () => undefined);
    let received = 0;
    await new Promise<void>((enough) => {
      response.on('data', (chunk: Buffer) => {
        received += chunk.length;
        if (received > 5_000_000) enough();
      });
    });
    asked.destroy();
    await untilQuiet(loads);
    expect(sum(loads)).toBeLessThan(count);
  });
});
