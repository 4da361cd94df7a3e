import { startTestServer, type TestServer } from '../support/server.js';
import { farthestPairs } from '../support/store-pairs.js';

/*
 * Companies and their feeds, on days counted back from now:
 *
 *            40   39   33    8    3    1    0
 *  ann       a    a    a          a         a      acme
 *  bob       a                         a           acme
 *  cleo                               a           beta
 *  phone                          a                acme, a device of ann
 */
describe.each(farthestPairs())('companies on %s', (_, stores) => {
  let server: TestServer;
  const now = Date.now();
  const daysAgo = (days: number): string =>
    new Date(now - days * 86_400_000 - (days === 0 ? Math.min(1_000, now % 86_400_000) : 0)).toISOString();

  const event = (distinctId: string, days: number, company: string, name = 'visit') => ({
    name,
    distinctId,
    time: daysAgo(days),
    properties: { company, days },
  });

  async function data(query: string) {
    const answer = await server.ask(query);
    expect(answer.errors).toBeUndefined();
    return answer.data ?? {};
  }

  beforeAll(async () => {
    server = await startTestServer(stores);
    await data('mutation { addGroupKey(key: "company", displayName: "Company") { key } }');
  });

  afterAll(async () => {
    await server.stop();
  });

  it('have no profiles while no key is the company key', async () => {
    for (const query of [
      '{ companyProfile(id: "acme") { group { id } } }',
      '{ companies { nodes { group { id } } } }',
    ]) {
      const answer = await server.ask(query);
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'COMPANY_KEY_NOT_SET' });
      expect(answer.errors?.[0]?.message).toMatch(/setCompanyKey/);
    }
  });

  describe('with a company key', () => {
    beforeAll(async () => {
      await data('mutation { setCompanyKey(groupKey: "company", nameProperty: "Title") { nameProperty } }');
      await data(
        'mutation { group_set(groupKey: "company", groupId: "acme", properties: { Title: "Acme Inc" }) { applied } }',
      );
      await data(
        'mutation { group_set(groupKey: "company", groupId: "idle", properties: { Title: "Idle" }) { applied } }',
      );
      const events = [
        event('ann', 40, 'acme'),
        event('bob', 40, 'acme'),
        event('ann', 39, 'acme'),
        event('ann', 33, 'acme', 'pay'),
        { ...event('phone', 3, 'acme', 'pay'), distinctId: undefined, deviceId: 'phone' },
        event('bob', 1, 'acme'),
        event('cleo', 1, 'beta'),
        event('ann', 0, 'acme'),
        {
          ...event('ann', 0, 'beta', 'login'),
          distinctId: undefined,
          deviceId: 'phone',
          userId: 'ann',
          properties: {},
        },
      ];
      const answer = await server.ask(
        'mutation ($events: [EventInput!]!) { trackBatch(events: $events) { accepted refused } }',
        { events },
      );
      expect(answer.data?.trackBatch).toEqual({ accepted: events.length, refused: 0 });
    });

    it('tell what their users do, each figure with its question', async () => {
      const figure = '{ value question point }';
      const { companyProfile } = await data(`{ companyProfile(id: "acme") {
        group { name properties }
        activity { dailyActiveUsers ${figure} weeklyActiveUsers ${figure} monthlyActiveUsers ${figure} events ${figure} eventsPerUser ${figure} }
        lifecycle { new ${figure} retained ${figure} resurrected ${figure} dormant ${figure} }
        retention { day1 ${figure} week1 ${figure} month1 ${figure} }
      } }`);
      expect(companyProfile.group).toEqual({ name: 'Acme Inc', properties: { Title: 'Acme Inc' } });
      const { activity, lifecycle, retention } = companyProfile;
      expect(activity.dailyActiveUsers.value).toBe(1);
      expect(activity.weeklyActiveUsers.value).toBe(2);
      expect(activity.monthlyActiveUsers.value).toBe(2);
      expect(activity.events.value).toBe(3);
      expect(activity.eventsPerUser.value).toBe(1.5);
      expect(lifecycle.new.value).toBe(0);
      // Born 40 days ago: ann was back on the next day and in the second week, nobody is 60 days old.
      expect(retention.day1.value).toBe(0.5);
      expect(retention.week1.value).toBe(0.5);
      expect(retention.month1.value).toBeNull();
      for (const { value, question, point } of [activity.weeklyActiveUsers, lifecycle.retained]) {
        const [[report, asked]] = Object.entries(question) as [[string, object]];
        const type = report === 'insights' ? 'GroupInsights' : 'GroupLifecycle';
        const answer = await server.ask(
          `query ($asked: ${type}!, $point: ID!) { analyzeGroups(key: "company") { ${report}(question: $asked) { behind(id: $point) { size } } } }`,
          { asked, point },
        );
        expect(answer.errors).toBeUndefined();
        expect(answer.data?.analyzeGroups[report].behind.size).toBe(value);
      }
    });

    it('have no profile where there is no such company', async () => {
      expect((await data('{ companyProfile(id: "nobody") { group { id } } }')).companyProfile).toBeNull();
    });

    it('are a list, sorted by what their users do, page by page', async () => {
      const fields =
        'nodes { group { id name } dailyActiveUsers weeklyActiveUsers monthlyActiveUsers events eventsPerUser profile { lifecycle { new { value } } } } pageInfo { endCursor hasNextPage } totalCount';
      const { companies } = await data(`{ companies { ${fields} } }`);
      expect(companies.totalCount).toBe(3);
      expect(companies.nodes.map((node: Record<string, unknown>) => ({ ...node, profile: undefined }))).toMatchObject([
        {
          group: { id: 'acme', name: 'Acme Inc' },
          dailyActiveUsers: 1,
          weeklyActiveUsers: 2,
          monthlyActiveUsers: 2,
          events: 3,
          eventsPerUser: 1.5,
        },
        { group: { id: 'beta' }, dailyActiveUsers: 0, monthlyActiveUsers: 1, events: 1, eventsPerUser: 1 },
        {
          group: { id: 'idle', name: 'Idle' },
          dailyActiveUsers: 0,
          monthlyActiveUsers: 0,
          events: 0,
          eventsPerUser: 0,
        },
      ]);
      const ids: string[] = [];
      let after = '';
      for (let more = true; more; ) {
        const page = (
          await data(
            `{ companies(orderBy: EVENTS, direction: ASC, first: 1 ${after}) { nodes { group { id } } pageInfo { endCursor hasNextPage } } }`,
          )
        ).companies;
        ids.push(page.nodes[0].group.id);
        after = `, after: "${page.pageInfo.endCursor}"`;
        more = page.pageInfo.hasNextPage;
      }
      expect(ids).toEqual(['idle', 'beta', 'acme']);
    });

    it('have a feed of what was done for them, newest first, that later events do not shift', async () => {
      const page = (more: string) =>
        data(
          `{ group(key: "company", id: "acme") { activity(first: 3 ${more}) { nodes { name distinctId groups { id } properties } totalCount pageInfo { endCursor hasNextPage } } } }`,
        ).then(({ group }) => group.activity);
      const first = await page('');
      expect(first.totalCount).toBe(7);
      expect(first.nodes).toEqual([
        { name: 'visit', distinctId: 'ann', groups: [{ id: 'acme' }], properties: { company: 'acme', days: 0 } },
        { name: 'visit', distinctId: 'bob', groups: [{ id: 'acme' }], properties: { company: 'acme', days: 1 } },
        { name: 'pay', distinctId: 'ann', groups: [{ id: 'acme' }], properties: { company: 'acme', days: 3 } },
      ]);
      await server.ask('mutation ($event: EventInput!) { track(event: $event) { status } }', {
        event: { name: 'late', distinctId: 'ann', time: daysAgo(2), properties: { company: 'acme' } },
      });
      const second = await page(`, after: "${first.pageInfo.endCursor}"`);
      expect(second.nodes.map(({ properties }: { properties: { days: number } }) => properties.days)).toEqual([
        33, 39, 40,
      ]);
      const payments = await page(', events: { names: ["pay"] }');
      expect(payments.nodes.map(({ properties }: { properties: { days: number } }) => properties.days)).toEqual([
        3, 33,
      ]);
      const wrong = await server.ask(
        `{ group(key: "company", id: "beta") { activity(after: "${first.pageInfo.endCursor}") { totalCount } } }`,
      );
      expect(wrong.errors?.[0]?.extensions).toMatchObject({ code: 'CURSOR_INVALID' });
    });

    it('have users with feeds of their own, linked devices included', async () => {
      const { user } = await data(
        '{ user(distinctId: "ann") { activity(range: { last: { count: 10, unit: DAY } }) { nodes { name distinctId } } } }',
      );
      const names = user.activity.nodes.map(({ name }: { name: string }) => name).sort();
      expect(names).toEqual(['late', 'login', 'pay', 'visit']);
      expect(new Set(user.activity.nodes.map(({ distinctId }: { distinctId: string }) => distinctId))).toEqual(
        new Set(['ann']),
      );
    });
  });
});
