import { startTestServer, type TestServer } from '../support/server.js';
import { storePairs } from '../support/store-pairs.js';

/*
 * Reports that must agree: what one of them says follows from what another says, whatever the data. The data is four
 * weeks of March 2026, made up by a fixed rule: users begin one after another and pause now and then; a user acts for one
 * of two companies, for both, or for none.
 */

interface Happened {
  readonly name: string;
  readonly user: string;
  readonly day: number;
  readonly hour: number;
  readonly companies: readonly string[];
  readonly device: string | null;
}

/** Numbers from 0 up to 1, always the same. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const userCount = 20;
const companyCount = 6;
const firstDay = 2;
const lastDay = 29;
const companyOf = (user: number): string => `c${(user % companyCount) + 1}`;
const otherCompanyOf = (user: number): string => `c${((user + 1) % companyCount) + 1}`;

function madeUp(): Happened[] {
  const next = numbers(20_260_302);
  const oneOf = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(next() * values.length)] ?? values[0];
  const found: Happened[] = [];
  while (found.length < 400) {
    const user = Math.floor(next() * userCount);
    const day = firstDay + Math.floor(next() * (lastDay - firstDay + 1));
    const hasBegun = day >= firstDay + Math.floor(user * 1.2);
    const pauses = (Math.floor(day / 7) + user) % 3 === 0;
    const [own, other] = [companyOf(user), otherCompanyOf(user)];
    const companies = oneOf<readonly string[]>([[own], [own], [own, other], []]);
    const event = {
      name: oneOf(['visit', 'visit', 'visit', 'share', 'buy']),
      user: `u${user + 1}`,
      day,
      hour: Math.floor(next() * 24),
      companies,
      device: oneOf([null, 'ios', 'android', 'web', 'web']),
    };
    if (hasBegun && !pauses) found.push(event);
  }
  return found;
}

const history = madeUp();

const two = (number: number): string => String(number).padStart(2, '0');
const momentOf = ({ day, hour }: Happened): string => `2026-03-${two(day)}T${two(hour)}:00:00Z`;
const days = (from: number, to: number): string =>
  `range: { days: { from: "2026-03-${two(from)}", to: "2026-03-${two(to)}" } }`;
const march = days(1, 31);
const fourWeeks = days(firstDay, lastDay);
const middle = days(9, 22);
const named = (name: string): string => `{ names: ["${name}"] }`;
const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** Whose names an event counts for. */
const unitsOf = {
  users: ({ user }: Happened): readonly string[] => [user],
  companies: ({ companies }: Happened): readonly string[] => companies,
  'users of companies': ({ user, companies }: Happened): readonly string[] => (companies.length === 0 ? [] : [user]),
} as const;

interface Analysis {
  readonly of: keyof typeof unitsOf;
  readonly field: string;
  /** What a question, or a metric, has beside the rest. */
  readonly count: string;
}

const users: Analysis = { of: 'users', field: 'analyzeUsers', count: '' };
const companies: Analysis = { of: 'companies', field: 'analyzeGroups(key: "company")', count: '' };
const usersOfCompanies: Analysis = { ...companies, of: 'users of companies', count: ', count: USERS' };
const analyses = [users, companies, usersOfCompanies].map((analysis) => [analysis.of, analysis] as const);
const names = ['visit', 'share', 'buy'] as const;
const every = analyses.flatMap(([of, analysis]) => names.map((name) => [of, name, analysis] as const));

