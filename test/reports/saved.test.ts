import { startTestServer, type TestServer } from '../support/server.js';
import { farthestPairs } from '../support/store-pairs.js';

describe.each(farthestPairs())('saved reports on %s', (_, stores) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer(stores);
    await server.ask('mutation { addGroupKey(key: "company", displayName: "Company") { key } }');
    const event = (distinctId: string, name: string, minutesAgo: number) => ({
      name,
      distinctId,
      time: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
      properties: { company: 'acme' },
    });
    const events = [event('ann', 'signup', 3), event('bob', 'signup', 2), event('bob', 'pay', 1)];
    const answer = await server.ask('mutation ($e: [EventInput!]!) { trackBatch(events: $e) { accepted } }', {
      e: events,
    });
    expect(answer.data?.trackBatch).toEqual({ accepted: 3 });
  });

  afterAll(async () => {
    await server.stop();
  });

  async function data(query: string, variables: Record<string, unknown> = {}) {
    const answer = await server.ask(query, variables);
    expect(answer.errors).toBeUndefined();
    return answer.data ?? {};
  }

  const lastDays = 'range: { last: { count: 2, unit: DAY } }';
  const signups = `{ insights: { ${lastDays}, interval: WHOLE, metrics: [{ events: { name: "A", event: { names: ["signup"] }, measure: { count: UNITS } } }] } }`;
  const funnel = `{ funnel: { ${lastDays}, steps: [{ event: { names: ["signup"] } }, { event: { names: ["pay"] } }] } }`;
  const figures = `run {
    __typename
    ... on InsightsReport { lines { overall { total { value } } } }
    ... on FunnelReport { whole { overall { steps { reached { count } } } } }
  }`;

  it('are kept, listed, changed, run and deleted', async () => {
    const { createUserReport: ofUsers } = await data(
      `mutation { createUserReport(name: "Signups", question: ${signups}) { id name description kind key { key } ${figures} } }`,
    );
    expect(ofUsers).toMatchObject({ name: 'Signups', description: '', kind: 'INSIGHTS', key: null });
    expect(ofUsers.run).toEqual({ __typename: 'InsightsReport', lines: [{ overall: { total: { value: 2 } } }] });

    const { createGroupReport: ofGroups } = await data(
      `mutation { createGroupReport(key: "company", name: "To pay", description: "How many", question: ${funnel}) { id kind key { key } ${figures} } }`,
    );
    expect(ofGroups).toMatchObject({ kind: 'FUNNEL', key: { key: 'company' } });
    expect(ofGroups.run.whole.overall.steps).toEqual([{ reached: { count: 1 } }, { reached: { count: 1 } }]);

    const { updateUserReport } = await data(
      'mutation ($id: ID!) { updateUserReport(id: $id, name: "People") { name kind description } }',
      { id: ofUsers.id },
    );
    expect(updateUserReport).toEqual({ name: 'People', kind: 'INSIGHTS', description: '' });
    const { savedReports } = await data('{ savedReports { id name } }');
    expect(savedReports).toEqual([
      { id: ofUsers.id, name: 'People' },
      { id: ofGroups.id, name: 'To pay' },
    ]);

    for (const id of [ofUsers.id, ofGroups.id])
      await data('mutation ($id: ID!) { deleteReport(id: $id) { id } }', { id });
    expect((await data('{ savedReports { id } }')).savedReports).toEqual([]);
    const gone = await server.ask('query ($id: ID!) { savedReport(id: $id) { id } }', { id: ofUsers.id });
    expect(gone.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('hand their question out as it is taken', async () => {
    const between = '{ between: { from: "2026-03-01T10:00:00Z", to: "2026-04-01" } }';
    const question = `{ retention: { range: ${between}, birth: { where: { property: { name: "price", is: { number: { atLeast: 1.5 } } } } }, returns: {}, brackets: [0, 1, 7] } }`;
    const { createUserReport: first } = await data(
      `mutation { createUserReport(name: "a", question: ${question}) { id question } }`,
    );
    const { createUserReport: second } = await data(
      'mutation ($question: UserReportQuestion!) { createUserReport(name: "b", question: $question) { id question run { __typename } } }',
      { question: first.question },
    );
    expect(second.question).toEqual(first.question);
    expect(first.question.retention.range.between.from).toBe('2026-03-01T10:00:00.000Z');
    expect(second.run).toEqual({ __typename: 'RetentionReport' });
    for (const { id } of [first, second]) await data('mutation ($id: ID!) { deleteReport(id: $id) { id } }', { id });
  });

  it('are refused where their question could not be asked, with the place', async () => {
    const bad = funnel.replace(
      'names: ["signup"]',
      'where: { eventGroup: { key: "compani", where: { id: { isOneOf: ["a"] } } } }',
    );
    const answer = await server.ask(`mutation { createUserReport(name: "x", question: ${bad}) { id } }`);
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'GROUP_KEY_UNKNOWN',
      path: ['question', 'funnel', 'steps', 0, 'event', 'where', 'eventGroup', 'key'],
      nearMatches: ['company'],
    });
    const nameless = await server.ask(`mutation { createUserReport(name: " ", question: ${signups}) { id } }`);
    expect(nameless.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', path: ['name'] });
  });

  it('of users cannot become one of groups', async () => {
    const { createUserReport } = await data(`mutation { createUserReport(name: "x", question: ${signups}) { id } }`);
    const answer = await server.ask('mutation ($id: ID!) { updateGroupReport(id: $id, name: "y") { id } }', {
      id: createUserReport.id,
    });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', path: ['id'] });
    await data('mutation ($id: ID!) { deleteReport(id: $id) { id } }', { id: createUserReport.id });
  });

  it('keep the saved cohorts they use from being deleted', async () => {
    const { createUserCohort } = await data(
      'mutation { createUserCohort(name: "Payers", where: { did: { event: "pay" } }) { id } }',
    );
    const question = signups.replace('metrics:', `breakdowns: [{ cohort: "${createUserCohort.id}" }], metrics:`);
    const { createUserReport } = await data(`mutation { createUserReport(name: "x", question: ${question}) { id } }`);
    const remove = () =>
      server.ask('mutation ($id: ID!) { deleteCohort(id: $id) { id } }', { id: createUserCohort.id });
    expect((await remove()).errors?.[0]?.extensions).toMatchObject({
      code: 'COHORT_IN_USE',
      usedBy: [createUserReport.id],
    });
    await data('mutation ($id: ID!) { deleteReport(id: $id) { id } }', { id: createUserReport.id });
    expect((await remove()).errors).toBeUndefined();
  });
});
