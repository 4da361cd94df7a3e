import type { UserFilter } from '../../src/cohorts/filter.js';
import { SavedCohorts } from '../../src/cohorts/saved.js';
import { readGroupFilter, readUserFilter, storeFilter } from '../../src/cohorts/stored-filter.js';
import type { GroupKey, RequestContext } from '../../src/core/model.js';
import { figuresIn } from '../../src/reports/behind/figures.js';
import { cohortsOfReport } from '../../src/reports/saved-reports.js';
import { catalogKinds, openTestCatalog, type TestCatalog } from '../support/catalogs.js';
import { asAnalyst } from './stored-world.js';

const pro = {
  kind: 'property',
  name: 'plan',
  condition: { kind: 'textIsOneOf', values: ['pro'], ignoreCase: false },
} as const;
const cohort = (cohortId: string) => ({ kind: 'cohort', cohortId }) as const;
const some = (where: Extract<UserFilter, { kind: 'someGroup' }>['where'], groupKey = 'company_id'): UserFilter => ({
  kind: 'someGroup',
  groupKey,
  where,
});

describe.each(catalogKinds())('saved cohorts on %s', (kind) => {
  let store: TestCatalog;
  let saved: SavedCohorts;
  let context: RequestContext;
  let company: GroupKey;
  let now = Date.UTC(2026, 2, 1);

  beforeAll(async () => {
    store = await openTestCatalog(kind);
    const { catalog } = store;
    const createdAt = new Date(now);
    const [projectId, key] = await catalog.write(async (tx) => {
      const { id } = await tx.projects.insert({ name: 'p', token: 't'.repeat(32), timeZone: 'UTC', createdAt });
      const added = { projectId: id, displayName: 'x', createdAt };
      const first = await tx.groupKeys.insert({ ...added, key: 'company_id', dataGroupId: '-5' });
      await tx.groupKeys.insert({ ...added, key: 'team', dataGroupId: '6' });
      return [id, first] as const;
    });
    company = key;
    context = asAnalyst(projectId);
    const groupKeys = { list: (id: number) => catalog.read.groupKeys.list(id) };
    saved = new SavedCohorts({ catalog, groupKeys, clock: { now: () => now }, figuresIn, cohortsOfReport });
  });

  afterAll(async () => {
    await store.drop();
  });

  const users = (filter: UserFilter, name = 'n') => saved.createUserCohort(context, { name, description: '', filter });

  it('keeps what was given and lists it by unit, oldest first', async () => {
    const first = await saved.createUserCohort(context, { name: 'Pro 😀', description: 'd', filter: some(pro) });
    now += 1_000;
    const groups = await saved.createGroupCohort(context, company, { name: 'G', description: '', filter: pro });
    expect(await saved.byId(context, first.id)).toEqual(first);
    expect(await saved.byId(context, groups.id)).toMatchObject({ unit: 'GROUPS', groupKey: { key: 'company_id' } });
    expect((await saved.listUserCohorts(context)).map(({ id }) => id)).toEqual([first.id]);
    expect((await saved.listGroupCohorts(context)).map(({ id }) => id)).toEqual([groups.id]);
    await saved.delete(context, first.id);
    await saved.delete(context, groups.id);
    await expect(saved.byId(context, first.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(saved.delete(context, first.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('changes what is given and leaves the rest', async () => {
    const { id, filter } = await users(pro);
    now += 1_000;
    expect(await saved.updateUserCohort(context, id, { name: 'new' })).toMatchObject({
      name: 'new',
      description: '',
      filter,
    });
    const changed = await saved.updateUserCohort(context, id, { filter: some(pro) });
    expect(changed).toMatchObject({ name: 'new', filter: some(pro), updatedAt: new Date(now) });
    const asGroups = saved.updateGroupCohort(context, id, { filter: pro });
    await expect(asGroups).rejects.toMatchObject({ code: 'COHORT_WRONG_UNIT' });
    await saved.delete(context, id);
  });

  it('refuses filters that cannot be asked', async () => {
    await expect(users({ kind: 'not', filter: cohort('cohort_none') })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { path: ['where', 'not', 'cohort'], nearMatches: [] },
    });
    await expect(users(some(pro, 'compani_id'))).rejects.toMatchObject({
      code: 'GROUP_KEY_UNKNOWN',
      details: { nearMatches: ['company_id'], path: ['where', 'someGroup', 'key'] },
    });
    await expect(users({ kind: 'and', filters: [] })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(users(pro, '')).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(await saved.listUserCohorts(context)).toEqual([]);
  });

  it('refuses cycles, and to delete what is used', async () => {
    const inner = await users(pro, 'inner');
    const outer = await users({ kind: 'not', filter: cohort(inner.id) }, 'outer');
    for (const filter of [cohort(outer.id), cohort(inner.id)]) {
      const asked = saved.updateUserCohort(context, inner.id, { filter });
      await expect(asked).rejects.toMatchObject({ code: 'COHORT_CYCLE', details: { path: ['where', 'cohort'] } });
    }
    const named = users({ kind: 'and', filters: [pro, cohort('Inner')] });
    await expect(named).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: `There is no saved cohort with this id in this project. Did you mean "${inner.id}" (inner)?`,
      details: { path: ['where', 'and', 1, 'cohort'], nearMatches: [inner.id] },
    });
    await expect(saved.delete(context, inner.id)).rejects.toMatchObject({
      code: 'COHORT_IN_USE',
      details: { usedBy: [outer.id] },
    });
    await saved.delete(context, outer.id);
    await saved.delete(context, inner.id);
  });

  it('closes no cycle when two changes race', async () => {
    const [a, b] = [await users(pro, 'a'), await users(pro, 'b')];
    const results = await Promise.allSettled([
      saved.updateUserCohort(context, a.id, { filter: cohort(b.id) }),
      saved.updateUserCohort(context, b.id, { filter: cohort(a.id) }),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(1);
  });

  it('shows and changes nothing of another project, and nothing to the token', async () => {
    const { id } = await users(pro);
    const other = asAnalyst(context.project.id + 1);
    await expect(saved.byId(other, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(saved.delete(other, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(saved.updateUserCohort(other, id, { name: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const token: RequestContext = { ...context, actor: { kind: 'token' } };
    await expect(saved.delete(token, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(saved.listUserCohorts(token)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('stored filters', () => {
  it('are read as they were written', () => {
    expect(readUserFilter(storeFilter(some(pro)))).toEqual(some(pro));
    expect(readGroupFilter(storeFilter(pro))).toEqual(pro);
  });

  it('are not trusted: users inside groups, unknown kinds and versions are refused', () => {
    expect(() => readGroupFilter(storeFilter(some(pro)))).toThrow();
    expect(() => readUserFilter('{"version":1,"filter":{"kind":"raw","sql":"1"}}')).toThrow();
    expect(() => readUserFilter('{"version":2,"filter":{"kind":"id","values":[]}}')).toThrow();
    expect(() => readUserFilter('nothing')).toThrow();
  });
});
