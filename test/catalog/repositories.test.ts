import { randomUUID } from 'node:crypto';
import { UniqueViolation } from '../../src/catalog/catalog.js';
import type { CohortRow } from '../../src/catalog/repositories/cohorts.js';
import type { JobRow } from '../../src/catalog/repositories/jobs.js';
import type { Project } from '../../src/core/model.js';
import { catalogKinds, openTestCatalog, type TestCatalog } from '../support/catalogs.js';

describe.each(catalogKinds())('repositories on %s', (kind) => {
  let made: TestCatalog;
  let project: Project;
  const at = 1_763_900_000_123;
  beforeAll(async () => {
    made = await openTestCatalog(kind);
  });
  beforeEach(async () => {
    const fresh = { name: 'p', token: randomUUID(), timeZone: 'UTC', createdAt: new Date(at) };
    project = await made.catalog.write((tx) => tx.projects.insert(fresh));
  });
  afterAll(() => made?.drop());

  test('say what they live in', async () => {
    await made.catalog.ping();
    const { engine, version } = made.catalog.describe();
    expect(kind === 'sqlite' ? ['sqlite'] : ['mysql', 'mariadb']).toContain(engine);
    expect(version).toMatch(/^\d+\.\d+/);
  });

  test('keep projects', async () => {
    const { read } = made.catalog;
    expect(await read.projects.byId(project.id)).toEqual(project);
    expect(await read.projects.byToken(project.token)).toEqual(project);
    expect(await read.projects.byToken(project.token.toUpperCase())).toBeNull();
    expect(await read.projects.list()).toContainEqual(project);
    await made.catalog.write((tx) => tx.projects.update(project.id, { name: 'Ünï 🦊' }));
    await made.catalog.write((tx) => tx.projects.update(project.id, {}));
    expect(await read.projects.byId(project.id)).toEqual({ ...project, name: 'Ünï 🦊' });
    expect(project.repairRemovedGroups).toBe(false);
    await made.catalog.write((tx) => tx.projects.update(project.id, { repairRemovedGroups: true }));
    expect(await read.projects.byToken(project.token)).toMatchObject({ name: 'Ünï 🦊', repairRemovedGroups: true });
    expect(await read.projects.byId(999_999)).toBeNull();
  });

  test('remember which operations were applied, each project its own, letter case counting', async () => {
    const { catalog } = made;
    const { read } = catalog;
    const ids = Array.from({ length: 1_100 }, (_, i) => `op-${i}`);
    await catalog.write((tx) => tx.appliedOperations.remember(project.id, ids, at));
    expect(await read.appliedOperations.known(project.id, [...ids, 'OP-1', 'op'])).toEqual(new Set(ids));
    expect(await read.appliedOperations.known(project.id + 1, ids)).toEqual(new Set());
    expect(await read.appliedOperations.known(project.id, [])).toEqual(new Set());
    const undone = catalog.write(async (tx) => {
      await tx.appliedOperations.remember(project.id, ['undone'], at);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await read.appliedOperations.known(project.id, ['undone'])).toEqual(new Set());
    expect(await catalog.write((tx) => tx.appliedOperations.forget(at, 10))).toBe(0);
    expect(await catalog.write((tx) => tx.appliedOperations.forget(at + 1, 600))).toBe(600);
    expect(await catalog.write((tx) => tx.appliedOperations.forget(at + 1, 600))).toBe(500);
    expect(await read.appliedOperations.count()).toBe(0);
  });

  test('run a write again that remembers what another is about to, and let it see so', async () => {
    const { catalog } = made;
    const ids = Array.from({ length: 30 }, (_, i) => `shared-${i}`);
    let taken = 0;
    await Promise.all(
      Array.from({ length: 12 }, (_, writer) =>
        catalog
          .write(async (tx) => {
            const mine = writer % 2 === 0 ? ids : [...ids].reverse();
            const known = await tx.appliedOperations.known(project.id, mine);
            const fresh = mine.filter((id) => !known.has(id)).slice(0, 7);
            await tx.appliedOperations.remember(project.id, fresh, at);
            return fresh.length;
          })
          .then((count) => {
            taken += count;
          }),
      ),
    );
    expect(taken).toBe(30);
    expect((await catalog.read.appliedOperations.known(project.id, ids)).size).toBe(30);
    await catalog.write((tx) => tx.appliedOperations.forget(at + 1, 100));
  });

  test('keep company key and key generation of a project', async () => {
    const { read } = made.catalog;
    expect(await read.projects.companyKey(project.id)).toBeNull();
    const key = { groupKeyId: 7, nameProperty: 'name' };
    await made.catalog.write(async (tx) => {
      await tx.projects.lock(project.id);
      await tx.projects.setCompanyKey(project.id, key);
    });
    expect(await read.projects.companyKey(project.id)).toEqual(key);
    await made.catalog.write((tx) => tx.projects.setCompanyKey(project.id, null));
    expect(await read.projects.companyKey(project.id)).toBeNull();
    const bumps = Array.from({ length: 10 }, () =>
      made.catalog.write((tx) => tx.projects.bumpKeyGeneration(project.id)),
    );
    expect((await Promise.all(bumps)).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await read.projects.keyGeneration(project.id)).toBe(10);
  });

  test('hold a project for one write at a time', async () => {
    const { catalog } = made;
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        catalog.write(async (tx) => {
          await tx.projects.lock(project.id);
          if ((await tx.groupKeys.count(project.id)) >= 5) return;
          const key = { projectId: project.id, key: `k${i}`, displayName: '', dataGroupId: String(i + 1) };
          await tx.groupKeys.insert({ ...key, createdAt: new Date(at) });
        }),
      ),
    );
    expect(await catalog.read.groupKeys.count(project.id)).toBe(5);
  });

  test('keep group keys, telling names apart byte by byte', async () => {
    const { catalog } = made;
    const add = (key: string, dataGroupId: string) => {
      const row = { projectId: project.id, key, displayName: key, dataGroupId, createdAt: new Date(at) };
      return catalog.write((tx) => tx.groupKeys.insert(row));
    };
    const first = await add('company', '-9223372036854775808');
    const second = await add('Company', '2');
    const third = await add('company ', '3');
    await expect(add('company', '4')).rejects.toBeInstanceOf(UniqueViolation);
    await expect(add('other', '2')).rejects.toBeInstanceOf(UniqueViolation);
    expect(await catalog.read.groupKeys.list(project.id)).toEqual([first, second, third]);
    await catalog.write(async (tx) => {
      await tx.groupKeys.rename(first.id, 'Firm');
      await tx.groupKeys.setArchived(first.id, new Date(at + 1));
    });
    const changed = { ...first, displayName: 'Firm', archivedAt: new Date(at + 1) };
    expect(await catalog.read.groupKeys.byId(first.id)).toEqual(changed);
    await catalog.write((tx) => tx.groupKeys.setArchived(first.id, null));
    expect(await catalog.read.groupKeys.byId(first.id)).toEqual({ ...changed, archivedAt: null });
    expect(await catalog.read.groupKeys.count(project.id)).toBe(3);
    const orphan = { projectId: 999_999, key: 'k', displayName: '', dataGroupId: '1', createdAt: new Date(at) };
    await expect(catalog.write((tx) => tx.groupKeys.insert(orphan))).rejects.toThrow();
  });

  test('keep service accounts', async () => {
    const { catalog } = made;
    const { read } = catalog;
    const account = {
      id: `sa_${project.id}`,
      projectId: project.id,
      name: 'ci',
      role: 'ADMIN' as const,
      secretHash: `hash ${project.id}`,
      createdAt: at,
      lastUsedAt: null,
      expiresAt: at + 1,
      revokedAt: null,
    };
    await catalog.write((tx) => tx.serviceAccounts.insert(account));
    const again = { ...account, id: 'x', secretHash: 'y' };
    await expect(catalog.write((tx) => tx.serviceAccounts.insert(again))).rejects.toBeInstanceOf(UniqueViolation);
    expect(await read.serviceAccounts.bySecretHash(account.secretHash)).toEqual(account);
    expect(await read.serviceAccounts.byName(project.id, 'CI')).toBeNull();
    await catalog.write(async (tx) => {
      await tx.serviceAccounts.touch(account.id, at + 2);
      await tx.serviceAccounts.revoke(account.id, at + 3);
    });
    const ended = { ...account, lastUsedAt: at + 2, revokedAt: at + 3 };
    expect(await read.serviceAccounts.byName(project.id, 'ci')).toEqual(ended);
    expect(await read.serviceAccounts.byId(account.id)).toEqual(ended);
    expect(await read.serviceAccounts.list(project.id)).toEqual([ended]);
  });

  test('keep cohorts, each in its project', async () => {
    const { catalog } = made;
    const { read } = catalog;
    const cohort = (id: string, more: Partial<CohortRow> = {}): CohortRow => ({
      id: `${id} ${project.id}`,
      projectId: project.id,
      name: 'n',
      description: '',
      unit: 'USERS',
      groupKeyId: null,
      filter: '{"kind":"and","filters":[]}',
      createdAt: at,
      updatedAt: at,
      ...more,
    });
    const users = cohort('a');
    const groups = cohort('b', { unit: 'GROUPS', groupKeyId: 3, description: 'd'.repeat(70_000) });
    await catalog.write(async (tx) => {
      await tx.cohorts.insert(users);
      await tx.cohorts.insert(groups);
    });
    expect(await read.cohorts.list(project.id)).toEqual([users, groups]);
    expect(await read.cohorts.list(project.id, 'GROUPS')).toEqual([groups]);
    expect(await read.cohorts.byId(project.id + 1, users.id)).toBeNull();
    const changed = { ...users, name: 'other', updatedAt: at + 5 };
    await catalog.write((tx) => tx.cohorts.update(changed));
    expect(await read.cohorts.byIds(project.id, [users.id, 'none'])).toEqual(new Map([[users.id, changed]]));
    expect(await catalog.write((tx) => tx.cohorts.remove(project.id + 1, users.id))).toBe(false);
    expect(await catalog.write((tx) => tx.cohorts.remove(project.id, users.id))).toBe(true);
    expect(await read.cohorts.byId(project.id, users.id)).toBeNull();
  });

  test('keep jobs', async () => {
    const { catalog } = made;
    const { read } = catalog;
    const job: JobRow = {
      id: `job_${project.id}`,
      projectId: project.id,
      kind: 'BACKFILL_GROUP_KEY',
      subject: '5',
      parameters: { from: at, key: 'company' },
      state: 'QUEUED',
      done: 0,
      total: null,
      error: null,
      createdAt: at,
      startedAt: null,
      finishedAt: null,
    };
    await catalog.write((tx) => tx.jobs.insert(job));
    expect(await read.jobs.byId(job.id)).toEqual(job);
    expect(await read.jobs.activeFor(project.id, 'BACKFILL_GROUP_KEY', '5')).toEqual(job);
    expect(await read.jobs.activeFor(project.id, 'BACKFILL_GROUP_KEY', '6')).toBeNull();
    expect(await read.jobs.unfinished()).toContainEqual(job);
    const done: JobRow = { ...job, state: 'DONE', done: 9e12, total: 9e12, startedAt: at + 1, finishedAt: at + 2 };
    await catalog.write((tx) => tx.jobs.update(done));
    expect(await read.jobs.list(project.id)).toEqual([done]);
    expect(await read.jobs.unfinished()).not.toContainEqual(done);
    expect(await read.jobs.activeFor(project.id, 'BACKFILL_GROUP_KEY', '5')).toBeNull();
  });

  test('give the lease to one holder at a time', async () => {
    const { catalog } = made;
    const acquire = (holder: string, now: number) => catalog.write((tx) => tx.lease.acquire(holder, now, 20_000));
    const taken = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => acquire(holder, at)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    const holder = ['a', 'b', 'c', 'd'][taken.indexOf(true)] ?? '';
    expect(await catalog.read.lease.current()).toEqual({ holder, acquiredAt: at, expiresAt: at + 20_000 });
    expect(await acquire('z', at + 19_999)).toBe(false);
    expect(await catalog.write((tx) => tx.lease.renew(holder, at + 5_000, 20_000))).toBe(true);
    expect(await acquire('z', at + 24_999)).toBe(false);
    expect(await acquire('z', at + 25_000)).toBe(true);
    expect(await catalog.write((tx) => tx.lease.renew(holder, at + 25_001, 20_000))).toBe(false);
    await catalog.write((tx) => tx.lease.release(holder));
    expect((await catalog.read.lease.current())?.holder).toBe('z');
    await catalog.write((tx) => tx.lease.release('z'));
    expect(await catalog.read.lease.current()).toBeNull();
  });

  test('keep settings', async () => {
    const { catalog } = made;
    await catalog.write((tx) => tx.settings.set('a', '1'));
    await catalog.write((tx) => tx.settings.set('a', '2'));
    await catalog.write((tx) => tx.settings.set('A', '3'));
    expect(await catalog.read.settings.get('a')).toBe('2');
    await catalog.write((tx) => tx.settings.remove('a'));
    expect(await catalog.read.settings.get('a')).toBeNull();
    expect(await catalog.read.settings.get('A')).toBe('3');
  });

  test('have no way to write outside of a transaction', () => {
    const { read } = made.catalog;
    // @ts-expect-error a question cannot write
    expect(() => read.settings.set).not.toThrow();
  });
});
