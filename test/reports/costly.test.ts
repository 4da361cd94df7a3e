import { compiled } from '../../src/warehouse/sql/compiled.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { storePairs } from '../support/store-pairs.js';

/*
 * A question that costs too much is stopped, and says why.
 */

const days = 'range: { days: { from: "2026-03-02", to: "2026-03-06" } }';
const [users, companies] = ['analyzeUsers', 'analyzeGroups(key: "company")'];

/** Thousands of attempts of twenty steps, all of one unit. */
const costly = `funnel(question: { ${days}, steps: [${Array(20).fill('{ event: {} }').join(', ')}], counting: TOTALS,
  window: { count: 366, unit: DAY }, exclusions: [{ event: { names: ["never"] }, afterStep: 1, beforeStep: 20 }] }) { segmentCount }`;
const cheap = `insights(question: { ${days}, metrics: [{ events: { event: { names: ["visit"] }, measure: { count: EVENTS } } }] }) { segmentCount }`;
const timeoutMs = 2_000;

describe.each(storePairs().slice(0, 2))('a question that takes too much on %s', (_, stores) => {
  let running: TestServer | undefined;

  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });

  const start = async (env: Record<string, string>): Promise<TestServer> => {
    const server = await startTestServer(stores, { env });
    running = server;
    await server.ask('mutation { addGroupKey(key: "company", displayName: "Company") { key } }');
    for (let sent = 0; sent < 6_000; sent += 500) {
      const events = Array.from({ length: 500 }, (_none, index) => ({
        name: `event ${index % 7}`,
        distinctId: 'ann',
        time: new Date(Date.UTC(2026, 2, 2) + (sent + index) * 60_000).toISOString(),
        properties: { company: 'acme' },
      }));
      const tracked = await server.ask(
        'mutation ($events: [EventInput!]!) { trackBatch(events: $events) { accepted } }',
        { events },
      );
      expect(tracked.data?.trackBatch).toEqual({ accepted: 500 });
    }
    return server;
  };
  const ask = (server: TestServer, analysis: string, report: string) => server.ask(`{ ${analysis} { ${report} } }`);

  /** Whether the engine has work of the server; or work that it was not told to stop. */
  const isBusy = async ({ app }: TestServer, condition = '1'): Promise<boolean> => {
    const others = compiled(
      `SELECT count() AS n FROM system.processes WHERE current_database = '${app.config.warehouse.database}' AND query NOT LIKE '%system.processes%' AND ${condition}`,
    );
    const { rows } = await app.warehouse.query<{ n: string }>(others);
    return rows[0]?.n !== '0';
  };
  const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

  it('is cut off when its time is up, and the engine is told to stop', async () => {
    const server = await start({ MUSTER_QUERY_TIMEOUT_MS: `${timeoutMs}` });
    const startedAt = performance.now();
    const asked = Promise.all([users, companies, users].map((analysis) => ask(server, analysis, costly)));
    // chDB has no list of what runs beside: its sessions run one statement after another.
    const isListed = stores.warehouse !== 'chdb';
    let wasBusy = false;
    while (isListed && !wasBusy && performance.now() - startedAt < timeoutMs) {
      await pause();
      wasBusy = await isBusy(server);
    }
    expect(wasBusy).toBe(isListed);
    for (const { errors } of await asked) {
      expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TIMEOUT', retryable: true } }]);
    }
    // All the events are one unit's and so one row, which an engine that was told to stop still works through.
    for (let attempt = 0; isListed && attempt < 400 && (await isBusy(server)); attempt++) await pause();
    if (isListed) expect(await isBusy(server)).toBe(false);
    // An answer within the same time means that nothing of the three is left in the way.
    for (const analysis of [users, companies]) {
      let answer = await ask(server, analysis, cheap);
      for (let attempt = 0; answer.errors !== undefined && attempt < 20; attempt++) {
        answer = await ask(server, analysis, cheap);
      }
      expect(answer.errors).toBeUndefined();
    }
  });

  it.each([
    ['memory', { MUSTER_QUERY_MAX_MEMORY_BYTES: '16777216' }, { code: 'QUERY_MEMORY', retryable: true }],
    ['rows', { MUSTER_QUERY_MAX_ROWS: '1000' }, { code: 'QUERY_TOO_LARGE', retryable: false }],
  ])('says so where it needs more %s than a question may', async (_what, env, extensions) => {
    const server = await start(env);
    for (const analysis of [users, companies]) {
      const { errors } = await ask(server, analysis, costly);
      expect(errors).toMatchObject([{ extensions }]);
    }
  });
});
