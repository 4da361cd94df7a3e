import { warehouseKinds } from '../support/warehouses.js';
import { copiesFrom, copiesIn, type Kit, openKit, user } from './kit.js';

describe.each(warehouseKinds())('memberships of a new key on %s', (kind) => {
  let kit: Kit;

  beforeAll(async () => {
    kit = await openKit('sqlite', kind);
  });

  afterAll(() => kit.drop());

  it('reach copies written before, once each, and give way to later changes', async () => {
    const set = (i: number) => ({ op: 'set', properties: { 'te`am"': [`t${i % 3}`, 7], team: `t${i}` } }) as const;
    await kit.apply(
      ...Array.from({ length: 300 }, (_, i) => user(`u${i}`, set(i))),
      user('none', { op: 'set', properties: { a: 1 } }),
    );
    await kit.apply(user('u1', { op: 'delete' }));
    await kit.addKey('te`am"');
    await kit.addKey('team');
    const copies = await copiesIn(kit.store.warehouse);
    expect(copies).toEqual(await copiesFrom(kit.catalog));
    expect(copies.reduce((sum, { groups }) => sum + groups.length, 0)).toBe(299 * 3);
    await kit.apply(user('u2', { op: 'unset', names: ['te`am"'] }), user('u1', set(5)));
    expect(await copiesIn(kit.store.warehouse)).toEqual(await copiesFrom(kit.catalog));
  });
});
