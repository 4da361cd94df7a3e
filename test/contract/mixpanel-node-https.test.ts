import { startTestServer, type TestServer } from '../support/server.js';
import { type Certificate, describeWithTls, makeCertificate, runScript } from './certificate.js';
import { type Edge, startEdge } from './edge.js';
import { nodeSdks } from './node-sdk.js';
import { namesOf, openShop, type Shop } from './shop.js';

/** Old enough for /track to have nothing to do with it. */
const longAgo = 1_556_712_000;

/** What the Node SDK does over https only, by configuration alone, in a process that trusts the certificate. */
describeWithTls('the official Node SDK behind TLS', () => {
  let server: TestServer;
  let shop: Shop;
  let certificate: Certificate;
  let edge: Edge;

  beforeAll(async () => {
    server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' });
    certificate = await makeCertificate();
  });
  afterAll(async () => {
    await certificate?.remove();
    await server?.stop();
  });
  beforeEach(async () => {
    shop = await openShop(server, 'Shop');
    edge = await startEdge(server.url, certificate);
  });
  afterEach(() => edge.stop());

  describe.each(nodeSdks)('mixpanel $version', ({ package: name, version }) => {
    /** Runs calls with an SDK of this configuration, an expression; answers with what each reported, null for nothing. */
    const run = async (configuration: string, ...calls: string[]): Promise<unknown[]> => {
      const script = `
        const Mixpanel = require(${JSON.stringify(name)});
        const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
        const host = ${JSON.stringify(new URL(edge.url).host)};
        const mixpanel = Mixpanel.init(${JSON.stringify(shop.token)}, { host, logger: quiet, ...${configuration} });
        const told = (problem) => (problem ? [problem].flat().map((one) => one.message).join() : null);
        const calls = [${calls.map((call) => `(done) => ${call}`).join()}];
        (async () => {
          const results = [];
          for (const call of calls) results.push(await new Promise((resolve) => call((problem) => resolve(told(problem)))));
          console.log(JSON.stringify(results));
          process.exit(0);
        })();`;
      return JSON.parse(await runScript(script, certificate));
    };
    const importing = `mixpanel.import('signed up', ${longAgo}, { distinct_id: 'ann', company_id: 'acme' }, done)`;
    const batch = `mixpanel.import_batch([{ event: 'paid', properties: { time: ${longAgo + 1}, distinct_id: 'ann' } }], done)`;

    it('needs nothing but the host', async () => {
      expect(
        await run(
          '{}',
          "mixpanel.track('login', { distinct_id: 'ann', company_id: 'acme' }, done)",
          "mixpanel.groups.set('company_id', 'acme', { plan: 'pro' }, done)",
          "mixpanel.people.set('ann', { company_id: ['acme'] }, done)",
        ),
      ).toEqual([null, null, null]);
      expect(await shop.usersOfCompaniesWith('plan', 'pro')).toEqual(['ann']);
    });

    it.each([
      ['of a service account', () => shop.project.secrets.ADMIN],
      ['that is the project token', () => shop.token],
    ])('imports with a secret %s, and tracks with it', async (_, secretOf) => {
      const track = "mixpanel.track('login', { distinct_id: 'ann' }, done)";
      expect(await run(`{ secret: ${JSON.stringify(secretOf())} }`, importing, batch, track)).toEqual([
        null,
        null,
        null,
      ]);
      expect(namesOf(await shop.events())).toEqual(['signed up', 'paid', 'login']);
      expect((await shop.events())[0]).toMatchObject({ time: longAgo * 1_000, groups: ['company_id/acme'] });
      expect(edge.passed.every(({ authorization }) => authorization.startsWith('Basic '))).toBe(true);
    });

    it('imports nothing with a wrong secret, and says so', async () => {
      const refusals = await run("{ secret: 'muster_wrong', verbose: true }", importing, batch);
      expect(refusals).toEqual([
        expect.stringMatching(/Mixpanel Server Error: .+/),
        expect.stringMatching(/Mixpanel Server Error: .+/),
      ]);
      expect(await shop.events()).toEqual([]);
    });

    if (version === '0.24.0') {
      it('imports with the credentials of a service account', async () => {
        const { ADMIN, CONSUMER } = shop.project.secrets;
        const credentials = (account: string, secret: string) =>
          `{ credentials: new Mixpanel.ServiceAccountCredentials('${account}', '${secret}', '${shop.project.project.id}') }`;
        expect(await run(credentials('admin', ADMIN), importing, batch)).toEqual([null, null]);
        expect(await run(credentials('consumer', CONSUMER), importing)).toEqual([
          expect.stringMatching(/Server Error/),
        ]);
        expect(await run(credentials('wrong', ADMIN), importing)).toEqual([expect.stringMatching(/Server Error/)]);
        expect(namesOf(await shop.events())).toEqual(['signed up', 'paid']);
        expect(edge.passed[0]?.path).toContain('project_id=');
      });
    }

    /** The SDK asks for flags at port 443, whatever its configuration says; here that port is the edge's. */
    it('finds no feature flags, and goes by the fallbacks of the program', async () => {
      const flags = `({
        remote_flags_config: { api_host: 'localhost' },
        local_flags_config: { api_host: 'localhost', enable_polling: false },
        ...(() => {
          const https = require('https');
          const agent = new https.Agent();
          const connect = agent.createConnection;
          agent.createConnection = (options, done) =>
            connect.call(agent, { ...options, port: ${new URL(edge.url).port} }, done);
          https.globalAgent = agent;
        })(),
      })`;
      const fallback = "{ variant_value: 'old' }, { distinct_id: 'ann' }";
      const results = await run(
        flags,
        `mixpanel.remote_flags.getVariant('new checkout', ${fallback})
          .then((variant) => done(new Error(JSON.stringify([variant.variant_value, variant.fallback_reason?.type ?? variant.fallback_reason]))))`,
        'mixpanel.local_flags.startPollingForDefinitions().then(() => done(), done)',
        `done(new Error(JSON.stringify(mixpanel.local_flags.getVariant('new checkout', ${fallback}).variant_value)))`,
      );
      expect(results[0]).toContain('old');
      expect(results.slice(1)).toEqual([null, '"old"']);
      expect(edge.passed.map(({ path, status }) => [path.split('?')[0], status])).toEqual([
        ['/flags', 200],
        ['/flags/definitions', 200],
      ]);
    });
  });
});
