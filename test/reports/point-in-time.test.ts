import { setTimeout as sleep } from 'node:timers/promises';
import { startTestServer, type TestServer } from '../support/server.js';
import { farthestPairs } from '../support/store-pairs.js';

/*
 * A company that changes its plan: what it did before counts for the plan it had then, if that is what is asked.
 */
describe.each(farthestPairs())('properties of groups as of the event on %s', (_, stores) => {
  let server: TestServer;

  const set = (properties: string) =>
    server.ask(`mutation { group_set(groupKey: "company", groupId: "acme", properties: ${properties}) { applied } }`);
  const track = async (name: string): Promise<void> => {
    // Not in the millisecond of a change of the profile.
    await sleep(5);
    const time = new Date().toISOString();
    const answer = await server.ask(
      `mutation { track(event: { name: "${name}", distinctId: "ann", time: "${time}", properties: { company: "acme" } }) { status } }`,
    );
    expect(answer.errors).toBeUndefined();
    await sleep(5);
  };

  beforeAll(async () => {
    server = await startTestServer(stores);
    await server.ask('mutation { addGroupKey(key: "company", displayName: "Company") { key } }');
    await track('visit');
    await set('{ plan: "free", seats: 3 }');
    await track('visit');
    await track('visit');
    await set('{ plan: "pro" }');
    await track('visit');
    await server.ask('mutation { group_unset(groupKey: "company", groupId: "acme", names: ["plan"]) { applied } }');
    await track('visit');
    await set('{ plan: "max" }');
  });

  afterAll(async () => {
    await server.stop();
  });

  async function visitsByPlan(properties: string): Promise<Record<string, number>> {
    const answer = await server.ask(`{ analyzeGroups(key: "company") { insights(question: {
      range: { last: { count: 2, unit: DAY } }, interval: WHOLE,
      metrics: [{ events: { event: { names: ["visit"] }, measure: { count: EVENTS } } }],
      breakdowns: [{ groupProperty: { name: "plan", properties: ${properties} } }]
    }) { lines { segments { segment { label } total { value } } } } } }`);
    expect(answer.errors).toBeUndefined();
    const segments: Array<{ segment: Array<{ label: string }>; total: { value: number } }> =
      answer.data?.analyzeGroups.insights.lines[0].segments;
    return Object.fromEntries(segments.map(({ segment, total }) => [segment[0]?.label, total.value]));
  }

  it('divide events by the value of their time', async () => {
    expect(await visitsByPlan('AS_OF_EVENT')).toEqual({ '(not set)': 2, free: 2, pro: 1 });
  });

  it('divide them all by the value of today unless asked otherwise', async () => {
    expect(await visitsByPlan('CURRENT')).toEqual({ max: 5 });
  });

  it('are kept as a history of the group, latest first', async () => {
    const answer = await server.ask(
      '{ group(key: "company", id: "acme") { plan: propertyHistory(name: "plan") { value isSet } seats: propertyHistory(name: "seats") { value } } }',
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.group.plan).toEqual([
      { value: 'max', isSet: true },
      { value: null, isSet: false },
      { value: 'pro', isSet: true },
      { value: 'free', isSet: true },
    ]);
    expect(answer.data?.group.seats).toEqual([{ value: 3 }]);
  });
});
