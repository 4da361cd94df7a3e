import { limits } from '../../src/core/limits.js';
import type { Project } from '../../src/core/model.js';
import { GroupKeys } from '../../src/projects/group-keys.js';
import { Projects } from '../../src/projects/projects.js';
import { catalogKinds, openTestCatalog, type TestCatalog } from '../support/catalogs.js';
import { account, coded, requestOf, StandingClock } from './fixtures.js';

describe.each(catalogKinds())('group keys, on %s', (kind) => {
  const clock = new StandingClock();
  const rewritten: number[] = [];
  let store: TestCatalog;
  let keys: GroupKeys;
  let project: Project;

  beforeAll(async () => {
    store = await openTestCatalog(kind);
    const memberships = { rewriteMemberships: async ({ id }: Pick<Project, 'id'>) => void rewritten.push(id) };
    keys = new GroupKeys(store.catalog, memberships, clock);
  });
  beforeEach(async () => {
    project = await new Projects(store.catalog, clock).create({ name: 'Shop' });
  });
  afterAll(() => store.drop());

  const add = (key: string, displayName = key) => keys.add(requestOf(project), { key, displayName });

  it('are added with an opaque dataGroupId and are known at once', async () => {
    expect(await keys.list(project.id)).toEqual([]);
    const added = await add('company_id', 'Company');
    expect(added).toMatchObject({ key: 'company_id', displayName: 'Company', archivedAt: null, projectId: project.id });
    expect(added.dataGroupId).toMatch(/^-?[1-9]\d*$/);
    expect(await keys.list(project.id)).toEqual([added]);
    expect(rewritten.at(-1)).toBe(project.id);
    expect(await store.catalog.read.projects.keyGeneration(project.id)).toBe(1);
  });

  it('are refused twice, also when two requests add the same at once', async () => {
    const outcomes = await Promise.allSettled([add('k'), add('k'), add('k')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(add('k')).rejects.toThrow(coded('GROUP_KEY_EXISTS'));
    await keys.archive(requestOf(project), 'k');
    await expect(add('k')).rejects.toThrow(
      expect.objectContaining({ code: 'GROUP_KEY_EXISTS', message: expect.stringContaining('restore') }),
    );
  });

  it('differ by letter case, accents and trailing blanks', async () => {
    for (const key of ['acme', 'Acme', 'ACMÉ', 'ACME', 'acme ']) await add(key);
    expect(await keys.list(project.id)).toHaveLength(5);
  });

  it('change nothing when refused', async () => {
    await expect(add('$os')).rejects.toThrow(coded('GROUP_KEY_INVALID'));
    await expect(add('fine', '')).rejects.toThrow(coded('BAD_INPUT'));
    for (const actor of [account('ANALYST'), account('CONSUMER'), { kind: 'token' } as const]) {
      const request = requestOf(project, actor);
      await expect(keys.add(request, { key: 'fine', displayName: 'x' })).rejects.toThrow(coded('FORBIDDEN'));
      await expect(keys.setCompanyKey(request, 'fine', 'x')).rejects.toThrow(coded('FORBIDDEN'));
    }
    expect(await keys.list(project.id)).toEqual([]);
  });

  it('are found by name and by dataGroupId, else near names are given', async () => {
    const added = await add('company_id');
    expect(await keys.resolve(project.id, 'company_id', ['key'])).toEqual(added);
    expect(await keys.resolve(project.id, added.dataGroupId, ['key'])).toEqual(added);
    await expect(keys.resolve(project.id, 'compani_id', ['where', 'key'])).rejects.toThrow(
      expect.objectContaining({
        code: 'GROUP_KEY_UNKNOWN',
        message: 'There is no such group key in this project. Did you mean "company_id"?',
        details: { path: ['where', 'key'], nearMatches: ['company_id'] },
      }),
    );
    await expect(keys.resolve(project.id, 'zzz', ['key'])).rejects.toThrow('`addGroupKey` registers one');
    const other = await new Projects(store.catalog, clock).create({ name: 'Other' });
    await expect(keys.resolve(other.id, added.dataGroupId, ['key'])).rejects.toThrow(coded('GROUP_KEY_UNKNOWN'));
  });

  it('change their display name only', async () => {
    const added = await add('company_id', 'Company');
    expect(await keys.rename(requestOf(project), added.dataGroupId, 'Firm')).toEqual({ ...added, displayName: 'Firm' });
    expect(await keys.list(project.id)).toEqual([{ ...added, displayName: 'Firm' }]);
    await expect(keys.rename(requestOf(project), 'nope', 'x')).rejects.toThrow(coded('GROUP_KEY_UNKNOWN'));
  });

  it('are archived and restored; doing it again changes nothing', async () => {
    await add('company_id');
    const request = requestOf(project);
    const archived = await keys.archive(request, 'company_id');
    expect(archived.archivedAt).toEqual(new Date(clock.at));
    clock.at += 5;
    expect(await keys.archive(request, 'company_id')).toEqual(archived);
    expect((await keys.list(project.id))[0]).toEqual(archived);
    expect((await keys.restore(request, 'company_id')).archivedAt).toBeNull();
    expect((await keys.restore(request, 'company_id')).archivedAt).toBeNull();
    expect((await keys.list(project.id))[0]?.archivedAt).toBeNull();
  });

  it('are at most a thousand in a project', async () => {
    await store.catalog.write(async (tx) => {
      for (let i = 0; i < limits.groupKeysPerProject - 1; i++) {
        const row = { projectId: project.id, key: `k${i}`, displayName: 'x', dataGroupId: `${i + 1}` };
        await tx.groupKeys.insert({ ...row, createdAt: new Date(clock.at) });
      }
    });
    await add('the last');
    await expect(add('one more')).rejects.toThrow(coded('GROUP_KEY_LIMIT'));
  });

  it('added by another process are known within a second', async () => {
    await keys.list(project.id);
    const elsewhere = new GroupKeys(store.catalog, { rewriteMemberships: async () => undefined }, clock);
    await elsewhere.add(requestOf(project), { key: 'remote', displayName: 'Remote' });
    expect(await keys.list(project.id, { fresh: true })).toHaveLength(1);
    await elsewhere.add(requestOf(project), { key: 'remote 2', displayName: 'Remote' });
    clock.at += 1_000;
    expect(await keys.list(project.id)).toHaveLength(2);
  });

  describe('as company key', () => {
    it('can be one at a time: the first must be unset before another is set', async () => {
      const company = await add('company_id');
      const team = await add('team');
      const request = requestOf(project);
      expect(await keys.companyKey(project.id)).toBeNull();
      await expect(keys.unsetCompanyKey(request)).rejects.toThrow(coded('COMPANY_KEY_NOT_SET'));
      const set = { groupKey: company, nameProperty: 'Company name' };
      expect(await keys.setCompanyKey(request, 'company_id', 'Company name')).toEqual(set);
      expect(await keys.companyKey(project.id)).toEqual(set);
      await expect(keys.setCompanyKey(request, 'team', 'name')).rejects.toThrow(coded('COMPANY_KEY_ALREADY_SET'));
      await expect(keys.setCompanyKey(request, 'company_id', 'x')).rejects.toThrow(coded('COMPANY_KEY_ALREADY_SET'));
      expect(await keys.unsetCompanyKey(request)).toEqual(set);
      expect(await keys.setCompanyKey(request, team.dataGroupId, 'name')).toMatchObject({ groupKey: team });
    });

    it('must exist, not be archived, and name a property', async () => {
      await add('company_id');
      const request = requestOf(project);
      await keys.archive(request, 'company_id');
      await expect(keys.setCompanyKey(request, 'company_id', 'x')).rejects.toThrow(coded('GROUP_KEY_ARCHIVED'));
      await expect(keys.setCompanyKey(request, 'nope', 'x')).rejects.toThrow(coded('GROUP_KEY_UNKNOWN'));
      for (const name of ['', 'x'.repeat(256)]) {
        await expect(keys.setCompanyKey(request, 'company_id', name)).rejects.toThrow(coded('BAD_INPUT'));
      }
      expect(await keys.companyKey(project.id)).toBeNull();
    });

    it('stays it when archived', async () => {
      await add('company_id');
      await keys.setCompanyKey(requestOf(project), 'company_id', 'name');
      const archived = await keys.archive(requestOf(project), 'company_id');
      expect(await keys.companyKey(project.id)).toEqual({ groupKey: archived, nameProperty: 'name' });
    });
  });
});
