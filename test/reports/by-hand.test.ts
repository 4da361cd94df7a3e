import { startTestServer, type TestServer } from '../support/server.js';
import { farthestPairs } from '../support/store-pairs.js';

/*
 * Every report on a history small enough to be worked out by hand, over GraphQL. All is done at ten in the morning, by bob at
 * eleven:
 *
 *               Mon 2   Tue 3   Wed 4   Thu 5   Fri 6   Mon 9
 *  ann  (acme)  signup  visit                   visit   visit
 *  bob  (acme)          signup  visit
 *  eve  (acme)                  pay
 *  cleo (beta)  signup                  visit   pay
 *  dan  (none)  signup  visit
 *
 * As companies:
 *  acme         signup  visit,  visit,          visit   visit
 *                       signup  pay
 *  beta         signup                  visit   pay
 */

const history: ReadonlyArray<readonly [who: string, company: string | null, day: number, name: string]> = [
  ['ann', 'acme', 2, 'signup'],
  ['ann', 'acme', 3, 'visit'],
  ['ann', 'acme', 6, 'visit'],
  ['ann', 'acme', 9, 'visit'],
  ['bob', 'acme', 3, 'signup'],
  ['bob', 'acme', 4, 'visit'],
  ['eve', 'acme', 4, 'pay'],
  ['cleo', 'beta', 2, 'signup'],
  ['cleo', 'beta', 5, 'visit'],
  ['cleo', 'beta', 6, 'pay'],
  ['dan', null, 2, 'signup'],
  ['dan', null, 3, 'visit'],
];

const range = 'range: { days: { from: "2026-03-02", to: "2026-03-06" } }';
const named = (name: string): string => `{ names: ["${name}"] }`;
const [users, companies] = ['analyzeUsers', 'analyzeGroups(key: "company")'];

