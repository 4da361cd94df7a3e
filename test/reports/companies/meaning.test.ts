import type { CompanyFigure, CompanyFigures } from '../../../src/reports/companies/figures.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { farthestPairs } from '../../support/store-pairs.js';
import { type HistoryEvent, history, idle, linkedTo, logins, now, timeZone } from './history.js';
import { figuresOf } from './model.js';

const orders: { readonly [Figure in CompanyFigure]: string } = {
  dailyActiveUsers: 'DAILY_ACTIVE_USERS',
  weeklyActiveUsers: 'WEEKLY_ACTIVE_USERS',
  monthlyActiveUsers: 'MONTHLY_ACTIVE_USERS',
  events: 'EVENTS',
  eventsPerUser: 'EVENTS_PER_USER',
  newUsers: 'NEW_USERS',
  retainedUsers: 'RETAINED_USERS',
  resurrectedUsers: 'RESURRECTED_USERS',
  dormantUsers: 'DORMANT_USERS',
  day1Retention: 'DAY1_RETENTION',
  week1Retention: 'WEEK1_RETENTION',
  month1Retention: 'MONTH1_RETENTION',
};
const ordered = Object.entries(orders) as Array<[CompanyFigure, string]>;
const everyFigure = Object.keys(orders).join(' ');

type Listed = CompanyFigures & { readonly group: { readonly id: string } };

const figure = '{ value question point }';
const rate = '{ value question bucket point bornPoint }';
const profileFields = `
  activity { dailyActiveUsers ${figure} weeklyActiveUsers ${figure} monthlyActiveUsers ${figure} events ${figure} eventsPerUser ${figure} }
  lifecycle { new ${figure} retained ${figure} resurrected ${figure} dormant ${figure} }
  retention { day1 ${rate} week1 ${rate} month1 ${rate} }`;

interface Figure {
  readonly value: number | null;
  readonly question: object;
  readonly point: string;
}
type Rate = Figure & { readonly bucket: number; readonly bornPoint: string };
interface Profile {
  readonly activity: Record<
    'dailyActiveUsers' | 'weeklyActiveUsers' | 'monthlyActiveUsers' | 'events' | 'eventsPerUser',
    Figure
  >;
  readonly lifecycle: Record<'new' | 'retained' | 'resurrected' | 'dormant', Figure>;
  readonly retention: Record<'day1' | 'week1' | 'month1', Rate>;
}

const personOf = ({ who }: HistoryEvent): string =>
  'distinctId' in who ? who.distinctId : (linkedTo(who.deviceId) ?? `$device:${who.deviceId}`);

const ofModel = (company: string) =>
  figuresOf(
    history
      .filter(({ companies }) => companies.includes(company))
      .map((event) => ({ user: personOf(event), at: event.at })),
    now,
    timeZone,
  );

const ids = [...new Set([idle, ...history.flatMap(({ companies }) => companies)])].sort();

