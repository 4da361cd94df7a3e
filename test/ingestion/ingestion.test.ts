import type { Project, RequestContext } from '../../src/core/model.js';
import { account, coded, requestOf } from '../projects/fixtures.js';
import { storePairs } from '../support/store-pairs.js';
import { IngestionStores } from './stores.js';

describe.each(storePairs())('tracking, on %s', (_, pair) => {
  let stores: IngestionStores;
  let project: Project;
  let context: RequestContext;

  beforeAll(async () => {
    stores = await IngestionStores.open(pair.catalog, pair.warehouse);
  });
  beforeEach(async () => {
    project = await stores.project();
    context = requestOf(project, { kind: 'token' });
  });
  afterAll(() => stores?.close());

  const hour = (hours: number) => stores.clock.at - 86_400_000 + hours * 3_600_000;

  it("follows the guide's timeline: the user's journey starts at the page view, the company's at the login", async () => {
    const company = await stores.addKey(project, 'company_id');
    await stores.track(context, {
      name: 'page_view',
      time: hour(1),
      distinctId: '$device:anonymous_id',
      properties: { $device_id: 'anonymous_id' },
    });
    const login = { $device_id: 'anonymous_id', $user_id: 'existing_user', company_id: ['company 1'] };
    await stores.track(context, { name: 'login', time: hour(2), distinctId: 'existing_user', properties: login });
    const later = { $user_id: 'existing_user', company_id: ['company 1'] };
    await stores.track(context, { name: 'page_view', time: hour(3), distinctId: 'existing_user', properties: later });

    const rows = await stores.events(project);
    expect(rows.map(({ distinct_id, group_ids }) => [distinct_id, group_ids])).toEqual([
      ['$device:anonymous_id', []],
      ['existing_user', ['company 1']],
      ['existing_user', ['company 1']],
    ]);
    expect(await stores.eventsOfGroup(company, 'company 1')).toEqual(['login', 'page_view']);
    const canonical = await stores.identity.canonicalIds(project.id, ['$device:anonymous_id', 'existing_user']);
    expect(canonical.get('$device:anonymous_id')).toBe('existing_user');
    expect(rows[1]?.properties.company_id).toBe('["company 1"]');
  });

  it('puts an event in every listed group, of several keys', async () => {
    const company = await stores.addKey(project, 'company_id');
    const team = await stores.addKey(project, 'team');
    const properties = { company_id: ['company 1', 'company 2', 'company 3'], team: 42 };
    await stores.track(context, { name: 'some event', distinctId: 'ann', properties });
    for (const id of ['company 1', 'company 2', 'company 3']) {
      expect(await stores.eventsOfGroup(company, id)).toEqual(['some event']);
    }
    expect(await stores.eventsOfGroup(team, '42')).toEqual(['some event']);
    expect(await stores.eventsOfGroup(team, 'company 1')).toEqual([]);
    expect(await stores.knownGroups(company)).toEqual(['company 1', 'company 2', 'company 3']);
  });

  it('takes 42 and "42" for one group, and acme, Acme, ACMÉ and "acme " for four', async () => {
    const key = await stores.addKey(project, 'company_id');
    const values = [42, '42', 'acme', 'Acme', 'ACMÉ', 'acme '];
    await stores.track(
      context,
      ...values.map((company_id, i) => ({ name: `e${i}`, distinctId: 'ann', properties: { company_id } })),
    );
    expect(await stores.knownGroups(key)).toEqual(['42', 'ACMÉ', 'Acme', 'acme', 'acme ']);
    expect(await stores.eventsOfGroup(key, '42')).toEqual(['e0', 'e1']);
  });

  it('attributes from the moment the key is registered, not while it is archived, and never backwards', async () => {
    const properties = { company_id: 'c' };
    const at = (name: string, hours: number) => ({ name, time: hour(hours), distinctId: 'ann', properties });
    await stores.track(context, at('before', 1));
    const key = await stores.addKey(project, 'company_id');
    await stores.track(context, at('registered', 2));
    await stores.groupKeys.archive(requestOf(project), 'company_id');
    await stores.track(context, at('archived', 3));
    await stores.groupKeys.restore(requestOf(project), 'company_id');
    await stores.track(context, at('restored', 4));
    expect(await stores.eventsOfGroup(key, 'c')).toEqual(['registered', 'restored']);
    expect((await stores.events(project)).every((row) => row.properties.company_id === '"c"')).toBe(true);
  });

  it('takes the group away that the browser SDK failed to, where the project wants it, and from then on', async () => {
    const company = await stores.addKey(project, 'company_id');
    const properties = { mp_lib: 'web', company_id: ['a', 'b'], group_key: ['a'] };
    const track = async (name: string, time: number) =>
      stores.track(requestOf((await stores.projects.byId(project.id)) ?? project), {
        name,
        time,
        distinctId: 'ann',
        properties,
      });
    await track('before', hour(1));
    await stores.projects.update(requestOf(project), { repairRemovedGroups: true });
    await track('repaired', hour(2));
    await stores.addKey(project, 'group_key');
    await track('a key of its own', hour(3));
    await stores.groupKeys.archive(requestOf(project), 'group_key');
    await track('archived', hour(4));
    expect(await stores.eventsOfGroup(company, 'a')).toHaveLength(4);
    expect(await stores.eventsOfGroup(company, 'b')).toEqual(['before', 'a key of its own', 'archived']);
    const rows = await stores.events(project);
    expect(rows.map((row) => [row.properties.company_id, row.properties.group_key])).toEqual([
      ['["a","b"]', '["a"]'],
      ['["a"]', undefined],
      ['["a","b"]', '["a"]'],
      ['["a","b"]', '["a"]'],
    ]);
  });

  it('attributes by the keys of the project only', async () => {
    const key = await stores.addKey(project, 'company_id');
    const other = await stores.project();
    await stores.track(requestOf(other), { name: 'theirs', distinctId: 'ann', properties: { company_id: 'c' } });
    expect((await stores.events(other))[0]?.group_keys).toEqual([]);
    expect(await stores.eventsOfGroup(key, 'c')).toEqual([]);
  });

  it('answers each event of a batch in its place and stores the good ones', async () => {
    const good = { name: 'good', time: hour(1), distinctId: 'ann', insertId: 'i-1' };
    const batch = [good, { ...good, name: '' }, good, { ...good, time: '2026-02-30' }, { ...good, insertId: 'i-2' }];
    const outcomes = await stores.ingestion.accept(context, batch);
    expect(outcomes).toEqual([
      { index: 0, status: 'ACCEPTED', insertId: 'i-1' },
      expect.objectContaining({ index: 1, status: 'REFUSED', reason: 'NAME_INVALID', field: 'name' }),
      { index: 2, status: 'DUPLICATE', insertId: 'i-1' },
      expect.objectContaining({ index: 3, status: 'REFUSED', reason: 'TIME_INVALID', field: 'time' }),
      { index: 4, status: 'ACCEPTED', insertId: 'i-2' },
    ]);
    expect((await stores.ingestion.accept(context, [good]))[0]?.status).toBe('DUPLICATE');
    expect(await stores.events(project)).toHaveLength(2);
    expect(await stores.ingestion.accept(context, [])).toEqual([]);
  });

  it('brings properties of any name and value back unchanged', async () => {
    const given = JSON.parse(
      '{"a.b":1,"a\'b":"x","q\\"":"`","br{ace}":[1,{"x":null}],"__proto__":"p","nul":"a\\u0000b","n":null,"e":"","o":{},"l":[],"emoji 😀":"😀","big":9007199254740993,"nan":"NaN"}',
    );
    await stores.track(context, { name: 'x', distinctId: 'ann', properties: given });
    const [row] = await stores.events(project);
    const stored = new Map(Object.entries(row?.properties ?? {}).map(([name, text]) => [name, JSON.parse(text)]));
    expect(stored).toEqual(new Map(Object.entries(given)));
  });

  it('lets the first user keep a device, while every event with a user id is that user’s', async () => {
    await stores.track(context, { name: 'a', time: hour(1), userId: 'first', deviceId: 'shared' });
    await stores.track(context, { name: 'b', time: hour(2), userId: 'second', deviceId: 'shared' });
    expect((await stores.events(project)).map((row) => row.distinct_id)).toEqual(['first', 'second']);
    const canonical = await stores.identity.canonicalIds(project.id, ['$device:shared']);
    expect(canonical.get('$device:shared')).toBe('first');
  });

  it('links nobody by an event that is refused', async () => {
    const event = { name: 'x', userId: 'u', deviceId: 'd', properties: { k: 'a\0' } };
    await stores.addKey(project, 'k');
    expect((await stores.ingestion.accept(context, [event]))[0]).toMatchObject({ reason: 'GROUP_VALUE_INVALID' });
    const canonical = await stores.identity.canonicalIds(project.id, ['$device:d']);
    expect(canonical.get('$device:d')).toBe('$device:d');
  });

  it('is refused to those who may not, and beyond 2,000 events at once', async () => {
    const event = { name: 'x', distinctId: 'ann' };
    for (const role of ['ANALYST', 'CONSUMER'] as const) {
      await expect(stores.ingestion.accept(requestOf(project, account(role)), [event])).rejects.toThrow(
        coded('FORBIDDEN'),
      );
    }
    const many = Array.from({ length: 2_001 }, () => event);
    await expect(stores.ingestion.accept(context, many)).rejects.toThrow(coded('BAD_INPUT'));
    expect(await stores.events(project)).toEqual([]);
  });
});
