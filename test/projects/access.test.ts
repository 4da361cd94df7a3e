import { hashSecret } from '../../src/core/ids.js';
import type { Project } from '../../src/core/model.js';
import { type Authenticate, createAuthenticate } from '../../src/projects/authenticate.js';
import { Projects } from '../../src/projects/projects.js';
import { ServiceAccounts } from '../../src/projects/service-accounts.js';
import { catalogKinds, openTestCatalog, type TestCatalog } from '../support/catalogs.js';
import { account, coded, requestOf, StandingClock } from './fixtures.js';

const operator = { kind: 'operator' } as const;
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe.each(catalogKinds())('access, on %s', (kind) => {
  const clock = new StandingClock();
  let store: TestCatalog;
  let projects: Projects;
  let accounts: ServiceAccounts;
  let authenticate: Authenticate;
  let project: Project;

  beforeAll(async () => {
    store = await openTestCatalog(kind);
    projects = new Projects(store.catalog, clock);
    accounts = new ServiceAccounts(store.catalog, clock);
    authenticate = createAuthenticate({ projects, serviceAccounts: accounts });
    project = await projects.create({ name: 'Shop' });
  });
  afterAll(async () => {
    await accounts.settled();
    await store.drop();
  });

  it('knows the project token as bearer and as Basic user name', async () => {
    for (const authorization of [
      `Bearer ${project.token}`,
      `Basic ${project.token}:`,
      `Basic ${base64(`${project.token}:`)}`,
    ]) {
      expect(await authenticate({ authorization })).toEqual({ project, actor: { kind: 'token' } });
    }
  });

  it('knows a service account by its secret, and by name and secret', async () => {
    const { account: made, secret } = await accounts.create(operator, project.id, { name: 'reader', role: 'ANALYST' });
    const actor = { kind: 'serviceAccount', id: made.id, name: 'reader', role: 'ANALYST' };
    for (const authorization of [
      `Bearer ${secret}`,
      `Basic ${secret}:`,
      `Basic reader:${secret}`,
      `Basic ${base64(`reader:${secret}`)}`,
    ]) {
      expect(await authenticate({ authorization })).toEqual({ project, actor });
    }
    await expect(authenticate({ authorization: `Basic writer:${secret}` })).rejects.toThrow(coded('UNAUTHENTICATED'));
  });

  it('refuses everything else alike', async () => {
    const headers = [
      {},
      { authorization: '' },
      { authorization: 'Bearer nobody' },
      { authorization: `Bearer ${project.token.toUpperCase()}` },
      { authorization: 'Bearer muster_guess' },
      { authorization: `Basic ${base64(`${project.token}:x`)}` },
      { authorization: [`Bearer ${project.token}`, `Bearer ${project.token}`] },
      { cookie: project.token },
    ];
    const messages = new Set<string>();
    for (const each of headers) {
      const error = await authenticate(each).then(
        () => null,
        (thrown: Error) => thrown,
      );
      expect(error).toEqual(coded('UNAUTHENTICATED'));
      messages.add(error?.message ?? '');
    }
    expect(messages.size).toBe(1);
  });

  it('keeps only the hash of a secret', async () => {
    const { account: made, secret } = await accounts.create(operator, project.id, { name: 'hashed', role: 'OWNER' });
    const row = await store.catalog.read.serviceAccounts.byId(made.id);
    expect(row?.secretHash).toBe(hashSecret(secret));
    expect(JSON.stringify([row, made, await accounts.list(operator, project.id)])).not.toContain(secret);
  });

  it('ends with a revocation, at once', async () => {
    const { secret } = await accounts.create(operator, project.id, { name: 'leaver', role: 'OWNER' });
    await authenticate({ authorization: `Bearer ${secret}` });
    await accounts.settled();
    const revoked = await accounts.revoke(operator, project.id, 'leaver');
    expect(revoked.revokedAt).toEqual(new Date(clock.at));
    await expect(authenticate({ authorization: `Bearer ${secret}` })).rejects.toThrow(coded('UNAUTHENTICATED'));
    clock.at += 60_000;
    expect(await accounts.revoke(operator, project.id, 'leaver')).toEqual(revoked);
  });

  it('ends with a revocation by another process within two seconds', async () => {
    const { secret } = await accounts.create(operator, project.id, { name: 'remote', role: 'OWNER' });
    await authenticate({ authorization: `Bearer ${secret}` });
    await new ServiceAccounts(store.catalog, clock).revoke(operator, project.id, 'remote');
    clock.at += 2_000;
    await expect(authenticate({ authorization: `Bearer ${secret}` })).rejects.toThrow(coded('UNAUTHENTICATED'));
  });

  it('ends at the expiry, also while kept in memory', async () => {
    const input = { name: 'guest', role: 'CONSUMER', expiresAt: new Date(clock.at + 1_000) } as const;
    const { secret } = await accounts.create(operator, project.id, input);
    clock.at += 999;
    await authenticate({ authorization: `Bearer ${secret}` });
    clock.at += 1;
    await expect(authenticate({ authorization: `Bearer ${secret}` })).rejects.toThrow(coded('UNAUTHENTICATED'));
  });

  it('notes the last use at most once a minute', async () => {
    const { account: made, secret } = await accounts.create(operator, project.id, { name: 'clocked', role: 'OWNER' });
    const lastUse = async () => {
      await accounts.settled();
      return (await store.catalog.read.serviceAccounts.byId(made.id))?.lastUsedAt;
    };
    const first = clock.at;
    await accounts.authenticate(secret);
    expect(await lastUse()).toBe(first);
    clock.at += 59_999;
    await accounts.authenticate(secret);
    expect(await lastUse()).toBe(first);
    clock.at += 1;
    await accounts.authenticate(secret);
    expect(await lastUse()).toBe(first + 60_000);
  });

  it('lets nobody grant or revoke more than they have', async () => {
    await expect(accounts.create(account('ADMIN'), project.id, { name: 'up', role: 'OWNER' })).rejects.toThrow(
      coded('FORBIDDEN'),
    );
    await expect(accounts.create(account('ANALYST'), project.id, { name: 'up', role: 'CONSUMER' })).rejects.toThrow(
      coded('FORBIDDEN'),
    );
    await expect(accounts.create({ kind: 'token' }, project.id, { name: 'up', role: 'CONSUMER' })).rejects.toThrow(
      coded('FORBIDDEN'),
    );
    await expect(accounts.list({ kind: 'token' }, project.id)).rejects.toThrow(coded('FORBIDDEN'));
    await accounts.create(account('ADMIN'), project.id, { name: 'admin by admin', role: 'ADMIN' });
    await accounts.create(operator, project.id, { name: 'the owner', role: 'OWNER' });
    await expect(accounts.revoke(account('ADMIN'), project.id, 'the owner')).rejects.toThrow(coded('FORBIDDEN'));
  });

  it('refuses names that are taken, hold a colon or are empty, and expiries in the past', async () => {
    await accounts.create(operator, project.id, { name: 'taken', role: 'OWNER' });
    for (const name of ['taken', 'a:b', '', 'x'.repeat(256)]) {
      await expect(accounts.create(operator, project.id, { name, role: 'OWNER' })).rejects.toThrow(coded('BAD_INPUT'));
    }
    for (const expiresAt of [new Date(clock.at), new Date(Number.NaN)]) {
      const input = { name: 'late', role: 'OWNER', expiresAt } as const;
      await expect(accounts.create(operator, project.id, input)).rejects.toThrow(coded('BAD_INPUT'));
    }
  });

  it('keeps the accounts of another project out of reach', async () => {
    const other = await projects.create({ name: 'Other' });
    const { account: theirs } = await accounts.create(operator, other.id, { name: 'theirs', role: 'OWNER' });
    await expect(accounts.revoke(account('OWNER'), project.id, theirs.id)).rejects.toThrow(coded('NOT_FOUND'));
    expect((await accounts.list(account('OWNER'), project.id)).map(({ id }) => id)).not.toContain(theirs.id);
  });

  it('takes a change of name and time zone from an owner or admin, in effect at once', async () => {
    const mine = await projects.create({ name: 'Before', timeZone: 'Europe/Helsinki' });
    await projects.byToken(mine.token);
    const changed = await projects.update(requestOf(mine), { name: 'After', timeZone: 'Asia/Kolkata' });
    expect(changed).toMatchObject({ id: mine.id, name: 'After' });
    expect(await projects.byToken(mine.token)).toEqual(changed);
    await expect(projects.update(requestOf(mine, account('ANALYST')), { name: 'x' })).rejects.toThrow(
      coded('FORBIDDEN'),
    );
    for (const timeZone of ['Mars/Olympus', '', '+02:00', "UTC'"]) {
      await expect(projects.update(requestOf(mine), { timeZone })).rejects.toThrow(coded('BAD_INPUT'));
    }
  });

  it('starts projects without repairing events, and takes the setting from an owner or admin, in effect at once', async () => {
    const mine = await projects.create({ name: 'Shop' });
    expect(mine.repairRemovedGroups).toBe(false);
    await projects.byToken(mine.token);
    const changed = await projects.update(requestOf(mine, account('ADMIN')), { repairRemovedGroups: true });
    expect(changed).toEqual({ ...mine, repairRemovedGroups: true });
    expect(await projects.byToken(mine.token)).toEqual(changed);
    expect(await projects.update(requestOf(mine), { name: 'Shop 2' })).toMatchObject({ repairRemovedGroups: true });
    expect(await projects.update(requestOf(mine), { repairRemovedGroups: false })).toMatchObject({ name: 'Shop 2' });
    expect((await projects.byToken(mine.token))?.repairRemovedGroups).toBe(false);
    await expect(projects.update(requestOf(mine, account('ANALYST')), { repairRemovedGroups: true })).rejects.toThrow(
      coded('FORBIDDEN'),
    );
  });
});
