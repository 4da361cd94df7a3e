import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Catalog } from '../../src/catalog/catalog.js';
import { MusterError } from '../../src/core/errors.js';
import { limits } from '../../src/core/limits.js';
import { type ProfileItem, ProfileService } from '../../src/profiles/profile-service.js';
import { catalogKinds } from '../support/catalogs.js';
import { copiesFrom, copiesIn, group, type Kit, openKit, user } from './kit.js';

const plus = (n: number) => ({ op: 'add', properties: { n } }) as const;
const once = (item: ProfileItem, operationId: unknown = randomUUID()): ProfileItem => ({ ...item, operationId });

/** A catalog whose writes commit and then break off, as a connection lost before the answer does. */
const answersLost = (catalog: Catalog): Catalog =>
  new Proxy(catalog, {
    get(target, name) {
      if (name !== 'write') return Reflect.get(target, name, target);
      return async (...args: Parameters<Catalog['write']>) => {
        await target.write(...args);
        throw new MusterError('STORE_UNAVAILABLE', 'The connection broke after the commit.');
      };
    },
  });

describe.each(catalogKinds())('operation ids on %s', (kind) => {
  let kit: Kit;
  let company: number;

  beforeAll(async () => {
    kit = await openKit(kind);
    company = (await kit.addKey('company_id')).id;
  });

  afterAll(async () => {
    for (const { id } of [kit.project, kit.other]) await kit.copies.settled(id);
    const [copies, profiles] = [await copiesIn(kit.store.warehouse), await copiesFrom(kit.catalog)];
    await kit.drop();
    // Whatever was lost, repeated or refused: the warehouse answers what the catalog holds.
    expect(copies).toEqual(profiles);
  });

  const send = async (...items: ProfileItem[]) =>
    (await kit.profiles.apply(kit.context(), items)).map(({ status }) => status);
  const propertiesOf = async (id: string, key = 0) =>
    (await kit.profiles.load(kit.project.id, key, [id])).get(id)?.properties ?? null;
  let ids = 0;
  const fresh = () => `u${++ids}`;

  it('apply an operation once, however often it is sent', async () => {
    const id = fresh();
    const items = [once(user(id, plus(1))), once(group('company_id', id, { op: 'append', properties: { log: 'x' } }))];
    expect(await send(...items)).toEqual(['APPLIED', 'APPLIED']);
    for (let i = 0; i < 3; i++) expect(await send(...items)).toEqual(['DUPLICATE', 'DUPLICATE']);
    expect(await propertiesOf(id)).toEqual({ n: 1 });
    expect(await propertiesOf(id, company)).toEqual({ log: ['x'] });
  });

  it('leave operations without one to be applied each time', async () => {
    const id = fresh();
    expect(await send(user(id, plus(1)), once(user(id, plus(1)), null))).toEqual(['APPLIED', 'APPLIED']);
    expect(await send(user(id, plus(1)), once(user(id, plus(1)), undefined))).toEqual(['APPLIED', 'APPLIED']);
    expect(await propertiesOf(id)).toEqual({ n: 4 });
  });

  it('count once within one batch too, and the first is the one', async () => {
    const [zoe, ann] = [`z-${fresh()}`, `a-${fresh()}`];
    const [x, y] = [randomUUID(), randomUUID()];
    const batch = [
      once(user(zoe, plus(1)), x),
      once(user(ann, plus(1)), x),
      once(user(ann, plus(10)), y),
      once(user(ann, plus(10)), y),
    ];
    expect(await send(...batch)).toEqual(['APPLIED', 'DUPLICATE', 'APPLIED', 'DUPLICATE']);
    expect([await propertiesOf(zoe), await propertiesOf(ann)]).toEqual([{ n: 1 }, { n: 10 }]);
  });

  it('stand for the operation, not for what it says: a repeat with other content changes nothing', async () => {
    const id = fresh();
    const operationId = randomUUID();
    await kit.apply(once(user(id, { op: 'set', properties: { plan: 'free' } }), operationId));
    expect(await send(once(user(id, { op: 'delete' }), operationId))).toEqual(['DUPLICATE']);
    expect(await send(once(group('company_id', id, plus(1)), operationId))).toEqual(['DUPLICATE']);
    expect(await propertiesOf(id)).toEqual({ plan: 'free' });
    expect(await propertiesOf(id, company)).toBeNull();
  });

  it('are remembered of operations that had nothing to do', async () => {
    const id = fresh();
    const nothing = [once(user(id, { op: 'delete' })), once(user(id, { op: 'unset', names: ['a'] }))];
    expect(await send(...nothing)).toEqual(['APPLIED', 'APPLIED']);
    await kit.apply(user(id, { op: 'set', properties: { a: 1 } }));
    expect(await send(...nothing)).toEqual(['DUPLICATE', 'DUPLICATE']);
    expect(await propertiesOf(id)).toEqual({ a: 1 });
  });

  it('are not remembered of a refused operation, which may be sent again when it can be applied', async () => {
    const id = fresh();
    const key = `team ${id}`;
    const items = [once(user(id, plus(5))), once(group(key, id, plus(1))), once(user('', plus(1)))];
    await kit.apply(user(id, { op: 'set', properties: { n: 'text' } }));
    expect(await send(...items)).toEqual(['REFUSED', 'REFUSED', 'REFUSED']);
    const given = items.map(({ operationId }) => String(operationId));
    expect(await kit.catalog.read.appliedOperations.known(kit.project.id, given)).toEqual(new Set());
    const team = await kit.addKey(key);
    await kit.apply(user(id, { op: 'set', properties: { n: 1 } }));
    expect(await send(...items)).toEqual(['APPLIED', 'APPLIED', 'REFUSED']);
    expect(await send(...items)).toEqual(['DUPLICATE', 'DUPLICATE', 'REFUSED']);
    expect([await propertiesOf(id), await propertiesOf(id, team.id)]).toEqual([{ n: 6 }, { n: 1 }]);
  });

  it('let the next of a batch be applied when the first of the same id is refused', async () => {
    const id = fresh();
    const x = randomUUID();
    const items = [
      user(id, { op: 'set', properties: { n: 'text' } }),
      once(user(id, plus(1)), x),
      once(user(id, { op: 'set', properties: { n: 2 } }), x),
      once(user(id, plus(1)), x),
    ];
    expect(await send(...items)).toEqual(['APPLIED', 'REFUSED', 'APPLIED', 'DUPLICATE']);
    expect(await propertiesOf(id)).toEqual({ n: 2 });
  });

  it('have the form of insert ids; another refuses the operation at its place', async () => {
    const id = fresh();
    const bad = ['', 'a b', 'é', 'x'.repeat(37), 'null', 'undefined', '0', true, {}, ['x'], Number.NaN];
    const items = bad.map((value) => once(user(id, plus(1)), value));
    for (const outcome of await kit.profiles.apply(kit.context(), items)) {
      expect(outcome).toMatchObject({ status: 'REFUSED', code: 'BAD_INPUT', field: 'operationId' });
    }
    expect(await propertiesOf(id)).toBeNull();
    const good = ['x'.repeat(36), 'A-1', `${id}-x`, 7_000 + ids];
    expect(await send(...good.map((value) => once(user(id, plus(1)), value)))).toEqual(good.map(() => 'APPLIED'));
    expect(await send(once(user(id, plus(1)), 'a-1'), once(user(id, plus(1)), String(7_000 + ids)))).toEqual([
      'APPLIED',
      'DUPLICATE',
    ]);
  });

  it('belong to one project', async () => {
    const item = once(user(fresh(), plus(1)));
    expect(await send(item)).toEqual(['APPLIED']);
    expect(await kit.profiles.apply(kit.context(kit.other), [item])).toMatchObject([{ status: 'APPLIED' }]);
    expect(await kit.profiles.apply(kit.context(kit.other), [item])).toMatchObject([{ status: 'DUPLICATE' }]);
  });

  it('hold when the device of the first sending has become a user by the second', async () => {
    const id = fresh();
    const item = once(user(`$device:${id}`, plus(1)));
    expect(await send(item)).toEqual(['APPLIED']);
    await kit.identity.link(kit.project.id, [{ deviceId: id, userId: `${id} known` }]);
    expect(await send(item)).toEqual(['DUPLICATE']);
    expect(await propertiesOf(`${id} known`)).toBeNull();
  });

  it.each([false, true])('make up for an answer that was lost (in one transaction: %s)', async (inOneTransaction) => {
    const people = Array.from({ length: 450 }, fresh);
    const items = people.map((id) => once(user(id, plus(1))));
    const lossy = new ProfileService(answersLost(kit.catalog), kit.copies, kit.groupKeys, kit.identity, kit.clock);
    await expect(lossy.apply(kit.context(), items, { inOneTransaction })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
    const outcomes = await kit.profiles.apply(kit.context(), items, { inOneTransaction });
    const repeats = outcomes.filter(({ status }) => status === 'DUPLICATE').length;
    expect(repeats).toBe(inOneTransaction ? 450 : 200);
    const rows = await kit.profiles.load(kit.project.id, 0, people);
    expect(people.filter((id) => rows.get(id)?.properties.n !== 1)).toEqual([]);
  });

  it('count once of 40 concurrent sendings of overlapping batches', async () => {
    const people = Array.from({ length: 25 }, fresh);
    const items = Array.from({ length: 100 }, (_, i) => once(user(people[i % 25] ?? '', plus(1))));
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => send(...(i % 2 === 0 ? items : [...items].reverse()).slice(i % 7))),
    );
    expect(answers.flat().filter((status) => status === 'APPLIED')).toHaveLength(100);
    expect(answers.flat()).not.toContain('REFUSED');
    const rows = await kit.profiles.load(kit.project.id, 0, people);
    expect(people.map((id) => rows.get(id)?.properties)).toEqual(people.map(() => ({ n: 4 })));
  });

  it('count once when the same ids are sent at once for different profiles', async () => {
    const shared = Array.from({ length: 20 }, () => randomUUID());
    const senders = Array.from({ length: 12 }, fresh);
    const answers = await Promise.all(
      senders.map((id, i) =>
        send(...(i % 2 === 0 ? shared : [...shared].reverse()).map((x) => once(user(id, plus(1)), x))),
      ),
    );
    expect(answers.flat().filter((status) => status === 'APPLIED')).toHaveLength(20);
    const rows = await kit.profiles.load(kit.project.id, 0, senders);
    const total = [...rows.values()].reduce((sum, { properties }) => sum + Number(properties.n), 0);
    expect(total).toBe(20);
  });

  it('agree with a model, whatever is sent, refused, repeated and sent again', async () => {
    const operation = fc.record({
      who: fc.integer({ min: 0, max: 2 }),
      what: fc.constantFrom(plus(1), { op: 'set', properties: { n: 'text' } } as const, { op: 'delete' } as const),
      id: fc.option(fc.integer({ min: 0, max: 5 })),
    });
    const batches = fc.array(fc.array(operation, { maxLength: 8 }), { maxLength: 4 });
    const property = fc.asyncProperty(batches, fc.boolean(), async (given, inOneTransaction) => {
      const run = fresh();
      const applied = new Set<number>();
      const model = new Map<number, unknown>();
      for (const batch of given) {
        const expected = batch.map(({ who, what, id }) => {
          if (id !== null && applied.has(id)) return 'DUPLICATE';
          if (what.op === 'add' && typeof model.get(who) === 'string') return 'REFUSED';
          if (what.op === 'delete') model.delete(who);
          else model.set(who, what.op === 'add' ? Number(model.get(who) ?? 0) + 1 : 'text');
          if (id !== null) applied.add(id);
          return 'APPLIED';
        });
        const items = batch.map(({ who, what, id }) =>
          once(user(`${run} ${who}`, what), id === null ? null : `${run}-${id}`),
        );
        const outcomes = await kit.profiles.apply(kit.context(), items, { inOneTransaction });
        expect(outcomes.map(({ status }) => status)).toEqual(expected);
      }
      for (const who of [0, 1, 2]) expect((await propertiesOf(`${run} ${who}`))?.n).toEqual(model.get(who));
    });
    await fc.assert(property, { numRuns: 40 });
  });

  describe('all of a request in one transaction', () => {
    const all = { inOneTransaction: true };

    it('applies as many operations as a request may have, in order, on few and on many profiles', async () => {
      const people = Array.from({ length: limits.batchSize }, fresh);
      const spread = people.map((id, i) => once(user(id, { op: 'set', properties: { i, pad: 'x'.repeat(1_000) } })));
      const outcomes = await kit.profiles.apply(kit.context(), spread, all);
      expect(outcomes.every(({ status }) => status === 'APPLIED')).toBe(true);
      const one = fresh();
      const packed = people.map((_, i) => once(user(one, { op: 'append', properties: { log: i } })));
      await kit.profiles.apply(kit.context(), packed, all);
      expect(await propertiesOf(one)).toEqual({ log: people.map((_, i) => i) });
      const crossing = people.map((_, i) => user(people[(i * 7) % 450] ?? '', plus(1)));
      await kit.profiles.apply(kit.context(), crossing, all);
      const rows = await kit.profiles.load(kit.project.id, 0, people);
      expect(people.reduce((sum, id) => sum + Number(rows.get(id)?.properties.n ?? 0), 0)).toBe(limits.batchSize);
    });

    it('sees what it did itself, however many profiles lie in between', async () => {
      const people = Array.from({ length: 450 }, fresh);
      const gone = people.slice(0, 300);
      const back = people.slice(0, 100);
      const items = [
        ...gone.map((id) => user(id, { op: 'delete' })),
        ...people.map((id) => user(id, { op: 'set', properties: { n: 5 } })),
        ...people.map((id) => user(id, plus(1))),
        ...gone.map((id) => user(id, { op: 'delete' })),
        ...back.map((id) => user(id, { op: 'union', properties: { company_id: [id] } })),
      ];
      const outcomes = await kit.profiles.apply(kit.context(), items, all);
      expect(outcomes.every(({ status }) => status === 'APPLIED')).toBe(true);
      const rows = await kit.profiles.load(kit.project.id, 0, people);
      expect(people.map((id) => rows.get(id)?.properties)).toEqual([
        ...back.map((id) => ({ company_id: [id] })),
        ...gone.slice(100).map(() => undefined),
        ...people.slice(300).map(() => ({ n: 6 })),
      ]);
    });

    it('has applied nothing when a store fails before the commit', async () => {
      const people = Array.from({ length: 600 }, fresh);
      const items = people.map((id) => once(user(id, plus(1))));
      const failing = new Proxy(kit.catalog, {
        get(target, name) {
          if (name !== 'write') return Reflect.get(target, name, target);
          return (work: Parameters<Catalog['write']>[0]) =>
            target.write(async (transaction) => {
              await work(transaction);
              throw new MusterError('STORE_UNAVAILABLE', 'The store went away before the commit.');
            });
        },
      });
      const broken = new ProfileService(failing, kit.copies, kit.groupKeys, kit.identity, kit.clock);
      await expect(broken.apply(kit.context(), items, all)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      expect((await kit.profiles.load(kit.project.id, 0, people)).size).toBe(0);
      const outcomes = await kit.profiles.apply(kit.context(), items, all);
      expect(outcomes.every(({ status }) => status === 'APPLIED')).toBe(true);
    });

    it('refuses what is wrong alone and commits the rest', async () => {
      const id = fresh();
      const items = [user(id, plus(1)), user(id, { op: 'add', properties: { n: Number.NaN } }), user(id, plus(1))];
      const outcomes = await kit.profiles.apply(kit.context(), items, all);
      expect(outcomes.map(({ status }) => status)).toEqual(['APPLIED', 'REFUSED', 'APPLIED']);
      expect(await propertiesOf(id)).toEqual({ n: 2 });
    });

    it('loses and doubles nothing when large requests over the same profiles cross', async () => {
      const people = Array.from({ length: 900 }, fresh);
      const items = people.map((id) => once(user(id, plus(1))));
      await Promise.all(
        Array.from({ length: 6 }, async (_, turn) => {
          const mine = [...people.slice(turn * 100), ...people.slice(0, turn * 100)].map((id) => user(id, plus(1)));
          await sleep(turn);
          await kit.profiles.apply(kit.context(), turn % 2 === 0 ? mine : mine.reverse(), all);
          await kit.profiles.apply(kit.context(), turn % 2 === 0 ? items : [...items].reverse(), all);
        }),
      );
      const rows = await kit.profiles.load(kit.project.id, 0, people);
      expect(people.filter((id) => rows.get(id)?.properties.n !== 7)).toEqual([]);
    });
  });
});
