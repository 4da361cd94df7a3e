import * as fc from 'fast-check';
import { startTestServer, type TestServer } from '../../support/server.js';
import { hostileTexts } from '../../warehouse/samples.js';
import { ask, refusalOf } from './support.js';

const names = [
  'from_date',
  'to_date',
  'event',
  'where',
  'limit',
  'time_in_ms',
  'format',
  'cohort',
  'columns',
  'bom',
  'key',
];
const value = fc.oneof(
  fc.constantFrom(
    '2026-01-01',
    '2026-12-31',
    '["a"]',
    'properties["a"] == 1',
    'user["a"] > 1 or properties["distinct_id"] in ["x"]',
    'true',
    'csv',
    'company_id',
    '1',
    '[[[[',
    '{"a":',
    ...hostileTexts,
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const parameters = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 8 });
const days: Array<[string, string]> = [
  ['from_date', '2026-01-01'],
  ['to_date', '2026-12-31'],
];

const filter = fc.letrec((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ property: fc.record({ name: value, is: fc.oneof(fc.record({ isSet: fc.boolean() }), fc.object()) }) }),
    fc.record({ and: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ not: tie('filter') }),
    fc.record({ someGroup: fc.record({ key: fc.constantFrom('company_id', 'x', 1), where: tie('filter') }) }),
    fc.record({ id: fc.record({ isOneOf: fc.array(value) }) }),
    fc.jsonValue(),
  ),
})).filter;

const body = fc.oneof(
  { weight: 1, arbitrary: fc.jsonValue() },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        key: fc.oneof(fc.constant('company_id'), fc.jsonValue()),
        where: filter,
        columns: fc.oneof(fc.array(value, { maxLength: 4 }), fc.jsonValue()),
        format: fc.constantFrom('csv', 'ndjson', 'xml', null, 1),
        orderBy: fc.oneof(fc.record({ property: value, direction: fc.constantFrom('ASC', 'DESC', 1) }), fc.jsonValue()),
        search: fc.oneof(value, fc.jsonValue()),
      },
      { requiredKeys: [] },
    ),
  },
);

describe('whatever an export is asked for', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' });
    await server.ask('mutation { addGroupKey(key: "company_id", displayName: "C") { key } }');
    await server.ask(
      'mutation { people_set(distinctId: "ann", properties: { a: 1, company_id: "acme" }) { applied } track(event: { name: "a", distinctId: "ann", time: "2026-06-01" }) { status } }',
    );
  });
  afterAll(() => server.stop());

  /** It answers, or says what is wrong; it is never at fault itself, and never hangs. */
  async function answers(path: string, asking: Parameters<typeof ask>[2] = {}): Promise<void> {
    const answer = await ask(server, path, asking);
    if (answer.status === 200) return;
    expect(refusalOf(answer).code).not.toBe('INTERNAL');
    expect([400, 404, 409, 413, 415]).toContain(answer.status);
  }

  it('by parameters', async () => {
    const paths = fc.constantFrom('/api/2.0/export', '/api/export/users', '/api/export/groups');
    await fc.assert(
      fc.asyncProperty(paths, parameters, fc.boolean(), async (path, given, withDays) => {
        const all = withDays && path === '/api/2.0/export' ? [...days, ...given] : given;
        await answers(`${path}?${new URLSearchParams(all)}`);
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it('by bytes in the address', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
        const raw = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
        await answers(`/api/2.0/export?from_date=2026-01-01&to_date=2026-12-31&where=${raw}`);
        await answers(`/api/export/users?columns=${raw}&format=csv`);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('by a body', async () => {
    const paths = fc.constantFrom('/api/export/users', '/api/export/groups');
    await fc.assert(
      fc.asyncProperty(paths, body, async (path, sent) => {
        await answers(path, { body: JSON.stringify(sent) });
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });
});