describe.each(storePairs().slice(0, 1))('on %s', (_, stores) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer(stores);
    await server.ask('mutation { addGroupKey(key: "company", displayName: "Company") { key } }');
    const events = history.map((event) => ({
      name: event.name,
      distinctId: event.user,
      time: momentOf(event),
      properties: {
        ...(event.companies.length === 0 ? {} : { company: event.companies }),
        ...(event.device === null ? {} : { device: event.device }),
      },
    }));
    const tracked = await server.ask('mutation ($events: [EventInput!]!) { trackBatch(events: $events) { refused } }', {
      events,
    });
    expect(tracked.data?.trackBatch).toEqual({ refused: 0 });
    const operations = [
      ...Array.from({ length: companyCount }, (_none, index) => ({
        group_set: {
          groupKey: 'company',
          groupId: `c${index + 1}`,
          properties: { plan: index % 3 === 0 ? 'free' : 'pro', seats: index * 10 },
        },
      })),
      // Every fifth user belongs to no company, every fourth to two.
      ...Array.from({ length: userCount }, (_none, user) => user)
        .filter((user) => user % 5 !== 0)
        .map((user) => ({
          people_set: {
            distinctId: `u${user + 1}`,
            properties: { company: user % 4 === 0 ? [companyOf(user), otherCompanyOf(user)] : companyOf(user) },
          },
        })),
    ];
    const set = await server.ask(
      'mutation ($operations: [ProfileOperationInput!]!) { profileBatch(operations: $operations) { __typename } }',
      { operations },
    );
    expect(set.errors).toBeUndefined();
  });

  afterAll(async () => {
    await server.stop();
  });

  async function report(field: string, text: string): Promise<unknown> {
    const answer = await server.ask(`{ ${field} { report: ${text} } }`);
    expect(answer.errors).toBeUndefined();
    const [found] = Object.values<{ report: unknown }>(answer.data ?? {});
    return found?.report;
  }

  interface Series {
    readonly segment: ReadonlyArray<{ readonly label: string }>;
    readonly total: { readonly value: number };
    readonly points: ReadonlyArray<{ readonly value: number }>;
  }
  interface Line {
    readonly overall: Series;
    readonly segments: readonly Series[];
    readonly other: Series | null;
  }

  /** One line of insights. */
  async function line(
    { field, count }: Analysis,
    measured: { readonly event: string; readonly counts: 'EVENTS' | 'UNITS' },
    rest: string,
  ): Promise<Line> {
    const metric = `{ events: { event: ${measured.event}, measure: { count: ${measured.counts} }${count} } }`;
    const series = '{ segment { label } total { value } points { value } }';
    const found = await report(
      field,
      `insights(question: { metrics: [${metric}], ${rest} }) { lines { overall ${series} segments ${series} other ${series} } }`,
    );
    const [first] = (found as { lines: readonly Line[] }).lines;
    if (first === undefined) throw new Error('a report has as many lines as metrics');
    return first;
  }

  const unitsIn = async (analysis: Analysis, event: string, rest: string): Promise<number[]> => {
    const { overall } = await line(analysis, { event, counts: 'UNITS' }, rest);
    return overall.points.map(({ value }) => value);
  };

  interface Counted {
    readonly count: number;
  }

  describe('insights', () => {
    it.each(every)('counts as many %s with %s as there are in the data', async (of, name, analysis) => {
      const inData = history.filter((event) => event.name === name && event.day >= 9 && event.day <= 22);
      const { overall } = await line(analysis, { event: named(name), counts: 'UNITS' }, `${middle}, interval: WHOLE`);
      expect(overall.total.value).toBe(distinct(inData.flatMap(unitsOf[of])).length);
    });

    it.each([fourWeeks, middle])(
      'counts the companies of events alike, asked of users and of companies: %s',
      async (range) => {
        const ofUsers = { ...users, count: ', countGroupsOf: "company"' };
        for (const event of ['{}', ...names.map(named)]) {
          const rest = `${range}, interval: WEEK`;
          expect(await unitsIn(ofUsers, event, rest)).toEqual(await unitsIn(companies, event, rest));
        }
      },
    );

    describe.each(analyses)('of events of %s', (_of, analysis) => {
      const events = { event: '{}', counts: 'EVENTS' } as const;
      const sum = (values: ReadonlyArray<{ readonly value: number }>): number =>
        values.reduce((total, { value }) => total + value, 0);

      it.each(['HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER'])('adds up by %s to the whole range', async (interval) => {
        const { overall: whole } = await line(analysis, events, `${fourWeeks}, interval: WHOLE`);
        const { overall } = await line(analysis, events, `${fourWeeks}, interval: ${interval}`);
        expect(whole.total.value).toBeGreaterThan(100);
        expect(whole.points.map(({ value }) => value)).toEqual([whole.total.value]);
        expect(overall.total).toEqual(whole.total);
        expect(sum(overall.points)).toBe(whole.total.value);
      });

      it.each([
        [200, 4, false],
        [4, 4, false],
        [3, 3, true],
        [1, 1, true],
      ])('adds up by the values of a property, at most %i of them told', async (limit, told, hasOther) => {
        const by = 'breakdowns: [{ eventProperty: { name: "device" } }]';
        const whole = await line(analysis, events, `${fourWeeks}, interval: DAY, ${by}, segmentLimit: ${limit}`);
        const { overall, segments, other } = whole;
        expect(segments).toHaveLength(told);
        expect(other !== null).toBe(hasOther);
        const all = [...segments, ...(other === null ? [] : [other])];
        expect(sum(all.map(({ total }) => total))).toBe(overall.total.value);
        expect(overall.points.map((_point, day) => sum(all.flatMap(({ points }) => points[day] ?? [])))).toEqual(
          overall.points.map(({ value }) => value),
        );
        const { overall: undivided } = await line(analysis, events, `${fourWeeks}, interval: DAY`);
        expect(overall).toEqual(undivided);
        const labels = segments.map(({ segment }) => segment.map(({ label }) => label).join());
        if (!hasOther) expect(labels.sort()).toEqual(['(not set)', 'android', 'ios', 'web']);
      });

      it('says for each segment what a condition on its value says', async () => {
        const { segments } = await line(
          analysis,
          { event: '{}', counts: 'UNITS' },
          `${fourWeeks}, interval: WEEK, breakdowns: [{ eventProperty: { name: "device" } }]`,
        );
        for (const { segment, points } of segments) {
          const [label] = segment.map((one) => one.label);
          const is = label === '(not set)' ? '{ isSet: false }' : `{ text: { isOneOf: ["${label}"] } }`;
          const where = `where: { property: { name: "device", is: ${is} } }`;
          const filtered = await unitsIn(analysis, '{}', `${fourWeeks}, interval: WEEK, ${where}`);
          expect([label, points.map(({ value }) => value)]).toEqual([label, filtered]);
        }
      });
    });
  });

  describe('a funnel', () => {
    interface Funnel {
      readonly whole: { readonly overall: { readonly steps: ReadonlyArray<{ readonly reached: Counted }> } };
      readonly intervals: ReadonlyArray<{
        readonly overall: { readonly steps: ReadonlyArray<{ readonly reached: Counted }> };
      }>;
    }

    const ofUnits = every.filter(([of]) => of !== 'users of companies');

    it.each(ofUnits)('is begun by as many %s as insights counts with %s', async (_of, name, analysis) => {
      const steps = `steps: [{ event: ${named(name)} }, { event: ${named('buy')} }]`;
      const figures = 'overall { steps { reached { count } } }';
      const found = (await report(
        analysis.field,
        `funnel(question: { ${middle}, interval: DAY, ${steps} }) { whole { ${figures} } intervals { ${figures} } }`,
      )) as Funnel;
      const whole = await unitsIn(analysis, named(name), `${middle}, interval: WHOLE`);
      expect(found.whole.overall.steps[0]?.reached.count).toBe(whole[0]);
      const byDay = await unitsIn(analysis, named(name), `${middle}, interval: DAY`);
      expect(found.intervals.map(({ overall }) => overall.steps[0]?.reached.count)).toEqual(byDay);
    });
  });

  describe('retention', () => {
    interface Retention {
      readonly overall: {
        readonly cohorts: ReadonlyArray<{
          readonly size: Counted;
          readonly cells: ReadonlyArray<{ readonly retained: Counted; readonly notRetained: Counted }>;
        }>;
      };
    }

    const ask = async ({ field, count }: Analysis, question: string) => {
      const figures = 'overall { cohorts { size { count } cells { retained { count } notRetained { count } } } }';
      return ((await report(field, `retention(question: { ${question}${count} }) { ${figures} }`)) as Retention)
        .overall;
    };

    it.each(every)('from a first time has all %s whose first %s lies in the range', async (of, name, analysis) => {
      const firsts = new Map<string, number>();
      for (const event of history.filter((one) => one.name === name)) {
        for (const unit of unitsOf[of](event)) firsts.set(unit, Math.min(firsts.get(unit) ?? lastDay, event.day));
      }
      const inRange = [...firsts.values()].filter((day) => day >= 5 && day <= 25);
      for (const unit of ['HOUR', 'DAY', 'WEEK', 'MONTH']) {
        const { cohorts } = await ask(
          analysis,
          `${days(5, 25)}, birth: ${named(name)}, returns: {}, unit: ${unit}, buckets: 2`,
        );
        expect([unit, cohorts.reduce((sum, { size }) => sum + size.count, 0)]).toEqual([unit, inRange.length]);
      }
    });

    it.each(every)('from every time has as many %s as insights counts with %s', async (_of, name, analysis) => {
      for (const unit of ['DAY', 'WEEK', 'MONTH']) {
        const { cohorts } = await ask(
          analysis,
          `${middle}, birth: ${named(name)}, birthKind: RECURRING, returns: {}, unit: ${unit}, buckets: 2`,
        );
        const sizes = cohorts.map(({ size }) => size.count);
        expect([unit, sizes]).toEqual([unit, await unitsIn(analysis, named(name), `${middle}, interval: ${unit}`)]);
      }
    });

    it.each(
      every.flatMap(([of, name, analysis]) =>
        (['ROLLING', 'CALENDAR'] as const).map((alignment) => [of, name, alignment, analysis] as const),
      ),
    )('has all %s back at once where the return is the birth by %s, %s', async (_of, name, alignment, analysis) => {
      for (const birthKind of ['FIRST_TIME', 'RECURRING']) {
        const { cohorts } = await ask(
          analysis,
          `${fourWeeks}, birth: ${named(name)}, returns: ${named(name)}, birthKind: ${birthKind}, alignment: ${alignment}, unit: WEEK, buckets: 3`,
        );
        const sizes = cohorts.map(({ size }) => size.count);
        expect(sizes.some((size) => size > 0)).toBe(true);
        expect(cohorts.map(({ cells }) => cells[0]?.retained.count)).toEqual(sizes);
        for (const { size, cells } of cohorts) {
          for (const { retained, notRetained } of cells) expect(retained.count + notRetained.count).toBe(size.count);
        }
      }
    });
  });

  describe('frequency', () => {
    interface Frequency {
      readonly overall: {
        readonly points: ReadonlyArray<{
          readonly active: Counted;
          readonly exactly: readonly Counted[];
          readonly atLeast: readonly Counted[];
        }>;
      };
    }

    it.each(
      every.flatMap(([of, name, analysis]) =>
        (['DAY', 'WEEK', 'MONTH', 'WHOLE'] as const).map((interval) => [of, name, interval, analysis] as const),
      ),
    )('has as many %s active at all by %s as insights counts in each %s', async (_of, name, interval, analysis) => {
      const active = interval === 'DAY' ? 'HOUR' : 'DAY';
      const question = `${days(4, 25)}, event: ${named(name)}, active: ${active}, interval: ${interval}${analysis.count}`;
      const { overall } = (await report(
        analysis.field,
        `frequency(question: { ${question} }) { overall { points { active { count } exactly { count } atLeast { count } } } }`,
      )) as Frequency;
      const counts = (of: readonly Counted[]): number[] => of.map(({ count }) => count);
      const units = await unitsIn(analysis, named(name), `${days(4, 25)}, interval: ${interval}`);
      expect(overall.points.map((point) => point.active.count)).toEqual(units);
      expect(overall.points.map(({ atLeast }) => counts(atLeast)[0] ?? 0)).toEqual(units);
      for (const { exactly, atLeast } of overall.points) {
        const left = counts(atLeast).map((count, index) => count - (counts(atLeast)[index + 1] ?? 0));
        expect(counts(exactly)).toEqual(left);
      }
    });
  });

  describe('life cycles', () => {
    interface Lifecycle {
      readonly overall: {
        readonly points: ReadonlyArray<Readonly<Record<'new' | 'retained' | 'resurrected' | 'dormant', Counted>>>;
      };
    }

    it.each(
      every.flatMap(([of, name, analysis]) =>
        (
          [
            ['DAY', middle],
            ['WEEK', fourWeeks],
            ['MONTH', march],
          ] as const
        ).map(([interval, range]) => [of, name, interval, range, analysis] as const),
      ),
    )('divide the %s that insights counts by %s in each %s', async (of, name, interval, range, analysis) => {
      const { overall } = (await report(
        analysis.field,
        `lifecycle(question: { ${range}, event: ${named(name)}, interval: ${interval}${analysis.count} }) {
          overall { points { new { count } retained { count } resurrected { count } dormant { count } } }
        }`,
      )) as Lifecycle;
      const active = overall.points.map((one) => one.new.count + one.retained.count + one.resurrected.count);
      const units = await unitsIn(analysis, named(name), `${range}, interval: ${interval}`);
      expect(active).toEqual(units);
      // Who was active in one interval is retained or dormant in the next.
      const before = overall.points.map((one) => one.retained.count + one.dormant.count);
      expect(before.slice(1)).toEqual(units.slice(0, -1));
      if (interval === 'DAY') return;
      const all = distinct(history.filter((event) => event.name === name).flatMap(unitsOf[of]));
      expect(overall.points.reduce((sum, one) => sum + one.new.count, 0)).toBe(all.length);
    });
  });

  describe('flows', () => {
    interface Flows {
      readonly units: number;
      readonly paths: Counted;
      readonly topPaths: ReadonlyArray<{ readonly paths: Counted }>;
      readonly steps: ReadonlyArray<{ readonly events: ReadonlyArray<{ readonly paths: Counted }> }>;
    }

    it.each(every)('have a path for all %s that insights counts with %s', async (_of, name, analysis) => {
      const found = (await report(
        analysis.field,
        `flows(question: { ${middle}, anchor: ${named(name)}, before: 2, pathLimit: 200${analysis.count} }) {
          units paths { count } topPaths { paths { count } } steps { events { paths { count } } }
        }`,
      )) as Flows;
      const [units] = await unitsIn(analysis, named(name), `${middle}, interval: WHOLE`);
      const sum = (figures: ReadonlyArray<{ readonly paths: Counted }>): number =>
        figures.reduce((total, { paths }) => total + paths.count, 0);
      expect(found.units).toBe(units);
      expect(found.paths.count).toBe(units);
      expect(sum(found.topPaths)).toBe(units);
      expect(found.steps.map(({ events }) => sum(events))).toEqual(Array(6).fill(units));
    });
  });

  describe('users of groups with a property', () => {
    const cases = [
      ['pro companies', '{ property: { name: "plan", is: { text: { isOneOf: ["pro"] } } } }'],
      ['large companies', '{ property: { name: "seats", is: { number: { atLeast: 40 } } } }'],
      ['companies that bought', '{ did: { event: "buy", atLeast: 8 } }'],
      ['companies that are neither', '{ not: { property: { name: "plan", is: { isSet: true } } } }'],
    ] as const;

    const companiesWhere = async (where: string): Promise<string[]> => {
      const { data, errors } = await server.ask(`{ groups(key: "company", where: ${where}) { nodes { id } } }`);
      expect(errors).toBeUndefined();
      const { nodes } = data.groups as { nodes: ReadonlyArray<{ id: string }> };
      return nodes.map(({ id }) => id);
    };
    const usersOf = async (where: string): Promise<string[]> => {
      const { data, errors } = await server.ask(
        `{ userCohort(where: { someGroup: { key: "company", where: ${where} } }) { size users { nodes { distinctId } } } }`,
      );
      expect(errors).toBeUndefined();
      const { size, users: page } = data.userCohort as {
        size: number;
        users: { nodes: ReadonlyArray<{ distinctId: string }> };
      };
      expect(page.nodes).toHaveLength(size);
      return page.nodes.map(({ distinctId }) => distinctId);
    };

    it.each(cases)('are those of each of these, taken together: %s', async (_what, where) => {
      const found = await companiesWhere(where);
      const ofEach = await Promise.all(found.map((id) => usersOf(`{ id: { isOneOf: ["${id}"] } }`)));
      const union = distinct(ofEach.flat());
      expect((await usersOf(where)).sort()).toEqual(union);

      const filtered = `where: { user: { someGroup: { key: "company", where: ${where} } } }`;
      for (const counts of ['EVENTS', 'UNITS'] as const) {
        const asked = { event: '{}', counts };
        const { overall } = await line(users, asked, `${fourWeeks}, interval: DAY, ${filtered}`);
        const inData = history.filter(({ user }) => union.includes(user));
        const expected = counts === 'EVENTS' ? inData.length : distinct(inData.map(({ user }) => user)).length;
        expect([counts, overall.total.value]).toEqual([counts, expected]);
        if (union.length === 0) continue;
        const listed = `where: { user: { id: { isOneOf: ${JSON.stringify(union)} } } }`;
        expect(overall).toEqual((await line(users, asked, `${fourWeeks}, interval: DAY, ${listed}`)).overall);
      }
    });

    it('are some, but not all', async () => {
      const sizes = await Promise.all(cases.map(async ([, where]) => (await usersOf(where)).length));
      for (const size of sizes.slice(0, 3)) {
        expect(size).toBeGreaterThan(0);
        expect(size).toBeLessThan(userCount);
      }
      expect(sizes[3]).toBe(0);
    });
  });
});
