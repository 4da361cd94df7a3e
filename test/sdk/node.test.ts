import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundleSdk, sdkBundlePath } from '../../src/http/sdk/bundle.js';
import {
  type Client,
  type ClientOptions,
  createClient,
  type DeliveryError,
  type Refusal,
} from '../../src/sdk/index.js';
import { folderStore } from './support/folder-store.mjs';
import { type Stand, startStand } from './support/stand.js';
import { until } from './support/until.js';

/** Bytes of the largest request that the server takes: less than a batch may have. */
const bodyLimit = 100_000;

describe('a client in Node, with a real server', () => {
  let stand: Stand;
  let folder: string;
  const refused: Refusal[] = [];
  const errors: DeliveryError[] = [];
  const clients: Client[] = [];
  let stores = 0;
  const newStore = () => folderStore(join(folder, String(stores++)));
  const open = (options: Partial<ClientOptions> = {}): Client => {
    const client = createClient({
      url: stand.url,
      token: stand.token,
      flushIntervalMs: 10,
      retryMinMs: 10,
      retryMaxMs: 100,
      onRefused: (refusal) => refused.push(refusal),
      onError: (error) => errors.push(error),
      ...options,
    });
    clients.push(client);
    return client;
  };
  const delivered = (client: Client) => until('all is delivered', async () => (await client.flush()).pending === 0);

  beforeAll(async () => {
    await bundleSdk();
    folder = await mkdtemp(join(tmpdir(), 'muster-sdk-'));
    stand = await startStand({ MUSTER_BODY_LIMIT_BYTES: String(bodyLimit) });
  });
  beforeEach(() => {
    refused.length = 0;
    errors.length = 0;
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
    expect(refused).toEqual([]);
  });
  afterAll(async () => {
    await stand.stop();
    await rm(folder, { recursive: true });
  });

  it('walks the guide: the user’s journey begins anonymous, the company’s with the login', async () => {
    const client = open();
    client.track('page_view');
    await sleep(5);
    client.identify('existing_user');
    client.addGroup('company_id', 'company 1');
    client.track('login');
    await sleep(5);
    client.trackWithGroups('Some Event', {}, { company_id: ['company 1', 'company 2', 'company 3'] });
    client.group('company_id', 'company 1').set({ 'Company Type': 'Analytics', 'Company name': 'Mixpanel' });
    client.group('company_id', 'company 2').set({ 'Company Type': 'Retail' });
    await delivered(client);
    const { user, company, groups, cohort, retail } = await stand.ask(`{
      user(distinctId: "existing_user") { firstSeen properties groups(key: "company_id") { id } }
      company: group(key: "company_id", id: "company 1") { firstSeen }
      groups(key: "company_id", where: { did: { event: "Some Event" } }) { nodes { id } }
      cohort: userCohort(where: { someGroup: { key: "company_id", where: {
        property: { name: "Company Type", is: { text: { isOneOf: ["Analytics"] } } }
      } } }) { size users { nodes { distinctId } } }
      retail: userCohort(where: { someGroup: { key: "company_id", where: {
        property: { name: "Company Type", is: { text: { isOneOf: ["Retail"] } } }
      } } }) { size }
    }`);
    expect(await stand.did('page_view')).toEqual({ existing_user: 1 });
    expect(user).toMatchObject({ properties: { company_id: ['company 1'] }, groups: [{ id: 'company 1' }] });
    expect(Date.parse(user.firstSeen)).toBeLessThan(Date.parse(company.firstSeen));
    expect(groups.nodes.map(({ id }: { id: string }) => id)).toEqual(['company 1', 'company 2', 'company 3']);
    expect(cohort).toEqual({ size: 1, users: { nodes: [{ distinctId: 'existing_user' }] } });
    expect(retail.size).toBe(0);
  });

  it('has one record refused and all others delivered, whatever is wrong with the one', async () => {
    const nested = (depth: number): Record<string, never> =>
      JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
    const client = open();
    client.identify('faulty');
    for (let i = 0; i < 10; i++) client.track('good');
    client.track('');
    Reflect.apply(client.track, client, [42]);
    client.track('nested too deep to be stored', nested(10));
    client.track('nested too deep to be read', nested(200));
    client.track('nested too deep to be parsed', nested(600));
    client.track('too large', { text: 'x'.repeat(bodyLimit) });
    client.track('of another time', {}, { time: Date.now() + 24 * 3_600_000 });
    for (let i = 0; i < 10; i++) client.track('good');
    client.group('no_such_key', 'a').set({ n: 1 });
    client.people.add({ n: 1 });
    client.people.add(JSON.parse('{"n":"1"}'));
    client.people.add({ n: 1 });
    await delivered(client);
    expect(await stand.did('good')).toEqual({ faulty: 20 });
    expect(await stand.userProperties('faulty')).toEqual({ n: 2 });
    expect(
      refused
        .splice(0)
        .map(({ kind, reason, field }) => `${kind} ${reason} ${field}`)
        .sort(),
    ).toEqual([
      'event BAD_INPUT null',
      'event MALFORMED_REQUEST null',
      'event NAME_INVALID name',
      'event PAYLOAD_TOO_LARGE null',
      'event PROPERTIES_INVALID properties.a.a.a.a',
      'event QUERY_TOO_COMPLEX null',
      'event TIME_IN_FUTURE time',
      'profile BAD_INPUT properties.n',
      'profile GROUP_KEY_UNKNOWN groupKey',
    ]);
  });

  it('sends in smaller requests what a server with a low limit does not take at once', async () => {
    const client = open();
    client.identify('large');
    for (let i = 0; i < 60; i++) client.track('sizeable', { text: Array.from({ length: 20 }, () => 'x'.repeat(250)) });
    await delivered(client);
    expect(await stand.did('sizeable')).toEqual({ large: 60 });
  });

  it('waits with what a wrong token keeps back, and says so', async () => {
    const store = newStore();
    const client = open({ token: 'wrong', store, name: 'shop' });
    client.identify('late');
    client.track('kept');
    expect(await client.flush()).toEqual({ pending: 1, held: 0 });
    expect(errors).toMatchObject([{ code: 'UNAUTHENTICATED', retryable: false }]);
    await client.close({ timeoutMs: 1 });
    await delivered(open({ store, name: 'shop' }));
    expect(await stand.did('kept')).toEqual({ late: 1 });
  });

  it('takes events out of a group that the user has left', async () => {
    const client = open();
    client.identify('leaver');
    client.setGroup('company_id', ['left inc', 'kept inc']);
    client.track('before leaving');
    client.removeGroup('company_id', 'left inc');
    client.track('after leaving');
    await delivered(client);
    const { groups } = await stand.ask(
      '{ groups(key: "company_id", where: { did: { event: "after leaving" } }) { nodes { id } } }',
    );
    expect(groups.nodes).toEqual([{ id: 'kept inc' }]);
    expect(await stand.userProperties('leaver')).toEqual({ company_id: ['kept inc'] });
  });

  it('keeps the order of 200 operations while the server is killed and comes back', async () => {
    const client = open({ batchSize: 20 });
    const company = client.group('company_id', 'orderly inc');
    client.identify('orderly');
    const half = (from: number) => {
      for (let i = from; i < from + 100; i++) {
        company.append('log', i);
        client.people.append('log', i);
        company.set({ last: i });
      }
    };
    half(0);
    await until('something is there', async () => (await stand.groupProperties('orderly inc')).log !== undefined);
    await stand.kill();
    half(100);
    expect((await client.flush()).pending).toBeGreaterThan(0);
    expect(errors.map(({ code }) => code)).toContain('UNREACHABLE');
    await stand.restart();
    await delivered(client);
    const all = Array.from({ length: 200 }, (_, i) => i);
    expect(await stand.groupProperties('orderly inc')).toEqual({ log: all, last: 199 });
    expect(await stand.userProperties('orderly')).toEqual({ log: all });
  });

  it('counts once what was applied without the answer arriving', async () => {
    const client = open({ batchSize: 10 });
    client.identify('counter');
    const lost = stand.door.loseReplies(6);
    for (let i = 0; i < 30; i++) {
      client.people.add('count');
      client.track('counted');
    }
    await lost;
    await delivered(client);
    expect(await stand.userProperties('counter')).toEqual({ count: 30 });
    expect(await stand.did('counted')).toEqual({ counter: 30 });
    expect(errors.length).toBeGreaterThanOrEqual(6);
  });

  it('keeps what it has while connections are refused, also for the process after it', async () => {
    const store = newStore();
    await stand.kill();
    const first = open({ store });
    first.people.add('count');
    first.identify('patient');
    for (let i = 0; i < 20; i++) {
      first.people.add('count');
      first.track('waited');
    }
    await first.close({ timeoutMs: 50 });
    await stand.restart();
    await delivered(open({ store }));
    expect(await stand.userProperties('patient')).toEqual({ count: 21 });
    expect(await stand.did('waited')).toEqual({ patient: 20 });
  });

  it('loses and doubles nothing although server and client are killed again and again', async () => {
    const reports: number[] = [];
    const runs = 5;
    const place = join(folder, 'worker');
    for (let run = 0; run < runs; run++) {
      let printed = '';
      const options = JSON.stringify({ url: stand.url, token: stand.token, folder: place, run });
      const worker: ChildProcess = spawn(process.execPath, [join(__dirname, 'support/working-process.mjs'), options], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      worker.stdout?.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
      });
      await until('it works', () => printed.includes(`made ${20 + 10 * run}\n`));
      await stand.kill();
      const before = printed.length;
      await until('it goes on', () => printed.length > before + 100);
      if (run % 2 === 0) worker.kill('SIGKILL');
      await stand.restart();
      await sleep(100);
      const ended = once(worker, 'close');
      worker.kill('SIGKILL');
      await (worker.exitCode === null && worker.signalCode === null ? ended : sleep(50));
      expect([...printed.matchAll(/^refused .*/gm)].map(String)).toEqual([]);
      reports.push([...printed.matchAll(/^made /gm)].length);
    }
    await delivered(open({ store: folderStore(place) }));
    const { log, count } = await stand.userProperties('worker');
    const kept = Array.isArray(log) ? log.map(String) : [];
    expect(new Set(kept).size).toBe(kept.length);
    for (const [run, made] of reports.entries()) {
      const own = kept.filter((entry) => entry.startsWith(`${run}.`));
      expect(own).toEqual(own.map((_, i) => `${run}.${i}`));
      // It may have been killed between a call and the line that reports it.
      expect([0, 1]).toContain(own.length - made);
    }
    const least = reports.reduce((sum, made) => sum + made, 0);
    expect(Number(count)).toBeGreaterThanOrEqual(least);
    expect(Number(count)).toBeLessThanOrEqual(kept.length);
    const { worker: ticks, ...others } = await stand.did('tick');
    expect(others).toEqual({});
    expect(ticks).toBeGreaterThanOrEqual(least);
    expect(ticks).toBeLessThanOrEqual(Number(count));
  }, 300_000);

  describe('as a program', () => {
    const run = async (body: string): Promise<string> => {
      const file = join(folder, `program-${stores++}.mjs`);
      const options = JSON.stringify({ url: stand.url, token: stand.token });
      await writeFile(
        file,
        `import { createClient } from ${JSON.stringify(pathToFileURL(sdkBundlePath()).href)};
         const client = createClient(${options});
         ${body}`,
      );
      return (await promisify(execFile)(process.execPath, [file], { timeout: 60_000 })).stdout;
    };

    it('ends by itself when it has closed its client, and has delivered', async () => {
      const printed = await run(`
        client.identify('program');
        client.track('ran');
        client.people.set({ version: 1 });
        console.log(JSON.stringify(await client.close()));`);
      expect(printed).toBe('{"pending":0,"held":0}\n');
      expect(await stand.did('ran')).toEqual({ program: 1 });
      expect(await stand.userProperties('program')).toEqual({ version: 1 });
    });

    it('is not kept from ending by a client that was not closed', async () => {
      expect(await run(`client.track('never'); console.log('done');`)).toBe('done\n');
      expect(await stand.did('never')).toEqual({});
    });
  });
});
