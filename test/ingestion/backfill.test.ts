import type { Project, RequestContext } from '../../src/core/model.js';
import { attributeSql, copyByGroupSql } from '../../src/ingestion/backfill-sql.js';
import { account, coded, requestOf } from '../projects/fixtures.js';
import { farthestPairs } from '../support/store-pairs.js';
import { IngestionStores } from './stores.js';

describe.each(farthestPairs())('a backfill, on %s', (_, pair) => {
  let stores: IngestionStores;
  let project: Project;
  let context: RequestContext;

  beforeAll(async () => {
    stores = await IngestionStores.open(pair.catalog, pair.warehouse);
  });
  beforeEach(async () => {
    project = await stores.project();
    context = requestOf(project);
  });
  afterAll(() => stores?.close());

  const event = (name: string, time: string, company: unknown) => ({
    name,
    time,
    distinctId: `user of ${name}`,
    properties: { 'company "id"': company },
  });
  const key = () => stores.addKey(project, 'company "id"');

  it('attributes events from before the key, as tracking would have, with progress', async () => {
    await stores.track(
      context,
      event('a', '2024-03-01', 'acme'),
      event('b', '2024-12-31T23:59:59.999Z', ['acme', 42, '42', '', null]),
      event('c', '2025-01-01', 42.5),
      event('d', '2026-05-05', ''),
      event('e', '2026-05-06', null),
      { name: 'f', time: '2026-05-07', distinctId: 'ann' },
    );
    const company = await key();
    await stores.track(context, event('g', '2026-06-01', 'acme'));
    expect(await stores.eventsOfGroup(company, 'acme')).toEqual(['g']);

    const backfill = stores.backfill(1);
    const job = await backfill.start(context, company.dataGroupId, null);
    expect(job).toMatchObject({ state: 'QUEUED', done: 0, total: null, groupKey: 'company "id"', error: null });
    await backfill.idle();
    expect(await backfill.status(project.id, job.id)).toMatchObject({ state: 'DONE', done: 3, total: 3, error: null });

    expect(await stores.eventsOfGroup(company, 'acme')).toEqual(['a', 'b', 'g']);
    expect(await stores.eventsOfGroup(company, '42')).toEqual(['b']);
    expect(await stores.eventsOfGroup(company, '42.5')).toEqual(['c']);
    expect(await stores.knownGroups(company)).toEqual(['42', '42.5', 'acme']);
    const rows = await stores.events(project);
    expect(rows.map(({ group_ids }) => group_ids)).toEqual([['acme'], ['acme', '42'], ['42.5'], [], [], [], ['acme']]);
    expect(rows.every((row) => row.group_keys.every((id) => id === company.id))).toBe(true);
    await stores.expectCopiedByUnit(project);
  });

  it('starts at the time asked for and keeps to its project and to other keys', async () => {
    const other = await stores.project();
    await stores.track(requestOf(other), event('theirs', '2026-01-01', 'acme'));
    const team = await stores.addKey(project, 'team');
    const both = { 'company "id"': 'acme', team: 'red' };
    await stores.track(context, event('early', '2026-01-14T23:59:59.999Z', 'acme'));
    await stores.track(context, { name: 'late', time: '2026-01-15', distinctId: 'ann', properties: both });
    const company = await key();
    const backfill = stores.backfill();
    await backfill.start(context, 'company "id"', new Date('2026-01-15'));
    await backfill.idle();
    expect(await stores.eventsOfGroup(company, 'acme')).toEqual(['late']);
    expect(await stores.eventsOfGroup(team, 'red')).toEqual(['late']);
    expect((await stores.events(other))[0]?.group_ids).toEqual([]);
    expect((await backfill.list(project.id)).map(({ done, total }) => [done, total])).toEqual([[1, 1]]);
    await stores.expectCopiedByUnit(project);
    await stores.expectCopiedByUnit(other);
  });

  it('makes good what a crash between its steps left', async () => {
    await stores.track(context, event('a', '2026-01-14', ['x', 'y']), event('b', '2026-01-15', 'x'));
    const company = await key();
    await stores.unitEvents.settled();
    const slice = { fromMs: Date.UTC(2026, 0), toMs: Date.UTC(2026, 1), batch: Number.MAX_SAFE_INTEGER };
    const { warehouse } = stores.house;
    await warehouse.command(copyByGroupSql(company, slice));
    await warehouse.command(attributeSql(company, 'unit_events', slice));
    const backfill = stores.backfill();
    await backfill.start(context, company.key, null);
    await backfill.idle();
    expect(await stores.eventsOfGroup(company, 'x')).toEqual(['a', 'b']);
    await stores.expectCopiedByUnit(project);
  });

  it('run again changes nothing', async () => {
    await stores.track(context, event('a', '2026-01-14', ['x', 'y']));
    const company = await key();
    const backfill = stores.backfill();
    for (const done of [1, 0]) {
      const { id } = await backfill.start(context, company.key, null);
      await backfill.idle();
      expect(await backfill.status(project.id, id)).toMatchObject({ state: 'DONE', done, total: done });
    }
    expect((await stores.events(project))[0]?.group_ids).toEqual(['x', 'y']);
  });

  it('leaves out values tracking would have refused', async () => {
    const ids = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`);
    await stores.track(context, event('nul', '2026-01-01', ['a', 'a\0']), event('fine', '2026-01-02', ids(255)));
    const company = await key();
    const backfill = stores.backfill();
    await backfill.start(context, company.key, null);
    await backfill.idle();
    expect((await stores.events(project)).map(({ group_ids }) => group_ids.length)).toEqual([0, 255]);
  });

  it('is taken up again after the server stopped', async () => {
    await stores.track(
      context,
      event('a', '2024-01-01', 'x'),
      event('b', '2025-01-01', 'x'),
      event('c', '2026-01-01', 'x'),
    );
    const company = await key();
    const stopped = stores.backfill(1);
    const started = stopped.start(context, company.key, null);
    await stopped.stop();
    const { id } = await started;
    const next = stores.backfill(1);
    expect((await next.status(project.id, id)).finishedAt).toBeNull();
    await next.resume();
    await next.idle();
    expect(await next.status(project.id, id)).toMatchObject({ state: 'DONE', done: 3, total: 3 });
    expect(await stores.eventsOfGroup(company, 'x')).toEqual(['a', 'b', 'c']);
  });

  it('is refused twice at once for one key, for an archived or unknown key, and to those who may not', async () => {
    const company = await key();
    const backfill = stores.backfill();
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => backfill.start(context, company.key, null)));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => reason)).toEqual([coded('JOB_CONFLICT'), coded('JOB_CONFLICT')]);
    await backfill.idle();
    await stores.groupKeys.archive(context, company.key);
    await expect(backfill.start(context, company.key, null)).rejects.toThrow(coded('GROUP_KEY_ARCHIVED'));
    await expect(backfill.start(context, 'nope', null)).rejects.toThrow(coded('GROUP_KEY_UNKNOWN'));
    const analyst = requestOf(project, account('ANALYST'));
    await expect(backfill.start(analyst, company.key, null)).rejects.toThrow(coded('FORBIDDEN'));
    const [job] = await backfill.list(project.id);
    const other = await stores.project();
    await expect(backfill.status(other.id, job?.id ?? '')).rejects.toThrow(coded('NOT_FOUND'));
  });
});
