import { startTestServer, type TestServer } from '../../support/server.js';
import { farthestPairs } from '../../support/store-pairs.js';

/*
 * Insights worked out by hand, over GraphQL, in a project of Berlin, where the clocks go back from 3 to 2 o'clock on Sunday, 26 October
 * 2025. Days are told by sums: on every day from 1 October to 15 November somebody reads as many pages as the day of the month, at ten
 * o'clock.
 */

const day = 86_400_000;
const reading = Array.from({ length: 46 }, (_, index) => {
  const date = new Date(Date.UTC(2025, 9, 1) + index * day).toISOString().slice(0, 10);
  return {
    name: 'read',
    distinctId: 'reader',
    time: `${date}T10:00:00${date < '2025-10-26' ? '+02:00' : '+01:00'}`,
    properties: { pages: Number(date.slice(8)) },
  };
});
/** Before the clocks go back, and an hour later, when they show the same time again. */
const nights = ['2025-10-26T02:30:00+02:00', '2025-10-26T02:30:00+01:00'].map((time) => ({
  name: 'wake',
  distinctId: 'reader',
  time,
  properties: {},
}));

/** Who visits for which company, on a Monday and a Tuesday. */
const visits = (
  [
    ['ann', 'acme', 3],
    ['bob', 'acme', 3],
    ['cleo', 'beta', 3],
    ['dan', 'acme', 4],
    ['eve', 'beta', 4],
  ] as const
).map(([distinctId, company, date]) => ({
  name: 'visit',
  distinctId,
  time: `2025-11-0${date}T10:00:00+01:00`,
  properties: { company },
}));

const paying = [1, 2, 5, 7, 10, 20, 30, 50, 100].map((amount) => ({
  name: 'pay',
  distinctId: 'payer',
  time: '2025-11-03T12:00:00+01:00',
  properties: { amount },
}));
/** Three who end what they begin: two at once, one a minute later. */
const walking = (['00:00', '00:00', '01:00'] as const).flatMap((time, index) => [
  { name: 'begin', distinctId: `walker ${index}`, time: '2025-11-03T12:00:00+01:00', properties: {} },
  { name: 'end', distinctId: `walker ${index}`, time: `2025-11-03T12:${time}+01:00`, properties: {} },
]);

const days = (from: string, to: string): string => `range: { days: { from: "2025-${from}", to: "2025-${to}" } }`;
const pages =
  '{ events: { event: { names: ["read"] }, measure: { property: { name: "pages", aggregate: { function: SUM } } } } }';

interface Point {
  readonly value: number | null;
  readonly before: number | null;
}
interface Series {
  readonly segment: ReadonlyArray<{ readonly label: string }>;
  readonly total: Point;
  readonly points: readonly Point[];
}
interface Line {
  readonly overall: Series;
  readonly segments: readonly Series[];
}

