import { startTestServer, type TestServer } from '../support/server.js';
import { farthestPairs } from '../support/store-pairs.js';

/*
 * What open tools in this field get wrong, each on the smallest data that shows it.
 */

const at = (hour: number): string => `2026-03-02T${String(hour).padStart(2, '0')}:00:00Z`;
const day = 'range: { days: { from: "2026-03-02", to: "2026-03-02" } }, interval: WHOLE';

describe.each(farthestPairs())('reports by group on %s', (_, stores) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer(stores);
    const track = (events: object[]) =>
      server.ask('mutation ($events: [EventInput!]!) { trackBatch(events: $events) { accepted refused } }', { events });
    await server.ask('mutation { addGroupKey(key: "company", displayName: "Company") { key } }');
    await server.ask('mutation { addGroupKey(key: "workspace", displayName: "Workspace") { key } }');
    await server.ask(`mutation {
      a: group_set(groupKey: "company", groupId: "acme", properties: { plan: "pro" }) { applied }
      b: group_set(groupKey: "company", groupId: "beta", properties: { plan: "pro" }) { applied }
      c: group_set(groupKey: "company", groupId: "1", properties: { plan: "free" }) { applied }
      d: group_set(groupKey: "workspace", groupId: "1", properties: { plan: "team" }) { applied }
    }`);
    const answer = await track([
      { name: 'visit', distinctId: 'ann', time: at(1), properties: { company: ['acme', 'beta'] } },
      { name: 'visit', distinctId: 'bob', time: at(2) },
      { name: 'visit', distinctId: 'cleo', time: at(3), properties: { company: '1', workspace: '1' } },
      { name: 'signup', distinctId: 'ann', time: at(4), properties: { company: 'acme' } },
      { name: 'invite', distinctId: 'bob', time: at(5), properties: { company: 'acme' } },
      { name: 'pay', distinctId: 'cleo', time: at(6), properties: { company: 'acme' } },
    ]);
    expect(answer.data?.trackBatch).toEqual({ accepted: 6, refused: 0 });
  });

  afterAll(async () => {
    await server.stop();
  });

  async function total(analysis: string, question: string): Promise<number> {
    const answer = await server.ask(
      `{ ${analysis} { insights(question: { ${day}, ${question} }) { lines { overall { total { value } } } } } }`,
    );
    expect(answer.errors).toBeUndefined();
    return Object.values<{ insights: { lines: Array<{ overall: { total: { value: number } } }> } }>(
      answer.data ?? {},
    )[0]?.insights.lines[0]?.overall.total.value as number;
  }

  async function segments(analysis: string, question: string): Promise<Record<string, number>> {
    const answer = await server.ask(
      `{ ${analysis} { insights(question: { ${day}, ${question} }) { lines { segments { segment { label } total { value } } } } } }`,
    );
    expect(answer.errors).toBeUndefined();
    const [report] = Object.values<{
      insights: { lines: Array<{ segments: Array<{ segment: Array<{ label: string }>; total: { value: number } }> }> };
    }>(answer.data ?? {});
    const found = report?.insights.lines[0]?.segments ?? [];
    return Object.fromEntries(
      found.map(({ segment, total: { value } }) => [segment.map(({ label }) => label).join(), value]),
    );
  }

  const visits = (more = '') =>
    `metrics: [{ events: { event: { names: ["visit"]${more} }, measure: { count: EVENTS } } }]`;
  const isPro = '{ property: { name: "plan", is: { text: { isOneOf: ["pro"] } } } }';

  it('count an event of two companies once under a filter that both satisfy', async () => {
    const ofUsers = visits(`, where: { eventGroup: { key: "company", where: ${isPro} } }`);
    expect(await total('analyzeUsers', ofUsers)).toBe(1);
    expect(await total('analyzeGroups(key: "company")', visits(`, where: { group: { where: ${isPro} } }`))).toBe(1);
  });

  it('keep events without a group in a breakdown by group property', async () => {
    const question = `${visits()}, breakdowns: [{ eventGroup: { key: "company", property: "plan" } }]`;
    expect(await segments('analyzeUsers', question)).toEqual({ pro: 1, free: 1, '(not set)': 1 });
  });

  it('count no group for events without one', async () => {
    const units = 'metrics: [{ events: { event: { names: ["visit"] }, measure: { count: UNITS } } }]';
    expect(await total('analyzeGroups(key: "company")', units)).toBe(3);
    const ofUsers =
      'metrics: [{ events: { event: { names: ["visit"] }, measure: { count: UNITS }, countGroupsOf: "company" } }]';
    expect(await total('analyzeUsers', ofUsers)).toBe(3);
  });

  it('keep groups of different keys with the same id apart', async () => {
    const by = (key: string) => `${visits()}, breakdowns: [{ eventGroup: { key: "${key}", property: "plan" } }]`;
    expect(await segments('analyzeUsers', by('workspace'))).toEqual({ team: 1, '(not set)': 2 });
    expect(await segments('analyzeUsers', by('company'))).toEqual({ pro: 1, free: 1, '(not set)': 1 });
  });
});
