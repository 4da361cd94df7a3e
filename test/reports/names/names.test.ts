import { eventsNamedIn } from '../../../src/reports/names/events-named-in.js';
import { dataOf } from '../../support/ask.js';
import { startTestServer, type TestProject, type TestServer } from '../../support/server.js';
import { storePairs } from '../../support/store-pairs.js';

const hour = 3_600_000;
const now = Date.parse('2026-03-09T18:00:00Z');
const track = 'mutation ($events: [EventInput!]!) { trackBatch(events: $events) { accepted } }';

/** Events of one name, an hour apart, the last one an hour ago. */
const eventsOf = (name: string, count: number, properties: Record<string, unknown> = {}) =>
  Array.from({ length: count }, (_, i) => ({
    name,
    distinctId: `user-${i}`,
    time: new Date(now - (i + 1) * hour).toISOString(),
    properties,
  }));

describe.each(storePairs())('names of events on %s', (_, stores) => {
  let server: TestServer;
  let neighbour: TestProject;

  const ask = async (query: string, variables: Record<string, unknown> = {}) => dataOf(server.ask(query, variables));

  beforeAll(async () => {
    server = await startTestServer(stores, { clock: { now: () => now } });
    neighbour = await server.addProject('Neighbour');
    await ask('mutation { addGroupKey(key: "company", displayName: "Company") { key } }');
    const events = [
      ...eventsOf('Signed up', 3, { company: 'acme', campaign: 'ads' }),
      ...eventsOf('pay', 2, { company: 'acme', amount: 5 }),
      ...eventsOf('Σίσυφος', 1),
      // Of several groups, and still one event each.
      ...eventsOf('share', 4, { company: ['acme', 'beta'], 'by mail': true }),
    ];
    expect(await ask(track, { events })).toEqual({ trackBatch: { accepted: 10 } });
    const theirs = server.ask(track, { events: eventsOf('theirs', 9, { secret: 1 }) }, neighbour.secrets.OWNER);
    expect(await dataOf(theirs)).toEqual({ trackBatch: { accepted: 9 } });
  });
  afterAll(() => server.stop());

  it('come with their events, those of most first, of the project alone', async () => {
    expect(await ask('{ eventNames { name events lastTime } }')).toEqual({
      eventNames: [
        ['share', 4],
        ['Signed up', 3],
        ['pay', 2],
        ['Σίσυφος', 1],
      ].map(([name, events]) => ({ name, events, lastTime: new Date(now - hour).toISOString() })),
    });
    expect(await dataOf(server.ask('{ eventNames { name } }', {}, neighbour.secrets.ANALYST))).toEqual({
      eventNames: [{ name: 'theirs' }],
    });
  });

  it('are found by a text in them, whatever its case', async () => {
    const found = async (search: string) => {
      const { eventNames } = await ask('query ($search: String) { eventNames(search: $search) { name } }', { search });
      return eventNames.map(({ name }: { name: string }) => name);
    };
    expect(await found('SIGN')).toEqual(['Signed up']);
    expect(await found('σίσυφοσ')).toEqual(['Σίσυφος']);
    expect(await found('a')).toEqual(['share', 'pay']);
    expect(await found('%')).toEqual([]);
    expect(await found('')).toHaveLength(4);
  });

  it('are as many as were asked for', async () => {
    expect(await ask('{ eventNames(first: 1) { name } }')).toEqual({ eventNames: [{ name: 'share' }] });
    for (const first of [0, 1_001]) {
      const { errors } = await server.ask(`{ eventNames(first: ${first}) { name } }`);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', path: ['first'] });
    }
  });

  it('have properties, as the newest events carry them', async () => {
    expect(
      await ask('{ pay: eventProperties(event: "pay") any: eventProperties none: eventProperties(event: "no") }'),
    ).toEqual({
      pay: ['amount', 'company'],
      any: ['amount', 'by mail', 'campaign', 'company'],
      none: [],
    });
    const { errors } = await server.ask('{ eventProperties(event: "") }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', path: ['event'] });
  });

  const range = 'range: { last: { count: 7, unit: DAY } }';
  const unseen = 'unseenEvents { name didYouMean }';

  it('that no event has are told by a report, with those that look like them', async () => {
    const { analyzeGroups, analyzeUsers } = await ask(`{
      analyzeGroups(key: "company") {
        funnel(question: { ${range}, steps: [{ event: { names: ["signed up", "Signed up"] } }, { event: { names: ["pya"] } }] }) { ${unseen} }
        retention(question: { ${range}, birth: { names: ["theirs"] }, returns: {}, buckets: 2 }) { ${unseen} }
      }
      analyzeUsers {
        insights(question: { ${range}, metrics: [
          { events: { event: { names: ["pay"], where: { user: { did: { event: "shared", atLeast: 1 } } } }, measure: { count: UNITS } } }
        ] }) { ${unseen} }
      }
    }`);
    expect(analyzeGroups.funnel.unseenEvents).toEqual([
      { name: 'pya', didYouMean: ['pay'] },
      { name: 'signed up', didYouMean: ['Signed up'] },
    ]);
    expect(analyzeGroups.retention.unseenEvents).toEqual([{ name: 'theirs', didYouMean: [] }]);
    expect(analyzeUsers.insights.unseenEvents).toEqual([{ name: 'shared', didYouMean: ['share'] }]);
  });

  it('that flows hide are told too, and near matches for so many names alone', async () => {
    const many = Array.from({ length: 21 }, (_, i) => `pay${String(i).padStart(2, '0')}`);
    const hidden = ['share', 'shar', 'x'.repeat(65), ...many];
    const { analyzeGroups } = await ask(
      `query ($hidden: [String!]!) { analyzeGroups(key: "company") {
        flows(question: { ${range}, anchor: { names: ["pay"] }, hidden: $hidden }) { ${unseen} }
      } }`,
      { hidden },
    );
    const told = new Map(
      analyzeGroups.flows.unseenEvents.map(({ name, didYouMean }: { name: string; didYouMean: string[] }) => [
        name,
        didYouMean,
      ]),
    );
    expect([...told.keys()]).toEqual([...many, 'shar', 'x'.repeat(65)]);
    expect([told.get('pay00'), told.get('pay19'), told.get('pay20'), told.get('x'.repeat(65))]).toEqual([
      ['pay'],
      ['pay'],
      [],
      [],
    ]);
  });

  it('that events have, or that are not asked for, are not told', async () => {
    const { analyzeUsers } = await ask(`{ analyzeUsers {
      named: funnel(question: { ${range}, steps: [{ event: { names: ["share"] } }, { event: { names: ["pay"] } }] }) { ${unseen} }
      any: lifecycle(question: { ${range}, event: {} }) { ${unseen} }
    } }`);
    expect(analyzeUsers).toEqual({ named: { unseenEvents: [] }, any: { unseenEvents: [] } });
  });

  it('are told only to who may read', async () => {
    for (const query of ['{ eventNames { name } }', '{ eventProperties }']) {
      const { errors } = await server.ask(query, {}, server.project.token);
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  });
});

describe('the event names of a question', () => {
  it('are those of its events and of what filters ask whether somebody did, each once, at any depth', () => {
    const did = { kind: 'did', event: 'c', where: { kind: 'property', name: 'event' } };
    const question = {
      steps: [
        { names: ['a', 'b'], where: { kind: 'not', filter: did } },
        { names: ['a'], where: null },
      ],
    };
    expect([...eventsNamedIn(question)].sort()).toEqual(['a', 'b', 'c']);
    expect(eventsNamedIn({ hidden: ['d\ud800'] })).toEqual(new Set(['d\ufffd']));
    expect(eventsNamedIn({ names: null, where: { kind: 'did', event: null } })).toEqual(new Set());
  });
});