describe.each(farthestPairs())('figures of companies on %s', (_, stores) => {
  let server: TestServer;

  async function data(query: string, variables: Record<string, unknown> = {}, credential?: string) {
    const answer = await server.ask(query, variables, credential);
    expect(answer.errors).toBeUndefined();
    return answer.data ?? {};
  }

  const profileOf = async (id: string): Promise<Profile> =>
    (await data(`query ($id: ID!) { companyProfile(id: $id) { ${profileFields} } }`, { id })).companyProfile;

  beforeAll(async () => {
    server = await startTestServer(stores, { clock: { now: () => now } });
    await data(`mutation { updateProject(timeZone: "${timeZone}") { timeZone } }`);
    await data('mutation { addGroupKey(key: "company", displayName: "Company") { key } }');
    await data('mutation { setCompanyKey(groupKey: "company", nameProperty: "name") { nameProperty } }');
    await data(
      `mutation { group_set(groupKey: "company", groupId: "${idle}", properties: { plan: "free" }) { applied } }`,
    );
    const events = [
      ...history.map(({ who, at, companies }) => ({
        name: 'visit',
        ...who,
        time: new Date(at).toISOString(),
        properties: { company: companies },
      })),
      ...logins.map(({ at, ...who }) => ({ name: 'login', ...who, time: new Date(at).toISOString() })),
    ];
    const { trackBatch } = await data(
      'mutation ($events: [EventInput!]!) { trackBatch(events: $events) { accepted refused } }',
      { events },
    );
    expect(trackBatch).toEqual({ accepted: events.length, refused: 0 });
  });

  afterAll(async () => {
    await server.stop();
  });

  it('are in the list what the plain model says, and what the profile of each company tells', async () => {
    const { companies } = await data(`{ companies { nodes { group { id } ${everyFigure} } } }`);
    const listed: Listed[] = companies.nodes;
    expect(listed.map(({ group }) => group.id).sort()).toEqual(ids);
    for (const { group, ...figures } of listed) {
      expect([group.id, figures]).toEqual([group.id, ofModel(group.id).figures]);
      const { activity, lifecycle, retention } = await profileOf(group.id);
      const told: CompanyFigures = {
        dailyActiveUsers: activity.dailyActiveUsers.value ?? 0,
        weeklyActiveUsers: activity.weeklyActiveUsers.value ?? 0,
        monthlyActiveUsers: activity.monthlyActiveUsers.value ?? 0,
        events: activity.events.value ?? 0,
        eventsPerUser: activity.eventsPerUser.value ?? 0,
        newUsers: lifecycle.new.value ?? 0,
        retainedUsers: lifecycle.retained.value ?? 0,
        resurrectedUsers: lifecycle.resurrected.value ?? 0,
        dormantUsers: lifecycle.dormant.value ?? 0,
        day1Retention: retention.day1.value,
        week1Retention: retention.week1.value,
        month1Retention: retention.month1.value,
      };
      expect([group.id, told]).toEqual([group.id, figures]);
    }
  });

  it('differ in this history, so that the tests can fail', () => {
    const all = ids.map((id) => ofModel(id).figures);
    const values = (name: CompanyFigure) => new Set(all.map((figures) => figures[name]));
    for (const [name] of ordered) expect([name, values(name).size > 2]).toEqual([name, true]);
    for (const name of ['day1Retention', 'week1Retention', 'month1Retention'] as const) {
      expect(values(name).has(null)).toBe(true);
    }
  });

  it.each(ordered)(
    'sort the list by %s, page by page, those that have none last, equal ones by their ids',
    async (by, order) => {
      for (const direction of ['ASC', 'DESC']) {
        const factor = direction === 'ASC' ? 1 : -1;
        const expected = ids
          .map((id) => ({ id, value: ofModel(id).figures[by] }))
          .sort((a, b) => {
            if (a.value === null || b.value === null)
              return Number(a.value === null) - Number(b.value === null) || (a.id < b.id ? -1 : 1);
            return factor * (a.value - b.value) || (a.id < b.id ? -1 : 1);
          });
        const found: Array<{ id: string; value: unknown }> = [];
        for (let after: string | null = null, more = true; more; ) {
          const { companies } = await data(
            `query ($after: String) { companies(orderBy: ${order}, direction: ${direction}, first: 9, after: $after) {
            nodes { group { id } value: ${by} } pageInfo { endCursor hasNextPage } } }`,
            { after },
          );
          found.push(
            ...companies.nodes.map(({ group, value }: { group: { id: string }; value: unknown }) => ({
              id: group.id,
              value,
            })),
          );
          after = companies.pageInfo.endCursor;
          more = companies.pageInfo.hasNextPage;
        }
        expect(found).toEqual(expected);
      }
    },
  );

  describe('lead to users', () => {
    const behind = async (question: object, point: string): Promise<string[]> => {
      const [[report, asked] = ['', {}]] = Object.entries(question);
      const type = `Group${report.charAt(0).toUpperCase()}${report.slice(1)}`;
      const { analyzeGroups } = await data(
        `query ($asked: ${type}!, $point: ID!) { analyzeGroups(key: "company") { ${report}(question: $asked) {
          behind(id: $point) { size key { key } groups { totalCount } users { nodes { distinctId } } } } } }`,
        { asked, point },
      );
      const { size, key, groups, users } = analyzeGroups[report].behind;
      expect([key, groups, users.nodes.length]).toEqual([null, null, size]);
      return users.nodes.map(({ distinctId }: { distinctId: string }) => distinctId).sort();
    };

    it.each(['company-0', 'left'])('every figure of the profile of %s', async (id) => {
      const { activity, lifecycle, retention } = await profileOf(id);
      const model = ofModel(id);
      const expected: ReadonlyArray<readonly [figure: Figure, users: readonly string[]]> = [
        [activity.dailyActiveUsers, model.users.dailyActiveUsers],
        [activity.weeklyActiveUsers, model.users.weeklyActiveUsers],
        [activity.monthlyActiveUsers, model.users.monthlyActiveUsers],
        [activity.events, model.users.monthlyActiveUsers],
        [activity.eventsPerUser, model.users.monthlyActiveUsers],
        [lifecycle.new, model.users.newUsers],
        [lifecycle.retained, model.users.retainedUsers],
        [lifecycle.resurrected, model.users.resurrectedUsers],
        [lifecycle.dormant, model.users.dormantUsers],
        [retention.day1, model.retention.day1.returned],
        [retention.week1, model.retention.week1.returned],
        [retention.month1, model.retention.month1.returned],
      ];
      for (const [{ question, point }, users] of expected) expect(await behind(question, point)).toEqual(users);
      for (const bucket of ['day1', 'week1', 'month1'] as const) {
        const { question, bornPoint } = retention[bucket];
        expect(await behind(question, bornPoint)).toEqual(model.retention[bucket].counted);
      }
    });

    it('as a rate says of which bucket of its question it is', async () => {
      const { retention } = await profileOf('company-0');
      for (const [from, to, told] of [
        [1, 2, retention.day1],
        [7, 14, retention.week1],
        [30, 60, retention.month1],
      ] as const) {
        const { analyzeGroups } = await data(
          'query ($asked: GroupRetention!) { analyzeGroups(key: "company") { retention(question: $asked) { buckets { from to } overall { averages { pooled } } } } }',
          { asked: Object.values(told.question)[0] },
        );
        const { buckets, overall } = analyzeGroups.retention;
        expect(buckets[told.bucket]).toEqual({ from, to });
        expect(overall.averages[told.bucket].pooled).toBe(told.value);
      }
    });

    it('as a filter, a file and a cohort', async () => {
      const { activity } = await profileOf('company-4');
      const users = ofModel('company-4').users.monthlyActiveUsers;
      const { question, point } = activity.events;
      const where = { behind: { groups: { key: 'company', question, point } } };
      const listed = await data(
        'query ($where: UserFilter!) { users(where: $where) { totalCount nodes { distinctId } } }',
        { where },
      );
      expect(listed.users.nodes.map(({ distinctId }: { distinctId: string }) => distinctId).sort()).toEqual(users);
      const response = await fetch(`${server.url}/api/export/users`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.project.secrets.OWNER}`, 'content-type': 'application/json' },
        body: JSON.stringify({ where, format: 'csv' }),
      });
      const lines = (await response.text()).trim().split(/\r?\n/);
      expect(
        lines
          .slice(1)
          .map((line) => line.split(',')[0])
          .sort(),
      ).toEqual(users);
      const { createUserCohort } = await data(
        'mutation ($where: UserFilter!) { createUserCohort(name: "Of company 4", where: $where) { size } }',
        { where },
      );
      expect(createUserCohort.size).toBe(users.length);
    });
  });

  describe('cost', () => {
    /** Of each statement that a page of the list took, a figure that it finds. */
    const askedFor = async (fields: string, orderBy = 'EVENTS', variables: Record<string, unknown> = {}) => {
      const head = 'withRates' in variables ? 'query ($withRates: Boolean!)' : 'query';
      const used = fields.includes('...OfPage') ? fragments : '';
      const { companies } = await data(
        `${head} { companies(first: 3, orderBy: ${orderBy}) { ${fields} explain { sql parameters } } } ${used}`,
        variables,
      );
      const statements: ReadonlyArray<{ readonly sql: string }> = companies.explain;
      return statements
        .map(({ sql }) => ['events', 'newUsers', 'day1Retention'].find((name) => sql.includes(`AS \`${name}\``)))
        .sort();
    };
    const fragments = `
      fragment OfCompany on Company { group { id } dormant: dormantUsers }
      fragment OfPage on CompanyConnection { edges { node { ...OfCompany } } }`;

    it('one statement while only figures of the kind are wanted that sorts', async () => {
      expect(await askedFor('nodes { group { id } eventsPerUser } ...OfPage @skip(if: true)')).toEqual(['events']);
      expect(await askedFor('nodes { week1Retention }', 'MONTH1_RETENTION')).toEqual(['day1Retention']);
      expect(await askedFor('totalCount', 'NEW_USERS')).toEqual(['newUsers']);
    });

    it('one more for each further kind, however it is selected', async () => {
      expect(await askedFor('...OfPage')).toEqual(['events', 'newUsers']);
      const both = 'nodes { ... on Company { day1: day1Retention } } ...OfPage';
      expect(await askedFor(both)).toEqual(['day1Retention', 'events', 'newUsers']);
      const maybe = 'nodes { group { id } month1Retention @include(if: $withRates) }';
      expect(await askedFor(maybe, 'EVENTS', { withRates: false })).toEqual(['events']);
      expect(await askedFor(maybe, 'EVENTS', { withRates: true })).toEqual(['day1Retention', 'events']);
    });

    it('is told of profiles and feeds too, to those who have EXPLAIN', async () => {
      const explain = 'explain { sql tables rowsRead bytesRead elapsedMs }';
      const questions = [
        `companyProfile(id: "company-0") { activity { ${explain} } }`,
        `companyProfile(id: "company-0") { lifecycle { ${explain} } }`,
        `companyProfile(id: "company-0") { retention { ${explain} } }`,
        `companies { nodes { group { id } } ${explain} }`,
        `group(key: "company", id: "company-0") { activity { ${explain} } }`,
        `user(distinctId: "user-0") { activity { ${explain} } }`,
      ];
      for (const question of questions) {
        const told = JSON.stringify(await data(`{ ${question} }`));
        expect(told).toMatch(/"explain":\[\{"sql":"SELECT/);
        expect(told).toMatch(/"tables":\[[^\]]*"unit_events"/);
        const refused = await server.ask(`{ ${question} }`, {}, server.project.secrets.ANALYST);
        expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
      }
    });
  });
});
