import { MusterError } from '../../src/core/errors.js';
import { GroupKeys } from '../../src/projects/group-keys.js';
import { col, select, table } from '../../src/warehouse/sql/builders.js';
import { print } from '../../src/warehouse/sql/print.js';
import { catalogKinds } from '../support/catalogs.js';
import { copiesFrom, copiesIn, type Kit, openKit, user } from './kit.js';

describe.each(catalogKinds())('work cut short on %s', (kind) => {
  let kit: Kit;

  beforeEach(async () => {
    kit = await openKit(kind);
    await kit.addKey('company_id');
  });

  afterEach(() => kit.drop());

  const expectAgreement = async () =>
    expect(await copiesIn(kit.store.warehouse)).toEqual(await copiesFrom(kit.catalog));

  const stopsAt = (done: number) => {
    if (done > 0) throw new Error('killed');
  };

  it('a rebuild of profiles is done again at the next start', async () => {
    const items = Array.from({ length: 1_200 }, (_, i) => user(`u${i}`, { op: 'set', properties: { i } }));
    await kit.apply(...items);
    await expect(kit.restarted().copies.rebuild(stopsAt)).rejects.toThrow('killed');
    await kit.restarted().copies.drain();
    await expectAgreement();
    kit.store.calls.clear();
    await kit.restarted().copies.drain();
    expect(kit.store.calls.size).toBe(0);
  });

  it('a rebuild of links is done again at the next start', async () => {
    const pairs = Array.from({ length: 1_200 }, (_, i) => ({ deviceId: `d${i}`, userId: 'ann' }));
    await kit.identity.link(kit.project.id, pairs);
    await expect(kit.restarted().identity.rebuild(stopsAt)).rejects.toThrow('killed');
    await kit.restarted().identity.deliverPending();
    const links = print(select({ columns: [col('device_id')], from: table('identity_links', { final: true }) }));
    expect((await kit.store.warehouse.query(links)).rows).toHaveLength(1_200);
  });

  it('a key whose registration committed and was not answered has its members', async () => {
    await kit.apply(user('u', { op: 'set', properties: { team: ['x', 'y'] } }));
    const lost = new Proxy(kit.catalog, {
      get(target, name) {
        if (name !== 'write') return Reflect.get(target, name, target);
        return async (...args: Parameters<typeof target.write>) => {
          await target.write(...args);
          throw new MusterError('STORE_UNAVAILABLE', 'The connection broke after the commit.');
        };
      },
    });
    const groupKeys = new GroupKeys(lost, kit.copies, kit.clock);
    const adding = groupKeys.add(kit.context(), { key: 'team', displayName: 'Team' });
    await expect(adding).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await kit.copies.settled(kit.project.id);
    await expectAgreement();
  });
});