describe.each(farthestPairs())('insights by hand on %s', (_, stores) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer(stores);
    const prepared = await server.ask(`mutation {
      updateProject(timeZone: "Europe/Berlin") { id }
      addGroupKey(key: "company", displayName: "Company") { key }
    }`);
    expect(prepared.errors).toBeUndefined();
    const events = [...reading, ...nights, ...visits, ...paying, ...walking];
    const tracked = await server.ask('mutation ($events: [EventInput!]!) { trackBatch(events: $events) { refused } }', {
      events,
    });
    expect(tracked.data?.trackBatch).toEqual({ refused: 0 });
  });

  afterAll(async () => {
    await server.stop();
  });

  async function report(analysis: string, text: string): Promise<unknown> {
    const answer = await server.ask(`{ ${analysis} { report: ${text} } }`);
    expect(answer.errors).toBeUndefined();
    const [found] = Object.values<{ report: unknown }>(answer.data ?? {});
    return found?.report;
  }

  /** The first line of insights. */
  async function line(analysis: string, question: string): Promise<Line> {
    const series = '{ segment { label } total { value before } points { value before } }';
    const found = await report(
      analysis,
      `insights(question: { ${question} }) { lines { overall ${series} segments ${series} } }`,
    );
    const [first] = (found as { lines: readonly Line[] }).lines;
    if (first === undefined) throw new Error('a report has as many lines as metrics');
    return first;
  }

  const [users, companies] = ['analyzeUsers', 'analyzeGroups(key: "company")'];
  const pagesOf = async (rest: string): Promise<Series> => (await line(users, `metrics: [${pages}], ${rest}`)).overall;
  const values = ({ points }: Series): unknown[] => points.map(({ value }) => value);
  const valuesBefore = ({ points }: Series): unknown[] => points.map(({ before }) => before);

  describe('the period before', () => {
    const compare = 'compareWithPeriodBefore: true';

    it.each(['WHOLE', 'HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER'])(
      'of four days is the four days before, divided by %s as well',
      async (interval) => {
        const found = await pagesOf(`${days('10-26', '10-29')}, interval: ${interval}, ${compare}`);
        expect(found.total).toEqual({ value: 26 + 27 + 28 + 29, before: 22 + 23 + 24 + 25 });
        expect(valuesBefore(found).reduce((sum: number, one) => sum + Number(one), 0)).toBe(22 + 23 + 24 + 25);
        expect(found.points.every(({ before }) => before !== null)).toBe(true);
      },
    );

    it('is divided as the range is: a Sunday and three days are compared with a Wednesday and three days', async () => {
      const found = await pagesOf(`${days('10-26', '10-29')}, interval: WEEK, ${compare}`);
      expect(values(found)).toEqual([26, 27 + 28 + 29]);
      expect(valuesBefore(found)).toEqual([22, 23 + 24 + 25]);
    });

    it('of a stretch that is not of whole days is as long', async () => {
      // 36 hours: the readings of the 30th; before, of the 28th and the 29th.
      const range = 'range: { between: { from: "2025-10-29T12:00:00Z", to: "2025-10-31T00:00:00Z" } }';
      for (const interval of ['WHOLE', 'HOUR', 'DAY', 'WEEK']) {
        const { total } = await pagesOf(`${range}, interval: ${interval}, ${compare}`);
        expect([interval, total]).toEqual([interval, { value: 30, before: 28 + 29 }]);
      }
    });

    it('of a day with an hour twice compares the same hours of the clock', async () => {
      const found = await pagesOf(`${days('10-26', '10-26')}, interval: HOUR, ${compare}`);
      // Ten o'clock is the twelfth hour of a day that has two to three o'clock twice.
      expect(found.points).toHaveLength(25);
      expect(found.points[11]).toEqual({ value: 26, before: 25 });
    });

    it('has nobody behind an hour that it does not have, and the same units in the others', async () => {
      const metric = '{ events: { event: { names: ["read"] }, measure: { count: UNITS } } }';
      const question = `insights(question: { metrics: [${metric}], ${days('10-26', '10-26')}, interval: HOUR, ${compare} })`;
      const { lines } = (await report(
        users,
        `${question} { lines { overall { points { value before beforeId } } } }`,
      )) as { lines: ReadonlyArray<{ overall: { points: ReadonlyArray<Point & { beforeId: string }> } }> };
      const points = lines[0]?.overall.points ?? [];
      expect(points.map(({ before }) => before)).toEqual(points.map((_point, hour) => (hour === 11 ? 1 : 0)));
      const sizes = points.slice(1, 12).map(async ({ beforeId }) => {
        const found = await report(users, `${question} { behind(id: "${beforeId}") { size } }`);
        return (found as { behind: { size: number } }).behind.size;
      });
      expect(await Promise.all(sizes)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    });

    it('that has an hour twice has both in one', async () => {
      const woken = '{ events: { event: { names: ["wake"] }, measure: { count: EVENTS } } }';
      const { overall } = await line(
        users,
        `metrics: [${woken}], ${days('10-27', '10-27')}, interval: HOUR, ${compare}`,
      );
      expect(overall.points).toHaveLength(24);
      expect(overall.points[2]).toEqual({ value: 0, before: 2 });
      expect(overall.total).toEqual({ value: 0, before: 2 });
    });
  });

  describe('a rolling mean', () => {
    const twoWeeks = 'interval: WEEK, rollingMean: 2';
    /** The pages of the whole weeks from 20 October, 27 October and 3 November. */
    const [first, second, third] = [161, 148, 42];

    it('takes whole intervals, also for the one that the beginning of the range cuts', async () => {
      const found = await pagesOf(`${days('10-29', '11-09')}, ${twoWeeks}`);
      expect(values(found)).toEqual([(first + second) / 2, (second + third) / 2]);
    });

    it('takes the last interval as far as the range goes', async () => {
      const found = await pagesOf(`${days('10-29', '11-05')}, ${twoWeeks}`);
      expect(values(found)).toEqual([(first + second) / 2, (second + 3 + 4 + 5) / 2]);
    });

    it('leaves the total that of the range', async () => {
      const { total } = await pagesOf(`${days('10-29', '11-05')}, ${twoWeeks}`);
      expect(total.value).toBe(29 + 30 + 31 + 1 + 2 + 3 + 4 + 5);
    });

    it('is compared with the mean of intervals that lie as much earlier', async () => {
      // Of 12 days; the three weeks that lie 12 days before those above.
      const found = await pagesOf(`${days('10-29', '11-09')}, ${twoWeeks}, compareWithPeriodBefore: true`);
      const before = [
        8 + 9 + 10 + 11 + 12 + 13 + 14,
        15 + 16 + 17 + 18 + 19 + 20 + 21,
        22 + 23 + 24 + 25 + 26 + 27 + 28,
      ];
      const [one = 0, two = 0, three = 0] = before;
      expect(valuesBefore(found)).toEqual([(one + two) / 2, (two + three) / 2]);
      expect(found.total.before).toBe(17 + 18 + 19 + 20 + 21 + 22 + 23 + 24 + 25 + 26 + 27 + 28);
    });
  });

  describe('users who did something', () => {
    const both = days('11-03', '11-04');
    const visit = '{ names: ["visit"] }';
    const counting = (counts: 'UNITS' | 'EVENTS'): string =>
      `metrics: [{ events: { event: ${visit}, measure: { count: ${counts} } } }]`;
    const byTwo = `where: { usersWhoDid: { event: ${visit}, atLeast: 2 } }`;

    it('choose groups in each interval, and the total is of all that is chosen', async () => {
      // On Monday acme had two visitors; on Tuesday no company had.
      for (const [counts, monday] of [
        ['UNITS', 1],
        ['EVENTS', 2],
      ] as const) {
        const { overall } = await line(companies, `${counting(counts)}, ${both}, interval: DAY, ${byTwo}`);
        expect(values(overall)).toEqual([monday, 0]);
        expect(overall.total.value).toBe(monday);
      }
    });

    it('choose groups in the whole range, where it is not divided', async () => {
      // In both days acme had three visitors, beta two.
      const { overall } = await line(companies, `${counting('UNITS')}, ${both}, interval: WHOLE, ${byTwo}`);
      expect(overall.total.value).toBe(2);
    });

    it.each(['cumulative: true', 'rollingMean: 2'])('leave the total what it is with %s', async (shape) => {
      const { overall } = await line(companies, `${counting('UNITS')}, ${both}, interval: DAY, ${byTwo}, ${shape}`);
      expect(overall.total.value).toBe(1);
    });

    it.each(['', 'cumulative: true', 'rollingMean: 2'])(
      'divide groups in each interval, and the total of a segment is of all that falls into it %s',
      async (shape) => {
        const by = `breakdowns: [{ usersWhoDid: { event: ${visit} } }]`;
        const { segments } = await line(companies, `${counting('UNITS')}, ${both}, interval: DAY, ${by}, ${shape}`);
        const totals = segments.map(({ segment, total }) => [segment[0]?.label, total.value]);
        // One visitor: beta on both days, acme on Tuesday. Two: acme on Monday.
        expect(totals).toEqual([
          ['1', 2],
          ['2', 1],
        ]);
      },
    );
  });

  describe('percentiles', () => {
    it('are told without the digits that a double adds', async () => {
      const aggregate = 'aggregate: { function: PERCENTILE, percentile: 90 }';
      const measures = [
        `property: { name: "amount", ${aggregate} }`,
        `propertyPerUnit: { name: "amount", perUnit: { function: PERCENTILE, percentile: 90 }, aggregate: { function: MAXIMUM } }`,
      ];
      for (const measure of measures) {
        const metric = `{ events: { event: { names: ["pay"] }, measure: { ${measure} } } }`;
        const { overall } = await line(users, `metrics: [${metric}], ${days('11-03', '11-03')}`);
        expect([overall.total.value, ...values(overall)]).toEqual([60, 60]);
      }
    });

    it('of the times of a funnel are as well', async () => {
      const steps = '[{ event: { names: ["begin"] } }, { event: { names: ["end"] } }]';
      const found = await report(
        users,
        `funnel(question: { ${days('11-03', '11-03')}, steps: ${steps}, percentiles: [90] }) {
          whole { overall { steps { sincePrevious { medianMs percentilesMs } } } }
        }`,
      );
      expect(found).toEqual({
        whole: {
          overall: { steps: [{ sincePrevious: null }, { sincePrevious: { medianMs: 0, percentilesMs: [48_000] } }] },
        },
      });
    });
  });

  describe('metrics of profiles', () => {
    beforeAll(async () => {
      // Beta is known from events alone, gamma from a membership; of users only ann has a profile.
      const { errors } = await server.ask(`mutation {
        group_set(groupKey: "company", groupId: "acme", properties: { plan: "pro", seats: 5 }) { applied }
        people_set(distinctId: "ann", properties: { company: ["gamma"], plan: "pro", age: 30 }) { applied }
      }`);
      expect(errors).toBeUndefined();
    });

    const profiles = async (analysis: string, metric: string, rest = ''): Promise<unknown[]> => {
      const { overall, segments } = await line(
        analysis,
        `metrics: [{ profiles: { ${metric} } }], ${days('11-03', '11-03')}, ${rest}`,
      );
      return [overall.total.value, ...segments.map(({ segment, total }) => [segment[0]?.label, total.value])];
    };
    const property = (name: string, what: string): string =>
      `property: { name: "${name}", aggregate: { function: ${what} } }`;
    const withoutPlan = 'where: { not: { property: { name: "plan", is: { isSet: true } } } }';

    it('count those who have one', async () => {
      expect(await profiles(users, '')).toEqual([1]);
      expect(await profiles(companies, '')).toEqual([1]);
    });

    it('count nobody else where a filter or a breakdown has what is not set', async () => {
      expect(await profiles(users, withoutPlan)).toEqual([0]);
      expect(await profiles(companies, withoutPlan)).toEqual([0]);
      const byUserPlan = 'breakdowns: [{ userProperty: { name: "plan" } }]';
      expect(await profiles(users, '', byUserPlan)).toEqual([1, ['pro', 1]]);
      const byPlan = 'breakdowns: [{ groupProperty: { name: "plan" } }]';
      expect(await profiles(companies, '', byPlan)).toEqual([1, ['pro', 1]]);
    });

    it('take figures of their properties; of none a sum is 0 and a mean nothing', async () => {
      expect(await profiles(users, property('age', 'SUM'))).toEqual([30]);
      expect(await profiles(companies, property('seats', 'AVERAGE'))).toEqual([5]);
      expect(await profiles(companies, `${withoutPlan}, ${property('seats', 'SUM')}`)).toEqual([0]);
      expect(await profiles(companies, `${withoutPlan}, ${property('seats', 'AVERAGE')}`)).toEqual([null]);
    });
  });
});