describe.each(farthestPairs())('a week of five users and two companies on %s', (_, stores) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer(stores);
    await server.ask('mutation { addGroupKey(key: "company", displayName: "Company") { key } }');
    const events = history.map(([distinctId, company, day, name]) => ({
      name,
      distinctId,
      time: `2026-03-0${day}T${distinctId === 'bob' ? 11 : 10}:00:00Z`,
      properties: company === null ? {} : { company },
    }));
    const answer = await server.ask(
      'mutation ($events: [EventInput!]!) { trackBatch(events: $events) { accepted refused } }',
      { events },
    );
    expect(answer.data?.trackBatch).toEqual({ accepted: history.length, refused: 0 });
  });

  afterAll(async () => {
    await server.stop();
  });

  /** A report of an analysis, as far as it is asked for. */
  async function report(analysis: string, text: string): Promise<unknown> {
    const answer = await server.ask(`{ ${analysis} { report: ${text} } }`);
    expect(answer.errors).toBeUndefined();
    const [found] = Object.values<{ report: unknown }>(answer.data ?? {});
    return found?.report;
  }

  /** The users or groups behind a figure of a report. */
  async function behind(analysis: string, question: string, id: string): Promise<string[]> {
    const found = await report(
      analysis,
      `${question} { behind(id: "${id}") { size users { nodes { distinctId } } groups { nodes { id } } } }`,
    );
    const { size, users: asUsers, groups } = (found as { behind: Behind }).behind;
    const names = asUsers?.nodes.map(({ distinctId }) => distinctId) ?? groups?.nodes.map(({ id: group }) => group);
    expect(names).toHaveLength(size);
    return names ?? [];
  }

  interface Behind {
    readonly size: number;
    readonly users: { readonly nodes: ReadonlyArray<{ readonly distinctId: string }> } | null;
    readonly groups: { readonly nodes: ReadonlyArray<{ readonly id: string }> } | null;
  }

  describe('a funnel from signup over a visit to a payment', () => {
    const question = `funnel(question: { ${range}, steps: [{ event: ${named('signup')} }, { event: ${named('visit')} }, { event: ${named('pay')} }] })`;
    const figures = `${question} { labels whole { isComplete overall { steps { reached { id count } dropped { id count } conversion sinceFirst { medianMs } } } } }`;

    interface Funnel {
      readonly whole: {
        readonly overall: {
          readonly steps: ReadonlyArray<{
            readonly reached: Figure;
            readonly dropped: Figure | null;
            readonly conversion: number;
            readonly sinceFirst: { readonly medianMs: number } | null;
          }>;
        };
      };
    }
    interface Figure {
      readonly id: string;
      readonly count: number;
    }

    it('is completed by one of four users', async () => {
      const { whole } = (await report(users, figures)) as Funnel;
      const { steps } = whole.overall;
      expect(steps.map(({ reached }) => reached.count)).toEqual([4, 4, 1]);
      expect(steps.map(({ dropped }) => dropped?.count)).toEqual([0, 3, undefined]);
      expect(steps[2]).toMatchObject({ conversion: 0.25, sinceFirst: { medianMs: 4 * 86_400_000 } });
      expect(await behind(users, question, steps[2]?.reached.id ?? '')).toEqual(['cleo']);
      expect(await behind(users, question, steps[1]?.dropped?.id ?? '')).toEqual(['ann', 'bob', 'dan']);
    });

    it('is completed by both companies, since steps may be done by different users', async () => {
      const { whole } = (await report(companies, figures)) as Funnel;
      expect(whole.overall.steps.map(({ reached }) => reached.count)).toEqual([2, 2, 2]);
      expect(await behind(companies, question, whole.overall.steps[2]?.reached.id ?? '')).toEqual(['acme', 'beta']);
    });
  });

  describe('retention from the first signup to visits, by days', () => {
    const question = `retention(question: { ${range}, birth: ${named('signup')}, returns: ${named('visit')}, buckets: 4 })`;
    const figures = `${question} { overall { cohorts { size { count } cells { retained { id count } notRetained { id count } } } } }`;
    type Figure = { id: string; count: number };
    type Retention = {
      overall: { cohorts: Array<{ size: { count: number }; cells: Array<{ retained: Figure; notRetained: Figure }> }> };
    };
    const matrix = ({ overall }: Retention) =>
      overall.cohorts.map(({ size, cells }) => [size.count, ...cells.map(({ retained }) => retained.count)]);

    it('of users', async () => {
      const found = (await report(users, figures)) as Retention;
      expect(matrix(found)).toEqual([
        [3, 0, 2, 0, 1],
        [1, 0, 1, 0, 0],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
      ]);
      const monday = found.overall.cohorts[0]?.cells[1];
      expect(await behind(users, question, monday?.retained.id ?? '')).toEqual(['ann', 'dan']);
      expect(await behind(users, question, monday?.notRetained.id ?? '')).toEqual(['cleo']);
    });

    it('of companies', async () => {
      const found = (await report(companies, figures)) as Retention;
      expect(matrix(found)[0]).toEqual([2, 0, 1, 1, 1]);
      expect(matrix(found)[1]).toEqual([0, 0, 0, 0, 0]);
    });

    it('of the users of companies', async () => {
      const ofUsers = question.replace('buckets: 4', 'buckets: 4, count: USERS');
      const found = (await report(companies, figures.replace(question, ofUsers))) as Retention;
      expect(matrix(found).slice(0, 2)).toEqual([
        [2, 0, 1, 0, 1],
        [1, 0, 1, 0, 0],
      ]);
      const id = found.overall.cohorts[0]?.cells[1]?.retained.id ?? '';
      expect(await behind(companies, ofUsers, id)).toEqual(['ann']);
    });
  });

  describe('the days of the week on which something was done', () => {
    const question = `frequency(question: { ${range}, event: {} })`;
    const figures = `${question} { overall { points { active { count } exactly { id count } atLeast { count } } } }`;
    type Frequency = {
      overall: {
        points: Array<{
          active: { count: number };
          exactly: Array<{ id: string; count: number }>;
          atLeast: Array<{ count: number }>;
        }>;
      };
    };

    it('of users: two on one day, bob and dan on two, ann and cleo on three', async () => {
      const found = (await report(users, figures)) as Frequency;
      const [week] = found.overall.points;
      expect(week?.active.count).toBe(5);
      expect(week?.exactly.map(({ count }) => count)).toEqual([1, 2, 2]);
      expect(week?.atLeast.map(({ count }) => count)).toEqual([5, 4, 2]);
      expect(await behind(users, question, week?.exactly[1]?.id ?? '')).toEqual(['bob', 'dan']);
    });

    it('of companies: acme on four, beta on three', async () => {
      const found = (await report(companies, figures)) as Frequency;
      expect(found.overall.points[0]?.exactly.map(({ count }) => count)).toEqual([0, 0, 1, 1]);
    });
  });

  describe('what becomes of those who visit, from day to day', () => {
    const question = `lifecycle(question: { ${range}, event: ${named('visit')}, interval: DAY })`;
    const figures = `${question} { overall { points { new { count } retained { id count } resurrected { count } dormant { id count } } } }`;
    type Count = { id: string; count: number };
    type Lifecycle = { overall: { points: Array<Record<'new' | 'retained' | 'resurrected' | 'dormant', Count>> } };
    const stages = ({ overall }: Lifecycle) =>
      overall.points.map((one) => [one.new.count, one.retained.count, one.resurrected.count, one.dormant.count]);

    it('of users', async () => {
      const found = (await report(users, figures)) as Lifecycle;
      expect(stages(found)).toEqual([
        [0, 0, 0, 0],
        [2, 0, 0, 0],
        [1, 0, 0, 2],
        [1, 0, 0, 1],
        [0, 0, 1, 1],
      ]);
      expect(await behind(users, question, found.overall.points[2]?.dormant.id ?? '')).toEqual(['ann', 'dan']);
    });

    it('of companies', async () => {
      const found = (await report(companies, figures)) as Lifecycle;
      expect(stages(found)).toEqual([
        [0, 0, 0, 0],
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [1, 0, 0, 1],
        [0, 0, 1, 1],
      ]);
      expect(await behind(companies, question, found.overall.points[2]?.retained.id ?? '')).toEqual(['acme']);
    });
  });

  describe('what follows a signup', () => {
    const question = `flows(question: { ${range}, anchor: ${named('signup')}, after: 2 })`;
    const figures = `${question} { paths { count } units topPaths { names paths { id count } } steps { position events { event { kind name } paths { id count } } } }`;
    type Flows = {
      paths: { count: number };
      units: number;
      topPaths: Array<{ names: Array<string | null>; paths: { id: string; count: number } }>;
      steps: Array<{
        position: number;
        events: Array<{ event: { kind: string; name: string | null }; paths: { id: string; count: number } }>;
      }>;
    };

    it('of users', async () => {
      const found = (await report(users, figures)) as Flows;
      expect([found.paths.count, found.units]).toEqual([4, 4]);
      expect(found.topPaths.map(({ names, paths }) => [...names, paths.count])).toEqual([
        ['signup', 'visit', null, 3],
        ['signup', 'visit', 'pay', 1],
      ]);
      const ended = found.steps[2]?.events.find(({ event }) => event.kind === 'NONE');
      expect(await behind(users, question, ended?.paths.id ?? '')).toEqual(['ann', 'bob', 'dan']);
    });

    it('of companies: whoever does it', async () => {
      const found = (await report(companies, figures)) as Flows;
      expect(found.topPaths.map(({ names, paths }) => [...names, paths.count])).toEqual([
        ['signup', 'visit', 'pay', 1],
        ['signup', 'visit', 'signup', 1],
      ]);
      expect(await behind(companies, question, found.topPaths[1]?.paths.id ?? '')).toEqual(['acme']);
    });
  });

  describe('a figure', () => {
    const steps = `[{ event: ${named('signup')} }, { event: ${named('pay')} }]`;
    const asked = `{ ${range}, steps: ${steps} }`;

    async function idOf(analysis: string): Promise<string> {
      const found = await report(
        analysis,
        `funnel(question: ${asked}) { whole { overall { steps { dropped { id } } } } }`,
      );
      const { whole } = found as { whole: { overall: { steps: Array<{ dropped: { id: string } | null }> } } };
      return whole.overall.steps[0]?.dropped?.id ?? '';
    }

    it('becomes a saved cohort, which filters take', async () => {
      const where = `{ behind: { users: { question: { funnel: ${asked} }, point: "${await idOf(users)}" } } }`;
      const saved = await server.ask(
        `mutation { createUserCohort(name: "Signed up, did not pay", where: ${where}) { id size users { nodes { distinctId } } } }`,
      );
      expect(saved.errors).toBeUndefined();
      expect(saved.data?.createUserCohort).toMatchObject({
        size: 3,
        users: { nodes: [{ distinctId: 'ann' }, { distinctId: 'bob' }, { distinctId: 'dan' }] },
      });
      const used = await server.ask(
        `{ users(where: { not: { cohort: "${saved.data?.createUserCohort.id}" } }) { nodes { distinctId } } }`,
      );
      expect(used.data?.users.nodes).toEqual([{ distinctId: 'cleo' }, { distinctId: 'eve' }]);
    });

    it('that counts groups is refused as a filter over users, and one that is none as well', async () => {
      const where = (point: string) =>
        `{ behind: { groups: { key: "company", question: { funnel: ${asked} }, point: "${point}" } } }`;
      for (const point of [await idOf(companies), 'bm9uZQ']) {
        const answer = await server.ask(`{ users(where: ${where(point)}) { totalCount } }`);
        expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT' });
        expect(answer.errors?.[0]?.extensions?.path).toEqual(expect.arrayContaining(['where', 'behind', 'point']));
      }
    });

    it('of a metric of users that counts groups leads to these', async () => {
      const question = `insights(question: { ${range}, interval: WHOLE, metrics: [{ events: { event: ${named('visit')}, measure: { count: UNITS }, countGroupsOf: "company" } }] })`;
      const found = (await report(users, `${question} { lines { overall { total { id value } } } }`)) as {
        lines: Array<{ overall: { total: { id: string; value: number } } }>;
      };
      const { id, value } = found.lines[0]?.overall.total ?? { id: '', value: 0 };
      expect(value).toBe(2);
      expect(await behind(users, question, id)).toEqual(['acme', 'beta']);
    });
  });
});
