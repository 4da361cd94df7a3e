import { storePairs } from '../../support/store-pairs.js';
import { type Asking, furnish, idsOf, put, startWorld, type World } from './world.js';

const wanted = storePairs().filter(([, { warehouse }]) => warehouse !== 'cluster');

describe.each(wanted)('profiles over /engage on %s', (_, stores) => {
  let world: World;
  const engage = (parameters: Record<string, unknown>, asking: Asking = {}) => put(world.server, parameters, asking);

  beforeAll(async () => {
    world = await startWorld(stores);
  });

  afterAll(() => world.stop());

  it('answers users with their profiles, in the documented form', async () => {
    const { status, body, headers } = await engage({});
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      page: 0,
      page_size: 1_000,
      results: [
        {
          $distinct_id: 'ann',
          $properties: {
            plan: 'pro',
            seats: 5,
            company: ['acme'],
            $email: 'ann@example.com',
            created: '2026-01-05T10:00:00',
            $last_seen: '2026-03-02T09:05:07',
          },
        },
        {
          $distinct_id: 'bob',
          $properties: {
            plan: 'free',
            seats: 12,
            company: ['acme', 'globex'],
            $last_seen: '2026-03-02T09:05:07',
          },
        },
        {
          $distinct_id: 'cleo',
          $properties: { plan: 'pro', seats: '7', tags: ['eu', 3], $last_seen: '2026-03-02T09:05:07' },
        },
        { $distinct_id: 'dora', $properties: { since: 2024, $last_seen: '2026-03-02T09:05:07' } },
      ],
      session_id: expect.stringMatching(/^[\w-]+$/),
      status: 'ok',
      total: 4,
    });
  });

  it.each([
    ['/api/query/engage', 'query'],
    ['/api/query/engage/', 'query'],
    ['/api/2.0/engage', 'query'],
    ['/api/2.0/engage/', 'form'],
    ['/api/query/engage', 'form'],
    ['/api/query/engage', 'json'],
  ] as const)('answers at %s, asked by %s', async (path, as) => {
    const told = await engage({ where: 'properties["plan"] == "pro"', page: 0, project_id: 12 }, { path, as });
    expect(idsOf(told)).toEqual(['ann', 'cleo']);
  });

  it('takes lists and objects in JSON as such', async () => {
    const parameters = { distinct_ids: ['ann', 'bob', 4], output_properties: ['plan'], include_all_users: false };
    const told = await engage(parameters, { as: 'json' });
    expect(told.body.results).toEqual([
      { $distinct_id: 'ann', $properties: { plan: 'pro' } },
      { $distinct_id: 'bob', $properties: { plan: 'free' } },
    ]);
    const inCohort = await engage({ filter_by_cohort: { id: world.proUsers } }, { as: 'json' });
    expect(idsOf(inCohort)).toEqual(['ann', 'cleo']);
  });

  it.each([
    ['properties["seats"] >= 5', ['ann', 'bob']],
    ['user["seats"] >= 5 and user["plan"] == "free"', ['bob']],
    ['number(properties["seats"]) >= 5', ['ann', 'bob', 'cleo']],
    ['"acme" in properties["company"]', ['ann', 'bob']],
    ['not defined(properties["plan"])', ['dora']],
    ['properties["created"] < datetime("2026-02-01T00:00:00")', ['ann']],
    ['has_prefix(properties["$distinct_id"], "b")', ['bob']],
    ['false', []],
  ])('finds users where %s', async (where, expected) => {
    const told = await engage({ where });
    expect(idsOf(told)).toEqual(expected);
    expect(told.body.total).toBe(expected.length);
  });

  it('finds one user, and some of a list', async () => {
    expect(idsOf(await engage({ distinct_id: 'bob' }))).toEqual(['bob']);
    expect(idsOf(await engage({ distinct_id: 'nobody' }))).toEqual([]);
    expect(idsOf(await engage({ distinct_ids: '["cleo","ann","nobody"]' }))).toEqual(['ann', 'cleo']);
    const both = { distinct_ids: '["cleo","ann"]', where: 'properties["seats"] == 5' };
    expect(idsOf(await engage(both))).toEqual(['ann']);
  });

  it('tells only the properties asked for', async () => {
    const output_properties = '["plan", "$last_seen", "nothing", "__proto__"]';
    const { body } = await engage({ distinct_id: 'ann', output_properties });
    expect(body.results[0].$properties).toEqual({ plan: 'pro', $last_seen: '2026-03-02T09:05:07' });
  });

  it('finds the users of a cohort, those without a profile included unless they are not wanted', async () => {
    expect(idsOf(await engage({ filter_by_cohort: `{"id":"${world.proUsers}"}` }))).toEqual(['ann', 'cleo']);
    const active = { filter_by_cohort: world.activeUsers };
    const told = await engage(active);
    expect(told.body.results).toEqual([
      { $distinct_id: 'ann', $properties: expect.objectContaining({ plan: 'pro' }) },
      { $distinct_id: 'eve', $properties: {} },
    ]);
    expect(told.body.total).toBe(2);
    expect(idsOf(await engage({ ...active, include_all_users: 'false' }))).toEqual(['ann']);
    expect(idsOf(await engage({ ...active, where: 'properties["plan"] != "pro"' }))).toEqual(['eve']);
  });

  it('finds every user known, if asked to', async () => {
    const told = await engage({ include_all_users: 'true' });
    expect(idsOf(told)).toEqual(['ann', 'bob', 'cleo', 'dora', 'eve']);
    expect(told.body.total).toBe(5);
    const where = 'not defined(properties["plan"])';
    expect(idsOf(await engage({ include_all_users: 'true', where }))).toEqual(['dora', 'eve']);
  });

  describe('of groups', () => {
    const groups = (parameters: Record<string, unknown>, asking: Asking = {}) =>
      engage({ data_group_id: world.dataGroupId, ...parameters }, asking);

    it('answers the groups of a key with their profiles', async () => {
      const { body } = await groups({});
      expect(body).toMatchObject({
        page: 0,
        results: [
          { $distinct_id: 'acme', $properties: { seats: 100, $name: 'Acme', $last_seen: '2026-03-02T09:05:07' } },
          { $distinct_id: 'globex', $properties: { seats: 3, plan: 'pro', $last_seen: '2026-03-02T09:05:07' } },
        ],
        status: 'ok',
        total: 2,
      });
    });

    it('finds groups by id, by expression and by cohort', async () => {
      expect(idsOf(await groups({ distinct_id: 'acme' }))).toEqual(['acme']);
      expect(idsOf(await groups({ where: 'properties["seats"] < 50' }))).toEqual(['globex']);
      expect(idsOf(await groups({ where: 'properties["$group_id"] == "globex"' }))).toEqual(['globex']);
      expect(idsOf(await groups({ filter_by_cohort: world.bigCompanies }))).toEqual(['acme']);
      expect(idsOf(await groups({ include_all_users: 1 }))).toEqual(['acme', 'globex', 'initech']);
      expect(idsOf(await groups({}, { as: 'json' }))).toEqual(['acme', 'globex']);
    });

    it('keeps the one-way rule', async () => {
      const { status, body } = await groups({ where: 'user["plan"] == "pro"' });
      expect(status).toBe(400);
      expect(body).toEqual({
        error: expect.stringContaining('not usable when asking about groups'),
        status: 'error',
        code: 'BAD_INPUT',
      });
    });
  });

  it.each([
    ['an expression that is none', { where: 'plan = pro' }, 400, 'BAD_INPUT', /at character 1: expected/],
    ['an event in it', { where: 'event["$time"] > 1' }, 400, 'BAD_INPUT', /no event/],
    ['the time of the last update in it', { where: 'user["$last_seen"] > 1' }, 400, 'BAD_INPUT', /cannot be asked/],
    ['a list that is no JSON', { distinct_ids: 'ann,bob' }, 400, 'BAD_INPUT', /`distinct_ids` is not JSON/],
    ['a list of no ids', { distinct_ids: '[]' }, 400, 'BAD_INPUT', /at least one/],
    ['a list of lists', { output_properties: '[["plan"]]' }, 400, 'BAD_INPUT', /`output_properties` is a JSON list/],
    ['too many ids', { distinct_ids: JSON.stringify(Array(1_001).fill('a')) }, 400, 'BAD_INPUT', /at most 1,000/],
    [
      'too many names',
      { output_properties: JSON.stringify(Array(2_001).fill('a')) },
      400,
      'BAD_INPUT',
      /at most 2,000/,
    ],
    ['a page that is no number', { page: 'two' }, 400, 'BAD_INPUT', /`page` is a whole number/],
    ['a page without its session', { page: 1 }, 400, 'BAD_INPUT', /session_id/],
    ['a page too large', { page_size: 1_001 }, 400, 'BAD_INPUT', /from 1 to 1,000/],
    ['a session of nothing', { session_id: 'x' }, 400, 'CURSOR_INVALID', /another question/],
    ['a boolean that is none', { include_all_users: 'maybe' }, 400, 'BAD_INPUT', /true or false/],
    ['an unknown group key', { data_group_id: '-42' }, 404, 'GROUP_KEY_UNKNOWN', /data_group_id/],
    ['a group key by its name', { data_group_id: 'company' }, 404, 'GROUP_KEY_UNKNOWN', /data_group_id/],
    ['an unknown cohort', { filter_by_cohort: '{"id":"another"}' }, 404, 'NOT_FOUND', /no saved cohort/],
    ['a cohort without an id', { filter_by_cohort: '{"name":1}' }, 400, 'BAD_INPUT', /\{"id": "…"\}/],
    ['behaviours', { behaviors: '[]' }, 400, 'BAD_INPUT', /not supported.*filter_by_cohort/],
    ['a time in the past', { as_of_timestamp: 1 }, 400, 'BAD_INPUT', /not supported/],
    ['a parameter it does not know', { wehre: 'true' }, 400, 'BAD_INPUT', /`wehre` is no parameter/],
  ])('refuses %s', async (_what, parameters, status, code, message) => {
    const told = await engage(parameters);
    expect(told.body).toEqual({
      error: expect.stringMatching(message),
      status: 'error',
      code,
      ...('wehre' in parameters ? { nearMatches: ['where'] } : {}),
    });
    expect(told.status).toBe(status);
  });

  it('refuses a cohort of the other unit', async () => {
    const users = await engage({ filter_by_cohort: world.bigCompanies });
    const groups = await engage({ filter_by_cohort: world.proUsers, data_group_id: world.dataGroupId });
    for (const { status, body } of [users, groups]) {
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'COHORT_WRONG_UNIT' });
    }
  });

  it('leaves empty parameters out, as clients send them', async () => {
    const empty = { where: '', distinct_ids: '', session_id: '', behaviors: '', data_group_id: '' };
    expect((await engage(empty)).body.total).toBe(4);
  });

  it('lists the saved cohorts with how many are in them', async () => {
    const expected = [
      {
        id: world.proUsers,
        name: 'Pro',
        description: 'Who pays',
        count: 2,
        created: '2026-03-02 09:05:07',
        is_visible: 1,
        project_id: world.server.project.project.id,
      },
      { id: world.bigCompanies, name: 'Big', count: 1, data_group_id: world.dataGroupId },
      { id: world.activeUsers, name: 'Active', count: 2 },
    ];
    for (const path of ['/api/query/cohorts/list', '/api/query/cohorts/list/', '/api/2.0/cohorts/list']) {
      for (const as of ['form', 'query', 'json'] as const) {
        const { status, body } = await engage({ project_id: 1, workspace_id: '' }, { path, as });
        expect(status).toBe(200);
        // Cohorts are listed by age, and these are of one millisecond.
        const byName = [...body].sort((a, b) => b.name.localeCompare(a.name));
        expect(byName).toMatchObject(expected);
        expect(body[2]).toMatchObject({ name: 'Big' });
        expect(body).toHaveLength(3);
      }
    }
  });

  it('hides everything of other projects', async () => {
    const { server } = world;
    const theirs = await server.addProject('Theirs');
    const names = await furnish(server, theirs, 'their ');
    expect((await engage({ data_group_id: names.dataGroupId })).body.code).toBe('GROUP_KEY_UNKNOWN');
    expect((await engage({ filter_by_cohort: names.proUsers })).body.code).toBe('NOT_FOUND');
    expect(JSON.stringify((await engage({ filter_by_cohort: names.proUsers })).body)).not.toContain('their');
    expect(idsOf(await engage({ include_all_users: 1 }))).not.toContain('their ann');
    const authorization = `Bearer ${theirs.secrets.ANALYST}`;
    const { body } = await engage({}, { authorization });
    expect(body.results.map(({ $distinct_id }: { $distinct_id: string }) => $distinct_id)).toEqual([
      'their ann',
      'their bob',
      'their cleo',
      'their dora',
    ]);
    const ours = await engage({});
    const session = await engage({ session_id: ours.body.session_id }, { authorization });
    expect({ status: session.status, code: session.body.code }).toEqual({ status: 400, code: 'CURSOR_INVALID' });
    const lists = await engage({}, { authorization, path: '/api/query/cohorts/list' });
    expect(lists.body.map(({ id }: { id: string }) => id)).not.toContain(world.proUsers);
  });
});
